"""Which article a title or a link means, and which arrivals can change that."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from conftest import CONFIG, MakeSite, Project, article
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.config import Config
from newsgen.content.article import Article, Status, When
from newsgen.content.body import Outline
from newsgen.content.read_also import ReadAlso
from newsgen.index import indexing
from newsgen.index.database import Database
from newsgen.index.entries import entry_of
from newsgen.index.mentions import (
    answered_keys,
    normalised_title,
    normalised_url,
    pick_keys,
    read_also_keys,
    requested_keys,
)
from newsgen.index.resolver import find_pick, find_target
from newsgen.index.rows import ArticleRow, FileRecord, FileRow, ReadFile, RecordRow, pack, unpack_entry
from newsgen.index.view import View
from newsgen.urls import Urls

SETTINGS = Config(base_url="https://kabar.example/koran/")
ADDRESSES = Urls(SETTINGS)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Sekda: “49 OPD” Harus Berinovasi, Jum'at Ini!", "sekda 49 opd harus berinovasi jumat ini"),
        ("HARGA BERAS 12.500/KG", "harga beras 12 500 kg"),
        ("  Pasar   Tani – Dibuka… ", "pasar tani dibuka"),
        ("Straße", "strasse"),
        ("“…”", ""),
    ],
)
def test_what_typists_vary_does_not_matter(title: str, key: str) -> None:
    assert normalised_title(title) == key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.lama.example/2017/02/pasar/", "lama.example/2017/02/pasar"),
        ("http://lama.example/2017/02/pasar#komentar", "lama.example/2017/02/pasar"),
        ("//LAMA.example:443/a/index.html", "lama.example/a"),
        ("https://lama.example/?p=12", "lama.example?p=12"),
        ("lama.example/a", ""),
        ("http://[x", ""),
        ("", ""),
    ],
)
def test_addresses_of_other_sites(url: str, key: str) -> None:
    assert normalised_url(url) == key


# --- an article asks, others answer


def written(path: str, title: str, day: int = 1, **keys: object) -> Article:
    slug = normalised_title(title).replace(" ", "-") or "x"
    date = When(datetime(2026, 1, day, tzinfo=UTC))
    values: dict[str, object] = {"path": path, "title": title, "date": date, "slug": slug, **keys}
    return Article(**values)  # type: ignore[arg-type]


def put(store: Database, found: Article, mentions: tuple[ReadAlso, ...] = ()) -> ArticleRow:
    outline = Outline(summary="", read_alsos=mentions)
    entry = entry_of(found, outline, b"", SETTINGS, ADDRESSES)
    row = FileRow(0, found.path, 0, 0, 0, b"", 0, 0, None, 0, 0)
    store.files.put([ReadFile(row, RecordRow(0, pack(FileRecord(found, outline))), entry)])
    file = store.files.at(found.path)
    assert file is not None
    update = indexing._Update(store, Path("content"), SETTINGS, View(now=0))
    update._add(file.id, file.path, unpack_entry(entry.entry))
    update._store()
    article = store.articles.at(found.path)
    assert article is not None
    return article


def answered(store: Database, row: ArticleRow) -> frozenset[str]:
    return answered_keys(row.path, row, [old.url for old in store.articles.old_urls(row.id)])


def names(asker: Article, mentions: tuple[ReadAlso, ...]) -> tuple[list[tuple[str, ...]], ...]:
    """The keys of an article's read-alsos, and those of its picks."""
    read_alsos = [read_also_keys(ADDRESSES, asker, mention) for mention in mentions]
    return read_alsos, [pick_keys(ADDRESSES, asker, name) for name in asker.related]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database(Path(tmp_path_factory.mktemp("titles")) / "state.db") as opened:
        yield opened


