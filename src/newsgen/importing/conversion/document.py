"""A tree of HTML as Markdown: its paragraphs, headings, lists, tables, quotations, code and pictures."""

import re
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from lxml import etree

from newsgen.content import allowlist
from newsgen.content.players import media_type
from newsgen.importing.conversion.anchors import anchor_html
from newsgen.importing.conversion.elements import MOST_INSTEAD, Elements, frame_html
from newsgen.importing.conversion.escaping import attribute, escaped, finished, html_text, quoted, target
from newsgen.importing.conversion.frames import page_of, status_in
from newsgen.importing.conversion.inline import BREAK, PARAGRAPH, TEXT, WRITTEN, Link, Marks, Run, paragraphs
from newsgen.importing.conversion.known import Known, text_of
from newsgen.importing.conversion.layout import List, list_markdown, quoted_markdown, table_markdown
from newsgen.importing.conversion.loss import letters, letters_in, shown_letters
from newsgen.importing.conversion.vocabulary import (
    BLOCKS,
    BOLD,
    CAPTION,
    CAPTIONED,
    CODE,
    GALLERY,
    HEADINGS,
    IN_CELL,
    IN_LIST,
    IN_QUOTE,
    ITALIC,
    MARKS,
    NOT_BOLD,
    POST,
    READ_ALSO,
    READ_ALSO_LABEL,
)

NEXT_PAGE = "<!--nextpage-->"
_MOST_NESTED = 80
_MOST_LISTS = 8
_MOST_AROUND = 8  # elements between a picture of a gallery and its item
_MOST_CELLS = 50_000
_MOST_READ_ALSOS = 12
_LONGEST_READ_ALSO = 600
_MOST_AROUND_LINKS = 30  # letters for each
_APART = "<!-- -->"
_LANGUAGE = re.compile(r"(?:^|[\s:])(?:lang(?:uage)?-|brush:\s*)([\w#+.-]+)")
_FENCES = re.compile(r"`{3,}")
_LONE_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
_KIND_OF_BLOCK = re.compile(r"(?:(?P<quote>>)|(?P<bullet>- )|(?P<number>\d+\. ))")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_CHECKED = {
    *HEADINGS, "pre", "ul", "ol", "table", "blockquote", "figure", "iframe", "embed", "object",
    "audio", "video", "dl", "details", "div", "p", "section", "aside",
}  # fmt: skip
_BREAK = Run((), "", BREAK)
_PARAGRAPH = Run((), "", PARAGRAPH)


class Whole(str):
    """A block of Markdown that is no paragraph of text."""

    __slots__ = ()


Block = str | List
_Handler = Callable[["Document", etree._Element, Marks, int], None]


