"""What an address is answered with."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from html import escape
from pathlib import Path

import msgspec

from newsgen.errors import Problem
from newsgen.pages.values import FilePage, Page
from newsgen.preview.diagnostics import Diagnostic
from newsgen.preview.guard import spellings
from newsgen.publishing.media_types import content_type
from newsgen.publishing.site import RenderedSite

INNER = "/__newsgen/"  # the preview's own addresses, which no built site has
ASSETS = Path(__file__).parent / "assets"
_TAG = '<script src="{inner}preview.js" data-look="{look}" defer></script>\n'


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent: `body`, or the bytes of `file`.

    `look` is a digest of what a reader sees, the same when only stylesheets changed. `location` is where
    an old or unfinished address leads. `problems` say why a page could not be made.
    """

    status: int = 200
    type: str = "text/html; charset=utf-8"
    body: bytes = b""
    file: Path | None = None
    etag: str = ""
    look: str = ""
    location: str = ""
    problems: tuple[Problem, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a refresh brought: addresses of media that are new, changed or gone; what is wrong now.

    `fresh` tells whether any page may have changed.
    """

    fresh: bool
    media: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class News(msgspec.Struct, frozen=True):
    """What an open page compares itself with. `styles` gives for each stylesheet its address by now."""

    look: str
    broken: bool
    styles: dict[str, str]
    latest: str
    media: tuple[str, ...] = ()


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """What the editor should know of a page. `badges` are its own, `stories` those that it shows, by address.

    `related` are the addresses of its related stories. `overlay` hides the page until it is mended, and
    `others` are wrong elsewhere.
    """

    source: str = ""
    badges: tuple[str, ...] = ()
    stories: dict[str, tuple[str, ...]] = {}
    related: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    overlay: tuple[Diagnostic, ...] = ()
    others: tuple[Diagnostic, ...] = ()


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()


def tag(look: str) -> bytes:
    """The script that is added to a page, and is in no built one."""
    return _TAG.format(inner=INNER, look=look).encode()


def plain(body: bytes, *, type: str, status: int = 200, location: str = "") -> Answer:  # noqa: A002
    """An answer of exactly these bytes."""
    found = digest(body)
    return Answer(status=status, type=type, body=body, etag=f'"{found}"', look=found, location=location)


def whole_page(body: bytes, styles: Mapping[str, str], *, status: int = 200) -> Answer:
    """A page with the script at its end. Stylesheets count by their names, not by their bytes."""
    seen = body
    for name, url in styles.items():
        seen = seen.replace(url.encode(), name.encode())
    look = digest(seen)
    whole = body + tag(look)
    return Answer(status=status, body=whole, etag=f'"{digest(whole)}"', look=look)


def broken(problems: tuple[Problem, ...], shown: tuple[Diagnostic, ...]) -> Answer:
    """What stands in for a page that can't be made: the script draws the overlay over it."""
    text = escape("\n".join(map(str, shown)))
    look = digest(text.encode())
    body = (ASSETS / "broken.html").read_text("utf-8").replace("{problems}", text).encode() + tag(look)
    return Answer(status=500, body=body, etag=f'"{digest(body)}"', look=look, problems=problems)


def of_page(site: RenderedSite, page: Page, render: Callable[[Page], bytes]) -> Answer:
    """What a page is answered with: what a host of static files would send."""
    if isinstance(page, FilePage):
        file = site.renderer.file(page)
        if page.kind == "media" and not file.resolve().is_relative_to(site.snapshot.content.resolve()):
            return plain(b"", type=content_type("a.txt"), status=404)
        return Answer(type=content_type(file.name), file=file)
    body = render(page)
    kind = content_type(site.registry.output(page.url))
    if page.location:
        return plain(body, type=content_type("a.html"), status=302, location=page.location)
    if page.is_fragment or not kind.startswith("text/html"):
        return plain(body, type=kind)
    return whole_page(body, styles(site))


def find(site: RenderedSite, path: str) -> int | None:
    """The key of the page whose file a host of static files would send for a percent-encoded path."""
    keys = map(site.registry.match, spellings(path))
    return next((key for key in keys if key is not None and site.registry.has_file(key)), None)


def moved(site: RenderedSite, url: str) -> Answer | None:
    """What the host of the settings answers for an old address, in the place of a file; None if nothing."""
    found = site.registry.redirection(url) if site.config.redirects != "html" else None
    if found is None or found.by != "host":
        return None
    return plain(b"", type=content_type("a.txt"), status=301, location=found.target)


def onward(site: RenderedSite, path: str) -> str:
    """Where an address without its last slash, or from before the site's own path, leads; or nothing."""
    root = site.snapshot.urls.root
    if path in ("/", root.rstrip("/")):
        return root if path != root else ""
    if path.endswith("/"):
        return ""
    key = find(site, path + "/")
    return "" if key is None else site.registry.url(key)


def styles(site: RenderedSite) -> dict[str, str]:
    """For each stylesheet its address without the hash, and with it."""
    root = site.snapshot.urls.root
    return {
        f"{root}assets/{name}": root + path
        for name, path in site.theme.asset_names.items()
        if name.endswith(".css")
    }