def test_what_an_article_asks_and_answers(store: Database) -> None:
    store.forget_content()
    mentions = (
        ReadAlso("Pasar Tani Dibuka"),
        ReadAlso("Jalan Desa Putus…"),
        ReadAlso("x y", "b.md#bab"),
        ReadAlso("", "/2018/a/?utm_source=wa"),
        ReadAlso("", "https://kabar.example/koran/?p=9"),
        ReadAlso("", "https://www.lama.example/2017/pasar.html"),
        ReadAlso("Pendek…"),
    )
    asker = written("a/a.md", "A", related=("c.md",), origin="https://lama.example/a")
    assert requested_keys(chain(*names(asker, mentions))) == {
        "title:pasar tani dibuka",
        "start:jalan desa p",
        "title:x y",
        "path:a/b.md",
        "url:/koran/2018/a/?utm_source=wa",
        "url:/koran/2018/a/",
        "url:/koran/2018/a/_/utm_source=wa/",
        "url:/koran/?p=9",
        "url:/koran/_/p=9/",
        "origin:lama.example/2017/pasar.html",
        "url:/koran/2017/pasar.html",
        "path:c.md",
        "slug:c.md",
        "title:c md",
    }
    row = put(store, written("b.md", "Pasar Tani: Dibuka", aliases=("/?p=9",), origin="http://x.example/b/"))
    assert answered(store, row) == {
        "path:b.md",
        "url:/koran/2026/01/pasar-tani-dibuka/",
        "url:/koran/_/p=9/",
        "slug:pasar-tani-dibuka",
        "title:pasar tani dibuka",
        "start:pasar tani d",
        "origin:x.example/b",
    }


TITLES = ("Pasar Tani Dibuka", "Pasar Tani Dibuka Lagi", "Pasar Tani Dibuka 2", "Pasar Tani 2017", "Jalan")
ORIGINS = ("", "https://lama.example/2017/a", "http://www.lama.example/2017/a/", "https://lain.example/b")
ALIASES = ((), ("/lama/",), ("/?p=9",), ("/2017/a",))
URLS = (
    "",
    "b.md",
    "/lama",
    "/?p=9",
    "https://kabar.example/koran/lama/",
    "https://lama.example/2017/a",
    "https://lain.example/b",
    "/2026/01/jalan/",
    "/2026/01/pasar-tani-dibuka/",
)
CUT = (*TITLES, *(f"{title}…" for title in TITLES), "Pasar Tani 20…", "Pasar Tani…")
MENTIONS = st.builds(ReadAlso, st.sampled_from(CUT), st.sampled_from(URLS))
PICKS = st.sampled_from(("b.md", "c.md", "jalan", "pasar-tani-dibuka", "/lama/", *ORIGINS[1:], *CUT))


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    names = draw(st.lists(st.sampled_from("bcdefgh"), min_size=1, max_size=6, unique=True))
    return [
        written(
            f"{name}.md",
            draw(st.sampled_from(TITLES)),
            draw(st.integers(1, 4)),
            slug=draw(st.sampled_from(("jalan", "pasar-tani-dibuka", name))),
            aliases=draw(st.sampled_from(ALIASES)),
            origin=draw(st.sampled_from(ORIGINS)),
            status=draw(st.sampled_from((Status.PUBLISHED, Status.PUBLISHED, Status.WITHDRAWN))),
        )
        for name in names
    ]


@settings(max_examples=300, deadline=None)
@given(
    others=articles(),
    title=st.sampled_from(TITLES),
    origin=st.sampled_from(ORIGINS),
    mentions=st.lists(MENTIONS, max_size=4).map(tuple),
    chosen=st.lists(PICKS, max_size=3).map(tuple),
)
def test_only_an_article_that_answers_can_change_what_another_finds(
    store: Database,
    others: list[Article],
    title: str,
    origin: str,
    mentions: tuple[ReadAlso, ...],
    chosen: tuple[str, ...],
) -> None:
    """Taking away any one that answers to nothing asked for changes nothing; so neither does adding it."""
    store.forget_content()
    asker = written("a.md", title, 2, slug="penanya", origin=origin, related=chosen)
    row = put(store, asker, mentions)
    read_alsos, chosen_keys = names(asker, mentions)
    wanted = requested_keys((*read_alsos, *chosen_keys))
    own = store.articles.target_at("a.md")
    assert own is not None
    taken = {row.url}

    def found() -> list[str | None]:
        targets = [find_target(store, own, keys) for keys in read_alsos]
        targets += [find_pick(store, own, keys) for keys in chosen_keys]
        assert all(target.listed for target in targets if target)
        return [target.path if target else None for target in targets]

    for other in others:  # each arrives, and is seen
        before = found()
        arrived = put(store, other)
        if arrived.url in taken:  # the index keeps the first only
            store.articles.drop(arrived.id)
            continue
        taken.add(arrived.url)
        if not answered(store, arrived) & wanted:
            assert found() == before
    for other in others:  # each goes, and comes back
        if (there := store.articles.at(other.path)) is None:
            continue
        before = found()
        known = answered(store, there)
        store.articles.drop(there.id)
        if not known & wanted:
            assert found() == before
        put(store, other)


