"""Markdown into safe HTML: Python-Markdown with the house rules, then an allow-list."""

import re
from functools import partial
from urllib.parse import urlsplit

import markdown
import nh3

from newsgen.addresses import Addresses, beside
from newsgen.config import Config
from newsgen.content.body import blocks
from newsgen.content.slugs import slugify

_HASHTAG = re.compile(r"^( {0,3})(#{1,6})(?=[^\s#])", re.MULTILINE)
_TOP_HEADING = re.compile(r"^# (?=\S)", re.MULTILINE)
_ITEM = re.compile(r" {0,3}(\d{1,9})\.(?=\s)")
_EMPTY_FRAME = re.compile(r"<iframe(?![^>]*\ssrc=)[^>]*></iframe>")
_REMOTE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|$)")

_TAGS = set(
    "p br hr em strong b i u s del ins sup sub small mark abbr cite q blockquote pre code kbd"
    " ul ol li dl dt dd h2 h3 h4 h5 h6 a img figure figcaption picture audio video source track iframe"
    " table thead tbody tfoot tr th td caption colgroup col div span section details summary time".split()
)
_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "srcset", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "col": {"span"},
    "iframe": {"src", "width", "height", "allow", "allowfullscreen"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "srcset", "type", "media"},
    "track": {"src", "kind", "srclang", "label"},
    "time": {"datetime"},
    "blockquote": {"cite"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINKS = {"href", "src", "poster", "cite"}


class Markup:
    """Turns Markdown of one site into HTML. One instance serves any number of texts, one at a time."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.addresses = Addresses(config)
        self.embeds = frozenset(config.embeds)
        self.markdown = markdown.Markdown(
            extensions=["footnotes", "tables", "fenced_code", "attr_list", "sane_lists", "toc"],
            extension_configs={
                "tables": {"use_align_attribute": True},
                "toc": {"slugify": lambda text, _: slugify(text)},
            },
        )

    def html(self, text: str, path: str, links: dict[str, str]) -> str:
        """Safe HTML of a Markdown text from the file `path`.

        `links` gives the address of each link to an article's file, as it is typed; other links and
        pictures without a host lead to files beside `path`, or from the root of the site.
        """
        self.markdown.reset()
        unsafe = self.markdown.convert(house_rules(text))
        safe = nh3.clean(
            unsafe,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel=None,
            attribute_filter=partial(self._attribute, path, links),
        )
        if "<iframe" in safe:
            safe = _EMPTY_FRAME.sub("", safe)
        return safe.replace("<img ", '<img loading="lazy" ')

    def _attribute(self, path: str, links: dict[str, str], tag: str, name: str, value: str) -> str | None:
        if tag == "iframe" and name == "src":
            return value if urlsplit(value).hostname in self.embeds else None
        return self._resolved(path, links, value) if name in _LINKS else value

    def _resolved(self, path: str, links: dict[str, str], link: str) -> str:
        if _REMOTE.match(link):
            return link
        target, mark, rest = (
            re.split(r"([?#])", link, maxsplit=1) if re.search(r"[?#]", link) else (link, "", "")
        )
        if found := links.get(target):
            return found + mark + rest
        if link.startswith("/"):
            return link if link.startswith(self.root) else self.root + link[1:]
        return self.root + beside(path, target) + mark + rest


def house_rules(text: str) -> str:
    """Markdown in which `#kata` is a hashtag, and a lone `17. Agustus` is a sentence and not a list.

    The page's own headline is the only one of the first rank: `# ` counts as `## `.
    """
    if "#" not in text and not _ITEM.search(text):
        return text
    out, start = [], 0
    all_blocks = tuple(blocks(text))
    items = [_ITEM.match(block.text) is not None for block in all_blocks]
    for index, block in enumerate(all_blocks):
        begin = block.end - len(block.text)
        out.append(text[start:begin])
        out.append(
            block.text if block.code or block.text.startswith("    ") else _ruled(block.text, items, index)
        )
        start = block.end
    return "".join(out) + text[start:]


def _ruled(block: str, items: list[bool], index: int) -> str:
    if "#" in block:
        block = _TOP_HEADING.sub("## ", _HASHTAG.sub(r"\1\\\2", block))
    lone = items[index] and not any(items[max(0, index - 1) : index] + items[index + 1 : index + 2])
    if lone and not any(map(_ITEM.match, block.split("\n")[1:])) and _ITEM.match(block)[1] != "1":  # type: ignore[index]
        block = _ITEM.sub(r"\1\\.", block, count=1)
    return block
