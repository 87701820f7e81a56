"""The sample newspaper, saved as pages or in a web archive, comes back as the articles that it was."""

import re
import shutil
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from newsgen.cli import main
from newsgen.content import reader
from newsgen.content.article import Article, Status
from newsgen.importing.page_text.reader import read_page_text

REPO = Path(__file__).parents[1]
ZONE = ZoneInfo("Asia/Jakarta")
SETTINGS = "title: Kabar Batanghari\nbase_url: https://kabar.example/\n"
FIELDS = ("title", "date", "authors", "editors", "source", "tags")


def newsgen(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newspaper, built."""
    folder = tmp_path_factory.mktemp("sample") / "koran"
    shutil.copytree(REPO / "content", folder / "content")
    (folder / "newsgen.yaml").write_text(SETTINGS, "utf-8")
    newsgen("build", "--project", folder)
    return folder


def articles(content: Path) -> dict[str, Article]:
    """All articles by slug."""
    found = {}
    for file in sorted(content.rglob("*")):
        path = file.relative_to(content).as_posix()
        if path.startswith(reader.DOCUMENTS) or not reader.is_article_file(path):
            continue
        if file.suffix == ".txt":
            record = read_page_text(path, file.read_text("utf-8"), ZONE).record
        else:
            record = reader.read(path, file.read_bytes(), ZONE).record
        assert isinstance(record, Article)
        found[record.slug] = record
    return found


def words(text: str) -> Counter[str]:
    """The words of a text, without links to what it embeds and the titles of read-alsos."""
    text = re.sub(r"(?im)^https?://\S+$|^\W*baca juga\b.*$", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]+>", r"\1 ", text)
    return Counter(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("saved_as", ["folder", "warc.gz", "wacz"])
def test_a_site_of_newsgen_comes_back_from_its_pages(newsroom: Path, tmp_path: Path, saved_as: str) -> None:
    if saved_as == "folder":
        source = tmp_path / "mirror"
        shutil.copytree(newsroom / "site", source / "kabar.example")
    else:
        source = tmp_path / f"kabar.{saved_as}"
        newsgen("export", saved_as.partition(".")[0], source, "--project", newsroom)
    rescued = tmp_path / "rescued"
    CliRunner().invoke(main, ["import", str(source), "--into", str(rescued)])
    newsgen("build", "--project", rescued)
    newsgen("check", "--published", rescued / "addresses.csv", "--project", rescued)

    before, after = articles(newsroom / "content"), articles(rescued / "content")
    shown = {slug: one for slug, one in before.items() if one.status in (Status.PUBLISHED, Status.SPONSORED)}
    assert set(shown) <= set(after) <= set(before)
    for slug, one in shown.items():
        other = after[slug]
        assert {name: getattr(other, name) for name in FIELDS} == {
            name: getattr(one, name) for name in FIELDS
        }
        assert other.categories[:1] == one.categories[:1]
        wanted = words(one.body)
        lost = wanted - words(other.body)
        assert sum(lost.values()) <= 0.005 * sum(wanted.values()), (slug, lost)
