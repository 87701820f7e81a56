"""Web servers on loopback that serve a site as its settings say: nginx, Apache and Caddy."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, socket

PATIENCE = 60.0  # seconds for a server to start
_PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))

_NGINX = """\
daemon off;
{user}
worker_processes 1;
pid {run}/pid;
error_log {run}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {run}/body;
    proxy_temp_path {run}/proxy;
    fastcgi_temp_path {run}/fastcgi;
    uwsgi_temp_path {run}/uwsgi;
    scgi_temp_path {run}/scgi;
    include {site}/redirects.conf;
    server {{
        listen 127.0.0.1:{port};
        root {site};
{advice}
    }}
}}
"""
_APACHE = """\
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {run}/pid
ErrorLog {run}/error.log
DefaultRuntimeDir {run}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule rewrite_module {modules}/mod_rewrite.so
DocumentRoot {site}
<Directory {site}>
    AllowOverride FileInfo
    Require all granted
</Directory>
"""
_CADDY = """\
{{
    admin off
    auto_https off
    storage file_system {run}
}}
http://127.0.0.1:{port} {{
    root * {site}
    import {site}/redirects.caddy
    file_server
}}
"""


def _nginx(run: Path, site: Path, port: int) -> list[str]:
    advice = [
        line[4:] for line in (site / "redirects.conf").read_text("utf-8").splitlines() if line[:5] == "#    "
    ]
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers can't read the folders of tests
    text = _NGINX.format(user=user, run=run, site=site, port=port, advice="\n".join(advice))
    (run / "nginx.conf").write_text(text)
    return [_program("nginx"), "-p", str(run), "-e", str(run / "error.log"), "-c", str(run / "nginx.conf")]


def _apache(run: Path, site: Path, port: int) -> list[str]:
    modules = next(
        path for path in map(Path, ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules")) if path.is_dir()
    )
    (run / "apache.conf").write_text(_APACHE.format(run=run, site=site, port=port, modules=modules))
    return [_program("apache2"), "-X", "-d", str(run), "-f", str(run / "apache.conf")]


def _caddy(run: Path, site: Path, port: int) -> list[str]:
    (run / "Caddyfile").write_text(_CADDY.format(run=run, site=site, port=port))
    return [_program("caddy"), "run", "--config", str(run / "Caddyfile"), "--adapter", "caddyfile"]


SERVERS: dict[str, Callable[[Path, Path, int], list[str]]] = {
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
}


def _program(name: str) -> str:
    """The path of a server; without it the tests fail."""
    found = shutil.which(name, path=_PLACES)
    assert found, f"{name} is not installed: apt-get install nginx-light apache2 caddy"
    return found


def _free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Server:
    """A server that runs; `ask` gives status, Location and body of its answer."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str) -> tuple[int, str, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = response.read()
            location = response.getheader("Location", "")
            return response.status, location.removeprefix(f"http://127.0.0.1:{self.port}"), body
        finally:
            connection.close()


@contextmanager
def serving(name: str, site: Path, run: Path) -> Iterator[Server]:
    """A server of a site, with its own settings and files in the folder `run`."""
    run.mkdir()
    port = _free_port()
    environment = {**os.environ, "HOME": str(run), "XDG_DATA_HOME": str(run), "XDG_CONFIG_HOME": str(run)}
    log = run / "output.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            SERVERS[name](run, site, port), stdout=stream, stderr=subprocess.STDOUT, env=environment
        )
        try:
            _wait(process, port, log)
            yield Server(port)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until a server listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text("utf-8", "replace")
        with socket(AF_INET, SOCK_STREAM) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(log.read_text("utf-8", "replace"))
