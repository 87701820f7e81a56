"""Page values into bytes."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import msgspec
from jinja2.filters import do_urlencode
from markupsafe import Markup as Html

from newsgen.config import Config
from newsgen.content import reader
from newsgen.content.body import NEXT_PAGE
from newsgen.errors import ContentError, Problem
from newsgen.i18n import Dates
from newsgen.pages import values
from newsgen.pages.info import SiteInfo
from newsgen.pages.pictures import Picture
from newsgen.pages.values import (
    ArticlePage,
    Card,
    FilePage,
    Insert,
    ListPage,
    Page,
    PhotoPage,
    SocialPage,
    StaticPage,
)
from newsgen.rendering import body_images, images
from newsgen.rendering.layout import Frame
from newsgen.rendering.markup import Markup, balanced
from newsgen.rendering.prose import prose_html
from newsgen.rendering.theme import Theme
from newsgen.revision import revision

_TEMPLATES: dict[type[Page], str] = {
    values.ArticlePage: "article.html",
    values.WithdrawnPage: "withdrawn.html",
    values.HomePage: "home.html",
    values.ListPage: "list.html",
    values.IndexPage: "index.html",
    values.StaticPage: "page.html",
    values.NotFoundPage: "404.html",
    values.LatestPage: "latest.html",
    values.RedirectPage: "redirect.html",
    values.FeedPage: "feed.xml",
    values.SitemapPage: "sitemap.xml",
    values.RobotsPage: "robots.txt",
    values.HeadersPage: "headers.txt",
}
ReadBody = Callable[[str, bytes, ZoneInfo], str]

_MARK = "\ue000{}\ue001"  # private-use characters, taken out of what newsrooms write
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAK = _MARK.format(1_000_000)  # between two pages
_SPLIT_MARK = re.compile(rf"(?:<p>)?{_BREAK}(?:</p>)?")  # bare inside of HTML that was typed
_PRIVATE = re.compile(r"[\ue000\ue001]")
_UNSAFE_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_MOST_FRAGMENTS = 20_000
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_NOT_IN_JSON = re.compile(r'[\x00-\x1f"\\<>&\u2028\u2029\ud800-\udfff]')  # as it is
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9_.~/%-]+")
_quoted_mark = lru_cache(maxsize=4096)(quote)
_html: Callable[[str], Html] = partial(str.__new__, Html)  # `Html(...)` asks first what it was given
_encode = msgspec.msgpack.Encoder().encode


class Renderer:
    """Renders the pages of one site. `content` is the folder that bodies and media are read from.

    `read_body` returns the body of an article file, given its path, bytes and time zone.
    """

    def __init__(
        self, config: Config, info: SiteInfo, theme: Theme, content: Path, read_body: ReadBody
    ) -> None:
        self.config = config
        self.info = info
        self.theme = theme
        self.content = content
        self.read_body = read_body
        self._host = config.host
        self._top = f"{content}/"
        self.markup = Markup(config)
        self.frame = Frame(config, info, theme)
        dates = Dates(config.zone, config.language)
        theme.use(
            config.root,
            f"{config.host} {config.timezone} {config.language}",
            {
                "long_date": dates.long,
                "short_date": dates.short,
                "iso": dates.iso,
                "w3c": dates.w3c,
                "rfc822": dates.rfc822,
                "month_name": dates.month,
                "day_name": dates.day,
                "full_day": dates.full_day,
                "day_iso": dates.day_iso,
                "absolute": self.absolute,
                "card": partial(self.fragment, "partials/card.html"),
                "json": _json,
                "urlencode": _quoted,
            },
        )
        self._fragments: dict[tuple[str, int, int, int], tuple[Card, Html]] = {}
        self._latest: dict[int, tuple[tuple[Card, ...], Html]] = {}  # by identity: hashing them takes longer

    def absolute(self, url: str) -> str:
        """An address with scheme and host."""
        return url if "://" in url else self._host + url

    def stamp(self, kind: type[Page]) -> bytes:
        """A hash over all that decides the bytes of pages of a kind, but for their values."""
        if kind is FilePage:
            return b""
        if kind is PhotoPage:
            return images.stamp()
        if kind is SocialPage:
            return images.card_stamp(self.theme.file)
        seen = _encode((revision(), self.info, self.config.embeds))
        return blake2b(seen + self.theme.digest(_TEMPLATES[kind]), digest_size=16).digest()

    def render(self, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            TemplateError: a template is missing or fails.
            ContentError: the text of the page can't be read any more.
        """
        if isinstance(page, FilePage):
            return self.file(page).read_bytes()
        if isinstance(page, PhotoPage):
            return images.photo(page, self.content)
        if isinstance(page, SocialPage):
            return images.card(page, self.content, self.theme.file)
        name = _TEMPLATES[type(page)]
        data = self.theme.data(
            name,
            page=page,
            site=self.info,
            t=self.theme.words,
            url=self.absolute(page.url),
            content=self.body(page),
            latest=self.latest(page.latest),
            masthead=self.frame.masthead(page),
            footer=self.frame.footer,
            channel=self.frame.channel,
            ads=self.frame.ads,
            look=self.frame.look,
            icon=self.frame.icon,
            policy=self.frame.policy,
        )
        return _NOT_XML.sub("", data.decode()).encode() if name.endswith(".xml") else data

    def file(self, page: FilePage) -> Path:
        """The file that a page copies."""
        return self.theme.assets[page.path] if page.kind == "asset" else self.content / page.path

    def latest(self, cards: tuple[Card, ...]) -> Html:
        """The sidebar, rendered once for all pages that share it."""
        if not cards:
            return Html("")
        known = self._latest.get(id(cards))
        if known is None:
            if len(self._latest) > 256:
                self._latest.clear()
            text = self.theme.render("partials/latest.html", cards=cards, site=self.info, t=self.theme.words)
            known = self._latest[id(cards)] = cards, Html(text)
        return known[1]

    def body(self, page: Page) -> Html:
        """The text of a page as HTML; empty for one that has none."""
        if isinstance(page, ArticlePage):
            return self._article(page)
        if isinstance(page, StaticPage | ListPage) and page.path:
            text = _public(self._source(page.path))
            shown = page.pictures if isinstance(page, StaticPage) else ()
            return Html(self._html(text, page.path, dict(page.links), shown))
        return Html("")

    def _html(
        self, text: str, path: str, links: dict[str, str], shown: tuple[tuple[str, Picture], ...] = ()
    ) -> str:
        """What Markdown makes of a text; plain prose takes the short way, which gives the same."""
        fast = prose_html(text, partial(self.markup.resolved, path, links))
        html = self.markup.html(text, path, links) if fast is None else fast
        if not shown:
            return html
        return body_images.sized(html, {self.markup.resolved(path, links, src): one for src, one in shown})

    def _source(self, path: str) -> str:
        try:
            data = reader.load(f"{self._top}{path}")
        except OSError as error:
            message = f"can't be read any more: {error.strerror}"
            raise ContentError(Problem(path, 0, 0, message, "build again")) from error
        return self.read_body(path, data, self.config.zone)

    def _article(self, page: ArticlePage) -> Html:
        text = _marked(self._source(page.path), page.read_alsos, page.dropped)
        if "<!--" in text:
            text = NEXT_PAGE.sub(f"\n\n{_BREAK}\n\n" if page.part else "", text)
        html = self._html(text, page.path, dict(page.links), page.pictures)
        if page.part:
            # Split as late as this, a part finds the notes and references that stand in another.
            every = [part for part in _SPLIT_MARK.split(html) if part.strip()] or [""]
            one = every[min(page.part, len(every)) - 1].strip("\n")
            html = balanced(one) if html.count(_BREAK) > html.count(f"<p>{_BREAK}</p>") else one
            html = html.replace('href="#fn', f'href="{page.whole}#fn')
        html = self.frame.with_ad(html)
        return Html(self._with_cards(html, page.read_alsos) if page.read_alsos else html)

    def _with_cards(self, html: str, inserts: tuple[Insert, ...]) -> str:
        """A text with the cards in the place of their marks, and of the paragraphs around these."""
        before, *pieces = html.split("\ue000")
        out = [before]
        for piece in pieces:
            number, _, behind = piece.partition("\ue001")
            card = self.fragment("partials/read_also.html", inserts[int(number)].card)
            out[-1] = out[-1].removesuffix("<p>")
            out += [str.rstrip(card, "\n"), behind.removeprefix("</p>")]
        return "".join(out)

    def fragment(self, name: str, card: Card, level: int = 0, part: int = 0) -> Html:
        """A card as a template shows it, rendered once for all pages that show it so.

        Cards are told apart by identity: an edition makes each once, and hashing one takes longer.
        """
        key = (name, id(card), level, part)
        known = self._fragments.get(key)
        if known is None:
            if len(self._fragments) > _MOST_FRAGMENTS:
                self._fragments.clear()
            text = self.theme.render(
                name, card=card, level=level, part=part, site=self.info, t=self.theme.words
            )
            known = self._fragments[key] = card, Html(text)
        return known[1]


