"""Find read-alsos (*Baca Juga*), the links that an editor set inside a text, in any spelling."""

import html
import re
from collections.abc import Iterator, Sequence

import msgspec

from newsgen.content.blocks import Block, plain_text

# How a label begins, and few other blocks.
_BEGINNING = re.compile(r"[\W_]*(?:baca|simak|lihat|jangan|berita|artikel|terkait|read|also)", re.IGNORECASE)
_ARROW = "(?:[→⇒➔➜➡►▶▸❯»›👉☞•·]\ufe0f?|=>)"
_MARK = r"\*\*\*|\*\*|__|\*|_"
_LABEL = re.compile(
    rf"[ ]{{0,3}}[\xa0\u200b]*(?:\#{{1,6}}[ ]+)?(?:{_ARROW}\s*)*(?P<open>\()?"
    rf"(?:(?P<mark>{_MARK})\s*)?(?:{_ARROW}\s*)*(?P<open2>\()?"
    r"(?:(?P<sure>(?:baca|simak|lihat)\s+(?:juga|pula)|jangan\s+(?:di)?lewatkan|read\s+also|also\s+read)"
    r"|baca|(?:(?:berita|artikel)\s+)?terkait)(?![^\W_]|-)"
    rf"\s*(?P<a>{_MARK})?\s*(?:(?P<colon>[:：])|(?P<arrow>{_ARROW}|\||[–—-](?=\s)))?"
    rf"\s*(?:{_ARROW}\s*)*(?P<b>{_MARK})?\s*(?:{_ARROW}\s*)*(?P<rest>.*)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\[(?P<title>(?!\])[^\[\]\\]*(?:\\.[^\[\]\\]*)*)\]"
    r"\(\s*<?(?P<url>(?![\s<>)])[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|<?(?P<bare>https?://[^\s<>]+[^\s<>.,;*_])>?"
)
_BETWEEN = re.compile(r"[\s,;|/•·*_–—.-]*(?:(?:dan|serta|and)\s)?[\s*_]*", re.IGNORECASE)
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+•·●▪→➡►▶»›–]\ufe0f?|\d{1,2}[.)])\s+(?P<rest>\S.*)")
_CUT = ("…", "...")
_SENTENCE = (".", ";", ":", ",")
_LONGEST_TITLE = 160
_MOST_ITEMS = 12

_ANCHOR = re.compile(r"<a\s[^<>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^<>]*>(.*?)</a\s*>", re.I | re.S)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)\b[^<>]*>", re.I)
_HARMLESS = set("p div span strong b em i u font small mark br ul ol li h2 h3 h4 h5 h6 aside section".split())
_LINES = {"p", "div", "br", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "aside", "section"}


class ReadAlso(msgspec.Struct, frozen=True):
    """One article that a *Baca Juga* names: its title, and the address if it is a link."""

    title: str
    url: str = ""


class ReadAlsoSpan(msgspec.Struct, frozen=True):
    """A read-also, and the characters of the text that its card replaces.

    Several on one line share their span; the first below a label takes the label along.
    """

    read_also: ReadAlso
    start: int
    end: int


def find_read_alsos(all_blocks: Sequence[Block]) -> dict[int, tuple[ReadAlsoSpan, ...]]:
    """The read-alsos of a body by the index of their block; a block that is only a label has none itself."""
    found: dict[int, tuple[ReadAlsoSpan, ...]] = {}
    for number, block in enumerate(all_blocks):
        text = block.text
        if not may_be_read_also(text) or number in found or block.code:
            continue
        inside = _in_block(text)
        if inside is None:
            continue
        begin = block.end - len(text)
        if inside:
            found[number] = tuple(ReadAlsoSpan(m.read_also, m.start + begin, m.end + begin) for m in inside)
        elif below := _below(all_blocks, number):
            found |= {number: (), **below}
    return found


def may_be_read_also(block: str) -> bool:
    """Whether a block can begin with a label; with tags it always can, since they may split its words."""
    return _BEGINNING.match(block) is not None or "<" in block


def _below(all_blocks: Sequence[Block], label: int) -> dict[int, tuple[ReadAlsoSpan, ...]]:
    """The read-alsos under a label that is alone in its block: a list, or one paragraph of titles."""
    found: dict[int, tuple[ReadAlsoSpan, ...]] = {}
    start = all_blocks[label].end - len(all_blocks[label].text)
    for number in range(label + 1, len(all_blocks)):
        block = all_blocks[number]
        entries = None if block.code else _entries(_markdown(block.text))
        listed = bool(entries) and _ITEM.match(_markdown(block.text)) is not None
        if not entries or (found and not listed):
            break
        begin = block.end - len(block.text)
        whole = "<" in block.text
        spans = [(0, len(block.text)) if whole else (e.start, e.end) for e in entries]
        found[number] = tuple(
            ReadAlsoSpan(entry.read_also, begin + s if found or (at and not whole) else start, begin + e)
            for at, (entry, (s, e)) in enumerate(zip(entries, spans, strict=True))
        )
        if not listed:
            break
    return found


