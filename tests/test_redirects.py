"""Old addresses: what answers them by each setting, and that the site remembers and finds them."""

import json
import re
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import BARE, CONFIG, NOW, WIB, MakeSite, Project, article
from serving import Served

from newsgen.config import load
from newsgen.errors import ConfigError, NewsgenError
from newsgen.hosts import HOSTS
from newsgen.index.database import Database
from newsgen.index.rows import OutputRow
from newsgen.index.view import View, micros
from newsgen.pages.site import Redirection
from newsgen.publishing.addresses import ADDRESS
from newsgen.publishing.site import RenderedSite

BANJIR, CABAI = "/2026/11/banjir/", "/2026/11/cabai/"
FILES: dict[str, str | bytes] = {
    "a.md": article(
        "Banjir", "2026-11-01", aliases=["/lama/", "/?p=12"], tags=["Air"], categories=["Daerah"]
    ),
    "b.md": article(
        "Cabai", "2026-11-02", aliases=["/?p=1012", "/berita.php?id=3", "/x.php?a=b"], tags=["Air"]
    ),
    "c.md": article("Dulu", "2026-10-02", status="withdrawn", reason="x", aliases=["/dulu.html", "/?p=13"]),
    "pages/redaksi.md": "---\ntitle: Redaksi\naliases: [/about/, '/?page_id=5']\n---\n",
    "tags/air.md": "---\ntitle: Air\naliases: [/label/air/]\n---\n",
    "tags/hujan.md": "---\nmerge_into: air\n---\n",
}
RULES = """\
redirect_rules:
  - {from: "/{year}/{month}/{day}/{slug}/", to: article}
  - {from: "/{slug}/", to: article}
  - {from: "/topik/{slug}/", to: tag}
  - {from: /feed/, to: feed}
"""
SHARDS = {
    "_/p/0.json": {"p=12": BANJIR, "p=13": "/2026/10/dulu/"},
    "_/p/1.json": {"p=1012": CABAI},
    "_/page_id/0.json": {"page_id=5": "/redaksi/"},
    "berita.php_/id/0.json": {"id=3": CABAI},
    "x.php_/others.json": {"a=b": CABAI},
}


def find(site: Project, url: str) -> Redirection | None:
    """How the site that was built answers an old address."""
    view = View(now=micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB)))
    database = Database(site.path / ".newsgen" / "state.db").reading()
    try:
        rendered = RenderedSite(site.path, load(site.path / "newsgen.yaml"), database, view)
        return rendered.registry.redirection(url)
    finally:
        database.close()


def lost(site: Project, **options: Any) -> set[str]:
    return {warning.subject for warning in site.build(**options).warnings if warning.kind == ADDRESS}


def rules(site: Project) -> list[list[str]]:
    return [line.split() for line in site.read("/_redirects").splitlines()]


# by pages and a script


def test_old_addresses_with_a_query_share_lists(make_site: MakeSite) -> None:
    site = make_site(FILES, templates=BARE)
    site.build()
    pages = site.pages()
    lists = {
        path: json.loads(data) for path, data in pages.items() if "_/" in path and path.endswith(".json")
    }
    assert lists == SHARDS
    assert [path for path in pages if path.startswith("_/") and path not in SHARDS] == []
    assert {"lama/index.html", "about/index.html", "dulu.html", "label/air/index.html"} <= pages.keys()
    before = site.snapshot()
    site.write("d.md", article("Baru", "2026-11-03", aliases=["/?p=1999"]))
    site.build()
    assert {url for url in site.rewritten(before) if url.startswith("/_/")} == {"/_/p/1.json"}
    assert site.tree() == site.clean()


