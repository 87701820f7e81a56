"""Convert the text of a story to Markdown, and tell what was found on the way."""

from collections.abc import Callable

from lxml import etree

from newsgen.content.blocks import plain_text
from newsgen.importing.conversion.addresses import Addresses, Findings
from newsgen.importing.conversion.anchors import anchors_of
from newsgen.importing.conversion.document import Document, Whole, joined
from newsgen.importing.conversion.known import Known
from newsgen.importing.conversion.lightening import light
from newsgen.importing.conversion.loss import letters_in, shown_in_all
from newsgen.importing.conversion.rewriting import markdown_rewritten, text_markdown
from newsgen.importing.conversion.tree import body_of
from newsgen.importing.conversion.wordpress import expanded
from newsgen.importing.converted import Converted, Links
from newsgen.importing.story import Format

_LONGEST_SUMMARY = 400
_LETTERS_OF_WORD = 6

Attachments = Callable[[str], str]


def convert(
    body: str,
    format: Format,  # noqa: A002
    links: Links,
    *,
    base: str = "",
    attachments: Attachments | None = None,
) -> Converted:
    """The Markdown of a text, with everything in it that readers saw.

    `base` is the full old address of the story. `attachments` gives the address of a file of the old site by
    its number there, or "".
    """
    findings = Findings()
    addresses = Addresses(links, base, findings)
    body = body.replace("\r\n", "\n").replace("\r", "\n") if "\r" in body else body
    summary = ""
    if format is Format.MARKDOWN:
        markdown = markdown_rewritten(body, addresses, findings)
    elif format is Format.TEXT:
        markdown = text_markdown(body, findings)
    else:
        newlines = False
        if format is Format.WORDPRESS:
            body, newlines = expanded(body, findings, attachments)
        tree = body_of(body, findings)
        if "#" in body:
            addresses.anchors = anchors_of(tree)
        blocks, more = _blocks(tree, Known(addresses, findings), newlines=newlines)
        summary = _summary(blocks[:more]) if more else ""
        markdown = joined(light(blocks, findings))
    return Converted(
        markdown=markdown,
        summary=summary,
        notes=findings.notes(),
        tally=findings.tally,
        media=tuple(findings.media),
    )


def _blocks(body: etree._Element, known: Known, *, newlines: bool) -> tuple[list[str], int | None]:
    """The blocks of a text, and how many stand before `<!--more-->`.

    Where words are missing in them, the text is written again, each block of it compared with its source.
    """
    findings = known.findings
    before = findings.saved()
    blocks: list[str] = []
    for careful in (False, True):
        if careful:
            findings.restore(before)
        document = Document(known, newlines=newlines, careful=careful)
        blocks = document.blocks(body)
        missing = letters_in(body) - findings.gone - shown_in_all(blocks)
        if missing <= 0:
            return blocks, document.more
    message = f"about {max(missing // _LETTERS_OF_WORD, 1)} words are not in the text any more"
    findings.note("words-lost", message, loses=True)
    return blocks, document.more


def _summary(blocks: list[str]) -> str:
    """What stood before `<!--more-->`, if that is a short text."""
    if not blocks or any(isinstance(block, Whole) or "](" in block for block in blocks):
        return ""
    text = " ".join(map(plain_text, blocks))
    return text if len(text) <= _LONGEST_SUMMARY else ""
