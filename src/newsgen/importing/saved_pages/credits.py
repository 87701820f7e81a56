"""Read the names of those who wrote and edited a story from short lines beside and below it."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.bylines import are_names, is_name, is_newsroom, people
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.saved_pages.names import are_initials, is_known_name, is_person, may_be_place
from newsgen.importing.saved_pages.tree import Block, named, words
from newsgen.importing.saved_pages.words import AUTHOR_BOXES, AUTHOR_LINK, COMMENT_LISTS, GIVEN_NAMES

_LONGEST = 140
_MOST_LINES = 6
_MOST_NAMES = 20
_BY = re.compile(
    r"(?P<label>(?:teks|naskah|foto|text|story|photos?) ?(?:dan|&|/|and) ?(?:foto|teks|naskah|photos?|text)"
    r"|tim (?:lapangan|liput\w*|peliput\w*|penulis|reporter|jurnalis|wartawan|pewarta)"
    r"|teks|naskah|liputan|laporan|penulis|reporter|pewarta|wartawan|jurnalis|kontributor|rep|oleh|by|words|text"
    r"|story|posted|diposting|diposkan|ditulis)(?: (?:by|oleh))?(?P<colon> ?: ?| )(?P<names>.{3,120})",
    re.I,
)
_EDITED = re.compile(
    r"(?:editor|ed|red|redaktur|penyunting|edited by|(?:disunting|diedit)(?: oleh)?)"
    r"(?P<colon> ?[:.] ?| )(?P<names>.{3,80})",
    re.I,
)
_PHOTOGRAPHED = re.compile(
    r"(?:foto\w*|photo\w*|dok\w*|ist\w*|ilustra\w+|sumber|video\w*|kamera\w*)\b.*", re.I
)
_PLAIN_LABELS = frozenset(
    "penulis reporter pewarta wartawan jurnalis editor redaktur penyunting oleh by laporan"
    " posted diposting diposkan ditulis".split()
)
_OF = r"(?:wartawan|jurnalis|reporter|kontributor|koresponden|citizen reporter)"
_REPORT = re.compile(
    rf"laporan(?: khusus| langsung)?:? {_OF}\b(?:(?: [^,:]{{2,60}})?[,:] ?| )(?P<names>.{{3,80}})", re.I
)
_COUNT = re.compile(r"\W{1,3}(?:dibaca:? )?\d[\d.,]{0,9} ?(?:kali|x|views?|pembaca|dibaca|hits)?$", re.I)
_CORRESPONDENT = re.compile(
    r"^(?:kontributor|koresponden|wartawan|reporter)(?: [\w.]{2,20}){1,3} ?[,:] ?", re.I
)
_FROM = re.compile(r",?(?: (?:dari|di|melaporkan|from|in|at|on|pada)| ?@) .{2,60}$", re.I)
_ROLE = (
    r"(?:penulis|dosen|mahasisw\w+|guru|wartawan|peneliti|pengamat|jurnalis|ketua|anggota|pegiat|aktivis|alumn\w+"
    r"|kontributor|pemerhati|praktisi|staf|pengajar|penggiat|pengurus|direktur|sekretaris|warga|santri|pelajar"
    r"|siswa|siswi|sastrawan|penyair|budayawan|sejarawan|akademisi|pendiri|koordinator|advokat|dokter|kepala|wakil"
    r"|guru besar|rektor|dekan|pustakawan|relawan|kolumnis|penikmat|pekerja|founder|pns|asn)"
)
_WRITER = re.compile(
    rf"\W{{0,4}}(?:(?:tentang|profil) penulis\W{{1,3}})?(?P<name>[^\d:;!?]{{4,60}}?)"
    rf"(?P<verb>,? (?:penulis )?(?:adalah|merupakan|ialah)|,) (?:seorang |salah satu )?{_ROLE}\b",
    re.I,
)
_WRITER_IS = re.compile(
    r"\W{0,4}penulis(?: (?:opini|artikel|tulisan|esai)(?: ini)?)?(?: adalah| ialah| ?:|,)"
    r" (?P<name>[^\d:;!?,]{4,60}),",
    re.I,
)
_SET_OFF = re.compile(
    r"\W{0,4}[(\[](?P<inside>[^()\[\]]{3,120})[)\]]\W{0,4}|\*{1,4}\)? ?(?P<stars>[^*]{3,120})\**"
)
_DASHED = re.compile(r"[-–—~]{1,2} ?(?P<name>[^-–—~]{4,60}?) ?[-–—~]{0,2}")
_AT_END = re.compile(r"[(\[](?P<inside>[^()\[\]]{3,80})[)\]]\W{0,4}$")
_ENDED = re.compile(r"[.!?”\"'’*]\W{0,4}$")
_CELLS = re.compile(r" ?(?:[|/•·]| [-–—] |, (?=\w{4,6},? \d)) ?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTS = re.compile(r" ?[/|;·•] ?| (?=(?:penulis|reporter|pewarta|editor|redaktur|penyunting) ?:)", re.I)
_PAIR = re.compile(r" ?[|/] ?")
_NO_SIGNATURE = frozenset(
    "selesai bersambung habis tamat sumber berbagai nama samaran sebenarnya bukan".split()
)
_ABOUT = re.compile(
    r"(?:(?:tentang|profil) penulis|about (?:the )?author|penulis|author|ditulis oleh|written by)\W{0,3}",
    re.I,
)
_ABOUT_NAME = re.compile(
    r"(?:tentang|about|profil|ditulis oleh|written by|author|penulis)\W{1,3}(?P<name>.{4,60})", re.I
)


class Credits(NamedTuple):
    """Names with a label, names that only stand where authors sign, and editors."""

    labelled: tuple[str, ...]
    signed: tuple[str, ...]
    editors: tuple[str, ...]


def read_credits(
    beside: Sequence[Block],
    ends: Sequence[Block],
    below: Sequence[Block],
    sites: Collection[str],
    told_of: str,
) -> Credits:
    """The names on the lines of the blocks around a story, of its last ones, and with a label below it.

    `told_of` is the text of the story as a slug: who is named in it has not signed it.
    """
    labelled: list[str] = []
    signed: list[str] = []
    editors: list[str] = []
    for block in (*beside, *below):
        spans = [] if block.lines[1:] else [words(one) for one in block.element.iter("span", "li", "small")]
        for line in (*block.lines, *spans)[:_MOST_LINES]:
            _read(line, labelled, editors)
    for at, block in enumerate(ends):
        if name := _writer(block):
            signed.append(name)
        if at and is_bare_name(block.text, told_of) and _is_below_story(block, ends[at - 1]):
            signed.append(block.text)
        for line in block.lines[-_MOST_LINES:]:
            _read(line, labelled, editors)
            signed += _signed(line, sites, told_of)
    return Credits(_unique(labelled), _unique(signed), _unique(editors))


def pair_with(blocks: Sequence[Block], author: str) -> tuple[str, ...]:
    """The two names on one line of which one is that of an author who is named elsewhere, or none."""
    for block in blocks:
        for line in (*block.lines, *(words(one) for one in block.element.iter("span"))):
            names = tuple(_PAIR.split(line))
            if len(names) == 2 and all(map(is_name, names)) and slugify(author) in map(slugify, names):
                return names
    return ()


def without_signature(text: str) -> str:
    """A paragraph without what stands in brackets at its end."""
    return _AT_END.sub("", text)


def _read(line: str, labelled: list[str], editors: list[str]) -> None:
    """Add the names of a line that have a label."""
    if len(line) > _LONGEST:
        return
    bare = line.strip(" ()[]*–—-|.")
    if names := _names(_REPORT.fullmatch(bare)):
        labelled += names
        return
    whole = _BY.fullmatch(bare) if "/" in bare else None
    for part in [bare] if whole and whole["label"].count("/") else _PARTS.split(bare):
        if names := _names(_EDITED.fullmatch(part)):
            editors += names
        elif names := _names(_BY.fullmatch(part)):
            labelled += names


def is_credit(line: str) -> bool:
    """Whether a line names with a label who wrote or edited a story."""
    labelled: list[str] = []
    editors: list[str] = []
    _read(line, labelled, editors)
    return bool(labelled or editors)


def _names(found: re.Match[str] | None) -> list[str]:
    """The names behind a label, without the place from which somebody reports, and what somebody is."""
    if found is None:
        return []
    given = found.groupdict()
    label = (given.get("label") or "editor").lower()
    bare = "colon" in given and ":" not in found["colon"]
    if bare and label not in _PLAIN_LABELS:
        return []
    text = _COUNT.sub("", _FROM.sub("", _CORRESPONDENT.sub("", found["names"].strip(" ."))))
    for some in (text, text.partition(",")[0], text.partition(" (")[0]):
        names = [name for name in people(some) if name]
        if names and are_names(names) and not (bare and label == "laporan" and not is_known_name(names[0])):
            return names
    return []


def _signed(line: str, sites: Collection[str], told_of: str) -> list[str]:
    """The names on a line without a label that is set off, or at the end of the last paragraph."""
    if found := _SET_OFF.fullmatch(line):
        return _signatures(found["inside"] or found["stars"], sites, told_of)
    if (found := _DASHED.fullmatch(line)) and is_known_name(found["name"]):
        return _signatures(found["name"], sites, told_of)
    found = _AT_END.search(line[-_LONGEST:])
    if found and _ENDED.search(line[-_LONGEST:][: found.start()]):
        return _signatures(found["inside"], sites, told_of)
    return []


def _signatures(text: str, sites: Collection[str], told_of: str) -> list[str]:
    """The full names among the parts of a signature, whose others are labels, initials or the site."""
    names = []
    for part in _PARTS.split(text.strip(" .*")):
        label = _EDITED.fullmatch(part) or _PHOTOGRAPHED.fullmatch(part)
        if label or are_initials(part) or is_newsroom(part) or not is_person(part, sites):
            continue
        if _is_signature(part) and f"-{slugify(part)}-" not in told_of:
            names.append(part)
        elif not (part.istitle() or part.islower()) or " " in part:
            return []  # no names at all
    return names if any(map(is_known_name, names)) else []


def _is_signature(name: str) -> bool:
    is_full = " " in name and is_name(name.partition(",")[0]) and not may_be_place(name)
    return is_full and _NO_SIGNATURE.isdisjoint(slugify(name).split("-"))


def _writer(block: Block) -> str:
    """The name in a line that says what its writer is, as it stands below an opinion."""
    text = block.text
    if found := _WRITER_IS.match(text):
        return found["name"] if is_name(found["name"]) else ""
    found = _WRITER.match(text)
    if found is None or len(text) > 3 * _LONGEST:
        return ""
    small = any(words(one) == text for one in block.element.iter("em", "i", "small"))
    is_told = "penulis" in text.lower()[: found.end()]
    is_set_off = text[:1] in "*([" or is_told or (small and found["verb"] == ",")
    name = found["name"].removesuffix(", penulis").strip(" ,")
    return name if is_set_off and is_name(name.partition(",")[0]) else ""


def _is_below_story(block: Block, before: Block) -> bool:
    """Whether a block is one line in letters, capitals or at a side of its own, right below a paragraph."""
    if len(block.lines) != 1 or not ends_sentence(before.text):
        return False
    style = f"{block.element.get('style') or ''} {block.element.get('align') or ''}"
    return (
        "right" in style
        or (block.text.isupper() and GIVEN_NAMES.issuperset(slugify(block.text).split("-")))
        or any(words(one) == block.text for one in block.element.iter("b", "strong", "em"))
    )


def bare_names(blocks: Sequence[Block], sites: Collection[str], told_of: str) -> list[str]:
    """The names that stand alone between headline and story, not below a picture or a label."""
    before = ""
    for block in blocks:
        has_picture = next(block.element.iter("img"), None) is not None
        for line in () if has_picture else block.lines[:_MOST_LINES]:
            parts = [*filter(is_known_name, _CELLS.split(line))] if _YEAR.search(line) else []
            names = parts or people(without_site(line, sites))
            is_labelled = _EDITED.match(f"{before} Nama") or _PHOTOGRAPHED.fullmatch(before)
            if names and not is_labelled and all(is_bare_name(name, told_of) for name in names):
                return list(names)
            before = line
        before = "foto" if has_picture else before
    return []


def is_bare_name(name: str, told_of: str) -> bool:
    """Whether words without a label are a name: of a place and of a person, the story has more to tell."""
    return is_known_name(name) and f"-{slugify(name)}-" not in told_of


def in_author_box(blocks: Sequence[Block]) -> Iterator[str]:
    """The names in boxes about the author, and those of links to a page about one."""
    for at, block in enumerate(blocks):
        names = f"{named(block.element)} {named(block.parent)}"
        before = blocks[at - 1].text if at else ""
        labelled = _ABOUT.fullmatch(before) is not None
        if _EDITED.match(f"{before} Nama") or _PHOTOGRAPHED.fullmatch(before):
            continue
        first = next((words(one) for one in block.element.iter("b", "strong", "a", "h3", "h4")), "")
        about = _ABOUT_NAME.fullmatch(block.text)
        for text in (block.text, first):
            boxed = AUTHOR_BOXES.search(names) is not None and block.text.startswith(text)
            if (boxed or labelled) and " " in text and is_name(text):
                yield text
        if about and block.tag in ("h2", "h3", "h4", "h5", "p", "div") and is_known_name(about["name"]):
            yield about["name"]


def linked_authors(blocks: Sequence[Block]) -> Iterator[str]:
    """The names of links to pages about authors, outside of comments."""
    for block in blocks:
        for link in block.place.iter("a"):
            name = words(link)
            if not AUTHOR_LINK.search(link.get("href") or "") or not is_name(name):
                continue
            if not any(COMMENT_LISTS.search(named(one)) for one in link.iterancestors()):
                yield name


def without_site(line: str, sites: Collection[str]) -> str:
    """A line without the site behind a name: `Ani Lestari - Kabar Kita`."""
    parts = [part.strip() for part in re.split(r" [-–—|•·] ", line)]
    is_site = len(parts) == 2 and slugify(parts[1]).replace("-", "") in sites
    return parts[0] if is_site else line


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    return tuple({slugify(name): name for name in reversed(names)}.values())[::-1][:_MOST_NAMES]
