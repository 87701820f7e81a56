"""The same story in several languages: which page links to which, and what a build does when one moves."""

import re

import pytest
from conftest import BARE, CONFIG, MakeSite, Project, article

from newsgen.content.languages import canonical_language, same_language
from newsgen.errors import ContentError
from newsgen.i18n import language_name, open_graph_locale

ORIGIN = "https://kabar.example"
ID, EN, JV = "/2026/11/banjir/", "/2026/11/flood/", "/2026/11/banjir-jv/"
INDONESIAN = article("Banjir", "2026-11-05", translations={"en": "flood"})
ENGLISH = article("Flood", "2026-11-06", language="en")
JAVANESE = article("Banjir", "2026-11-07", slug="banjir-jv", language="jv")


def alternates(site: Project, url: str) -> dict[str, str]:
    """The addresses of all versions of a page, by language, as its head names them."""
    found = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', site.read(url))
    assert len(dict(found)) == len(found)
    return dict(found)


def linked(site: Project, url: str) -> dict[str, str]:
    """The languages to which a page offers a link, and where they lead."""
    nav = re.findall(r'<nav class="translations".*?</nav>', site.read(url), re.S)
    return {name: href for href, name in re.findall(r'<a href="(.*?)"[^>]*>(.*?)</a>', "".join(nav))}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("en", "en"), ("EN", "en"), ("en_gb", "en-GB"), ("zh-hans", "zh-Hans"), ("zh-hant-tw", "zh-Hant-TW"),
        ("ms-Arab", "ms-Arab"), ("es-419", "es-419"), ("jv", "jv"), ("min", "min"), ("jax", "jax"),
        ("no", "no"), (" id ", "id"), ("", ""), ("zz", ""), ("qqq", ""), ("und", ""), ("en-", ""),
        ("en-ZX", ""), ("en-Abcd", ""), ("inggris", ""), ("Bahasa Inggris", ""), ("x-default", ""),
        ("en/..", ""), ('en"', ""),
    ],
)  # fmt: skip
def test_a_code_names_a_known_language(typed: str, code: str) -> None:
    assert canonical_language(typed) == code


@pytest.mark.parametrize(
    ("one", "other", "same"), [("en", "en-GB", True), ("EN_us", "en", True), ("en", "id", False)]
)
def test_a_region_is_no_other_language(one: str, other: str, same: bool) -> None:
    assert same_language(one, other) is same


@pytest.mark.parametrize(
    ("code", "name", "locale"),
    [
        ("en", "English", "en_US"), ("en-GB", "English (United Kingdom)", "en_GB"),
        ("fr", "Français", "fr_FR"),
        ("id", "Indonesia", "id_ID"), ("ms", "Melayu", "ms_MY"), ("zh-Hans", "中文 (简体)", "zh_CN"),
        ("ar", "العربية", "ar_EG"), ("min", "Minangkabau", "min_ID"), ("jax", "Jax", "jax_ID"),
        ("es-419", "Español (Latinoamérica)", "es_ES"),
    ],
)  # fmt: skip
def test_a_language_is_named_as_its_readers_name_it(code: str, name: str, locale: str) -> None:
    assert (language_name(code, "id"), open_graph_locale(code)) == (name, locale)


@pytest.mark.parametrize(
    "name", ["flood", "b.md", "content/b.md", EN, ORIGIN + EN, "Flood", "/lama/", "https://en.example/1"]
)
def test_each_side_links_to_the_other_though_one_alone_names_it(make_site: MakeSite, name: str) -> None:
    files = {
        "a.md": article("Banjir", "2026-11-05", translations={"en": name}),
        "b.md": article(
            "Flood", "2026-11-06", language="en", aliases=["/lama/"], origin="https://en.example/1"
        ),
    }
    site = make_site(files)
    assert site.build().warnings == ()
    both = {"id": ORIGIN + ID, "en": ORIGIN + EN, "x-default": ORIGIN + ID}
    assert alternates(site, ID) == alternates(site, EN) == both
    assert (linked(site, ID), linked(site, EN)) == ({"English": EN}, {"Indonesia": ID})
    assert 'hreflang="en" lang="en" title="Flood"' in site.read(ID)
    assert '<meta property="og:locale" content="id_ID">' in site.read(ID)
    assert '<meta property="og:locale:alternate" content="en_US">' in site.read(ID)
    assert '<meta property="og:locale" content="en_US">' in site.read(EN)
    assert '<meta property="og:locale:alternate" content="id_ID">' in site.read(EN)


