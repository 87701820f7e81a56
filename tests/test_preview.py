"""The preview's site: what is served is what is built, after every edit, and errors hide nothing else."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from conftest import CONFIG, NOW, WIB, MakeSite, Project, article, paragraphs, photo
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from test_laws import WHICH, Newsroom, archive

from newsgen.errors import ConfigError, ContentError, OutputError
from newsgen.index.database import Database
from newsgen.preview.answers import INNER, Answer
from newsgen.preview.changes import ProjectChanges, classify
from newsgen.preview.site import PreviewSite
from newsgen.publishing.media_types import content_type

REPO = Path(__file__).parents[1]
TAG = re.compile(rb'<script src="/__newsgen/preview\.js" data-look="[0-9a-f]+" defer></script>\n\Z')


def seconds(now: str) -> str:
    return str(int(datetime.fromisoformat(now).replace(tzinfo=WIB).timestamp()))


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds(NOW))


def preview(site: Project, **options: bool) -> PreviewSite:
    made = PreviewSite(site.path, **options)
    made.refresh()
    return made


def text(preview: PreviewSite, path: str) -> str:
    return preview.answer(path).body.decode()


# law 2: served equals built


def served(answer: Answer) -> bytes:
    """The bytes of an answer without the script."""
    return answer.file.read_bytes() if answer.file else TAG.sub(b"", answer.body)


def url_of(root: str, file: str) -> str:
    return root + quote(file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file)


def assert_served_equals_built(site: Project, preview: PreviewSite) -> None:
    root, tree = site.root, site.pages()
    for file, data in tree.items():
        answer = preview.answer(url_of(root, file))
        assert (answer.problems, answer.status) in (((), 200), ((), 302)), file
        assert served(answer) == data, file
        assert b"/__newsgen/" not in data, file
    assert served(preview.answer(root + "tidak/ada/")) == tree["404.html"]


def test_lists_with_files_are_served_as_they_are_built(make_site: MakeSite) -> None:
    texts = {
        "tags/bola.md": "---\ntitle: Futbol\npermalink: /bola.html\naliases: [/tag/soccer/]\n---\nIsi.\n",
        "tags/liga.md": "---\nmerge_into: bola\n---\n",
        "pages/tentang/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    }
    stories = {
        f"{n}.md": article(f"B {n}", f"2026-11-0{n}", tags=["Liga" if n % 2 else "Bola"], categories=["Raga"])
        for n in range(1, 5)
    }
    settings = (
        "per_page: 1\npaths: {section: blog/kategori}\n"
        "permalink: [{match: {after: 2026-11-03}, pattern: '/{slug}'}]\n"
    )
    site = make_site(stories | texts, CONFIG + settings)
    shown = preview(site)
    for path, text_ in (
        ("5.md", article("B 5", "2026-11-05", tags=["Liga"])),
        ("tags/liga.md", "---\ntitle: Liga Desa\n---\n"),
        ("tags/bola.md", "---\nmerge_into: liga\npermalink: /bola.html\n---\n"),
        ("1.md", article("B 1", "2026-11-01", categories=["Raga"])),
    ):
        site.build()
        assert_served_equals_built(site, shown)
        site.write(path, text_)
        shown.refresh()
        shown.settle()
    site.build()
    assert_served_equals_built(site, shown)
    assert site.tree() == site.clean()
    shown.close()


def test_every_address_of_the_sample_is_served_as_it_is_built(tmp_path: Path) -> None:
    site = Project(tmp_path / "sample")
    for name in ("content", "templates"):
        shutil.copytree(REPO / name, site.path / name)
    shutil.copy(REPO / "newsgen.yaml", site.path)
    site.build()
    assert len(site.tree()) > 150
    assert_served_equals_built(site, preview(site))
    site.configure((site.path / "newsgen.yaml").read_text("utf-8").replace(".example/", ".example/koran/", 1))
    site.build()
    assert site.root == "/koran/"
    assert_served_equals_built(site, preview(site))


def test_links_in_the_theme_are_followed_as_in_a_build(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "rahasia.css").write_text("a {}")
    site = make_site(GOOD, templates={"gaya/warna.css": "b {}", "assets/lain.css": "c {}"})
    (site.path / "templates/assets/dalam.css").symlink_to("../gaya/warna.css")
    (site.path / "templates/assets/luar.css").symlink_to(tmp_path / "rahasia.css")
    site.build()
    names = {path.split(".")[0] for path in site.tree() if path.startswith("assets/")}
    assert names >= {"assets/lain", "assets/dalam"}
    assert "assets/luar" not in names
    assert_served_equals_built(site, preview(site))


def test_pages_with_the_script_are_those_that_people_open(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": article("A", "2026-11-01", aliases=["/lama/"]), "x.html": "<p>x</p>", "b.css": "b {}"}
    )
    found = preview(site)
    tagged = {path: bool(TAG.search(found.answer(path).body)) for path in ("/", "/2026/11/a/", "/tidak-ada/")}
    assert tagged == {"/": True, "/2026/11/a/": True, "/tidak-ada/": True}
    for path in ("/latest.html", "/lama/", "/feed.xml", "/sitemap.xml", "/robots.txt"):
        assert INNER.encode() not in found.answer(path).body
    for path in ("/x.html", "/b.css"):
        assert found.answer(path).file == site.path / "content" / path[1:]


class Previewed(Newsroom):
    """A preview that is told of each changed file stays what a build would make."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, bytes] = {}
        self.view: tuple[bool, bool] | None = None
        self.preview: PreviewSite | None = None

    def teardown(self) -> None:
        super().teardown()
        if self.preview is not None:
            self.preview.close()

    @rule(option=st.sampled_from(("drafts", "future")), value=st.booleans())
    def option(self, option: str, value: bool) -> None:
        super().option(option, value)

    @rule(which=WHICH)
    def forget(self, which: int) -> None:
        """Delete the state under the preview, which goes on with what it has."""
        shutil.rmtree(self.project.path / ".newsgen", ignore_errors=True)
        self.edits = self.rhythm

    def publish(self) -> None:
        self.edits = 0
        os.environ["SOURCE_DATE_EPOCH"] = seconds(self.options["now"])
        change = self.refreshed()
        copy = Project(self.project.path.parent / f"clean-{next(self.project.copies)}")
        shutil.copytree(self.project.path, copy.path, ignore=shutil.ignore_patterns("site", ".newsgen"))
        try:
            result = copy.build(**self.options, keep_going=True)
        except Exception as error:
            if not hasattr(error, "problems"):
                raise
            result = None
        if result is not None and self.preview is not None and not self.clashes(result.problems):
            assert [p for p in change if p not in result.problems] == []
            assert_served_equals_built(copy, self.preview)
        shutil.rmtree(copy.path)

    def clashes(self, problems: Iterable[Any]) -> bool:
        """Whether two kinds of page want one address, which only a build sees."""
        return any(
            "of its" in p.message or "also a folder" in p.message or p.path == "" for p in problems
        ) or any(", is that of" in p.message for p in problems)

    def refreshed(self) -> tuple[Any, ...]:
        """Tell the preview of what changed since the last time, or begin a new one."""
        now = dict(self.files())
        view = (bool(self.options.get("drafts")), bool(self.options.get("future")))
        if self.preview is None or view != self.view:
            if self.preview is not None:
                self.preview.close()
            self.preview, self.view = PreviewSite(self.project.path, drafts=view[0], future=view[1]), view
            change = self.preview.refresh()
        else:
            changed = {path for path in now.keys() | self.seen.keys() if now.get(path) != self.seen.get(path)}
            paths = [self.preview.project / path for path in sorted(changed)]
            for some in (paths[:1], paths[1:]):  # what waits to be settled adds up
                change = self.preview.refresh(some)
        if self.preview.unsettled:
            change = self.preview.settle()
        self.seen = now
        return change.problems

    def files(self) -> Iterator[tuple[str, bytes]]:
        for top in ("content", "templates", "newsgen.yaml"):
            for file in [self.project.path / top, *(self.project.path / top).rglob("*")]:
                if file.is_file():
                    yield file.relative_to(self.project.path).as_posix(), file.read_bytes()


