"""What is odd about the settings, though a site can be built with them."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsgen import config as settings
from newsgen.config import Config
from newsgen.errors import Problem, nearest
from newsgen.pages.site import Site
from newsgen.rendering.theme import Theme
from newsgen.yaml_nodes import Place
from newsgen.yaml_values import KeyPath, Places

_LEAST_CONTRAST = 3  # as WCAG 2 asks for large texts and for signs
_BACKGROUND = re.compile(r"--(?:paper|box):\s*(#[0-9a-fA-F]{3,6})\b")


def setting_warnings(file: Path, config: Config, theme: Theme, site: Site) -> Iterator[Problem]:
    """What a newsroom should know of the settings in a file."""
    read = settings.read(file)
    places = read.places
    for other in settings.misnamed(file):
        hint = f"move what you need into {file.name}, and delete it"
        yield Problem(other, 0, 0, f"is not read, since there is a {file.name}", hint)
    if "base_url" not in read.values and config.base_url == Config().base_url:
        message = f"base_url is not set, so feeds, sitemaps and pages say that they are at {config.base_url}"
        yield Problem(file.name, 0, 0, message, "write base_url: https://kabar.example/")
    if config.accent:
        yield from _pale_accent(file.name, config.accent, theme, places.get(("accent",), Place(0, 0)))
    if config.preferred_source and not config.own_domain:
        place = places.get(("preferred_source",), Place(0, 0))
        message = f"preferred_source: Google knows domains alone, and the site is at {config.base_url}"
        yield Problem(file.name, *place, message, "serve it from a domain of its own, or turn this off")
    yield from _dead_links(file.name, config, site, places)


def _dead_links(name: str, config: Config, site: Site, places: Places) -> Iterator[Problem]:
    urls = site.snapshot.urls
    for key, typed in _links(config):
        url = urls.local(typed.partition("#")[0])
        if url and site.find(url) is None:
            message = f"{key[0]}: nothing stands at the address `{typed}`"
            sections = (urls.list("section", slug) for slug in site.snapshot.order.slugs("section"))
            paths = (*map(urls.path, sections), *site.snapshot.static_pages)
            known = [f"/{path}" for path in paths if path]
            hint = nearest(typed, known) or "check the address"
            yield Problem(name, *places.get(key, Place(0, 0)), message, hint, typed)


def _links(config: Config) -> Iterator[tuple[KeyPath, str]]:
    """The links in the settings, each with its key."""
    for setting in ("menu", "footer"):
        for number, item in enumerate(getattr(config, setting) or ()):
            yield (setting, number, "url"), item.url
    for page, url in msgspec.structs.asdict(config.policies).items():
        if url:
            yield ("policies", page), url


# colours


def _pale_accent(name: str, accent: str, theme: Theme, place: Place) -> Iterator[Problem]:
    """A colour that can't be told from the light backgrounds of the theme; in the dark it is made lighter."""
    style = theme.assets.get("style.css")
    text = style.read_text("utf-8", "replace") if style else ""
    light = _BACKGROUND.findall(text)[:2]  # the first rule is that of the light look
    for background in light:
        found = contrast(accent, background)
        if found < _LEAST_CONTRAST:
            message = (
                f"accent: `{accent}` can hardly be seen on {background} (contrast {found:.2f} : 1,"
                f" {_LEAST_CONTRAST} : 1 is needed)"
            )
            yield Problem(name, *place, message, 'choose a darker colour, such as "#b3261e"')
            return


def contrast(colour: str, other: str) -> float:
    """The contrast of two colours (`#fff` or `#ffffff`) by WCAG 2: 1 for the same, 21 for black and white.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:4])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