# --- on a site

ORIGIN = "https://www.situs-lama.example/2017/02/pasar.html"
OLD = {
    "pasar.md": article("Pasar Tani Dibuka", "2017-02-01", origin=ORIGIN),
    "jalan.md": article("Jalan Desa Putus", "2017-03-01", aliases=["/2017/03/jalan-putus/"]),
    "cabut.md": article("Berita Dicabut", "2017-04-01", status="withdrawn", reason="Keliru", aliases=["/c/"]),
    "draf.md": article("Berita Draf", "2017-05-01", status="draft", origin="https://situs-lama.example/d"),
}
CARD = "{% for insert in page.read_alsos %}{{ insert.card.url }} {% endfor %}| {% for card in page.related %}{{ card.url }} {% endfor %}| {{ content }}"  # noqa: E501
THEME = {"article.html": CARD, "partials/read_also.html": "<aside>{{ card.title }}</aside>"}
PASAR, JALAN = "/2017/02/pasar-tani-dibuka/", "/2017/03/jalan-desa-putus/"


def asker(make_site: MakeSite, body: str, origin: str = "", **keys: object) -> Project:
    text = article("Penanya", "2018-08-02", body=body, **({"origin": origin} if origin else {}), **keys)
    config = CONFIG + "read_also: {auto: 0}\n"
    return make_site(OLD | {"tanya.md": text}, config, THEME)


def parts(site: Project, url: str = "/2018/08/penanya/") -> list[str]:
    """The addresses in cards, those under the text, and the text."""
    return [part.strip() for part in site.read(url).split("|", 2)]


@pytest.mark.parametrize(
    ("body", "origin", "expected"),
    [
        (f"Baca Juga: [apa pun]({ORIGIN})", "", PASAR),
        ("Baca Juga: [apa pun](http://situs-lama.example/2017/02/pasar.html#x)", "", PASAR),
        ("Baca Juga: [x y](https://situs-lama.example/2017/03/jalan-putus/)", "", ""),
        ("Baca Juga: [x y](https://situs-lama.example/2017/03/jalan-putus/)", "https://www.situs-lama.example/a", JALAN),  # noqa: E501
        ("Baca Juga: [x y](https://situs-lama.example/2017/03/jalan-putus)", "https://situs-lama.example/a", JALAN),  # noqa: E501
        ("Baca Juga: [x y](https://lain.example/2017/03/jalan-putus/)", "https://situs-lama.example/a", ""),
        ("Baca Juga: [x y](/2017/03/jalan-putus/?utm_source=wa)", "", JALAN),
        ("Baca Juga: [x y](/c/)", "", ""),
        ("Baca Juga: Berita Dicabut", "", ""),
        ("Baca Juga: [x y](https://situs-lama.example/d)", "", ""),
        ("Baca Juga: Berita Draf", "", ""),
        ("Baca Juga: [Pasar Tani Dibuka](/c/)", "", PASAR),
        (f'<p><strong>Baca Juga:</strong> <a href="{ORIGIN}">apa pun</a></p>', "", PASAR),
        (f"Baca Juga:\n- [x y]({ORIGIN})\n- Jalan Desa Putus", "", f"{PASAR} {JALAN}"),
        ("Baca Juga:\n- Jalan Desa Putus\n- Tidak Ada Berita\n- Pasar Tani Dibuka", "", f"{JALAN} {PASAR}"),
        (f"Baca Juga: [x y]({ORIGIN}), [z]({JALAN})", "", f"{PASAR} {JALAN}"),
        (f"Baca Juga: [x y]({ORIGIN}), [z](/tiada/)", "", ""),
    ],
)  # fmt: skip
def test_links_to_the_old_site(make_site: MakeSite, body: str, origin: str, expected: str) -> None:
    site = asker(make_site, f"Isi.\n\n{body}\n\nAkhir.", origin)
    site.build()
    assert parts(site)[0] == expected


