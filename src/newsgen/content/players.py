"""The sound and video files of a newsroom that a text names on a line of their own, each for a player."""

import re
from collections.abc import Iterator

import msgspec

from newsgen.content.allowlist import is_remote
from newsgen.content.blocks import plain_text, without_markup
from newsgen.errors import Problem

_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
_POSTERS = ("jpg", "jpeg", "png", "webp")
_CAPTIONS = "vtt"
_SUFFIX = rf"\.(?:{'|'.join(_TYPES)})"
_LINE = re.compile(
    r"^(?:!?\[(?P<caption>[^\[\]\n]*+)\]\([ \t]*(?:<(?P<quoted>[^<>\n]++)>|(?P<named>[^\s<>()]++))"
    rf"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)|(?P<bare>[^\s<>()\[\]!|`*]+{_SUFFIX}))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ENDS = re.compile(_SUFFIX, re.IGNORECASE)


class LoneFile(msgspec.Struct, frozen=True):
    """A sound or video file on a line of its own: its name as it is typed, and its caption.

    It takes the characters of the body from `start` to `end`.
    """

    name: str
    caption: str
    start: int
    end: int


def media_type(path: str) -> str:
    """The type of a sound or video file that browsers play, or an empty string for any other file."""
    stem, _, suffix = path.rpartition(".")
    return _TYPES.get(suffix.lower(), "") if stem else ""


def lone_files(body: str) -> Iterator[LoneFile]:
    """The sound and video files that stand on a line of their own, outside of code and HTML."""
    if not _ENDS.search(body):
        return
    bare = without_markup(body)
    for found in _LINE.finditer(bare):
        name = found["quoted"] or found["named"] or found["bare"]
        if media_type(name) and not is_remote(name):
            yield LoneFile(name, plain_text(found["caption"] or ""), *found.span())


def missing(path: str, name: str) -> Problem:
    """What is wrong with a text at a path that names a sound or video file which isn't there."""
    return Problem(path, 0, 0, f"there is no sound or video file `{name}`", "check its path", name)


def files_beside(path: str) -> tuple[str, ...]:
    """The files that go with a sound or video file, if they are there: captions, then its poster."""
    stem = path.rpartition(".")[0]
    return tuple(f"{stem}.{suffix}" for suffix in (_CAPTIONS, *_POSTERS))