class Document:
    """Writes one text. With `newlines`, blank lines in it part paragraphs, and ends of lines are breaks.

    With `careful`, each block is compared with its element, and is HTML if words of that are not in it.
    """

    def __init__(self, known: Known, *, newlines: bool, careful: bool = False) -> None:
        self._known = known
        self._careful = careful
        self._elements = Elements(known, newlines=newlines)
        self._newlines = newlines
        self._line_break = "  \n"
        self._lists = 0  # in how many lists this is
        self._links = 0
        self._runs: list[Run] = []
        self._blocks: list[Block] = []
        self.more: int | None = None  # how many blocks stand before `<!--more-->`

    def blocks(self, body: etree._Element) -> list[str]:
        """The blocks of a text."""
        found = [
            Whole(list_markdown(block)) if isinstance(block, List) else block
            for block in self._inside(body, (), 0)
        ]
        count = self._known.findings.tally.paragraphs
        number = sum(1 for block in found if block != NEXT_PAGE)
        count.found += number
        count.kept += number
        return found

    # text and containers

    def _inside(self, element: etree._Element, marks: Marks, depth: int) -> list[Block]:
        """The blocks in an element by itself."""
        before = self._runs, self._blocks
        self._runs, self._blocks = [], []
        self._flow(element, marks, depth)
        self._flush()
        found = self._blocks
        self._runs, self._blocks = before
        return found

    def _flow(self, element: etree._Element, marks: Marks, depth: int) -> None:
        if depth > _MOST_NESTED:
            self._known.findings.note("too-nested", "elements are nested too deeply: only their text is kept")
            self._add(text_of(element), marks)
            return
        anchors = self._known.addresses.anchors
        if anchors and (anchor := anchor_html(element, anchors)):
            self._runs.append(Run((), anchor, WRITTEN))
        if element.text:
            self._add(element.text, marks)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, child.tag.lower(), marks, depth + 1)
            else:
                self._comment(child)
            if child.tail:
                self._add(child.tail, marks)

    def _add(self, text: str, marks: Marks) -> None:
        if not self._runs and text.isspace():
            return
        if not self._newlines or "\n" not in text:
            self._runs.append(Run(marks, text))
            return
        ends = 0  # of lines since the last text
        lines = text.split("\n")
        for number, line in enumerate(lines):
            ends += number > 0
            if words := _without_space(line, at_start=number > 0, at_end=number < len(lines) - 1):
                self._add_ends(ends)
                self._runs.append(Run(marks, words))
                ends = 0
        self._add_ends(ends)

    def _add_ends(self, number: int) -> None:
        if number:
            self._runs.append(_BREAK if number == 1 else _PARAGRAPH)

    def _element(self, child: etree._Element, tag: str, marks: Marks, depth: int) -> None:
        if self._known.is_left_out(child, tag):
            return
        if self._careful and tag in _CHECKED:
            self._checked(child, tag, marks, depth)
        else:
            self._write(child, tag, marks, depth)

    def _checked(self, child: etree._Element, tag: str, marks: Marks, depth: int) -> None:
        """Write an element in the first of three ways that keeps all of its words."""
        self._flush()
        findings = self._known.findings
        before, start, gone = findings.saved(), len(self._blocks), findings.gone
        ways: tuple[Callable[[], None], ...] = (
            lambda: self._write(child, tag, marks, depth),
            lambda: self._as_html(child, marks, depth),
            lambda: self._add(text_of(child), marks),
        )
        tried = []
        for way in ways:
            way()
            self._flush()
            written, after = self._blocks[start:], findings.saved()
            missing = letters_in(child) - (findings.gone - gone) - sum(map(shown_letters, written))
            tried.append((missing, written, after))
            del self._blocks[start:]
            findings.restore(before)
            before = findings.saved()
            if missing <= 0:
                break
        missing, written, after = min(tried, key=lambda way: max(way[0], 0))
        findings.restore(after)
        self._blocks += written

    def _write(self, child: etree._Element, tag: str, marks: Marks, depth: int) -> None:
        if child.attrib and self._by_class(child, tag, marks, depth):
            return
        if handler := _HANDLERS.get(tag):
            handler(self, child, marks, depth)
        elif tag in BLOCKS:
            self._flush()
            self._flow(child, marks, depth)
            self._flush()
        else:
            self._flow(child, self._marks(child, tag, marks), depth)

    def _marks(self, child: etree._Element, tag: str, marks: Marks) -> Marks:
        mark = MARKS.get(tag)
        style = child.get("style") if child.attrib else None
        if style:
            mark = None if mark == "strong" and NOT_BOLD.search(style) else mark
            mark = mark or ("strong" if BOLD.search(style) else "em" if ITALIC.search(style) else None)
        return (*marks, mark) if mark and mark not in marks else marks

    def _by_class(self, child: etree._Element, tag: str, marks: Marks, depth: int) -> bool:
        """Whether an element was written as what its class says it is."""
        names = child.get("class") or ""
        if child.get("dir") == "rtl" and tag in ("p", "div"):
            self._as_html(child, marks, depth)
        elif not names:
            return False
        elif POST.search(names) and tag in ("blockquote", "div"):
            self._post(child, marks, depth)
        elif READ_ALSO.search(names) and tag not in ("a", "span", "strong", "em"):
            return self._read_also(child)
        elif GALLERY.search(names) and tag in ("div", "figure", "ul") and _has_pictures(child):
            self._gallery(child, depth)
        elif CAPTIONED.search(names) and tag in ("div", "dl", "table"):
            self._figure(child, marks, depth)
        else:
            return False
        return True

    def _comment(self, comment: etree._Element) -> None:
        words = (comment.text or "").strip().lower()
        if words.startswith("more") and (words == "more" or words[4].isspace()) and self.more is None:
            self._flush()
            self.more = len(self._blocks) if not self._lists else None
        elif words == "nextpage" and not self._lists:
            self._put(NEXT_PAGE)

    def _put(self, block: str) -> None:
        self._flush()
        self._blocks.append(Whole(block))

    def _flush(self) -> None:
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        for text in paragraphs(runs, self._line_break):
            if self._known.is_counter(text):
                continue
            if page := self._lone_address(text):
                self._known.findings.gone += letters(text.replace("&amp;", "&")) - letters(page)
            self._blocks.append(page or text)

    def _lone_address(self, text: str) -> str:
        """The address in a paragraph that is nothing else, if newsgen shows what it leads to."""
        if not text.startswith("http") or " " in text or self._lists:
            return ""
        plain = text.replace("\\", "").replace("&amp;", "&")
        page = page_of(plain) if _LONE_ADDRESS.fullmatch(plain) else ""
        return Whole(page) if page else ""

    # in a line

    def _line_end(self, child: etree._Element, _marks: Marks, _depth: int) -> None:
        self._runs.append(_BREAK)
        if self._newlines and child.tail:
            child.tail = re.sub(r"\A[ \t\r]*\n", "", child.tail)

    def _link(self, child: etree._Element, marks: Marks, depth: int) -> None:
        address = self._known.link(child)
        marks = tuple(mark for mark in marks if not isinstance(mark, Link)) if address else marks
        if address:
            self._links += 1
            marks = (*marks, Link(address, self._links))
        self._flow(child, marks, depth)

    def _image(self, child: etree._Element, marks: Marks, _depth: int) -> None:
        if picture := self._known.picture(child):
            links = tuple(mark for mark in marks if isinstance(mark, Link))
            self._runs.append(Run(links, picture_markdown(picture.address, picture.alt), WRITTEN))

    def _noscript(self, child: etree._Element, marks: Marks, depth: int) -> None:
        """A picture for readers without scripts is the one before it, unless that had no address."""
        before = child.getprevious()
        is_twin = child.find(".//img") is not None and before is not None and before.tag == "img"
        if not (is_twin and self._runs and self._runs[-1].kind == WRITTEN):
            self._flow(child, marks, depth)
        else:
            self._known.findings.gone += letters_in(child)

    def _abbreviation(self, child: etree._Element, marks: Marks, depth: int) -> None:
        title = child.get("title")
        self._flow(child, (*marks, f'<abbr title="{attribute(title)}">') if title else marks, depth)

    def _code(self, child: etree._Element, marks: Marks, depth: int) -> None:
        typed = text_of(child)
        text = " ".join(typed.split())
        if not text or len(child) or typed[0].isspace() or typed[-1].isspace():
            self._flow(child, marks, depth)
        elif any(mark in text for mark in "`<|&"):
            self._runs += [Run((*marks, "<code>"), text), Run(marks, "", WRITTEN)]  # the next is another
        else:
            self._runs.append(Run(marks, f"`{text}`", WRITTEN))

    # blocks

    def _rule(self, _child: etree._Element, _marks: Marks, _depth: int) -> None:
        self._put("***")

    def _as_html(self, child: etree._Element, _marks: Marks, _depth: int) -> None:
        if html := self._elements.html(child).strip():
            self._put(html)

    def _heading(self, child: etree._Element, marks: Marks, depth: int) -> None:
        self._flush()
        texts: list[str] = []
        behind: list[Block] = []
        for block in self._inside(child, marks, depth):
            if isinstance(block, str) and not isinstance(block, Whole) and not _PICTURE.fullmatch(block):
                texts.append(" ".join(block.split()))
            else:
                (behind if texts else self._blocks).append(block)
        if title := " ".join(texts):
            title = f"{title[:-1]}\\#" if title.endswith("#") and not title.endswith("\\#") else title
            self._blocks.append(Whole(f"{'#' * HEADINGS[str(child.tag)]} {title}"))
        self._blocks += behind

    def _code_block(self, child: etree._Element, marks: Marks, depth: int) -> None:
        for line_end in child.iter("br"):
            line_end.text = "\n"
        text = text_of(child).replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
        if not text.strip():
            return
        if self._lists or child.find(".//a[@href]") is not None or child.find(".//img") is not None:
            self._as_html(child, marks, depth)
            return
        code = child.find(".//code")
        names = (
            child.get("class"),
            code.get("class") if code is not None else "",
            child.get("data-language"),
        )
        found = next((found for name in names[:2] if name and (found := _LANGUAGE.search(name))), None)
        language = found[1] if found else names[2] or ""
        fence = "`" * max([3, *(len(run) + 1 for run in _FENCES.findall(text))])
        self._put(f"{fence}{language}\n{text}\n{fence}")

    def _list(self, child: etree._Element, marks: Marks, depth: int) -> None:
        self._flush()
        if child.find("li") is None and not self._lists:  # browsers show it as a paragraph
            self._flow(child, marks, depth)
            self._flush()
        elif self._lists:
            if found := self._list_of(child, marks, depth):
                self._blocks.append(found)
        elif not _is_simple(child, IN_LIST):
            self._as_html(child, marks, depth)
        else:
            before = self._known.findings.saved()
            found = self._list_of(child, marks, depth)
            if found and _can_be_written(found):
                self._blocks.append(found)
            elif found:
                self._known.findings.restore(before)
                self._as_html(child, marks, depth)

    def _list_of(self, child: etree._Element, marks: Marks, depth: int) -> List | None:
        self._lists += 1
        items = _text_item(child.text)
        for item in child:
            if isinstance(item.tag, str) and not self._known.is_left_out(item, item.tag):
                is_item = item.tag == "li"
                blocks = (
                    self._inside(item, marks, depth + 1) if is_item else self._outside(item, marks, depth)
                )
                if blocks:
                    items.append(blocks)
            items += _text_item(item.tail)
        self._lists -= 1
        return List(child.tag == "ol", int(child.get("start") or "1"), items) if items else None

    def _outside(self, element: etree._Element, marks: Marks, depth: int) -> list[Block]:
        """What stands right in a list, outside of its items."""
        before = self._runs, self._blocks
        self._runs, self._blocks = [], []
        self._write(element, str(element.tag), marks, depth + 1)
        self._flush()
        found = self._blocks
        self._runs, self._blocks = before
        return found

    def _table(self, child: etree._Element, marks: Marks, depth: int) -> None:
        self._flush()
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in child.iter("tr")]
        if len(rows) == 1 and len(rows[0]) == 1 and letters_in(rows[0][0]) == letters_in(child):
            # only there for the looks
            self._flow(rows[0][0], marks, depth)
            self._flush()
        elif not _is_simple_table(child, rows):
            self._as_html(child, marks, depth)
        else:
            self._lists, self._line_break, before = self._lists + 1, "<br>", self._line_break
            texts = [[self._cell(cell, marks, depth) for cell in row] for row in rows]
            self._lists, self._line_break = self._lists - 1, before
            self._put(table_markdown(texts, [_side(cell) for cell in rows[0]]))

    def _cell(self, cell: etree._Element, marks: Marks, depth: int) -> str:
        blocks = [block for block in self._inside(cell, marks, depth) if isinstance(block, str)]
        return "<br>".join(blocks).replace("|", "\\|")

    def _quote(self, child: etree._Element, marks: Marks, depth: int) -> None:
        self._flush()
        if not _is_simple(child, IN_QUOTE):
            self._as_html(child, marks, depth)
            return
        before = self._known.findings.saved()
        blocks = self._inside(child, marks, depth)
        if any(isinstance(block, Whole) and block.startswith("<") for block in blocks):
            self._known.findings.restore(before)  # only at the start of a line of the text is it HTML
            self._as_html(child, marks, depth)
        elif blocks:
            texts = [list_markdown(block) if isinstance(block, List) else block for block in blocks]
            self._put(quoted_markdown(list(_apart(texts))))

    def _post(self, child: etree._Element, marks: Marks, depth: int) -> None:
        """A post of a social network: what it says, if that is here, and its address on a line of its own."""
        names = child.get("class") or ""
        links = [self._known.addresses.full(link.get("href") or "") for link in child.iter("a")]
        typed = child.get("data-instgrm-permalink") or child.get("cite") or child.get("data-href") or ""
        page = page_of(typed) or page_of(status_in(links))
        page = page or next(filter(None, map(page_of, reversed(links))), "")
        if "instagram" in names and page:
            self._known.leave(child, "post-text")
        else:
            blocks = self._inside(child, marks, depth)
            if blocks:
                self._put(quoted_markdown([b if isinstance(b, str) else list_markdown(b) for b in blocks]))
        if page:
            self._known.findings.gone -= letters(page)
            self._put(page)

    def _read_also(self, child: etree._Element) -> bool:
        """Whether an element was written as links that an editor chose; a large one is something else."""
        links = [link for link in child.iter("a") if link.get("href")]
        text = " ".join(text_of(child).split())
        if len(text) > _LONGEST_READ_ALSO or len(links) > _MOST_READ_ALSOS or not text:
            return False
        if links and not _is_label(child, links):
            return False
        self._flush()
        start = len(self._blocks)
        for link in links:
            title = READ_ALSO_LABEL.sub("", " ".join(text_of(link).split()), count=1)
            address = self._known.link(link)
            if title:
                self._blocks.append(Whole(read_also_markdown(title, address or "")))
        title = READ_ALSO_LABEL.sub("", text, count=1)
        if not links and title:
            self._blocks.append(Whole(read_also_markdown(title, "")))
        self._known.findings.gone += letters_in(child) - sum(map(shown_letters, self._blocks[start:]))
        return True

    # pictures, films and frames

    def _figure(self, child: etree._Element, marks: Marks, depth: int) -> None:
        self._flush()
        images = list(child.iter("img"))
        captions = [each for each in child.iter() if _is_caption(each)]
        words = captions[0] if captions else None
        is_picture = len(images) == 1 and words is not None and _only_pictures(child, words)
        if not is_picture or words is None:
            self._flow(child, marks, depth)
            self._flush()
            return
        link = next(child.iter("a"), None)
        around = link if link is not None and link.find(".//img") is not None else None
        address = self._known.link(around) if around is not None else None
        shown = self._elements.html(images[0])
        caption = self._elements.inside(words).strip()
        if not shown or not caption:
            self._figure_parts(shown, images[0], words, marks, depth)
            return
        shown = f'<a href="{attribute(address)}">{shown}</a>' if address else shown
        self._put(f"<figure>{shown}<figcaption>{caption}</figcaption></figure>")

    def _figure_parts(
        self, shown: str, image: etree._Element, words: etree._Element, marks: Marks, depth: int
    ) -> None:
        """A figure of which the picture or the caption is missing."""
        if shown:
            self._put(shown)
        self._flow(words, marks, depth)
        self._flush()

    def _gallery(self, child: etree._Element, depth: int) -> None:
        self._flush()
        shown, titles = [], 0
        own = next((each for each in child if isinstance(each.tag, str) and _is_caption(each)), None)
        for image in child.iter("img"):
            if picture := self._known.picture(image):
                title = self._caption_of(image, child, own)
                shown.append(picture_markdown(picture.address, picture.alt, title))
                titles += letters(title)
        self._known.findings.gone += titles if len(shown) > 1 else 0  # of one, no caption is shown
        if shown:
            self._put("\n".join(shown))
        if own is not None:
            self._flow(own, (), depth)
            self._flush()

    def _caption_of(self, image: etree._Element, gallery: etree._Element, own: etree._Element | None) -> str:
        """The caption of a picture in a gallery: that of the item in which it is alone."""
        at = image.getparent()
        for _ in range(_MOST_AROUND):
            if at is None or at is gallery or len(list(islice(at.iter("img"), 2))) > 1:
                return ""
            for each in at.iter():
                if each is not own and _is_caption(each):
                    return " ".join(text_of(each).split())
            at = at.getparent()
        return ""

    def _frame(self, child: etree._Element, marks: Marks, depth: int) -> None:
        src = self._known.frame_address(child)
        if not src:
            if child.tag != "iframe":
                self._flow(child, marks, depth)
            return
        self._write_frame(child, src)
        self._instead(child, marks, depth)

    def _instead(self, child: etree._Element, marks: Marks, depth: int) -> None:
        """What stands in a frame or film for browsers that can't show it, or that belongs behind it."""
        number = letters_in(child)
        if number <= MOST_INSTEAD and not len(child):
            self._known.findings.gone += number
        else:
            self._flow(child, marks, depth)
            self._flush()

    def _write_frame(self, child: etree._Element, src: str) -> None:
        if page := page_of(src):
            self._put(page)
            self._known.findings.gone -= letters(page)
        elif child.tag == "iframe" and allowlist.is_known_frame(src, allowlist.FRAME_HOSTS):
            self._put(frame_html(child, src))
        elif allowlist.is_kept(src):
            self._flush()
            self._known.note_frame(src)
            self._links += 1
            self._runs.append(Run((Link(src, self._links),), src))
            self._known.findings.gone -= letters(src)
            self._flush()
        else:
            self._known.note_frame(src)

    def _player(self, child: etree._Element, marks: Marks, depth: int) -> None:
        address = self._known.media_address(child)
        self._flush()
        if not address:
            self._flow(child, marks, depth)
            return
        if media_type(address) and not allowlist.is_remote(address):
            name = finished(escaped(address.rpartition("/")[2]), has_links=True)
            self._put(f"[{name}]({target(address)})")
            self._known.findings.gone -= shown_letters(self._blocks[-1])
        else:
            self._put(f"<figure>{self._elements.player(child)}</figure>")
            return
        self._instead(child, marks, depth)


