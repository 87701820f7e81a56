"""Plain text as Markdown that both engines read as that text."""

import re
from html import escape as _html
from html import unescape

# Brackets of a text until it is known whether they could be those of a link; no input has these characters.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ue000\ue001\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D})
_STARTS = (b"\xee\x80", b"\xef\xb7", b"\xef\xbf")  # of the others of `_NOT_TEXT` in UTF-8
_SPECIAL = re.compile(
    r"[`*\[\]<]|\A\{|\{(?=[^{}]*\}[}\s]*\Z)"  # of a list of attributes
    r"|\\(?=[^\w\s]|_|$)|_(?!(?<=[^\W_]_)(?=[^\W_]))|&(?! )|~(?=~)|(?<=~)~",
    re.ASCII,
)
_MAY_BE_SPECIAL = re.compile(r"[`*{\[\]<\\_&~]")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", "[": OPEN, "]": CLOSE}
_LINK_LIKE = re.compile(rf"{CLOSE}[\s]?[(\[:{{{OPEN}]|{OPEN}\^|!{OPEN}")
_LINE = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|\d{1,9}[.)](?=\s|$)|[-=](?=[-=\s|:]*$)|\|(?=[-\s|:]+$)|:(?=[-\s|]|$)|~(?=\s|$)"
)
_LINE_STARTS = frozenset("#>-+=|:~0123456789")
_ADDRESS = re.compile(r"[\s<>()\[\]\"'\\`{}|^*]")
_ENTITY = re.compile(r"&(?=#|\w{1,40};)")
_QUOTED = re.compile(r"[\\`*_{}\[\]<>\"&~|!]")


def without_control(text: str) -> str:
    """Text without the characters that are none, and those that conversion and rendering have for marks."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return _NOT_TEXT.sub("", text)
    is_clean = len(data.translate(None, _CONTROL)) == len(data)
    if is_clean and (text.isascii() or not any(start in data for start in _STARTS)):
        return text
    return _NOT_TEXT.sub("", text)


def escaped(text: str) -> str:
    """A piece of text; its brackets are `OPEN` and `CLOSE` until `finished`."""
    return _SPECIAL.sub(_escape, text) if _MAY_BE_SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0]) or f"\\{found[0]}"


def finished(line: str, *, has_links: bool) -> str:
    """A paragraph of escaped pieces and marks, with the brackets and the starts of its lines made safe."""
    if OPEN in line or CLOSE in line:
        mark = "\\" if has_links or _LINK_LIKE.search(line) else ""
        line = line.replace(OPEN, f"{mark}[").replace(CLOSE, f"{mark}]")
    if "\n" in line:
        return "\n".join(map(_start_escaped, line.split("\n")))
    return _start_escaped(line)


def _start_escaped(line: str) -> str:
    if line[:1] not in _LINE_STARTS:
        return line
    found = _LINE.match(line)
    if not found:
        return line
    mark = found[0]
    if mark in "=:~":
        return f"&#{ord(mark)};{line[1:]}"
    return f"{mark[:-1]}\\{mark[-1]}{line[len(mark) :]}" if mark[0].isdigit() else f"\\{line}"


def target(address: str) -> str:
    """An address as the target of a link or picture."""
    if _ADDRESS.search(address):
        address = _ADDRESS.sub(_percent, address)
    return _ENTITY.sub("&amp;", address) if "&" in address else address


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def quoted(text: str) -> str:
    """The words for a picture, its alt text or its title, where no mark may stand."""
    text = " ".join(text.split())
    return _QUOTED.sub(lambda found: f"&#{ord(found[0])};", text) if _QUOTED.search(text) else text


def attribute(text: str) -> str:
    """The value of an attribute in HTML."""
    return _html(" ".join(text.split()))


def html_text(text: str) -> str:
    """Text in HTML."""
    return _html(text, quote=False)


__all__ = ["CLOSE", "OPEN", "attribute", "escaped", "finished", "html_text", "quoted", "target", "unescape"]
