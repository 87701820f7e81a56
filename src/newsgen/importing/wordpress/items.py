"""Read the fields of one item of an export or feed, however damaged it is.

An item is a flat list of elements that hold text. They are found by their tags, without a document around
them: there are no entities but those of HTML, no external files, and what one field lacks harms no other.
"""

import html
import re
from collections.abc import Iterator

import msgspec

from newsgen.importing.wordpress.splitting import TRUNCATED, Piece

_OPEN = re.compile(r"<([A-Za-z][\w.-]*(?::[\w.-]+)?)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TERM = re.compile(r' domain="([^"]*)" nicename="([^"]*)"')
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z]\w{1,31});")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_MOJIBAKE = re.compile(r"â€[œ™˜“”\x9c\x9d]|Ã[¡-¿]")
# An element that holds text or one section, or a tag around such elements, each with the space before it.
_PLAIN_FIELD = re.compile(
    r"\s*+(?:<(/?(?:item|wp:postmeta|wp:commentmeta|wp:comment))>"
    r"|<([A-Za-z][\w.-]*+(?::[\w.-]++)?)((?:\s[^<>]*+)?)>"
    r"(?:<!\[CDATA\[([^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>|([^<]*+))</\2>)"
)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_SINGLE_BYTE = (
    "iso-8859-1",
    "latin-1",
    "latin1",
    "windows-1252",
    "cp1252",
    "us-ascii",
    "ascii",
    "utf-8",
    "utf8",
)
_FEED_TEXTS = frozenset(
    "title link pubDate guid description category author enclosure id updated published summary content"
    " name comments language subtitle lastBuildDate url".split()
)


class Namespaces(msgspec.Struct, frozen=True):
    """The usual prefix for each that a document uses, and the encoding that it declares."""

    prefixes: dict[str, str] = {}
    encoding: str = ""


class Item(msgspec.Struct):
    """The fields of an item as they stand there: texts by tag, and those that may stand several times.

    `faults` says what was wrong with it: each kind with what is to be said of it.
    """

    texts: dict[str, str]
    terms: list[tuple[str, str, str]]  # domain, nicename, name
    meta: list[tuple[str, str]]
    comments: list[dict[str, str]]
    links: list[dict[str, str]]  # attributes of `link`, `enclosure` and pictures; their tag as ""
    faults: dict[str, str]
    authors: list[str]

    def text(self, *names: str) -> str:
        """The first of these fields that isn't empty, without space around it."""
        for name in names:
            if value := self.texts.get(name, "").strip():
                return value
        return ""

    def number(self, name: str) -> int:
        value = self.texts.get(name, "").strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0

    @property
    def is_wordpress(self) -> bool:
        """Whether it has fields that only exports have."""
        texts = self.texts
        return "wp:post_type" in texts or "wp:status" in texts or any(map(_is_exported, texts))


def _repeat(item: Item, name: str, value: str) -> None:
    """Add a field a second time: that of another post, of which the border is lost. What hides one counts."""
    item.faults.setdefault("damaged", f"<{name}> is there twice: it may be two posts")
    if name == "wp:status" and value.strip() != item.text(name):
        item.texts[name] = f"{item.text(name)} and {value.strip()}"
    elif name == "wp:post_password" and value.strip():
        item.texts[name] = value


def _is_exported(name: str) -> bool:
    return name.startswith("wp:")


def read_item(piece: Piece, names: Namespaces) -> Item:
    """The fields of an item; what had to be repaired is among its faults."""
    item = Item({}, [], [], [], [], {}, [])
    if piece.fault:
        item.faults[piece.fault] = _FAULTS.get(piece.fault, piece.fault)
    text = decoded(piece.raw, names, item.faults)
    if names.prefixes or piece.fault or not _fill(item, _plain_fields(text)):
        again = Item({}, [], [], [], [], item.faults, [])
        _fill(again, FieldReader(text, names.prefixes, item.faults).fields())
        return again
    return item


def _plain_fields(text: str) -> Iterator[tuple[str, str, str]]:
    """The fields of an item in which nothing is odd, as `FieldReader` gives them.

    Where something is, it ends with a field without a name.
    """
    end = sections = 0
    for found in iter(_PLAIN_FIELD.scanner(text).match, None):  # type: ignore[attr-defined]
        container, name, attributes, section, value = found.groups()
        end = found.end()
        if section is not None:
            sections += 1
            yield name, attributes, section
        elif name is not None:
            yield name, attributes, unescaped(value) if "&" in value else value
        elif container[0] != "/":
            yield container, "", ""
    if end != len(text.rstrip()) or sections != text.count(_CDATA):
        yield "", "", ""