_HANDLERS: dict[str, _Handler] = {
    "br": Document._line_end, "hr": Document._rule, "a": Document._link, "img": Document._image,
    "pre": Document._code_block,
    "ul": Document._list, "ol": Document._list, "table": Document._table, "blockquote": Document._quote,
    "figure": Document._figure, "iframe": Document._frame, "embed": Document._frame,
    "object": Document._frame,
    "audio": Document._player, "video": Document._player, "dl": Document._as_html,
    "details": Document._as_html,
    "noscript": Document._noscript, "abbr": Document._abbreviation, "acronym": Document._abbreviation,
    **dict.fromkeys(HEADINGS, Document._heading), **dict.fromkeys(CODE, Document._code),
}  # fmt: skip


def _without_space(line: str, *, at_start: bool, at_end: bool) -> str:
    line = line.lstrip(" \t\r") if at_start else line
    return line.rstrip(" \t\r") if at_end else line


def _text_item(text: str | None) -> list[list[Block]]:
    """Text that stands in a list without an item, as an item."""
    words = " ".join((text or "").split())
    return [[finished(escaped(words), has_links=False)]] if words else []


def _is_simple(element: etree._Element, tags: set[str]) -> bool:
    """Whether Markdown can say all that is in a list or quotation."""
    for each in element.iter():
        if not isinstance(each.tag, str):
            continue
        if each.tag not in tags and each is not element:
            return False
        if each.tag == "ol" and not _is_simple_order(each):
            return False
        if each.attrib and _is_special(each):
            return False
    return _levels(element) <= _MOST_LISTS


