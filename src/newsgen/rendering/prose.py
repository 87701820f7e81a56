"""The fast path of Markdown: text made only of what can be proved, into the HTML that `Markup` gives.

What nobody proved is left to `Markup`. Each pattern names what is let in, and is narrower than the rule
of Python-Markdown that it stands for. All are linear: a scan ends at the next mark of its kind.
"""

import html
import re
from collections.abc import Callable

from newsgen.content.slugs import slugify

Resolve = Callable[[str], str]

# Escapes, code, HTML, attribute lists. Controls: a tab becomes spaces, CR a line's end, STX and ETX are
# Python-Markdown's own marks (so STX is free for use here), NUL breaks the allow-list.
_MEANS_MORE = bytes({*range(0x20), *b"<`\\{"} - {0x0A})
_ENTITY = re.compile(r"&(?:#|[A-Za-z0-9]+;)")
_IN_WORD = re.compile(r"(?<=[^\W_])_(?=[^\W_])")  # emphasises nothing
_STX = "\x02"  # for such a `_`, and for one in an address

# How a paragraph may start. Not with space (it goes, or makes code), `~` or `|` (fence, table), nor digits
# and a dot (list, or a house rule). By now `>` is `&gt;`. Whether `*` is emphasis, `_inline` looks.
_PLAIN = re.compile(r"[^\W\d]|[^\w\s#&*+>~|-]|\d++(?!\.\s)|\*\*?(?![\s*])|&amp;|[-+](?=\w)|#+[^\s#]")
# How no later line of it may start: `-` and `=` can underline a heading, `#` and `>` end a paragraph.
# A list begins at a block's first line only, so `- kata` is plain.
_LINE = re.compile(r"\n(?![^\s#&=~+-]|&amp;|[-+] ?\w|#+[^\s#])")

_HEADING = re.compile(r"(#{1,6}) +([^\s#](?:[^\n]*[^#\n])?)(?:\n|$)")  # a `#` at its end would go
_BULLET = re.compile(r"[-*+] +(\S.*)")
_NUMBER = re.compile(r"\d+\. +(\S.*)")
_RULES = {"---", "***", "* * *", "- - -"}
# Neighbours of one kind are one list or quote to Python-Markdown, with paragraphs inside.
_NEIGHBOURS = re.compile(r"</(ul|ol|blockquote)>\n<\1>")

# No space, quote or bracket in an address (it could have a title), no `;` (entity). A host ends in a name:
# `1.2.3.999` is none to the allow-list, which would take the link away.
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]++)\]\("
    r"((?:https?://(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,}(?=[/?#)])|mailto:|/|(?=[\w.])(?![^/?#)\[]*:))"
    r"(?:[\w\x02/?#%=.,:@!$+~-]++|&amp;)*+)\)"
)
# Two equal runs and none between. All runs of a text must be such pairs, for a stray one may pair in
# another way; `_` only around words.
_EMPHASIS = re.compile(r"([*_])(?<![*_][*_])(?<!\w_)(\1?)(?![\s*_])([^*_]++)(?<!\s)\1\2(?:(?<=\*)|(?!\w))")
_NOT_AS_IT_IS = re.compile(r'["<>\[*]')  # escaped, or a mark here
_TAG = re.compile(r"<[^>]*>")


def prose_html(text: str, resolve: Resolve) -> str | None:
    """What `Markup.html` makes of `text`, byte for byte, or None if that isn't proved.

    `resolve` gives the address for a link or a picture's file as it is typed.
    """
    if _means_more(text):
        return None
    if "&" in text or ">" in text:
        if _ENTITY.search(text):
            return None
        text = text.replace("&", "&amp;").replace(">", "&gt;")
    if "_" in text:
        text = _IN_WORD.sub(_STX, text)
    ids: dict[str, int] = {}
    out = []
    for part in text.split("\n\n"):
        if block := part.strip("\n"):
            made = _block(block, resolve, ids)
            if made is None:
                return None
            out.append(made)
    safe = "\n".join(out)
    if _NEIGHBOURS.search(safe):
        return None
    safe = safe.replace(_STX, "_")
    return safe.replace("\xa0", "&nbsp;") if "\xa0" in safe else safe


