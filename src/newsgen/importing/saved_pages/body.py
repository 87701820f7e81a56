"""Take the story out of the blocks of its region, without what stands between its paragraphs."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from lxml.html import Element, HtmlElement

from newsgen.content.article import Picture
from newsgen.importing.page_text.boilerplate import (
    is_teaser,
    is_title,
    list_label,
    read_also_title,
    same_words,
)
from newsgen.importing.page_text.datelines import split_credit, split_dateline
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.page_text.rows import Row
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages.notices import is_notice
from newsgen.importing.saved_pages.pictures import (
    box_of,
    captioned,
    is_caption,
    is_picture,
    picture_of,
    with_caption,
)
from newsgen.importing.saved_pages.regions import Regions
from newsgen.importing.saved_pages.tree import Block, html_of, named, own_links, squeezed, words
from newsgen.importing.saved_pages.trimming import cut_end, cut_start
from newsgen.importing.saved_pages.words import (
    HEADINGS,
    MEDIA,
    SHARE_HOSTS,
    SUMMARIES,
)

_LINKED = 0.7
_AD_FRAME = re.compile(
    r"doubleclick|googlesyndication|adservice|taboola|outbrain|/ads?/|googletagmanager"
    r"|facebook\.com/(?:plugins/(?:like|share|page)|v\d)",
    re.I,
)
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|left\s{0,3}:\s{0,3}-\d{3,}|font-size\s{0,3}:\s{0,3}0",
    re.I,
)
_OUTSIDE = frozenset(("boilerplate", "date", "field", "section", "label", "end", "relative date", "address"))
_MOST_CHOSEN = 5  # stories that an editor names in one place
_MAX_LABEL = 160
_MAX_DATELINE = 60
_CUT = ("...", "…", "[...]", "[…]")
_FIRST_COMMENT = 4  # blocks in which its date stands
_FEW = 0.5  # of a story that comments on it may have
_DATELINE_ALONE = re.compile(r"(?:[-–—|]|\|\|)\s?$")
_SEE_ALSO = re.compile(
    r"(?:lihat|simak|tonton|saksikan|baca|read|see) (?:juga|pula|also|video)(?: video)? ?:?", re.I
)
_INITIALS = re.compile(
    r"(?<=[.!?”\"]) ?\([\w/&, .-]{2,20}\)\W{0,3}$"
)  # of those who wrote, behind a sentence
_PAGER = re.compile(
    r"(?:(?:halaman|laman|hal|page)s?\b\W{0,3})?(?:\d{1,3}|[«»‹›<>…\s|]|selanjutnya|sebelumnya|berikutnya|next|prev(?:ious)?|semua|all|show)+",
    re.I,
)


class Body(NamedTuple):
    """A story as HTML, with what its first and last paragraphs gave."""

    html: str
    paragraphs: tuple[str, ...]
    dateline: str
    source: str
    credit: str
    image: Picture | None
    summary: str
    media: tuple[str, ...]


class _Kept(NamedTuple):
    block: Block
    is_prose: bool
    is_read_also: bool = False


def take_story(
    blocks: Sequence[Block],
    kinds: dict[int, list[Row]],
    regions: Regions,
    title: str,
    repeated: Collection[str],
) -> Body:
    """The story of the blocks in its region. `kinds` has the rows of each block by its place."""
    taking = _Taking(regions, title, repeated)
    for at, block in enumerate(blocks[: _comments_at(blocks, kinds, regions)]):
        taking.take(block, kinds.get(at, []))
    return _body(_without_labels(_without_ends(taking.kept)), taking.image, taking.summary, taking.dateline)


def _comments_at(blocks: Sequence[Block], kinds: dict[int, list[Row]], regions: Regions) -> int:
    """The place of a label over comments, of which one has a date, with less below it than above."""
    whole = sum(map(regions.weight, blocks))
    above = 0
    for at, block in enumerate(blocks):
        low = block.text.lower().strip("0123456789 ():.") if len(block.text) < _MAX_DATELINE else ""
        if low and list_label(low) == "comments" and whole - above < _FEW * above:
            rows = [row for near in range(at + 1, at + _FIRST_COMMENT) for row in kinds.get(near, [])]
            if any(row.dates or row.kind == "relative date" for row in rows):
                return at
        above += regions.weight(block)
    return len(blocks)


class _Taking:
    """What has been kept of a story, block by block. `dateline` is one that stands alone before it."""

    def __init__(self, regions: Regions, title: str, repeated: Collection[str]) -> None:
        self.kept: list[_Kept] = []
        self.image: Picture | None = None
        self.summary = ""
        self.dateline = ""
        self._regions = regions
        self._title = title
        self._repeated = repeated
        self._listing = ""  # the kind of list of other stories that is going on
        self._after_picture = False
        self._box: HtmlElement | None = None
        self._started = False

    def take(self, block: Block, rows: Sequence[Row]) -> None:
        is_teaser_of_list = bool(self._listing) and block.text.endswith(_CUT)
        prose = self._regions.weight(block) > 0 and not is_teaser_of_list
        if prose and not _is_repeated(block, self._repeated):
            self._listing = ""
        if self._is_of_list(block, rows, prose=prose) or self._is_shown(block, rows):
            return
        if (not self._started and self._stands_before(block, prose=prose)) or _is_repeated(
            block, self._repeated
        ):
            return
        if _belongs(block, rows, self._title, prose=prose, started=self._started):
            self.kept.append(_Kept(block, prose))
            self._started = self._started or prose

    def _is_of_list(self, block: Block, rows: Sequence[Row], *, prose: bool) -> bool:
        """Whether a block is the label of a list of other stories, or in one; what an editor chose stays."""
        label = _label(block, rows)
        if label and not (prose and len(block.text) > _MAX_LABEL):
            self._listing = label
            if label == "read-also":
                self.kept.append(_Kept(block, False, True))
            return True
        if self._listing == "read-also":
            if _is_link(block) and _run_of_links(self.kept) < _MOST_CHOSEN:
                self.kept.append(_Kept(_as_read_also(block), False, True))
                return True
            self._listing = ""
        return bool(self._listing) and not prose

    def _is_shown(self, block: Block, rows: Sequence[Row]) -> bool:
        """Whether a block is a picture, or the caption of the one before."""
        if is_picture(block):
            if not self._started and self.image is None:
                self.image = picture_of(block)
            else:
                self.kept.append(_Kept(block, False))
            self._after_picture = True
            self._box = box_of(block)
            return True
        if not self._after_picture or (rows and rows[0].kind == "boilerplate" and not self._started):
            return False
        self._after_picture = False
        box = self._box is not None and block.place in self._box.iterdescendants()
        if not is_caption(block, rows, started=self._started, boxed=box and not self._started):
            return False
        if self._started and self.kept and is_picture(self.kept[-1].block):
            shown = self.kept[-1].block
            figure = captioned(shown, f"{shown.text} {block.text}".strip())
            self.kept[-1] = _Kept(Block(figure, shown.parent, shown.origin), False)
        elif self.image is not None:
            self.image = with_caption(self.image, block.text)
        return True

    def _stands_before(self, block: Block, *, prose: bool) -> bool:
        """Whether a block above the first paragraph is the summary or a dateline."""
        if _is_summary(block) and not self.summary and self._regions.total > 2 * len(block.text):
            self.summary = block.text
            return True
        if not prose and len(block.text) < _MAX_DATELINE and _DATELINE_ALONE.search(block.text):
            self.dateline = block.text
            return True
        return False


def _label(block: Block, rows: Sequence[Row]) -> str:
    """The kind of list that a block is the label over; `read-also` for one that an editor made."""
    if len(block.lines) != 1 and not (rows and rows[0].label and len(block.text) < 60):
        return ""
    low = block.lines[0].lower()
    if _SEE_ALSO.fullmatch(low):
        return "read-also"
    title = read_also_title(block.lines[0], low)
    if title is not None:
        return "read-also" if not title else ""
    return list_label(low)


def _is_link(block: Block) -> bool:
    return block.links > _LINKED * max(1, len(block.text)) and bool(block.text)


def _run_of_links(kept: Sequence[_Kept]) -> int:
    count = 0
    for one in reversed(kept):
        if not one.is_read_also:
            break
        count += 1
    return count


def _as_read_also(block: Block) -> Block:
    """A link under a label as a paragraph."""
    if block.tag in ("ul", "ol"):
        return block
    made = Element("p")
    links = list(block.element.iter("a"))
    if (
        not links
        and (
            above := next(
                (one for one in (block.place, *block.place.iterancestors()) if one.tag == "a"), None
            )
        )
        is not None
    ):
        link = Element("a", href=above.get("href") or "")
        link.text = block.text
        made.append(link)
        return Block(made, block.parent, None)
    return block


def _is_summary(block: Block) -> bool:
    element: HtmlElement | None = block.element
    if SUMMARIES.search(named(block.element)):
        return True
    element = block.place
    for _ in range(2):
        if element is not None and element.tag in ("div", "p", "h2", "h3", "section", "span"):
            if SUMMARIES.search(named(element)) and len(words(element)) < len(block.text) + 40:
                return True
            element = element.getparent()
    return False


def _is_repeated(block: Block, repeated: Collection[str]) -> bool:
    return len(block.text) >= 12 and key_of(block.text) in repeated


def key_of(text: str) -> str:
    """The words of a text, by which it is known on other pages."""
    return hyphenated(text)[:160]


def _belongs(block: Block, rows: Sequence[Row], title: str, *, prose: bool, started: bool) -> bool:
    """Whether a block is a part of the story."""
    if _is_hidden(block):
        return prose or _has_foreign_links(block)
    if block.tag in MEDIA or (not block.text and next(block.element.iter(*MEDIA), None) is not None):
        return not any(_AD_FRAME.search(one.get("src") or "") for one in block.element.iter(*MEDIA))
    if block.tag == "hr":
        return started
    if block.tag == "table" and not started and any(row.is_byline for row in rows):
        return False
    if block.tag in ("table", "blockquote", "pre"):
        return True
    return not same_words(block.text, title) and _is_text_of_story(block, rows, prose=prose, started=started)


def _is_text_of_story(block: Block, rows: Sequence[Row], *, prose: bool, started: bool) -> bool:
    """Whether the lines of a block are no notices, fields, page numbers or links to other stories."""
    if is_notice(block.text) or _is_command(block):
        return False
    outside = bool(rows) and all(row.kind in _OUTSIDE for row in rows)
    teaser = is_teaser(block.text) and len(block.text) < _MAX_DATELINE
    if outside or teaser or _PAGER.fullmatch(block.text):
        return False
    if any(row.kind == "read-also" for row in rows):
        return True
    return (started or prose) and (not _is_link(block) or _is_link_in_story(block))


def _is_command(block: Block) -> bool:
    """Whether a short text leads nowhere but runs a script, or back: `[ Kembali ]`."""
    links = [link.get("href") or "" for link in block.element.iter("a")]
    whole = block.links >= _LINKED * max(1, len(block.text))
    return whole and bool(links) and all(link.lower().startswith("javascript:") for link in links)


def _is_link_in_story(block: Block) -> bool:
    """Whether a text that is one link may be a part of a story: a document, an embedded post, one title."""
    if block.tag in ("ul", "ol"):
        return False
    hosts = [host for host in own_links(block.element) if host]
    return not hosts or not all(
        SHARE_HOSTS.search(host) and not block.text.startswith("http") for host in hosts
    )


def _is_hidden(block: Block) -> bool:
    element: HtmlElement | None = block.place
    own = block.element
    if own.get("hidden") is not None or _HIDDEN.search(own.get("style") or ""):
        return True
    for _ in range(4):
        if element is None or element.tag == "body":
            return False
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            own.set("style", element.get("style") or "display:none")
            return True
        element = element.getparent()
    return False


def _has_foreign_links(block: Block) -> bool:
    return any(host and not SHARE_HOSTS.search(host) for host in own_links(block.element))


def _without_ends(kept: list[_Kept]) -> list[_Kept]:
    """The blocks up to the last that is surely of the story, and the short ones that can end one."""
    last = max((at for at, one in enumerate(kept) if one.is_prose), default=-1)
    tail = [one for one in kept[last + 1 :] if one.is_read_also or _may_follow(one.block)]
    while tail and tail[-1].block.tag in ("hr", *HEADINGS):
        tail.pop()
    return kept[: last + 1] + tail


def _without_labels(kept: list[_Kept]) -> list[_Kept]:
    """The blocks without labels over lists of other stories of which nothing was kept."""
    return [
        one
        for at, one in enumerate(kept)
        if not (one.is_read_also and _label(one.block, ()))
        or (at + 1 < len(kept) and kept[at + 1].is_read_also)
    ]


def _may_follow(block: Block) -> bool:
    """Whether a block below the last paragraph belongs to the story: no heading, link or title does."""
    if (
        block.tag in MEDIA
        or is_picture(block)
        or _is_hidden(block)
        or any(True for _ in block.element.iter(*MEDIA))
    ):
        return True
    if read_also_title(block.text, block.text.lower()):
        return True
    if _is_link(block) or block.tag in HEADINGS:
        return False
    return (
        block.tag in ("table", "blockquote", "pre", "ul", "ol") or _may_end(block) or not is_title(block.text)
    )


def _may_end(block: Block) -> bool:
    return block.tag not in HEADINGS and (
        ends_sentence(_INITIALS.sub("", block.text)) or split_credit(block.text, 0) is not None
    )


def _body(kept: Sequence[_Kept], image: Picture | None, summary: str, alone: str) -> Body:
    blocks = [one.block for one in kept]
    first = next((one.block for one in kept if one.is_prose), None)
    last = next(
        (
            one.block
            for one in reversed(kept)
            if not one.is_read_also and one.block.text and not is_picture(one.block)
        ),
        None,
    )
    dateline = _take_dateline(first, alone) if first is not None else ""
    source, credit = _take_credit(last) if last is not None else ("", "")
    parts = []
    paragraphs = []
    for one in kept:
        text = squeezed("".join(one.block.element.itertext()))
        if (
            text
            or one.block.tag in ("hr", *MEDIA)
            or next(one.block.element.iter("img", *MEDIA), None) is not None
        ):
            parts.append(_shown(one.block))
            if text:
                paragraphs.append(text)
    media = tuple(dict.fromkeys(_media(blocks)))
    return Body("\n".join(parts), tuple(paragraphs), dateline, source, credit, image, summary, media)


def _media(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        for one in block.element.iter("img", "video", "audio", "source"):
            if one.get("src"):
                yield one.get("src") or ""


def _shown(block: Block) -> str:
    if is_picture(block) and block.tag != "figure" and block.text:
        return html_of(captioned(block, block.text))
    if block.tag in ("img", "a", "span", "div", "h1"):
        block.element.tag = {"h1": "h2"}.get(block.tag, block.tag)
        if block.tag in ("img", "a", "span"):
            made = Element("p")
            made.append(block.element)
            return html_of(made)
    return html_of(block.element)


def _take_dateline(block: Block, alone: str) -> str:
    """Split the dateline off the first paragraph, if it is sure to be one; it may stand `alone` before it."""
    text = squeezed("".join(block.element.itertext()))
    if alone and (joined := split_dateline(f"{alone} {text}")) is not None and joined.text == text:
        return joined.place
    found = split_dateline(text) if text else None
    if found is None or not found.sure or not found.text or not text.endswith(found.text):
        return ""
    cut_start(block.element, len(text) - len(found.text))
    return found.place


def _take_credit(block: Block) -> tuple[str, str]:
    """Split the credit off the last paragraph: the source that it names, and its own words."""
    text = squeezed("".join(block.element.itertext()))
    found = split_credit(text, 0) if text and block.tag not in ("table", "pre", *HEADINGS) else None
    if found is None or "status" in found.fields or not text.startswith(found.before):
        return "", ""
    cut_end(block.element, len(text) - len(found.before))
    source = found.fields["source"].value if "source" in found.fields else ""
    return source, found.words if found.signed else ""
