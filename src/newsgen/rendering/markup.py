"""Markdown into safe HTML: Python-Markdown with the house rules, then an allow-list."""

import re
from functools import partial
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.blockprocessors import HashHeaderProcessor
from markdown.treeprocessors import Treeprocessor

from newsgen.config import Config
from newsgen.content.body import ITEM, is_sentence, neighbours
from newsgen.content.slugs import slugify
from newsgen.urls import Urls, linked_file

# Only of HTML that nh3 wrote: it escapes `<`, `>` and `"` in attributes, but nothing inside a frame.
_FRAME = re.compile(r"(<iframe[^>]*>).*?</iframe>", re.DOTALL)
_FRAME_HOST = re.compile(r"(?:https?:)?//([\w.-]+)(?::\d+)?(?:[/?#]|$)")  # no `@` nor `\\`: parsers differ
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20]+")  # browsers skip some of them before and inside a scheme
_CANDIDATES = re.compile(r"\s*,\s+|(?<=\d[wx]),")
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
_SHOWN = {name: _ATTRIBUTES[name] | {"sizes", "loading", "decoding"} for name in ("img", "source")}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINKS = {"href", "src", "poster", "cite"}
_BACK = {"id": "Kembali ke catatan {} di teks", "en": "Jump back to footnote {} in the text"}


class _Headings(HashHeaderProcessor):
    """Headings with a space behind their `#`: `#kata` is a hashtag, wherever it stands."""

    RE = re.compile(HashHeaderProcessor.RE.pattern.replace("#{1,6})", r"#{1,6})(?!\S)", 1))


class _Ranks(Treeprocessor):
    """The page's own headline is the only one of the first rank: `#` counts as `##`."""

    def run(self, root: Element) -> None:
        for heading in root.iter("h1"):
            heading.tag = "h2"


class Markup:
    """Turns Markdown of one site into HTML. One instance serves any number of texts, one at a time."""

    def __init__(self, config: Config) -> None:
        self.root = config.root
        self.urls = Urls(config)
        self.embeds = frozenset(config.embeds)
        self.markdown = markdown.Markdown(
            extensions=["footnotes", "tables", "fenced_code", "attr_list", "sane_lists", "toc"],
            extension_configs={
                "tables": {"use_align_attribute": True},
                "toc": {"slugify": lambda text, _: slugify(text)},
                "footnotes": {"BACKLINK_TITLE": _BACK[config.language]},
            },
        )
        self.markdown.parser.blockprocessors.register(_Headings(self.markdown.parser), "hashheader", 70)
        self.markdown.treeprocessors.register(_Ranks(self.markdown), "ranks", 50)  # before toc reads them

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
            safe = _FRAME.sub(lambda found: f"{found[1]}</iframe>" if ' src="' in found[1] else "", safe)
        return safe.replace("<img ", '<img loading="lazy" ')

    def _attribute(self, path: str, links: dict[str, str], tag: str, name: str, value: str) -> str | None:
        if tag == "iframe" and name == "src":
            host = _FRAME_HOST.match(value)
            return value if host and host[1].lower() in self.embeds else None
        if name == "srcset":
            candidates = (candidate.strip().partition(" ") for candidate in _CANDIDATES.split(value))
            return ", ".join(
                f"{self.resolved(path, links, link)}{space}{size}"
                for link, space, size in candidates
                if _is_harmless(link)
            )
        if name not in _LINKS:
            return value
        return self.resolved(path, links, value) if _is_harmless(value) else None

    def resolved(self, path: str, links: dict[str, str], link: str) -> str:
        if _REMOTE.match(link):
            return link
        target, mark, rest = (
            re.split(r"([?#])", link, maxsplit=1) if re.search(r"[?#]", link) else (link, "", "")
        )
        if found := links.get(target):
            return found + mark + rest
        if link.startswith("/"):
            return self.urls.from_root(link)
        file = linked_file(path, target)
        slash = "/" if file and target.endswith("/") else ""
        return self.root + file + slash + mark + rest


def balanced(html: str) -> str:
    """A piece of what `Markup` gave, cut inside of some elements: they begin and end in it."""
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES | _SHOWN, url_schemes=_SCHEMES, link_rel=None)


def _is_harmless(link: str) -> bool:
    # nh3 looks at `href` and `src` itself, but not at `cite`, `poster` and `srcset`.
    scheme = _SCHEME.match(_INVISIBLE.sub("", link))
    return not scheme or scheme[1].lower() in _SCHEMES


def house_rules(text: str) -> str:
    """Markdown in which a lone `17. Agustus` is a sentence and not a list."""
    if not ITEM.search(text):
        return text
    out, start = [], 0
    for before, block, behind in neighbours(text):
        if not block.code and is_sentence(block.text, before, behind):
            begin = block.end - len(block.text)
            out.append(text[start:begin] + ITEM.sub(r"\1\.", block.text, count=1))
            start = block.end
    return "".join(out) + text[start:]
