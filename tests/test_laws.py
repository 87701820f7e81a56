"""The laws that hold whatever a newsroom does: law 1, 3, 4 and 5 of the design, over whole builds."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import (
    BARE,
    CONFIG,
    NOW,
    WIB,
    Files,
    MakeSite,
    Project,
    article,
    killed_at,
    paragraphs,
    photo,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from newsgen.errors import NewsgenError, OutputError
from newsgen.publishing.addresses import ADDRESS

# law 1: incremental equals clean

PATHS = ("2026/a.md", "2026/b.md", "2026/c.md", "d.md", "D.md", "e.markdown", "lain/f.md", "lain/g/h.md")
TITLES = (
    "Banjir di Tebo",
    "BANJIR di ‘Tebo’",
    "Banjir di Tebo Surut, Warga Pulang",
    "Harga Cabai Naik",
    "Pilkada 2017 Aman",
    "Pilkada 2018 Aman",
    "Dayung Raih Emas",
    "Sekda: 49 OPD & <Inovasi>",
)
DATES = (
    "2026-11-19",
    "2026-11-19 08:00",
    "2026-11-19 23:59",
    "2026-11-20 00:00",
    "2026-11-20 11:00",
    "2026-11-22 09:00",
    "2026-10-31 23:30",
    "2025-11-19 08:00",
)
MOMENTS = ("2026-11-20 12:00", "2026-11-20 13:00", "2026-11-21 12:00", "2026-11-23 00:00", "2026-11-01 00:00")
SLUGS = ("", "banjir-di-tebo", "harga-cabai-naik", "lain")
BODIES = (
    "Isi berita.",
    "Isi beritb.",  # as long as the one above
    *(f"Awal.\n\nBaca Juga: {title}\n\nAkhir." for title in TITLES[:6]),
    "Awal.\n\n**Baca Juga:** Banjir di Tebo Sur…\n\nAkhir.",
    paragraphs(9),
    "Satu.[^1]\n\n<!--nextpage-->\n\nDua.\n\n<!--nextpage-->\n\nTiga.\n\n[^1]: Catatan.",
    "[a](https://kabar.example/2026/11/banjir-di-tebo/), [b](https://lama.example/lama/a.html), [c](/?p=1).",
    "Lihat [ini](b.md), [itu](../d.md), [redaksi](/redaksi/).\n\n![foto](/foto/a.jpg)\n\n| a |\n|---|\n| b |",
    "- satu\n  - dua\n\n    ```\n    <script>\n    ```\n\n<div>\n\n**tiga**\n\n</div>",
    "![r](rapat.mp4)\n\n![](/foto/a.jpg)\n![b](/foto/b.jpg)\n\nhttps://youtu.be/dQw4w9WgXcQ",
)
FIELDS: dict[str, tuple[object, ...]] = {
    "tags": ([], ["Banjir"], ["banjir", "Tebo"], ["Tebo", "Pasar", "Emas"]),
    "categories": ([], ["Daerah"], ["daerah", "Ekonomi"], ["Ekonomi"]),
    "authors": ([], ["Sari Dewi"], ["SARI DEWI", "Hms"]),
    "series": ("", "Mudik", "MUDIK"),
    "lead": (False, True, 2),
    "aliases": (
        [],
        ["/?p=1"],
        ["/lama/a.html", "/?p=1"],
        ["/lama/a.html"],
        ["/?p=1001", "/x.php?a=b", "/2026/10/lain/"],
    ),
    "permalink": ("", "/lama/a.html", "/lain/berita/", "/2026/11/lain"),
    "publishDate": ("", "2026-11-20 12:30"),
    "related": ([], ["Banjir di Tebo"], ["2026/b.md", "harga-cabai-naik"], ["/lama/a.html", "d.md"]),
    "translations": (
        {},
        {"en": "b"},
        {"en": "Banjir di Tebo", "ms": "/lama/a.html"},
        {"id": "2026/a.md", "jv": "https://jawa.example/a"},
    ),
    "language": ("", "en", "ms", "ar"),
    "comments": ("", "false"),
    "image": ("", "foto/a.jpg", "/foto/b.jpg", "/foto"),
    "expires": ("", "2026-11-20 12:30", "2026-11-22", "2026-11-20 12:00"),
    "updated": ("", "2026-11-20 10:00"),
    "summary": ("", "Ringkasan."),
    "guid": ("", "https://lama.example/?p=1", "berita 2"),
    "source": ("", "Humas"),
    "corrections": ([], [{"date": "2026-11-20", "text": "Salah nama."}]),
    "review": ([], ["date"]),
    "archived_comments": ([], [{"author": "Ani", "date": "2026-11-20", "text": "Banjir."}]),
    "status": ("published", "draft", "unverified", "sponsored", "withdrawn", "removed"),
}
CONFIGS = {
    "title": ("Kabar Uji", "Kabar Lain"),
    "per_page": ("1", "2", "20"),
    "latest": ("current", "frozen"),
    "latest_count": ("0", "1", "3"),
    "related": ("0", "1", "5"),
    "read_also": ("{auto: 0}", "{auto: 2}", "{auto: 1, after: [1]}"),
    "markdown": ("python-markdown", "commonmark"),
    "nextpage": ("join", "split"),
    "menu": ("[{title: Ekonomi, url: /kategori/ekonomi/}]", "[]"),
    "language": ("id", "en"),
    "timezone": ("Asia/Jakarta", "Asia/Jayapura"),
    "permalink": (
        "/{year}/{month}/{slug}/",
        "/{section}/{slug}.html",
        "/{slug}/",
        "[{match: {section: Daerah, after: 2026-11-01}, pattern: '/d/{slug}'}, {pattern: '/{id}/{path}/'}]",
    ),
    "former_urls": ("[https://lama.example/]",),
    "paths": ("{section: kat, tag: a/b, page: p}", "{author: oleh, archive: arsip, all: utuh}"),
    "base_url": ("https://kabar.example/", "https://x.example/koran/"),
    "logo": ("foto/a.jpg", "foto/b.jpg"),
    "social_images": ("off", "section", "article"),
    "archive": ("day", "month"),
    "search": ("headlines", "off"),
    "feeds": ("[]", "[tag, section]"),
    "feed_items": ("1", "3"),
    "feed_aliases": ("[feed/, /rss.xml]", "[/feed/, rss]"),
    "thin": ("0", "2", "5"),
    "ai": ("allow", "deny"),
    "indexnow": ("kunci-surat-kabar",),
    "originals": ("all", "linked"),
    "redirects": ("html", "cloudflare", "gitlab", "nginx", "apache"),
    "redirect_rules": (
        "[{from: '/{slug}/', to: article}, {from: '/{year}/{month}/{day}/{slug}', to: article}]",
        "[{from: '/{slug}.html', to: article}, {from: '/t/{slug}/', to: tag}, {from: '/feed/', to: feed}]",
        "[{from: '/{year}/{slug}/', to: article}, {from: '/s/{slug}/feed/', to: section-feed}]",
    ),
    "embeds": ("[www.youtube.com]", "[]"),
    "fediverse": ('"@kabar@fedi.example"', "lain@fedi.example"),
    "policies": ("{masthead: /redaksi/}", "{ethics: /lain/berita/}"),
    "preferred_source": ("true", "false"),
    "comments": (
        "redaksi@kabar.example",
        "{service: isso, host: k.example}",
        "{script: 'https://k.id/x.js'}",
    ),
    "analytics": ("{service: plausible}", "{service: plausible, consent: true}"),
}
OTHERS: dict[str, tuple[str | bytes, ...]] = {
    "foto/a.jpg": (photo("red"), photo("blue"), photo("green", (700, 400)), "\x00bukan gambar"),
    "foto/b.jpg": (photo("#abc"), photo("#cba", kind="PNG")),
    "2026/rapat.mp4": ("video", "film"),
    "2026/rapat.jpg": (photo("red"), photo("blue")),
    "2026/rapat.vtt": ("WEBVTT\n",),
    "foto": ("a file where a folder was",),
    "_redirects": ("/a /b 301\n", "/x/* /y/:splat"),
    "robots.txt": ("User-agent: *\n",),
    "pages/redaksi.md": (
        "---\ntitle: Redaksi\n---\nSusunan.\n",
        "---\ntitle: Kami\n---\n[a](../2026/a.md)\n",
    ),
    "pages/lain/index.md": ("---\ntitle: Lain\n---\nLagi.\n", "---\ntitle: L\nslug: berita\n---\n"),
    "pages/lain.md": (
        "---\ntitle: Lain\nslug: redaksi\n---\nLain.\n",
        "---\ntitle: Lain\nstatus: draft\n---\n",
        "---\ntitle: Lain\npermalink: /lain/berita.html\n---\n",
    ),
    "authors/sari-dewi.md": (
        "---\nname: Sari Dewi\nrole: Wartawan\n---\nIa.\n",
        "---\nname: Sari D.\n---\n",
        "---\nname: Sari Dewi\nrole: Wartawan\nimage: foto/a.jpg\nsocial: {x: 'https://x.example/s'}\n---\n",
        "---\nname: Sari Dewi\nfediverse: sari@fedi.example\n---\n",
    ),
    "authors/hms.md": ("---\nmerge_into: sari-dewi\n---\n", "---\npermalink: /humas\n---\n[a](../a.md)\n"),
    "tags/tebo.md": (
        "---\nmerge_into: banjir\naliases: [/topik/tebo/, /topik/tebo/feed/]\n---\n",
        "---\ntitle: Kabupaten Tebo\n---\nIsi.\n",
        "---\naliases: [/topik/tebo, /tebo.rss]\n---\n",
    ),
    "tags/banjir.md": (
        "---\nmerge_into: pasar\naliases: [/air/]\n---\n",
        "---\npermalink: /banjir.html\n---\n",
        "---\nmerge_into: tebo\n---\n",
    ),
    "sections/ekonomi.md": ("---\nmerge_into: daerah\n---\n", "---\ntitle: Uang\npermalink: /uang/\n---\n"),
    "series/mudik.md": ("---\ntitle: Pulang\npermalink: /mudik\n---\n", "---\nmerge_into: lebaran\n---\n"),
}
TEMPLATES: dict[str, tuple[str, ...]] = {
    "partials/read_also.html": ("{{ card }}", "<b>{{ card }}</b>"),
    "partials/latest.html": ("{{ cards }}", "<i>{{ cards }}</i>"),
    "article.html": ("{{ page }}", "{{ page }} {{ content }} {% include 'partials/tambahan.html' %}"),
    "partials/tambahan.html": ("satu", "dua {{ t.home }}"),
    "list.html": (
        "{{ page }} {% if page.path %}{% include 'partials/tambahan.html' %}{% endif %}",
        "{{ broken",
    ),
    "words/id.yaml": ("home: Depan\n", "home: Muka\n"),
    "assets/warna.css": ("a {}", "b {}"),
}

WHICH = st.integers(0, len(PATHS) - 1)
Outcome = tuple[object, ...]


def outcome(project: Project, **options: Any) -> Outcome:
    """What a build says, as far as another one of the same project must say it too, and what it makes.

    One from nothing knows of no address that was published.
    """
    try:
        result = project.build(**options)
    except NewsgenError as error:
        return (type(error), sorted(map(str, error.problems)))
    counts = result.articles, result.hidden, result.pages
    warnings = tuple(warning for warning in result.warnings if warning.kind != ADDRESS)
    return counts, warnings, result.problems, project.tree()


class Newsroom(RuleBasedStateMachine):
    """People edit whatever they like, and build every few edits."""

    aged = False  # whether files look older than the last build, so that a stat is trusted
    rhythm = 1  # edits between two builds

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="newsgen-laws-")
        self.project = Project(Path(self.folder.name) / "koran")
        (self.project.path / "content").mkdir(parents=True)
        for name, text in {**BARE, "partials/footer.html": ""}.items():
            self.project.put(f"templates/{name}", text)
        self.articles: dict[str, dict[str, Any]] = {}
        self.config: dict[str, str] = {"base_url": "https://kabar.example/", "social_images": "off"}
        self.options: dict[str, Any] = {"now": NOW}
        self.edits = 0
        self.old = 1_500_000_000_000_000_000
        self.built = False  # nothing was edited since the last build that succeeded
        self.configure("title", 0)

    def teardown(self) -> None:
        try:
            self.publish()
        finally:
            self.folder.cleanup()

    # what the rules do it with

    def place(self, path: str, data: str | bytes) -> None:
        """Write a file, whatever stands in its way; of an age at which a stat is trusted, if so wished."""
        file = self.project.path / path
        for parent in file.relative_to(self.project.path).parents:
            if (self.project.path / parent).is_file():
                (self.project.path / parent).unlink()
        if file.is_dir():
            shutil.rmtree(file)
        self.project.put(path, data)
        if self.aged:
            self.old += 1_000_000_000
            os.utime(file, ns=(self.old, self.old))
        self.edits += 1
        self.built = False

    def gone(self, path: str) -> None:
        file = self.project.path / path
        if file.is_file():
            file.unlink()
            self.edits += 1
            self.built = False

    def pick(self, which: int) -> str:
        paths = sorted(self.articles)
        return paths[which % len(paths)]

    def save(self, path: str) -> None:
        fields = {key: value for key, value in self.articles[path].items() if value or key == "slug"}
        if fields.get("status") in ("withdrawn", "removed"):
            fields["reason"] = "Keliru."
        self.place(f"content/{path}", article(**fields))

    # the rules

    @initialize(aged=st.booleans(), rhythm=st.integers(1, 3), count=st.integers(0, 6))
    def begin(self, aged: bool, rhythm: int, count: int) -> None:
        self.aged = aged
        self.rhythm = rhythm
        for number in range(count):
            self.add(number, number, number, number % len(BODIES))

    @rule(which=WHICH, title=WHICH, date=WHICH, body=st.integers(0, len(BODIES) - 1))
    def add(self, which: int, title: int, date: int, body: int) -> None:
        path = PATHS[which]
        self.articles[path] = {"title": TITLES[title], "date": DATES[date], "body": BODIES[body]}
        self.articles[path] |= {"tags": ["Banjir"], "categories": ["Daerah"], "slug": ""} if which % 2 else {}
        self.save(path)

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, title=st.sampled_from(TITLES))
    def retitle(self, which: int, title: str) -> None:
        self.articles[self.pick(which)]["title"] = title
        self.save(self.pick(which))

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, body=st.sampled_from(BODIES))
    def change_body(self, which: int, body: str) -> None:
        self.articles[self.pick(which)]["body"] = body
        self.save(self.pick(which))

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, date=st.sampled_from(DATES))
    def change_date(self, which: int, date: str) -> None:
        self.articles[self.pick(which)]["date"] = date
        self.save(self.pick(which))

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, slug=st.sampled_from(SLUGS))
    def change_slug(self, which: int, slug: str) -> None:
        self.articles[self.pick(which)]["slug"] = slug
        self.save(self.pick(which))

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, field=st.sampled_from(sorted(FIELDS)), choice=WHICH)
    def change_field(self, which: int, field: str, choice: int) -> None:
        self.articles[self.pick(which)][field] = FIELDS[field][choice % len(FIELDS[field])]
        self.save(self.pick(which))

    @precondition(lambda self: self.articles)
    @rule(which=WHICH)
    def break_file(self, which: int) -> None:
        self.place(f"content/{self.pick(which)}", "---\ntitle:\n---\nTanpa judul.\n")

    @precondition(lambda self: self.articles)
    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        path = self.pick(which)
        del self.articles[path]
        self.gone(f"content/{path}")

    @precondition(lambda self: self.articles)
    @rule(which=WHICH, to=st.sampled_from(PATHS))
    def move(self, which: int, to: str) -> None:
        """Rename a file, over another or not."""
        path, content = self.pick(which), self.project.path / "content"
        (content / to).parent.mkdir(parents=True, exist_ok=True)
        (content / path).replace(content / to)
        self.articles[to] = self.articles.pop(path)
        self.edits += 1
        self.built = False

    @precondition(lambda self: len(self.articles) > 1)
    @rule(one=WHICH, other=WHICH)
    def swap(self, one: int, other: int) -> None:
        """Exchange the names of two files, which keep their times and often their size."""
        a, b = self.pick(one), self.pick(other)
        content = self.project.path / "content"
        (content / a).replace(content / ".sementara")
        if a != b:
            (content / b).replace(content / a)
        (content / ".sementara").replace(content / b)
        self.articles[a], self.articles[b] = self.articles[b], self.articles[a]
        self.edits += 1
        self.built = False

    @rule(path=st.sampled_from(sorted(OTHERS)), choice=st.integers(0, 4))
    def other_file(self, path: str, choice: int) -> None:
        """A picture, a page, an author's file: written, changed or deleted."""
        if choice < len(OTHERS[path]):
            self.place(f"content/{path}", OTHERS[path][choice])
        else:
            self.gone(f"content/{path}")

    @rule(name=st.sampled_from(sorted(TEMPLATES)), choice=st.integers(0, 2))
    def template(self, name: str, choice: int) -> None:
        """Change a template, or take the newsroom's own away, so that newsgen's is used."""
        if choice < len(TEMPLATES[name]):
            self.place(f"templates/{name}", TEMPLATES[name][choice])
        else:
            self.gone(f"templates/{name}")

    @rule(key=st.sampled_from(sorted(CONFIGS)), choice=st.integers(0, 3))
    def configure(self, key: str, choice: int) -> None:
        if choice < len(CONFIGS[key]):
            self.config[key] = CONFIGS[key][choice]
        elif key != "base_url":
            self.config.pop(key, None)
        self.place("newsgen.yaml", "".join(f"{name}: {value}\n" for name, value in self.config.items()))

    @rule(now=st.sampled_from(MOMENTS))
    def clock(self, now: str) -> None:
        self.options["now"] = now
        self.edits += 1
        self.built = False

    @rule(option=st.sampled_from(("drafts", "future", "expired", "keep_going")), value=st.booleans())
    def option(self, option: str, value: bool) -> None:
        self.options[option] = value
        self.edits += 1
        self.built = False

    @precondition(lambda self: self.project.site.is_dir())
    @rule(place=st.integers(0, 100), harm=st.sampled_from(("append", "same size", "delete", "all")))
    def tamper(self, place: int, harm: str) -> None:
        files = [self.project.site / path for path in self.project.pages()]  # without a stamp none is ours
        if not files:
            return
        file = files[place % len(files)]
        if harm == "append":
            file.write_bytes(file.read_bytes() + b"!")
        elif harm == "same size":
            file.write_bytes(file.read_bytes()[::-1])
        elif harm == "delete":
            file.unlink()
        else:
            shutil.rmtree(self.project.site)
        self.edits += 1

    @precondition(lambda self: self.built)
    @rule()
    def forget(self) -> None:
        """Delete the state, and build at once: what newsgen wrote is no longer known as its own."""
        shutil.rmtree(self.project.path / ".newsgen")
        self.edits = self.rhythm

    # the law

    @invariant()
    def incremental_equals_clean(self) -> None:
        if self.edits >= self.rhythm:
            self.publish()

    def publish(self) -> None:
        self.edits = 0
        site = self.project
        before = site.tree() if site.site.is_dir() else {}
        got = outcome(site, **self.options)
        copy = Project(site.path.parent / f"clean-{next(site.copies)}")
        shutil.copytree(site.path, copy.path, ignore=shutil.ignore_patterns("site", ".newsgen"))
        wanted = outcome(copy, **self.options)
        shutil.rmtree(copy.path)
        assert got == wanted
        if len(got) == 2:  # an error: nothing has changed
            assert (site.tree() if site.site.is_dir() else {}) == before
            return
        self.built = True
        snapshot = site.snapshot()
        assert site.build(**self.options).written == 0
        assert site.snapshot() == snapshot