def test_all_versions_know_each_other_and_those_elsewhere(make_site: MakeSite) -> None:
    """Each names one other, in a chain; a page of another site stands in the list of all."""
    files = {
        "a.md": INDONESIAN,
        "b.md": article("Flood", "2026-11-06", language="en", terjemahan={"JV": "banjir-jv"}),
        "c.md": article(
            "Banjir",
            "2026-11-07",
            slug="banjir-jv",
            language="jv",
            translations={"ar": "https://ar.example/"},
        ),
        "d.md": article("Lain", "2026-11-08"),
    }
    site = make_site(files)
    assert site.build().warnings == ()
    every = {
        "id": ORIGIN + ID,
        "en": ORIGIN + EN,
        "jv": ORIGIN + JV,
        "ar": "https://ar.example/",
        "x-default": ORIGIN + ID,
    }
    for url in (ID, EN, JV):
        assert alternates(site, url) == every
    assert linked(site, EN) == {
        "العربية": "https://ar.example/",
        "Indonesia": ID,
        "Jawa": JV,
    }
    assert 'hreflang="ar" lang="ar" dir="rtl">العربية</a>' in site.read(EN)
    assert alternates(site, "/2026/11/lain/") == {}
    assert linked(site, "/2026/11/lain/") == {}


def test_a_split_story_is_linked_as_a_whole(make_site: MakeSite) -> None:
    parts = "Satu.\n\n<!--nextpage-->\n\nDua."
    files = {
        "a.md": article("Banjir", "2026-11-05", body=parts, translations={"en": "flood"}),
        "b.md": ENGLISH,
    }
    site = make_site(files, CONFIG + "nextpage: split\n")
    site.build()
    whole = f"{ID}semua/"
    assert alternates(site, EN)["id"] == alternates(site, whole)["id"] == ORIGIN + whole
    assert alternates(site, ID) == alternates(site, f"{ID}2/") == {}  # not the canonical pages
    assert linked(site, f"{ID}2/") == {"English": EN}


PROBLEMS: dict[str, tuple[str, str, str]] = {
    "translations: {zz: a}": (":4:20:", "`zz` is not the code of a language", "en, jv or zh-Hans"),
    "translations:\n  en: a\n  inggris: b": (":6:12:", "`inggris` is not the code", "en, jv"),
    "translations: {en: a, EN: b}": (":4:27:", "`en` is given twice", "keep one"),
    "translations: [a, b]": (":4:15:", "expected lines of `key: value`", "{en: slug-of-the-story}"),
    "translations: en": (":4:15:", "expected lines of `key: value`", "{en: slug-of-the-story}"),
    "translations: {en: [a]}": (":4:20:", "expected a text for `en`", "{en: slug-of-the-story}"),
    "translations: {en: ''}": (":4:20:", "expected a text for `en`", "{en: slug-of-the-story}"),
}


@pytest.mark.parametrize("line", PROBLEMS)
def test_what_can_not_be_read_is_an_error_with_its_place(make_site: MakeSite, line: str) -> None:
    place, message, hint = PROBLEMS[line]
    site = make_site({"a.md": f"---\ntitle: A\ndate: 2026-11-05\n{line}\n---\nIsi.\n"})
    with pytest.raises(ContentError) as caught:
        site.build()
    (problem,) = map(str, caught.value.problems)
    assert place in problem
    assert message in problem
    assert hint in problem


