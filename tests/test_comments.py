"""Readers' comments: letters by e-mail, or what another host keeps, which nothing asks for before a click."""

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest
from conftest import CONFIG, MakeSite, Project, article

from newsgen.config import Config, load
from newsgen.errors import ConfigError
from newsgen.rendering.layout import policy

BASE = "base_url: https://kabar.example/koran/\n"
GISCUS = "{service: giscus, repo: kabar/komentar, repo_id: R_kgDO, category: Umum, category_id: DIC_kwDO}"
URL = "/2026/11/banjir/"
STORY = article("Banjir", "2026-11-05")


def read(folder: Path, text: str) -> Config:
    path = folder / "newsgen.yaml"
    path.write_text(BASE + text, "utf-8")
    return load(path)


def rules(config: Config) -> dict[str, list[str]]:
    found = (rule.split() for rule in str(policy(config)).split("; "))
    return {name: sources for name, *sources in found}


# settings, the address of the script, and the hosts of scripts, connections, frames and styles
SERVICES: dict[str, Any] = {
    GISCUS: ("https://giscus.app/client.js", ["giscus.app"], [], ["giscus.app"], ["giscus.app"]),
    GISCUS.replace("}", ", host: g.example}"): (
        "https://g.example/client.js", ["g.example"], [], ["g.example"], ["g.example"],
    ),
    "{service: remark42, host: r.kabar.example, site: kabar}": (
        "https://r.kabar.example/web/embed.js", ["r.kabar.example"], [], ["r.kabar.example"], [],
    ),
    "{service: isso, host: kabar.example/isso}": (
        "https://kabar.example/isso/js/embed.min.js", ["kabar.example"], ["kabar.example"], [],
        ["kabar.example"],
    ),
    "{script: 'https://k.example/x.js?v=1', element: utas, data: {site: kabar}, hosts: ['*.api.example']}": (
        "https://k.example/x.js?v=1", *[["k.example", "*.api.example"]] * 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("setting", SERVICES)
def test_the_policy_is_opened_for_the_hosts_of_the_service_alone(tmp_path: Path, setting: str) -> None:
    src, scripts, connects, frames, styles = SERVICES[setting]
    config = read(tmp_path, f"comments: {setting}\n")
    assert config.comments_service
    assert config.comments_service.src == src
    assert config.services == ()  # nothing is loaded by itself
    before, after = rules(Config()), rules(config)
    opened = {name: after[name][len(before[name]) :] for name in after if after[name] != before[name]}
    expected = {"script-src": scripts, "connect-src": connects, "frame-src": frames, "style-src": styles}
    assert opened == {name: [f"https://{one}" for one in hosts] for name, hosts in expected.items() if hosts}
    assert all(after[name][: len(before[name])] == before[name] for name in after)


def test_letters_open_nothing(tmp_path: Path) -> None:
    config = read(tmp_path, "comments: redaksi@kabar.example\n")
    assert config.comments_service is None
    assert rules(config) == rules(Config())


def box(site: Project, url: str = URL) -> tuple[Any, dict[str, Any]]:
    """The box for comments on a page, and what it loads."""
    document = html5lib.parse(site.read(url), namespaceHTMLElements=False)
    (section,) = [one for one in document.iter("section") if one.get("id") == "comments"]
    return section, json.loads(section.get("data-comments", "{}"))


def sources(site: Project, url: str = URL) -> list[str]:
    """What a page loads by itself."""
    document = html5lib.parse(site.read(url), namespaceHTMLElements=False)
    kept = ("icon", "stylesheet", "manifest", "apple-touch-icon")
    links = [one.get("href") or "" for one in document.iter("link") if one.get("rel") in kept]
    return links + [src for one in document.iter() if (src := one.get("src"))]


@pytest.mark.parametrize("setting", SERVICES)
def test_a_page_loads_nothing_of_the_service_and_says_what_it_would(
    make_site: MakeSite, setting: str
) -> None:
    site = make_site({"a.md": STORY}, f"{CONFIG}comments: {setting}\n")
    site.build()
    src, (host, *_), *_ = SERVICES[setting]
    section, loads = box(site)
    assert all(source.startswith("/") for source in sources(site))
    assert any("/comments." in source for source in sources(site))
    assert loads["src"] == src
    assert host in "".join(section.itertext())
    (button,) = section.iter("button")
    assert (button.text, button.get("hidden")) == ("Tampilkan komentar", "")
    assert section.get("data-url") == f"https://kabar.example{URL}"


@pytest.mark.parametrize(
    ("setting", "loads"),
    [
        (
            GISCUS,
            {
                "data": {
                    "repo": "kabar/komentar", "repo-id": "R_kgDO", "category": "Umum",
                    "category-id": "DIC_kwDO", "mapping": "pathname", "strict": "1",
                    "reactions-enabled": "1", "emit-metadata": "0", "input-position": "bottom",
                    "theme": "{look}", "lang": "id",
                },
                "globals": {},
                "element": {"class": "giscus"},
            },
        ),
        (
            "{service: remark42, host: r.example}",
            {
                "data": {},
                "globals": {
                    "remark_config": {
                        "host": "https://r.example", "site_id": "remark", "components": ["embed"],
                        "url": "{url}", "theme": "{look}", "no_footer": True,
                    }
                },
                "element": {"id": "remark42"},
            },
        ),
        (
            "{service: isso, host: i.example}",
            {
                "data": {"isso": "https://i.example/", "isso-lang": "id"},
                "globals": {},
                "element": {"id": "isso-thread", "data-isso-id": "{path}"},
            },
        ),
        (
            "{script: 'https://k.example/x.js', element: utas, data: {site: '\"</script>&'}}",
            {"data": {"site": '"</script>&'}, "globals": {}, "element": {"id": "utas"}},
        ),
        ("{script: 'https://k.example/x.js'}", {"data": {}, "globals": {}, "element": {}}),
    ],
)  # fmt: skip
def test_a_service_gets_what_it_asks_for(make_site: MakeSite, setting: str, loads: dict[str, Any]) -> None:
    site = make_site({"a.md": STORY}, f"{CONFIG}comments: {setting}\n")
    site.build()
    found = box(site)[1]
    del found["src"]
    assert found == loads


NO_BOX = {
    "none are set": (CONFIG, STORY),
    "the story has none": (
        f"{CONFIG}comments: {GISCUS}\n",
        article("Banjir", "2026-11-05", comments="false"),
    ),
    "the story takes no letters": (
        f"{CONFIG}comments: redaksi@kabar.example\n",
        article("Banjir", "2026-11-05", komentar="tidak"),
    ),
    **{
        status: (f"{CONFIG}comments: {GISCUS}\n", article("Banjir", "2026-11-05", status=status, reason="x"))
        for status in ("withdrawn", "removed")
    },
    "it has expired": (
        f"{CONFIG}comments: {GISCUS}\n",
        article("Banjir", "2026-11-05", expires="2026-11-06"),
    ),
}


@pytest.mark.parametrize("name", NO_BOX)
def test_some_pages_have_no_box(make_site: MakeSite, name: str) -> None:
    config, story = NO_BOX[name]
    site = make_site({"a.md": story}, config)
    assert site.build().warnings == ()
    assert 'id="comments"' not in site.read(URL)
    assert "giscus" not in site.read(URL).split("<body>")[1]


def test_letters_go_on_to_be_asked_for(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY}, f"{CONFIG}comments: redaksi@kabar.example\n")
    site.build()
    section, loads = box(site)
    assert loads == {}
    assert [one.get("href") for one in section.iter("a")] == [
        f"mailto:redaksi@kabar.example?subject=Banjir&body=https%3A//kabar.example{URL}"
    ]
    assert not [source for source in sources(site) if "comments" in source]


def test_the_parts_of_a_story_lead_to_the_comments_of_the_whole(make_site: MakeSite) -> None:
    split = article("Banjir", "2026-11-05", body="Satu.\n\n<!--nextpage-->\n\nDua.")
    site = make_site({"a.md": split}, f"{CONFIG}nextpage: split\ncomments: {GISCUS}\n")
    site.build()
    whole = f"{URL}semua/"
    for url in (URL, f"{URL}2/"):
        section, loads = box(site, url)
        assert loads == {}
        assert [one.get("href") for one in section.iter("a")] == [f"{whole}#comments"]
    assert box(site, whole)[0].get("data-url") == f"https://kabar.example{whole}"


MISTAKES: list[tuple[str, int, str, str]] = [
    ("comments: redaksi", 1, "comments: `redaksi` is not an e-mail address", "redaksi@kabar.example"),
    ("comments: [a@b.id]", 1, "comments: expected a text, not a list", ""),
    ("comments: {service: utterances}", 12, "comments: `utterances` is not a service", "or isso"),
    ("comments: {service: gisqus, repo: a/b}", 12, "comments: `gisqus` is not a service", "`giscus`"),
    (
        "comments: {host: k.id, script: 'https://k.id/x.js'}",
        12,
        "comments: a script has no `host`",
        "{script",
    ),
    ("comments: {element: a}", 1, "comments: `script` is missing", "or the e-mail address"),
    ("comments: {service: isso}", 1, "comments: `host` is missing", "{service: isso, host: "),
    (
        "comments: {service: isso, host: 'https://k.id'}",
        27,
        "comments: `https://k.id` is not a host",
        "alone",
    ),
    ("comments: {service: isso, host: 'k.id; script-src *'}", 27, "is not a host", "alone"),
    ("comments: {service: remark42, host: k.id, repo: a/b}", 43, "remark42 has no `repo`", "site: kabar}"),
    (
        f"comments: {GISCUS.replace('kabar/komentar', 'kabar')}",
        29,
        "`kabar` is not a repository",
        "owner/name",
    ),
    (f"comments: {GISCUS.replace('repo_id: R_kgDO, ', '')}", 1, "`repo_id` is missing", "{service: giscus"),
    ("comments: {script: http://k.id/x.js}", 12, "`http://k.id/x.js` is not the https address", "https://"),
    ("comments: {script: 'https://k.id/x.js', element: 'a b'}", 41, "`a b` can't be the id", "hyphens"),
    ("comments: {script: 'https://k.id/x.js', data: {A: b}}", 48, "`data-A` can't be the name", "small"),
    ("comments: {script: 'https://k.id/x.js', hosts: ['*']}", 49, "comments: `*` is not a host", "alone"),
    ("comments: {servis: isso}", 12, "unknown key `servis`", "`service`"),
]


@pytest.mark.parametrize(("text", "column", "message", "hint"), MISTAKES)
def test_every_mistake_has_its_place_and_a_mend(
    tmp_path: Path, text: str, column: int, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    (found,) = caught.value.problems
    assert not isinstance(found, str)
    assert (found.line, found.column) == (2, column)
    assert message in found.message
    assert hint in found.hint


def test_what_is_no_yes_or_no_is_an_error(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Banjir", "2026-11-05", comments="mungkin")})
    (problem,) = map(str, site.build(keep_going=True).problems)
    assert "a.md:4:11: comments: expected `true` or `false`" in problem


def test_another_service_renews_the_pages_of_stories(make_site: MakeSite) -> None:
    site = make_site({"a.md": STORY}, f"{CONFIG}comments: {GISCUS}\n")
    site.build()
    site.configure(f"{CONFIG}comments: {{service: isso, host: i.example}}\n").build()
    assert "giscus" not in site.read(URL)
    assert site.tree() == site.clean()