def _can_be_written(of: List) -> bool:
    """Whether each item of a list begins with text, as both engines need it, and has only text and lists."""
    for item in of.items:
        if isinstance(item[0], List) or any(isinstance(block, Whole) for block in item):
            return False
        if any(isinstance(a, List) and isinstance(b, List) for a, b in pairwise(item)):
            return False
        if not all(_can_be_written(block) for block in item if isinstance(block, List)):
            return False
    return True


def _is_special(element: etree._Element) -> bool:
    names = element.get("class")
    if element.get("dir") == "rtl":
        return True
    return bool(names) and any(p.search(str(names)) for p in (POST, READ_ALSO, GALLERY, CAPTIONED))


def _is_simple_order(element: etree._Element) -> bool:
    """Whether a numbered list counts as Markdown does."""
    start = element.get("start") or "1"
    items = [item for item in element if isinstance(item.tag, str)]
    if not start.isascii() or not start.isdigit() or element.get("reversed") is not None:
        return False
    if not 1 <= int(start[:5]) <= 9 or (start != "1" and len(items) < 2) or len(items) > 90:
        return False
    return all(item.tag == "li" and item.get("value") is None and text_of(item).strip() for item in items)


def _levels(element: etree._Element) -> int:
    """How many lists and quotations are in each other."""
    deepest, depth = 0, 0
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each.tag in ("ul", "ol", "blockquote"):
            depth += 1 if event == "start" else -1
            deepest = max(deepest, depth)
    return deepest


