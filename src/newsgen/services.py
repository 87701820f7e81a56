"""Scripts of other hosts that a site may load: analytics, advertisements, comments, any other.

And what each needs of the policy.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from newsgen.errors import nearest

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)
_HOST_AND_PATH = re.compile(rf"{_HOST.pattern}(?:/[\w.~-]+)*", re.IGNORECASE | re.ASCII)
_ANY_BELOW = re.compile(rf"(?:\*\.)?{_HOST.pattern}", re.IGNORECASE | re.ASCII)
_SCRIPT = re.compile(rf"https://{_HOST.pattern}/[\w./~:@!$&()*+,=?%-]*", re.IGNORECASE | re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]*", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_DATA = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_ADSENSE_ID = re.compile(r"ca-pub-\d{10,20}", re.ASCII)
_REPOSITORY = re.compile(r"[a-z0-9-]+/[\w.-]+", re.IGNORECASE | re.ASCII)
_ID = re.compile(r"[a-z][\w-]*", re.IGNORECASE | re.ASCII)
_NO_HOST = "write the host alone, such as statistik.kabar.example"


class Analytics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which service counts readers: `site` is the code, number or host that it knows the site by."""

    service: Literal["goatcounter", "plausible", "umami", "matomo"]
    site: str = ""
    host: str = ""
    consent: bool = False


class Ads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Advertisements of Google AdSense; `hosts` are more hosts that they come from."""

    adsense: str
    hosts: tuple[str, ...] = ()
    consent: bool = False


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A script of another host: its `data-` attributes, and more `hosts` that it loads something from."""

    src: str
    data: dict[str, str] = {}
    hosts: tuple[str, ...] = ()
    consent: bool = False