def test_names_are_looked_up_anew_when_the_host_changes(make_site: MakeSite) -> None:
    site = asker(make_site, f"Isi.\n\nBaca Juga: [x](https://kabar.example{PASAR})\n\nAkhir.")
    site.build()
    assert parts(site)[0] == PASAR
    site.configure(CONFIG.replace("kabar.example", "koran.example") + "read_also: {auto: 0}\n")
    site.build()
    assert parts(site)[0] == ""
    assert site.tree() == site.clean()


@pytest.mark.parametrize(
    ("link", "origin", "expected"),
    [
        ("https://lama.example/2017/03/jalan-putus/", "", JALAN),
        ("http://www.lama.example/2017/03/jalan-putus?utm_source=wa#akhir", "", f"{JALAN}#akhir"),
        ("https://lain.example/berita/2017/03/jalan-putus/", "", JALAN),
        ("https://lain.example/2017/03/jalan-putus/", "", "https://lain.example/2017/03/jalan-putus/"),
        ("https://lama.example/tiada/", "", "https://lama.example/tiada/"),
        (ORIGIN, "", ORIGIN),
        (ORIGIN, "https://situs-lama.example/a", PASAR),
        ("https://kabar.example/2017/03/jalan-putus/", "", "https://kabar.example/2017/03/jalan-putus/"),
        ("jalan.md", "", JALAN),
    ],
)
@pytest.mark.parametrize("form", ["[itu]({})", '<p>Lihat <a href="{}">itu</a>.</p>', "[itu]\n\n[itu]: {}"])
def test_links_in_a_text_to_where_the_site_was(
    make_site: MakeSite, form: str, link: str, origin: str, expected: str
) -> None:
    if link.endswith(".md") and "](" not in form:
        expected = f"/{link}"  # only Markdown names files
    site = asker(make_site, f"Lihat {form.format(link)}", origin)
    site.configure(
        f"{CONFIG}read_also: {{auto: 0}}\nformer_urls: [http://lama.example/, https://lain.example/berita]\n"
    )
    site.build()
    assert f'href="{expected}"' in parts(site)[2]


@pytest.mark.parametrize(
    ("base_url", "former_urls", "link"),
    [
        ("https://kabar.example/", "[https://kabar.example/wp/]", "https://kabar.example/wp/a/"),
        ("https://kabar.example/koran/", "[https://kabar.example/]", "https://kabar.example/a/"),
        ("https://kabar.example/koran/", "[https://kabar.example/]", "https://kabar.example/koran/a/"),
        ("https://kabar.example/", "[https://l.example/, https://l.example/wp/]", "https://l.example/wp/a/"),
    ],
)
def test_links_to_a_former_folder(make_site: MakeSite, base_url: str, former_urls: str, link: str) -> None:
    """Of the site's own host, or of a host that has another former site."""
    files = {"a.md": article("A", "2018-08-01"), "b.md": article("B", "2018-08-02", body=f"[itu]({link})")}
    settings = CONFIG.replace("https://kabar.example/", base_url) + "permalink: /{slug}/\n"
    site = make_site(files, f"{settings}former_urls: {former_urls}\n")
    site.build()
    assert f'<a href="{site.root}a/">itu</a>' in site.read(f"{site.root}b/")


