"""A fast path for plain prose, equal to `MarkdownConverter.convert`; other texts need all of Markdown.

Each pattern accepts less than the rule of Python-Markdown that it stands for, and is linear in the text.
What CommonMark reads in another way is left out by one pattern more.
"""

import html
import re
import unicodedata
from collections.abc import Callable

from newsgen.content.slugs import slugify

Resolve = Callable[[str], str]

# Bytes of escapes, code, HTML, attribute lists, and control characters: a tab becomes spaces, CR ends a line,
# STX and ETX are placeholders of Python-Markdown (so STX is free for use here), NUL breaks the allow-list.
_SPECIAL = bytes({*range(0x20), *b"<`\\{"} - {0x0A})
_ENTITY = re.compile(r"&(?:#|[A-Za-z0-9]+;)")
_UNDERSCORE_IN_WORD = re.compile(r"(?<=[^\W_])_(?=[^\W_])")  # no emphasis
_STX = "\x02"  # placeholder for such a `_`, and for one in an address

# The start of a paragraph. Not a space (stripped, or code), `~` or `|` (fence, table), nor digits and a dot
# (list, or a house rule). `>` is `&gt;` by now. `_inline` decides whether `*` is emphasis.
_PARAGRAPH_START = re.compile(
    r"[^\W\d]|[^\w\s#&*+>~|-]|\d++(?!\.\s)|\*\*?(?![\s*])|&amp;|[-+](?=\w)|#+[^\s#]"
)
# A later line that is not plain: `-` and `=` can underline a heading, `#` and `>` end a paragraph.
# A list begins only on the first line of a block, so `- kata` is plain.
_SPECIAL_LINE = re.compile(r"\n(?![^\s#&=~+-]|&amp;|[-+] ?\w|#+[^\s#])")

_HEADING = re.compile(r"(#{1,6}) +([^\s#](?:[^\n]*[^#\n])?)(?:\n|$)")  # a closing `#` would be stripped
_BULLET = re.compile(r"[-*+] +(\S.*)")
_NUMBER = re.compile(r"\d+\. +(\S.*)")
_RULES = {"---", "***", "* * *", "- - -"}
# Python-Markdown joins adjacent lists and quotes of one kind into one, with paragraphs inside.
_ADJACENT = re.compile(r"</(ul|ol|blockquote)>\n<\1>")

# No space, quote or bracket in an address (there could be a title), no `;` (entity). A host ends in a name,
# since the allow-list removes a link to an invalid one such as `1.2.3.999`.
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]++)\]\("
    r"((?:https?://(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,}(?=[/?#)])|mailto:|/|(?=[\w.])(?![^/?#)\[]*:))"
    r"(?:[\w\x02/?#%=.,:@!$+~-]++|&amp;)*+)\)"
)
# Two equal runs of marks and none between. All runs of a text must be such pairs, since a stray one could
# pair in another way; `_` only around words.
_EMPHASIS = re.compile(r"([*_])(?<![*_][*_])(?<!\w_)(\1?)(?![\s*_])([^*_]++)(?<!\s)\1\2(?:(?<=\*)|(?!\w))")
_UNSAFE_IN_URL = re.compile(r'["<>\[*]')  # would be escaped, or be read as a mark
_TAG = re.compile(r"<[^>]*>")

# What CommonMark reads otherwise: a list right below another line, in a quotation, or of several marks; items
# with `)`, without a text, or with much space before it; definitions; strikethrough; spaces that it strips.
_MARK = r"(?:[-+*]|\d+\.)"
_NOT_COMMONMARK = re.compile(
    rf"^(?!{_MARK} )[^\n]+\n{_MARK} |^([-+*]) [^\n]*\n(?!\1)[-+*] |^> {_MARK} "
    rf"|(?:^|[-+*>.] +)\d+(?:\)(?: |$)|\.$)|^{_MARK} {{5}}|^\d{{10}}"
    r"|^[:~] |~~|^[^\S\n ]|[^\S\n ]$",
    re.MULTILINE,
)
_SPACES_AT_END = re.compile("(?<! ) +$", re.MULTILINE)
_HARD_BREAK = re.compile(r"  \n(?!\n)")


