"""Scripts of other hosts that a site may load: analytics, advertisements, any other; and what they need."""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)
_HOST_AND_PATH = re.compile(rf"{_HOST.pattern}(?:/[\w.~-]+)*", re.IGNORECASE | re.ASCII)
_ANY_BELOW = re.compile(rf"(?:\*\.)?{_HOST.pattern}", re.IGNORECASE | re.ASCII)
_SCRIPT = re.compile(rf"https://{_HOST.pattern}/[\w./~:@!$&()*+,=?%-]*", re.IGNORECASE | re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]*", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_DATA = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
_ADSENSE_ID = re.compile(r"ca-pub-\d{10,20}", re.ASCII)
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


class Service(msgspec.Struct, frozen=True):
    """A script that pages load, after a reader's `consent` if it needs that.

    `data` are its `data-` attributes. Before it is loaded, each list in `queue` is put into the global
    variable of that name, and an empty object for each element that a selector in `slots` finds. `scripts`,
    `connects` and `frames` are the hosts that the policy is opened for.
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
            message = f"ads: `{ads.adsense}` is not an id of AdSense"
            yield Mistake(
                ("ads", "adsense"), message, "write the one in your account: ca-pub- and 16 figures"
            )
        yield from host_mistakes(("ads", "hosts"), ads.hosts)
    for number, script in enumerate(scripts):
        at = ("scripts", number)
        if not _SCRIPT.fullmatch(script.src):
            message = f"scripts: `{script.src}` is not the https address of a script"
            yield Mistake(
                (*at, "src"), message, "write https://, a host and a path, without spaces or quotes"
            )
        for name in script.data:
            if not _DATA.fullmatch(name):
                message = f"scripts: `data-{name}` can't be the name of an attribute"
                yield Mistake((*at, "data", name), message, "use small letters, figures and hyphens")
        yield from host_mistakes((*at, "hosts"), script.hosts)


def _analytics_mistakes(settings: Analytics) -> Iterator[Mistake]:
    service, site = settings.service, settings.site
    at = ("analytics", "site") if site else ("analytics",)
    if settings.host and not _HOST_AND_PATH.fullmatch(settings.host):
        yield Mistake(("analytics", "host"), f"analytics: `{settings.host}` is not a host", _NO_HOST)
    if service == "matomo" and not settings.host:
        yield Mistake(("analytics",), "analytics: `host` is missing", "write the host of your Matomo")
    if service == "matomo" and not _NUMBER.fullmatch(site):
        hint = "write the number that the site has in your Matomo, such as site: 1"
        yield Mistake(at, f"analytics: `{site}` is not the number of a site", hint)
    if service == "goatcounter" and not settings.host and not _CODE.fullmatch(site):
        hint = "write the code before .goatcounter.com, such as site: kabar; or the host of your own"
        yield Mistake(at, f"analytics: `{site}` is not a code of GoatCounter", hint)
    if service == "umami" and not _CODE.fullmatch(site):
        hint = "write the website id of your Umami, such as site: 83dd64c4-17ad-4e3e-a905-b3d8c867c1a5"
        yield Mistake(at, f"analytics: `{site}` is not a website id of Umami", hint)
    if service == "plausible" and site and not _HOST_AND_PATH.fullmatch(site):
        yield Mistake(
            at, f"analytics: `{site}` is not a domain", "write the one that Plausible knows, or none"
        )


def host_mistakes(key: tuple[str | int, ...], hosts: tuple[str, ...]) -> Iterator[Mistake]:
    """What is wrong with a list of hosts."""
    for number, host in enumerate(hosts):
        if not _ANY_BELOW.fullmatch(host):
            message = f"{key[0]}: `{host}` is not a host"
            yield Mistake((*key, number), message, "write the host alone, such as www.youtube.com")