WARNINGS: dict[str, tuple[dict[str, str], str, str]] = {
    "no such story": ({"en": "tiada"}, "there is no article `tiada`", "path, slug or title"),
    "no such address here": ({"en": f"{ORIGIN}/tiada/"}, "there is no article", "path, slug or title"),
    "itself": ({"en": "banjir"}, "there is no article `banjir`", "path, slug or title"),
    "its own language": ({"id": "flood"}, "this article itself is in `id`", "the other one's language"),
    "another language": (
        {"jv": "flood"},
        "`flood` is in `en`, and not in `jv`",
        "`language: jv` into content/b",
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_what_is_odd_is_a_warning_at_its_line(make_site: MakeSite, name: str) -> None:
    translations, message, hint = WARNINGS[name]
    site = make_site({"a.md": article("Banjir", "2026-11-05", translations=translations), "b.md": ENGLISH})
    (warning,) = site.build().warnings
    assert (warning.path, warning.line) == ("a.md", 4)
    assert warning.message.startswith("translations: ")
    assert message in warning.message
    assert hint in warning.hint


def also(text: str, line: str) -> str:
    """An article with a line more in its front matter."""
    return text.replace("---\nIsi", f"{line}\n---\nIsi")


EDITS: dict[str, tuple[dict[str, str | None], dict[str, str]]] = {
    "the other comes later": ({"b.md": ENGLISH}, {"id": ID, "en": EN}),
    "a third one comes": (
        {"c.md": also(JAVANESE, 'translations: {"en": "flood"}')},
        {"id": ID, "en": EN, "jv": JV},
    ),
    "the other moves": (
        {"b.md": ENGLISH.replace('"flood"', '"floods"'), "a.md": INDONESIAN.replace("flood", "b.md")},
        {"id": ID, "en": "/2026/11/floods/"},
    ),
    "its file moves": ({"b.md": None, "x/y.md": ENGLISH}, {"id": ID, "en": EN}),
    "the other goes": ({"b.md": None}, {}),
    "the other is removed": ({"b.md": also(ENGLISH, "status: removed\nreason: x")}, {}),
    "the other is withdrawn": ({"b.md": also(ENGLISH, "status: withdrawn\nreason: x")}, {}),
    "the other has expired": ({"b.md": also(ENGLISH, "expires: 2026-11-10")}, {}),
    "the other becomes a draft": ({"b.md": also(ENGLISH, "status: draft")}, {}),
    "it names none any more": ({"a.md": article("Banjir", "2026-11-05")}, {}),
    "the other names it instead": (
        {"a.md": article("Banjir", "2026-11-05"), "b.md": also(ENGLISH, 'translations: {"id": "a.md"}')},
        {"id": ID, "en": EN},
    ),
    "the other changes its language": ({"b.md": ENGLISH.replace('"en"', '"ms"')}, {"id": ID, "ms": EN}),
    "the other has a better headline": ({"b.md": ENGLISH.replace("Flood", "Floods")}, {"id": ID, "en": EN}),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("theme", ["newsgen's", "bare"])
def test_an_edit_leaves_what_a_clean_build_makes(make_site: MakeSite, name: str, theme: str) -> None:
    files, versions = EDITS[name]
    site = make_site(
        {"a.md": INDONESIAN, "d.md": article("Lain", "2026-11-01")}, templates=BARE if theme == "bare" else {}
    )
    site.write("b.md", ENGLISH)
    if name == "the other comes later":
        site.delete("b.md")
    site.build()
    for path, text in files.items():
        if text is None:
            site.delete(path)
        else:
            site.write(path, text)
    site.build()
    if theme != "bare":
        expected = {language: ORIGIN + url for language, url in versions.items()}
        assert alternates(site, ID) == ({**expected, "x-default": ORIGIN + ID} if versions else {})
        for language, url in versions.items():
            assert alternates(site, url) == alternates(site, ID), language
    assert site.tree() == site.clean()


def test_a_change_elsewhere_rewrites_the_pages_of_the_group_alone(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-10-{n:02}") for n in range(1, 9)}
    site = make_site({**files, "a.md": INDONESIAN, "b.md": ENGLISH}, CONFIG + "related: 0\nlatest_count: 0\n")
    site.build()
    before = site.snapshot()
    site.write("b.md", also(ENGLISH, 'translations: {"ar": "https://ar.example/"}'))
    site.build()
    assert site.rewritten(before) == {ID, EN}
    assert alternates(site, ID)["ar"] == "https://ar.example/"
    assert site.tree() == site.clean()


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_one_that_was_taken_down_links_to_none(make_site: MakeSite, status: str) -> None:
    down = also(INDONESIAN, f"status: {status}\nreason: x")
    site = make_site({"a.md": down, "b.md": ENGLISH})
    site.build()
    assert alternates(site, ID) == alternates(site, EN) == {}
    assert ORIGIN + EN not in site.read(ID)
