"""Parse a page into a tree, and take the tree apart into blocks of text in reading order."""

import re
from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import Element, HtmlElement, HTMLParser, document_fromstring, tostring

from newsgen.importing.saved_pages.words import BLOCKS, DROPPED, HEADINGS, HEADLINE_SPANS, MEDIA

_LEAVES = HEADINGS | MEDIA | {"p", "ul", "ol", "blockquote", "pre", "figure", "dl", "hr", "figcaption"}
_CELL = 200  # characters that a cell of a table of data has at most
_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-orig-src",
    "data-img-url",
    "data-url",
)
_PLACEHOLDER = re.compile(
    r"data:|about:|.{0,300}(?:blank|spacer|placeholder|lazy|loading|pixel|1x1|trans)[\w.-]{0,20}\.(?:gif|png|svg)",
    re.I,
)
_BUILDER = re.compile(
    r"\b(?:elementor-(?:widget(?:-wrap|-container)?(?=\s|$)|widget-|element\b|location-)?|et_pb_(?:widget_)?)"
)
_WITH_SPACES = 4  # times as long a short text may be before its spaces are squeezed
_SPACE = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_KEPT_ATTRIBUTES = frozenset(
    "href src alt title class style width height cite datetime colspan rowspan start type value lang dir id"
    " srcset data-instgrm-permalink data-href name allow allowfullscreen poster controls hidden rel".split()
)
_AMP_VIDEO = {"amp-youtube": "https://www.youtube.com/embed/", "amp-vimeo": "https://player.vimeo.com/video/"}
_AMP_NAMES = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-iframe": "iframe",
    "amp-video": "video",
    "amp-audio": "audio",
}
_BUTTON = re.compile(r"\W{0,3}(?:kembali|back|cetak|print|tutup|close|kirim|email|simpan|pdf)\W{0,3}", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_ZONE_AT_END = re.compile(r"(?:\b|\d)(?:WIB|WITA|WIT)$")
_CLOCK = re.compile(r"\d\d?[.:]\d\d")
_STATE = re.compile(r"publish|__next_f|date_?posted|t(?:angga|g)l_?(?:terbit|tayang)", re.I)
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Page:
    """A page as a tree, without what nobody reads.

    `data` are the texts of its scripts with JSON-LD, `state` those of scripts that may hold other data.
    """

    def __init__(
        self, root: HtmlElement, data: list[str], state: list[str], title: str, *, is_cut: bool
    ) -> None:
        self.root = root
        self.data = data
        self.state = state
        self.title = title
        self.is_cut = is_cut  # deeper than any parser goes


class Block:
    """A paragraph, heading, list, picture or the like, as it is read on the page.

    `element` is a copy that stands alone, `parent` where it is in the page, `origin` the element that it was,
    or None for a text that has none of its own.
    """

    __slots__ = ("element", "lines", "links", "origin", "parent", "text")

    def __init__(self, element: HtmlElement, parent: HtmlElement, origin: HtmlElement | None) -> None:
        self.element = element
        self.parent = parent
        self.origin = origin
        self.lines = lines(element)
        self.text = " ".join(self.lines)
        inside = next(parent.iterancestors("a"), None) is not None or parent.tag == "a"
        self.links = len(self.text) if inside else sum(len(words(link)) for link in element.iter("a"))

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def place(self) -> HtmlElement:
        return self.parent if self.origin is None else self.origin


def parse(text: str) -> Page | None:
    """The tree of a page; None if there is nothing in it."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    raw = _INVISIBLE.sub("", text).encode("utf-8", "replace")
    try:
        root = document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    is_cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    data: list[str] = []
    state: list[str] = []
    for script in root.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").startswith("application/ld"):
            data.append(text)
        elif _STATE.search(text):
            state.append(text)
    title = next((words(one) for one in root.iter("title") if not _in_svg(one)), "")
    return Page(root, data, state, title, is_cut=is_cut)


def _in_svg(element: HtmlElement) -> bool:
    return any(one.tag == "svg" for one in element.iterancestors())


def words(element: HtmlElement) -> str:
    """The text of an element with single spaces."""
    return squeezed("".join(element.itertext()))


def short_words(element: HtmlElement, most: int) -> str:
    """The text of an element; empty where it has many more characters than `most`."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > _WITH_SPACES * most:
            return ""
    return squeezed("".join(parts))


def squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def named(element: HtmlElement) -> str:
    """The class and the id of an element in small letters."""
    name = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return _BUILDER.sub("", name) if "elementor" in name or "et_pb" in name else name


def clean(root: HtmlElement) -> None:
    """Take away what is not read, and give pictures and players of AMP and of lazy pages their own names."""
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "noscript":
            _picture_without_script(element)
        if tag in DROPPED or (tag == "a" and _is_button(element)):
            _drop(element)
        elif tag in _AMP_VIDEO:
            element.set("src", _AMP_VIDEO[tag] + (element.get("data-videoid") or ""))
            element.tag = "iframe"
        else:
            element.tag = _AMP_NAMES.get(tag, tag)
    for picture in root.iter("img", "iframe", "source"):
        _unlazy(picture)


def _is_button(link: HtmlElement) -> bool:
    """Whether a link does no more than run a script that prints the page, or goes back."""
    is_script = (link.get("href") or "").strip().lower().startswith("javascript:")
    return is_script and _BUTTON.fullmatch(words(link)) is not None


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _picture_without_script(noscript: HtmlElement) -> None:
    """Show the picture for browsers without scripts, if the one before it is a placeholder."""
    before = noscript.getprevious()
    inside = next(noscript.iter("img"), None)
    if inside is not None and before is not None and before.tag == "img" and not before.get("data-src"):
        before.set("data-src", inside.get("src") or "")


def _unlazy(picture: HtmlElement) -> None:
    source = picture.get("src") or ""
    if source and not _PLACEHOLDER.match(source) and picture.tag != "iframe":
        return
    lazy = next((found for name in _LAZY if (found := picture.get(name))), "")
    if not lazy and (several := picture.get("data-srcset") or picture.get("srcset")):
        lazy = several.split(",")[-1].split()[0] if several.split(",")[-1].split() else ""
    if lazy and (not source or _PLACEHOLDER.match(source)):
        picture.set("src", lazy)


def blocks(root: HtmlElement) -> list[Block]:
    """The blocks of a tree in reading order."""
    holders = _holders(root)
    found: list[Block] = []
    run: list[str | HtmlElement] = []
    tasks: list[tuple[str, HtmlElement]] = [("enter", root)]
    while tasks:
        task, element = tasks.pop()
        parent = element.getparent() if element is not root else root
        if task == "tail":
            run += filter(None, [element.tail])
        elif task == "close":
            _flush(run, element, found)
        elif element.tag == "br":
            _break(run, parent, found)
        elif element.tag not in BLOCKS and element not in holders and not _is_headline(element):
            run.append(element)
        else:
            _flush(run, parent, found)
            if _is_leaf(element, holders):
                _add(element, parent, found)
            else:
                run += filter(None, [element.text])
                tasks += _inner_tasks(element)
    return found


def _inner_tasks(element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """What is to be done with an element that holds blocks, last things first."""
    yield "close", element
    for child in reversed(element):
        yield "tail", child
        if isinstance(child.tag, str):
            yield "enter", child


def _holders(root: HtmlElement) -> set[HtmlElement]:
    """The elements that have blocks within, or paragraphs that only line breaks part."""
    holders: set[HtmlElement] = set()
    for element in root.iter():
        if element.tag in BLOCKS or (element.tag == "br" and _is_double(element)):
            above = element.getparent()
            while above is not None and above not in holders:
                holders.add(above)
                above = above.getparent()
    return holders


def _is_double(element: HtmlElement) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "br" and not (element.tail or "").strip()


def _is_headline(element: HtmlElement) -> bool:
    """Whether an inline element is a headline by its name, as on sites whose lines only breaks part."""
    return (
        element.tag in ("span", "font")
        and element.getparent().tag != "a"
        and HEADLINE_SPANS.search(named(element)) is not None
    )


def _is_leaf(element: HtmlElement, holders: set[HtmlElement]) -> bool:
    tag = element.tag
    if tag == "table":
        return _is_data(element)
    if tag in ("ul", "ol", "dl"):
        return _is_list(element)
    if tag == "blockquote":
        return len(words(element)) < 20 * _CELL
    if tag == "span":
        return element not in holders
    return tag in ("figure", "pre", "hr") or tag in MEDIA or (tag in _LEAVES and element not in holders)


def _is_list(element: HtmlElement) -> bool:
    """Whether a list is one of words, without pictures and headings."""
    return next(element.iter("img", "table", "figure", *HEADINGS), None) is None


def _is_data(table: HtmlElement) -> bool:
    """Whether a table holds data: rows of short cells, no layout of a page."""
    if next(table.iterdescendants("table", "h1", "h2", "h3", "form", "ul", "iframe"), None) is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row)]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return False
    return all(len(words(cell)) <= _CELL for cell in cells) and sum(
        bool(words(cell)) for cell in cells
    ) * 2 > len(cells)


