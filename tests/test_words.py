"""The words of headlines, and the keys that bring their forms together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.index.mentions import normalised_title
from newsgen.index.words import CODE_BITS, LETTER_BITS, code, distinct_words, rules, stem, without_marks

TOGETHER = (  # forms of one word, which have one key
    "inovasi berinovasi inovasinya inovasilah diinovasikan",
    "bangun membangun dibangun pembangunan bangunan",
    "baca membaca pembaca dibaca bacaan terbaca bacakan bacalah",
    "jalan berjalan perjalanan menjalankan dijalankan",
    "kerja pekerja pekerjaan dikerjakan",
    "bakar kebakaran dibakar terbakar",
    "perbaiki diperbaiki memperbaiki",
    "kota sekota",
)
SWALLOWED = {
    "menulis": "tulis",
    "menari": "tari",
    "mengirim": "kirim",
    "menyapu": "sapu",
    "pengirim": "kirim",
}
APART = ("banjir", "banjar"), ("teri", "tari"), ("polisi", "posisi"), ("2017", "2018"), ("opd", "opt")


@pytest.mark.parametrize("forms", TOGETHER)
def test_forms_of_a_word_have_one_key(forms: str) -> None:
    keys = {form: stem(form, rules("id")) for form in forms.split()}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(("form", "root"), SWALLOWED.items())
def test_a_prefix_may_swallow_the_first_letter(form: str, root: str) -> None:
    assert root[0] in rules("id").swallowed
    assert stem(form, rules("id")) == stem(root, rules("id"))[1:]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert stem(one, rules("id")) != stem(other, rules("id"))


def test_english_words_lose_a_plural_s_alone() -> None:
    words = ["floods", "flood", "beginning", "bus", "dispute"]
    assert [stem(word, rules("en")) for word in words] == ["flood", "flood", "beginning", "bus", "dispute"]


@pytest.mark.parametrize(
    ("title", "words"),
    {
        "Jum’at Berkah: 49 OPD “Berinovasi”": ["jumat", "berkah", "49", "opd", "berinovasi"],
        "Anak-anak & orang tua": ["anak", "orang", "tua"],
        "Café São João": ["cafe", "sao", "joao"],
        "Пожар в Москве": ["пожар", "в", "москве"],
        "!!!": [],
    }.items(),
)
def test_a_headline_becomes_words(title: str, words: list[str]) -> None:
    found = [without_marks(word) for _, word in distinct_words(normalised_title(title))]
    assert found == words


def test_the_place_of_a_word_counts_all_words() -> None:
    assert list(distinct_words("anak anak bermain di taman")) == [
        (0, "anak"),
        (2, "bermain"),
        (3, "di"),
        (4, "taman"),
    ]


@given(st.text(max_size=9), st.integers(0, 6))
def test_what_begins_alike_has_codes_that_begin_alike(key: str, letters: int) -> None:
    rest = CODE_BITS - letters * LETTER_BITS
    assert code(key) >> rest == code(key[:letters]) >> rest
    assert 0 <= code(key) < 1 << CODE_BITS
