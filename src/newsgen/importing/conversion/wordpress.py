"""What WordPress made of a text before it was HTML: blocks in comments, and shortcodes."""

import html
import re
from collections.abc import Callable

import msgspec

from newsgen.importing.conversion.addresses import Findings
from newsgen.importing.conversion.shortcodes import with_shortcodes

_BLOCK = re.compile(r"<!--\s*(/?)wp:([a-z][a-z0-9/_-]*)(.*?)(/?)-->", re.DOTALL)
_LOST = {"block": "a reusable block is not in the text", "image": "", "spacer": "", "separator": ""}
_EMBED = re.compile(r"(?:core-)?embed(?:/.*)?")


def expanded(
    body: str, findings: Findings, attachments: Callable[[str], str] | None = None
) -> tuple[str, bool]:
    """The text as HTML, and whether the ends of lines in it count, as they do in a text without blocks."""
    newlines = True
    if "<!--" in body and "wp:" in body:
        body, newlines = _without_blocks(body, findings)
    if "[" in body:
        body = with_shortcodes(body, findings, attachments)
    return body, newlines


def _without_blocks(body: str, findings: Findings) -> tuple[str, bool]:
    end = body.rfind("-->") + 3
    seen = False

    def shown(found: re.Match[str]) -> str:
        nonlocal seen
        seen = True
        return "" if found[1] else _shown(found[2].removeprefix("core/"), found[3], bool(found[4]), findings)

    text = _BLOCK.sub(shown, body[:end]) + body[end:]
    return text, not seen


def _shown(name: str, data: str, is_alone: bool, findings: Findings) -> str:
    """What a block shows that is not in the HTML behind it."""
    if not is_alone:
        return ""
    values = _values(data)
    if _EMBED.fullmatch(name) and isinstance(address := values.get("url"), str):
        return f"<p>{html.escape(address)}</p>"
    if name in ("nextpage", "more"):
        return f"<!--{name}-->"
    if name == "separator":
        return "<hr>"
    if name != "spacer":
        message = _LOST.get(name) or "a block that WordPress fills is not taken over"
        findings.note("dynamic-block", message, name, loses=True)
    return ""


def _values(data: str) -> dict[str, object]:
    try:
        values = msgspec.json.decode(data.strip().encode("utf-8", "replace")) if data.strip() else {}
    except (msgspec.DecodeError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
