"""Files of an old site: where they belong, where they are found, and what has to be downloaded."""

import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.importing import media as media_module
from newsgen.importing.media import (
    ARIA2,
    WGET,
    MediaFolders,
    MediaResult,
    Originals,
    RefusedError,
    bring,
)
from newsgen.importing.story import Media
from newsgen.importing.uploads import Uploads

SITE = "https://lama.example/"
UPLOADS = "https://lama.example/wp-content/uploads/"
KNOWN = [
    Media(UPLOADS + name)
    for name in (
        "2018/08/foto.jpg",
        "2018/08/denah-300x200.png",
        "2018/08/besar-scaled.jpg",
        "2018/08/putar-rotated.jpg",
        "2018/08/k%C3%A9bun.jpg",
        "2018/08/foto-e15345678.jpg",
    )
]


# where a file belongs


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (UPLOADS + "2018/08/foto.jpg", "wp-content/uploads/2018/08/foto.jpg"),
        ("http://www.lama.example:8080/foto/a.jpg?w=300#x", "foto/a.jpg"),
        ("//lama.example/foto/a.jpg", "foto/a.jpg"),
        ("https://i0.wp.com/lama.example/wp-content/uploads/a.jpg?resize=300", "wp-content/uploads/a.jpg"),
        ("https://i0.wp.com/a.jpg/b.png", "b.png"),
        ("https://lama.example//foto/./a%20b.jpg", "foto/a b.jpg"),
        ("https://lama.example/foto/%E9.jpg", "foto/é.jpg"),  # of a server that knew no UTF-8
        ("https://lama.example/foto/e%CC%81.jpg", "foto/e\u0301.jpg"),
        ("https://lama.example/100%.jpg", "100%.jpg"),
        ("https://bücher.example/a.jpg", "a.jpg"),
        ("https://[::1]:80/a.jpg", "a.jpg"),
        # resized ones
        (UPLOADS + "2018/08/foto-300x200.jpg", "wp-content/uploads/2018/08/foto.jpg"),
        (UPLOADS + "2018/08/foto-scaled.jpg", "wp-content/uploads/2018/08/foto.jpg"),
        (UPLOADS + "2018/08/foto-rotated.jpg", "wp-content/uploads/2018/08/foto.jpg"),
        (UPLOADS + "2018/08/k%c3%a9bun-1x1.jpg", "wp-content/uploads/2018/08/kébun.jpg"),
        (UPLOADS + "2018/08/besar-1024x768.jpg", "wp-content/uploads/2018/08/besar-scaled.jpg"),
        (UPLOADS + "2018/08/besar-scaled.jpg", "wp-content/uploads/2018/08/besar-scaled.jpg"),
        (UPLOADS + "2018/08/putar-150x150.jpg", "wp-content/uploads/2018/08/putar-rotated.jpg"),
        (UPLOADS + "2018/08/foto-e15345678-150x150.jpg", "wp-content/uploads/2018/08/foto-e15345678.jpg"),
        (UPLOADS + "2018/08/denah-300x200.png", "wp-content/uploads/2018/08/denah-300x200.png"),
        (UPLOADS + "2018/08/denah-300x200-150x150.png", "wp-content/uploads/2018/08/denah-300x200.png"),
        (UPLOADS + "2018/08/lain-300x200.jpg", "wp-content/uploads/2018/08/lain-300x200.jpg"),
        (UPLOADS + "2019/08/foto-300x200.jpg", "wp-content/uploads/2019/08/foto-300x200.jpg"),
        (UPLOADS + "2018/08/foto-300x200.png", "wp-content/uploads/2018/08/foto-300x200.png"),
        (UPLOADS + "-300x200.jpg", "wp-content/uploads/-300x200.jpg"),
    ],
)  # fmt: skip
def test_a_file_keeps_its_path_and_a_resized_picture_gets_that_of_its_original(url: str, path: str) -> None:
    originals = Originals(SITE, KNOWN)
    assert originals.file(url).path == path
    assert unquote(originals.address(url)) == f"/{path}"
    assert pickle.loads(pickle.dumps(originals)).file(url) == originals.file(url)