def _marked(body: str, inserts: tuple[Insert, ...], dropped: tuple[tuple[int, int], ...]) -> str:
    """The body without what is dropped, and with a mark as a paragraph of its own for every card."""
    cuts = [(insert.start, insert.end, _MARK.format(n)) for n, insert in enumerate(inserts)]
    cuts += [(start, end, "") for start, end in dropped]
    pieces, at = [], 0
    for start, end, mark in sorted(cuts, key=lambda cut: cut[:2]):
        pieces += [_public(body[at:start]), f"\n\n{mark}\n\n"]
        at = end
    return "".join([*pieces, _public(body[at:])])


def _public(text: str) -> str:
    """Text without the characters that are marks here."""
    return _PRIVATE.sub("", text) if "\ue000" in text or "\ue001" in text else text


def _quoted(value: Any) -> str:
    """A text as a part of an address: Jinja's `urlencode`, which takes three times as long."""
    if type(value) is not str or "%" in value:
        return do_urlencode(value)
    return _NOT_IN_ADDRESS.sub(lambda found: _quoted_mark(found[0]), value.replace(" ", "%20"))


def _json(value: Any) -> Html:
    """JSON that can stand in a script element."""
    if type(value) is str and not _NOT_IN_JSON.search(value):
        return _html(f'"{value}"')
    text = msgspec.json.encode(value).decode()
    return _html(_UNSAFE.sub(lambda found: _UNSAFE_JSON[found[0]], text) if _UNSAFE.search(text) else text)
