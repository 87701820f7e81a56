"""Urls, the files that hold them, and how lists are numbered."""

from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.config import Config, Paths, PermalinkMatch, PermalinkRule
from newsgen.content.article import Article, When
from newsgen.content.slugs import kept_slug
from newsgen.urls import Urls, linked_file, list_pages

DAY = date(2018, 8, 2)


def story(day: date, section: str, slug: str, **fields: Any) -> Article:
    """An article of a day."""
    at = When(datetime(day.year, day.month, day.day, 9, 5, 7, tzinfo=ZoneInfo("Asia/Jakarta")))
    values = {"path": "a.md", "title": "A", "categories": (section,) if section else ()} | fields
    return Article(date=at, slug=slug, **values)


ROOTED = Urls(Config(base_url="https://kabar.example/"))
KORAN = Urls(Config(base_url="https://x.github.io/koran/"))
ENGLISH = Urls(Config(language="en"))
HTML = Urls(Config(permalink="/{section}/{year}-{day}/{slug}.html"))
WORDS = Urls(Config(paths=Paths(section="blog/category", tag="topik", page="page", archive="arsip/semua")))


@pytest.mark.parametrize(
    ("url", "expected", "file"),
    [
        (ROOTED.article(story(DAY, "", "a-b")), "/2018/08/a-b/", "2018/08/a-b/index.html"),
        (KORAN.article(story(DAY, "", "a-b")), "/koran/2018/08/a-b/", "2018/08/a-b/index.html"),
        (
            KORAN.article(story(DAY, "", "日本")),
            "/koran/2018/08/%E6%97%A5%E6%9C%AC/",
            "2018/08/日本/index.html",
        ),
        (HTML.article(story(DAY, "kota", "a")), "/kota/2018-02/a.html", "kota/2018-02/a.html"),
        (HTML.article(story(DAY, "", "a")), "/berita/2018-02/a.html", "berita/2018-02/a.html"),
        (ROOTED.article(story(date(987, 1, 2), "", "a")), "/0987/01/a/", "0987/01/a/index.html"),
        (KORAN.page("a/b"), "/koran/a/b/", "a/b/index.html"),
        (KORAN.page("a/B 1.html"), "/koran/a/B%201.html", "a/B 1.html"),
        (KORAN.part("/koran/a/", 1), "/koran/a/", "a/index.html"),
        (KORAN.part("/koran/a/", 2), "/koran/a/2/", "a/2/index.html"),
        (KORAN.part("/koran/a/", 0), "/koran/a/semua/", "a/semua/index.html"),
        (KORAN.part("/koran/a.html", 1), "/koran/a.html", "a.html"),
        (KORAN.part("/koran/a.html", 2), "/koran/a/2/", "a/2/index.html"),
        (ROOTED.list("home"), "/", "index.html"),
        (KORAN.list("home"), "/koran/", "index.html"),
        (KORAN.list("home", number=3), "/koran/hal/3/", "hal/3/index.html"),
        (KORAN.list("section", "kota"), "/koran/kategori/kota/", "kategori/kota/index.html"),
        (KORAN.list("tag", "jambi", 2), "/koran/tag/jambi/hal/2/", "tag/jambi/hal/2/index.html"),
        (KORAN.list("tag", "日本"), "/koran/tag/%E6%97%A5%E6%9C%AC/", "tag/日本/index.html"),
        (KORAN.list("author", "ani"), "/koran/penulis/ani/", "penulis/ani/index.html"),
        (KORAN.list("series", "s"), "/koran/seri/s/", "seri/s/index.html"),
        (ENGLISH.list("home", number=3), "/page/3/", "page/3/index.html"),
        (ENGLISH.list("section", "city"), "/section/city/", "section/city/index.html"),
        (ENGLISH.list("author", "ani", 1), "/author/ani/page/1/", "author/ani/page/1/index.html"),
        (ENGLISH.list("series", "s"), "/series/s/", "series/s/index.html"),
        (ENGLISH.period(), "/archive/", "archive/index.html"),
        (KORAN.period(), "/koran/indeks/", "indeks/index.html"),
        (KORAN.period("2018"), "/koran/2018/", "2018/index.html"),
        (KORAN.period("2018-08"), "/koran/2018/08/", "2018/08/index.html"),
        (KORAN.period("2018-08-02"), "/koran/2018/08/02/", "2018/08/02/index.html"),
        (WORDS.list("home", number=3), "/page/3/", "page/3/index.html"),
        (WORDS.list("section", "kota"), "/blog/category/kota/", "blog/category/kota/index.html"),
        (WORDS.list("tag", "a", 2), "/topik/a/page/2/", "topik/a/page/2/index.html"),
        (WORDS.list("author", "ani"), "/penulis/ani/", "penulis/ani/index.html"),
        (WORDS.period(), "/arsip/semua/", "arsip/semua/index.html"),
        (KORAN.page("tentang/redaksi"), "/koran/tentang/redaksi/", "tentang/redaksi/index.html"),
        (KORAN.page("redaksi"), "/koran/redaksi/", "redaksi/index.html"),
        (KORAN.feed("home"), "/koran/feed.xml", "feed.xml"),
        (KORAN.feed("tag", "a"), "/koran/tag/a/feed.xml", "tag/a/feed.xml"),
        (KORAN.sitemap(), "/koran/sitemap.xml", "sitemap.xml"),
        (KORAN.sitemap("2018-08"), "/koran/sitemap/2018-08.xml", "sitemap/2018-08.xml"),
        (KORAN.file("2018/foto satu#2?.jpg"), "/koran/2018/foto%20satu%232%3F.jpg", "2018/foto satu#2?.jpg"),
        (KORAN.file("foto/100%25.jpg"), "/koran/foto/100%2525.jpg", "foto/100%25.jpg"),
    ],
)
def test_an_address_and_its_file(url: str, expected: str, file: str) -> None:
    assert url == expected
    addresses = KORAN if url.startswith("/koran/") else ROOTED
    assert addresses.output(url) == file