def _break(run: list[str | HtmlElement], parent: HtmlElement, found: list[Block]) -> None:
    """A line break: the second of two ends the paragraph."""
    last = next((one for one in reversed(run) if not isinstance(one, str) or one.strip()), None)
    if last is not None and not isinstance(last, str) and last.tag == "br":
        _flush(run, parent, found)
    elif last is not None:
        run.append(_element("br"))


def _flush(run: list[str | HtmlElement], parent: HtmlElement, found: list[Block]) -> None:
    """Make a paragraph of what has been read since the last block."""
    if any(not isinstance(one, str) or one.strip() for one in run):
        tag = parent.tag if parent.tag in HEADINGS or parent.tag == "p" else "p"
        made = _element(tag)
        for name in ("class", "style"):
            if parent.get(name) and parent.tag not in ("body", "td"):
                made.set(name, parent.get(name))
        last: HtmlElement | None = None
        for one in run:
            if isinstance(one, str):
                _append_text(made, last, one)
            else:
                last = _alone(one)
                made.append(last)
        _add(made, parent, found, copied=True)
    run.clear()


def _element(tag: str) -> HtmlElement:
    made: HtmlElement = Element(tag)
    return made


def _append_text(made: HtmlElement, last: HtmlElement | None, text: str) -> None:
    if last is None:
        made.text = (made.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _alone(element: HtmlElement) -> HtmlElement:
    copy: HtmlElement = deepcopy(element)
    copy.tail = None
    return copy


def _add(element: HtmlElement, parent: HtmlElement, found: list[Block], *, copied: bool = False) -> None:
    block = Block(element if copied else _alone(element), parent, None if copied else element)
    if block.text or block.tag in MEDIA or any(True for _ in block.element.iter("img", "hr", *MEDIA)):
        found.append(block)


def lines(element: HtmlElement) -> list[str]:
    """The lines that an element shows: those of its items, cells and line breaks."""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        breaks = one.tag in ("br", "li", "tr", "p", "div", "dt", "dd", "figcaption", "td")
        if event == "start":
            _join(parts, ("\n" if breaks else "") + _SPACE.sub(" ", one.text or ""))
        else:
            tail = _SPACE.sub(" ", one.tail or "") if one is not element else ""
            _join(parts, ("\n" if breaks else "") + tail)
    found: list[str] = []
    for line in filter(None, map(squeezed, "".join(parts).split("\n"))):
        if line == ":" and found:  # in a cell of its own
            found[-1] += ":"
        else:
            found.append(line)
    return found


def _join(parts: list[str], text: str) -> None:
    """Add a text, apart from the one before where only style sets them off: `By` and `Ani Lestari`."""
    if not text:
        return
    before = parts[-1][-1] if parts else " "
    joined = before.isalnum() and not before.isupper() and text[0].isupper()
    beside_year = text[0].isdigit() and _YEAR.search(parts[-1] if parts else "") and _CLOCK.match(text)
    beside_zone = text[0].isalnum() and parts and _ZONE_AT_END.search(parts[-1])
    if joined or beside_zone or beside_year or (before.isalpha() and text[0].isdigit()):
        parts.append(" ")
    parts.append(text)


def html_of(element: HtmlElement) -> str:
    """The HTML of a block, without scripts, handlers and what only the old page needed."""
    for one in element.iter():
        for name in list(one.attrib):
            if name not in _KEPT_ATTRIBUTES or (name in ("class", "id") and len(one.attrib[name]) > 300):
                del one.attrib[name]
    html: str = tostring(element, encoding="unicode", with_tail=False)
    return html.strip()


def own_links(element: HtmlElement) -> Iterator[str]:
    """The hosts that the links in an element lead to."""
    for link in element.iter("a"):
        try:
            yield (urlsplit(link.get("href") or "").hostname or "").removeprefix("www.")
        except ValueError:
            yield ""
