"""The registry of page kinds: an address and a key are each the inverse of the other, for all pages.

And the two things that builds rely on: pages whose values differ have fingerprints that differ, and pages
that show the same cards are rendered one after the other.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import NamedTuple
from urllib.parse import quote, unquote

import numpy as np
import pytest
from conftest import BARE, CONFIG, NOW, WIB, MakeSite, Project, article, paragraphs, photo
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen import config
from newsgen.index.database import Database
from newsgen.index.view import View, micros
from newsgen.pages.kind import PARTS, rank_of
from newsgen.pages.site import KINDS, kind_of
from newsgen.pages.values import Page
from newsgen.preview.site import PreviewSite
from newsgen.publishing.plan import _explained as explained
from newsgen.publishing.plan import _reasons as reasons
from newsgen.publishing.site import RenderedSite

SETTINGS = CONFIG.replace("social_images: off", "social_images: article").replace("search: off\n", "") + (
    "nextpage: split\nper_page: 1\nfeeds: [section, tag, author]\nfeed_aliases: [rss/, /feed/]\n"
    "indexnow: kunci-surat-kabar\n"
)
RULED = (
    "redirects: netlify\nredirect_rules: [{from: '/{slug}.html', to: article},"
    " {from: '/category/{slug}/feed/', to: section-feed}]\n"
)
OWN = PARTS.index("own")
WITH_RULES = ("list redirect", "file of redirects")  # the kinds that a site has with some settings alone
TWO_PARTS = "1\n\n<!--nextpage-->\n\n2"
FILES: dict[str, str | bytes] = {
    "b.md": article(
        "B", "2018-08-02", aliases=["/lama/", "/?p=2"], tags=["x", "日本"], series="S", image="f.jpg"
    ),
    "a.md": article(
        "A", "2018-08-03", body="1\n\n<!--nextpage-->\n\n2", categories=["Kota Besar"], series="S"
    ),
    "c.md": article("C", "2018-08-01", status="withdrawn", reason="x", aliases=["/tua/"]),
    "d.md": article("D", "2019-01-01", aliases=["/c/"], authors=["Sari Dewi", "Hms"], tags=["x"]),
    "pages/redaksi.md": "---\ntitle: Redaksi\naliases: [/about/]\n---\nSusunan.\n",
    "authors/sari-dewi.md": "---\nname: Sari Dewi\n---\nIa.\n",
    "sections/kota-besar.md": "---\ntitle: Kota\npermalink: /kota.html\naliases: [/?cat=3]\n---\nIsi.\n",
    "tags/y.md": "---\nmerge_into: x\naliases: [/tag/z/, /tag/z/feed/, /z.rss]\n---\n",
    "series/s.md": "---\npermalink: /seri-s\n---\nIsi.\n",
    "authors/baru.md": "---\nname: Baru\n---\nBelum menulis.\n",
    "f.jpg": photo(size=(1300, 700)),
    "foto/satu dua.pdf": b"pdf",
}


@contextmanager
def opened(project: Project) -> Iterator[RenderedSite]:
    view = View(now=micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB)))
    database = Database(project.path / ".newsgen" / "state.db").reading()
    try:
        yield RenderedSite(project.path, config.load(project.path / "newsgen.yaml"), database, view)
    finally:
        database.close()


@pytest.mark.parametrize("more", ["", "language: en\n", "permalink: /{slug}.html\n", RULED])
@pytest.mark.parametrize("base_url", ["https://kabar.example/", "https://x.example/koran/"])
def test_addresses_and_keys_are_inverse(make_site: MakeSite, base_url: str, more: str) -> None:
    project = make_site(FILES, SETTINGS.replace("https://kabar.example/", base_url) + more)
    project.build()
    with opened(project) as site:
        keys = site.all_pages.fingerprints.keys.tolist()
        names = {kind_of(key).name for key in keys} | ({*WITH_RULES} if more != RULED else set())
        assert names == {kind.name for kind in KINDS}
        for key in keys:
            url = site.registry.url(key)
            assert site.registry.match(url) == key, url
            assert site.registry.page(key).url == url
        claims = list(site.registry.claims(keys))
        assert [(claim.key, claim.url) for claim in claims] == [(key, site.registry.url(key)) for key in keys]
        assert [claim.url for claim in site.registry.claims(keys[::2])] == [
            claim.url for claim in claims[::2]
        ]
        with_file = (claim for claim in claims if site.registry.has_file(claim.key))
        outputs = {site.registry.output(claim.url) for claim in with_file}
    assert outputs == set(project.pages())


@pytest.mark.parametrize(
    "url",
    [
        "/2018/02/30/", "/2018/13/", "/0000/", "/9999/99/99/", "/2017/", "/sitemap/9999-99.xml",
        "/sitemap/2018-13.xml", "/sitemap/2018-08-2.xml", "/sitemap/pages-2.xml", "/sitemap/.xml", "/tag/",
        "/tag//", "/tag/x/hal/", "/tag/x/hal/0/", "/tag/x/hal/01/", "/tag/x/hal/9/", "/tag/x/hal/1/2/",
        "/tag/tiada/", "/hal/99/", "/hal/", "/penulis/sari-dewi/hal/7/", "/kategori/x/feed.xml",
        "/tag/feed.xml", "/seri/s/feed.xml", "/tag/tiada/feed.json", "/feed", "/tag/x/feed",
        "/sitemap/news-2.xml",
        "/2018/08/02/", "/2018/08/hal/1/", "/2018/hal/1/", "/indeks/hal/1/", "/hal/1/feed.xml",
        "/2018/08/a/3/", "/2018/08/b/semua/",
        "/2018/08/b/1/", "/f.jpg.0000000000.720.jpg", "/f.jpg.720.jpg", "/social.jpg/",
        "/2018/08/b/social.jpg", "/x/social.jpg", "/redaksi", "/redaksi/hal/1/", "/lama",
        "/cari", "/cari/words-0.json", "/cari/words-.json", "/cari/words-2.json", "/cari/cards-2017.json",
        "/cari/cards-2018-0.json", "/cari/cards.json", "/cari/x.json",
        "/tiada.pdf", "//", "/%00", "/%ff/", "",
    ],
)  # fmt: skip
def test_an_address_without_a_page_has_no_key(make_site: MakeSite, url: str) -> None:
    project = make_site(FILES, SETTINGS.replace("per_page: 1", "per_page: 2"))
    project.build()
    with opened(project) as site:
        assert site.registry.match(url) is None


WORDS = (
    "cari words.json cards-2018.json "
    "hal kategori tag penulis seri indeks semua sitemap sitemap.xml feed.xml feed.json index.html social.jpg "
    "latest.html 404.html robots.txt _headers assets pages authors x b a s kota-besar sari-dewi baru redaksi "
    "rss feed z.rss news-2.xml kunci-surat-kabar.txt "
    "lama about tua c _ p=2 f.jpg 720.jpg foto satu%20dua.pdf 日本 %E6%97%A5%E6%9C%AC 00 07 08 12 13 99 02 "
    "30 2018 2019 0000 9999 2018-08.xml 2018-08-2.xml pages.xml news.xml 99999999999999999999 8388608 "
    "16777216 -1 1e3 ٢ ² %D9%A2 . .. %2e %2e%2e %2f %5c %00 %0a %ff %C3 %zz % + %2B ? # [1] %5B1%5D & ; : @ "
    "~ A TAG \\ \0"
).split(" ")


def segments(known: list[str]) -> st.SearchStrategy[str]:
    """Parts of addresses: those of the pages that there are, words that mean something, and anything."""
    real = st.sampled_from(sorted({part for url in known for part in url.split("/")}))
    mixed = st.tuples(real, st.sampled_from(WORDS)).map("".join)
    digits = st.integers(0, 10**25).map(str) | st.integers(0, 99).map("{:02}".format)
    digests = st.tuples(
        real, st.from_regex("[0-9a-f]{10}", fullmatch=True), st.sampled_from(("720.avif", "9.jpg"))
    )
    return st.one_of(
        real, st.sampled_from(WORDS), mixed, digits, digests.map(".".join), st.just(""), st.text(max_size=4)
    )


@pytest.mark.parametrize("url", ["/tag/日本/", "/tag/%e6%97%a5本/", "/t%61g/%E6%97%A5%E6%9C%AC/"])
def test_a_page_is_found_however_its_address_is_spelled(make_site: MakeSite, url: str) -> None:
    project = make_site(FILES, SETTINGS)
    project.build()
    with opened(project) as site:
        assert site.registry.match(url) is None
        assert site.registry.meant(url) == site.registry.match("/tag/%E6%97%A5%E6%9C%AC/")


def altered(url: str) -> st.SearchStrategy[str]:
    """Another spelling of an address, or the address with another character or segment at one place."""
    place = st.integers(0, len(url) - 1)
    escaped = place.map(lambda at: f"{url[:at]}%{ord(url[at]):02x}{url[at + 1 :]}")
    replaced = st.tuples(place, st.characters()).map(lambda new: url[: new[0]] + new[1] + url[new[0] + 1 :])
    segments = url.split("/")
    changed = st.tuples(st.integers(0, len(segments) - 1), st.sampled_from(WORDS)).map(
        lambda new: "/".join([*segments[: new[0]], new[1], *segments[new[0] + 1 :]])
    )
    return st.one_of(escaped, replaced, changed, st.sampled_from([unquote(url), quote(url), url.lower()]))


@pytest.mark.parametrize("base_url", ["https://kabar.example/", "https://x.example/koran/"])
def test_every_address_has_its_page_or_none(make_site: MakeSite, base_url: str) -> None:
    project = make_site(FILES, SETTINGS.replace("https://kabar.example/", base_url), BARE)
    project.build()
    preview = PreviewSite(project.path)
    preview.refresh()
    with opened(project) as site:
        pages = site.all_pages.fingerprints
        known = [site.registry.url(key) for key in pages.keys.tolist()]
        parts = st.lists(segments(known), max_size=6).map("/".join)
        longer = st.tuples(st.sampled_from(known), parts).map("".join)
        urls = st.one_of(parts.map(project.root.__add__), longer, st.sampled_from(known).flatmap(altered))

        @settings(max_examples=int(os.environ.get("NEWSGEN_EXAMPLES", "15")) * 40, deadline=None)
        @given(url=urls)
        def asked(url: str) -> None:
            key = site.registry.match(url)
            assert key is None or (site.registry.url(key) == url and key in pages.keys)
            assert key is None or site.registry.meant(url) == key
            assert bool(explained(site, url, frozenset(), reasons(site, url, pages))) == bool(url)
            answer = preview.answer(url)
            assert answer.problems == ()
            assert answer.status in (200, 302, 404)
            if key is not None and site.registry.has_file(key) and "%2f" not in url.lower():
                assert answer.status == (302 if site.registry.page(key).location else 200)

        asked()
    preview.close()


def test_kinds_are_asked_in_the_order_of_their_rank() -> None:
    assert [kind.rank for kind in KINDS] == list(range(1, len(KINDS) + 1))
    assert len({kind.name for kind in KINDS}) == len(KINDS)


class Printed(NamedTuple):
    """A page of a build: its key and value, and its fingerprint by parts."""

    key: int
    page: Page
    parts: tuple[int, ...]

    @property
    def identity(self) -> tuple[int, ...]:
        """What builds compare."""
        return rank_of(self.key), *self.parts


def snapshot_of(project: Project) -> dict[str, Printed]:
    """Every page by its address."""
    with opened(project) as site:
        found = site.all_pages.fingerprints
        rows = zip(found.keys.tolist(), found.parts.tolist(), strict=True)
        printed = [Printed(key, site.registry.page(key), tuple(parts)) for key, parts in rows]
        return {site.registry.url(one.key): one for one in printed}


@pytest.mark.parametrize("seed", range(8))
def test_values_that_differ_have_fingerprints_that_differ(make_site: MakeSite, seed: int) -> None:
    """After random edits: no page may change while its fingerprint says that it is the same.

    Nor may the address of a key change while the part for what is its own says so: conflicts are looked for
    only among keys of which that differs.
    """
    random = Random(seed)
    files: dict[str, str | bytes] = {f"{n}.md": _story(random, n) for n in range(6)}
    files |= FILES | {"f.jpg": photo()}
    images = "article" if seed % 4 == 0 else "section"
    settings = SETTINGS.replace("social_images: article", f"social_images: {images}")
    settings += random.choice(["", "latest: current\n"]) + random.choice(["", "archive: day\n"])
    settings += random.choice(["", "feed_items: 2\n"]) + random.choice(["", "thin: 2\n", "thin: 0\n"])
    project = make_site(files, settings, BARE)
    project.build(keep_going=True)
    before = snapshot_of(project)
    for _ in range(6):
        for _ in range(random.randrange(1, 4)):
            _edit(project, random)
        project.build(keep_going=True)
        after = snapshot_of(project)
        for url in before.keys() & after.keys():
            old, new = before[url], after[url]
            assert old.page == new.page or old.identity != new.identity, url
        own_before = {one.key: (url, one.parts[OWN]) for url, one in before.items()}
        for url, one in after.items():
            old_url, own = own_before.get(one.key, (url, 0))
            assert old_url == url or own != one.parts[OWN], (old_url, url)
        before = after


def _story(random: Random, number: int) -> str:
    follows = f"\n\nBaca Juga: Berita {random.randrange(6)}" if random.random() < 0.5 else ""
    return article(
        f"Berita {number}" + random.choice(["", " Lagi"]),
        f"2026-11-0{random.randrange(1, 4)}",
        body=paragraphs(random.randrange(1, 9)) + follows + random.choice(["", "\n\n![r](r.mp4)"]),
        slug=f"berita-{number}",
        tags=random.sample(["Kota", "KOTA", "Desa", "x"], random.randrange(3)),
        categories=random.sample(["Daerah", "daerah", "Ekonomi"], random.randrange(2)),
        authors=random.sample(["Sari Dewi", "Hms"], random.randrange(2)),
        status=random.choice(["published", "published", "unverified", "draft"]),
        **({"image": "f.jpg"} if random.random() < 0.3 else {}),
        **({"lead": random.choice([True, 2, 3])} if random.random() < 0.4 else {}),
        **({"related": ["b.md"]} if random.random() < 0.3 else {}),
        **({"translations": {"en": f"berita-{random.randrange(6)}"}} if random.random() < 0.5 else {}),
        **({"language": random.choice(["en", "jv"])} if random.random() < 0.4 else {}),
        **({"aliases": [f"/tua/{number}/"]} if random.random() < 0.3 else {}),
        **({"guid": f"lama-{random.randrange(3)}"} if random.random() < 0.3 else {}),
        **({"corrections": [{"date": "2026-11-05", "text": "Salah."}]} if random.random() < 0.2 else {}),
        **({"archived_comments": [{"text": f"{random.random()}"}]} if random.random() < 0.2 else {}),
    )


_TEXTS: dict[str, tuple[str, ...]] = {  # `{n}` is a number
    "authors/sari-dewi.md": (
        "name: Sari {n}",
        "name: Sari\nrole: R{n}\nimage: f.jpg",
        "social: {{x: 'https://x.example/{n}'}}",
        "fediverse: s{n}@fedi.example",
    ),
    "authors/hms.md": ("merge_into: sari-dewi", "name: Humas {n}"),
    "tags/desa.md": (
        "merge_into: x\naliases: [/tag/des/, /desa.rss]",
        "permalink: /d/{n}\naliases: [/tag/desa/, /desa/feed/]",
        "merge_into: kota",
        "title: Desa",
    ),
    "sections/ekonomi.md": ("merge_into: daerah", "permalink: /e/{n}.html", "title: E{n}"),
    "pages/redaksi.md": ("title: Redaksi {n}",),
}


def _edit(project: Project, random: Random) -> None:
    """Write or delete a file: mostly an article, else another text, a picture, or what goes with a video."""
    number = random.randrange(8)
    path = random.choice([f"{number}.md"] * 6 + ["f.jpg", "r.mp4", "r.jpg", "r.vtt", *_TEXTS])
    if path != "f.jpg" and random.random() < 0.25 and (project.path / "content" / path).exists():
        project.delete(path)
    elif path in _TEXTS:
        keys = random.choice(_TEXTS[path]).format(n=number)
        project.write(path, f"---\n{keys}\n---\n[a](../b.md)\n")
    elif path.endswith(".jpg"):
        project.write(path, photo(f"#{number}a9"))
    else:
        project.write(path, _story(random, number) if path.endswith(".md") else f"WEBVTT {number}\n")


def test_pages_follow_each_other_by_what_they_show(make_site: MakeSite) -> None:
    files = {
        f"{name}.md": article(f"Berita {name}", f"2026-{month:02}-01", tags=["Kota"], aliases=[f"/{name}/"])
        for name, month in (("c", 1), ("b", 2), ("a", 3))
    }
    project = make_site(files, CONFIG + "per_page: 1\narchive: day\n")
    project.build()
    with opened(project) as site:
        pages = site.all_pages
        keys = pages.fingerprints.keys[np.argsort(pages.positions, kind="stable")]
        urls = [site.registry.url(key) for key in keys.tolist()]
    assert len(set(urls)) == len(urls)
    stories = [urls.index(f"/2026/{place}/") for place in ("01/berita-c", "02/berita-b", "03/berita-a")]
    assert stories == sorted(stories)
    assert urls.index("/tag/kota/hal/1/") < urls.index("/2026/02/01/") < urls.index("/tag/kota/")
    assert urls.index("/2026/02/01/") < urls.index("/a/")
    assert urls.index("/tag/kota/") < urls.index("/")


def test_the_same_old_address_leads_where_a_build_lets_it_lead(make_site: MakeSite) -> None:
    """The file whose path comes first has it, be it an article or a static page."""
    files = {"z.md": article("Z", "2018-08-02", aliases=["/lama/"]), "pages/x.md": _page("/lama/")}
    project = make_site(files)
    project.build(keep_going=True)
    with opened(project) as site:
        page = site.registry.page_at("/lama/")
        assert page is not None
        assert page.location == "/x/"
        assert site.render(page) == project.data("/lama/")


def _page(alias: str) -> str:
    return f"---\ntitle: X\naliases: [{alias}]\n---\nIsi.\n"


def test_of_two_pages_with_one_drawn_image_the_one_without_a_photo_has_it(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "a.md": article("A", "2018-08-02", slug="x", image="f.jpg"),
        "pages/x.md": "---\ntitle: X\n---\nIsi.\n",
        "f.jpg": photo(size=(1300, 700)),
    }
    settings = SETTINGS.replace("nextpage: split\n", "permalink: /{slug}.html\n")
    project = make_site(files, settings)
    project.build()
    with opened(project) as site:
        page = site.registry.page_at("/x/social.jpg")
        assert page is not None
        assert site.render(page) == project.data("/x/social.jpg")
