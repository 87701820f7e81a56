"""Saved pages that are one story: copies for phones and printers, and the pages it is continued on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from saved_page import paragraphs, read_all, saved, story
from saved_pages import OTHERS

from newsgen.cli import main
from newsgen.importing.saved_pages.source import SavedPages
from newsgen.importing.story import SourceOptions, Story

LONG = "Cerita Panjang tentang Jembatan Desa"
PARTS = ("folders", "query", "file", "pager alone", "title alone")


def test_copies_of_one_story_are_folded(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://desa.example/jembatan/">'
    text = paragraphs("Jembatan")
    found = saved(
        tmp_path,
        {
            "desa.example/jembatan/index.html": story("Jembatan Desa Selesai", *text),
            "desa.example/jembatan/amp/index.html": story("Jembatan Desa Selesai", *text[:3], head=canonical),
            "desa.example/jembatan/index.html?share=facebook": story(
                "Jembatan Desa Selesai", *text, head=canonical
            ),
            "m.desa.example/jembatan/index.html": story("Jembatan Desa Selesai", *text[:3], head=canonical),
            "desa.example/pasar/index.html": story("Pasar Desa Dibuka Lagi", *paragraphs("Pasar")),
        },
    )
    assert [one.header.title for one in found if isinstance(one, Story)] == [
        "Jembatan Desa Selesai",
        "Pasar Desa Dibuka Lagi",
    ]
    first = found[0]
    assert isinstance(first, Story)
    assert first.header.url == "https://desa.example/jembatan/"
    assert first.body.count("<p>") == 4
    assert {"/jembatan/index.html", "/jembatan/amp/"} <= set(first.header.addresses)
    assert [note.kind for note in first.notes] == ["folded"]


def test_pages_of_one_story_are_joined_in_order(tmp_path: Path) -> None:
    files = {
        f"desa.example/panjang.html{query}": story("Cerita Panjang Desa", *paragraphs(f"Halaman {number}"))
        for number, query in ((1, ""), (2, "?page=2"), (3, "?page=3"))
    }
    (found,) = saved(tmp_path, files)
    assert isinstance(found, Story)
    bodies = found.body.split("<!--nextpage-->")
    assert [f"Halaman {number} bagian 0" in body for number, body in enumerate(bodies, 1)] == [True] * 3


def test_a_later_page_alone_says_so(tmp_path: Path) -> None:
    (found,) = saved(
        tmp_path, {"desa.example/panjang.html?page=2": story("Cerita Panjang Desa", *paragraphs("Dua"))}
    )
    assert isinstance(found, Story)
    assert [note.kind for note in found.notes] == ["first-page-missing"]


def test_one_canonical_address_on_all_pages_folds_nothing(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://desa.example/satu/">'
    files = {
        f"desa.example/{name}/index.html": story(f"Kabar {name} dari desa", *paragraphs(name), head=head)
        for name in ("sumur", "kebun", "sekolah")
    }
    assert len(saved(tmp_path, files)) == 3


def pager(current: int, link: str) -> str:
    numbers = (f"<b>{at}</b>" if at == current else f'<a href="{link}{at}/">{at}</a>' for at in (1, 2, 3))
    return f'<div class="halaman">Halaman: {" ".join(numbers)}</div>'


def part(name: str, at: int) -> tuple[str, str, str]:
    """Where a page of a longer story is, what its title adds, and its pager."""
    if at == 1 and name in ("folders", "query", "file"):
        return ("desa.example/x/index.html" if name == "folders" else "desa.example/x.html"), "", ""
    return {
        "folders": (f"desa.example/x/{at}/index.html", "", pager(at, "/x/")),
        "query": (f"desa.example/x.html?halaman={at}", "", ""),
        "file": (f"desa.example/x-p{at}.html", "", ""),
        "pager alone": (f"p{at}.html", "", pager(at, "?hal=")),
        "title alone": (f"p{at}.html", f" Halaman {at} dari 3" if at > 1 else "", ""),
    }[name]


@pytest.mark.parametrize("name", PARTS)
def test_pages_of_one_story_by_address_pager_or_title(tmp_path: Path, name: str) -> None:
    files = {}
    for at in (1, 2, 3):
        file, more, numbers = part(name, at)
        body = "".join(f"<p>{text}</p>" for text in paragraphs(f"Halaman {at}"))
        html = (
            f"<html><head><title>{LONG}{more}</title></head><body><h1>{LONG}</h1><div>{body}</div>{numbers}"
        )
        files[file] = html.encode()
    (found,) = saved(tmp_path, files)
    assert isinstance(found, Story)
    bodies = found.body.split("<!--nextpage-->")
    assert [f"Halaman {number} bagian 0" in body for number, body in enumerate(bodies, 1)] == [True] * 3


def test_stories_with_one_short_headline_are_no_pages_of_one(tmp_path: Path) -> None:
    files = {f"{name}.html": story("Kabar Desa", *paragraphs(name)) for name in ("sumur", "kebun")}
    assert len(saved(tmp_path, files)) == 2


def test_a_copy_with_a_changed_headline_is_folded(tmp_path: Path) -> None:
    text = paragraphs("Jembatan")
    head = '<link rel="canonical" href="https://desa.example/jembatan/">'
    files = {
        "desa.example/jembatan/index.html": story("Jembatan Desa Selesai", *text),
        "m.desa.example/jembatan/index.html": story("Jembatan di Desa Itu Selesai", *text[:3], head=head),
    }
    assert len(saved(tmp_path, files)) == 1


def test_a_page_for_printing_is_folded_by_the_address_on_it(tmp_path: Path) -> None:
    text = "".join(f"<p>{one}</p>" for one in paragraphs("Jembatan"))
    address = "https://desa.example/jembatan.html"
    printed = f"<title>Cetak - {LONG}</title><p>Sumber: {address}</p><h2>{LONG}</h2>{text}"
    files = {
        "desa.example/jembatan.html": story(LONG, *paragraphs("Jembatan")),
        "cetak-77.html": printed.encode(),
    }
    assert len(saved(tmp_path, files)) == 1


def html(body: str, title: str = LONG, *, extra: str = "", head: str = "") -> bytes:
    shown = f"<h1>{title}</h1><div>4 Maret 2019</div><div>{body}</div>{extra}"
    return f"<html><head><title>{title}</title>{head}</head><body>{shown}</body></html>".encode()


def text_of(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


JEMBATAN = paragraphs("Jembatan")
WHOLE = html(text_of(*JEMBATAN))


@pytest.mark.parametrize(
    "copy",
    [
        html(text_of(*JEMBATAN), f"Cetak: {LONG}"),
        html(text_of(*JEMBATAN), f"{LONG} - Versi Mobile"),
        html(text_of(*JEMBATAN[:3])),
        html(text_of("Sukamaju - " + JEMBATAN[0], *JEMBATAN[1:], "Sumber tulisan ini: koran desa Ulu.")),
        html(text_of(JEMBATAN[0], '<a href="/x">Harga cabai di pasar naik lagi</a>', *JEMBATAN[1:])),
        html("<br><br>".join(JEMBATAN)),
    ],
)
def test_copies_without_an_address_are_folded_by_headline_and_text(tmp_path: Path, copy: bytes) -> None:
    (found,) = saved(tmp_path, {"a.html": WHOLE, "b.html": copy})
    assert isinstance(found, Story)
    assert all(found.body.count(f"Jembatan bagian {at}") == 1 for at in range(4))
    assert found.header.title == LONG


def test_stories_with_one_headline_are_no_copies(tmp_path: Path) -> None:
    files = {f"{name}.html": html(text_of(*paragraphs(name))) for name in ("sumur", "kebun")}
    assert len(saved(tmp_path, files)) == 2


def test_what_is_printed_every_day_is_no_copy(tmp_path: Path) -> None:
    files = {f"{day}.html": WHOLE.replace(b"4 Maret", f"{day} Maret".encode()) for day in (4, 5, 6)}
    assert len(saved(tmp_path, files)) == 3


def links(at: int, link: str = "?hal={}") -> str:
    """Links to the previous and the next of three pages."""
    before = f'<a href="{link.format(at - 1)}">Sebelumnya</a>' if at > 1 else ""
    return before + (f'<a href="{link.format(at + 1)}">Selanjutnya</a>' if at < 3 else "")


def numbers(at: int, link: str = "?hal={}") -> str:
    """The numbers of three pages, each but one with a link to it."""
    return " | ".join(str(to) if to == at else f'<a href="{link.format(to)}">{to}</a>' for to in (1, 2, 3))


def marked(at: int) -> str:
    return "".join(f'<a class="{"active" if to == at else ""}" href="/x/{to}">{to}</a> ' for to in (1, 2, 3))


SHOWN = {
    "of three": lambda at: f"<div>Halaman {at} dari 3</div>",
    "next and previous": lambda at: f"<div>{links(at)}</div>",
    "numbers": lambda at: f"<p>Halaman: {numbers(at)}</p>",
    "a class of the link": lambda at: f"<div>Halaman {marked(at)} <a href='/x?all'>Tampilkan semua</a></div>",
}
ONE_ADDRESS = '<link rel="canonical" href="https://desa.example/x">'


@pytest.mark.parametrize("name", SHOWN)
def test_the_number_that_a_page_shows(tmp_path: Path, name: str) -> None:
    files = {
        f"{'cab'[at]}.html": html(text_of(*paragraphs(f"Halaman {at + 1}")), extra=SHOWN[name](at + 1))
        for at in range(3)
    }
    (found,) = saved(tmp_path, files)
    assert isinstance(found, Story)
    bodies = found.body.split("<!--nextpage-->")
    assert [f"Halaman {number} bagian 0" in body for number, body in enumerate(bodies, 1)] == [True] * 3


def test_pages_with_one_address_and_different_texts_lose_nothing(tmp_path: Path) -> None:
    files = {f"{at}.html": html(text_of(*paragraphs(f"Bagian {at}")), head=ONE_ADDRESS) for at in (1, 2, 3)}
    (found,) = saved(tmp_path, files)
    assert isinstance(found, Story)
    assert [f"Bagian {at} bagian 0" in found.body for at in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize(
    "extra",
    [
        f"<div>{links(2, '/berita/1{}/lain')}</div>",
        '<div><a href="/11">Sebelumnya</a><a href="/13">Berikutnya</a></div>',
        '<div class="commentlist"><p>1 <a href="?cpage=2">2</a></p></div>',
        "<div>3 dari 2</div>",
    ],
)
def test_links_to_other_stories_are_no_pages(tmp_path: Path, extra: str) -> None:
    (found,) = saved(tmp_path, {"a.html": html(text_of(*JEMBATAN), extra=extra)})
    assert isinstance(found, Story)
    assert found.notes == ()


@pytest.mark.parametrize("folder", OTHERS, ids=lambda folder: folder.name)
def test_copies_and_pages_of_others_are_one_story(tmp_path: Path, folder: Path) -> None:
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    source = SavedPages((str(folder),), SourceOptions(workspace=str(tmp_path)))
    found = {one.header.title: one for one in read_all(source) if isinstance(one, Story)}
    stories = {one["title"]: one for one in told.values() if one["kind"] == "story"}
    assert len(found) == len(stories)
    parts = {title: one["parts"] for title, one in stories.items() if one.get("parts")}
    assert parts
    for title, pages in parts.items():
        count = pages if isinstance(pages, int) else 1 + len(pages)
        assert found[title].body.count("<!--nextpage-->") == count - 1


@pytest.mark.parametrize("folder", OTHERS[1:], ids=lambda folder: folder.name)
def test_the_command_makes_one_article_of_copies_and_pages(tmp_path: Path, folder: Path) -> None:
    told = json.loads((folder / "truth.json").read_text("utf-8"))
    into = tmp_path / "koran"
    done = CliRunner().invoke(main, ["import", str(folder), "--into", str(into), "--jobs", "1"])
    count = sum(one["kind"] == "story" for one in told.values())
    assert f" {count} written" in done.output
    texts = [file.read_text("utf-8") for file in (into / "content").rglob("*.md")]
    assert len(texts) == count
    paged = sum(isinstance(one.get("parts"), list) for one in told.values())
    assert sum("<!--nextpage-->" in text for text in texts) == paged > 0