def test_pages_say_which_old_addresses_there_are(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build()
    told = 'data-old="/?p= /?page_id= /berita.php?id= /x.php?"'
    assert told in site.read("/")
    assert told in site.read("/404.html")
    assert "data-old" not in site.read(BANJIR)
    site.configure(CONFIG + "redirects: nginx\n")
    site.build()
    assert "data-old" not in site.read("/")


def test_stubs_of_queries_that_a_former_newsgen_wrote_are_not_lost(make_site: MakeSite) -> None:
    """As its memory has them: rows of files that are there."""
    site = make_site({"a.md": FILES["a.md"]}, templates=BARE)
    site.build()
    with Database(site.path / ".newsgen/state.db") as database:
        folder = str(site.site.resolve())
        (key,) = database.addresses.answered_at(folder, "_/p=12/index.html")
        site.put("site/_/p=12/index.html", "x")
        mtime = (site.site / "_/p=12/index.html").stat().st_mtime_ns
        database.outputs.put([OutputRow(folder, "_/p=12/index.html", key + 99, 1, mtime)])
        database.values.put(f"published {folder}", b"")
        database.commit()
    assert lost(site) == set()
    assert not (site.site / "_/p=12/index.html").exists()
    site.write("a.md", article("Banjir", "2026-11-01", tags=["Air"], categories=["Daerah"]))
    assert lost(site) == {"/lama/", "/_/p=12/"}


# law 7, by every setting

SETTINGS = ("html", "cloudflare", "netlify", "gitlab", "nginx", "apache", "caddy")


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_loses_an_address(make_site: MakeSite, setting: str) -> None:
    site = make_site(FILES, CONFIG + RULES, templates=BARE)
    assert lost(site) == set()
    site.configure(f"{CONFIG}{RULES}redirects: {setting}\n")
    assert lost(site) == set()
    assert site.tree() == site.clean()
    site.write(
        "a.md", article("Banjir", "2026-11-01", aliases=["/lama/"], tags=["Air"], categories=["Daerah"])
    )
    assert lost(site) == {"/_/p=12/"}
    assert lost(site) == {"/_/p=12/"}
    site.write("z.md", article("Lain", "2026-11-05", aliases=["/?p=12"]))
    assert lost(site) == set()
    site.configure(CONFIG + RULES)
    assert lost(site) == set()
    assert site.tree() == site.clean()
    site.configure(f"{CONFIG}redirects: {setting}\n")
    assert {"/2026/11/01/banjir/", "/topik/air/", "/feed/", "/banjir/"} <= lost(site)


@pytest.mark.parametrize("setting", SETTINGS)
def test_two_articles_with_one_old_query_are_an_error(make_site: MakeSite, setting: str) -> None:
    site = make_site(FILES, f"{CONFIG}redirects: {setting}\n", templates=BARE)
    site.build()
    site.write("y.md", article("Lain", "2026-11-05", aliases=["/?p=12"]))
    with pytest.raises(
        NewsgenError, match=r"y\.md: the address of its alias, /_/p=12/, is that of the alias in"
    ):
        site.build()


ANSWERS = {
    "/lama/": BANJIR,
    "/lama": BANJIR,
    "/?p=12": BANJIR,
    "/?p=12&fbclid=x": BANJIR,
    "/berita.php?id=3": CABAI,
    "/x.php?a=b": CABAI,
    "/dulu.html": "/2026/10/dulu/",
    "/about/": "/redaksi/",
    "/?page_id=5": "/redaksi/",
    "/label/air/": "/tag/air/",
    "/tag/hujan/": "/tag/air/",
    "/topik/air/": "/tag/air/",
    "/topik/hujan/": "/tag/air/",
    "/feed/": "/feed.xml",
    "/2026/11/01/banjir/": BANJIR,
    "/cabai/": CABAI,
    "/?p=99": None,
    "/tiada/": None,
    "/redaksi/": None,
    "/2026/11/01/tiada/": None,
}
SERVERS = ("nginx", "apache", "caddy")
WITHOUT_LISTS = ("html", "cloudflare")  # where no file of redirects answers for lists and feeds


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_site_knows_what_answers(make_site: MakeSite, setting: str) -> None:
    site = make_site(FILES, f"{CONFIG}{RULES}redirects: {setting}\n", templates=BARE)
    site.build()
    files = site.pages()
    for url, target in ANSWERS.items():
        found = find(site, url)
        if url == "/feed/" and setting in WITHOUT_LISTS:
            assert found is None
            assert site.read("/feed/").startswith("FeedPage(url=&#39;/feed/&#39;")
            continue
        assert (found and found.target) == target, url
        if found and "?" in url:
            assert found.by == ("host" if setting in SERVERS else "script")
        elif found:
            has_page = f"{url.strip('/')}/index.html" in files or url.strip("/") in files
            assert found.by == ("page" if has_page else "host"), url
            assert not (setting == "html" and found.by == "host")
            assert not (setting in SERVERS and found.by == "page")


def test_pages_win_over_rules_and_come_back(make_site: MakeSite) -> None:
    site = make_site(FILES, CONFIG + RULES, templates=BARE)
    site.build()
    assert site.read("/banjir/").startswith("RedirectPage")
    site.write("pages/banjir.md", "---\ntitle: Banjir\n---\n")
    assert site.build().warnings == ()
    assert (
        site.read("/banjir/").startswith("DocumentPage")
        or "redirect" not in site.read("/banjir/")[:20].lower()
    )
    assert site.tree() == site.clean()
    site.delete("pages/banjir.md")
    site.build()
    assert site.read("/banjir/").startswith("RedirectPage")
    assert site.tree() == site.clean()


@pytest.mark.parametrize("setting", ["html", "nginx"])
def test_two_stories_of_one_former_address(make_site: MakeSite, setting: str) -> None:
    """The file whose path comes first has it, without a word; a typed alias comes before both."""
    same = {f"{n}.md": article("Sama", f"2026-{n:02}-01", slug="sama") for n in (2, 1, 3)}
    site = make_site(
        same, f"{CONFIG}redirects: {setting}\nredirect_rules: [{{from: '/{{slug}}/', to: article}}]\n"
    )
    site.build()
    found = find(site, "/sama/")
    assert found
    assert found.target == "/2026/01/sama/"
    site.write("9.md", article("Lain", "2026-09-09", aliases=["/sama/"]))
    assert not [one for one in site.build().warnings if "sama" in str(one)]
    found = find(site, "/sama/")
    assert found
    assert found.target == "/2026/09/lain/"
    assert site.tree() == site.clean()


# files of rules


def test_rules_are_explicit_and_permanent(make_site: MakeSite) -> None:
    site = make_site(FILES, f"{CONFIG}redirects: netlify\n{RULES}", templates=BARE)
    site.build()
    found = rules(site)
    assert {len(line) for line in found} == {3}
    assert {line[2] for line in found} == {"301"}
    leads = {old: new for old, new, _ in found}
    assert leads["/lama/"] == BANJIR
    assert leads["/label/air/"] == leads["/tag/hujan/"] == leads["/topik/air/"] == "/tag/air/"
    assert leads["/:year/:month/:day/:slug/"] == "/:year/:month/:slug/"
    assert leads["/cabai/"] == CABAI  # it has no year, which the article's address needs
    assert "/2026/11/01/banjir/" not in leads
    assert found[-1][0] == "/:year/:month/:day/:slug/"
    assert not [path for path in site.pages() if path.startswith(("lama/", "about/", "topik/"))]


def test_cloudflare_follows_rules_even_where_a_page_stands(make_site: MakeSite) -> None:
    """So that only what a person typed is one: all else are pages, which give way."""
    site = make_site(FILES, f"{CONFIG}redirects: cloudflare\n{RULES}", templates=BARE)
    site.build()
    old = {line[0] for line in rules(site)}
    assert old == {"/lama/", "/lama", "/dulu.html", "/about/", "/about", "/label/air/", "/label/air",
                   "/tag/hujan/", "/tag/hujan"}  # fmt: skip
    assert {
        "2026/11/01/banjir/index.html",
        "banjir/index.html",
        "topik/air/index.html",
    } <= site.pages().keys()


@pytest.mark.parametrize("host", ["cloudflare", "gitlab"])
@pytest.mark.parametrize("own", ["", "# sendiri\n/a /b 301\n/c /d 302"])
def test_what_does_not_fit_has_pages(make_site: MakeSite, host: str, own: str) -> None:
    count = 1050
    files: dict[str, str | bytes] = {
        "a.md": article("A", "2026-11-01", slug="a", aliases=[f"/lama/{n:04}/" for n in range(count)]),
        "b.md": article("B", "2026-11-01", slug="b", aliases=["/a*b/", "/a:b/", "/" + "x/" * 493 + "x.html"]),
    }
    site = make_site(files | ({"_redirects": own} if own else {}), f"{CONFIG}redirects: {host}\n", BARE)
    site.build()
    text = site.read("/_redirects")
    assert text.startswith(own)
    limits = {limit.what: limit.free for limit in HOSTS[host].limits}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) <= limits["redirects"]
    assert len(lines) >= limits["redirects"] - 1
    assert max(map(len, lines)) <= limits.get("longest redirect", 10**6)
    assert len(text.encode()) <= limits.get("bytes of redirects", 10**6)
    answered = {line.split()[0].rstrip("/") for line in lines}
    pages = {"/" + path.removesuffix("/index.html") for path in site.pages() if path.startswith("lama/")}
    assert not answered & pages
    assert len(answered & {f"/lama/{n:04}" for n in range(count)}) + len(pages) == count
    assert {"a*b/index.html", "a:b/index.html"} <= site.pages().keys()
    assert site.tree() == site.clean()
    site.write(
        "a.md", article("A", "2026-11-01", slug="a", aliases=[f"/lama/{n:04}/" for n in range(1, count)])
    )
    assert lost(site) == {"/lama/0000/"}
    assert site.tree() == site.clean()


