"""Write plain text as Markdown that shows just that text."""

import re

_SPECIAL = re.compile(r"[\\*`\[_{&<#]|~~")
_OPENING = frozenset("-+#>:~0123456789")  # how a list, heading or quotation may begin
_INLINE = re.compile(r"[\\*`\[]|(?<![^\W_])_|_(?![^\W_])|\{(?=:)")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
# CommonMark strikes text out, fences code and defines words so; Python-Markdown knows no `\~`, but entities.
_OF_COMMONMARK = re.compile(r"~(?=~)|(?<=~)~|^[~:](?= )")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BLOCK = re.compile(r"[-+](?=[ +-]|$)|[#>]|(?<=^)\d{1,9}(?=[.)](?: |$))")


def escaped(text: str) -> str:
    """A line of plain text as Markdown that shows just that."""
    if not _SPECIAL.search(text) and text[:1] not in _OPENING:
        return text
    text = _OF_COMMONMARK.sub(lambda mark: f"&#{ord(mark[0])};", _ENTITY.sub("&amp;", text))
    text = _TAG.sub("&lt;", _INLINE.sub(r"\\\g<0>", text))
    block = _BLOCK.match(text)
    if not block:
        return text.removesuffix("#") + r"\#" if text.endswith("#") else text
    if block[0].isdigit():
        return f"{block[0]}\\{text[block.end() :]}"
    return f"\\{text}"