PATTERNS: list[tuple[str, dict[str, Any], str]] = [
    ("/{year}/{month}/{day}/{slug}/", {}, "/2018/08/02/a/"),
    ("/{hour}{minute}{second}/{slug}/", {}, "/090507/a/"),
    ("/{section}/{slug}", {}, "/kota/a/"),
    ("/{section}/{slug}.html", {"categories": ()}, "/berita/a.html"),
    ("/{categories}/{slug}/", {"categories": ("Kota", "Pasar Tani")}, "/kota/pasar-tani/a/"),
    ("/{categories}/{slug}/", {"categories": ()}, "/a/"),
    ("/{author}/{slug}/", {"authors": ("Sri Dewi", "Ani")}, "/sri-dewi/a/"),
    ("/{author}/{slug}/", {}, "/2018/08/a/"),
    ("/{language}/{slug}/", {}, "/id/a/"),
    ("/{language}/{slug}/", {"language": "en-GB"}, "/en-GB/a/"),
    ("/{language}/{slug}/", {"language": "../.."}, "/id/a/"),
    ("/archives/{id}", {"aliases": ("/x/", "/?p=126536")}, "/archives/126536/"),
    ("/archives/{id}", {"aliases": ("/?p=12x",)}, "/2018/08/a/"),
    ("/{path}/{slug}/", {"path": "berita/Kota_1/a.md"}, "/berita/Kota_1/a/"),
    ("/{path}/{slug}/", {"path": "berita/a/index.md"}, "/berita/a/"),
    ("/{path}/{slug}/", {}, "/a/"),
    ("/{slug}/index.html", {}, "/a/index.html"),
    ("/{year}/{slug}/", {"permalink": "/lama/x.html"}, "/lama/x.html"),
]


@pytest.mark.parametrize(("pattern", "fields", "url"), PATTERNS)
def test_a_pattern_gives_an_address(pattern: str, fields: dict[str, Any], url: str) -> None:
    assert Urls(Config(permalink=pattern)).article(story(DAY, "Kota", "a", **fields)) == url


RULES = (
    PermalinkRule("/opini/{slug}/", PermalinkMatch(section="Opini")),
    PermalinkRule("/2016/{slug}/", PermalinkMatch(after="2016-01-01", before="2017-01-01")),
    PermalinkRule("/lama/{id}/", PermalinkMatch(before="2018-01-01")),
    PermalinkRule("/{slug}.html", PermalinkMatch(path="lama/**")),
    PermalinkRule("/kota/{slug}/", PermalinkMatch(section="kota", path="*.md")),
)