def test_an_own_rule_with_a_wildcard_leaves_little_room_at_cloudflare(make_site: MakeSite) -> None:
    """What follows it counts as such, of which there may be 100."""
    aliases = [f"/lama/{n:03}/" for n in range(90)]
    files = {"a.md": article("A", "2026-11-01", aliases=aliases), "_redirects": "/x/* /y/:splat 301\n"}
    site = make_site(files, CONFIG + "redirects: cloudflare\n", BARE)
    site.build()
    assert len(rules(site)) == 99


def as_placeholder(rule: str) -> re.Pattern[str]:
    """A rule as Netlify's documentation reads it: `:name` is a segment, a slash at the end is all one."""
    segments = (f"(?P<{part[1:]}>[^/]+)" if part[:1] == ":" else re.escape(part) for part in rule.split("/"))
    return re.compile("/".join(segments).rstrip("/") + "/?")


def test_a_placeholder_gives_each_address(make_site: MakeSite) -> None:
    site = make_site(FILES, f"{CONFIG}redirects: gitlab\n{RULES}", templates=BARE)
    site.build()
    old, new, _ = rules(site)[-1]
    for url, target in (("/2026/11/01/banjir/", BANJIR), ("/2026/11/02/cabai", CABAI)):
        found = as_placeholder(old).fullmatch(url)
        assert found
        assert re.sub(r":(\w+)", lambda name, found=found: found[name[1]], new) == target  # type: ignore[misc]


