"""Why pages are written: what `--explain`, `--full` and `verify` say, and the columns behind it."""

import os
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import BARE, CONFIG, MakeSite, Project, article

from newsgen.cli import main
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.order import Order
from newsgen.publishing.output import STAMP

FILES: dict[str, str | bytes] = {
    "a.md": article("Berita A", "2026-11-01", tags=["Kota"], categories=["Daerah"], body="Isi.\n\nLagi."),
    "b.md": article("Berita B", "2026-11-02", tags=["Kota"], body="Awal.\n\nBaca Juga: Berita A\n\nAkhir."),
    "c.md": article("Berita C", "2026-11-03", tags=["Desa"]),
    "d.md": article("Berita D", "2026-11-03 10:00", series="Mudik"),
    "foto/a.jpg": b"satu",
}


def first_line(site: Project, url: str) -> str:
    arguments = ["build", "--project", str(site.path), "--explain", url]
    result = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1795000000"})
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[0]


def explained(site: Project, url: str) -> str:
    said = first_line(site, url)
    assert said.startswith(f"{url}: ")
    return said.removeprefix(f"{url}: ")


def _new_title(site: Project) -> None:
    site.write("a.md", str(FILES["a.md"]).replace("Berita A", "Berita AA"))


def _new_text(site: Project) -> None:
    site.write("a.md", str(FILES["a.md"]).replace("Lagi", "Baru"))


def _new_article(site: Project) -> None:
    site.write("e.md", article("Berita E", "2026-11-04", tags=["Kota"]))


def _new_template(site: Project) -> None:
    site.put("templates/article.html", "{{ page }} baru")


def _new_title_of_site(site: Project) -> None:
    site.configure(CONFIG.replace("Kabar Uji", "Kabar Lain"))


def _tag_spelled_anew(site: Project) -> None:
    site.write("a.md", str(FILES["a.md"]).replace("Kota", "KOTA"))


def _harmed(site: Project) -> None:
    (site.site / "2026/11/berita-a/index.html").write_text("rusak")


def _nothing(site: Project) -> None:
    assert site.path.exists()


LATEST = "the latest news beside it changed"
OWN = "its own file changed, or its address, its picture or a link in it"
LOOK = "a template, a word, a setting, the menu or newsgen itself changed"


@pytest.mark.parametrize(
    ("edit", "url", "reasons"),
    [
        (_nothing, "/2026/11/berita-a/", "it is as it was"),
        (_nothing, "/tiada/", "there is no such page"),
        (_new_text, "/2026/11/berita-a/", OWN),
        (_new_text, "/2026/11/berita-c/", "it is as it was"),
        (_new_title, "/tag/kota/", f"the articles that it lists changed; {LATEST}"),
        (_new_title, "/2026/11/", f"the articles that it lists changed; {LATEST}"),
        (_new_article, "/2026/11/berita-e/", "it was not there"),
        (_new_article, "/tag/desa/", "it is as it was"),
        (_new_article, "/404.html", "the latest news beside it changed"),
        (_new_template, "/2026/11/berita-a/", LOOK),
        (_new_template, "/tag/kota/", "it is as it was"),
        (_new_title_of_site, "/tag/kota/", LOOK),
        (_harmed, "/2026/11/berita-a/", "its file in the output was changed or deleted"),
    ],
)
def test_explain_says_what_changed(
    make_site: MakeSite, edit: Callable[[Project], None], url: str, reasons: str
) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    edit(site)
    assert explained(site, url) == reasons