def test_what_is_below_the_path_of_the_site_is_below_content() -> None:
    originals = Originals("https://x.example/koran", [Media("https://x.example/koran/a.jpg")])
    assert originals.file("https://x.example/koran/a-1x1.jpg").path == "a.jpg"
    assert originals.file("https://x.example/koran2/a.jpg").path == "koran2/a.jpg"
    assert originals.file("https://x.example/lain/a.jpg").url == "https://x.example/lain/a.jpg"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", "file-address"),
        ("foto.jpg", "file-address"),
        ("javascript:alert(1)", "file-address"),
        ("file:///etc/passwd", "file-address"),
        ("ftp://lama.example/a.jpg", "file-address"),
        ("data:image/png;base64,AAAA", "file-address"),
        ("https://[x/a.jpg", "file-address"),
        ("https://lama.example\t\n/", "file-address"),
        ("https:///a.jpg", "file-address"),
        ("https://a b/a.jpg", "file-address"),
        ("https://lama.example", "file-address"),
        ("https://lama.example/foto/", "file-address"),
        ("https://lama.example/\ud800.jpg", "file-address"),
        ("https://i0.wp.com/", "file-address"),
        ("https://lama.example/../../etc/passwd", "file-name"),
        ("https://lama.example/a/%2e%2e/%2E%2E/b.jpg", "file-name"),
        ("https://lama.example/a/..%2f..%2fb.jpg", "file-name"),
        ("https://lama.example/a%5c..%5cb.jpg", "file-name"),
        ("https://lama.example/a%00.jpg", "file-name"),
        ("https://lama.example/a%0a  out=b.jpg", "file-name"),
        ("https://lama.example/a%09b.jpg", "file-name"),
        ("https://lama.example/a%E2%80%A8b.jpg", "file-name"),
        ("https://lama.example/.htaccess", "file-name"),
        ("https://lama.example/.git/a.jpg", "file-name"),
        ("https://lama.example/%20a.jpg", "file-name"),
        ("https://lama.example/" + "é" * 128 + ".jpg", "file-name"),
        ("https://lama.example/" + "abcdefghi/" * 101 + "a.jpg", "file-name"),
        ("https://lama.example/a.md", "file-text"),
        ("https://lama.example/readme.TXT", "file-text"),
        ("https://lama.example/index.html", "file-text"),
        ("https://lama.example/a.HTM", "file-text"),
        ("https://lama.example/shell.php", "file-program"),
        ("https://lama.example/shell.php5", "file-program"),
        ("https://lama.example/x.js", "file-program"),
        ("https://lama.example/robots.txt", "file-made"),
        ("https://lama.example/feed.xml", "file-made"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_refused(url: str, kind: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Originals(SITE).file(url)
    assert caught.value.kind == kind


HOSTILE = st.lists(
    st.sampled_from(
        [
            "..",
            ".",
            "/",
            "%2e",
            "%2f",
            "%5c",
            "\\",
            "%00",
            "\n",
            "%0a",
            "\t",
            "a",
            "é",
            "%e9",
            "~",
            ":",
            "?",
            "#",
            "-1x1",
            ".jpg",
            " ",
        ]
    )
    | st.text(max_size=3),
    max_size=10,
).map("".join)


@given(HOSTILE)
def test_no_name_leads_out_or_breaks_a_list(name: str) -> None:
    try:
        file = Originals(SITE, KNOWN).file(f"https://lama.example/{name}")
    except RefusedError:
        return
    top = Path("/srv/content")
    assert top in Path(os.path.normpath(top / file.path)).parents
    assert os.path.normpath(file.path) == file.path
    assert len(f"{file.url}{file.path}".splitlines()) == 1
    assert file.url.isascii()
    assert " " not in file.url


# where files are found

FILES = {
    "wp-content/uploads/2018/08/foto.jpg": "8",
    "wp-content/uploads/2019/01/foto.jpg": "1",
    "wp-content/uploads/2019/01/kébun raya.jpg": "k",
    "wp-content/uploads/2019/01/LAPORAN.PDF": "p",
}
PATHS = [*FILES, "wp-content/uploads/2017/01/foto.jpg", "wp-content/uploads/foto.jpg"]


def put(folder: Path, files: Mapping[str, str], prefix: str = "", below: str = "") -> Path:
    for path, text in files.items():
        file = folder / below / path.removeprefix(prefix)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("paths", [PATHS, []], ids=["by paths", "by names"])
@pytest.mark.parametrize(
    ("prefix", "below"),
    [
        ("", ""),
        ("wp-content/", ""),
        ("wp-content/uploads/", ""),
        ("", "lama.example"),
        ("", "mirror/lama.example"),
        ("", "lama.example/koran"),
        ("wp-content/", "cadangan/2024"),
    ],
)
def test_the_layout_of_a_folder_is_found_out(
    tmp_path: Path, prefix: str, below: str, paths: list[str]
) -> None:
    uploads = Uploads.known_by(put(tmp_path / "u", FILES, prefix, below), paths)
    found = {path: file.read_text("utf-8") for path in PATHS if (file := uploads.find(path))}
    assert found == FILES
    assert pickle.loads(pickle.dumps(uploads)).find(PATHS[0]) == uploads.find(PATHS[0])


@pytest.mark.parametrize(
    ("on_disk", "path"),
    [
        ("Foto.JPG", "foto.jpg"),
        ("foto.jpg", "Foto.JPG"),
        ("k%C3%A9bun.jpg", "kébun.jpg"),
        ("kébun.jpg", "ke\u0301bun.jpg"),
        ("ke\u0301bun.jpg", "kébun.jpg"),
        ("a%20b.jpg", "a b.jpg"),
        ("100%.jpg", "100%.jpg"),
    ],
)
def test_the_spelling_of_a_name_may_differ(tmp_path: Path, on_disk: str, path: str) -> None:
    folder = put(tmp_path, {f"2018/{on_disk}": "x"})
    assert Uploads.known_by(folder, [f"wp-content/uploads/2018/{path}"]).find(
        f"wp-content/uploads/2018/{path}"
    )


def test_the_very_name_is_preferred(tmp_path: Path) -> None:
    folder = put(tmp_path, {"2018/FOTO.jpg": "1", "2018/Foto.jpg": "2", "2018/foto.jpg": "3"})
    uploads = Uploads.known_by(folder, [])
    found = {
        name: uploads.find(f"wp-content/uploads/2018/{name}") for name in ("FOTO.jpg", "Foto.jpg", "foto.jpg")
    }
    assert [file.read_text() if file else "" for file in found.values()] == ["1", "2", "3"]


def test_a_file_of_another_month_is_not_taken(tmp_path: Path) -> None:
    uploads = Uploads.known_by(
        put(tmp_path, {"2018/08/a.jpg": "x", "a.jpg": "y"}), ["wp-content/uploads/2018/08/a.jpg"]
    )
    assert uploads.find("wp-content/uploads/2019/08/a.jpg") is None


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "u", {"2018/a.jpg": "x"})
    put(tmp_path / "secret", {"id_rsa": "key", "b.jpg": "key"})
    (folder / "2018/kunci.jpg").symlink_to(tmp_path / "secret/id_rsa")
    (folder / "2019").symlink_to(tmp_path / "secret")
    (folder / "2018/lain.jpg").symlink_to(folder / "2018/a.jpg")
    (folder / "2018/ring").symlink_to(folder)
    uploads = Uploads.known_by(folder, ["wp-content/uploads/2018/a.jpg"])
    assert uploads.find("wp-content/uploads/2018/kunci.jpg") is None
    assert uploads.find("wp-content/uploads/2019/b.jpg") is None
    assert uploads.find("wp-content/uploads/2018/lain.jpg")
    assert uploads.find("wp-content/uploads/2018/../../secret/b.jpg") is None


def test_what_is_no_file_or_empty_is_not_found(tmp_path: Path) -> None:
    folder = put(tmp_path, {"2018/a.jpg": "x", "2018/kosong.jpg": ""})
    os.mkfifo(folder / "2018/pipa.jpg")
    (folder / "2018/map.jpg").mkdir()
    uploads = Uploads.known_by(folder, ["wp-content/uploads/2018/a.jpg"])
    names = ("a", "kosong", "pipa", "map", "tiada")
    assert [bool(uploads.find(f"wp-content/uploads/2018/{name}.jpg")) for name in names] == [1, 0, 0, 0, 0]


def test_an_original_in_the_folder_is_taken_for_its_resized_picture(tmp_path: Path) -> None:
    files = {
        "2018/08/a.jpg": "o",
        "2018/08/a-300x200.jpg": "v",
        "2018/08/b-300x200.jpg": "v",
        "2018/08/c.jpg": "o",
    }
    uploads = Uploads.known_by(put(tmp_path, files), [])
    originals = Originals(SITE, [], uploads)
    names = {name: originals.file(f"{UPLOADS}2018/08/{name}").path for name in (
        "a-300x200.jpg", "b-300x200.jpg", "c-scaled.jpg", "c-99x99.jpg",
    )}  # fmt: skip
    assert [path.rpartition("/")[2] for path in names.values()] == [
        "a.jpg",
        "b-300x200.jpg",
        "c.jpg",
        "c.jpg",
    ]


# bring them


class Newsroom:
    """A project's folder, and what is brought into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path / "content"
        self.content.mkdir(parents=True)

    def bring(self, *urls: str, uploads: Path | None = None, dry_run: bool = False) -> MediaResult:
        workspace = self.path.parent / "kerja"
        workspace.mkdir(exist_ok=True)
        paths = [Originals(SITE).file(url).path for url in urls if url.startswith(UPLOADS)]
        found = Uploads.known_by(uploads, paths) if uploads else None
        folders = MediaFolders(project=self.path, content=self.content, workspace=workspace)
        result = bring(urls, Originals(SITE, KNOWN, found), folders, dry_run=dry_run)
        assert list(workspace.iterdir()) == []
        assert result.found == result.copied + result.there + result.missing + len(result.left)
        return result

    def tree(self) -> dict[str, str]:
        files = (file for file in self.path.rglob("*") if file.is_file() and not file.is_symlink())
        return {file.relative_to(self.path).as_posix(): file.read_text("utf-8") for file in sorted(files)}


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "koran")


A, B, C = (f"{UPLOADS}2018/08/{name}" for name in ("foto.jpg", "b%20c.jpg", "foto-300x200.jpg"))
BOTH = f"""{B}
  dir=content/wp-content/uploads/2018/08
  out=b c.jpg
{A}
  dir=content/wp-content/uploads/2018/08
  out=foto.jpg
"""


def test_what_is_missing_is_listed_once_in_order(newsroom: Newsroom) -> None:
    result = newsroom.bring(C, A.replace("https:", "http:"), A, B, A + "?x=1", "https://lama.example/x.php")
    assert (result.found, result.missing) == (3, 2)
    assert [(one.kind, one.url, one.loses) for one in result.left] == [
        ("file-program", "https://lama.example/x.php", True)
    ]
    assert newsroom.tree() == {ARIA2: BOTH, WGET: f"{B}\n{A}\n"}
    again = newsroom.bring(B, A, C)
    assert again.missing == 2
    assert newsroom.tree() == {ARIA2: BOTH, WGET: f"{B}\n{A}\n"}


def test_what_was_downloaded_is_there_and_lists_go_when_nothing_is_missing(newsroom: Newsroom) -> None:
    newsroom.bring(A, B)
    put(
        newsroom.content,
        {"wp-content/uploads/2018/08/foto.jpg": "a", "wp-content/uploads/2018/08/b c.jpg": "b"},
    )
    put(newsroom.content, {"wp-content/uploads/2018/08/b c.jpg.aria2": "half"})
    result = newsroom.bring(A, B)
    assert (result.there, result.missing) == (1, 1)
    assert newsroom.tree()[WGET] == f"{B}\n"
    (newsroom.content / "wp-content/uploads/2018/08/b c.jpg.aria2").unlink()
    result = newsroom.bring(A, B)
    assert (result.there, result.missing, result.commands) == (2, 0, ())
    assert set(newsroom.tree()) == {
        "content/wp-content/uploads/2018/08/b c.jpg", "content/wp-content/uploads/2018/08/foto.jpg",
    }  # fmt: skip


def test_files_are_copied_and_stay(newsroom: Newsroom, tmp_path: Path) -> None:
    uploads = put(tmp_path / "u", {"2018/08/FOTO.jpg": "asli", "2018/08/lain.jpg": "tak perlu"})
    os.utime(uploads / "2018/08/FOTO.jpg", (1_500_000_000, 1_500_000_000))
    dry = newsroom.bring(A, B, uploads=uploads, dry_run=True)
    assert newsroom.tree() == {}
    result = newsroom.bring(A, B, uploads=uploads)
    assert dry == result
    assert (result.copied, result.missing, result.there) == (1, 1, 0)
    copied = newsroom.content / "wp-content/uploads/2018/08/foto.jpg"
    assert (copied.read_text(), copied.stat().st_mtime) == ("asli", 1_500_000_000)
    before = newsroom.tree()
    result = newsroom.bring(A, B, uploads=uploads)
    assert (result.copied, result.missing, result.there) == (0, 1, 1)
    assert newsroom.tree() == before


def test_no_file_is_overwritten(newsroom: Newsroom, tmp_path: Path) -> None:
    uploads = put(tmp_path / "u", {"2018/08/foto.jpg": "asli", "2018/09/a.jpg": "x", "2018/10/a.jpg": "x"})
    put(
        newsroom.content,
        {"wp-content/uploads/2018/08/foto.jpg": "milik redaksi", "wp-content/uploads/2018/09": "x"},
    )
    (newsroom.content / "wp-content/uploads/2018/10/a.jpg").mkdir(parents=True)
    before = newsroom.tree()
    result = newsroom.bring(
        A,
        f"{UPLOADS}2018/09/a.jpg",
        f"{UPLOADS}2018/09/tiada.jpg",
        f"{UPLOADS}2018/10/a.jpg",
        uploads=uploads,
    )
    assert [one.kind for one in result.left] == ["file-differs"] * 4
    assert newsroom.tree() == before


def test_nothing_is_written_behind_a_link_out_of_content(newsroom: Newsroom, tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    (newsroom.content / "wp-content").symlink_to(outside)
    result = newsroom.bring(A, B, uploads=put(tmp_path / "u", {"2018/08/foto.jpg": "asli"}))
    assert [one.kind for one in result.left] == ["file-name"] * 2
    assert list(outside.iterdir()) == []
    assert newsroom.tree() == {}


def test_the_commands_say_where_files_go(newsroom: Newsroom) -> None:
    assert newsroom.bring(A).commands == (
        "aria2c --input-file=media.aria2.txt --continue=true --auto-file-renaming=false"
        " --max-concurrent-downloads=4 --remote-time=true",
        "wget --input-file=media.wget.txt --force-directories --no-host-directories"
        " --directory-prefix=content --no-clobber --restrict-file-names=nocontrol",
    )


def test_wget_gets_no_file_that_it_would_put_elsewhere(newsroom: Newsroom) -> None:
    result = newsroom.bring("https://lama.example/foto/%E9.jpg", A)
    assert newsroom.tree()[WGET] == f"{A}\n"
    assert newsroom.tree()[ARIA2].startswith(
        "https://lama.example/foto/%E9.jpg\n  dir=content/foto\n  out=é.jpg\n"
    )
    assert result.missing == 2


def test_many_are_sorted_on_disk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    urls = [f"{UPLOADS}{n * 7919 % 1000}/{n}.jpg" for n in range(500)] * 2
    newsroom.bring(*urls)
    at_once = newsroom.tree()
    monkeypatch.setattr(media_module, "_CHUNK", 64)
    result = newsroom.bring(*reversed(urls))
    assert (result.found, result.missing) == (500, 500)
    assert newsroom.tree() == at_once


def test_a_kill_leaves_the_former_lists(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.bring(A)
    before = newsroom.tree()

    def stop(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    folders = MediaFolders(
        project=newsroom.path, content=newsroom.content, workspace=newsroom.path.parent / "kerja"
    )
    with pytest.raises(KeyboardInterrupt):
        bring([A, B], Originals(SITE), folders, stop)
    assert newsroom.tree() == before
