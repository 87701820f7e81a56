"""Law 7: no address that was published stops to answer without a warning that names it."""

from collections.abc import Callable

import pytest
from conftest import BARE, MakeSite, Project, article

from newsgen.errors import ContentError, Problem
from newsgen.publishing.addresses import ADDRESS

STORY = article("Banjir di Tebo", "2026-11-01 08:00", slug="banjir", tags=["Banjir"], body="Air naik.")
OTHER = article("Harga Cabai Naik", "2026-11-02", slug="cabai", tags=["Pasar"], categories=["Ekonomi"])
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
