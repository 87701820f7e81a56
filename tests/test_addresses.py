"""Law 7: no address that was published stops to answer without a warning that names it."""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import BARE, CONFIG, NOW, WIB, MakeSite, Project, article, photo
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from newsgen.config import load
from newsgen.errors import ContentError, NewsgenError, Problem
from newsgen.index.view import View, micros
from newsgen.publishing.addresses import ADDRESS
from newsgen.publishing.check import CheckOptions, check
from newsgen.publishing.keep import KeepOptions, keep

NOON = datetime.fromisoformat(NOW).replace(tzinfo=WIB)
STORY = article("Banjir di Tebo", "2026-11-01 08:00", slug="banjir", tags=["Banjir"], body="Air naik.")
OTHER = article("Harga Cabai Naik", "2026-11-02", slug="cabai", tags=["Pasar"], categories=["Ekonomi"])
ALIASED = STORY.replace("slug:", "aliases: [/lama/x.html]\nslug:")
OLD = "/2026/11/banjir/"


def warnings(site: Project, **options: bool) -> dict[str, Problem]:
    """What a build warns of addresses, by address; the next one, of a site as it is, says the same."""
    found = [one for one in site.build(**options).warnings if one.kind == ADDRESS]  # type: ignore[arg-type]
    again = [one for one in site.build(**options).warnings if one.kind == ADDRESS]  # type: ignore[arg-type]
    assert found == again
    assert len({one.subject for one in found}) == len(found)
    return {one.subject: one for one in found}


def _rename(site: Project) -> None:
    site.delete("a.md").write("lain/b.md", STORY.replace('slug: "banjir"', "slug: air"))


