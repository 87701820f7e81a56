"""`newsgen export`: web archives that hold the site byte for byte, and all records as JSON Lines."""

import gzip
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner, Result
from conftest import BARE, CONFIG, MakeSite, Project, article, photo
from surt import surt as reference_surt
from warcio.archiveiterator import ArchiveIterator

from newsgen.cli import main
from newsgen.config import load
from newsgen.errors import OutputError
from newsgen.index.view import View
from newsgen.publishing.export.export import export_site
from newsgen.publishing.export.surt import surt
from newsgen.publishing.export.target import new_file
from newsgen.publishing.options import BuildOptions

EPOCH = "1795150800"  # the moment that `conftest.NOW` is
FILES: dict[str, str | bytes] = {
    "a.md": article(
        "Sekda Ajak OPD",
        "2018-08-02 10:00",
        categories=["Kota"],
        tags=["C++"],
        aliases=["/?p=1", "/lama.html"],
    ),
    "b.md": article("Bénar 100% Tomat", "2018-08-03", permalink="/warta/Bénar 100 Tomat & 'b'+;/"),
    "c.md": article("Berita Ditarik", "2018-08-04", status="removed", reason="Hak cipta", body="Rahasia."),
    "d.md": article("Draf", "2018-08-05", status="draft"),
    "foto.jpg": photo(),
    "dok/laporan tahunan é.pdf": b"%PDF" * 1000,
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "tags/cplusplus.md": "---\ntitle: Bahasa C++\n---\n",
}


def run(site: Project, *arguments: str, exit_code: int = 0) -> Result:
    result = CliRunner().invoke(
        main, ["export", "--project", str(site.path), *arguments], env={"SOURCE_DATE_EPOCH": EPOCH}
    )
    assert result.exit_code == exit_code, result.output
    return result


def built(make_site: MakeSite, config: str = CONFIG) -> Project:
    site = make_site(FILES, config, templates=BARE)
    site.build()
    return site


def responses(stream: Any, root: str = "/") -> dict[str, bytes]:
    """Path in the output and bytes of each response in an archive, whose headers are checked."""
    found = {}
    for record in ArchiveIterator(stream, check_digests="raise"):
        if record.rec_type == "warcinfo":
            assert b"software: newsgen" in record.content_stream().read()
            continue
        assert record.rec_headers.get_header("WARC-Date") == "2026-11-20T05:00:00Z"
        assert record.http_headers.get_statuscode() == "200"
        url = urlsplit(record.rec_headers.get_header("WARC-Target-URI"))
        assert (url.scheme, url.netloc, url.path.isascii()) == ("https", "kabar.example", True)
        path = unquote(url.path.removeprefix(root))
        body = record.content_stream().read()
        assert record.http_headers.get_header("Content-Length") == str(len(body))
        if path.endswith("/") or not path:
            path += "index.html"
            assert record.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
        found[path] = body
    return found


# web archives


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_a_warc_holds_the_site_byte_for_byte(make_site: MakeSite, tmp_path: Path, root: str) -> None:
    site = built(make_site, CONFIG.replace("example/", f"example{root}"))
    run(site, "warc", str(tmp_path / "a.warc.gz"))
    with (tmp_path / "a.warc.gz").open("rb") as stream:
        found = responses(stream, root)
    assert found == site.pages()
    assert any("Bénar 100 Tomat" in path for path in found)


