"""The engines that read Markdown: one is chosen by the setting `markdown`."""

from typing import Protocol

from newsgen.config import Config
from newsgen.rendering.prose import Resolve

# Of the link from a footnote back into the text; `{}` is its number.
_BACKLINK_TITLES = {"id": "Kembali ke catatan {} di teks", "en": "Jump back to footnote {} in the text"}


class Engine(Protocol):
    """Reads one dialect of Markdown."""

    def html(self, text: str) -> str:
        """The HTML of a text, before the allow-list; headings have ids, and `#` counts as `##`."""
        ...

    def prose(self, text: str, resolve: Resolve) -> str | None:
        """What `MarkdownConverter` makes of plain prose by a fast path; None for other texts."""
        ...


def engine_of(config: Config) -> Engine:
    """The engine that a site has chosen; the other one isn't even imported."""
    backlink_title = _BACKLINK_TITLES[config.language]
    if config.markdown == "commonmark":
        from newsgen.rendering.commonmark import CommonMark

        return CommonMark(backlink_title)
    from newsgen.rendering.python_markdown import PythonMarkdown

    return PythonMarkdown(backlink_title)
