"""Slugs: words as parts of an address."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.content.slugs import kept_slug, name_slug, slugify


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sekda Jambi Ajak 49 OPD Berinovasi", "sekda-jambi-ajak-49-opd-berinovasi"),
        ("  Dua   kata  ", "dua-kata"),
        ("Jum'at", "jumat"),
        ("Jum’at", "jumat"),
        ("“Kutipan,” Katanya!", "kutipan-katanya"),
        ("a_b__c", "a-b-c"),
        ("a/b\\c", "a-b-c"),
        ("𝕊𝗲𝗸𝗱𝗮", "sekda"),
        ("Satu: _Dua_", "satu-dua"),
        ("../../etc", "etc"),
        ("Café à la Ñandú", "cafe-a-la-nandu"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("100% Siap", "100-siap"),
        ("a%20b", "a-b"),
        ("caf%C3%A9", "cafe"),
        ("%f0%9f%98%80", ""),
        ("😀 !?", ""),
        ("", ""),
        ("日本語 ニュース", "日本語-ニュース"),
        ("Новости дня", "новости-дня"),
        ("한국 뉴스", "한국-뉴스"),
        ("أخبار اليوم", "أخبار-اليوم"),
        ("ガンダム", "ガンダム"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ꦧꦱꦗꦮ", "ꦧꦱꦗꦮ"),
    ],
)
def test_slugify(text: str, expected: str) -> None:
    """Latin letters lose their accents; other scripts stay as they are."""
    assert slugify(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kata " * 30, "-".join(["kata"] * 20)),
        ("x" * 150, "x" * 100),
        ("x" * 99 + " y", "x" * 99),
        ("x" * 98 + " y", "x" * 98 + "-y"),
        ("a" * 50 + " " + "b" * 60, "a" * 50),
    ],
)
def test_a_long_slug_is_cut_between_words(text: str, expected: str) -> None:
    assert slugify(text) == expected


PIECES = (
    st.text(max_size=20)
    | st.text("\u0301\u0323\u093f\u094d\u0e31ab क-", max_size=60)
    | st.sampled_from(["ſ" * 120, "ﷺ" * 9, "%cc%81", "%", "%25", "é" * 80, "क्षि" * 40, "日" * 90])
    | st.sampled_from(["a\u0327\u0301" * 60, "\u0301" * 300, "-" * 990])
)  # fmt: skip


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=5).map("".join))
@example("ſ" * 120)
@example("%2525")
@example("ŉ")
@example("a" + "\u0301\u0323" * 600)
def test_a_slug_is_safe_short_and_stable(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= 100
    assert len(slug.encode()) <= 200
    assert not re.search(r"[\s/\\?#%_.:'\"<>&]|--|^-|-$", slug)
    assert slug == slug.casefold()
    assert slugify(slug) == slug
    assert name_slug(slug) == slug


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Berita_Lama.v2", "Berita_Lama.v2"),
        ("a--b", "a--b"),
        ("a - b", "a-b"),
        ("Dua  kata", "Dua-kata"),
        ("Jum’at", "Jumat"),
        ("a/b\\c?d#e:f", "a-b-c-d-e-f"),
        ("caf%C3%A9", "café"),
        ("../../etc", "etc"),
        (".htaccess", "htaccess"),
        ("c++", "c++"),
        ("हिन्दी", "हिन्दी"),
        ("a\u200bb", "a-b"),
        ("😀", ""),
        ("-_.", ""),
        ("x" * 300, "x" * 200),
        ("kata-" * 50, "-".join(["kata"] * 40)),
    ],
)
def test_a_slug_that_is_typed_is_kept_but_for_what_no_address_can_hold(typed: str, slug: str) -> None:
    assert kept_slug(typed) == slug


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=5).map("".join))
@example("a'\u0301")
@example("%2525")
@example("\u0301a-\u0301")
def test_a_slug_that_is_kept_is_safe_short_and_stable(text: str) -> None:
    slug = kept_slug(text)
    assert len(slug.encode()) <= 200
    assert not re.search(r"[\s/\\?#%:'\"<>&|*]|^[-.]|[-.]$", slug)
    assert kept_slug(slug) == slug


LONG = {
    "marks": "a" + "\u0301" * 50_000,
    "marks in disorder": "क" + "\u0301\u0323" * 50_000,
    "escapes": "%cc%81" * 50_000,
    "ligatures": "ﷺ" * 50_000,
    "spaces": " " * 10**6,
    "letters": "日" * 10**6,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_long_text_costs_no_more_than_a_short_one(text: str) -> None:
    started = time.process_time()
    slugify(text)
    kept_slug(text)
    name_slug("C+" + text)
    assert time.process_time() - started < 1


def test_a_text_counts_up_to_a_limit() -> None:
    assert slugify("!" * 999 + "a b") == "a"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C++", "cplusplus"),
        ("C%2B%2B", "cplusplus"),
        ("C#", "csharp"),
        ("Disney+", "disneyplus"),
        ("A+B", "a-plus-b"),
        ("C++11", "c-plusplus-11"),
        ("é+", "eplus"),
        ("#JambiTuntas", "jambituntas"),
        ("# Jambi", "jambi"),
        ("Nomor #1", "nomor-1"),
        ("+62", "62"),
        ("Sekda & Bupati", "sekda-bupati"),
    ],
)
def test_plus_and_sharp_behind_a_word_belong_to_a_name(name: str, slug: str) -> None:
    assert name_slug(name) == slug
