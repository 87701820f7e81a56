"""aria2c and wget put the files of an old site where newsgen's lists say: from a server on loopback."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from newsgen.importing.media import MediaFolders, MediaResult, Originals, bring
from newsgen.importing.story import Media

NAMES = (
    "wp-content/uploads/2018/08/foto.jpg",
    "wp-content/uploads/2018/08/b c.jpg",
    "wp-content/uploads/2018/08/kébun – raya.jpg",
    "wp-content/uploads/2018/08/日本.png",
    "wp-content/uploads/2018/08/a+b&c=d;e,f'g(1)[2]{3}$!~@:*.jpg",
    "wp-content/uploads/2018/08/tanya?.jpg",
    "wp-content/uploads/2018/08/pagar#satu.jpg",
    "wp-content/uploads/2018/08/100%.jpg",
    "wp-content/uploads/2018/08/a%20b.jpg",
    'wp-content/uploads/2018/08/"kutip" <x>|.jpg',
    "laporan.pdf",
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["", "koran/"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an old site with these files, at the root of its host or below it."""
    top = tmp_path / "lama" / request.param
    for name in NAMES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(name, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "lama"))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{request.param}"
        server.shutdown()


def planned(site: str, folder: Path) -> MediaResult:
    (folder / "koran/isi berita").mkdir(parents=True, exist_ok=True)
    (folder / "kerja").mkdir(exist_ok=True)
    folders = MediaFolders(
        project=folder / "koran", content=folder / "koran/isi berita", workspace=folder / "kerja"
    )
    urls = [site + quote(name) for name in NAMES]
    return bring(urls, Originals(site, map(Media, urls)), folders)


@pytest.mark.parametrize("program", ["aria2c", "wget"])
def test_files_land_where_they_belong(site: str, tmp_path: Path, program: str) -> None:
    assert shutil.which(program), f"{program} is not installed"
    result = planned(site, tmp_path)
    assert (result.missing, len(result.commands)) == (len(NAMES), 2)
    (command,) = (command for command in result.commands if command.startswith(program))
    done = subprocess.run(
        command, check=False, shell=True, cwd=tmp_path / "koran", capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    content = tmp_path / "koran/isi berita"
    found = {
        file.relative_to(content).as_posix(): file.read_text("utf-8")
        for file in content.rglob("*")
        if file.is_file()
    }
    wanted = [name for name in NAMES if program == "aria2c" or "%20" not in name]  # wget can't have that one
    assert found == {name: name for name in wanted}
    again = planned(site, tmp_path)
    assert (again.there, again.missing) == (len(wanted), len(NAMES) - len(wanted))


def test_a_file_that_is_gone_does_not_stop_the_others(site: str, tmp_path: Path) -> None:
    (next((tmp_path / "lama").rglob("foto.jpg"))).unlink()
    for command in planned(site, tmp_path).commands:
        subprocess.run(
            command, check=False, shell=True, cwd=tmp_path / "koran", capture_output=True, timeout=120
        )
    assert planned(site, tmp_path).missing == 1