def _is_simple_table(table: etree._Element, rows: list[list[etree._Element]]) -> bool:
    if not rows or not rows[0] or any(cell.tag != "th" for cell in rows[0]):
        return False
    width = len(rows[0])
    if len(rows) * width > _MOST_CELLS or any(len(row) != width for row in rows):
        return False
    for each in table.iter():
        if isinstance(each.tag, str) and each is not table:
            if each.tag not in IN_CELL or each.get("colspan", "1") != "1" or each.get("rowspan", "1") != "1":
                return False
            if each.attrib and _is_special(each):
                return False
    return all((row[0].tag == "th") == (at == 0) for at, row in enumerate(rows))


def _is_label(element: etree._Element, links: list[etree._Element]) -> bool:
    """Whether the text around links is only what says that one may read them, too, or dates and marks."""
    around = text_of(element)
    for link in links:
        around = around.replace(text_of(link), " ", 1)
    return letters(READ_ALSO_LABEL.sub("", around)) <= _MOST_AROUND_LINKS * len(links)


def _has_pictures(element: etree._Element) -> bool:
    return len(list(islice(element.iter("img"), 2))) == 2


def _side(cell: etree._Element) -> str:
    return (cell.get("align") or "").lower()


def _is_caption(element: etree._Element) -> bool:
    return element.tag == "figcaption" or bool(
        isinstance(element.tag, str) and (names := element.get("class")) and CAPTION.search(names)
    )


