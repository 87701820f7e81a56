"""Paragraphs with thousands of marks, which Python-Markdown needs minutes for, without the marks."""

import re

from newsgen.content.complexity import check_complexity
from newsgen.errors import ContentError
from newsgen.importing.conversion.addresses import Findings

_ALWAYS_LIGHT = 1700  # characters, all of which may be marks
_LIGHT_BLOCK = 1000
_MARK = re.compile(r"(?<!\\)`[^`]*`|\\([!-/:-@\[-`{-~])")


def light(blocks: list[str], findings: Findings) -> list[str]:
    """Blocks that newsgen takes: if it would not, escaped marks in long paragraphs are entities."""
    if sum(map(len, blocks)) < _ALWAYS_LIGHT or _is_light(blocks):
        return blocks
    found = [_lightened(block) if len(block) > _LIGHT_BLOCK else block for block in blocks]
    if not _is_light(found):
        message = "the text is too long, or has too many marks, to be built: part it into several stories"
        findings.note("too-complex", message)
    return found


def _is_light(blocks: list[str]) -> bool:
    try:
        check_complexity("\n\n".join(blocks), "", 1)
    except ContentError:
        return False
    return True


def _lightened(block: str) -> str:
    if block.startswith("```"):
        return block
    block = _MARK.sub(lambda found: f"&#{ord(found[1])};" if found[1] else found[0], block)
    return block if "](" in block else block.replace("[", "&#91;").replace("]", "&#93;")