def prose_html(text: str, resolve: Resolve) -> str | None:
    """The same as `MarkdownConverter.convert`, byte for byte, or None if the text is not plain prose.

    `resolve` gives the address of a link or an image as typed.
    """
    if _has_special(text):
        return None
    if "&" in text or ">" in text:
        if _ENTITY.search(text):
            return None
        text = text.replace("&", "&amp;").replace(">", "&gt;")
    if "_" in text:
        text = _UNDERSCORE_IN_WORD.sub(_STX, text)
    ids: dict[str, int] = {}
    out = []
    for part in text.split("\n\n"):
        if block := part.strip("\n"):
            block_html = _block(block, resolve, ids)
            if block_html is None:
                return None
            out.append(block_html)
    result = "\n".join(out)
    if _ADJACENT.search(result):
        return None
    result = result.replace(_STX, "_")
    return result.replace("\xa0", "&nbsp;") if "\xa0" in result else result


def commonmark_prose_html(text: str, resolve: Resolve) -> str | None:
    """The same for a converter of CommonMark."""
    if " \n" in text or text[-1:] == " ":
        if _HARD_BREAK.search(text):
            return None
        text = _SPACES_AT_END.sub("", text)
    return None if _NOT_COMMONMARK.search(text) else prose_html(text, resolve)


def _has_special(text: str) -> bool:
    """Whether any of `_SPECIAL` is in a text."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # lone surrogates break the allow-list
        return True
    return len(data.translate(None, _SPECIAL)) < len(data)


def _block(block: str, resolve: Resolve, ids: dict[str, int]) -> str | None:
    if block[0].isalpha() or _PARAGRAPH_START.match(block):
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
    after = None if rest[0] == "#" else _block(rest, resolve, ids)  # no recursion over many headings
    return None if after is None else f"{head}\n{after}"


def _quote(block: str, resolve: Resolve) -> str | None:
    lines = block.split("\n")
    text = "\n".join(line[5:] for line in lines)
    if not all(line.startswith("&gt; ") for line in lines) or not _PARAGRAPH_START.match(text):
        return None
    inside = _element("p", text, resolve)
    return inside and f"<blockquote>\n{inside}\n</blockquote>"


def _list(block: str, resolve: Resolve) -> str | None:
    # A list that starts with another number than 1 keeps that number, or is a sentence by the house rules.
    tag, item = ("ol", _NUMBER) if block.startswith("1.") else ("ul", _BULLET)
    rows = []
    for line in block.split("\n"):
        found = item.fullmatch(line)
        row = _element("li", found[1], resolve) if found and _PARAGRAPH_START.match(found[1]) else None
        if row is None:
            return None
        rows.append(row)
    return "\n".join([f"<{tag}>", *rows, f"</{tag}>"])


def _element(tag: str, text: str, resolve: Resolve) -> str | None:
    if "\n" in text:
        if "|" in text or _SPECIAL_LINE.search(text):  # a table
            return None
        text = text.replace("  \n", "<br>\n")
    inside = _inline(text, resolve)
    return None if inside is None else f"<{tag}>{inside}</{tag}>"


def _inline(text: str, resolve: Resolve) -> str | None:
    if "[" in text:
        text = _LINK.sub(lambda found: _link_html(found[1], found[2], found[3], resolve), text)
        if "[" in text:  # a footnote, a reference, a title, or what `_link_html` rejected
            return None
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(_emphasis, text)
        if "*" in text or "_" in text:
            return None
    return text


def _link_html(image_mark: str, label: str, link: str, resolve: Resolve) -> str:
    """A link or an image; `[` if it is not plain."""
    url = resolve(link.replace("&amp;", "&").replace(_STX, "_"))
    if "xn--" in link.lower() or _UNSAFE_IN_URL.search(url):  # Punycode can be invalid
        return "["
    url = url.replace("&", "&amp;").replace("_", _STX)
    if image_mark:
        plain = not any(mark in label for mark in '"*_')
        return f'<img loading="lazy" alt="{label}" src="{url}">' if plain else "["
    inside = _inline(label, resolve)
    return "[" if inside is None else f'<a href="{url}">{inside}</a>'


def _emphasis(found: re.Match[str]) -> str:
    """Emphasis; or what was found, where it depends on the rules which marks can open or close."""
    text, (start, end), mark, inside = found.string, found.span(), found[1], found[3]
    if not (
        _may_mark(mark, text[start - 1 : start], inside[0])
        and _may_mark(mark, text[end : end + 1], inside[-1])
    ):
        return found[0]
    return f"<strong>{inside}</strong>" if found[2] else f"<em>{inside}</em>"


def _may_mark(mark: str, outside: str, inside: str) -> bool:
    """Whether a mark between two characters is one of emphasis by all rules."""
    if (mark == "*" and inside.isalnum()) or outside in ("", "\n"):
        return True
    category = unicodedata.category(outside)
    return category[0] in "PS" or category == "Zs"
