"""Read the names of those who wrote and edited a story from short lines beside and below it."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.bylines import are_names, is_name, people
from newsgen.importing.saved_pages.tree import Block, named
from newsgen.importing.saved_pages.words import AUTHOR_BOXES

_LONGEST = 140
_BY = re.compile(
    r"(?P<label>(?:teks|naskah|foto|text|story|photos?) ?(?:dan|&|/|and) ?(?:foto|teks|naskah|photos?|text)"
    r"|teks|naskah|liputan|laporan|penulis|reporter|pewarta|wartawan|jurnalis|kontributor|rep|oleh|words|text|story)"
    r"(?: (?:by|oleh))?(?P<colon> ?: ?| )(?P<names>.{3,120})",
    re.I,
)
_EDITED = re.compile(
    r"(?:editor|ed|red|redaktur|penyunting|edited by)(?P<colon> ?[:.] ?| )(?P<names>.{3,80})", re.I
)
_PLAIN_LABELS = frozenset("penulis reporter pewarta wartawan jurnalis editor redaktur penyunting".split())
_CORRESPONDENT = re.compile(
    r"^(?:kontributor|koresponden|wartawan|reporter)(?: [\w.]{2,20}){1,3} ?[,:] ?", re.I
)
_FROM = re.compile(r" (?:dari|di|melaporkan|from) .{2,60}$", re.I)
_SET_OFF = re.compile(r"[(\[].{3,120}[)\]]\.?|\*{1,3} ?[^*]{3,120}")
_WRITER = re.compile(
    r"\W{0,3}(?P<name>[^\d:;!?]{4,60}?) adalah (?:seorang |salah satu )?(?:penulis|dosen|mahasiswa\w*|guru"
    r"|wartawan|peneliti|pengamat|jurnalis|ketua|anggota|pegiat|aktivis|alumn\w+|kontributor|pemerhati|praktisi|staf)\b"
)
_ABOUT = re.compile(r"(?:tentang|profil) penulis|about the author", re.I)
_PARTS = re.compile(r" ?[/|;·•] ?")


class Credits(NamedTuple):
    """Names with a label, names that only stand where authors sign, and editors."""

    labelled: tuple[str, ...]
    signed: tuple[str, ...]
    editors: tuple[str, ...]


def read_credits(beside: Sequence[Block], ends: Sequence[Block]) -> Credits:
    """The names on the lines of the blocks around a story, and of its last ones."""
    labelled: list[str] = []
    signed: list[str] = []
    editors: list[str] = []
    for block in beside:
        for line in block.lines[:6]:
            _read(line, labelled, editors, None)
    for block in ends:
        if _WRITER.match(block.text) and (name := _writer(block)):
            signed.append(name)
        for line in block.lines[-3:]:
            _read(line, labelled, editors, signed)
    return Credits(_unique(labelled), _unique(signed), _unique(editors))


def _read(line: str, labelled: list[str], editors: list[str], signed: list[str] | None) -> None:
    """Add the names of a line; without a label, only those that are set off at an end of the story."""
    if len(line) > _LONGEST:
        return
    bare = line.strip(" ()[]*–—-|.")
    whole = _BY.fullmatch(bare) if "/" in bare else None
    parts = [bare] if whole and whole["label"].count("/") else _PARTS.split(bare)
    some = False
    for part in parts:
        if names := _names(_EDITED.fullmatch(part)):
            editors += names
            some = True
        elif names := _names(_BY.fullmatch(part)):
            labelled += names
            some = True
    if signed is not None and _SET_OFF.fullmatch(line):
        rest = [part for part in parts if is_name(part) and " " in part]
        if some or len(rest) == len(parts) == 1:
            signed += rest


def _names(found: re.Match[str] | None) -> list[str]:
    if found is None:
        return []
    label = found.groupdict().get("label") or "editor"
    if ":" not in found["colon"] and label.lower() not in _PLAIN_LABELS:
        return []
    text = _FROM.sub("", _CORRESPONDENT.sub("", found["names"].strip(" .")))
    names = [name for name in people(text) if name]
    return names if names and are_names(names) else []


def _writer(block: Block) -> str:
    """The name in a line that says what its writer is, as it stands below an opinion."""
    found = _WRITER.match(block.text)
    is_set_off = block.text[:1] in "*(" or "penulis" in block.text.lower()
    name = found["name"].strip() if found else ""
    return name if is_set_off and is_name(name) else ""


def in_author_box(blocks: Sequence[Block]) -> Iterator[str]:
    """The names in boxes about the author."""
    for at, block in enumerate(blocks):
        names = f"{named(block.element)} {named(block.parent)}"
        if not is_name(block.text) or not block.text.count(" "):
            continue
        if AUTHOR_BOXES.search(names) or (at and _ABOUT.fullmatch(blocks[at - 1].text)):
            yield block.text


def without_site(block: Block, sites: Collection[str]) -> str:
    """The name on a line that has nothing else but the site: `Ani Lestari - Kabar Kita`."""
    parts = [part.strip() for part in re.split(r" [-–—|•·] ", block.text)]
    if len(parts) == 2 and slugify(parts[1]).replace("-", "") in sites and is_name(parts[0]):
        return parts[0]
    return ""


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple({slugify(name): name for name in reversed(names)}.values())[::-1]
