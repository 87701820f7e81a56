"""`newsgen init`: what it writes builds at once; what is there stays."""

import os
import pty
import re
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import WIB, article
from PIL import Image
from serving import Served

from newsgen import config
from newsgen.cli import main
from newsgen.cli.settings_file import DESCRIPTIONS, settings_text
from newsgen.config import Config
from newsgen.hosts import HOSTS

EPOCH = str(int(datetime(2026, 11, 20, 12, tzinfo=WIB).timestamp()))
REPO = Path(__file__).parents[1]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], env={"SOURCE_DATE_EPOCH": EPOCH})


def init(folder: Path, *arguments: str) -> Result:
    return run("init", folder, *arguments)


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def without_output(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in files(folder).items() if not path.startswith((".newsgen", "site/"))}


# a new newsroom


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("host", list(HOSTS))
def test_a_new_newsroom_builds_without_a_warning(tmp_path: Path, host: str, language: str) -> None:
    folder = tmp_path / "kabar-kota"
    done = init(folder, "--host", host, "--language", language, "--base-url", "kabar.example", "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    for command in ("build", "check"):
        done = run(command, "--project", folder, "--strict")
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        assert done.stdout.startswith("2 articles")
    settings = config.load(folder / "newsgen.yaml")
    assert (settings.title, settings.language, settings.host) == ("Kabar Kota", language, host)
    assert settings.base_url == "https://kabar.example/"
    assert run("budget", "--project", folder).exit_code == 0
    readme = (folder / "README.md").read_text("utf-8")
    assert readme.startswith("# Kabar Kota\n")
    assert "$" not in readme.replace("${{ steps", "").replace("$CI_", "").replace("$URL", "")
    for told in ("newsgen new", "newsgen serve", "newsgen build", "newsgen check", "content/"):
        assert told in readme
    assert (folder / ".gitignore").read_text().splitlines()[1:] == ["/site/", "/.newsgen/"]
    stories = [text for path, text in files(folder).items() if re.match(r"content/2026/11/", path)]
    assert len(stories) == 2
    started = Path(run("new", "--project", folder, "Berita Ketiga").stdout.strip())
    assert all(b"\nslug: " in text for text in (*stories, started.read_bytes()))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_new_newsroom_is_served_as_it_is_built(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "kabar-kota"
    assert init(folder, "--language", language, "--yes").exit_code == 0
    assert run("build", "--project", folder).exit_code == 0
    with Served(folder) as served:
        served.ready()
        for path in ("/", "/feed.xml", "/2026/11/"):
            response, body = served.ask(path)
            built = (folder / "site" / f"{path[1:]}index.html").read_bytes() if path.endswith("/") else b""
            assert response.status == 200
            assert built.partition(b"<main")[2].partition(b"</main>")[0] in body


@pytest.mark.parametrize(
    ("language", "words"), [("id", ("Redaksi", "Kontak")), ("en", ("Newsroom", "Contact"))]
)
def test_the_site_speaks_the_language_of_the_newsroom(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    init(tmp_path, "--language", language)
    assert run("build", "--project", tmp_path).exit_code == 0
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    for word in words:
        assert f">{word}</a>" in home
    (story,) = (
        (tmp_path / "site").glob("2026/11/*wri*/index.html")
        if language == "en"
        else (tmp_path / "site").glob("2026/11/cara*/index.html")
    )
    assert 'class="read-also"' in story.read_text("utf-8")


def test_the_picture_is_small_and_large_enough_to_be_shared(tmp_path: Path) -> None:
    init(tmp_path)
    file = tmp_path / "content/foto/selamat-datang.jpg"
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 900))
    assert file.stat().st_size < 40_000


def test_no_starter_file_is_large() -> None:
    texts = list((REPO / "src/newsgen/cli/starter").rglob("*"))
    assert len(texts) > 20
    assert max(file.stat().st_size for file in texts) < 10_000


def test_it_says_what_to_do_next(tmp_path: Path) -> None:
    done = init(tmp_path / "kabar", "--yes")
    assert f"new: {tmp_path}/kabar/newsgen.yaml\n" in done.stdout
    assert f"\nNext:\n  cd {tmp_path}/kabar\n  newsgen serve --open" in done.stdout
    assert done.stdout.endswith("write the address of the site into newsgen.yaml, as base_url.\n")
    done = init(tmp_path / "koran", "--base-url", "https://koran.example/", "--yes")
    assert "base_url" not in done.stdout


def test_the_current_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "--title", "Kabar")
    assert done.exit_code == 0
    assert "new: newsgen.yaml\n" in done.stdout
    assert "  cd " not in done.stdout
    assert run("build").exit_code == 0


