"""Lists, tables and quotations laid out as Markdown."""

import re
from collections.abc import Iterator, Sequence

import html_to_markdown
import msgspec

_OPTIONS = html_to_markdown.ConversionOptions(
    escape_asterisks=True,
    escape_underscores=True,
    escape_misc=True,
    extract_metadata=False,
    autolinks=False,
    bullets="-",
    list_indent_width=4,
    compact_tables=True,
    # Defaults but for `hidden_content`: as words, they would be looked up at each call.
    heading_style=html_to_markdown.HeadingStyle.ATX,
    list_indent_type=html_to_markdown.ListIndentType.SPACES,
    highlight_style=html_to_markdown.HighlightStyle.DOUBLE_EQUAL,
    whitespace_mode=html_to_markdown.WhitespaceMode.NORMALIZED,
    newline_style=html_to_markdown.NewlineStyle.SPACES,
    code_block_style=html_to_markdown.CodeBlockStyle.BACKTICKS,
    inline_data_media=html_to_markdown.InlineDataMedia.KEEP,
    hidden_content=html_to_markdown.HiddenContent.ALL,
    url_escape_style=html_to_markdown.UrlEscapeStyle.ANGLE,
    link_style=html_to_markdown.LinkStyle.INLINE,
    output_format=html_to_markdown.OutputFormat.MARKDOWN,
    tier_strategy=html_to_markdown.TierStrategy.AUTO,
)
_FIRST = 0xF0000  # of the private characters that stand for texts
_ITEM = re.compile(r"^( *)((?:-|\d+\.) )?([\U000f0000-\U000fffff])$", re.MULTILINE)
_TEXT = re.compile(r"[\U000f0000-\U000fffff]")


class List(msgspec.Struct):
    """A list; each item has its paragraphs and lists."""

    is_ordered: bool
    start: int
    items: list[list["str | List"]]


def list_markdown(of: List) -> str:
    """A list as Markdown; lists in lists are indented by four spaces, as Python-Markdown needs it."""
    texts: list[str] = []
    html = "".join(_html(of, texts))

    def placed(found: re.Match[str]) -> str:
        mark = found[2] or ""
        behind = " " * (len(found[1]) + (4 if mark else 0))
        return f"{found[1]}{mark}" + texts[ord(found[3]) - _FIRST].replace("\n", f"\n{behind}")

    return _ITEM.sub(placed, html_to_markdown.convert(html, _OPTIONS).content or "").strip("\n")


def _html(of: List, texts: list[str]) -> Iterator[str]:
    yield f'<ol start="{of.start}">' if of.is_ordered else "<ul>"
    for item in of.items:
        yield "<li>"
        for block in item:
            if isinstance(block, str):
                yield f"<p>{chr(_FIRST + len(texts))}</p>" if len(item) > 1 else chr(_FIRST + len(texts))
                texts.append(block)
            else:
                yield from _html(block, texts)
        yield "</li>"
    yield "</ol>" if of.is_ordered else "</ul>"


def table_markdown(rows: Sequence[Sequence[str]], sides: Sequence[str]) -> str:
    """A table whose first row is its head; all rows are equally long. `sides` are `left`, `right` or so."""
    html = []
    for number, row in enumerate(rows):
        tag = "td" if number else "th"
        cells = (f"<{tag}>{chr(_FIRST + number * len(row) + at)}</{tag}>" for at in range(len(row)))
        html.append(f"<tr>{''.join(cells)}</tr>")
    text = (html_to_markdown.convert(f"<table>{''.join(html)}</table>", _OPTIONS).content or "").strip("\n")
    head, _, *rest = text.split("\n")
    rule = "|".join(_RULES.get(side, " --- ") for side in sides)
    texts = [cell for row in rows for cell in row]
    return _TEXT.sub(lambda found: texts[ord(found[0]) - _FIRST], "\n".join([head, f"|{rule}|", *rest]))


_RULES = {"left": " :-- ", "right": " --: ", "center": " :-: "}


def quoted_markdown(blocks: Sequence[str]) -> str:
    """A quotation of blocks."""
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)
