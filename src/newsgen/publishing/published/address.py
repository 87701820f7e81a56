"""Published addresses as they stand in a source, and without what varies in how they are spelled."""

import re
from urllib.parse import unquote, urlsplit

import msgspec

# Parameters that count clicks, or show the same page in another way.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igsh|igshid|mc_cid|mc_eid"
    r"|_ga|_gl|replytocom|share)(?:=|$)",
    re.IGNORECASE,
)
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?/", re.IGNORECASE)
_SPACES = re.compile(r"\s")


class Address(msgspec.Struct, frozen=True):
    """An address: its host (empty for a path alone), its path, which starts with a slash, and its query.

    Neither scheme, `www.`, usual ports, fragment, tracking, nor an `index.html` at its end are kept.
    """

    host: str
    path: str
    query: str = ""

    @property
    def local(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def key(self) -> tuple[str, str, str]:
        """What all spellings of the address have in common."""
        return self.host, unquote(self.path), unquote(self.query)

    def __str__(self) -> str:
        return f"{self.host}{self.local}"


class Published(msgspec.Struct, frozen=True):
    """An address that was published, and what its source says of its page.

    `place` is where it stands in the source. `titles` are what may be its headline; `file` is an HTML file
    that has one. `date` is the day on which it was published or changed (`2018-08-02`), and `belongs_to` the
    file in `content/` that the source names.
    """

    address: Address
    place: str
    titles: tuple[str, ...] = ()
    date: str = ""
    file: str = ""
    belongs_to: str = ""


def parse(typed: str) -> Address | None:
    """The address that is typed, with or without a host; None if it is none.

    >>> str(parse("http://www.Lama.example:80/a/index.html?utm_source=wa&p=3#x"))
    'lama.example/a/?p=3'
    >>> [parse(text) for text in ("", "halo", "mailto:a@b.example", "a b.example/")]
    [None, None, None, None]
    """
    text = typed.strip()
    if _BARE_HOST.match(text):
        text = f"//{text}"
    if _SPACES.search(text.partition("?")[0]) and not text.startswith(("/", "http://", "https://")):
        return None
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:  # as of `http://[x`, or a port that is no number
        return None
    if parts.scheme not in ("", "http", "https") or bool(parts.scheme) > bool(host):
        return None
    if not host and not parts.path.startswith("/"):
        return None
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    return Address(host, _without_index(parts.path) or "/", _without_tracking(parts.query))


def _without_index(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return folder + slash if name.lower() in ("index.html", "index.htm") else path


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))