def _in_block(block: str) -> list[ReadAlsoSpan] | None:
    """The read-alsos of a block that has nothing else; none for a label alone, None for any other block."""
    text = _markdown(block)
    lines = list(_lines(text))
    start, end, line = lines[0] if lines else (0, 0, "")
    first = _labelled(line)
    if first is None or len(lines) > _MOST_ITEMS:
        return None
    found = [ReadAlsoSpan(also, 0, end) for also in first]
    for start, end, line in lines[1:]:
        more = _labelled(line) or _item(line) or (() if first else _title(line))
        if not more:
            return None
        found += [ReadAlsoSpan(also, start if found else 0, end) for also in more]
    if text is not block:
        found = [ReadAlsoSpan(mention.read_also, 0, len(block)) for mention in found]
    return found


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line), line
        start += len(line) + 1


def _labelled(line: str) -> tuple[ReadAlso, ...] | None:
    """The read-alsos of a line with a label, none if the label is alone; None for any other line."""
    found = _LABEL.match(line)
    if not found:
        return _label_in_link(line)
    separated = found["colon"] or (found["sure"] and found["arrow"])
    rest = found["rest"].strip()
    for mark in (found["mark"], found["b"]):
        if mark and not (found["a"] and mark == found["mark"]):
            rest = rest.removesuffix(mark).removeprefix(mark)
    if found["open"] or found["open2"]:
        rest = rest.rstrip("*_ ").removesuffix(")")
    if not rest.strip():
        return () if separated or found["sure"] else None
    if links := _links(rest):
        return links if separated or found["sure"] else None
    if not found["sure"]:
        return _links_or_title(rest, 3) or None if separated else None
    title = plain_text(rest) if separated else ""
    return (ReadAlso(title),) if len(title) > 3 else None


def _label_in_link(line: str) -> tuple[ReadAlso, ...] | None:
    """A line that is one link, with the label inside."""
    link = _LINK.fullmatch(line.strip(" *_")) if line.lstrip(" *_").startswith("[") else None
    found = _LABEL.match(link["title"]) if link and link["title"] else None
    if not link or not found or not found["colon"]:
        return None
    title = plain_text(found["rest"])
    return (ReadAlso(title, link["url"]),) if len(title) > 3 else None


def _links(text: str) -> tuple[ReadAlso, ...]:
    """The links of a text that consists of links."""
    found: list[ReadAlso] = []
    at = _skipped(text, 0)
    while at < len(text):
        link = _LINK.match(text, at)
        if not link:
            return ()
        found.append(ReadAlso(plain_text(link["title"] or link["bare"]), link["url"] or link["bare"]))
        at = _skipped(text, link.end())
    return tuple(found)


def _skipped(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _entries(text: str) -> list[ReadAlsoSpan]:
    """The items or titles of a block that has nothing else; of any other none."""
    lines = list(_lines(text))
    read = _item if lines and _ITEM.match(lines[0][2]) else _title
    found = [ReadAlsoSpan(also, start, end) for start, end, line in lines for also in read(line)]
    return found if len({mention.start for mention in found}) == len(lines) <= _MOST_ITEMS else []


def _item(line: str) -> tuple[ReadAlso, ...]:
    item = _ITEM.match(line)
    return _links_or_title(item["rest"], 1) if item else ()


def _title(line: str) -> tuple[ReadAlso, ...]:
    return _links_or_title(line, 3)


def _links_or_title(text: str, words: int) -> tuple[ReadAlso, ...]:
    """The links of a line, or its title of at least so many words; none if it reads like a sentence."""
    if links := _links(text):
        return links
    title = plain_text(text)
    ends = title.endswith(_SENTENCE) and not title.endswith(_CUT)
    fits = 3 < len(title) <= _LONGEST_TITLE and len(title.split()) >= words
    return (ReadAlso(title),) if fits and not ends and text[:1] not in "#>|![<" else ()


# --- HTML


def _markdown(block: str) -> str:
    """A block with HTML as Markdown with the same links and lines; as it is if it has other elements."""
    if "<" not in block or not _has_few_tags(block):
        return block
    text = _ANCHOR.sub(_linked, " ".join(block.replace("&nbsp;", " ").split()))
    for tag in _TAG.finditer(text):
        if tag[1].lower() not in _HARMLESS:
            return block
    text = _TAG.sub(_broken, text)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip("- "))


def _has_few_tags(block: str) -> bool:
    """Whether a block has tags, and is short enough to be nothing but a label and links."""
    return len(block) < _MOST_ITEMS * 4 * _LONGEST_TITLE and _TAG.search(block) is not None


def _linked(found: re.Match[str]) -> str:
    title = re.sub(r"([\[\]\\])", r"\\\1", html.unescape(_TAG.sub("", found[3]))).strip()
    url = html.unescape(found[1] or found[2] or "").strip().replace(" ", "%20")
    url = url.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
    return f"[{title}]({url})" if title and url else title


def _broken(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name == "li":
        return "\n" if tag[0].startswith("</") else "\n- "
    return "\n" if name in _LINES else ""
