"""Pages on screens of four widths, light and dark, of newsrooms with few and many stories, and odd ones."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Literal

import newsstand
import pytest
from newsstand import REPO, TOOLS
from playwright.sync_api import Browser, Page

WIDTHS = (360, 768, 1280, 1920)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SECTIONS = ("Pemerintahan", "Ekonomi", "Kesehatan", "Olahraga")
LONG_WORD = "Pertanggungjawabanpertanggungjawabankesinambungan"
LONG_TITLE = "Kementerian Pekerjaan Umum Pastikan Jembatan di Kecamatan Tebo Tengah Rampung Tahun Ini Juga"
SETTINGS = "title: Kabar Uji\nbase_url: https://kabar.example/\nsocial_images: off\nrelated: 3\n"
ODD = f"""---
title: {LONG_WORD} Dinas
date: 2026-11-20 23:00
slug: aneh
tags: [Aneh]
archived_comments:
- {{author: {LONG_WORD} {LONG_WORD}, date: 2026-11-21 08:00, text: "https://contoh.example/{"alamat" * 20}"}}
- {{author: نور, text: خبر جيد, answers: 1}}
- {{text: {LONG_WORD}, answers: 2}}
---
Kalimat dengan {LONG_WORD} dan https://contoh.example/{"alamat" * 20}.

<iframe src="https://www.youtube.com/embed/x" width="560" height="315"></iframe>

| {" | ".join(["Kabupaten", "Anggaran", "Perubahan", "Keterangan", "Pelaksana", "Kecamatan"] * 2)} |
|{"---|" * 12}
| {" | ".join(["1.200.000.000"] * 12)} |

```
{"SELECT anggaran FROM belanja_daerah " * 8}
```

نص عربي داخل خبر إندونيسي.
"""
ARABIC = """---
title: إندونيسيا تفتتح جسرا جديدا فوق نهر باتانغ هاري
date: 2026-11-20 22:30
slug: arab
language: ar
tags: [Aneh]
---
افتتحت السلطات المحلية صباح يوم الاثنين جسرا جديدا.

