"""`newsgen keep`: what it writes into `content/`, and what it lets go."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import BARE, CONFIG, MakeSite, Project, article

from newsgen.cli import main
from newsgen.content.editing import with_aliases, with_slug
from newsgen.errors import ContentError
from newsgen.publishing.addresses import ADDRESS

STORY = article("Banjir di Tebo", "2026-11-01 08:00", slug="banjir", tags=["Banjir"], body="Air naik.")
OLD = "/2026/11/banjir/"


def run(site: Project, *arguments: str, exit_code: int = 0) -> Result:
    """`newsgen keep` as of the day that all tests are on."""
    result = CliRunner().invoke(
        main, ["keep", "--project", str(site.path), *arguments], env={"SOURCE_DATE_EPOCH": "1795150800"}
    )
    assert result.exit_code == exit_code, result.output
    return result


def lost(site: Project, **options: Any) -> set[str]:
    return {one.subject for one in site.build(**options).warnings if one.kind == ADDRESS}


# front matter

EDITED = [
    ("---\ntitle: A\n---\nx\n", "---\ntitle: A\naliases: [/a/, /b/]\n---\nx\n"),
    ("---\r\ntitle: A\r\n---\r\nx\r\n", "---\r\ntitle: A\r\naliases: [/a/, /b/]\r\n---\r\nx\r\n"),
    ("---\naliases: /x/\ntitle: A\n---\n", "---\naliases: [/x/, /a/, /b/]\ntitle: A\n---\n"),
    ("---\naliases: '/x/' # dua\ntitle: A\n---\n", "---\naliases: ['/x/', /a/, /b/] # dua\ntitle: A\n---\n"),
    ("---\naliases:\ntitle: A\n---\n", "---\naliases: [/a/, /b/]\ntitle: A\n---\n"),
    ("---\ntitle: A\naliases: []\n---\n", "---\ntitle: A\naliases: [/a/, /b/]\n---\n"),
    ("---\naliases: [/x/, /y/]  # ya\n---\n", "---\naliases: [/x/, /y/, /a/, /b/]  # ya\n---\n"),
    ("---\naliases: [/x/,\n  /y/,\n]\n---\n", "---\naliases: [/x/,\n  /y/, /a/, /b/\n]\n---\n"),
    ("---\nAlias:\n- /x/\n- /y/ # a\nx: A\n---\n",
     "---\nAlias:\n- /x/\n- /y/ # a\n- /a/\n- /b/\nx: A\n---\n"),
    ("---\naliases:\n  - /x/\n---\n", "---\naliases:\n  - /x/\n  - /a/\n  - /b/\n---\n"),
    ("\ufeff---\ntitle: 'Ü'\n---\n---\nx\n", "\ufeff---\ntitle: 'Ü'\naliases: [/a/, /b/]\n---\n---\nx\n"),
    ("+++\ntitle = 'A'\n+++\nx\n", '+++\ntitle = \'A\'\naliases = ["/a/", "/b/"]\n+++\nx\n'),
    ("+++\r\nx = 1\r\n[y]\r\nz = 2\r\n+++\r\n",
     '+++\r\nx = 1\r\naliases = ["/a/", "/b/"]\r\n[y]\r\nz = 2\r\n+++\r\n'),
    ("+++\naliases = ['/x/',]\nt = 1\n+++\n", "+++\naliases = ['/x/', \"/a/\", \"/b/\"]\nt = 1\n+++\n"),
    ("+++\naliases = []\n+++\n", '+++\naliases = ["/a/", "/b/"]\n+++\n'),
    ("+++\naliases = [\n '/x/',\n]\n+++\n", None),
    ("+++\naliases = '/x/'\n+++\n", None),
    ("+++\ntitle = 'A'\n", None),
    ("Title: A\n\nx\n", None),
    ("---\n{title: A}\n---\n", None),
    ("tanpa\n---\n", None),
    ("---\naliases: {a: b}\n---\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), EDITED)
def test_aliases_are_added_and_nothing_else_changes(before: str, after: str | None) -> None:
    found = with_aliases("a.md", before.encode(), ["/a/", "/b/"])
    assert (found.decode() if found else None) == after


def test_an_address_with_signs_is_quoted_and_a_slug_is_added_once() -> None:
    found = with_aliases("a.md", b"---\ntitle: A\n---\n", ["/a,b/"])
    assert found == b'---\ntitle: A\naliases: ["/a,b/"]\n---\n'
    assert with_slug("a.md", b"---\ntitle: A\n---\n", "a-b") == b"---\ntitle: A\nslug: a-b\n---\n"
    assert with_slug("a.md", b"---\ntitle: A\nslug: x\n---\n", "a-b") is None


# stories


def test_a_moved_story_gets_its_old_address_as_an_alias(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY}, templates=BARE)
    site.build()
    moved = STORY.replace('"banjir"', '"air"')
    site.delete("a.md").write("lain/b.md", moved).build()
    assert run(site, "--dry-run").output == (
        f"{OLD}: content/lain/b.md: added to its `aliases`\n1 address: 1 file to write\n"
    )
    assert (site.path / "content/lain/b.md").read_text("utf-8") == moved
    run(site)
    assert (site.path / "content/lain/b.md").read_text("utf-8") == moved.replace(
        "\n---\nAir", "\naliases: [/2026/11/banjir/]\n---\nAir"
    )
    assert lost(site) == set()
    assert "/2026/11/air/" in site.read(OLD)
    assert site.tree() == site.clean()
    assert run(site).output == "0 addresses: 0 files written\n"


def test_a_slug_keeps_a_story_whose_new_address_was_never_published(make_site: MakeSite) -> None:
    text = STORY.replace('slug: "banjir"\n', "")
    site = make_site({"banjir.md": text}, templates=BARE)
    site.build()
    site.delete("banjir.md").write("air.md", text)
    with pytest.raises(ContentError, match=OLD):
        site.build(strict=True)
    assert run(site).output.startswith(f"{OLD}: content/air.md: `slug: banjir` was added\n")
    assert "\nslug: banjir\n---\nAir naik." in (site.path / "content/air.md").read_text("utf-8")
    assert lost(site, strict=True) == set()
    assert OLD in site.urls()


def test_a_story_that_is_gone_is_withdrawn(make_site: MakeSite) -> None:
    site = make_site({"2026/a.md": STORY.replace("slug:", "aliases: [/lama/x.html]\nslug:")}, templates=BARE)
    site.build()
    site.delete("2026/a.md").build()
    run(site, OLD, "/lama/x.html")
    file = site.path / "content/2026/a.md"
    assert file.read_text("utf-8") == (
        "---\ntitle: Banjir di Tebo\ndate: 2026-11-01 08:00\naliases:\n- /lama/x.html\n"
        "permalink: /2026/11/banjir/\nstatus: withdrawn\nreason:\n---\n"
    )
    with pytest.raises(ContentError, match="a withdrawn article needs its reason"):
        site.build()
    file.write_text(file.read_text("utf-8").replace("reason:", "reason: Keliru."), "utf-8")
    assert lost(site) == {"/tag/banjir/"}
    assert "Keliru." in site.read(OLD)
    assert OLD in site.read("/lama/x.html")
    assert site.tree() == site.clean()


def test_of_a_removed_story_that_is_gone_nothing_is_written(make_site: MakeSite) -> None:
    text = STORY.replace("slug:", "status: removed\nreason: Diminta.\nslug:").replace('["Banjir"]', "[]")
    site = make_site({"a.md": text}, templates=BARE)
    site.build()
    site.delete("a.md").build()
    assert lost(site) == {OLD}
    assert "1 address: 0 files written, 1 left to you" in run(site).output
    assert not list((site.path / "content").rglob("*.md"))


def test_a_story_that_is_hidden_is_left_to_the_person(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY.replace("tags", "x")}, templates=BARE)
    site.build()
    site.write("a.md", STORY.replace("tags", "x").replace("slug:", "status: draft\nslug:")).build()
    before = (site.path / "content/a.md").read_bytes()
    assert "show it, or withdraw it" in run(site).output
    assert (site.path / "content/a.md").read_bytes() == before
    assert lost(site) == {OLD}


def test_what_can_t_be_written_is_said(make_site: MakeSite) -> None:
    as_json = '{\n"title": "Banjir di Tebo", "date": "2026-11-01", "slug": "air"\n}\nAir naik.\n'
    page = "---\ntitle: Redaksi\n---\n"
    site = make_site({"a.md": STORY.replace('["Banjir"]', "[]"), "pages/redaksi.md": page}, templates=BARE)
    site.build()
    site.write("a.md", as_json).delete("pages/redaksi.md").build()
    assert run(site).output.splitlines() == [
        f"{OLD}: content/a.md: write `aliases: [{OLD}]` on top of this file",
        "/redaksi/: content/pages/redaksi.md: "
        "put the file back, or give its address to another page as one of its `aliases`",
        "2 addresses: 0 files written, 2 left to you",
    ]
    assert (site.path / "content/a.md").read_text("utf-8") == as_json


# lists


def test_a_renamed_list_gets_a_file(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-0{n}", tags=["Banjir", "Jambi"]) for n in (1, 2, 3)}
    site = make_site(files, CONFIG + "feeds: [tag]\n", BARE)
    site.build()
    for path, text in files.items():
        site.write(path, text.replace('"Banjir"', '"Bencana: Air"'))
    found = {one.subject: one for one in site.build().warnings if one.kind == ADDRESS}
    assert set(found) == {"/tag/banjir/", "/tag/banjir/feed.xml", "/tag/banjir/feed.json"}
    for one in found.values():
        assert "are in `Bencana: Air` now" in one.message
        assert "write `merge_into: bencana-air` into content/tags/banjir.md" in one.hint
    run(site)
    file = site.path / "content/tags/banjir.md"
    assert file.read_text("utf-8") == "---\nmerge_into: bencana-air\n---\n"
    assert site.build(strict=True).warnings == ()
    assert "/tag/bencana-air/" in site.read("/tag/banjir/")
    assert "Berita 3" in site.read("/tag/banjir/feed.xml")
    assert site.tree() == site.clean()


# letting go


def _publish(site: Project) -> None:
    site.build()


@pytest.mark.parametrize("before", [_publish, lambda site: None])
def test_an_address_is_let_go(make_site: MakeSite, before: Callable[[Project], None]) -> None:
    """Before or after a build has taken it away."""
    site = make_site({"a.md": STORY, "b.md": STORY.replace("banjir", "surut")}, templates=BARE)
    site.build()
    site.delete("a.md")
    before(site)
    run(site, "--drop", OLD, "--dry-run")
    with_strict = pytest.raises(ContentError, match=OLD)
    with with_strict:
        site.build(strict=True)
    assert run(site, "--drop", OLD).output.startswith(f"{OLD}: it is let go\n1 address: 0 files written\n")
    assert lost(site, strict=True) == set()
    assert lost(site) == set()
    site.write("a.md", STORY).build()
    site.delete("a.md")
    assert lost(site) == {OLD}


def test_many_are_let_go_at_once(make_site: MakeSite) -> None:
    site = make_site({f"{n}.md": article(f"Berita {n}", "2026-11-01", slug=f"n-{n}") for n in range(30)})
    site.build()
    for n in range(1, 30):
        site.delete(f"{n}.md")
    (warning,) = (one for one in site.build().warnings if one.kind == ADDRESS)
    assert warning.count == 29
    assert "newsgen keep" in warning.hint
    assert len(run(site).output.splitlines()) == 31
    for file in (site.path / "content").glob("*.md"):
        if "reason:" in file.read_text("utf-8"):
            file.unlink()
    run(site, "--drop", "/2026/11/n-*")
    assert lost(site) == set()


def test_what_is_not_lost_can_t_be_kept(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY}, templates=BARE)
    site.build()
    assert "no address that was lost" in run(site, "/x/", exit_code=2).output
    assert "--drop needs the addresses" in run(site, "--drop", exit_code=2).output


def test_json(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": STORY},
        config=f"{CONFIG}base_url: https://x.example/koran/\n".replace(
            "base_url: https://kabar.example/\n", ""
        ),
        templates=BARE,
    )
    site.build()
    site.write("a.md", STORY.replace('"banjir"', '"air"')).build()
    (step,) = json.loads(run(site, "--json", "https://x.example/koran/2026/11/banjir/").stdout)["steps"]
    assert (step["url"], step["file"], step["written"]) == ("/koran/2026/11/banjir/", "a.md", True)
    assert lost(site) == set()