class Comments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who keeps readers' comments: a `service`, or any other `script` of another host.

    `element` is the id of the element that the script fills.
    """

    service: str = ""
    host: str = ""
    site: str = ""
    repo: str = ""
    repo_id: str = ""
    category: str = ""
    category_id: str = ""
    script: str = ""
    element: str = ""
    data: dict[str, str] = {}
    hosts: tuple[str, ...] = ()


class Service(msgspec.Struct, frozen=True):
    """A script that pages load, after a reader's `consent` if it needs that.

    `data` are its `data-` attributes. Before it is loaded, each list in `queue` is put into the global
    variable of that name, and an empty object for each element that a selector in `slots` finds. One of
    comments also sets `globals`, and gets an element with the attributes in `element`. `scripts`, `connects`,
    `frames` and `styles` are the hosts that the policy is opened for.
    """

    name: str
    src: str
    consent: bool
    scripts: tuple[str, ...]
    connects: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    data: dict[str, str] = {}
    queue: dict[str, list[Any]] = {}
    slots: dict[str, str] = {}
    styles: tuple[str, ...] = ()
    globals: dict[str, dict[str, Any]] = {}
    element: dict[str, str] = {}

    @property
    def host(self) -> str:
        """Where its script comes from."""
        return _host(self.src)


def services(
    analytics: Analytics | None, ads: Ads | None, scripts: tuple[Script, ...], site_host: str
) -> tuple[Service, ...]:
    """What these settings load, in the order in which it is loaded. `site_host` is the host of the site."""
    found = [_ANALYTICS[analytics.service](analytics, site_host)] if analytics else []
    found += [_adsense(ads)] if ads else []
    return (*found, *map(_script, scripts))


# analytics


def _goatcounter(settings: Analytics, _: str) -> Service:
    host = settings.host or f"{settings.site}.goatcounter.com"
    src = f"https://{host}/count.js" if settings.host else "https://gc.zgo.at/count.js"
    count = f"https://{host}/count"
    return _counter("GoatCounter", settings, src, (_host(count),), data={"goatcounter": count})


def _plausible(settings: Analytics, site_host: str) -> Service:
    src = f"https://{settings.host or 'plausible.io'}/js/script.js"
    return _counter("Plausible", settings, src, (_host(src),), data={"domain": settings.site or site_host})


def _umami(settings: Analytics, _: str) -> Service:
    src = f"https://{settings.host or 'cloud.umami.is'}/script.js"
    elsewhere = () if settings.host else ("api-gateway.umami.dev", "gateway.umami.is")
    return _counter("Umami", settings, src, (_host(src), *elsewhere), data={"website-id": settings.site})


def _matomo(settings: Analytics, _: str) -> Service:
    src = f"https://{settings.host}/matomo.js"
    calls: list[list[str]] = [] if settings.consent else [["disableCookies"]]
    calls += [["setTrackerUrl", f"https://{settings.host}/matomo.php"], ["setSiteId", settings.site]]
    calls += [["trackPageView"], ["enableLinkTracking"]]
    return _counter("Matomo", settings, src, (_host(src),), queue={"_paq": calls})


_ANALYTICS = {"goatcounter": _goatcounter, "plausible": _plausible, "umami": _umami, "matomo": _matomo}


def _counter(name: str, settings: Analytics, src: str, connects: tuple[str, ...], **needs: Any) -> Service:
    return Service(name, src, settings.consent, (_host(src),), connects, **needs)


# advertisements and other scripts

_ADSENSE_HOSTS = (
    "*.googlesyndication.com",
    "*.doubleclick.net",
    "*.googleadservices.com",
    "*.googletagservices.com",
    "*.adtrafficquality.google",
    "fundingchoicesmessages.google.com",
    "adservice.google.com",
    "www.google.com",
)


def _adsense(settings: Ads) -> Service:
    src = f"https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client={settings.adsense}"
    hosts = (*_ADSENSE_HOSTS, *settings.hosts)
    slots = {"adsbygoogle": "ins.adsbygoogle"}
    return Service("Google AdSense", src, settings.consent, hosts, hosts, hosts, slots=slots)


def _script(settings: Script) -> Service:
    hosts = (_host(settings.src), *settings.hosts)
    return Service(hosts[0], settings.src, settings.consent, hosts, hosts, hosts, settings.data)


# comments, of which nothing is loaded before a reader asks for them

# In `data`, `globals` and `element` these stand for the page's address, its path, and its look.
_URL, _PATH, _LOOK = "{url}", "{path}", "{look}"


def comments_service(settings: Comments, language: str) -> Service:
    """What these settings load on a site in this language."""
    return _COMMENTS[settings.service](settings, language)


def _giscus(settings: Comments, language: str) -> Service:
    src = f"https://{settings.host or 'giscus.app'}/client.js"
    hosts = (_host(src),)
    data = {
        "repo": settings.repo,
        "repo-id": settings.repo_id,
        "category": settings.category,
        "category-id": settings.category_id,
        "mapping": "pathname",
        "strict": "1",
        "reactions-enabled": "1",
        "emit-metadata": "0",
        "input-position": "bottom",
        "theme": _LOOK,
        "lang": language,
    }
    return Service(
        "giscus",
        src,
        consent=False,
        scripts=hosts,
        frames=hosts,
        styles=hosts,
        data={name: value for name, value in data.items() if value},
        element={"class": "giscus"},
    )


def _remark42(settings: Comments, _: str) -> Service:
    base = f"https://{settings.host}"
    hosts = (_host(base),)
    config = {
        "host": base,
        "site_id": settings.site or "remark",
        "components": ["embed"],
        "url": _URL,
        "theme": _LOOK,
        "no_footer": True,
    }
    return Service(
        "Remark42",
        f"{base}/web/embed.js",
        consent=False,
        scripts=hosts,
        frames=hosts,
        globals={"remark_config": config},
        element={"id": "remark42"},
    )


def _isso(settings: Comments, language: str) -> Service:
    base = f"https://{settings.host}"
    hosts = (_host(base),)
    return Service(
        "Isso",
        f"{base}/js/embed.min.js",
        consent=False,
        scripts=hosts,
        connects=hosts,
        styles=hosts,
        data={"isso": f"{base}/", "isso-lang": language},
        element={"id": "isso-thread", "data-isso-id": _PATH},
    )


def _other_comments(settings: Comments, _: str) -> Service:
    hosts = (_host(settings.script), *settings.hosts)
    return Service(
        hosts[0],
        settings.script,
        consent=False,
        scripts=hosts,
        connects=hosts,
        frames=hosts,
        styles=hosts,
        data=settings.data,
        element={"id": settings.element} if settings.element else {},
    )


_COMMENTS = {"giscus": _giscus, "remark42": _remark42, "isso": _isso, "": _other_comments}


def _host(url: str) -> str:
    return urlsplit(url).netloc


# mistakes


class Mistake(NamedTuple):
    """What is wrong with the setting at a key, and how to mend it."""

    key: tuple[str | int, ...]
    message: str
    hint: str = ""


def mistakes(analytics: Analytics | None, ads: Ads | None, scripts: tuple[Script, ...]) -> Iterator[Mistake]:
    """What is wrong with these settings."""
    if analytics:
        yield from _analytics_mistakes(analytics)
    if ads:
        if not _ADSENSE_ID.fullmatch(ads.adsense):
            message = f"`{ads.adsense}` is not an id of AdSense"
            yield Mistake(
                ("ads", "adsense"), message, "write the one in your account: ca-pub- and 16 figures"
            )
        yield from host_mistakes(("ads", "hosts"), ads.hosts)
    for number, script in enumerate(scripts):
        at = ("scripts", number)
        yield from _script_mistakes((*at, "src"), script.src)
        yield from _data_mistakes((*at, "data"), script.data)
        yield from host_mistakes((*at, "hosts"), script.hosts)


def _script_mistakes(key: tuple[str | int, ...], src: str) -> Iterator[Mistake]:
    if not _SCRIPT.fullmatch(src):
        message = f"`{src}` is not the https address of a script"
        yield Mistake(key, message, "write https://, a host and a path, without spaces or quotes")


def _data_mistakes(key: tuple[str | int, ...], data: dict[str, str]) -> Iterator[Mistake]:
    for name in data:
        if not _DATA.fullmatch(name):
            message = f"`data-{name}` can't be the name of an attribute"
            yield Mistake((*key, name), message, "use small letters, figures and hyphens")


_COMMENT_FIELDS = {  # of each service: those that it needs, and those that it may have
    "giscus": (("repo", "repo_id", "category_id"), ("category", "host")),
    "remark42": (("host",), ("site",)),
    "isso": (("host",), ()),
    "": (("script",), ("element", "data", "hosts")),
}
_COMMENT_EXAMPLES = {
    "giscus": "{service: giscus, repo: kabar/komentar, repo_id: R_…, category: …, category_id: DIC_…}",
    "remark42": "{service: remark42, host: komentar.kabar.example, site: kabar}",
    "isso": "{service: isso, host: komentar.kabar.example}",
    "": "{script: https://komentar.example/x.js}, or the e-mail address for letters",
}


def comments_mistakes(settings: Comments) -> Iterator[Mistake]:
    """What is wrong with the settings of comments."""
    if settings.service not in _COMMENTS:
        hint = nearest(settings.service, filter(None, _COMMENTS)) or "write giscus, remark42 or isso"
        yield Mistake(("comments", "service"), f"`{settings.service}` is not a service", hint)
        return
    needed, allowed = _COMMENT_FIELDS[settings.service]
    example = f"write `comments: {_COMMENT_EXAMPLES[settings.service]}`"
    given = [name for name in settings.__struct_fields__ if name != "service" and getattr(settings, name)]
    for name in needed:
        if name not in given:
            yield Mistake(("comments",), f"`{name}` is missing", example)
    for name in given:
        if name not in (*needed, *allowed):
            whose = settings.service or "a script"
            yield Mistake(("comments", name), f"{whose} has no `{name}`", example)
    if settings.host and not _HOST_AND_PATH.fullmatch(settings.host):
        yield Mistake(("comments", "host"), f"`{settings.host}` is not a host", _NO_HOST)
    if settings.repo and not _REPOSITORY.fullmatch(settings.repo):
        message = f"`{settings.repo}` is not a repository of GitHub"
        yield Mistake(("comments", "repo"), message, "write owner/name, such as repo: kabar/komentar")
    if settings.script:
        yield from _script_mistakes(("comments", "script"), settings.script)
    if settings.element and not _ID.fullmatch(settings.element):
        message = f"`{settings.element}` can't be the id of an element"
        yield Mistake(("comments", "element"), message, "use letters, figures and hyphens")
    yield from _data_mistakes(("comments", "data"), settings.data)
    yield from host_mistakes(("comments", "hosts"), settings.hosts)


def _analytics_mistakes(settings: Analytics) -> Iterator[Mistake]:
    service, site = settings.service, settings.site
    at = ("analytics", "site") if site else ("analytics",)
    if settings.host and not _HOST_AND_PATH.fullmatch(settings.host):
        yield Mistake(("analytics", "host"), f"`{settings.host}` is not a host", _NO_HOST)
    if service == "matomo" and not settings.host:
        yield Mistake(("analytics",), "`host` is missing", "write the host of your Matomo")
    if service == "matomo" and not _NUMBER.fullmatch(site):
        hint = "write the number that the site has in your Matomo, such as site: 1"
        yield Mistake(at, f"`{site}` is not the number of a site", hint)
    if service == "goatcounter" and not settings.host and not _CODE.fullmatch(site):
        hint = "write the code before .goatcounter.com, such as site: kabar; or the host of your own"
        yield Mistake(at, f"`{site}` is not a code of GoatCounter", hint)
    if service == "umami" and not _CODE.fullmatch(site):
        hint = "write the website id of your Umami, such as site: 83dd64c4-17ad-4e3e-a905-b3d8c867c1a5"
        yield Mistake(at, f"`{site}` is not a website id of Umami", hint)
    if service == "plausible" and site and not _HOST_AND_PATH.fullmatch(site):
        yield Mistake(at, f"`{site}` is not a domain", "write the one that Plausible knows, or none")


def host_mistakes(key: tuple[str | int, ...], hosts: tuple[str, ...]) -> Iterator[Mistake]:
    """What is wrong with a list of hosts."""
    for number, host in enumerate(hosts):
        if not _ANY_BELOW.fullmatch(host):
            message = f"`{host}` is not a host"
            yield Mistake((*key, number), message, "write the host alone, such as www.youtube.com")
