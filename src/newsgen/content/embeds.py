"""Which addresses of videos, posts, sounds and maps can be shown in a page, and by which frame."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, quote_plus, unquote_plus

import msgspec

from newsgen.content.blocks import without_markup


class Embed(msgspec.Struct, frozen=True):
    """What an address on a line of its own shows: the name of its service, its page there, and its frame.

    `shape` is `video`, `tall` (a video of a phone), `post`, `sound` or `map`.
    """

    service: str
    shape: str
    page: str
    frame: str


class LoneAddress(msgspec.Struct, frozen=True):
    """An address of a known service on a line of its own, which has the characters from `start` to `end`.

    `is_html` says that it stands in a paragraph of HTML.
    """

    start: int
    end: int
    embed: Embed
    is_html: bool


_Query = dict[str, str]
_Frame = Callable[
    [re.Match[str], _Query, str], str
]  # of the path, query and fragment; empty if there is none


class _Row(NamedTuple):
    """The addresses of one kind of a service: hosts without `www.`, the pattern of a path, the frame."""

    service: str
    shape: str
    hosts: tuple[str, ...]
    path: re.Pattern[str]
    frame: _Frame


def _row(service: str, shape: str, hosts: str, path: str, frame: _Frame) -> _Row:
    return _Row(service, shape, tuple(hosts.split()), re.compile(path, re.ASCII), frame)


# frames

_TIME = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_WORD = re.compile(r"[\w.-]{1,200}", re.ASCII)
_NUMBER = r"-?\d{1,3}(?:\.\d{1,20})?"
_VIEW = re.compile(rf"@({_NUMBER}),({_NUMBER}),(\d{{1,2}})(?:\.\d+)?z", re.ASCII)
_POINT = re.compile(rf"{_NUMBER},{_NUMBER}", re.ASCII)
_OSM_VIEW = re.compile(rf"map=(\d{{1,2}})/({_NUMBER})/({_NUMBER})(?:&.*)?", re.ASCII)
_OSM_BOX = re.compile(rf"(?:{_NUMBER},){{3}}{_NUMBER}", re.ASCII)
_OSM_ZOOM = "16"  # where an address gives none
_OSM_WIDTH = 3  # tiles of a map that a frame shows side by side, and half as many below each other


def _youtube(path: re.Match[str], query: _Query, _: str) -> str:
    video = path["id"] if "id" in path.re.groupindex else query.get("v", "")
    if not _YOUTUBE_ID.fullmatch(video):
        return ""
    start = _seconds(query.get("t") or query.get("start") or "")
    return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1{f'&start={start}' if start else ''}"


def _seconds(time: str) -> int:
    """`90`, `90s` or `1h2m3s` as seconds."""
    found = _TIME.fullmatch(time)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _vimeo(path: re.Match[str], query: _Query, _: str) -> str:
    key = path["key"] or query.get("h", "")
    tail = f"?h={key}" if re.fullmatch(r"[0-9a-f]{6,20}", key) else ""
    return f"https://player.vimeo.com/video/{path['id']}{tail}"


def _facebook(plugin: str, *needed: str) -> _Frame:
    """The frame of a plugin of Facebook; an address says which page is meant by its path and these keys."""

    def frame(path: re.Match[str], query: _Query, _: str) -> str:
        keys = [f"{key}={query[key]}" for key in needed if _WORD.fullmatch(query.get(key, ""))]
        if len(keys) < len(needed):
            return ""
        page = f"https://www.facebook.com{path[0]}{'?' if keys else ''}{'&'.join(keys)}"
        return f"https://www.facebook.com/plugins/{plugin}.php?href={quote(page, safe='')}&show_text=true"

    return frame


def _google_map(path: re.Match[str], query: _Query, _: str) -> str:
    name = unquote_plus(path["name"] or "") or query.get("q") or query.get("query") or ""
    found = _VIEW.search(path["view"] or "")
    centre = f"{found[1]},{found[2]}" if found else query.get("ll", "")
    zoom = found[3] if found else query.get("z", "")
    parts = [f"q={quote_plus(name)}"] if name else []
    parts += [f"ll={centre}"] if _POINT.fullmatch(centre) else []
    parts += [f"z={zoom}"] if parts and re.fullmatch(r"\d{1,2}", zoom, re.ASCII) else []
    return f"https://www.google.com/maps?{'&'.join(parts)}&output=embed" if parts else ""


def _google_frame(_path: re.Match[str], query: _Query, _: str) -> str:
    pb = query.get("pb", "")
    return f"https://www.google.com/maps/embed?pb={quote(pb, safe='!:.-_*')}" if pb else ""


def _google_own_map(_path: re.Match[str], query: _Query, _: str) -> str:
    mid = query.get("mid", "")
    return f"https://www.google.com/maps/d/embed?mid={mid}" if _WORD.fullmatch(mid) else ""


def _openstreetmap(_path: re.Match[str], query: _Query, fragment: str) -> str:
    view, point = _OSM_VIEW.fullmatch(fragment), f"{query.get('mlat', '')},{query.get('mlon', '')}"
    marked = _POINT.fullmatch(point) is not None
    if not (view or marked):
        return ""
    zoom, *centre = (view[1], view[2], view[3]) if view else (_OSM_ZOOM, *point.split(","))
    lat, lon = map(float, centre)
    wide = _OSM_WIDTH / 2 * 360 / 2 ** int(zoom)
    box = ",".join(f"{at:.5f}" for at in (lon - wide, lat - wide / 2, lon + wide, lat + wide / 2))
    return _openstreetmap_frame(_path, {"bbox": box, "marker": point if marked else ""}, "")


def _openstreetmap_frame(_path: re.Match[str], query: _Query, _: str) -> str:
    box, marker = query.get("bbox", ""), query.get("marker", "")
    if not _OSM_BOX.fullmatch(box):
        return ""
    tail = f"&marker={marker}" if _POINT.fullmatch(marker) else ""
    return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&layer=mapnik{tail}"


def _fixed(start: str, end: str = "") -> _Frame:
    """A frame whose address is made from the `id` in the path."""
    return lambda path, _query, _fragment: f"{start}{path['id']}{end}"


_YOUTUBE, _VIMEO = "youtube.com youtube-nocookie.com", "vimeo.com player.vimeo.com"
_GOOGLE, _MAPS = "google.com google.co.id", "maps.google.com maps.google.co.id"
_PLACE = r"/?(?:/(?:place|search)/(?P<name>[^/@]*))?(?P<view>/@[^/]+)?(?:/data=[^/]*)?/?"
_ROWS = (
    _row("YouTube", "video", "youtube.com", r"/watch/?", _youtube),
    _row("YouTube", "video", _YOUTUBE, r"/(?:live|embed|v)/(?P<id>[\w-]+)/?", _youtube),
    _row("YouTube", "video", "youtu.be", r"/(?P<id>[\w-]+)/?", _youtube),
    _row("YouTube", "tall", "youtube.com", r"/shorts/(?P<id>[\w-]+)/?", _youtube),
    _row("Vimeo", "video", _VIMEO, r"/(?:video/)?(?P<id>\d{1,20})(?:/(?P<key>\w+))?/?", _vimeo),
    _row(
        "X", "post", "x.com twitter.com",
        r"/(?:\w{1,30}|i/web)/status(?:es)?/(?P<id>\d{1,20})(?:/(?:photo|video)/\d)?/?",
        _fixed("https://platform.twitter.com/embed/Tweet.html?id=", "&dnt=true"),
    ),
    _row(
        "Instagram", "post", "instagram.com", r"/(?:[\w.]+/)?(?P<id>p/[\w-]+)/?",
        _fixed("https://www.instagram.com/", "/embed"),
    ),
    _row(
        "Instagram", "tall", "instagram.com", r"/(?:[\w.]+/)?(?P<id>(?:reel|tv)/[\w-]+)/?",
        _fixed("https://www.instagram.com/", "/embed"),
    ),
    _row(
        "TikTok", "tall", "tiktok.com", r"/@[\w.-]+/video/(?P<id>\d{1,25})/?",
        _fixed("https://www.tiktok.com/embed/v2/"),
    ),
    _row(
        "Facebook", "video", "facebook.com", r"/(?:reel/\d+|[\w.-]+/videos/(?:[\w.-]+/)?\d+)/?",
        _facebook("video"),
    ),
    _row("Facebook", "video", "facebook.com", r"/watch(?:/live)?/?", _facebook("video", "v")),
    _row(
        "Facebook", "post", "facebook.com", r"/[\w.-]+/(?:posts/[\w.:-]+|photos/(?:[\w.-]+/)?\d+)/?",
        _facebook("post"),
    ),
    _row(
        "Facebook", "post", "facebook.com", r"/(?:permalink|story)\.php",
        _facebook("post", "story_fbid", "id"),
    ),
    _row("Facebook", "post", "facebook.com", r"/photo(?:\.php|/)?", _facebook("post", "fbid")),
    _row(
        "Spotify", "sound", "open.spotify.com",
        r"/(?:intl-[a-z]+/)?(?:embed/)?(?P<id>(?:track|album|playlist|artist|show|episode)/[A-Za-z0-9]{10,40})/?",
        _fixed("https://open.spotify.com/embed/"),
    ),
    _row("Google Maps", "map", f"{_GOOGLE} {_MAPS}", r"/maps/embed/?", _google_frame),
    _row("Google Maps", "map", _GOOGLE, r"/maps/d/(?:u/\d+/)?(?:viewer|edit|embed)/?", _google_own_map),
    _row("Google Maps", "map", f"{_GOOGLE} {_MAPS}", f"/maps{_PLACE}", _google_map),
    _row("Google Maps", "map", _MAPS, _PLACE, _google_map),
    _row("OpenStreetMap", "map", "openstreetmap.org osm.org", r"/?", _openstreetmap),
    _row("OpenStreetMap", "map", "openstreetmap.org", r"/export/embed\.html", _openstreetmap_frame),
)  # fmt: skip
_BY_HOST: dict[str, list[_Row]] = {}
for _one in _ROWS:
    for _host in _one.hosts:
        _BY_HOST.setdefault(_host, []).append(_one)

# addresses

_ADDRESS = re.compile(
    r"https?://(?:(?:www|m|mobile|web)\.)?(?P<host>[a-z.-]+)(?P<path>/[^\s?#]*)?(?:\?(?P<query>[^\s#]*))?"
    r"(?:#(?P<fragment>\S*))?",
    re.IGNORECASE | re.ASCII,
)
_LINE = re.compile(
    r"^(?P<p><p>)?<?(?P<address>https?://[^\s<>\"'`\\]+)>?(?(p)</p>)[ \t]*$", re.MULTILINE | re.IGNORECASE
)
_UNFINISHED = ("](", "]:")  # how a line ends whose link stands on the next


def embed_of(address: str) -> Embed | None:
    """What an address shows, or None if it is of no known service."""
    found = _ADDRESS.fullmatch(address)
    for row in _BY_HOST.get(found["host"].lower(), ()) if found else ():
        assert found
        path = row.path.fullmatch(found["path"] or "/")
        frame = path and row.frame(path, dict(parse_qsl(found["query"] or "")), found["fragment"] or "")
        if frame:
            return Embed(row.service, row.shape, f"https:{address.partition(':')[2]}", frame)
    return None


def lone_addresses(body: str) -> Iterator[LoneAddress]:
    """The addresses of known services that stand on a line of their own, outside of code and tags."""
    if "://" not in body or not _LINE.search(body):
        return
    bare = without_markup(body)
    for found in _LINE.finditer(body):
        start, end = found.span("address")
        is_text = bare[start:end] == found["address"]
        before = body[: found.start()].rstrip(" \t\n")[-2:] if found.start() else ""
        if is_text and before not in _UNFINISHED and (embed := embed_of(found["address"])):
            yield LoneAddress(*found.span(), embed, found["p"] is not None)
