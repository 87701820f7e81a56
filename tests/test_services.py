"""Analytics, advertisements and other scripts: what each loads, what the policy allows, and every mistake."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import html5lib
import msgspec
import pytest
from conftest import CONFIG, MakeSite, article

from newsgen.config import Config, load
from newsgen.errors import ConfigError
from newsgen.rendering.layout import policy

BASE = "base_url: https://kabar.example/koran/\n"
UUID = "83dd64c4-17ad-4e3e-a905-b3d8c867c1a5"
ADSENSE = "ca-pub-1234567890123456"


def read(folder: Path, text: str) -> Config:
    path = folder / "newsgen.yaml"
    path.write_text(BASE + text, "utf-8")
    return load(path)


def rules(config: Config) -> dict[str, list[str]]:
    found = (rule.split() for rule in str(policy(config)).split("; "))
    return {name: sources for name, *sources in found}


# settings, the address of the script, its data, hosts of scripts, connections and frames
LOADED: dict[str, Any] = {
    "analytics: {service: goatcounter, site: kabar}": (
        "https://gc.zgo.at/count.js",
        {"goatcounter": "https://kabar.goatcounter.com/count"},
        ["gc.zgo.at"], ["kabar.goatcounter.com"], [],
    ),
    "analytics: {service: goatcounter, host: hitung.kabar.example}": (
        "https://hitung.kabar.example/count.js",
        {"goatcounter": "https://hitung.kabar.example/count"},
        ["hitung.kabar.example"], ["hitung.kabar.example"], [],
    ),
    "analytics: {service: plausible}": (
        "https://plausible.io/js/script.js", {"domain": "kabar.example"},
        ["plausible.io"], ["plausible.io"], [],
    ),
    "analytics: {service: plausible, site: lain.example, host: p.kabar.example}": (
        "https://p.kabar.example/js/script.js", {"domain": "lain.example"},
        ["p.kabar.example"], ["p.kabar.example"], [],
    ),
    f"analytics: {{service: umami, site: {UUID}}}": (
        "https://cloud.umami.is/script.js", {"website-id": UUID},
        ["cloud.umami.is"], ["cloud.umami.is", "api-gateway.umami.dev", "gateway.umami.is"], [],
    ),
    f"analytics: {{service: umami, site: {UUID}, host: u.kabar.example}}": (
        "https://u.kabar.example/script.js", {"website-id": UUID},
        ["u.kabar.example"], ["u.kabar.example"], [],
    ),
    "analytics: {service: matomo, site: 3, host: kabar.example/matomo}": (
        "https://kabar.example/matomo/matomo.js", {}, ["kabar.example"], ["kabar.example"], [],
    ),
    "scripts: [{src: 'https://cdn.lain.example/a.js?v=1', data: {site-id: 7}, hosts: ['*.lain.example']}]": (
        "https://cdn.lain.example/a.js?v=1", {"site-id": "7"}, *[["cdn.lain.example", "*.lain.example"]] * 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", LOADED)
def test_a_setting_loads_one_script_and_opens_the_policy_for_its_hosts(tmp_path: Path, text: str) -> None:
    src, data, scripts, connects, frames = LOADED[text]
    config = read(tmp_path, text)
    (service,) = config.services
    assert (service.src, service.data, service.consent) == (src, data, False)
    before, after = rules(Config()), rules(config)
    opened = {name: after[name][len(before[name]) :] for name in after if after[name] != before[name]}
    expected = {"script-src": scripts, "connect-src": connects, "frame-src": frames}
    assert opened == {
        name: [f"https://{host}" for host in hosts] for name, hosts in expected.items() if hosts
    }
    assert all(after[name][: len(before[name])] == before[name] for name in after)


def test_adsense_opens_it_for_google_and_fills_the_slots(tmp_path: Path) -> None:
    config = read(tmp_path, f"ads: {{adsense: {ADSENSE}, hosts: [iklan.example], consent: true}}\n")
    (service,) = config.services
    assert service.src.endswith(f"/adsbygoogle.js?client={ADSENSE}")
    assert (service.slots, service.consent) == ({"adsbygoogle": "ins.adsbygoogle"}, True)
    for rule in ("script-src", "connect-src", "frame-src"):
        assert {"https://*.googlesyndication.com", "https://iklan.example"} <= set(rules(config)[rule])


def test_matomo_sets_no_cookies_where_nobody_is_asked(tmp_path: Path) -> None:
    first, second = (
        read(tmp_path, f"analytics: {{service: matomo, site: 3, host: m.kabar.example, consent: {consent}}}")
        for consent in ("false", "true")
    )
    calls = [
        ["setTrackerUrl", "https://m.kabar.example/matomo.php"],
        ["setSiteId", "3"],
        ["trackPageView"],
        ["enableLinkTracking"],
    ]
    assert first.services[0].queue == {"_paq": [["disableCookies"], *calls]}
    assert second.services[0].queue == {"_paq": calls}


@pytest.mark.parametrize(
    "text",
    [
        *LOADED,
        f"ads: {{adsense: {ADSENSE}}}",
        "embeds: [peta.example]",
    ],
)
def test_the_policy_never_allows_what_is_typed_in_a_page(tmp_path: Path, text: str) -> None:
    found = rules(read(tmp_path, text))
    every = [source for name, sources in found.items() for source in sources if name != "img-src"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http:"} & set(every)
    assert found["script-src"][0] == "'self'"
    assert "https:" not in found["script-src"]


MISTAKES: list[tuple[str, int, int, str, str]] = [
    ("analytics: plausible\n", 2, 1, "analytics: expected lines of `key: value`", "{service: goatcounter, "),
    ("analytics: {site: a}\n", 2, 1, "analytics: `service` is missing", "{service: goatcounter, "),
    ("analytics: {service: google}\n", 2, 13, "expected goatcounter or matomo or", "write `anal"),
    ("analytics: {service: plausibel}\n", 2, 13, 'not "plausibel"', "`plausible`"),
    ("analytics: {service: goatcounter}\n", 2, 1, "`` is not a code of GoatCounter", "site: kabar"),
    ("analytics: {service: goatcounter, site: a.b/c}\n", 2, 35, "`a.b/c` is not a code", "site: kabar"),
    ("analytics:\n  service: umami\n  site: a b\n", 4, 3, "`a b` is not a website id of Umami", UUID),
    ("analytics: {service: matomo, site: 1}\n", 2, 1, "analytics: `host` is missing", "your Matomo"),
    ("analytics: {service: matomo, site: x, host: m.id}\n", 2, 30, "`x` is not the number", "site: 1"),
    ("analytics: {service: plausible, host: 'https://p.id'}\n", 2, 33, "is not a host", "alone"),
    ("analytics: {service: plausible, host: 'p.id; script-src *'}\n", 2, 33, "is not a host", "alone"),
    ("analytics: {service: plausible, site: 'a b'}\n", 2, 33, "`a b` is not a domain", "or none"),
    ("analytics: {service: plausible, consent: ya}\n", 2, 33, 'expected true or false, not "ya"', ""),
    ("analytics: {service: plausible, consnet: true}\n", 2, 33, "unknown key `consnet`", "`consent`"),
    ("ads: {adsense: pub-1}\n", 2, 7, "ads: `pub-1` is not an id of AdSense", "ca-pub-"),
    (f"ads: {{adsense: {ADSENSE}, hosts: [a.id, 'b c']}}\n", 2, 55, "ads: `b c` is not a host", "alone"),
    ("ads: {consent: true}\n", 2, 1, "ads: `adsense` is missing", "ca-pub-"),
    ("scripts:\n- {consent: true}\n", 3, 3, "scripts: `src` is missing", "https://cdn.example/a.js"),
    ("scripts:\n- {src: http://x.id/a.js}\n", 3, 4, "`http://x.id/a.js` is not the https address", "https://"),
    ("scripts:\n- {src: 'https://x.id/a\".js'}\n", 3, 4, "is not the https address", "quotes"),
    ("scripts:\n- {src: 'https://x.id; a/a.js'}\n", 3, 4, "is not the https address", "quotes"),
    ("scripts:\n- {src: https://x.id/a.js, data: {'a b': c}}\n", 3, 35, "`data-a b` can't be", "hyphens"),
    ("scripts:\n- {src: https://x.id/a.js, hosts: ['*']}\n", 3, 36, "scripts: `*` is not a host", "alone"),
    ("embeds: [www.youtube.com, 'https://x.id']\n", 2, 27, "embeds: `https://x.id` is not a host", "alone"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), MISTAKES)
def test_every_mistake_has_its_place_and_a_mend(
    tmp_path: Path, text: str, line: int, column: int, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    (found,) = caught.value.problems
    assert not isinstance(found, str)
    assert (found.line, found.column) == (line, column)
    assert message in found.message
    assert hint in found.hint


# --- in pages

CONSENT = (
    CONFIG
    + f"""analytics: {{service: goatcounter, site: kabar}}