# the settings file


def test_every_setting_is_described_once() -> None:
    assert list(DESCRIPTIONS) == list(Config.__struct_fields__)
    table = re.findall(r"^\| \[`(\w+)`\]\(.*\| (.+) \|$", (REPO / "docs/configuration.md").read_text(), re.M)
    assert dict(table) == DESCRIPTIONS
    assert len(table) == len(DESCRIPTIONS)


def test_a_new_settings_file_holds_every_default_as_a_comment(tmp_path: Path) -> None:
    file = tmp_path / "newsgen.yaml"
    text = settings_text({})
    file.write_text(text)
    assert config.load(file) == Config()
    every = re.sub("^#(?=[a-z])", "", text, flags=re.M)
    assert re.findall(r"^([a-z_]+):", every, re.M) == list(Config.__struct_fields__)
    file.write_text(every)
    assert config.load(file) == Config()
    assert config.read(file).problems == ()
    for said in DESCRIPTIONS.values():
        assert f"# {said[0].upper()}{said[1:]}.\n" in text
    examples = "\n".join(re.findall(r"^# For example: (.*)$", text, re.M))
    file.write_text(examples)
    assert len(config.read(file).values) > 4
    assert config.read(file).problems == ()


TITLES = ["No", "12:30", 'Kabar "Kota": #1', "Café 🔥", "- x", "{a}", "'", "x: y", "2018", "%a @b", "null"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_what_was_typed(tmp_path: Path, title: str) -> None:
    file = tmp_path / "newsgen.yaml"
    file.write_text(settings_text({"title": title, "per_page": 50, "base_url": "https://a.example/b/"}))
    assert config.load(file) == Config(title=title, per_page=50, base_url="https://a.example/b/")


# what fits a host


@pytest.mark.parametrize(
    ("host", "a_day", "archive", "per_page", "told"),
    [
        ("cloudflare", 4, 0, 20, ""),
        (
            "cloudflare",
            5,
            0,
            20,
            "likely to outgrow Cloudflare within a year (files 20,677, 20,000 is the most",
        ),
        ("cloudflare", 0, 15_000, 20, ""),
        ("cloudflare", 1, 13_000, 50, ""),
        ("cloudflare", 1, 14_000, 100, ""),
        ("cloudflare", 1, 20_000, 20, "outgrow Cloudflare"),
        ("github", 6, 0, 20, ""),
        ("github", 7, 0, 20, "outgrow GitHub Pages within a year (bytes 1.11 GB, 1.00 GB is the most)"),
        ("gitlab", 0, 30_000, 20, ""),
        ("gitlab", 0, 100_000, 20, "outgrow GitLab Pages within a year (files and folders"),
        ("netlify", 1, 0, 20, "outgrow Netlify within a year (publishes a month 30, 20 is the most)"),
        ("netlify", 0, 20_000, 20, ""),
        ("server", 1000, 10_000_000, 20, ""),
    ],
)
def test_settings_fit_the_host(
    tmp_path: Path, host: str, a_day: int, archive: int, per_page: int, told: str
) -> None:
    options = ("--host", host, "--articles-per-day", str(a_day), "--archive-size", str(archive))
    done = init(tmp_path, *options, "--yes")
    assert done.exit_code == 0
    assert config.load(tmp_path / "newsgen.yaml").per_page == per_page
    if told:
        assert told in done.stdout
        assert "These would take it: " in done.stdout
    else:
        assert "outgrow" not in done.stdout


# a folder that holds files


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    mine = {
        "README.md": b"milik saya",
        ".gitignore": b"*.log\n",
        "content/pages/tentang.md": b"---\ntitle: Tentang\n---\n",
        "catatan.txt": b"x",
        "content/authors/redaksi.md": b"---\nname: Redaksi Lama\n---\n",
    }
    for path, data in mine.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    done = init(tmp_path, "--yes", "--base-url", "https://kabar.example/")
    assert (done.exit_code, done.stderr) == (0, "")
    found = files(tmp_path)
    assert mine.items() <= found.items()
    for kept in ("README.md", ".gitignore", "content/authors/redaksi.md"):
        assert f"kept: {tmp_path / kept}, which exists already\n" in done.stdout
    assert "Add the lines /site/ and /.newsgen/ to .gitignore" in done.stdout
    assert "content/pages/redaksi.md" not in found  # there are pages of their own
    assert run("build", "--project", tmp_path).exit_code == 0


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    init(tmp_path, "--title", "Kabar", "--language", "en")
    before = files(tmp_path)
    done = init(tmp_path, "--title", "Lain", "--language", "id", "--yes")
    assert done.exit_code == 0
    assert f"{tmp_path / 'newsgen.yaml'} is kept: what it says counts\n" in done.stdout
    assert "new: " not in done.stdout
    assert "Add the lines" not in done.stdout
    assert files(tmp_path) == before


def test_a_content_folder_with_articles_gets_no_starter_stories(tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/posts/a.md").write_text(article("Berita A", "2026-11-01"))
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2019-01-02-b.md").write_text(article("Berita B", "2019-01-02"))
    done = init(tmp_path, "--yes")
    stays = "found _posts/ with 1 Markdown articles: not copied, since content/ holds articles already\n"
    assert stays in done.stdout
    found = {path for path in files(tmp_path) if path.startswith("content/")}
    assert {path for path in found if not path.startswith("content/pages/")} == {"content/posts/a.md"}
    assert run("build", "--project", tmp_path).stdout.startswith("1 article, ")


@pytest.mark.parametrize("home", ["_posts", "posts", "source/_posts", "src/content", "blog"])
def test_markdown_of_another_generator_is_copied(tmp_path: Path, home: str) -> None:
    old = {
        f"{home}/2019-01-02-lama.md": article("Lama", "2019-01-02").encode(),
        f"{home}/2020/dua.markdown": article("Dua", "2020-01-02").encode(),
        f"{home}/2020/foto.png": b"png",
        f"{home}/.DS_Store": b"x",
    }
    for path, data in old.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    done = init(tmp_path)
    assert f"found {home}/ with 2 Markdown articles: copy what you want" in done.stdout
    assert "content/2019-01-02-lama.md" not in files(tmp_path)
    for path in (*(path for path in without_output(tmp_path) if path not in old),):
        (tmp_path / path).unlink()
    done = init(tmp_path, "--yes")
    assert f"copied: 3 files from {home}/ to {tmp_path}/content/ (the originals stay)\n" in done.stdout
    found = files(tmp_path)
    assert old.items() <= found.items()
    assert {path for path in found if path.startswith("content/") and "/pages/" not in path} == {
        "content/2019-01-02-lama.md",
        "content/2020/dua.markdown",
        "content/2020/foto.png",
    }
    assert run("list", "--project", tmp_path).stdout.count("\n") == 2


@pytest.mark.parametrize("name", ["posts/catatan.md", "_posts/a.txt", "docs/a.md", "README.md"])
def test_what_is_no_article_is_not_offered(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("catatan saja\n" if "docs" not in name else article("A", "2019-01-02"))
    done = init(tmp_path, "--yes")
    assert "found " not in done.stdout
    assert "copied" not in done.stdout
    assert run("build", "--project", tmp_path).stdout.startswith("2 articles, ")


# wrong use


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--language", "jv"], "'jv' is not one of 'id', 'en'"),
        (["--host", "cloudfare"], "'cloudfare' is not one of 'cloudflare'"),
        (["--timezone", "Asia/Jakata"], "did you mean `Asia/Jakarta`?"),
        (["--timezone", "../etc/passwd"], "is not a time zone"),
        (["--base-url", "kabar"], '"kabar" is not a web address: write https://kabar.example/'),
        (["--base-url", "ftp://kabar.example"], "is not a web address"),
        (["--base-url", "http://[x"], "is not a web address"),
        (["--base-url", ""], "is not a web address"),
        (["--title", " "], "a newspaper's name has letters"),
        (["--title", "x" * 101], "at most 100 characters"),
        (["--articles-per-day", "banyak"], "'banyak' is not a valid whole number"),
        (["--articles-per-day", "-1"], "-1 is not in the range"),
        (["--archive-size", "1.5"], "'1.5' is not a valid whole number"),
        (["--judul", "x"], "No such option"),
        (["satu", "dua"], "unexpected extra argument"),
        ([__file__], "is a file"),
        (["a\udcff"], "is not UTF-8 text"),
    ],
)
def test_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["--timezone", "wita"], {"timezone": "Asia/Makassar"}),
        (["--timezone", " WIT "], {"timezone": "Asia/Jayapura"}),
        (["--base-url", "https://x.github.io/koran"], {"base_url": "https://x.github.io/koran/"}),
        (["--base-url", "localhost:8000"], {"base_url": "https://localhost:8000/"}),
        (["--title", "  Kabar \t Kota "], {"title": "Kabar Kota"}),
    ],
)
def test_what_people_type(tmp_path: Path, typed: list[str], expected: dict[str, Any]) -> None:
    assert init(tmp_path, *typed).exit_code == 0
    settings = config.load(tmp_path / "newsgen.yaml")
    assert {name: getattr(settings, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("berkas/kabar", "berkas: is a file, not a folder (make it writable"),
        ("", "content/2026/11/cara-menulis-berita-pertama.md: can't be written: "),
    ],
)
def test_a_file_in_the_place_of_a_folder(tmp_path: Path, path: str, told: str) -> None:
    (tmp_path / "berkas").write_text("x")
    (tmp_path / "content").write_text("x")
    done = init(tmp_path / path)
    assert done.exit_code == 1
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert (tmp_path / "content").read_text() == "x"


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "README.md").mkdir()
    done = init(tmp_path)
    assert (done.exit_code, "README.md: is a folder (move it away" in done.stderr) == (1, True)


