"""The examples of the CommonMark specification, as its npm package has them."""

import re
from collections import defaultdict
from html import unescape

from markdown_it.common.normalize_url import normalizeLink
from newsstand import TOOLS

from newsgen.rendering.commonmark import parser

_PART = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} ([^\n]*)$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, list[tuple[str, str]]]:
    """Texts with their HTML, by section."""
    spec = (TOOLS / "commonmark-spec" / "spec.txt").read_text("utf-8").replace("→", "\t")
    found, section = defaultdict(list), ""
    for part in _PART.finditer(spec):
        if part[3]:
            section = part[3]
        else:
            found[section].append((part[1], part[2]))
    return found


def same(html: str) -> str:
    """HTML without what means nothing: how addresses are encoded, and the space in an empty quotation."""
    encoded = re.sub(
        r' (href|src)="([^"]*)"', lambda part: f' {part[1]}="{normalizeLink(unescape(part[2]))}"', html
    )
    return encoded.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def test_every_example_of_every_section_is_rendered_as_specified() -> None:
    """Tables, notes, definitions and strikethrough, which are read as well, are in the way of none."""
    sections, converter = examples(), parser()
    assert (len(sections), sum(map(len, sections.values()))) == (26, 652)
    for section, rows in sections.items():
        wrong = [text for text, html in rows if same(str(converter.render(text))) != same(html)]
        assert (section, wrong) == (section, [])
