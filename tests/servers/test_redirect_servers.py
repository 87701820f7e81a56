"""What nginx, Apache and Caddy answer at old addresses, with the files that newsgen writes for them."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from conftest import BARE, Project, article
from webservers import SERVERS, Server, serving

from newsgen.config import load
from newsgen.urls import SAFE, Urls

CONFIG = """\
title: Kabar Uji
base_url: https://kabar.example/
social_images: off
feeds: [section]
redirect_rules:
  - {from: "/{year}/{month}/{day}/{slug}/", to: article}
  - {from: "/berita/{slug}.html", to: article}
  - {from: "/category/{slug}/", to: section}
  - {from: "/category/{slug}/feed/", to: section-feed}
  - {from: /feed/, to: feed}
"""
STORY = "/2026/11/banjir/"
# Old addresses that could mean something else in the files of servers.
HOSTILE = (
    "/lama/", "/lama/x.html", "/Lama/X.html", "/lama/berita.php", "/a b/c d/", "/kabar/é/", "/日本/berita/",
    "/$1/", "/${uri}/", "/$host/x/", "/{path}/", "/{http.request.host}/", "/%{HTTP_HOST}/", "/(a|b)*[c]+/",
    "/a.b/", "/\"kutip\"/", "/'kutip'/", "/`x`/", "/a;b/", "/a&b/", "/a=b,c/", "/~x/", "/x~^y/",
    "/%23x/", "/%3Ftanya/", "/100%25/", "/%252e/", "/a+b/", "/a:b/", "/a@b!/", "/default/", "/hostnames/",
    "/-/x/", "/<b>/", "/a|b/", "/^x$/", "/a%0Ab/", "/a%09b/", "/" + "panjang-" * 25 + "/",
    "/search/label/UMKM/", "/x{{y}}/",
)  # fmt: skip
QUERIES = ("/?p=12", "/?page_id=7", "/berita.php?id=3", "/?lang=id&id=4", "/?cat=ekonomi", "/x/y.php?a=$b")


def newsroom(path: Path, server: str, more: str = "") -> Project:
    project = Project(path / "koran")
    project.configure(f"{CONFIG}redirects: {server}\n{more}")
    for name, text in BARE.items():
        project.put(f"templates/{name}", text)
    aliases = [*HOSTILE, *QUERIES]
    project.write("a.md", article("Banjir", "2026-11-01 08:00", aliases=aliases, categories=["Daerah"]))
    project.write("b.md", article("Pasar", "2026-11-02 08:00", categories=["Ekonomi"], permalink="/khusus/"))
    project.write("c.md", article("Cabai", "2026-11-03 08:00", slug="cabai-é", categories=["Ekonomi"]))
    project.write("pages/redaksi.md", "---\ntitle: Redaksi\naliases: [/tentang/, '/?page_id=1']\n---\n")
    project.write("pages/mata.md", "---\ntitle: Mata\npermalink: /2026/11/01/mata/\n---\n")
    project.write("mata.md", article("Mata", "2026-11-01 09:00", slug="mata"))
    project.write("sections/daerah.md", "---\ntitle: Daerah\naliases: [/wilayah/]\n---\n")
    project.write("sections/kota.md", "---\nmerge_into: daerah\n---\n")
    project.build()
    return project


@pytest.fixture(scope="module", params=sorted(SERVERS))
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return newsroom(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(scope="module")
def server(project: Project) -> Iterator[Server]:
    name = load(project.path / "newsgen.yaml").redirects
    with serving(name, project.site.resolve(), project.path / "run") as server:
        yield server


def asked(address: str) -> str:
    """An old address as browsers ask for it."""
    path, mark, query = address.partition("?")
    return quote(unquote(path), safe=SAFE) + mark + quote(query, safe=SAFE)


@pytest.mark.parametrize("old", HOSTILE)
def test_each_old_address_leads_on(server: Server, old: str) -> None:
    for path in {asked(old), asked(old).rstrip("/"), quote(unquote(old)), f"{asked(old)}?utm_source=x"}:
        status, location, _ = server.ask(path)
        assert (status, location.partition("?")[0]) == (301, STORY), path


@pytest.mark.parametrize("old", QUERIES)
def test_each_old_address_with_a_query_leads_on(server: Server, old: str) -> None:
    more = "" if "lang" in old else "&fbclid=x"
    for path in {asked(old), asked(old) + more}:
        assert server.ask(path)[:2] == (301, STORY), path


ANSWERS = {
    "/tentang/": (301, "/redaksi/"),
    "/?page_id=1": (301, "/redaksi/"),
    "/wilayah/": (301, "/kategori/daerah/"),
    "/wilayah/feed.xml": (200, ""),  # which has the feed's bytes
    "/kategori/kota/": (301, "/kategori/daerah/"),
    "/category/daerah/": (301, "/kategori/daerah/"),
    "/category/kota": (301, "/kategori/daerah/"),
    "/category/ekonomi/feed/": (301, "/kategori/ekonomi/feed.xml"),
    "/feed/": (301, "/feed.xml"),
    "/2026/11/01/banjir/": (301, STORY),
    "/2026/11/01/banjir": (301, STORY),
    "/2026/11/02/pasar/": (301, "/khusus/"),
    "/2026/11/03/cabai-%C3%A9/": (301, "/2026/11/cabai-%C3%A9/"),
    "/berita/banjir.html": (301, STORY),
    "/berita/pasar.html": (301, "/khusus/"),
    "/2026/11/01/mata/": (200, ""),  # a page that is there
    "/2026/11/01/tiada/": (404, ""),  # no article has it
    "/berita/tiada.html": (404, ""),
    "/category/tiada/": (404, ""),
    "/tiada/": (404, ""),
    "/-": (404, ""),
    "/": (200, ""),
    "/?p=13": (200, ""),
    "/?p=1": (200, ""),
    "/?utm_source=x": (200, ""),
    STORY: (200, ""),
    "/kategori/daerah/": (200, ""),
    "/feed.xml": (200, ""),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_what_is_answered(server: Server, path: str) -> None:
    assert server.ask(path)[:2] == ANSWERS[path]


def test_pages_are_served_as_built(server: Server, project: Project) -> None:
    for url in ("/", STORY, "/redaksi/", "/feed.xml"):
        assert server.ask(url)[2] == project.data(url)


def test_there_is_one_file_and_no_other(project: Project) -> None:
    urls = Urls(load(project.path / "newsgen.yaml"))
    stubs = {urls.output(urls.alias(old)) for old in (*HOSTILE, *QUERIES)}
    assert not stubs & set(project.pages())
    assert not [path for path in project.pages() if path.endswith(".json") and "_/" in path]
    assert project.tree() == project.clean()


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_site_below_a_path(tmp_path: Path, name: str) -> None:
    project = newsroom(tmp_path, name, "")
    project.configure((project.path / "newsgen.yaml").read_text().replace(".example/", ".example/koran/"))
    project.build(output=tmp_path / "www" / "koran")
    top = tmp_path / "www"
    if name != "apache":  # which reads it in the folder of the site
        (top / "koran" / ("redirects.conf" if name == "nginx" else "redirects.caddy")).rename(
            top / ("redirects.conf" if name == "nginx" else "redirects.caddy")
        )
    with serving(name, top.resolve(), tmp_path / "run") as server:
        for old in ("/koran/lama/", "/koran/?p=12", "/koran/berita.php?id=3", "/koran/2026/11/01/banjir/"):
            assert server.ask(old)[:2] == (301, f"/koran{STORY}"), old
        assert server.ask("/koran/2026/11/01/tiada/")[0] == 404
        assert server.ask("/lama/")[0] == 404
