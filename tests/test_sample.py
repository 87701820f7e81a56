"""The repository's own newsroom, built as the README says, and every link in it followed."""

import re
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import feedparser
import html5lib
import msgspec
import pytest
from click.testing import CliRunner

from newsgen import config
from newsgen.cli import main
from newsgen.publishing.output import STAMP

REPO = Path(__file__).parents[1]
LINKS = {"href", "src", "srcset", "poster", "data-latest", "action"}


class Sample(msgspec.Struct):
    """The built site: its folder, address and host, what the build said, and every HTML page as a tree."""

    folder: Path
    home: str
    result: dict[str, Any]
    pages: dict[str, Any]
    errors: list[str]

    def file(self, url: str) -> Path:
        path = unquote(url.removeprefix(self.home))
        return self.folder / (path + "index.html" if not path or path.endswith("/") else path)


def _urls(folder: Path, home: str) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*.html")):
        yield home + file.relative_to(folder).as_posix().removesuffix("index.html"), file


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    project = tmp_path_factory.mktemp("sample")
    for name in ("content", "templates"):
        shutil.copytree(REPO / name, project / name)
    shutil.copy(REPO / "newsgen.yaml", project)
    command = ["build", "--project", str(project), "--json"]
    done = CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": "1795500000"})  # 2026-11-24
    assert done.exit_code == 0, done.output
    home = config.load(project / "newsgen.yaml").base_url
    pages, errors = {}, []
    for url, file in _urls(project / "site", home):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        text = file.read_text("utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pages[url] = parser.parse(
                text if url != home + "latest.html" else f"<!doctype html><title>x</title>{text}"
            )
        errors += [f"{url}:{place}: {code}" for place, code, _ in parser.errors]
    return Sample(project / "site", home, msgspec.json.decode(done.stdout), pages, errors)


def test_it_is_a_whole_newsroom(sample: Sample) -> None:
    content = REPO / "content"
    articles = [
        path
        for path in content.rglob("*")
        if path.suffix in (".md", ".txt") and path.relative_to(content).parts[0] not in ("pages", "authors")
    ]
    below = {
        name: [p for p in (sample.folder / name).iterdir() if p.is_dir()]
        for name in ("kategori", "tag", "penulis")
    }
    assert len(articles) >= 36
    assert any(path.suffix == ".txt" for path in articles)
    assert sample.result["articles"] >= 36
    assert sample.result["problems"] == []
    assert sample.result["warnings"] == []
    assert len(below["kategori"]) == 6
    assert len(below["tag"]) >= 25
    assert len(below["penulis"]) >= 3
    assert {path.name for path in sample.folder.iterdir()} >= {f"{year}" for year in range(2018, 2027)}
    assert any((sample.folder / "seri").iterdir())
    for page in ("redaksi", "pedoman-media-siber", "tentang", "kontak"):
        assert (sample.folder / page / "index.html").is_file(), page


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("Ajak 49 OPD", 2),
        ("Berita dicabut", 1),
        ("Belum terverifikasi", 1),
        ("Advertorial", 1),
        ('id="corrections"', 1),
        ('class="read-also"', 10),
        ("Baca Juga:", 1),
        ("<figcaption>", 5),
        ('class="calendar"', 9),
    ],
)
def test_it_shows_every_kind_of_story(sample: Sample, words: str, least: int) -> None:
    showing = [url for url, file in _urls(sample.folder, sample.home) if words in file.read_text("utf-8")]
    assert len(showing) >= least


def test_every_page_is_html_without_a_mistake(sample: Sample) -> None:
    assert len(sample.pages) > 150
    assert sample.errors == []


def _targets(url: str, page: Any) -> Iterator[str]:
    for node in page.iter():
        for name in LINKS & node.attrib.keys():
            values = re.split(r",\s+", node.get(name)) if name == "srcset" else [node.get(name)]
            yield from (urljoin(url, value.split()[0] if value.strip() else "") for value in values)
        if node.tag == "meta" and (node.get("property") in ("og:image", "og:url")):
            yield node.get("content")


def test_every_link_leads_somewhere(sample: Sample) -> None:
    ids = {url: {node.get("id") for node in page.iter()} for url, page in sample.pages.items()}
    dead, followed = [], 0
    for url, page in sample.pages.items():
        for target in _targets(url, page):
            address, _, fragment = target.partition("#")
            if not address.startswith(sample.home):
                assert urlsplit(target).scheme in ("http", "https", "mailto", "tel"), (url, target)
                continue
            followed += 1
            if not sample.file(address).is_file() or (
                fragment and address in ids and fragment not in ids[address]
            ):
                dead.append((url, target))
    assert followed > 5000
    assert dead == []


def test_every_icon_that_is_used_is_there(sample: Sample) -> None:
    """A fragment of an SVG file is an id in it."""
    used = {
        target for url, page in sample.pages.items() for target in _targets(url, page) if ".svg#" in target
    }
    assert used
    for target in used:
        address, _, fragment = target.partition("#")
        tree = ElementTree.fromstring(sample.file(address).read_bytes())
        assert fragment in {node.get("id") for node in tree.iter()}, target


def test_no_id_stands_twice_on_a_page(sample: Sample) -> None:
    for url, page in sample.pages.items():
        ids = [node.get("id") for node in page.iter() if node.get("id")]
        assert len(ids) == len(set(ids)), url


def test_every_article_says_what_a_search_engine_reads(sample: Sample) -> None:
    kinds: set[str] = set()
    for page in sample.pages.values():
        for script in page.iter("script"):
            if script.get("type") == "application/ld+json":
                kinds.add(msgspec.json.decode("".join(script.itertext()))["@type"])
    assert kinds >= {"NewsArticle", "AdvertiserContentArticle", "BreadcrumbList", "NewsMediaOrganization"}
    assert kinds >= {"WebSite", "ProfilePage"}


def test_every_feed_and_sitemap_leads_somewhere(sample: Sample) -> None:
    feeds = sorted(sample.folder.rglob("feed.xml"))
    assert len(feeds) == 1 + sum(
        1 for name in ("kategori", "penulis", "seri") for _ in (sample.folder / name).iterdir()
    )
    for file in feeds:
        found = feedparser.parse(file.read_bytes())
        assert not found.bozo
        assert found.entries
        for link in [found.feed.link, *(entry.link for entry in found.entries)]:
            assert link.startswith(sample.home)
            assert sample.file(link).is_file(), link
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    wanted, seen = [sample.home + "sitemap.xml"], set()
    while wanted:
        tree = ElementTree.fromstring(sample.file(wanted.pop()).read_bytes())
        found = [str(node.text) for node in tree.iter(f"{space}loc")]
        assert [
            url for url in found if not url.startswith(sample.home) or not sample.file(url).is_file()
        ] == []
        seen.update(found)
        wanted += found if tree.tag == f"{space}sitemapindex" else []
    assert sum(re.search(r"/\d{4}/\d\d/.", url) is not None for url in seen) == sample.result["articles"]


def test_every_file_is_counted(sample: Sample) -> None:
    assert sample.result["pages"] == sum(
        path.is_file() for path in sample.folder.rglob("*") if path.name != STAMP
    )