Newsroom.TestCase.settings = settings(
    max_examples=int(os.environ.get("NEWSGEN_EXAMPLES", "40")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestNewsroom = Newsroom.TestCase


# law 3: workers and folders don't matter


def archive(count: int, *, first: int = 1) -> Files:
    """Articles over many days, with the tags, sections and follow-ups of a small paper."""
    texts: dict[str, str | bytes] = {}
    for n in range(first, first + count):
        follows = f"\n\nBaca Juga: Berita ke-{n - 7}" if n % 5 == 0 else ""
        texts[f"2026/{n}.md"] = article(
            f"Berita ke-{n}",
            f"2026-{n % 10 + 1:02}-{n % 27 + 1:02} 08:{n % 60:02}",
            body=paragraphs(n % 9 + 1) + follows,
            tags=[f"T{n % 17}", f"U{n % 5}"],
            categories=[("Daerah", "Ekonomi", "Olahraga")[n % 3]],
            authors=["Sari Dewi"] if n % 4 else [],
        )
    return texts


def test_workers_and_folders_do_not_matter(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({**archive(450), "foto/a.jpg": b"\xff\xd8gambar"}, templates=BARE)
    other = Project(tmp_path / "di tempat lain" / "négara")
    shutil.copytree(site.path, other.path)
    assert site.build(workers=1).articles == 450
    other.build(workers=3)
    assert other.tree() == site.tree()
    for project in (site, other):
        project.configure(CONFIG.replace("Uji", "Lain")).delete("2026/7.md")
    assert site.build(workers=3).written > 400
    other.build(workers=1)
    assert other.tree() == site.tree() == site.clean()


# law 4: publishing costs what changed


def _append(site: Project) -> None:
    site.write(
        "2026/baru.md",
        article("Berita baru", "2026-11-20 09:00", tags=["T3"], categories=["Daerah"], body="Baru sekali."),
    )


def _follow_up(site: Project) -> None:
    text = (site.path / "content/2026/21.md").read_text().replace("ke-1 berita", "ke-1 kabar")
    site.write("2026/21.md", text)


def _deep(site: Project) -> None:
    text = (site.path / "content/2026/8.md").read_text().replace("Paragraf ke-9", "Alinea ke-9")
    site.write("2026/8.md", text)


def _retag(site: Project) -> None:
    text = (site.path / "content/2026/21.md").read_text().replace('"T4"', '"T5"')
    site.write("2026/21.md", text)


def _withdraw(site: Project) -> None:
    text = (site.path / "content/2026/21.md").read_text()
    site.write("2026/21.md", text.replace("title:", "status: withdrawn\nreason: Keliru.\ntitle:", 1))


def _seen(site: Project) -> dict[str, tuple[int, int]]:
    """Inode and time of all files in the output."""
    return {
        file.relative_to(site.site).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns)
        for file in site.site.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize(
    ("edit", "most"), [(_append, 40), (_follow_up, 60), (_deep, 10), (_retag, 60), (_withdraw, 80)]
)
@pytest.mark.parametrize("theme", ["bare", "default"])
def test_exactly_what_shows_an_edit_is_written(
    make_site: MakeSite, edit: Callable[[Project], None], most: int, theme: str
) -> None:
    config = CONFIG + "latest: frozen\nper_page: 5\n"
    site = make_site(archive(120), config, BARE if theme == "bare" else {})
    site.build()
    before, seen = site.clean(), _seen(site)
    edit(site)
    after = site.clean()
    expected = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    result = site.build()
    now = _seen(site)
    assert {path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path)} == expected
    assert result.written == len(expected & after.keys())
    assert result.removed == len(before.keys() - after.keys())
    assert 0 < len(expected) <= most
    assert site.tree() == after


# law 5: a kill loses nothing

EPOCH = str(int(datetime.fromisoformat(NOW).replace(tzinfo=WIB).timestamp()))
RUN = "from newsgen.cli import main; main()"
KILLS = 100
WHOLE = {name: f"{text!s}\n<!-- selesai -->\n" if name.endswith("l") else text for name, text in BARE.items()}


def run(site: Project, *options: str, mark: str = "", **more: Any) -> subprocess.Popen[str]:
    """Start `newsgen build` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, "build", "--project", str(site.path), *options],
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NEWSGEN_MARK": mark, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        **more,
    )


def _ended(process: subprocess.Popen[str], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _edit(site: Project, n: int) -> None:
    """Something else each time: every third edit changes every page."""
    match n % 3:
        case 0:
            site.configure(f"title: Kabar {n}\nbase_url: https://kabar.example/\nper_page: {n % 4 + 5}\n")
        case 1:
            site.write(f"2026/baru-{n}.md", article(f"Kabar {n}", "2026-11-19 10:00", tags=["T1", f"N{n}"]))
            site.write("foto/besar.jpg", bytes([n]) * 3_000_000)
        case _:
            if (site.path / f"content/2026/{n}.md").exists():
                site.delete(f"2026/{n}.md")
            site.write("2026/1.md", article(f"Diganti {n}", "2026-11-01 10:00", slug=f"diganti-{n % 2}"))


def _kill_at(
    site: Project, process: subprocess.Popen[str], share: float, whole: float, *, staged: bool
) -> bool:
    """Kill the group at a share of a build's time, or of its writing; whether it was still at work."""
    if staged:
        while not (site.site / ".newsgen-stage").exists() and not _ended(process, 0.0005):
            pass
        whole /= 3
    if _ended(process, share * whole):
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    return True


def test_a_kill_leaves_no_file_half_written(make_site: MakeSite) -> None:
    site = make_site({**archive(60), "foto/besar.jpg": b"\1" * 3_000_000}, templates=WHOLE)
    started = time.monotonic()
    with run(site) as process:
        assert process.wait(60) == 0
    whole = time.monotonic() - started
    versions: dict[str, set[bytes]] = {}
    for path, data in site.clean().items():
        versions.setdefault(path, set()).add(data)
    chance, killed, tried = Random(5), 0, 0
    while killed < KILLS and tried < 3 * KILLS:
        tried += 1
        _edit(site, tried)
        for path, data in site.clean().items():
            versions.setdefault(path, set()).add(data)
        with run(site) as process:
            share = (killed + chance.random()) / KILLS
            killed += _kill_at(site, process, share, whole, staged=tried % 2 == 0)
        for path, data in site.tree().items():
            assert path.startswith(".newsgen-stage/") or data in versions[path], path
            if path.endswith(".html") and not path.startswith(".newsgen-stage/"):
                assert data.endswith(b"<!-- selesai -->")
    assert killed == KILLS
    site.build()
    assert site.tree() == site.clean()
    assert site.build().written == 0


@pytest.mark.parametrize(
    "edit", ["per_page: 1\n", "per_page: 2\n", "latest: current\n", "permalink: /{slug}/\n"]
)
@pytest.mark.parametrize("after", [0, 1, 5])
def test_an_edit_taken_back_after_a_kill(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, edit: str, after: int
) -> None:
    site = make_site(archive(12), templates=BARE)
    site.build()
    site.configure(CONFIG + edit)
    with killed_at(monkeypatch, after), pytest.raises(KeyboardInterrupt):
        site.build()
    site.configure(CONFIG).build()
    assert site.tree() == site.clean()


@pytest.mark.parametrize("after", range(4))
def test_a_slug_taken_back_after_a_kill(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    files = archive(6)
    path = next(iter(files))
    site = make_site(files, templates=BARE)
    site.build()
    before = str(files[path])
    site.write(path, before.replace('slug: "', 'slug: "lain-'))
    with killed_at(monkeypatch, after, is_done=True), suppress(KeyboardInterrupt):
        site.build()
    site.write(path, before).build()
    assert site.tree() == site.clean()


def _own_robots(site: Project) -> None:
    site.write("robots.txt", "User-agent: *\n")


def _author_file(site: Project) -> None:
    site.write("authors/sari-dewi.md", "---\nname: Sari Dewi\n---\nIa.\n")


def _takeover(site: Project) -> None:
    """An article gives its address up, and another takes it."""
    path = next(iter(archive(1)))
    site.write(path, str(archive(1)[path]).replace("---\n", "---\nstatus: draft\n", 1))
    site.write("lain.md", article("Lain", "2026-02-02", slug="berita-ke-1"))


@pytest.mark.parametrize("edit", [_own_robots, _author_file, _takeover])
@pytest.mark.parametrize("after", range(6))
def test_a_page_whose_file_another_had_taken_comes_back(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Project], None], after: int
) -> None:
    files = archive(6)
    site = make_site(files, templates=BARE)
    site.build()
    edit(site)
    with killed_at(monkeypatch, after, is_done=True), suppress(KeyboardInterrupt):
        site.build()
    shutil.rmtree(site.path / "content")
    for path, text in files.items():
        site.write(path, text)
    site.build()
    assert site.tree() == site.clean()


def _marked(mark: str) -> set[int]:
    """The processes that run with this mark in their environment."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes()
            except OSError:  # it has ended, or is another user's
                continue
            if f"NEWSGEN_MARK={mark}\0".encode() in environment:
                found.add(int(folder.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent(make_site: MakeSite, tmp_path: Path, number: signal.Signals) -> None:
    site = make_site(archive(900), templates=BARE)
    with run(site, mark=str(tmp_path)) as process:
        while len(_marked(str(tmp_path))) < 3 and not _ended(process, 0.002):
            pass
        assert process.poll() is None, "it was over before its workers were seen"
        process.send_signal(number)
        output, _ = process.communicate(timeout=60)  # its workers hold the pipe as well
    assert process.returncode != 0
    assert "Aborted!" in output or number != signal.SIGINT
    assert _marked(str(tmp_path)) == set()
    site.build()
    assert site.tree() == site.clean()


def test_ctrl_c_ends_a_build_at_once_and_cleanly(make_site: MakeSite) -> None:
    site = make_site(archive(700), templates=BARE)
    started = time.monotonic()
    site.build()
    whole, chance = time.monotonic() - started, Random(7)
    clean = site.tree()
    for _ in range(24):
        for folder in (site.site, site.path / ".newsgen"):
            shutil.rmtree(folder)
        with run(site) as process:
            if not _ended(process, chance.random() * whole):
                process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=60)
        if "Aborted!" in output:
            assert process.returncode == 1
            assert not (site.site / ".newsgen-stage").exists()
        else:  # it was over, or Python itself was still starting
            assert "700 articles" in output or "KeyboardInterrupt" in output, output
        site.build()
        assert site.tree() == clean


# law 5: out of disk


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Callable[[], None] | None]:
    """A full disk at a folder, and what makes room on it; None where mounting is not permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-o", f"size={kilobytes}k"]
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", *options, "newsgen-laws", str(folder)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        yield None
        return

    def make_room() -> None:
        subprocess.run(["mount", "-o", "remount,size=256m", str(folder)], check=True)

    try:
        yield make_room
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def limit(size: int) -> None:
    """Let no file of this process grow over a size: a disk that is full, wherever mounting is forbidden."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _fails_clearly(process: subprocess.Popen[str]) -> str:
    with process:
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1, output
    assert "Traceback" not in output
    assert "error: " in output
    return output


@pytest.mark.parametrize("kilobytes", [64, 400, 1400])
@pytest.mark.parametrize("what", ["output", "project"])
def test_a_full_disk_is_an_error_and_mended(
    make_site: MakeSite, tmp_path: Path, kilobytes: int, what: str
) -> None:
    source = make_site({**archive(150), "foto/besar.jpg": b"\1" * 2_000_000}, templates=BARE)
    project = Project(tmp_path / "disk" / "koran") if what == "project" else source
    output = tmp_path / "disk" / "site" if what == "output" else project.site
    with small_disk(tmp_path / "disk", kilobytes + (2600 if what == "project" else 0)) as make_room:
        if what == "project":
            shutil.copytree(source.path, project.path)
        guard = None if make_room else partial(limit, kilobytes * 1024)
        message = _fails_clearly(run(project, "--output", str(output), preexec_fn=guard))
        assert "can't be written: " in message or "state" in message
        left = project.tree(output) if output.exists() else {}
        assert not [path for path in left if not path.startswith(".newsgen-stage/")]
        if make_room:
            make_room()
        project.build(output=output)
        assert project.tree(output) == source.clean()


@pytest.mark.parametrize("size", [0, 4096, 30_000, 200_000])
def test_a_write_that_fails_is_an_error_and_mended(make_site: MakeSite, size: int) -> None:
    site = make_site({**archive(60), "foto/besar.jpg": b"\1" * 3_000_000}, templates=BARE)
    site.build()
    before = site.tree()
    site.configure(CONFIG.replace("Uji", "Lain")).write("foto/besar.jpg", b"\2" * 3_000_000)
    _fails_clearly(run(site, preexec_fn=partial(limit, size)))
    assert site.tree() == before
    site.build()
    assert site.tree() == site.clean()


def test_an_output_folder_that_goes_away_is_an_error_and_mended(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(archive(20), templates=BARE)
    site.build()
    site.configure(CONFIG.replace("Uji", "Lain"))
    replace, done = os.replace, 0

    def vanishing(source: str, target: str) -> None:
        nonlocal done
        done += 1
        if done == 30:
            shutil.rmtree(site.site)
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", vanishing)
        with pytest.raises(OutputError, match="can't be written: No such file"):
            site.build()
    site.build()
    assert site.tree() == site.clean()
