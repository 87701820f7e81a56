"""Whether the words of a text are all in the Markdown that was written for it, by counts of their letters."""

import re
from collections.abc import Sequence

from lxml import etree

from newsgen.importing.conversion.layout import List

# In UTF-8, the first byte of a letter counts; 0xC2 and 0xE2 begin spaces, punctuation and symbols.
_NOT_LETTERS = bytes(
    n for n in range(0xE3) if (n < 0x80 and not chr(n).isalnum()) or 0x80 <= n < 0xC3 or n == 0xE2
)
_BLANK = "\u3000\ufeff\u1680"
_PICTURE = re.compile(r"!\[[^\]]*\]")
_TARGET = re.compile(r"\]\([^()\s]*(?: \"[^\"]*\")?\)")
_HTML = re.compile(r"<(?:ul|ol|table|figure|blockquote|dl|details|div|p|pre|h\d|section)\b")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?\w{1,40};")
_NUMBER = re.compile(r"\n[ >]*\d+\. ")


def letters(text: str) -> int:
    """The number of letters and digits in a text."""
    if not text.isascii():
        for blank in _BLANK:
            text = text.replace(blank, " ")
    return len(text.encode("utf-8", "replace").translate(None, _NOT_LETTERS))


def letters_in(element: etree._Element) -> int:
    """The number of letters in an element, with those of scripts."""
    return letters(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def shown_in_all(blocks: Sequence[str]) -> int:
    """The number of letters that readers see of many blocks."""
    text = "\n\n".join(blocks)
    is_mixed = "```" in text or text.startswith("<") or "\n\n<" in text
    return sum(map(shown_letters, blocks)) if is_mixed else shown_letters(text)


def shown_letters(block: str | List) -> int:
    """The number of letters that readers see of a block of Markdown."""
    if isinstance(block, List):
        return sum(shown_letters(each) for item in block.items for each in item)
    if block.startswith("```"):
        return letters(block.partition("\n")[2])
    is_html = _HTML.match(block) is not None
    block = _NUMBER.sub("", f"\n{block}")
    if "```" not in block:  # in a quotation; all that is there counts
        if "](" in block and not is_html:
            block = _TARGET.sub("]", _PICTURE.sub("", block.replace("\\]", "")))
        block = _TAG.sub("", block) if "<" in block else block
        block = _ENTITY.sub("", block) if "&" in block else block
    return letters(block)