# servers


@pytest.mark.parametrize("setting", SERVERS)
def test_one_file_answers_for_a_server(make_site: MakeSite, setting: str) -> None:
    many = {f"{n}.md": article(f"N{n}", "2026-11-01", aliases=[f"/lama/{n}/", f"/?p={n}"]) for n in range(30)}
    site = make_site(many, f"{CONFIG}redirects: {setting}\n", templates=BARE)
    site.build()
    names = {"nginx": "redirects.conf", "apache": ".htaccess", "caddy": "redirects.caddy"}
    text = site.pages()[names[setting]].decode()
    assert all(f"/2026/11/n{n}/" in text for n in range(30))
    assert not [path for path in site.pages() if path.startswith(("lama/", "_/"))]
    before = site.snapshot()
    site.write("0.md", article("N0", "2026-11-01", aliases=["/lama/0/", "/?p=0"], body="Lain."))
    site.build()
    assert f"/{names[setting]}" not in site.rewritten(before)
    site.write("x.md", article("X", "2026-11-02", aliases=["/baru/"]))
    site.build()
    assert site.tree() == site.clean()


# settings

MISTAKES = {
    "[{from: '/{jahr}/{slug}/', to: article}]": "newsgen.yaml:5:19: redirect_rules: unknown {jahr}",
    "[{from: '/berita/', to: article}]": 'redirect_rules: "/berita/" is one address for many (use {slug})',
    "[{from: '/{year}/{slug}/', to: tag}]": "redirect_rules: unknown {year} (use {slug})",
    "[{from: '/{slug}/feed/', to: feed}]": "redirect_rules: unknown {slug} (write it without fields)",
    "[{from: 'a b', to: feed}]": 'redirect_rules: "a b" is no path',
    "[{from: '/{slug}/', to: story}]": "redirect_rules: expected article or author or",
    "[{to: tag}]": "redirect_rules: `from` is missing",
    "[{form: '/{slug}/', to: tag}]": "unknown key `form` (did you mean `from`?)",
}