Previewed.TestCase.settings = settings(
    max_examples=int(os.environ.get("NEWSGEN_EXAMPLES", "15")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestPreviewed = Previewed.TestCase


# what changed

GOOD: dict[str, str | bytes] = {
    "a.md": article("Berita A", "2026-11-01", tags=["Kota"], image="foto.jpg"),
    "b.md": article("Berita B", "2026-11-02", body="Awal.\n\nBaca Juga: Berita A\n\nAkhir."),
    "foto.jpg": photo(),
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\nSusunan.\n",
}
BAD = "---\ntitle: Berita A\ndate: 32 Agustus 2018\n---\nIsi.\n"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (None, ProjectChanges(None, theme=True, settings=True)),
        ([], ProjectChanges()),
        (["content/a.md", "content/b/c.md"], ProjectChanges(("a.md", "b/c.md"))),
        (["content/a.md~", "content/.a.md.swp", "content/.git/x", "content/#a.md#"], ProjectChanges()),
        (["content"], ProjectChanges(None)),
        (["content/map"], ProjectChanges(None)),
        (["content/link.md"], ProjectChanges(None)),
        (["content/.map"], ProjectChanges()),
        (["templates/x.html"], ProjectChanges(theme=True)),
        (["templates"], ProjectChanges(theme=True)),
        (["newsgen.yaml"], ProjectChanges(None, settings=True)),
        (["newsgen.yaml.bak", "site/a", ".newsgen/state.db", "newsgen.yaml/x"], ProjectChanges()),
    ],
)
def test_paths_are_classified(tmp_path: Path, paths: list[str] | None, expected: ProjectChanges) -> None:
    for name in ("map", ".map"):
        (tmp_path / "content" / name).mkdir(parents=True)
    (tmp_path / "content" / "link.md").symlink_to("a.md")
    assert classify(tmp_path, None if paths is None else [tmp_path / path for path in paths]) == expected