def _fill(item: Item, fields: Iterator[tuple[str, str, str]]) -> bool:
    """Put fields into an item; False if one comes without a name."""
    place = item.texts
    texts = item.texts
    inside = ""
    for name, attributes, value in fields:
        if name in _WRITTEN_ONCE:
            if texts.setdefault(name, value) is not value:
                _repeat(item, name, value)
        elif name in ("wp:meta_value", "wp:meta_key"):
            if inside != "wp:commentmeta":
                _add_meta(item.meta, name, value)
        elif name in _NESTED:
            inside = name
            if name == "wp:comment":
                place = {}
                item.comments.append(place)
        elif name.startswith("wp:comment_"):
            place.setdefault(name, value)
        elif not name:
            return False
        else:
            _add(item, name, attributes, value)
    return True


_NESTED = frozenset(("wp:postmeta", "wp:commentmeta", "wp:comment"))
_WRITTEN_ONCE = frozenset(
    "wp:post_id wp:post_date wp:post_date_gmt wp:post_modified wp:post_modified_gmt wp:comment_status"
    " wp:ping_status wp:post_name wp:status wp:post_parent wp:menu_order wp:post_type wp:post_password"
    " wp:is_sticky wp:attachment_url pubDate content:encoded excerpt:encoded".split()
)
_FAULTS = {
    TRUNCATED: "the file ends in the middle of it",
    "unclosed": "its end is missing",
    "unopened": "its start is missing",
    "outside": "it stands between the items of the export",
    "too-large": "it has more than 64 megabytes",
}


def _add_meta(meta: list[tuple[str, str]], name: str, value: str) -> None:
    if name == "wp:meta_key":
        meta.append((value.strip(), ""))
    elif meta and not meta[-1][1]:
        meta[-1] = meta[-1][0], value


def _add(item: Item, name: str, attributes: str, value: str) -> None:
    if name == "category":
        if found := _TERM.fullmatch(attributes):
            item.terms.append((found[1], unescaped(found[2]), value.strip()))
            return
        named = dict(_attributes(attributes))
        domain = named.get("domain", "") or named.get("scheme", "")
        name = value.strip() or named.get("label", "") or named.get("term", "")
        item.terms.append((domain, named.get("nicename", ""), name))
    elif name in _LINKED:
        named = dict(_attributes(attributes))
        if named:
            item.links.append({**named, "": name})
        if value.strip():
            item.texts.setdefault(name, value)
    elif name in ("dc:creator", "name", "author", "itunes:author"):
        if value.strip():
            item.authors.append(value.strip())
    elif not item.texts.get(name):
        item.texts[name] = value
        if name == "title" or "xhtml" in attributes:
            item.faults.pop("markup-in-field", None)


_LINKED = frozenset(("link", "enclosure", "media:content", "media:thumbnail", "guid"))


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        yield found[1], unescaped(found[2] if found[2] is not None else found[3])


def decoded(raw: bytes, names: Namespaces, faults: dict[str, str]) -> str:
    """The text of bytes: UTF-8, else what the document declares, else Windows-1252 where it is no UTF-8."""
    kept = raw.translate(None, _CONTROL_BYTES)
    try:
        text = kept.decode()
        cleaned = _CONTROL.sub("", text) if b"\xef\xbf" in kept else text
    except UnicodeDecodeError:
        text = _of_other_encoding(raw, names.encoding, faults)
        cleaned = _CONTROL.sub("", text)
    if len(cleaned) != len(text) or len(kept) != len(raw):
        faults["control-characters"] = "characters that no text may have were taken out"
    if "\r" in cleaned:
        cleaned = cleaned.replace("\r\n", "\n").replace("\r", "\n")
    if "â€" in cleaned and _MOJIBAKE.search(cleaned):
        faults["double-encoded"] = "some characters were encoded twice on the old site, such as â€œ"
    return cleaned


def _of_other_encoding(raw: bytes, encoding: str, faults: dict[str, str]) -> str:
    if encoding and encoding not in _SINGLE_BYTE:
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            faults["unreadable-bytes"] = f"some bytes are not {encoding}"
    elif encoding not in _SINGLE_BYTE[:5]:
        faults["not-utf-8"] = "some bytes are not UTF-8, and were read as Windows-1252"
    parts: list[str] = []
    at = 0
    while at < len(raw):
        try:
            parts.append(raw[at:].decode())
            break
        except UnicodeDecodeError as error:
            parts.append(raw[at : at + error.start].decode())
            parts.append(raw[at + error.start : at + error.end].decode("cp1252", "replace"))
            at += error.end
    return "".join(parts)