@pytest.mark.parametrize(
    ("link", "finds"),
    [
        ("[x](beras.md)", True),
        ("[x](/2019/01/beras-murah-datang/)", True),
        ("<https://kabar.example/2019/01/beras-murah-datang>", True),
        ("[x](/beras)", True),
        ('<a href="https://www.lama.example/beras/">x</a>', True),
        ("Baca Juga: Beras Murah Datang", True),
        ("Baca Juga: [x](https://lama.example/beras/)", True),
        ("![x](/beras)", False),
        ("[x](https://lain.example/beras/)", False),
    ],
)
def test_what_the_links_of_an_article_lead_to(make_site: MakeSite, link: str, finds: bool) -> None:
    """Those in its text too, and once what they mean is there."""
    files = {"a.md": article("Penanya", "2018-08-02", body=f"Isi.\n\n{link}\n\nAkhir.")}
    site = make_site(files, f"{CONFIG}read_also: {{auto: 0}}\nformer_urls: [https://lama.example/]\n")

    def found() -> list[str]:
        with Database(site.path / ".newsgen/state.db") as store:
            row = store.articles.at("a.md")
            assert row is not None
            return store.articles.paths(row.references.articles)

    site.build()
    assert found() == []
    site.write("beras.md", article("Beras Murah Datang", "2019-01-01", aliases=["/beras/"]))
    site.build()
    assert found() == (["beras.md"] if finds else [])
    site.write("beras.md", article("Beras Murah Datang", "2019-01-01", status="draft"))
    site.build()
    assert found() == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            "Baca Juga:\n\n- Jalan Desa Putus\n- Pasar Tani Dibuka",
            "<aside>Jalan Desa Putus</aside>\n<aside>Pasar Tani Dibuka</aside>",
        ),
        (
            "Baca Juga:\n- Jalan Desa Putus\n- Tiada Berita Ini\n- Pasar Tani Dibuka",
            "<aside>Jalan Desa Putus</aside>\n<ul>\n<li>Tiada Berita Ini</li>\n</ul>\n<aside>Pasar Tani Dibuka</aside>",  # noqa: E501
        ),
        (
            f"Baca Juga: [x]({PASAR}), [y]({JALAN})",
            "<aside>Pasar Tani Dibuka</aside>\n<aside>Jalan Desa Putus</aside>",
        ),
        ("Baca Juga: Pasar Tani Dibuka\n\nBaca Juga: PASAR TANI DIBUKA!", "<aside>Pasar Tani Dibuka</aside>"),
        (f"Baca Juga: [x]({PASAR}), [y]({PASAR})", "<aside>Pasar Tani Dibuka</aside>"),
        (
            "Baca Juga: Penanya\nBaca Juga: Pasar Tani Dibuka",
            "<aside>Pasar Tani Dibuka</aside>",
        ),
    ],
)
def test_what_cards_take_the_place_of(make_site: MakeSite, body: str, shown: str) -> None:
    site = asker(make_site, f"Isi.\n\n{body}\n\nAkhir.")
    site.build()
    assert parts(site)[2] == f"<p>Isi.</p>\n{shown}\n<p>Akhir.</p>"


def test_repeats_and_links_to_the_page_itself_are_told(make_site: MakeSite) -> None:
    body = f"Isi.\n\nBaca Juga: Pasar Tani Dibuka\n\n- a\n\nBaca Juga: [x]({ORIGIN})\n\nBaca Juga: Penanya"
    site = asker(make_site, body)
    found = [str(problem) for problem in site.build().warnings]
    assert found == [
        "tanya.md:12:1: Baca Juga: `x` leads where another one does (remove it)",
        "tanya.md:14:1: Baca Juga: `Penanya` leads to its own page (remove it)",
    ]


def test_what_stands_in_a_card_is_not_repeated_below(make_site: MakeSite) -> None:
    body = "Isi.\n\nBaca Juga: Pasar Tani Dibuka\n\nAkhir."
    site = asker(make_site, body, related=["pasar.md", "jalan.md", ORIGIN])
    site.build()
    assert parts(site)[:2] == [PASAR, JALAN]


@pytest.mark.parametrize(
    "mention",
    [
        "Baca Juga: Beras Murah Datang",
        "Baca Juga: Beras Murah Da…",
        "Baca Juga: [x](https://situs-lama.example/b)",
    ],
)
def test_a_story_finds_its_target_once_that_arrives(make_site: MakeSite, mention: str) -> None:
    site = asker(make_site, f"Isi.\n\n{mention}\n\nAkhir.")
    site.build()
    assert parts(site)[0] == ""
    site.write("beras.md", article("Beras Murah Datang", "2019-01-01", origin="https://situs-lama.example/b"))
    site.build()
    assert parts(site)[0] == "/2019/01/beras-murah-datang/"
    assert site.tree() == site.clean()
    site.write("beras.md", article("Gula Murah Datang", "2019-01-01"))
    site.build()
    assert parts(site)[0] == ""
    assert site.tree() == site.clean()