@pytest.mark.parametrize(
    ("article", "url"),
    [
        (story(DAY, "Opini", "a"), "/opini/a/"),
        (story(DAY, "opini", "a", path="lama/a.md"), "/opini/a/"),
        (story(date(2015, 12, 31), "", "a", aliases=("/?p=1",)), "/lama/1/"),
        (story(date(2015, 12, 31), "", "a"), "/2015/12/a/"),
        (story(date(2015, 12, 31), "", "a", path="lama/a.md"), "/a.html"),
        (story(date(2016, 1, 1), "", "a"), "/2016/a/"),
        (story(date(2016, 12, 31), "", "a"), "/2016/a/"),
        (story(date(2017, 1, 1), "", "a", aliases=("/?p=1",)), "/lama/1/"),
        (story(DAY, "", "a", path="lama/2018/a.md"), "/a.html"),
        (story(DAY, "", "a", path="sub/lama/a.md"), "/2018/08/a/"),
        (story(DAY, "Kota", "a"), "/kota/a/"),
        (story(DAY, "Kota", "a", path="sub/a.md"), "/2018/08/a/"),
        (story(DAY, "Opini", "a", permalink="/x/"), "/x/"),
    ],
)
def test_of_several_patterns_the_first_that_fits_counts(article: Article, url: str) -> None:
    assert Urls(Config(permalink=RULES)).article(article) == url


@pytest.mark.parametrize(
    ("old", "url"),
    [
        ("/?p=126536", "/koran/_/p=126536/"),
        ("/?page_id=1&lang=en", "/koran/_/page_id=1&lang=en/"),
        ("/berita/?p=1", "/koran/berita/_/p=1/"),
        ("/2011/01/lama/", "/koran/2011/01/lama/"),
        ("/2011/01/lama", "/koran/2011/01/lama/"),
        ("/2011/01/lama.html", "/koran/2011/01/lama.html"),
        ("/2011/01/lama.HTM", "/koran/2011/01/lama.HTM"),
        ("/2011/01/lama.html/", "/koran/2011/01/lama.html/"),
        ("/berita.php", "/koran/berita.php/"),
        ("/v0.11.15", "/koran/v0.11.15/"),
        ("/.html", "/koran/.html"),
        ("/a.b/lama", "/koran/a.b/lama/"),
        ("/kabar/caf%C3%A9", "/koran/kabar/caf%C3%A9/"),
        ("/", "/koran/"),
        ("/2026//03/./judul-2/", "/koran/2026/03/judul-2/"),
        ("//a%2F%2fb%2e/%2E/", "/koran/a/b./"),
        ("/a/.", "/koran/a/"),
        ("/?a//b%26c", "/koran/_/a/b&c/"),
        ("/a%3Fb", "/koran/a%3Fb/"),
    ],
)
def test_an_old_address_is_answered_at(old: str, url: str) -> None:
    assert KORAN.alias(old) == url


@pytest.mark.parametrize(
    "url", ["/koran/a//b/", "/koran/a/./b/", "/koran/a/%2e/b/", "/koran//", "/koran/a/."]
)
def test_an_address_that_another_spelling_has_too_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="one file"):
        KORAN.output(url)


@pytest.mark.parametrize(
    "url", ["/koran/%2e%2e/x/", "/koran/a/%2E%2E/%2e%2e/%2e%2e/x/", "/koran/../x/", "/x/"]
)
def test_no_file_lies_outside_of_the_output_folder(url: str) -> None:
    """Such an address is refused, or kept inside."""
    try:
        parts = PurePosixPath(KORAN.output(url)).parts
    except ValueError:
        parts = ()
    assert ".." not in parts
    assert not parts or parts[0] != "/"


@pytest.mark.parametrize(
    ("path", "link", "expected"),
    [
        ("2018/08/a.md", "foto.jpg", "2018/08/foto.jpg"),
        ("2018/08/a.md", "./foto.jpg", "2018/08/foto.jpg"),
        ("2018/08/a.md", "../foto.jpg", "2018/foto.jpg"),
        ("2018/08/a.md", "../../foto.jpg", "foto.jpg"),
        ("2018/08/a.md", "../../../foto.jpg", ""),
        ("2018/08/a.md", "/foto//b.jpg", "foto/b.jpg"),
        ("2018/08/a.md", "/../foto.jpg", ""),
        ("a.md", "foto.jpg", "foto.jpg"),
        ("a.md", "x/../foto.jpg", "foto.jpg"),
    ],
)
def test_beside(path: str, link: str, expected: str) -> None:
    assert linked_file(path, link) == expected


# --- lists are numbered from the oldest


def layout(count: int, per_page: int) -> dict[int, list[int]]:
    """Which items, 1 being the oldest, stand on which page; 0 is the list's own address."""
    numbered = list_pages(count, per_page)
    pages = {n: list(range((n - 1) * per_page + 1, n * per_page + 1)) for n in range(1, numbered + 1)}
    return pages | {0: list(range(numbered * per_page + 1, count + 1))}