def _only_pictures(figure: etree._Element, caption: etree._Element) -> bool:
    """Whether a figure has nothing but a picture and a caption."""
    others = {"iframe", "video", "audio", "table", "pre", "blockquote", "ul", "ol", "object", "embed"}
    if any(each.tag in others for each in figure.iterdescendants()):
        return False
    return len(" ".join(text_of(figure).split())) <= len(" ".join(text_of(caption).split())) + 1


def _apart(blocks: list[str]) -> Iterator[str]:
    """Blocks, with a comment between two that Markdown would read as one list or quotation."""
    before = ""
    for block in blocks:
        found = _KIND_OF_BLOCK.match(block)
        kind = found.lastgroup or "" if found else ""
        if kind and kind == before:
            yield _APART
        before = kind
        yield block


def joined(blocks: list[str]) -> str:
    """Blocks as one text."""
    return "\n\n".join(_apart(blocks))


def picture_markdown(address: str, alt: str, title: str = "") -> str:
    """A picture, with a title that is its caption in a gallery."""
    behind = f' "{quoted(title)}"' if title else ""
    return f"![{quoted(alt.replace('[', '(').replace(']', ')'))}]({target(address)}{behind})"


def read_also_markdown(title: str, address: str) -> str:
    """A paragraph that newsgen takes for a read-also."""
    if not address:
        return f"Baca Juga: {finished(escaped(title), has_links=False)}"
    return f"Baca Juga: [{finished(escaped(title), has_links=True)}]({target(address)})"


__all__ = ["NEXT_PAGE", "TEXT", "Document", "html_text", "joined"]