ads: {{adsense: {ADSENSE}, consent: true}}
scripts: [{{src: https://cdn.lain.example/a.js, consent: true}}]
"""
)


def test_without_settings_a_page_has_nothing_of_it(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05")})
    site.build()
    page = site.read("/2026/11/a/")
    assert "services" not in page
    assert "consent" not in page
    assert page.count("<script src") == page.count("/assets/look.") + page.count("/assets/script.") == 2


@pytest.mark.parametrize(
    ("language", "asks", "link"),
    [
        ("id", "Bolehkah halaman ini memuat", "Pengaturan privasi"),
        ("en", "May this page load", "Privacy settings"),
    ],
)
def test_readers_are_asked_in_the_language_of_the_site(
    make_site: MakeSite, language: str, asks: str, link: str
) -> None:
    site = make_site({"a.md": article("A", "2026-11-05")}, config=f"{CONSENT}language: {language}\n")
    site.build()
    for url in ("/", "/2026/11/a/", "/404.html"):
        page = site.read(url)
        assert f"{asks} Google AdSense, cdn.lain.example?" in page
        assert f"data-consent-open hidden>{link}</button>" in page
        html5lib.HTMLParser(strict=True).parse(page)
        (loaded,) = re.findall('data-services="([^"]*)" defer></script>', page)
        found = msgspec.json.decode(unescape(loaded))
        assert [service["consent"] for service in found] == [False, True, True]
        assert re.findall('<script [^>]*src="(http[^"]*)"', page) == []
        assert "https://gc.zgo.at https://*.googlesyndication.com" in unescape(page)
    assert "connect-src 'self' https://kabar.goatcounter.com" in site.read("/_headers")


def test_nobody_is_asked_where_nothing_needs_it(make_site: MakeSite) -> None:
    site = make_site(
        {"a.md": article("A", "2026-11-05")},
        config=CONFIG + "analytics: {service: goatcounter, site: kabar}\n",
    )
    site.build()
    page = site.read("/")
    assert "data-services" in page
    assert "data-consent" not in page


def test_a_setting_that_comes_or_goes_changes_all_pages(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05")})
    site.build()
    plain = site.tree()
    site.configure(CONSENT)
    site.build()
    assert site.tree() == site.clean()
    site.configure(CONFIG)
    site.build()
    assert site.tree() == plain