def test_a_broken_settings_file(tmp_path: Path) -> None:
    (tmp_path / "newsgen.yaml").write_text("titel: x\n")
    done = init(tmp_path, "--yes")
    assert done.exit_code == 2
    assert "newsgen.yaml:1:1: unknown key `titel` (did you mean `title`?)" in done.stderr
    assert list(files(tmp_path)) == ["newsgen.yaml"]


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may write everywhere, so it becomes another user for a while."""
    if os.getuid() != 0:
        yield
        return
    nobody = 65534
    os.setresuid(nobody, nobody, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_folder_without_permission(tmp_path: Path) -> None:
    assert init(tmp_path / "lain").exit_code == 0  # all modules are loaded, which another user may not read
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with as_somebody_else():
            done = init(folder, "--yes")
        assert files(folder) == {}
        folder.chmod(0o755)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"error: {folder}: can't be written: Permission denied"
        " (make it writable, or choose another folder: newsgen init FOLDER)\n"
    )


# on a terminal


def converse(folder: Path, *answers: str) -> tuple[int, str]:
    """Answer the questions of `newsgen init` on a terminal; its exit status, and all that was shown."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "newsgen", "init"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    process = subprocess.Popen(
        command, cwd=folder, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
    )
    os.close(child)
    shown, waiting = "", list(answers)
    while select.select([parent], [], [], 60)[0]:
        try:
            shown += os.read(parent, 65536).decode()
        except OSError:  # the other end is closed
            break
        if waiting and shown.endswith(": "):
            os.write(parent, f"{waiting.pop(0)}\n".encode())
            shown += "\n"
    os.close(parent)
    assert waiting == []
    return process.wait(60), shown