def _means_more(text: str) -> bool:
    """Whether any of `_MEANS_MORE` is in a text: 9 µs for 3,200 letters, where a pattern takes 24."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # lone surrogates break the allow-list
        return True
    return len(data.translate(None, _MEANS_MORE)) < len(data)


def _block(block: str, resolve: Resolve, ids: dict[str, int]) -> str | None:
    if block[0].isalpha() or _PLAIN.match(block):
        return _element("p", block, resolve)
    if block in _RULES:
        return "<hr>"
    if block[0] == "#":
        return _heading(block, resolve, ids)
    return _quote(block, resolve) if block[0] == "&" else _list(block, resolve)


def _heading(block: str, resolve: Resolve, ids: dict[str, int]) -> str | None:
    found = _HEADING.match(block)
    title = _inline(found[2].rstrip(), resolve) if found else None
    if not found or title is None:
        return None
    level = max(2, len(found[1]))  # a house rule
    slug = slugify(html.unescape(_TAG.sub("", title)).replace(_STX, "_"))
    count = ids.get(slug, 0 if slug else 1)
    ids[slug] = count + 1
    head = f'<h{level} id="{slug}{f"_{count}" if count else ""}">{title}</h{level}>'
    rest = block[found.end() :]
    if not rest:
        return head
    after = None if rest[0] == "#" else _block(rest, resolve, ids)  # a thousand headings nest no calls
    return None if after is None else f"{head}\n{after}"


def _quote(block: str, resolve: Resolve) -> str | None:
    lines = block.split("\n")
    text = "\n".join(line[5:] for line in lines)
    if not all(line.startswith("&gt; ") for line in lines) or not _PLAIN.match(text):
        return None
    inside = _element("p", text, resolve)
    return inside and f"<blockquote>\n{inside}\n</blockquote>"


def _list(block: str, resolve: Resolve) -> str | None:
    # A list that starts with another number than 1 keeps it, or is a sentence to the house rules.
    tag, item = ("ol", _NUMBER) if block.startswith("1.") else ("ul", _BULLET)
    rows = []
    for line in block.split("\n"):
        found = item.fullmatch(line)
        row = _element("li", found[1], resolve) if found and _PLAIN.match(found[1]) else None
        if row is None:
            return None
        rows.append(row)
    return "\n".join([f"<{tag}>", *rows, f"</{tag}>"])


def _element(tag: str, text: str, resolve: Resolve) -> str | None:
    if "\n" in text:
        if "|" in text or _LINE.search(text):  # a table
            return None
        text = text.replace("  \n", "<br>\n")
    inside = _inline(text, resolve)
    return None if inside is None else f"<{tag}>{inside}</{tag}>"


def _inline(text: str, resolve: Resolve) -> str | None:
    if "[" in text:
        text = _LINK.sub(lambda found: _linked(found[1], found[2], found[3], resolve), text)
        if "[" in text:  # a note, a reference, a title; or what `_linked` gave back
            return None
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(_emphasis, text)
        if "*" in text or "_" in text:
            return None
    return text


def _linked(picture: str, label: str, link: str, resolve: Resolve) -> str:
    """A link or a picture; `[` if it isn't proved."""
    url = resolve(link.replace("&amp;", "&").replace(_STX, "_"))
    if "xn--" in link.lower() or _NOT_AS_IT_IS.search(url):  # Punycode can be wrong
        return "["
    url = url.replace("&", "&amp;").replace("_", _STX)
    if picture:
        plain = not any(mark in label for mark in '"*_')
        return f'<img loading="lazy" alt="{label}" src="{url}">' if plain else "["
    inside = _inline(label, resolve)
    return "[" if inside is None else f'<a href="{url}">{inside}</a>'


def _emphasis(found: re.Match[str]) -> str:
    return f"<strong>{found[3]}</strong>" if found[2] else f"<em>{found[3]}</em>"