@pytest.mark.parametrize(
    ("count", "pages"),
    [(0, 0), (1, 0), (20, 0), (39, 0), (40, 1), (41, 1), (59, 1), (60, 2), (79, 2), (80, 3), (100_000, 4999)],
)
def test_list_pages(count: int, pages: int) -> None:
    assert list_pages(count, 20) == pages


@given(st.integers(0, 2000), st.integers(1, 50))
def test_the_own_address_holds_one_to_two_pages(count: int, per_page: int) -> None:
    newest = len(layout(count, per_page)[0])
    assert newest == count if count < 2 * per_page else per_page <= newest <= 2 * per_page - 1


@given(st.integers(0, 400), st.integers(1, 50))
def test_every_item_stands_on_one_page(count: int, per_page: int) -> None:
    pages = layout(count, per_page)
    assert sorted(item for items in pages.values() for item in items) == list(range(1, count + 1))


@settings(max_examples=50)
@given(st.integers(1, 30))
def test_an_append_never_shifts_history(per_page: int) -> None:
    before = layout(0, per_page)
    for count in range(1, 8 * per_page):
        after = layout(count, per_page)
        assert {n: items for n, items in after.items() if n in before and n} == {
            n: items for n, items in before.items() if n
        }
        assert len(after.keys() - before.keys()) <= 1
        before = after


# --- two addresses, one file?

SLUGS = st.text(min_size=1, max_size=12).map(kept_slug).filter(bool)
KINDS = st.sampled_from(["section", "tag", "author", "series"])
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))
STORIES = st.builds(story, DAYS, SLUGS, SLUGS)
NAMES = st.lists(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=8
    ).filter(lambda name: name.strip(".") != ""),
    min_size=1,
    max_size=3,
).map("/".join)


def urls(site: Urls) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(site.article, STORIES),
        st.builds(lambda one, n: site.part(site.article(one), n), STORIES, st.integers(0, 9)),
        st.builds(site.list, KINDS, SLUGS, st.integers(0, 99)),
        st.builds(lambda n: site.list("home", number=n), st.integers(0, 99)),
        st.builds(lambda day, n: site.period(day.isoformat()[:n]), DAYS, st.sampled_from([4, 7, 10])),
        st.builds(site.page, SLUGS),
        st.builds(site.file, NAMES),
        st.builds(site.feed, KINDS, SLUGS),
        st.builds(site.sitemap, st.sampled_from(["news", "2018-08", "2018-09"])),
        st.just(site.period()),
        st.just(site.sitemap()),
    )


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([ROOTED, KORAN, ENGLISH, HTML, WORDS]).flatmap(
        lambda s: st.tuples(st.just(s), urls(s), urls(s))
    )
)
def test_two_addresses_never_share_a_file(case: tuple[Urls, str, str]) -> None:
    site, one, other = case
    if one.removesuffix("index.html") != other.removesuffix("index.html"):
        assert site.output(one) != site.output(other)


OLD = st.lists(
    st.sampled_from(["/", "/./", "a", "b.html", "%2f", "/%2E/", "%61", "?", "%3F", "index"]), max_size=8
)


@settings(max_examples=300, deadline=None)
@given(OLD.map("".join), OLD.map("".join))
def test_two_old_addresses_of_one_file_are_one(one: str, other: str) -> None:
    first, second = KORAN.alias("/" + one), KORAN.alias("/" + other)
    assert (first == second) == (KORAN.output(first) == KORAN.output(second))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([ROOTED, KORAN, HTML, WORDS]).flatmap(lambda s: st.tuples(st.just(s), urls(s))))
def test_a_file_is_relative_and_has_a_name(case: tuple[Urls, str]) -> None:
    site, url = case
    path = PurePosixPath(site.output(url))
    assert url.startswith(site.root)
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert path.name
    assert url.isascii()


@given(
    st.sampled_from([ROOTED, KORAN, ENGLISH, WORDS]),
    st.tuples(st.just("home"), st.just("")) | st.tuples(KINDS, SLUGS),
    st.integers(0, 999),
)
def test_the_address_of_a_list_tells_the_list(site: Urls, one: tuple[str, str], number: int) -> None:
    url = site.list(*one, number)
    path = site.path(url)
    assert path is not None
    assert site.parse_list(path) == (*one, number)
    path = site.path(site.feed(*one))
    assert path is not None
    assert site.parse_feed(path) == (*one, 0)