def test_only_what_is_named_is_looked_at(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.write("a.md", article("Berita Anyar", "2026-11-01")).write("b.md", article("Lain", "2026-11-02"))
    change = found.refresh([found.project / "content/a.md"])
    assert (change.fresh, change.problems) == (True, ())
    assert "Berita Anyar" in text(found, "/")
    assert "Berita B" in text(found, "/")
    found.refresh([found.project / "content/b.md"])
    assert "Berita B" not in text(found, "/")


def test_related_stories_follow_an_edit(make_site: MakeSite) -> None:
    site = make_site({f"{n}.md": article(f"Banjir Jambi {n}", f"2026-11-0{n}") for n in range(1, 5)})
    found = preview(site)
    site.write("5.md", article("Banjir Jambi 5", "2026-11-05"))
    (site.path / "content/1.md").unlink()
    found.refresh([found.project / "content/5.md", found.project / "content/1.md"])
    assert found.unsettled
    assert "Banjir Jambi 5" in text(found, "/2026/11/banjir-jambi-5/")
    assert "Banjir Jambi 1" not in text(found, "/2026/11/banjir-jambi-2/")
    assert found.settle().fresh
    site.build()
    assert_served_equals_built(site, found)


def test_a_build_between_an_edit_and_what_follows_from_it(make_site: MakeSite) -> None:
    site = make_site({f"{n}.md": article(f"Banjir Jambi {n}", f"2026-11-0{n}") for n in range(1, 5)})
    found = preview(site)
    site.write("5.md", article("Banjir Jambi 5", "2026-11-05"))
    found.refresh([found.project / "content/5.md"])
    site.build()
    found.settle()
    assert not found.unsettled
    assert_served_equals_built(site, found)


def test_a_folder_that_is_moved_after_an_edit_leaves_nothing(make_site: MakeSite) -> None:
    """The preview looks at the file alone, so the next build must not take its folder for known."""
    site = make_site({"a/x.md": article("Berita X", "2026-11-01"), "b.md": article("Berita B", "2026-11-02")})
    found = preview(site)
    site.write("a/x.md", article("Berita X", "2026-11-01", body="Lain."))
    found.refresh([found.project / "content/a/x.md"])
    (site.path / "content/a").rename(site.path / "content/c")
    site.build()
    assert site.tree() == site.clean()
    shutil.rmtree(site.path / "content/c")
    site.build()
    assert site.tree() == site.clean()


def test_nothing_is_fresh_where_no_byte_changed(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    os.utime(site.path / "content/a.md")
    for path in ("content/a.md", "content/tidak-ada.md", "content/foto.jpg"):
        assert not found.refresh([found.project / path]).fresh
    assert not found.refresh([]).fresh


def test_a_picture_that_changed_is_told_of(make_site: MakeSite) -> None:
    site = make_site({**GOOD, "foto/dua kali.jpg": b"x"})
    found = preview(site)
    look = found.answer("/2026/11/berita-a/").look
    site.write("foto.jpg", photo("#a22")).delete("foto/dua kali.jpg")
    change = found.refresh([found.project / "content/foto.jpg", found.project / "content/foto/dua kali.jpg"])
    assert sorted(change.media) == ["/foto.jpg", "/foto/dua%20kali.jpg"]
    assert found.answer("/2026/11/berita-a/").look != look  # its forms have new addresses


def test_a_stylesheet_changes_the_page_but_not_its_look(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    before, style = found.answer("/"), found.news("/").styles["/assets/style.css"]
    site.put("templates/assets/style.css", "body { color: red }")
    assert found.refresh([found.project / "templates/assets/style.css"]).fresh
    now, styles = found.answer("/"), found.news("/").styles
    assert now.look == before.look
    assert now.etag != before.etag
    assert styles["/assets/style.css"] != style
    assert styles["/assets/style.css"].encode() in now.body
    site.put("templates/home.html", "{% extends 'base.html' %}{% block main %}Lain{% endblock %}")
    found.refresh([found.project / "templates/home.html"])
    assert found.answer("/").look != before.look


@pytest.mark.parametrize("more", [{}, {"d.md": GOOD["a.md"]}], ids=["", "two at one address"])
def test_time_brings_a_scheduled_article(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    site = make_site({**GOOD, **more, "c.md": article("Nanti", "2026-11-20 12:30")})
    found = preview(site)
    assert "Nanti" not in text(found, "/")
    assert found.until == int(seconds("2026-11-20 12:30")) * 1_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds("2026-11-20 12:30"))
    assert found.refresh([]).fresh
    assert "Nanti" in text(found, "/")


def test_settings_take_effect_and_wrong_ones_leave_the_last(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.configure(CONFIG.replace("Kabar Uji", "Kabar Lain").replace(".example/", ".example/koran/"))
    found.refresh([found.project / "newsgen.yaml"])
    assert "Kabar Lain" in text(found, "/koran/2026/11/berita-a/")
    site.configure("titel: Salah\n")
    (problem,) = found.refresh([found.project / "newsgen.yaml"]).problems
    assert str(problem) == "newsgen.yaml:1:1: unknown key `titel` (did you mean `title`?)"
    assert "Kabar Lain" in text(found, "/koran/")
    assert found.refresh([found.project / "content/a.md"]).problems == (problem,)
    assert [diagnostic.path for diagnostic in found.notes("/koran/").overlay] == ["newsgen.yaml"]
    site.configure(CONFIG)
    assert found.refresh([found.project / "newsgen.yaml"]).problems == ()
    assert "Kabar Uji" in text(found, "/")


def test_without_settings_there_is_no_preview(make_site: MakeSite) -> None:
    site = make_site(GOOD, config="titel: Salah\n")
    with pytest.raises(ConfigError):
        PreviewSite(site.path).refresh()


# errors


def test_a_broken_article_is_told_at_its_address_and_nowhere_else(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.write("a.md", BAD)
    (problem,) = found.refresh([found.project / "content/a.md"]).problems
    assert (problem.path, problem.line) == ("a.md", 3)
    answer = found.answer("/2026/11/berita-a/")
    assert answer.status == 500
    assert b"content/a.md:3:7" in answer.body
    assert TAG.search(answer.body)
    assert found.answer("/2026/11/berita-b/").status == 200
    here, home = found.notes("/2026/11/berita-a/"), found.notes("/")
    assert here.source == "content/a.md"
    (diagnostic,) = here.overlay
    assert (diagnostic.path, diagnostic.line, diagnostic.column) == ("content/a.md", 3, 7)
    assert "32 Agustus" in diagnostic.message
    assert diagnostic.hint
    assert diagnostic.lines == tuple(enumerate(BAD.split("\n"), 1))
    assert here.others == ()
    assert (home.overlay, home.others) == ((), here.overlay)
    assert found.news("/2026/11/berita-a/").broken
    site.write("a.md", GOOD["a.md"])
    assert found.refresh([found.project / "content/a.md"]).problems == ()
    assert found.answer("/2026/11/berita-a/").status == 200
    assert found.notes("/") == found.notes("/").__class__()


def test_an_article_that_never_had_an_address_is_told_everywhere(make_site: MakeSite) -> None:
    found = preview(make_site({**GOOD, "c.md": BAD}))
    for path in ("/", "/2026/11/berita-b/", "/tidak/ada/"):
        assert [diagnostic.path for diagnostic in found.notes(path).overlay] == ["content/c.md"]


@pytest.mark.parametrize("meanwhile", ["delete", "build", "settings", "picture"])
def test_an_article_that_broke_is_told_where_it_was_whatever_came_between(
    make_site: MakeSite, meanwhile: str
) -> None:
    site = make_site(GOOD)
    found = preview(site)
    changed = [found.project / "content/a.md"]
    if meanwhile == "delete":  # as some editors save
        site.delete("a.md")
        found.refresh(changed)
    site.write("a.md", BAD)
    if meanwhile == "build":
        with pytest.raises(ContentError):
            site.build()
    elif meanwhile == "settings":
        site.configure(CONFIG + "nextpage: split\n")
        changed.append(found.project / "newsgen.yaml")
    elif meanwhile == "picture":
        site.delete("foto.jpg")
        changed.append(found.project / "content/foto.jpg")
    (problem,) = found.refresh(changed).problems
    home, here = found.notes("/"), found.notes("/2026/11/berita-a/")
    assert (home.overlay, [one.path for one in home.others]) == ((), ["content/a.md"])
    assert ([one.path for one in here.overlay], here.others) == (["content/a.md"], ())
    assert found.answer("/2026/11/berita-a/").problems == (problem,)


def test_a_picture_that_is_missing_is_told_on_its_page(make_site: MakeSite) -> None:
    found = preview(make_site(GOOD | {"a.md": article("Berita A", "2026-11-01", image="hilang.jpg")}))
    home, here = found.notes("/"), found.notes("/2026/11/berita-a/")
    assert (home.overlay, [one.path for one in home.others]) == ((), ["content/a.md"])
    assert (here.overlay, here.others) == (home.others, ())


@pytest.mark.parametrize("between", [BAD.encode(), b"", None, article("Lain", "2026-11-01").encode()])
def test_what_was_made_of_a_file_of_a_moment_is_forgotten(make_site: MakeSite, between: bytes | None) -> None:
    """A page may be asked for while its file is being saved, of which its bytes tell nothing afterwards."""
    site = make_site(GOOD)
    found = preview(site)
    before = found.answer("/2026/11/berita-a/")
    found.refresh([found.project / "content/a.md"])
    if between is None:
        site.delete("a.md")
    else:
        site.write("a.md", between)
    answer, notes = found.answer("/2026/11/berita-a/"), found.notes("/2026/11/berita-a/")
    assert [problem.path for problem in answer.problems] == [] if answer.status == 200 else ["a.md"]
    assert [one.path for one in notes.overlay] == [f"content/{problem.path}" for problem in answer.problems]
    assert found.answer("/").status == 200
    site.write("a.md", GOOD["a.md"])
    assert not found.refresh([found.project / "content/a.md"]).fresh
    assert found.answer("/2026/11/berita-a/") == before


def test_a_picture_that_changes_is_not_taken_for_the_old_one(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    (url, *_) = re.findall(r"/foto\.jpg\.[0-9a-f]{10}\.\d+\.jpg", text(found, "/2026/11/berita-a/"))
    site.write("foto.jpg", photo("#a22"))
    (problem,) = found.answer(url).problems
    assert (problem.path, problem.message) == ("foto.jpg", "can't be read any more: it was changed meanwhile")
    site.write("foto.jpg", GOOD["foto.jpg"])
    found.refresh([found.project / "content/foto.jpg"])
    site.build()
    assert_served_equals_built(site, found)
    assert site.tree() == site.clean()


# what nobody expected


def test_a_page_that_fails_unexpectedly_names_its_file(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = preview(make_site(GOOD))

    def failing(*_: object) -> str:
        raise KeyError("ejaan")

    monkeypatch.setattr("newsgen.pages.snapshot.body", failing)
    (problem,) = found.answer("/2026/11/berita-a/").problems
    assert re.fullmatch(
        r"a\.md: the page can't be made: KeyError: 'ejaan' \(\w+\.py:\d+\) \(this is a bug in newsgen; .*\)",
        str(problem),
    )
    assert [one.path for one in found.notes("/2026/11/berita-a/").overlay] == ["content/a.md"]
    assert found.news("/2026/11/berita-a/").broken
    assert found.answer("/").status == 200


@pytest.mark.parametrize("paths", [["content/a.md"], ["content/a.md", "content/b.md"], None])
def test_a_refresh_that_fails_unexpectedly_is_told_and_done_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, paths: list[str] | None
) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.write("a.md", article("Berita Anyar", "2026-11-01"))

    def failing(*_: object, **__: object) -> None:
        raise RecursionError("terlalu dalam")

    changed = None if paths is None else [found.project / path for path in paths]
    with monkeypatch.context() as patched:
        patched.setattr("newsgen.publishing.project.rescan", failing)
        patched.setattr("newsgen.publishing.project.scan", failing)
        change = found.refresh(changed)
        assert found.refresh(changed) == change
    (problem,) = change.problems
    assert problem.path == ("a.md" if paths == ["content/a.md"] else "newsgen")
    assert problem.message.startswith("`refresh` failed: RecursionError: terlalu dalam (")
    assert not change.fresh
    assert found.has_failed
    assert [one.message for one in found.notes("/").overlay] == [problem.message]
    assert "Berita Anyar" not in text(found, "/")
    assert found.refresh([found.project / "content/b.md"]).problems == ()
    assert "Berita Anyar" in text(found, "/")


def test_related_stories_that_fail_unexpectedly_hold_nothing_up(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(GOOD)
    found = preview(site)

    def failing(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    edited = [found.project / "content/a.md"]
    with monkeypatch.context() as patched:
        patched.setattr("newsgen.publishing.project.update", failing)
        for body in ("Satu.", "Dua."):
            site.write("a.md", article("Berita A", "2026-11-01", body=body))
            assert found.refresh(edited).problems == found.problems()
            (problem,) = found.settle().problems
            assert problem.message.startswith("`settle` failed: ZeroDivisionError")
            assert not found.unsettled
            assert body in text(found, "/2026/11/berita-a/")
    site.write("a.md", GOOD["a.md"])
    found.refresh(edited)
    assert found.settle().problems == ()
    site.build()
    assert_served_equals_built(site, found)


SLOW = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"


def test_a_page_that_takes_too_long_is_given_up(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    assert found.answer("/").status == 200
    found.process.limit = 0.5
    site.put("templates/article.html", SLOW).put("templates/list.html", SLOW)
    found.refresh([found.project / "templates"])
    (problem,) = found.answer("/2026/11/berita-a/").problems
    assert str(problem).startswith("a.md: the page can't be made: it takes longer than 0.5 seconds (simplify")
    (problem,) = found.answer("/tag/kota/").problems
    assert str(problem).startswith("newsgen: the list of the tag kota can't be made: it takes longer")
    assert found.answer("/").status == 200
    found.process.limit = 0  # an edit elsewhere lets nobody wait for it again
    site.write("b.md", article("Berita B", "2026-11-02", body="Lain."))
    found.refresh([found.project / "content/b.md"])
    assert "longer than 0 seconds" in found.answer("/2026/11/berita-a/").problems[0].message
    found.process.limit = 10
    site.drop("templates")
    found.refresh([found.project / "templates"])
    assert {found.answer(path).status for path in ("/2026/11/berita-a/", "/tag/kota/")} == {200}
    assert found._slow == {}


class Endless:
    """Takes for ever when another process gets it, in C: no thread there gets to run."""

    def __reduce__(self) -> tuple[object, tuple[str, str, str]]:
        return re.sub, ("(a+)+b", "", "a" * 64)


def test_what_no_thread_could_stop_is_given_up(make_site: MakeSite) -> None:
    found = preview(make_site(GOOD))
    assert found.answer("/").status == 200
    page = found.site.registry.page_at("/2026/11/berita-a/")
    assert page is not None
    found.process.limit = 0.1
    with pytest.raises(TimeoutError):
        found.process.render(found.site, msgspec.structs.replace(page, title=Endless()))
    found.process.limit = 10
    assert found.answer("/2026/11/berita-a/").status == 200


def test_the_process_that_renders_may_end(make_site: MakeSite) -> None:
    found = preview(make_site(GOOD))
    assert found.answer("/").status == 200
    worker = found.process._worker
    assert worker is not None
    worker.process.kill()
    worker.process.join()
    (problem,) = found.answer("/2026/11/berita-a/").problems
    assert str(problem).startswith("a.md: the page can't be made: its process has ended")
    assert found.answer("/2026/11/berita-b/").status == 200
    found.process.end()
    assert found.answer("/tag/kota/").status == 500
    found.close()


def test_two_articles_at_one_address(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.write("c.md", article("Berita A", "2026-11-03"))
    (problem,) = found.refresh([found.project / "content/c.md"]).problems
    assert "is that of content/a.md" in problem.message
    assert found.refresh([found.project / "content/b.md"]).problems == (problem,)
    site.delete("c.md")
    assert found.refresh([found.project / "content/c.md"]).problems == ()


def test_a_broken_template_is_told_where_it_is_used(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.put("templates/list.html", "satu\n{{ page.tidak_ada }}\n")
    found.refresh([found.project / "templates/list.html"])
    answer = found.answer("/tag/kota/")
    assert answer.status == 500
    assert [p.line for p in answer.problems] == [2]
    (diagnostic,) = found.notes("/tag/kota/").overlay
    assert diagnostic.path == "templates/list.html"
    assert (2, "{{ page.tidak_ada }}") in diagnostic.lines
    assert found.answer("/").status == 200
    assert found.notes("/").overlay == ()
    site.drop("templates/list.html")
    found.refresh([found.project / "templates/list.html"])
    assert found.answer("/tag/kota/").status == 200


def test_broken_words_break_every_page_until_mended(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site)
    site.put("templates/words/id.yaml", "hom: Depan\n")
    found.refresh([found.project / "templates/words/id.yaml"])
    assert {found.answer(path).status for path in ("/", "/tag/kota/", "/tidak/ada/")} == {500}
    site.drop("templates/words")
    found.refresh([found.project / "templates/words"])
    assert found.answer("/").status == 200


# beside other newsgens


def test_a_build_can_run_beside_it_and_holds_a_refresh_up(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    found = preview(site, drafts=True)
    site.write("c.md", article("Konsep", "2026-11-03", status="draft"))
    assert site.build().articles == 2
    assert "Konsep" not in text(found, "/")
    with Database(site.path / ".newsgen" / "state.db"), pytest.raises(OutputError) as error:
        found.refresh([found.project / "content/c.md"])
    assert "another newsgen is at work here" in str(error.value)
    assert found.answer("/2026/11/berita-a/").status == 200
    found.refresh([found.project / "content/c.md"])
    assert "Konsep" in text(found, "/")
    assert site.build().articles == 2
    assert "Konsep" in text(found, "/")


def test_content_is_never_written(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file, _ in _files(site.path / "content")}
    preview(site).answer("/")
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file, _ in _files(site.path / "content")}
    assert after == before
    assert not site.site.exists()


def _files(top: Path) -> list[tuple[Path, None]]:
    return [(file, None) for file in sorted(top.rglob("*")) if file.is_file()]


# what the editor should know


def test_badges(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("A", "2026-11-01", status="draft"),
            "b.md": article("B", "2026-12-01"),
            "c.md": article("C", "2026-11-03", status="unverified"),
            "d.md": article("D", "2026-11-04", status="sponsored"),
            "e.md": article("E", "2026-11-05"),
            "f.md": article("F", "2026-12-06", status="draft"),
            "pages/g.md": "---\ntitle: G\nstatus: draft\n---\nG.\n",
        }
    )
    found = preview(site, drafts=True, future=True)
    own = {
        path: found.notes(path).badges for path in ("/2026/11/a/", "/2026/12/b/", "/2026/11/e/", "/g/", "/")
    }
    assert own == {
        "/2026/11/a/": ("draft",),
        "/2026/12/b/": ("scheduled",),
        "/2026/11/e/": (),
        "/g/": ("draft",),
        "/": (),
    }
    assert found.notes("/").stories == {
        "/2026/11/a/": ("draft",),
        "/2026/12/b/": ("scheduled",),
        "/2026/11/c/": ("unverified",),
        "/2026/11/d/": ("sponsored",),
        "/2026/12/f/": ("draft", "scheduled"),
    }


def test_why_a_story_is_related(make_site: MakeSite) -> None:
    body = "Banjir bandang merendam rumah warga Muaro Jambi."
    site = make_site(
        {
            "a.md": article("Banjir di Jambi", "2026-11-01", body=body),
            "b.md": article("Banjir lagi", "2026-11-02", body=body + " Sungai meluap."),
            "pages/g.md": "---\ntitle: G\n---\nG.\n",
        }
    )
    found = preview(site)
    here, there = "/2026/11/banjir-di-jambi/", "/2026/11/banjir-lagi/"
    assert found.notes(here).related == (there,)
    assert found.notes("/").related == ()
    first, *rest = found.why(here, there)
    assert first.startswith("b.md: score ")
    assert any("Muaro (in 2 articles)" in line for line in rest)
    for path, other in ((here, "/tiada/"), ("/tiada/", here), ("/g/", here), ("/", here)):
        assert found.why(path, other) == ("There is no such story.",)
    site.write("c.md", article("Banjir surut", "2026-11-03", body=body))
    found.refresh([site.path / "content/c.md"])
    assert "being worked out" in found.why(here, there)[0]
    found.settle()
    assert "banjir-surut" in "".join(found.notes(here).related)


def test_the_bar_has_the_source_and_the_warnings_of_its_page(make_site: MakeSite) -> None:
    site = make_site(
        {
            **GOOD,
            "c.md": article("C", "2026-11-03", kategry="Kota", related=["tiada"]),
            "d.txt": "Judul\n",
        }
    )
    found = preview(site)
    notes = found.notes("/2026/11/c/")
    assert notes.source == "content/c.md"
    assert [(w.line, w.message) for w in notes.warnings] == [
        (4, "unknown key `kategry`"),
        (5, "related: there is no article `tiada`"),
    ]
    assert {w.path for w in notes.warnings} == {"content/c.md"}
    assert found.notes("/2026/11/berita-b/").warnings == ()
    assert found.notes("/redaksi/").source == "content/pages/redaksi.md"
    assert found.notes("/").source == ""


# addresses


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 200, ""),
        ("/index.html", 200, ""),
        ("/2026/11/berita-a/", 200, ""),
        ("/2026/11/berita-a/index.html", 200, ""),
        ("/2026/11/berita-a", 302, "/2026/11/berita-a/"),
        ("/2026/11/berita%2Da", 302, "/2026/11/berita-a/"),
        ("/tag/kota", 302, "/tag/kota/"),
        ("/tag/%6bota/", 200, ""),
        ("/foto%20besar.jpg", 200, ""),
        ("/foto.jpg/", 404, ""),
        ("/lama/x.html", 302, "/2026/11/c/"),
        ("/_/p=12/", 404, ""),
        ("/_/p=12", 404, ""),
        ("/_/p/0.json", 200, ""),
        ("/2026/11/", 200, ""),
        ("/2026/11", 302, "/2026/11/"),
        ("/404.html", 200, ""),
        ("/a.md", 404, ""),
        ("/content/a.md", 404, ""),
        ("/hal/1/", 404, ""),
        ("/hal/99999999999999999999/", 404, ""),
        ("/tag/kota/hal/0/", 404, ""),
        ("/TAG/kota/", 404, ""),
        ("/assets/", 404, ""),
        ("/assets", 404, ""),
        ("/foto/", 404, ""),
        ("/templates/base.html", 404, ""),
    ],
)
def test_what_a_host_of_files_would_answer(
    make_site: MakeSite, path: str, status: int, location: str
) -> None:
    found = preview(
        make_site(
            {
                **GOOD,
                "c.md": article("C", "2026-11-03", aliases=["/lama/x.html", "/?p=12"]),
                "foto besar.jpg": b"x",
                "foto/a.jpg": b"x",
            }
        )
    )
    answer = found.answer(path)
    assert (answer.status, answer.location) == (status, location)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 302, "/koran/"),
        ("/koran", 302, "/koran/"),
        ("/koran/", 200, ""),
        ("/koran/tag/kota", 302, "/koran/tag/kota/"),
        ("/tag/kota/", 404, ""),
        ("/koran/koran/", 404, ""),
        ("/koran/lama/", 302, "/koran/2026/11/c/"),
    ],
)
def test_the_path_of_the_base_url_is_honoured(
    make_site: MakeSite, path: str, status: int, location: str
) -> None:
    files = {**GOOD, "c.md": article("C", "2026-11-03", aliases=["/lama/"])}
    found = preview(make_site(files, config=CONFIG.replace(".example/", ".example/koran/")))
    answer = found.answer(path)
    assert (answer.status, answer.location) == (status, location)


def test_links_out_of_the_folders_are_not_followed(make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("rahasia")
    site = make_site({**GOOD, "data.csv": b"x"})
    (site.path / "content" / "keluar.csv").symlink_to(tmp_path / "rahasia.txt")
    (site.path / "content" / "luar").symlink_to(tmp_path)
    (site.path / "templates" / "assets").mkdir(parents=True)
    (site.path / "templates" / "assets" / "x.txt").symlink_to(tmp_path / "rahasia.txt")
    found = preview(site)
    assert "x.txt" not in found.site.snapshot.assets.values()
    for path in ("/keluar.csv", "/luar/rahasia.txt", "/luar/"):
        assert found.answer(path).status == 404, path
    (site.path / "content" / "data.csv").unlink()
    (site.path / "content" / "data.csv").symlink_to(tmp_path / "rahasia.txt")  # behind its back
    assert found.answer("/data.csv").status == 404


def test_a_flood_of_addresses_is_not_kept(make_site: MakeSite) -> None:
    found = preview(make_site(GOOD))
    for number in range(2000):
        assert found.answer(f"/{number}").status == 404
    assert len(found._answers) < 600


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("a.b.css", "text/css; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("x.JPG", "image/jpeg"),
        ("x.webp", "image/webp"),
        ("x.svg", "image/svg+xml"),
        ("x.woff2", "font/woff2"),
        ("x.m4a", "audio/mp4"),
        ("x.OGG", "audio/ogg"),
        ("x.pdf", "application/pdf"),
        ("x", "application/octet-stream"),
        ("x.tidakada", "application/octet-stream"),
    ],
)
def test_content_types(name: str, expected: str) -> None:
    assert content_type(name) == expected


def test_a_page_that_many_look_at_is_made_once(make_site: MakeSite) -> None:
    found = preview(make_site(archive(60)))
    assert found.answer("/") is found.answer("/")
    assert paragraphs(2).split("\n\n")[0] in text(found, "/2026/02/berita-ke-1/")
