"""What crawlers are told: robots.txt, lists of few stories, and IndexNow."""

import json
import re
from urllib.robotparser import RobotFileParser

import pytest
from click.testing import CliRunner
from conftest import BARE, CONFIG, MakeSite, Project, article, killed_at

from newsgen.cli import main

HOST = "https://kabar.example"
SEARCH = ("OAI-SearchBot", "PerplexityBot", "Claude-SearchBot")
TRAINING = (
    "GPTBot", "ClaudeBot", "Google-Extended", "CCBot", "Applebot-Extended", "meta-externalagent",
    "Bytespider",
)  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "search", "training", "signal"),
    [
        ("", True, False, "search=yes, ai-train=no"),
        ("ai: search-only\n", True, False, "search=yes, ai-train=no"),
        ("ai: allow\n", True, True, "search=yes, ai-input=yes, ai-train=yes"),
        ("ai: deny\n", False, False, "search=yes, ai-input=no, ai-train=no"),
    ],
)
def test_robots_says_who_may_come(
    make_site: MakeSite, setting: str, search: bool, training: bool, signal: str
) -> None:
    site = make_site({"a.md": article("A", "2026-11-01")}, CONFIG + setting)
    site.build()
    text = site.read("/robots.txt")
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    for crawler in ("Googlebot", "bingbot", "Siapa"):
        assert robots.can_fetch(crawler, f"{HOST}/2026/11/a/")
    assert {robots.can_fetch(crawler, f"{HOST}/2026/11/a/") for crawler in SEARCH} == {search}
    assert {robots.can_fetch(crawler, f"{HOST}/2026/11/a/") for crawler in TRAINING} == {training}
    assert set(re.findall(r"^Content-Signal: (.*)$", text, re.MULTILINE)) == {signal}
    assert robots.site_maps() == [f"{HOST}/sitemap.xml", f"{HOST}/sitemap/news.xml"]


# lists of few stories


def robots_of(site: Project, url: str) -> str:
    (found,) = re.findall(r'<meta name="robots" content="([^"]*)">', site.read(url))
    return str(found)


def tagged(count: int) -> dict[str, str | bytes]:
    return {
        f"{n}.md": article(f"B {n}", f"2026-11-0{n}", tags=["Kota"], categories=["K"])
        for n in range(1, count + 1)
    }


def test_a_tag_with_few_stories_is_for_readers_alone(make_site: MakeSite) -> None:
    files = tagged(2) | {
        "tags/baru.md": "---\ntitle: Baru\n---\nIsi.\n",
        "tags/lama.md": "---\nmerge_into: kota\n---\n",
    }
    site = make_site(files, CONFIG + "per_page: 1\n")
    site.build()
    for url in ("/tag/kota/", "/tag/kota/hal/1/", "/tag/baru/"):
        assert robots_of(site, url) == "noindex,follow"
        assert f"{HOST}{url}<" not in site.read("/sitemap/pages.xml")
    assert "noindex" not in site.read("/tag/lama/")  # it leads on
    for url in ("/kategori/k/", "/kategori/k/hal/1/", "/2026/11/b-1/", "/"):
        assert robots_of(site, url) == "max-image-preview:large"
    site.write("3.md", str(tagged(3)["3.md"])).build()
    assert site.tree() == site.clean()
    for url in ("/tag/kota/", "/tag/kota/hal/1/", "/tag/kota/hal/2/"):
        assert robots_of(site, url) == "max-image-preview:large"
    assert f"{HOST}/tag/kota/<" in site.read("/sitemap/pages.xml")
    site.delete("1.md").build()
    assert site.tree() == site.clean()
    site.configure(CONFIG + "per_page: 1\nthin: 0\n").build()
    assert robots_of(site, "/tag/baru/") == "max-image-preview:large"
    assert site.tree() == site.clean()


# IndexNow


def test_the_key_of_indexnow_has_its_file(make_site: MakeSite) -> None:
    site = make_site({}, CONFIG + "indexnow: 5f3a09c1-D2e8\n")
    site.build()
    assert site.data("/5f3a09c1-D2e8.txt") == b"5f3a09c1-D2e8"
    site.configure(CONFIG).build()
    assert "/5f3a09c1-D2e8.txt" not in site.urls()
    assert site.tree() == site.clean()


def changed(site: Project, *options: str) -> list[str]:
    done = CliRunner().invoke(main, ["build", "--json", "--project", str(site.path), *options])
    assert done.exit_code == 0, done.output
    return [url.removeprefix(HOST) for url in json.loads(done.stdout)["changed_texts"]]


@pytest.mark.parametrize("latest", ["frozen", "current"])
def test_a_build_names_the_texts_that_changed(make_site: MakeSite, latest: str) -> None:
    files: dict[str, str | bytes] = {
        **{f"{n}.md": article(f"Berita {n}", f"2026-0{n}-01", tags=["Kota"]) for n in range(1, 6)},
        "w.md": article("W", "2026-01-05", status="withdrawn", reason="Keliru."),
        "pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    }
    site = make_site(files, CONFIG + f"latest: {latest}\n", BARE)
    assert changed(site) == []  # nothing is known of what was there before
    assert changed(site) == []
    site.write("6.md", article("Berita 6", "2026-06-01", tags=["Kota"]))
    assert changed(site) == ["/2026/06/berita-6/"]  # not those that show it
    site.write("3.md", article("Berita 3", "2026-03-01", body="Isi lain."))
    site.write("pages/redaksi.md", "---\ntitle: Redaksi\n---\nKita.\n")
    assert sorted(changed(site)) == ["/2026/03/berita-3/", "/redaksi/"]
    site.write("2.md", article("Berita 2", "2026-02-01", status="withdrawn", reason="Keliru."))
    assert changed(site) == ["/2026/02/berita-2/"]
    site.delete("1.md")
    assert changed(site) == ["/2026/01/berita-1/"]
    site.write("4.md", article("Berita 4", "2026-04-01", slug="lain", tags=["Kota"]))
    assert set(changed(site)) == {"/2026/04/lain/", "/2026/04/berita-4/"}
    site.configure(CONFIG + f"latest: {latest}\nper_page: 1\n")
    assert changed(site) == []
    assert changed(site, "--full") == []
    (site.site / "redaksi/index.html").write_text("x")
    assert changed(site) == []


def test_texts_are_named_after_a_build_that_was_killed(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({f"{n}.md": article(f"Berita {n}", f"2026-0{n}-01") for n in range(1, 4)}, CONFIG, BARE)
    site.build()
    site.write("2.md", article("Berita 2", "2026-02-01", body="Lain."))
    with killed_at(monkeypatch, 0), pytest.raises(KeyboardInterrupt):
        site.build()
    assert "/2026/02/berita-2/" in changed(site)