def unescaped(text: str) -> str:
    """A text with its entities as characters; an ampersand that begins none stays."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


class FieldReader:
    """The elements of one item that hold text, in order."""

    def __init__(self, text: str, prefixes: dict[str, str], faults: dict[str, str]) -> None:
        self._text = text
        self._prefixes = prefixes
        self._faults = faults
        self._section_end = -2  # of the section that was looked at last; far away if a section is unclosed

    def fields(self) -> Iterator[tuple[str, str, str]]:
        """Name with its usual prefix, attributes, and text of each element; containers come without text."""
        text, at = self._text, 0
        while found := _OPEN.search(text, at):
            tag, attributes, at = found[1], found[2], found.end()
            name = self._usual(tag) if ":" in tag else tag
            if name in _CONTAINERS:
                yield name, attributes, ""
            elif attributes.endswith("/"):
                yield name, attributes[:-1], ""
            elif ":" in name or name in _FEED_TEXTS:
                value, at = self._value(tag, at)
                yield name, attributes, value

    def _end_of_section(self, start: int) -> int:
        """Where the section that starts at `start` ends, or -1."""
        if self._section_end != -1 and self._section_end < start:
            self._section_end = self._text.find(_CDATA_END, start)
        return self._section_end

    def _usual(self, tag: str) -> str:
        prefix, _, local = tag.partition(":")
        return f"{self._prefixes[prefix]}:{local}" if prefix in self._prefixes else tag

    def _value(self, tag: str, at: int) -> tuple[str, int]:
        """The text of an element that starts at `at`, and the place behind it."""
        text = self._text
        closing = f"</{tag}>"
        if text.startswith(_CDATA, at):
            end = self._end_of_section(at)
            if end >= 0 and text.startswith(closing, end + 3) and not self._swallows(closing, at, end):
                return text[at + 9 : end], end + 3 + len(closing)
        else:
            end = text.find("<", at)
            if end >= 0 and text.startswith(closing, end):
                return unescaped(text[at:end]), end + len(closing)
        return self._odd_value(tag, at)

    def _swallows(self, closing: str, start: int, end: int) -> bool:
        """Whether a section has lost its end: it holds its element's end, and another section."""
        at = self._text.find(closing, start, end)
        return at >= 0 and self._text.find(_CDATA, at, end) >= 0

    def _odd_value(self, tag: str, at: int) -> tuple[str, int]:
        """The text of an element of several sections, with markup, or without an end."""
        text = self._text
        closing = f"</{tag}"
        parts: list[str] = []
        has_markup = False
        while True:
            found = text.find("<", at)
            if found < 0 or found + len(closing) >= len(text):
                self._faults.setdefault("damaged", f"<{tag}> has no end")
                parts.append(text[at:])
                return self._joined(parts, has_markup), len(text)
            parts.append(text[at:found])
            if text.startswith(_CDATA, found):
                section, at = self._section(closing, found)
                parts.append(_CDATA + section)
            elif text.startswith(closing, found) and text[found + len(closing)] in "> \n\t":
                return self._joined(parts, has_markup), text.find(">", found) + 1 or len(text)
            elif self._is_other_field(found, tag):
                self._faults.setdefault("damaged", f"<{tag}> has no end")
                return self._joined(parts, has_markup), found
            else:
                has_markup = True
                parts.append("<")
                at = found + 1

    def _section(self, closing: str, start: int) -> tuple[str, int]:
        """A CDATA section, and the place behind it; one without its end ends with its element."""
        text = self._text
        end = self._end_of_section(start)
        is_shown = text[end - 2 : end] == "]]" and text.startswith("<![CDATA[>", end + 3)
        if end >= 0 and (is_shown or not self._swallows(closing, start, end)):
            last = end if is_shown else self._real_end(closing, end)
            return text[start + 9 : last], last + 3
        self._faults.setdefault("damaged", f"a CDATA section has no end before {closing}>")
        at = text.find(closing, start)
        at = at if at >= 0 else len(text)
        return text[start + 9 : at], at

    def _real_end(self, closing: str, end: int) -> int:
        """The end of a section that holds a `]]>` of its own, as old versions of WordPress wrote them."""
        text = self._text
        at = text.find(closing, end)
        if at < 0 or text[end + 3 : at].lstrip()[:1] in ("", "<") or text[at - 3 : at] != _CDATA_END:
            return end
        if text.find(_CDATA, end, at) >= 0:
            return end
        self._faults.setdefault("section-mended", "a CDATA section has `]]>` in its text")
        return at - 3

    def _is_other_field(self, at: int, tag: str) -> bool:
        """Whether the tag at a place belongs to another field of the item, or ends the item."""
        found = _TAG.match(self._text, at)
        if found is None:
            return False
        name = self._usual(found[1])
        return name in ("item", "entry") or (":" in name and name.partition(":")[0] in _OWN_PREFIXES)

    def _joined(self, parts: list[str], has_markup: bool) -> str:
        """Text with its entities undone, and sections as they are; markup stays as it is."""
        whole = []
        for part in parts:
            if part.startswith(_CDATA):
                whole.append(part[9:])
            else:
                whole.append(part if has_markup else unescaped(part))
        if has_markup:
            self._faults.setdefault("markup-in-field", "markup stands in a field that should hold text")
        value = "".join(whole)
        return value.strip() if any(part.startswith(_CDATA) for part in parts) else value


_TAG = re.compile(r"</?([A-Za-z][\w.-]*(?::[\w.-]+)?)(?=[\s/>])")
_CONTAINERS = frozenset(
    "item entry rss feed channel rdf:RDF author media:group image wp:postmeta wp:comment wp:commentmeta"
    " wp:author wp:category wp:tag wp:term".split()
)
_OWN_PREFIXES = frozenset(("wp", "content", "excerpt", "dc"))
