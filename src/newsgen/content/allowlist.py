"""What may stand in a text: HTML, links, frames, pictures. Reading warns of the rest, rendering drops it."""

import html
import re
from collections.abc import Container, Iterable
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from newsgen.errors import shortened

TAGS = set(
    "p br hr em strong b i u s del ins sup sub small mark abbr cite q blockquote pre code kbd"
    " ul ol li dl dt dd h2 h3 h4 h5 h6 a img figure figcaption picture audio video source track iframe"
    " table thead tbody tfoot tr th td caption colgroup col div span section details summary time".split()
)
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "col": {"span"},
    "iframe": {"src", "width", "height", "allow", "allowfullscreen"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "srcset", "type", "media"},
    "track": {"src", "kind", "srclang", "label"},
    "time": {"datetime"},
    "blockquote": {"cite"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_ATTRIBUTES = {"href", "src", "poster", "cite"}
SRCSET_SEPARATOR = re.compile(r"\s*,\s+|(?<=\d[wx]),")

_FRAME_HOST = re.compile(r"(?:https?:)?//([\w.-]+)(?::\d+)?(?:[/?#]|$)")  # no `@` nor `\\`: parsers differ
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20]+")  # browsers ignore some of these before and inside a scheme
_NAMED_HOST = r"(?!\S*xn--)(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[/?#]|$)"  # Punycode can be invalid
_WELL_FORMED = re.compile(rf"(?:mailto|tel):|https?://{_NAMED_HOST}", re.IGNORECASE)
_PLAIN = re.compile(rf"https://{_NAMED_HOST}[^\s&\\]*$|(?!//)[\w./?=#%-]*$")
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\\\")  # browsers take a backslash for a slash
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LOCAL = re.compile(r"[a-z]:[\\/]|file:|\\\\", re.IGNORECASE)
LONGEST = 60  # characters of what is quoted in a message
BLOCKED = "not loaded by browsers, which take only https: here:"  # and what
BLOCKED_HINT = "write https:, or copy the file into content/"
FRAME_HOSTS = {  # whose frames stand in articles by default, and what people call it
    "www.youtube.com": "YouTube",
    "www.youtube-nocookie.com": "YouTube",
    "player.vimeo.com": "Vimeo",
    "www.facebook.com": "Facebook",
    "www.instagram.com": "Instagram",
    "platform.twitter.com": "X",
    "www.tiktok.com": "TikTok",
    "open.spotify.com": "Spotify",
    "www.google.com": "Google",
    "www.openstreetmap.org": "OpenStreetMap",
}


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with an address, and how to mend it."""

    message: str
    hint: str


def is_remote(link: str) -> bool:
    """Whether a link names a scheme or a host."""
    return _REMOTE.match(link) is not None


def is_on_web(link: str) -> bool:
    """Whether a link is the full address of something on the web."""
    return _WEB.match(link) is not None


def without_invisible(link: str) -> str:
    """A link without what browsers ignore in it."""
    return _INVISIBLE.sub("", link)


def scheme(link: str) -> str:
    """The scheme that a browser sees in a link, in small letters; empty for one without."""
    found = _SCHEME.match(without_invisible(link))
    return found[1].lower() if found else ""


def has_allowed_scheme(link: str) -> bool:
    return scheme(link) in {"", *SCHEMES}


@lru_cache(maxsize=1024)
def is_kept(link: str) -> bool:
    """Whether a link stays in a page: its scheme is allowed, and its host can be one."""
    if not has_allowed_scheme(link):
        return False
    if _WELL_FORMED.match(link) or not scheme(link):
        return True
    import nh3  # it alone knows what it takes for a host; few texts have such links

    return 'href="' in nh3.clean(f'<a href="{html.escape(link)}">', url_schemes=SCHEMES)


def frame_host(src: str) -> str:
    """The host of a frame, in small letters; empty where that isn't clear."""
    found = _FRAME_HOST.match(src)
    return found[1].lower() if found else ""


def is_known_frame(src: str, embeds: Container[str]) -> bool:
    """Whether a frame is of one of the hosts that may be shown."""
    host = frame_host(src)
    return bool(host) and host in embeds


def is_blocked(src: str, host: str) -> bool:
    """Whether a page's policy keeps browsers from loading an address that stays in the page.

    `host` is the scheme and host of the site.
    """
    if not is_on_web(src):
        return False
    address = src.lower() if src[:1] != "/" else host.partition("//")[0] + src.lower()
    return address.startswith("http:") and not f"{address}/".startswith(f"{host}/")


def address_mistake(src: str, folder: str = "the folder of this file") -> Mistake | None:
    """Why no picture, or file, can be at an address, whatever files there are.

    `folder` is where to put it instead.
    """
    if not is_remote(src) or is_on_web(src):
        return None
    shown = shortened(src, LONGEST)
    name = unquote(re.split(r"[\\/]", src)[-1])
    if _LOCAL.match(src):
        message = f"`{shown}` is on your own computer, where readers can't see it"
        return Mistake(message, f"copy it to {folder}, and write `{name}`")
    if scheme(src) == "data":
        return Mistake(f"`{shown}` is a whole picture and no address", f"save it as a file in {folder}")
    return Mistake(f"`{shown}` is neither a file nor a web address", f"copy the file to {folder}")


def is_plain(link: str) -> bool:
    """Whether a link is of the common kinds that are kept and loaded everywhere: by https, or to a file."""
    return _PLAIN.match(link) is not None


def is_local(link: str) -> bool:
    """Whether a link leads to the computer of the one who wrote it."""
    return _LOCAL.match(link) is not None


def srcset(value: str) -> Iterable[tuple[str, str, str]]:
    """The candidates of a `srcset`: address, space and size."""
    return (candidate.strip().partition(" ") for candidate in SRCSET_SEPARATOR.split(value))


def service_of(host: str) -> str:
    """Whose the frames of a host are."""
    return FRAME_HOSTS.get(host, host)
