"""The command line: what it prints, what it exits with, and that no bad input shows a traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import CONFIG, WIB, MakeSite, Project, article

import newsgen
from newsgen.cli import main
from newsgen.content import reader
from newsgen.content.article import Article
from newsgen.index.database import Database

EPOCH = str(int(datetime(2026, 11, 20, 12, tzinfo=WIB).timestamp()))
GOOD = {"a.md": article("Berita A", "2026-11-01", tags=["Kota"]), "b.md": article("Berita B", "2026-11-02")}
SUMMARY = r"(\d+) articles, (\d+) pages: (\d+) written, (\d+) unchanged, (\d+) removed in \d+\.\d\d s"


def run(*arguments: str, epoch: str = EPOCH) -> Result:
    return CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": epoch})


def build(site: Project, *arguments: str, epoch: str = EPOCH) -> Result:
    return run("build", "--project", str(site.path), *arguments, epoch=epoch)


# build


def test_build_ends_with_one_summary_line(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    first, again = build(site), build(site)
    pages = str(len(site.pages()))
    assert (first.exit_code, first.stderr, first.stdout.count("\n")) == (0, "", 1)
    found = re.fullmatch(SUMMARY + "\n", first.stdout)
    assert found
    assert found.groups() == ("2", pages, pages, "0", "0")
    found = re.fullmatch(SUMMARY + "\n", again.stdout)
    assert found
    assert found.groups() == ("2", pages, "0", pages, "0")


def test_build_json(make_site: MakeSite) -> None:
    site = make_site(GOOD | {"c.md": article("C", "2026-11-03", kategry="Kota")})
    done = build(site, "--json")
    result = json.loads(done.stdout)
    assert done.exit_code == 0
    assert done.stderr == ""
    assert (result["articles"], result["written"], result["removed"]) == (3, result["pages"], 0)
    assert result["problems"] == []
    assert result["warnings"] == [
        {
            "path": "c.md",
            "line": 4,
            "column": 1,
            "message": "unknown key `kategry`",
            "hint": "did you mean `kategori`?",
            "kind": "unknown key",
        }
    ]


def test_errors_as_json(make_site: MakeSite) -> None:
    site = make_site(GOOD | {"c.md": "rusak"})
    done = build(site, "--json")
    problems = json.loads(done.stdout)["problems"]
    assert (done.exit_code, done.stderr) == (1, "")
    assert [(p["path"], p["line"], p["column"], p["message"]) for p in problems] == [
        ("c.md", 1, 1, "there is no front matter")
    ]


def test_warnings_are_shown_and_counted(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", "2026-11-03", kategry="Kota") for n in range(3)}
    done = build(make_site(files))
    assert done.exit_code == 0
    assert done.stderr == (
        "warning: content/0.md:4:1: unknown key `kategry`"
        " (3 times: 0.md, 1.md, 2.md; did you mean `kategori`?)\n"
    )
    assert "; 3 warnings" in done.stdout


def test_strict(make_site: MakeSite) -> None:
    site = make_site(GOOD | {"c.md": article("C", "2026-11-03", kategry="Kota")})
    done = build(site, "--strict")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "content/c.md:4:1: unknown key `kategry`" in done.stderr
    assert not site.site.exists() or site.tree() == {}


def test_keep_going(make_site: MakeSite) -> None:
    site = make_site(GOOD | {"c.md": "rusak", "d.md": "---\ntitle: D\ndate: tiada\n---\n"})
    assert build(site).exit_code == 1
    assert not site.site.exists() or site.tree() == {}
    done = build(site, "--keep-going")
    assert done.exit_code == 1
    assert "error: content/c.md:1:1: there is no front matter" in done.stderr
    assert 'error: content/d.md:3:7: date: "tiada" is not a date' in done.stderr
    assert re.match(SUMMARY, done.stdout)
    assert "/2026/11/berita-a/" in site.urls()


def test_force(make_site: MakeSite) -> None:
    site = make_site(GOOD).put("site/index.html", "<p>Situs lama</p>")
    for options in ((), ("--keep-going",)):
        done = build(site, *options)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "--force` overwrite them)" in done.stderr
        assert f"error: {site.site / 'index.html'}: newsgen did not write it\n" in done.stderr
        assert site.read("/") == "<p>Situs lama</p>"
    assert build(site, "--force").exit_code == 0
    assert site.tree() == site.clean()


def test_keep_going_counts_what_it_leaves_out_as_errors_alone(make_site: MakeSite) -> None:
    site = make_site(
        GOOD
        | {
            "c.md": article("Berita A", "2026-11-01"),
            "d.md": article("Berita A", "2026-11-01", image="tiada.jpg", aliases=["/lama/"]),
            "e.md": article("Konsep", "2026-11-01", status="draft"),
            "f.md": "---\ntitle: F\ndate: tiada\ntags: [\n---\n",
            "g.md": article("Berita G", "2026-11-01", image="tiada.jpg", aliases=["/lama /", "/lama/"]),
        }
    )
    for _ in range(2):
        done = build(site, "--keep-going")
        assert re.match("3 articles, .*; 1 article not shown", done.stdout)
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        files = {line.split(":")[1] for line in errors}
        assert done.stderr.endswith(f"\n{len(errors)} errors in {len(files)} files\n")
        assert len(files) == 4
    site.delete("d.md").delete("f.md").delete("g.md")
    done = build(site, "--keep-going")
    assert done.stderr.endswith("\n1 error in 1 file\n")
    assert re.match("2 articles, .*; 1 article not shown", done.stdout)
    site.write("c.md", "rusak")
    assert re.match("2 articles, .*; 1 article not shown", build(site, "--keep-going").stdout)
    site.write("c.md", article("Berita C", "2026-11-01"))
    assert re.match("3 articles, .*; 1 article not shown", build(site).stdout)


def test_all_errors_are_told_at_once(make_site: MakeSite) -> None:
    done = build(make_site(GOOD | {f"{n}.md": "rusak" for n in range(5)}))
    assert done.stderr.count("there is no front matter") == 5
    assert done.stderr.endswith("5 errors in 5 files; the site is as it was\n")


VIEWS: dict[str, tuple[list[str], set[str]]] = {
    "none": ([], set()),
    "drafts": (["--drafts"], {"konsep"}),
    "future": (["--future"], {"besok"}),
    "expired": (["--expired"], {"basi"}),
    "all": (["--drafts", "--future", "--expired"], {"konsep", "besok", "basi"}),
}


@pytest.mark.parametrize("name", VIEWS)
def test_views(make_site: MakeSite, name: str) -> None:
    options, shown = VIEWS[name]
    site = make_site(
        {
            "a.md": article("Konsep", "2026-11-01", status="draft"),
            "b.md": article("Besok", "2026-11-21"),
            "c.md": article("Basi", "2026-11-01", expires="2026-11-02"),
        }
    )
    assert build(site, *options).exit_code == 0
    front = site.read("/")
    assert {name for name in ("konsep", "besok", "basi") if f"/2026/11/{name}/" in front} == shown


def test_source_date_epoch_is_the_clock(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Tepat", "2026-11-20 12:00")})
    build(site, epoch=str(int(EPOCH) - 1))
    assert "/2026/11/tepat/" not in site.urls()
    build(site, epoch=EPOCH)
    assert "/2026/11/tepat/" in site.urls()
    first = site.tree()
    build(site, epoch=str(int(EPOCH) + 10**8))
    later = site.tree()
    assert {path for path in first | later if first[path] != later[path]} == {"sitemap/news.xml"}


def test_output_and_base_url(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(GOOD)
    done = build(site, "--output", str(tmp_path / "lain"), "--base-url", "https://x.github.io/koran")
    assert done.exit_code == 0
    assert not site.site.exists()
    assert "https://x.github.io/koran/sitemap.xml" in site.tree(tmp_path / "lain")["robots.txt"].decode()


def test_the_project_is_the_current_folder(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site(GOOD)
    monkeypatch.chdir(site.path)
    assert run("build").exit_code == 0
    assert "/2026/11/berita-a/" in site.urls()


Harm = Callable[[Project], object]
BAD: dict[str, tuple[Harm, list[str], int, str]] = {
    "no config": (lambda p: p.drop("newsgen.yaml"), [], 2, "newsgen.yaml: there is no such file"),
    "config is a folder": (
        lambda p: p.drop("newsgen.yaml").put("newsgen.yaml/x", ""),
        [],
        2,
        "newsgen.yaml: can't be read",
    ),
    "no content": (
        lambda p: p.drop("content"),
        [],
        2,
        "content: there is no such folder",
    ),
    "no project": (lambda p: None, ["--project", "/tiada/di/sini"], 2, "there is no such file"),
    "project is a file": (lambda p: None, ["--project", __file__], 2, "is a file"),
    "unknown option": (lambda p: None, ["--tiada"], 2, "No such option"),
    "unknown key": (lambda p: p.configure("titel: X\n"), [], 2, "newsgen.yaml:1:1: unknown key `titel`"),
    "key is no text": (lambda p: p.configure("1: X\n"), [], 2, "newsgen.yaml:1:1: unknown key `1`"),
    "wrong kind": (
        lambda p: p.configure("\nper_page: banyak\n"),
        [],
        2,
        "newsgen.yaml:2:1: per_page: expected",
    ),
    "wrong kind inside": (
        lambda p: p.configure("title: A\nmenu: [{title: A, link: /}]\n"),
        [],
        2,
        "newsgen.yaml:2:19: unknown key `link`",
    ),
    "too small": (
        lambda p: p.configure("per_page: 0\n"),
        [],
        2,
        "newsgen.yaml:1:1: per_page: must be 1 or more",
    ),
    "negative read_also": (
        lambda p: p.configure("read_also: {auto: -1}\n"),
        [],
        2,
        "newsgen.yaml:1:13: read_also",
    ),
    "too large": (lambda p: p.configure("latest_count: 99999999999999999999\n"), [], 2, "latest_count"),
    "broken YAML": (lambda p: p.configure("title: A\nmenu: [\n"), [], 2, "newsgen.yaml:3:1: YAML"),
    "a tab": (lambda p: p.configure("title: A\n\tmenu: x\n"), [], 2, "newsgen.yaml:2:1: there is a tab"),
    "a list": (lambda p: p.configure("- a\n"), [], 2, "newsgen.yaml:1:1: expected lines of `key: value`"),
    "a tag": (lambda p: p.configure("title: !!python/object:os.x {}\n"), [], 2, "newsgen.yaml:1"),
    "not UTF-8": (lambda p: p.put("newsgen.yaml", b"title: caf\xe9\n"), [], 2, "newsgen.yaml: is not UTF-8"),
    "a forbidden character": (
        lambda p: p.put("newsgen.yaml", b"title: a\x00b\n"),
        [],
        2,
        "newsgen.yaml:1:9: a character that YAML forbids",
    ),
    "time zone": (lambda p: p.configure("timezone: Jambi\n"), [], 2, "`Jambi` is not a time zone"),
    "time zone outside": (lambda p: p.configure("timezone: ../../etc/passwd\n"), [], 2, "is not a time zone"),
    "permalink": (lambda p: p.configure("permalink: /{judul}/{slug}/\n"), [], 2, "unknown {judul}"),
    "permalink without slug": (lambda p: p.configure("permalink: /{year}/\n"), [], 2, "gives no page"),
    "permalink with a stray brace": (
        lambda p: p.configure('permalink: "/{slug}/}/"\n'),
        [],
        2,
        "permalink: ",
    ),
    "permalink with an open brace": (
        lambda p: p.configure('permalink: "/{/{slug}/"\n'),
        [],
        2,
        "permalink: ",
    ),
    "permalink out of the site": (lambda p: p.configure("permalink: /../{slug}/\n"), [], 2, "permalink: "),
    "base_url": (lambda p: p.configure("base_url: kabar.example\n"), [], 2, "is not a web address"),
    "base_url with a bad port": (
        lambda p: p.configure("base_url: 'http://[kabar.example/'\n"),
        [],
        2,
        "is not a web address",
    ),
    "--base-url": (lambda p: None, ["--base-url", "ftp://x"], 2, 'base_url: "ftp://x" is not a web address'),
    "output is content": (lambda p: None, ["--output", "{project}/content"], 2, "can't be written over"),
    "output is a file": (lambda p: p.put("berkas", ""), ["--output", "{project}/berkas"], 1, "is a file"),
    "output is in a file": (lambda p: p.put("berkas", ""), ["--output", "{project}/berkas/x"], 1, "berkas"),
    "broken article": (
        lambda p: p.write("x.md", "rusak"),
        [],
        1,
        "content/x.md:1:1: there is no front matter",
    ),
    "article is no text": (lambda p: p.write("x.md", bytes(range(256))), [], 1, "content/x.md:"),
    "article has UTF-16": (lambda p: p.write("x.md", "---\ntitle: A\n".encode("utf-16")), [], 1, "UTF-16"),
    "name is no text": (
        lambda p: Path(os.fsdecode(os.fsencode(p.path) + b"/content/caf\xe9.md")).write_text("x"),
        [],
        1,
        "the name is not UTF-8",
    ),
    "output is no text": (lambda p: None, ["--output", "{project}/\udcff"], 2, "is not UTF-8 text"),
    "explained is no text": (lambda p: None, ["--explain", "/\udcff/"], 2, "is not UTF-8 text"),
    "page text without anything": (lambda p: p.write("x.txt", ""), [], 1, "content/x.txt"),
    "template": (lambda p: p.put("templates/page.html", "{% if %}"), [], 1, "templates/page.html:1:1: "),
    "words": (lambda p: p.put("templates/words/id.yaml", "latest: [\n"), [], 2, "templates/words/id.yaml"),
    "state is a folder": (lambda p: (p.path / ".newsgen/state.db").mkdir(parents=True), [], 1, "state.db"),
    "state's folder is a file": (lambda p: p.put(".newsgen", ""), [], 1, ".newsgen"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_an_error_and_no_traceback(make_site: MakeSite, name: str) -> None:
    harm, options, code, message = BAD[name]
    site = make_site(
        GOOD | {"pages/redaksi.md": "---\ntitle: Redaksi\n---\n"} if name == "template" else GOOD
    )
    harm(site)
    done = build(site, *(option.format(project=site.path) for option in options))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""
    assert not site.site.exists() or site.tree() == {}
    same = build(site, *(option.format(project=site.path) for option in options), "--json")
    assert same.exit_code == code
    if "Usage" not in same.stderr:
        assert json.loads(same.stdout)["problems"]


@pytest.mark.parametrize("url", ["/2026/11/berita-a/{n}/", "/hal/{n}/", "/sitemap/pages-{n}.xml", "/{n}/11/"])
def test_a_number_that_no_page_has_is_no_page(make_site: MakeSite, url: str) -> None:
    asked = url.format(n="9" * 5000)
    done = build(make_site(GOOD), "--explain", asked)
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"{asked}: there is no such page" in done.stdout


@pytest.mark.parametrize("command", ["build", "new"])
@pytest.mark.parametrize("epoch", ["kemarin", "1e9", "99999999999999999999", "-99999999999999999999"])
def test_a_clock_that_is_none(make_site: MakeSite, epoch: str, command: str) -> None:
    site = make_site(GOOD)
    arguments = ["Judul"] if command == "new" else []
    done = run(command, "--project", str(site.path), *arguments, epoch=epoch)
    assert done.exit_code == 2
    assert f"error: SOURCE_DATE_EPOCH: `{epoch}`".replace("`", '"') in done.stderr


def test_two_builds_at_once(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    with Database(site.path / ".newsgen" / "state.db"):
        done = build(site)
    assert done.exit_code == 1
    assert "state.db: another newsgen is at work here (wait until it ends)" in done.stderr
    assert build(site).exit_code == 0


def test_two_first_builds_at_once(make_site: MakeSite) -> None:
    site = make_site(GOOD)
    build(site)
    clean = site.tree()
    for _ in range(8):
        for folder in (site.site, site.path / ".newsgen"):
            shutil.rmtree(folder)
        command = [
            sys.executable,
            "-c",
            "from newsgen.cli import main; main()",
            "build",
            "--project",
            str(site.path),
        ]
        environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
        both = [
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        said = [process.communicate(timeout=60)[1].decode() for process in both]
        assert 0 in {process.returncode for process in both}
        assert all("another newsgen is at work here" in text for text in said if text), said
        assert site.tree() == clean


# new


def new(site: Project, *arguments: str, epoch: str = EPOCH) -> Result:
    return run("new", "--project", str(site.path), *arguments, epoch=epoch)


TITLES = {
    "Sekda Ajak 49 OPD": "sekda-ajak-49-opd",
    "No": "no",
    "#JambiTuntas": "jambituntas",
    "'Kutip' \"ganda\": titik dua – 100% & <b>": "kutip-ganda-titik-dua-100-b",
    "  Spasi \t di mana-mana ": "spasi-di-mana-mana",
    "2018-08-02": "2018-08-02",
    "../../etc/passwd": "etc-passwd",
    "Café 漢字": "cafe-漢字",
    "null": "null",
    "---": None,
    "": None,
    "   ": None,
    "?!…": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_new_writes_a_file_that_reads_back(make_site: MakeSite, title: str) -> None:
    site = make_site()
    done = new(site, "--section", "Pemerintahan: Kota", "--tag", "010", "--tag", "Jambi, Kota", "--", title)
    slug = TITLES[title]
    if slug is None:
        assert (done.exit_code, done.stdout) == (2, "")
        assert "has no letters" in done.stderr
        assert site.tree(site.path / "content") == {}
        return
    assert (done.exit_code, done.stderr) == (0, "")
    file = site.path / "content" / "2026" / "11" / f"{slug}.md"
    assert done.stdout == f"{file}\n"
    read = reader.read(f"2026/11/{slug}.md", file.read_bytes(), WIB)
    assert isinstance(read.record, Article)
    assert read.warnings == ()
    assert read.record.title == " ".join(title.split())
    assert read.record.date.at == datetime(2026, 11, 20, 12, tzinfo=WIB)
    assert (read.record.slug, read.record.categories) == (slug, ("Pemerintahan: Kota",))
    assert read.record.tags == ("010", "Jambi, Kota")
    assert build(site).exit_code == 0
    assert f"/2026/11/{slug}/" in site.urls()


def test_new_without_options_gives_no_section_and_no_tags(make_site: MakeSite) -> None:
    site = make_site()
    file = Path(new(site, "Judul").stdout.strip())
    record = reader.read("2026/11/judul.md", file.read_bytes(), WIB).record
    assert isinstance(record, Article)
    assert (record.categories, record.tags) == ((), ())


def test_new_never_overwrites(make_site: MakeSite) -> None:
    site = make_site()
    file = Path(new(site, "Judul").stdout.strip())
    file.write_text("milik saya")
    done = new(site, "JUDUL!")
    assert done.exit_code == 2
    assert f"{file}: exists already (edit it, or choose another headline)" in done.stderr
    assert file.read_text() == "milik saya"


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda p: p.drop("newsgen.yaml"), "newsgen.yaml: there is no such file"),
        (lambda p: p.put("content/2026", "x"), "can't be written"),
        (lambda p: p.configure("titel: x\n"), "unknown key `titel`"),
    ],
)
def test_new_where_it_can_not(make_site: MakeSite, harm: Harm, message: str) -> None:
    site = make_site()
    harm(site)
    done = new(site, "Judul")
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


# the program itself


def test_version_and_help() -> None:
    assert run("--version").output == f"newsgen {newsgen.__version__}\n"
    assert run("--version").exit_code == 0
    for flag in ("-h", "--help"):
        shown = run(flag)
        assert shown.exit_code == 0
        assert {"build", "new"} <= set(shown.output.split())
    for option in "project output base-url drafts future expired strict keep-going json".split():
        assert f"--{option}" in run("build", "--help").output
    for option in "project section tag".split():
        assert f"--{option}" in run("new", "--help").output
    assert run("tiada").exit_code == 2


def test_version_does_not_import_what_a_build_needs() -> None:
    code = (
        "import sys; from newsgen.cli import main; main(['--version'], standalone_mode=False);"
        "print(sorted({'jinja2', 'markdown', 'babel', 'sqlite3', 'nh3', 'rich'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"newsgen {newsgen.__version__}", "[]"]


def test_python_m_newsgen_is_the_command(make_site: MakeSite) -> None:
    for arguments in (["--version"], ["why", "--project", str(make_site(GOOD).path), "x.md"]):
        done = subprocess.run(
            [sys.executable, "-m", "newsgen", *arguments], capture_output=True, text=True, check=False
        )
        expected = run(*arguments)
        assert (done.returncode, done.stdout) == (expected.exit_code, expected.stdout)
        assert "Traceback" not in done.stderr


def test_the_installed_command_runs(make_site: MakeSite) -> None:
    site = make_site(GOOD, CONFIG)
    command = Path(sys.executable).with_name("newsgen")
    done = subprocess.run(
        [command, "build"],
        cwd=site.path,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(SUMMARY + "\n", done.stdout)