@pytest.mark.parametrize("value", MISTAKES)
def test_what_is_wrong_with_rules(make_site: MakeSite, value: str) -> None:
    site = make_site({}, f"{CONFIG}redirect_rules: {value}\n")
    with pytest.raises(ConfigError) as caught:
        load(site.path / "newsgen.yaml")
    assert MISTAKES[value] in str(caught.value)


# the preview


def test_the_preview_answers_as_the_host_would(make_site: MakeSite) -> None:
    site = make_site(FILES, f"{CONFIG}redirects: nginx\n{RULES}", templates=BARE)
    with Served(site.path) as served:
        served.ready()
        for url, target in ANSWERS.items():
            response, body = served.ask(url)
            if target:
                assert (response.status, response.getheader("Location"), body) == (301, target, b""), url
            else:
                assert response.status in (200, 404), url
        assert served.ask("/_/p=12/")[0].status == 404


def test_the_preview_of_pages_and_lists(make_site: MakeSite) -> None:
    site = make_site(FILES, f"{CONFIG}{RULES}", templates=BARE)
    site.build()
    with Served(site.path) as served:
        served.ready()
        for path in ("/lama/", "/banjir/", "/topik/air/"):
            response, body = served.ask(path)
            assert (response.status, body) == (302, site.data(path))
        assert served.ask("/_/p/0.json")[1] == site.data("/_/p/0.json")
        assert served.ask("/_/p=12/")[0].status == 404
        assert served.ask("/?p=12")[0].status == 200


# law 1


def test_random_edits_with_all_settings(make_site: MakeSite) -> None:
    """Addresses that come, go and meet, by changing settings; each build is as one from nothing."""
    random = Random(7)
    pool = [
        "/lama/",
        "/sama/",
        "/?p=1",
        "/?p=1001",
        "/x.php?a=b",
        "/2026/11/01/sama/",
        "/banjir/",
        "/tag/air/",
    ]
    site = make_site(FILES, CONFIG + RULES, templates=BARE)
    site.build()
    for _ in range(14):
        for _ in range(random.randrange(1, 3)):
            number = random.randrange(4)
            keys: dict[str, Any] = {
                "aliases": random.sample(pool, random.randrange(3)),
                "tags": ["Air", "Baru"][:number],
            }
            site.write(
                f"{number}.md",
                article(f"N{number}", f"2026-11-0{number + 1}", slug=random.choice(["sama", "lain"]), **keys),
            )
        site.configure(f"{CONFIG}{random.choice(['', RULES])}redirects: {random.choice(SETTINGS)}\n")
        site.build(keep_going=True)
        assert site.tree() == site.clean(keep_going=True)


def test_names_are_decoded_in_lists(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": article("A", "2026-11-01", aliases=["/cari.php?q=banjir%20é&x=1"])}, templates=BARE
    )
    site.build()
    (shard,) = (path for path in site.pages() if path.endswith("others.json"))
    assert unquote(shard) == "cari.php_/others.json"
    assert json.loads(site.pages()[shard]) == {"q=banjir é&x=1": "/2026/11/a/"}