EDITS: dict[str, tuple[Callable[[Project], object], str, int, str, str]] = {
    "slug": (
        lambda site: site.write("a.md", STORY.replace('"banjir"', '"air"')),
        "a.md", 1, "what stood there is at /2026/11/air/ now", "add `aliases: [/2026/11/banjir/]`",
    ),
    "date": (
        lambda site: site.write("a.md", STORY.replace("2026-11-01", "2026-10-01")),
        "a.md", 1, "what stood there is at /2026/10/banjir/ now", "add `aliases:",
    ),
    "slug beside aliases": (
        lambda site: site.write(
            "a.md", STORY.replace('"banjir"', '"air"').replace("tags:", "aliases: /x/\ntags:")
        ),
        "a.md", 5, "what stood there is at /2026/11/air/ now", "add `aliases:",
    ),
    "file and slug": (
        lambda site: site.delete("a.md").write("lain/b.md", STORY.replace('"banjir"', '"air"')),
        "lain/b.md", 1, "what stood there is at /2026/11/air/ now", "add `aliases:",
    ),
    "deleted": (lambda site: site.delete("a.md"), "a.md", 0, "/2026/11/banjir/", "withdraw the story"),
    "draft": (
        lambda site: site.write("a.md", STORY.replace("slug:", "status: draft\nslug:")),
        "a.md", 4, "this is not shown", "withdraw it instead",
    ),
    "ahead": (
        lambda site: site.write("a.md", STORY.replace("2026-11-01", "2026-12-01")),
        "a.md", 3, "this is not shown", "withdraw it instead",
    ),
    "another story in its place": (
        lambda site: site.write("a.md", OTHER).delete("b.md"), "a.md", 0, OLD, "put the file back",
    ),
    "no story any more": (
        lambda site: site.write("a.md", OTHER.replace('"cabai"', '"air"').replace("Harga", "Dua")),
        "a.md", 1, "what stood there is at /2026/11/air/ now", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_lost_address_is_named_until_it_answers(make_site: MakeSite, name: str) -> None:
    edit, path, line, message, hint = EDITS[name]
    site = make_site({"a.md": STORY, "b.md": OTHER}, templates=BARE)
    assert warnings(site) == {}
    before = site.tree()
    edit(site)
    with pytest.raises(ContentError, match="nothing stands any more at the published address"):
        site.build(strict=True)
    assert site.tree() == before
    found = warnings(site)[OLD]
    assert (found.path, found.line) == (path, line)
    assert message in found.message
    assert hint in found.hint
    assert site.tree() == site.clean()
    site.write("c.md", article("Satu Lagi", "2026-11-03", body="Lain."))
    assert warnings(site)[OLD] == found
    assert site.tree() == site.clean()
    site.write("d.md", article("Pengganti", "2026-11-04", aliases=[OLD]))
    assert OLD not in warnings(site)
    site.delete("d.md")
    assert OLD in warnings(site)


OTHERS: dict[str, tuple[Callable[[Project], object], dict[str, tuple[str, str]]]] = {
    "alias": (
        lambda site: site.write("a.md", STORY),
        {"/lama/x.html": ("what stood there is at /2026/11/banjir/ now", "add `aliases: [/lama/x.html]`")},
    ),
    "static page": (
        lambda site: site.delete("pages/redaksi.md"),
        {"/redaksi/": ("/redaksi/", "put the file back, or give its address to another page")},
    ),
    "renamed page": (
        lambda site: site.write("pages/redaksi.md", "---\ntitle: Kami\nslug: kami\n---\n"),
        {"/redaksi/": ("what stood there is at /kami/ now", "add `aliases: [/redaksi/]`")},
    ),
    "author": (
        lambda site: site.delete("authors/sari-dewi.md"),
        {"/penulis/sari-dewi/": ("/penulis/sari-dewi/", "let an article be in it")},
    ),
    "file": (
        lambda site: site.delete("dokumen/apbd.pdf"),
        {"/dokumen/apbd.pdf": ("/dokumen/apbd.pdf", "other sites may show it")},
    ),
    "tag": (
        lambda site: site.write("b.md", OTHER.replace("Pasar", "Dagang")),
        {
            "/tag/pasar/": (
                "the articles of the tag `Pasar` are in `Dagang` now",
                "write `merge_into: dagang` into content/tags/pasar.md",
            ),
        },
    ),
    "section": (
        lambda site: site.write("b.md", OTHER.replace("Ekonomi", "Uang")),
        {
            "/kategori/ekonomi/": (
                "are in `Uang` now",
                "write `merge_into: uang` into content/sections/ekonomi.md",
            ),
            "/kategori/ekonomi/feed.xml": ("are in `Uang` now", "write `merge_into: uang`"),
            "/kategori/ekonomi/feed.json": ("are in `Uang` now", "write `merge_into: uang`"),
        },
    ),
    "a part of a list": (lambda site: site.write("c.md", OTHER.replace("cabai", "tiga")), {}),
    "nothing but a headline and a text": (
        lambda site: site.write("a.md", ALIASED.replace("Air naik", "Air surut").replace("Banjir di", "Di")),
        {},
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_said_of_other_pages(make_site: MakeSite, name: str) -> None:
    edit, expected = OTHERS[name]
    site = make_site(
        {
            "a.md": ALIASED,
            "b.md": OTHER,
            "pages/redaksi.md": "---\ntitle: Redaksi\n---\n",
            "authors/sari-dewi.md": "---\nname: Sari Dewi\n---\n",
            "dokumen/apbd.pdf": b"%PDF",
        },
        templates=BARE,
    )
    site.build()
    edit(site)
    before = checked(site)
    found = warnings(site)
    assert found.keys() == expected.keys()
    for url, (message, hint) in expected.items():
        assert message in found[url].message
        assert hint in found[url].hint
        assert f"`newsgen keep --drop {url}`" in found[url].hint
    assert before == checked(site) == found


def checked(site: Project) -> dict[str, Problem]:
    """What `newsgen check` warns of addresses."""
    options = CheckOptions(project=site.path, view=View(now=micros(NOON)))
    result = check(options, load(site.path / "newsgen.yaml"), lambda stage, done, all_: None)
    return {one.subject: one for one in result.warnings if one.kind == ADDRESS}


def test_a_draft_was_never_public(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY.replace("slug:", "status: draft\nslug:"), "b.md": OTHER}, templates=BARE)
    assert warnings(site, drafts=True) == {}
    assert OLD in site.urls()
    site.build()
    assert OLD not in site.urls()
    assert warnings(site) == {}
    assert warnings(site, drafts=True) == {}
    site.write("a.md", STORY)
    assert warnings(site, drafts=True) == {}  # as it was, and public with the next
    assert warnings(site) == {}
    site.delete("a.md")
    assert OLD in warnings(site, drafts=True)
    assert OLD in warnings(site)


def test_many_lost_addresses_are_one_warning(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", "2026-11-01", slug=f"n-{n:02}") for n in range(25)}
    site = make_site(files, templates=BARE)
    site.build()
    site.configure(f"{CONFIG}permalink: /{{year}}/{{slug}}.html\n")
    (warning,) = (one for one in site.build().warnings if one.kind == ADDRESS)
    assert warning.count == 25
    assert warning.files == ("/2026/11/n-00/", "/2026/11/n-01/", "/2026/11/n-02/")
    assert site.tree() == site.clean()


def test_what_is_lost_outlives_the_shape_of_the_state(make_site: MakeSite) -> None:
    """And a file never gets the id that another one had."""
    site = make_site({"a.md": STORY, "b.md": OTHER}, templates=BARE)
    site.build()
    site.delete("a.md")
    found = warnings(site)
    site.delete("b.md").write("z.md", article("Lain", "2026-11-03"))
    with sqlite3.connect(site.path / ".newsgen/state.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    now = warnings(site)
    assert now[OLD] == found[OLD]
    assert "put the file back" in now["/2026/11/cabai/"].hint
    assert now["/2026/11/cabai/"].path == "content"


# all that a newsroom does, in whatever order

PATHS = ("a.md", "b.md", "lain/c.md")
FIELDS: dict[str, tuple[object, ...]] = {
    "slug": ("banjir", "cabai", "air"),
    "date": ("2026-11-01", "2026-10-31", "2026-11-21 08:00"),
    "tags": (["Banjir"], ["Pasar"], ["Banjir", "Pasar"], []),
    "authors": (["Sari"], ["Tono"], []),
    "categories": (["Daerah"], ["Ekonomi"]),
    "aliases": ([], ["/lama/x.html"], ["/2026/11/banjir/"], ["/tag/pasar/"]),
    "status": ("published", "draft", "withdrawn", "removed"),
    "expires": ("", "2026-11-20 12:30"),
    "image": ("", "foto/a.jpg"),
}
WHICH = st.integers(0, len(PATHS) - 1)
VIEWS: tuple[dict[str, bool], ...] = (
    {},
    {"drafts": True},
    {"future": True},
    {"expired": True},
    {"keep_going": True},
    {"full": True},
)


def lasts(url: str) -> bool:
    """Whether law 7 holds for an address."""
    passing = ("/hal/", "/sitemap", "/assets/", "/404", "/latest", "/robots", "/_headers", "/indeks/")
    is_period = all(part.isdigit() for part in url.strip("/").split("/"))
    is_variant = re.search(r"\.[0-9a-f]{10}\.", url)
    return not (url.startswith(passing) or is_period or is_variant)


class PublishedAddresses(RuleBasedStateMachine):
    """People edit and build, with and without drafts; each address that was public goes on to answer."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="newsgen-addresses-")
        self.site = Project(Path(self.folder.name) / "koran")
        (self.site.path / "content").mkdir(parents=True)
        for name, text in BARE.items():
            self.site.put(f"templates/{name}", text)
        self.site.configure(CONFIG)
        self.articles: dict[str, dict[str, Any]] = {}
        self.published: set[str] = set()
        self.now = NOW

    def teardown(self) -> None:
        self.folder.cleanup()

    def save(self, path: str) -> None:
        fields = {key: value for key, value in self.articles[path].items() if value}
        self.site.write(path, article(fields.pop("title"), reason="Keliru.", **fields))

    @initialize()
    def begin(self) -> None:
        self.site.write("foto/a.jpg", photo())
        for which in range(2):
            self.add(which, which)
        self.build({})

    @rule(which=WHICH, number=st.integers(0, 2))
    def add(self, which: int, number: int) -> None:
        values = {key: values[number % len(values)] for key, values in FIELDS.items() if key != "status"}
        self.articles[PATHS[which]] = {"title": f"Berita {number}", **values, "aliases": [], "expires": ""}
        self.save(PATHS[which])

    @rule(which=WHICH, field=st.sampled_from(sorted(FIELDS)), choice=st.integers(0, 3))
    def edit(self, which: int, field: str, choice: int) -> None:
        if PATHS[which] in self.articles:
            self.articles[PATHS[which]][field] = FIELDS[field][choice % len(FIELDS[field])]
            self.save(PATHS[which])

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        if self.articles.pop(PATHS[which], None):
            self.site.delete(PATHS[which])

    @rule(which=WHICH, to=WHICH)
    def rename(self, which: int, to: int) -> None:
        if PATHS[which] in self.articles and which != to:
            self.articles[PATHS[to]] = self.articles.pop(PATHS[which])
            self.site.delete(PATHS[which])
            self.save(PATHS[to])

    @rule(which=WHICH)
    def break_file(self, which: int) -> None:
        if PATHS[which] in self.articles:
            self.site.write(PATHS[which], "---\ntitle:\n---\n")

    @rule(is_there=st.booleans())
    def picture(self, is_there: bool) -> None:
        if is_there:
            self.site.write("foto/a.jpg", photo())
        elif (self.site.path / "content/foto/a.jpg").exists():
            self.site.delete("foto/a.jpg")

    @rule(template=st.sampled_from(("/{year}/{month}/{slug}/", "/{section}/{slug}.html")))
    def permalink(self, template: str) -> None:
        self.site.configure(f"{CONFIG}permalink: {template}\n")

    @rule(now=st.sampled_from((NOW, "2026-11-20 13:00", "2026-11-22 12:00")))
    def clock(self, now: str) -> None:
        self.now = now

    @rule()
    def check(self) -> None:
        """A command that reads the files, and publishes nothing."""
        checked(self.site)

    @rule()
    def keep(self) -> None:
        """Keep what can be kept, and build."""
        moment = micros(datetime.fromisoformat(self.now).replace(tzinfo=WIB))
        options = KeepOptions(project=self.site.path, output=self.site.site, view=View(now=moment))
        settings = load(self.site.path / "newsgen.yaml")
        steps = keep(options, settings, lambda stage, done, all_: None).steps
        content = self.site.path / "content"
        for step in steps:
            file = content / step.file
            if step.written:
                text = file.read_text("utf-8")
                file.write_text(text.replace("\nreason:\n", "\nreason: Keliru.\n"), "utf-8")
        kept = {step.url for step in steps if step.written}
        assert kept.isdisjoint(self.warned({}))

    @rule(view=st.sampled_from(VIEWS))
    def build(self, view: dict[str, bool]) -> None:
        self.warned(view)

    def warned(self, view: dict[str, bool]) -> set[str]:
        """Build, and return the addresses that were warned of."""
        try:
            result = self.site.build(now=self.now, **view)  # type: ignore[arg-type]
        except NewsgenError:
            return set()
        urls = {url for url in self.site.urls() if lasts(url)}
        warned = {one.subject for one in result.warnings if one.kind == ADDRESS}
        assert warned == self.published - urls
        if not {"drafts", "future", "expired"} & view.keys():
            self.published |= urls
        return warned


PublishedAddresses.TestCase.settings = settings(
    max_examples=int(os.environ.get("NEWSGEN_EXAMPLES", "40")),
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestPublishedAddresses = PublishedAddresses.TestCase