def test_explain_names_all_reasons(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    _tag_spelled_anew(site)
    said = explained(site, "/2026/11/berita-b/")
    assert said == "the name of a tag, section, author or series on it changed"
    _new_title(site)
    assert "read-alsos" not in explained(site, "/2026/11/berita-a/")


def test_full_ignores_what_is_remembered(make_site: MakeSite) -> None:
    """Even a file that was changed behind the back of size and times is put right."""
    site = make_site(FILES, templates=BARE)
    pages = site.build().pages
    file = site.site / "2026/11/berita-a/index.html"
    status, data = file.stat(), file.read_bytes()
    file.write_bytes(data[::-1])
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert site.build().written == 0
    assert site.build(full=True).written == 1
    assert file.read_bytes() == data
    assert site.build().pages == pages


def verify(site: Project) -> tuple[int, str]:
    arguments = ["verify", "--project", str(site.path)]
    result = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": "1795000000"})
    return result.exit_code, result.output


def test_verify_compares_byte_for_byte(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    pages = site.build().pages
    before = site.snapshot()
    assert verify(site) == (0, f"{pages} pages: all as built from nothing\n")
    (site.site / "2026/11/berita-a/index.html").write_text("rusak")
    (site.site / "tag/kota/index.html").unlink()
    (site.site / "milik-orang.txt").write_text("x")
    (site.site / STAMP).unlink()
    code, said = verify(site)
    assert code == 1
    assert set(said.splitlines()) == {
        "missing: .newsgen",
        "missing: tag/kota/index.html",
        "differs: 2026/11/berita-a/index.html",
        "not newsgen's: milik-orang.txt",
        f"{pages} pages: not as built from nothing; `newsgen build --full` mends it",
    }
    assert [path.name for path in (site.path / ".newsgen").glob("verify-*")] == []
    assert site.snapshot() != before


def columns(site: Project) -> tuple[dict[str, object], dict[str, object]]:
    """The columns of the order as they were patched, and as they are read from the articles."""
    with Database(site.path / ".newsgen" / "state.db") as store:
        kept = order_state.load(store)
        store.values.put("order", b"")
        anew = order_state.load(store)
    return _sorted(kept), _sorted(anew)


def _sorted(found: Order) -> dict[str, object]:
    placed = {name: found.columns[name].tolist() for name in ("ids", "at", "day", "card", "own", "parts")}
    members = np.stack([found.columns["member_article"], found.columns["member_term"]]).T.tolist()
    edges = np.stack([found.columns[name] for name in ("edge_from", "edge_to", "edge_slot")]).T.tolist()
    return placed | {"members": sorted(members), "edges": sorted(edges)}


@pytest.mark.parametrize("seed", range(6))
def test_columns_are_patched_as_they_would_be_read(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Articles at one moment stand in the order of their paths, wherever they come in."""
    monkeypatch.setattr(order_state, "_BLOCK", seed % 3)  # of one, two or four articles
    random = Random(seed)
    site = make_site(FILES, templates=BARE)
    for _ in range(12):
        for _ in range(random.randrange(3)):
            path = f"{random.choice('abcdef')}{random.randrange(3)}.md"
            if random.random() < 0.3 and (site.path / "content" / path).exists():
                site.delete(path)
            else:
                date = f"2026-11-0{random.randrange(1, 4)}"
                tags = random.sample(["Kota", "Desa", "Pasar"], random.randrange(3))
                title = f"Berita {path} {random.randrange(2)}"
                site.write(path, article(title, date, tags=tags, slug=f"s-{path[:2]}"))
        site.build()
        patched, anew = columns(site)
        assert patched == anew


@pytest.mark.parametrize("root", ["/", "/koran/"])
@pytest.mark.parametrize(
    "asked",
    [
        "{root}2026/11/berita-a/", "/2026/11/berita-a/", "/2026/11/berita-a", "{root}2026/11/berita-a#bab",
        "/2026/11/berita-a/index.html", "https://kabar.example{root}2026/11/berita-a/",
        "https://kabar.example{root}2026/11/berita-a", "https://kabar.example/2026/11/berita-a/?utm_source=wa",
    ],
)  # fmt: skip
def test_explain_takes_an_address_as_people_have_it(make_site: MakeSite, root: str, asked: str) -> None:
    site = make_site(
        {"a.md": article("Berita A", "2026-11-01")},
        f"base_url: https://kabar.example{root}\nsocial_images: off\n",
    )
    assert first_line(site, asked.format(root=root)) == f"{root}2026/11/berita-a/: it was not there"


@pytest.mark.parametrize(
    "asked", ["https://lain.example/2026/11/berita-a/", "/2026/11/berita", "x", "http://[x"]
)
def test_explain_takes_no_address_of_another_page(make_site: MakeSite, asked: str) -> None:
    site = make_site({"a.md": article("Berita A", "2026-11-01")})
    assert first_line(site, asked) == f"{asked}: there is no such page"