- أولا
"""


def newsroom(folder: Path, count: int, *, pictures: bool = False) -> Path:
    """A newsroom with so many stories, built."""
    content = folder / "content"
    content.mkdir(parents=True)
    if pictures:
        shutil.copy(REPO / "content" / "foto" / "2026" / "stadion.jpg", content)
    for n in range(count):
        title = LONG_TITLE if n % 7 == 3 else f"Warga Desa Nomor {n} Panen Raya di Tepian Sungai"
        image = "image: {src: stadion.jpg, alt: Stadion}\n" if pictures and n % 3 else ""
        (content / f"{n:04}.md").write_text(
            f"---\ntitle: {title}\ndate: 2026-{11 - n // 300:02}-{20 - n // 15 % 20:02} {23 - n % 15:02}:00\n"
            f"slug: berita-{n}\ncategories: [{SECTIONS[n % 4]}]\ntags: [Jambi]\n{image}---\n"
            f"Warga desa nomor {n} telah lama menunggu jembatan yang rusak sejak banjir tahun lalu.\n",
            "utf-8",
        )
    (folder / "newsgen.yaml").write_text(SETTINGS, "utf-8")
    return newsstand.build(folder)


def sample_with_odd_stories(folder: Path) -> Path:
    (folder / "content").mkdir(parents=True)
    shutil.copytree(REPO / "content", folder / "content", dirs_exist_ok=True)
    (folder / "content" / "aneh.md").write_text(ODD, "utf-8")
    (folder / "content" / "arab.md").write_text(ARABIC, "utf-8")
    shutil.copy(REPO / "newsgen.yaml", folder)
    return newsstand.build(folder)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of each newsroom, by name."""
    top = tmp_path_factory.mktemp("koran")
    sites = {
        "one": newsroom(top / "satu", 1),
        "twelve": newsroom(top / "selusin", 12),
        "twelve with pictures": newsroom(top / "bergambar", 12, pictures=True),
        "three thousand": newsroom(top / "banyak", 3000),
        "odd": sample_with_odd_stories(top / "aneh"),
        "sample": newsstand.sample(top / "contoh"),
    }
    with ExitStack() as stack:
        yield {name: stack.enter_context(newsstand.served(site)) for name, site in sites.items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with newsstand.chromium() as browser:
        yield browser


PAGES = [
    ("one", ("/", "/kategori/pemerintahan/", "/2026/11/berita-0/", "/404.html")),
    ("twelve", ("/", "/kategori/ekonomi/", "/2026/11/berita-3/")),
    ("twelve with pictures", ("/", "/tag/jambi/", "/2026/11/berita-4/")),
    ("three thousand", ("/", "/kategori/olahraga/", "/hal/7/", "/indeks/")),
    ("odd", ("/", "/tag/aneh/", "/2026/11/aneh/", "/2026/11/arab/", "/penulis/ratna-maulida/", "/redaksi/")),
]


def overflow(tab: Page) -> list[str]:
    """What reaches out of the screen, unless it stands in what can be scrolled."""
    found = tab.eval_on_selector_all(
        "body *",
        """nodes => nodes.filter(node => {
             const box = node.getBoundingClientRect();
             const isShown = box.width && getComputedStyle(node).position !== "absolute";
             return isShown && (box.right > innerWidth + 1 || box.left < -1)
               && !node.closest(".sections, .scroll, pre");
           }).map(node => `${node.tagName} ${node.className} ${node.textContent.slice(0, 40)}`)""",
    )
    assert isinstance(found, list)
    return found


def stories(tab: Page) -> Counter[str]:
    """The stories that the main column leads to, and how often."""
    links = tab.eval_on_selector_all("main a", "nodes => nodes.map(node => node.getAttribute('href'))")
    return Counter(link for link in links if re.fullmatch(r"/\d{4}/\d\d/[^/]{3,}/", link))


@pytest.mark.parametrize(("name", "paths"), PAGES, ids=[name for name, _ in PAGES])
def test_every_page_fits_every_screen(
    browser: Browser, bases: dict[str, str], name: str, paths: tuple[str, ...]
) -> None:
    """And has no story twice, no hole in its style, and its footer at the bottom."""
    axe = (TOOLS / "axe-core" / "axe.min.js").read_text("utf-8")
    for scheme in SCHEMES:
        with newsstand.reader(browser, bases[name], color_scheme=scheme) as reader:
            for path in paths:
                tab = reader.open(path)
                for width in reversed(WIDTHS):
                    tab.set_viewport_size({"width": width, "height": 900})
                    assert overflow(tab) == [], (path, width)
                    foot = tab.locator(".footer").bounding_box()
                    assert foot is not None
                    assert foot["y"] + foot["height"] >= 899, (path, width)
                if not re.match(r"/\d{4}/", path):  # a story leads to others from its text as well
                    assert max(stories(tab).values(), default=1) == 1, path
                tab.evaluate(axe)
                report = tab.evaluate("axe.run({ exclude: ['iframe'] }, { resultTypes: ['violations'] })")
                wrong = {rule["id"]: [n["html"] for n in rule["nodes"]] for rule in report["violations"]}
                assert wrong == {}, (path, scheme)
        assert not [mistake for mistake in reader.mistakes if "youtube" not in mistake]


def test_the_front_page_of_the_sample_is_short_on_a_phone(browser: Browser, bases: dict[str, str]) -> None:
    with newsstand.reader(browser, bases["sample"], viewport={"width": 360, "height": 740}) as reader:
        box = reader.open("/").locator("body").bounding_box()
    assert box is not None
    assert box["height"] < 5000


@pytest.mark.parametrize("width", [360, 1280])
def test_wide_tables_and_code_are_scrolled_by_keyboard(
    browser: Browser, bases: dict[str, str], width: int
) -> None:
    with newsstand.reader(browser, bases["odd"], viewport={"width": width, "height": 740}) as reader:
        tab = reader.open("/2026/11/aneh/")
        for name in ("Tabel", "Kode"):
            region = tab.get_by_role("region", name=name)
            region.focus()
            assert region.evaluate("node => node.scrollWidth > node.clientWidth")
            tab.keyboard.press("End")
            tab.keyboard.press("ArrowRight")
            scrolled = partial(region.evaluate, "node => node.scrollLeft > 0")
            newsstand.eventually(tab, scrolled)


def test_texts_from_the_right_are_set_so(browser: Browser, bases: dict[str, str]) -> None:
    with newsstand.reader(browser, bases["odd"]) as reader:
        tab = reader.open("/2026/11/arab/")
        assert tab.eval_on_selector("h1", "node => getComputedStyle(node).direction") == "rtl"
        assert tab.eval_on_selector(".text li", "node => getComputedStyle(node).direction") == "rtl"
        tab = reader.open("/2026/11/aneh/")
        directions = tab.eval_on_selector_all(
            ".text > p", "nodes => nodes.map(node => getComputedStyle(node).direction)"
        )
        assert directions == ["ltr", "rtl"]
