"""Python-Markdown: Markdown as it was first described, with footnotes, tables, fences and attribute lists."""

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor

from newsgen.content.slugs import slugify
from newsgen.rendering.prose import Resolve, prose_html


class _SpacedHeadings(HashHeaderProcessor):
    """Headings need a space after `#`: `#kata` is a hashtag."""

    RE = re.compile(HashHeaderProcessor.RE.pattern.replace("#{1,6})", r"#{1,6})(?!\S)", 1))


class _DemoteH1(Treeprocessor):
    """`#` counts as `##`: the headline of the page is its only `h1`."""

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"


class _AttributeLists(AttrListTreeprocessor):
    """Code of other programs, such as `{% x %}` and `{{ x }}`, is no attribute list: it stays."""

    # No brace inside: what stands between two lists would come behind the text that follows them.
    _ATTRIBUTES = r"\{:?[ ]*([^{}%\n ][^{}\n]*)\}"
    HEADER_RE = re.compile(rf"(?<! )[ ]+{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(f"^{_ATTRIBUTES}")  # type: ignore[misc]


class PythonMarkdown:
    """Reads the Markdown of Python-Markdown."""

    def __init__(self, backlink_title: str) -> None:
        self._markdown = markdown.Markdown(
            extensions=["footnotes", "tables", "fenced_code", "attr_list", "sane_lists", "toc"],
            extension_configs={
                "tables": {"use_align_attribute": True},
                "toc": {"slugify": lambda text, _: slugify(text)},
                "footnotes": {"BACKLINK_TITLE": backlink_title},
            },
        )
        parser = self._markdown.parser
        parser.blockprocessors.register(_SpacedHeadings(parser), "hashheader", 70)
        self._markdown.treeprocessors.register(_AttributeLists(self._markdown), "attr_list", 8)
        self._markdown.treeprocessors.register(_DemoteH1(self._markdown), "demote_h1", 50)  # before toc

    def html(self, text: str) -> str:
        return self._markdown.reset().convert(text)

    def prose(self, text: str, resolve: Resolve) -> str | None:
        return prose_html(text, resolve)
