"""Markdown converted into sanitised HTML: the house rules, then an engine, then an allow-list."""

import re
from functools import partial
from itertools import count

import nh3

from newsgen.config import Config
from newsgen.content import allowlist
from newsgen.content.allowlist import (
    LINK_ATTRIBUTES,
    has_allowed_scheme,
    is_known_frame,
    is_remote,
    srcset,
)
from newsgen.content.body import LIST_ITEM, is_sentence, with_neighbours
from newsgen.errors import ContentError, Problem
from newsgen.rendering.engines import engine_of
from newsgen.urls import Urls, linked_file, split_link

# Only for output of nh3, which escapes `<`, `>` and `"` in attributes, but nothing inside a frame.
_FRAME = re.compile(r"<iframe([^>]*)>.*?</iframe>", re.DOTALL)

_RENDERED_ATTRIBUTES = allowlist.ATTRIBUTES | {  # of what rendering itself adds, too
    name: allowlist.ATTRIBUTES.get(name, set()) | more
    for name, more in (
        *((name, {"sizes", "loading", "decoding"}) for name in ("img", "source")),
        *((name, {"role", "tabindex", "aria-label"}) for name in ("div", "pre")),
        ("iframe", {"loading"}),
    )
}
_TABLE = re.compile(r"<(/?)table\b")
_CELL = re.compile(r'<(t[dh])\b([^>]*) align="(\w+)"([^>]*)>')
_PRE = re.compile(r"<pre\b")
_FRAME_SOURCE = re.compile(r' src="([^"]*)"')
_TITLE = re.compile(r' title="\s*[^"\s][^"]*"')
_EMPTY_TITLE = re.compile(r' title="\s*"')
_WORDS = {"id": ("Tabel", "Kode", "Isi dari {}"), "en": ("Table", "Code", "Content from {}")}


class MarkdownConverter:
    """Converts the Markdown of one site to HTML, one text at a time."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.urls = Urls(config)
        self.embeds = frozenset(config.embeds)
        self._table, self._code, self._frame_title = _WORDS[config.language]
        self.engine = engine_of(config)

    def convert(self, text: str, path: str, links: dict[str, str]) -> str:
        """Sanitised HTML of a Markdown text from the file `path`.

        `links` maps links to article files and former hosts, as typed, to addresses. Other links and images
        without a host are relative to the folder of `path`, or to the root of the site.

        Raises:
            ContentError: lists or quotes are nested too deeply.
        """
        try:
            unsafe = self.engine.html(house_rules(text))
        except RecursionError:
            message = "lists or quotes are nested too deeply"
            raise ContentError(Problem(path, 0, 0, message, "write it flatter")) from None
        safe = nh3.clean(
            unsafe,
            tags=allowlist.TAGS,
            attributes=allowlist.ATTRIBUTES,
            url_schemes=allowlist.SCHEMES,
            link_rel=None,
            attribute_filter=partial(self._attribute, path, links),
        )
        if "<iframe" in safe:
            safe = _FRAME.sub(self._frame, safe)
        return self._with_regions(safe).replace("<img ", '<img loading="lazy" ')

    def prose(self, text: str, path: str, links: dict[str, str]) -> str | None:
        """The same for plain prose, by a fast path; None for other texts."""
        return self.engine.prose(text, partial(self.resolve, path, links))

    def _with_regions(self, text: str) -> str:
        """HTML in which wide tables and code can be scrolled by keyboard: each is a region with a name."""
        if "<pre" in text:
            number = count(1)
            text = _PRE.sub(lambda _: f"<pre{_region(self._code, next(number))}", text)
        return self._with_tables(_CELL.sub(_aligned, text)) if "<table" in text else text

    def _with_tables(self, text: str) -> str:
        out, at, depth, number = [], 0, 0, count(1)
        for tag in _TABLE.finditer(text):
            is_end = bool(tag[1])
            depth += -1 if is_end else 1
            if not is_end and depth == 1:
                out += [text[at : tag.start()], f'<div class="scroll"{_region(self._table, next(number))}>']
                at = tag.start()
            elif is_end and not depth:
                end = text.index(">", tag.start()) + 1
                out += [text[at:end], "</div>"]
                at = end
        return "".join([*out, text[at:]])

    def _frame(self, found: re.Match[str]) -> str:
        """A frame with a title, which is loaded when a reader comes near; none without an address."""
        src, attributes = _FRAME_SOURCE.search(found[1]), found[1]
        if not src:
            return ""
        if not _TITLE.search(attributes):
            title = self._frame_title.format(allowlist.service_of(allowlist.frame_host(src[1])))
            attributes = f'{_EMPTY_TITLE.sub("", attributes)} title="{title}"'
        return f'<iframe loading="lazy"{attributes}></iframe>'

    def _attribute(self, path: str, links: dict[str, str], tag: str, name: str, value: str) -> str | None:
        if tag == "iframe" and name == "src":
            return value if is_known_frame(value, self.embeds) else None
        if name == "srcset":
            return ", ".join(
                f"{self.resolve(path, links, link)}{space}{size}"
                for link, space, size in srcset(value)
                if has_allowed_scheme(link)
            )
        if name not in LINK_ATTRIBUTES:
            return value
        # nh3 itself checks `href` and `src`, but not `cite`, `poster` and `srcset`.
        return self.resolve(path, links, value) if has_allowed_scheme(value) else None

    def resolve(self, path: str, links: dict[str, str], link: str) -> str:
        """The address that a link in the file `path` leads to."""
        if not link.strip() or link.startswith("#"):
            return link
        if is_remote(link):
            address, mark, fragment = link.partition("#")
            return f"{links[address]}{mark}{fragment}" if address in links else link
        target, tail = split_link(link)
        if found := links.get(target):
            return found + tail
        if link.startswith("/"):
            return self.urls.from_root(link)
        file = linked_file(path, target)
        slash = "/" if file and target.endswith("/") else ""
        return self.root + file + slash + tail


def _aligned(cell: re.Match[str]) -> str:
    """The start of a cell of a table, aligned by a class: the attribute for that is obsolete."""
    kept, side = f"{cell[2]}{cell[4]}", f"align-{cell[3]}"
    if ' class="' in kept:
        kept = kept.replace(' class="', f' class="{side} ', 1)
        return f"<{cell[1]}{kept}>"
    return f'<{cell[1]} class="{side}"{kept}>'


def _region(name: str, number: int) -> str:
    """The attributes of what can be scrolled by keyboard; the first of its kind needs no number."""
    return f' role="region" tabindex="0" aria-label="{name}{f" {number}" if number > 1 else ""}"'


def balanced(html: str) -> str:
    """A part of the HTML of `MarkdownConverter` in which the elements that were cut are opened and closed."""
    return nh3.clean(
        html,
        tags=allowlist.TAGS,
        attributes=_RENDERED_ATTRIBUTES,
        url_schemes=allowlist.SCHEMES,
        link_rel=None,
    )


def house_rules(text: str) -> str:
    """Markdown in which `17. Agustus` alone in a paragraph is a sentence, not a list."""
    if not LIST_ITEM.search(text):
        return text
    out, start = [], 0
    for before, block, after in with_neighbours(text):
        if not block.code and is_sentence(block.text, before, after):
            begin = block.end - len(block.text)
            out.append(text[start:begin] + LIST_ITEM.sub(r"\1\.", block.text, count=1))
            start = block.end
    return "".join(out) + text[start:]