def test_questions_on_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "kabar-bungo"
    folder.mkdir()
    answers = ("", "jv", "en", "Asia/Jakata", "WITA", "banyak", "30", "", "gitlub", "gitlab", "kabar", "")
    status, shown = converse(folder, *answers)
    assert status == 0, shown
    for told in (
        "The newspaper's name [Kabar Bungo]: ",
        "'jv' is not one of 'id', 'en'.",
        "did you mean `Asia/Jakarta`?",
        "'banyak' is not a valid whole number.",
        "Host (cloudflare, github, gitlab, netlify, server) [server]: ",
        "'gitlub' is not one of",
        '"kabar" is not a web address: write https://kabar.example/',
        "Before you publish",
    ):
        assert told in shown
    settings = config.load(folder / "newsgen.yaml")
    assert (settings.title, settings.language, settings.timezone) == ("Kabar Bungo", "en", "Asia/Makassar")
    assert (settings.host, settings.base_url) == ("gitlab", "http://localhost:8000/")


@pytest.mark.parametrize(("answer", "copied"), [("y", True), ("n", False)])
def test_old_articles_on_a_terminal(tmp_path: Path, answer: str, copied: bool) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2019-01-02-lama.md").write_text(article("Lama", "2019-01-02"))
    status, shown = converse(tmp_path, *[""] * 7, answer)
    assert status == 0, shown
    assert "Old articles that will be added [1]: " in shown
    assert (tmp_path / "content/2019-01-02-lama.md").exists() == copied
    assert (tmp_path / "content/2026").exists() != copied