def test_the_same_site_gives_the_same_bytes(make_site: MakeSite, tmp_path: Path) -> None:
    site = built(make_site)
    for name in ("a.warc.gz", "b.warc.gz", "a.wacz", "b.wacz"):
        run(site, name.split(".")[1], str(tmp_path / name))
    for ending in ("warc.gz", "wacz"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_wacz_has_archive_index_and_pages(make_site: MakeSite, tmp_path: Path) -> None:
    site = built(make_site)
    target = tmp_path / "a.wacz"
    run(site, "wacz", str(target))
    with ZipFile(target) as package:
        assert {info.compress_type for info in package.infolist()} == {ZIP_STORED}
        described = json.loads(package.read("datapackage.json"))
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{sha256(package.read('datapackage.json')).hexdigest()}"
        assert {one["path"] for one in described["resources"]} == {*package.namelist()} - {
            "datapackage.json",
            "datapackage-digest.json",
        }
        for one in described["resources"]:
            data = package.read(one["path"])
            assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
        archive = package.read("archive/data.warc.gz")
        index = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
        idx = package.read("indexes/index.idx").decode().splitlines()
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
    assert responses(io.BytesIO(archive)) == site.pages()
    assert described["mainPageUrl"] == "https://kabar.example/"

    assert index == sorted(index)
    assert len(index) == len(site.pages())
    for line in index:
        key, at, fields = line.split(" ", 2)
        place = json.loads(fields)
        assert (key, at) == (reference_surt(place["url"]), "20261120050000")
        start, length = int(place["offset"]), int(place["length"])
        (record,) = ArchiveIterator(io.BytesIO(archive[start : start + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == place["url"]
    assert idx[0].startswith("!meta 0 {")
    assert idx[1].split(" ", 2)[:2] == index[0].split(" ", 2)[:2]

    urls = {unquote(page["url"]) for page in pages[1:]}
    assert "https://kabar.example/2018/08/sekda-ajak-opd/" in urls
    assert not urls & {"https://kabar.example/lama.html", "https://kabar.example/404.html"}
    assert {page["ts"] for page in pages[1:]} == {"2026-11-20T05:00:00Z"}


def test_titles_of_pages(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    site.build()
    run(site, "wacz", str(tmp_path / "a.wacz"))
    with ZipFile(tmp_path / "a.wacz") as package:
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
    titles = {unquote(urlsplit(page["url"]).path): page["title"] for page in pages}
    assert titles["/2018/08/sekda-ajak-opd/"] == "Sekda Ajak OPD"
    assert titles["/warta/Bénar 100 Tomat & 'b'+;/"] == "Bénar 100% Tomat"


def test_wacz_validates_it(make_site: MakeSite, tmp_path: Path) -> None:
    site = built(make_site)
    run(site, "wacz", str(tmp_path / "a.wacz"))
    code = "from wacz.main import main; import sys; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", "-f", str(tmp_path / "a.wacz")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Validation succeeded" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/",
        "https://www.kabar.example/2018/08/Judul-Berita/",
        "https://kabar.example/tag/c%2B%2B/feed.xml",
        "https://kabar.example/warta/B%C3%A9nar%20100%25%20Tomat%20&%20%3Cb%3E/",
        "https://kabar.example/a;b=c/d,e!$'()*+=:@~x.html",
        "https://kabar.example/%E0%A4%95%E0%A4%BE%E0%A4%AE/",
        "http://127.0.0.1:8000/a/",
        "https://a.b.kabar.example/_/p=12/",
        "https://kabar.example/a%23b%3Fc/",
    ],
)
def test_the_keys_of_the_index(url: str) -> None:
    assert surt(url) == reference_surt(url)


def test_an_archive_is_a_source_of_published_addresses(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    site.build()
    for name in ("a.warc.gz", "a.wacz"):
        run(site, name.split(".")[1], str(tmp_path / name))
        checked = CliRunner().invoke(
            main, ["check", "--project", str(site.path), "--published", str(tmp_path / name)]
        )
        assert (checked.exit_code, ", 0 would die" in checked.output) == (0, True), checked.output


def test_a_site_that_is_out_of_date_is_not_exported(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES, templates=BARE)
    target = tmp_path / "a.warc.gz"
    assert "newsgen build, then export" in run(site, "warc", str(target), exit_code=1).stderr
    site.build()
    (site.site / "index.html").write_text("lain")
    assert "a build would change 1 of its files" in run(site, "warc", str(target), exit_code=1).stderr
    site.build()
    site.write("e.md", article("Baru", "2018-08-06"))
    assert "not up to date" in run(site, "warc", str(target), exit_code=1).stderr
    site.write("e.md", "rusak")
    assert "content/e.md" in run(site, "warc", str(target), exit_code=1).stderr
    assert list(tmp_path.glob("*.gz")) == []


# records


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_all_records(make_site: MakeSite) -> None:
    site = make_site(FILES)
    found = lines(run(site, "json"))
    assert [(one["type"], one.get("path", one.get("slug"))) for one in found] == [
        ("article", "a.md"),
        ("article", "b.md"),
        ("article", "c.md"),
        ("page", "pages/redaksi.md"),
        ("list", "kota"),
        ("list", "cplusplus"),
    ]
    first, second, removed, page, *_ = found
    assert first["date"] == "2018-08-02T10:00:00+07:00"
    assert second["date"] == "2018-08-03"
    assert (first["body"], page["body"]) == ("Isi berita.", "Kami.")
    assert first["aliases"] == ["/?p=1", "/lama.html"]
    assert first["url"] == "https://kabar.example/2018/08/sekda-ajak-opd/"
    assert [(one["kind"], one["name"], one["url"]) for one in first["lists"]] == [
        ("section", "Kota", "https://kabar.example/kategori/kota/"),
        ("tag", "Bahasa C++", "https://kabar.example/tag/cplusplus/"),
    ]
    assert {"title", "authors", "source", "summary", "image", "extra", "status"} <= first.keys()
    assert (removed["reason"], "title" in removed, "body" in removed) == ("Hak cipta", False, False)
    assert "Draf" in [one.get("title") for one in lines(run(site, "json", "--drafts"))]


def test_records_in_a_file_are_those_that_are_printed(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    run(site, "json", str(tmp_path / "a.jsonl"))
    assert (tmp_path / "a.jsonl").read_text("utf-8") == run(site, "json").stdout
    assert run(site, "json", "-").stdout == run(site, "json").stdout


def test_nothing_is_left_out_in_silence(make_site: MakeSite) -> None:
    site = make_site({**FILES, "x.md": "rusak"})
    result = run(site, "json", exit_code=1)
    assert (result.stdout, "content/x.md" in result.stderr) == ("", True)


# files


def test_a_file_is_overwritten_only_with_force(make_site: MakeSite, tmp_path: Path) -> None:
    site = built(make_site)
    for arguments in (("warc", "a.warc.gz"), ("wacz", "a.wacz"), ("json", "a.jsonl")):
        target = tmp_path / arguments[1]
        target.write_text("lain")
        assert "--force" in run(site, arguments[0], str(target), exit_code=1).stderr
        assert target.read_text() == "lain"
        run(site, arguments[0], str(target), "--force")
        assert target.stat().st_size > 100
    assert run(site, "warc", exit_code=2).stdout == ""
    assert "ends with .warc.gz" in run(site, "warc", str(tmp_path / "a.zip"), exit_code=2).stderr
    assert run(site, "json", str(tmp_path), "--force", exit_code=1).stdout == ""
    assert "can't be written" in run(site, "json", str(tmp_path / "tiada/a.jsonl"), exit_code=1).stderr


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_text("lama")

    def interrupted() -> None:
        with new_file(target, force=True) as stream:
            stream.write(b"baru")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "lama")]
    with new_file(target, force=True) as stream:
        stream.write(b"baru")
    assert target.read_text() == "baru"
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~mask


def test_without_warcio_it_says_what_to_install(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(make_site)
    monkeypatch.setattr("newsgen.publishing.extras.find_spec", lambda name: None)
    result = run(site, "wacz", str(tmp_path / "a.wacz"), exit_code=2)
    assert "pip install 'newsgen[import]'" in result.stderr
    run(site, "json", str(tmp_path / "a.jsonl"))


@pytest.mark.parametrize("place", ["content/a.warc.gz", "site/dalam/a.warc.gz"])
def test_an_export_is_never_put_among_what_it_exports(make_site: MakeSite, place: str) -> None:
    site = make_site({"a.md": article("Satu", "2026-11-02")})
    site.build()
    (site.path / place).parent.mkdir(exist_ok=True)
    options = BuildOptions(project=site.path, output=site.site, view=View(now=0), force=True)
    with pytest.raises(OutputError) as error:
        export_site(
            options, load(site.path / "newsgen.yaml"), lambda *_: None, site.path / place, packed=False
        )
    assert "where an export would be taken for a part of the newspaper" in str(error.value)
    assert not (site.path / place).exists()
