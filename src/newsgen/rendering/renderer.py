"""Page values into bytes."""

import re
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup as Html

from newsgen.config import Config
from newsgen.content import reading
from newsgen.content.body import NEXT_PAGE
from newsgen.errors import ContentError, Problem
from newsgen.fingerprint import fingerprint
from newsgen.language import Dates
from newsgen.pages import values
from newsgen.pages.values import ArticlePage, Card, FilePage, Insert, ListPage, Page, SiteInfo, StaticPage
from newsgen.rendering.frame import Frame
from newsgen.rendering.markup import Markup
from newsgen.rendering.prose import prose_html
from newsgen.rendering.theme import Theme

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
_MARK = "\ue000{}\ue001"  # private-use characters, taken out of what newsrooms write
_MARKED = re.compile(r"(?:<p>)?\ue000(\d+)\ue001(?:</p>)?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPLIT = 1_000_000  # the number of a mark between two pages
_SPLIT_MARK = re.compile(rf"<p>{_MARK.format(_SPLIT)}</p>")
_PRIVATE = re.compile(r"[\ue000\ue001]")
_UNSAFE_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_encode = msgspec.msgpack.Encoder().encode


class Renderer:
    """Renders the pages of one site. `content` is the folder that bodies and media are read from."""

    def __init__(self, config: Config, info: SiteInfo, theme: Theme, content: Path) -> None:
        self.config = config
        self.info = info
        self.theme = theme
        self.content = content
        self.markup = Markup(config)
        self.frame = Frame(config, info, theme)
        dates = Dates(config.zone, config.language)
        theme.use(
            config.root,
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
                "json": _json,
            },
        )
        self._latest: dict[tuple[Card, ...], Html] = {}
        self._stamps: dict[type[Page], bytes] = {}

    def absolute(self, url: str) -> str:
        """An address with scheme and host."""
        return url if "://" in url else self.config.host + url

    def digest(self, kind: type[Page], value: bytes) -> bytes:
        """A hash over all that decides a page's bytes: its encoded value, and what renders it."""
        if kind not in self._stamps:
            self._stamps[kind] = self._stamp(kind)
        return blake2b(value, digest_size=16, key=self._stamps[kind]).digest()

    def _stamp(self, kind: type[Page]) -> bytes:
        if kind is FilePage:
            return b""
        seen = _encode((fingerprint(), self.info, self.config.embeds))
        return blake2b(seen + self.theme.digest(_TEMPLATES[kind]), digest_size=16).digest()

    def render(self, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            TemplateError: a template is missing or fails.
            ContentError: the text of the page can't be read any more.
        """
        if isinstance(page, FilePage):
            return self.file(page).read_bytes()
        text = self.theme.render(
            _TEMPLATES[type(page)],
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
        if _TEMPLATES[type(page)].endswith(".xml"):
            text = _NOT_XML.sub("", text)
        return text.encode()

    def file(self, page: FilePage) -> Path:
        """The file that a page copies."""
        return self.theme.assets[page.path] if page.kind == "asset" else self.content / page.path

    def latest(self, cards: tuple[Card, ...]) -> Html:
        """The sidebar, rendered once for all pages that share it."""
        if not cards:
            return Html("")
        if cards not in self._latest:
            if len(self._latest) > 256:
                self._latest.clear()
            text = self.theme.render("partials/latest.html", cards=cards, site=self.info, t=self.theme.words)
            self._latest[cards] = Html(text)
        return self._latest[cards]

    def body(self, page: Page) -> Html:
        """The text of a page as HTML; empty for one that has none."""
        if isinstance(page, ArticlePage):
            return self._article(page)
        if isinstance(page, StaticPage | ListPage) and page.path:
            text = _PRIVATE.sub("", self._source(page.path))
            return Html(self._html(text, page.path, dict(page.links)))
        return Html("")

    def _html(self, text: str, path: str, links: dict[str, str]) -> str:
        """What Markdown makes of a text; plain prose takes the short way, which gives the same."""
        fast = prose_html(text, partial(self.markup.resolved, path, links))
        return self.markup.html(text, path, links) if fast is None else fast

    def _source(self, path: str) -> str:
        try:
            data = (self.content / path).read_bytes()
        except OSError as error:
            message = f"can't be read any more: {error.strerror}"
            raise ContentError(Problem(path, 0, 0, message, "build again")) from error
        return reading.body(path, data, self.config.zone)

    def _article(self, page: ArticlePage) -> Html:
        text = _marked(self._source(page.path), page.read_alsos)
        text = NEXT_PAGE.sub("\n\n" + _MARK.format(_SPLIT) + "\n\n" if page.part else "", text)
        html = self._html(text, page.path, dict(page.links))
        if page.part:
            # Split as late as this, a part finds the notes and references that stand in another.
            every = [part for part in _SPLIT_MARK.split(html) if part.strip()] or [""]
            html = every[min(page.part, len(every)) - 1].strip("\n")
            html = html.replace('href="#fn', f'href="{page.whole}#fn')
        cards = [self._read_also(insert.card) for insert in page.read_alsos]
        html = self.frame.with_ad(html)
        return Html(_MARKED.sub(lambda found: cards[int(found[1])], html) if cards else html)

    def _read_also(self, card: Card) -> str:
        name = "partials/read_also.html"
        return self.theme.render(name, card=card, site=self.info, t=self.theme.words).rstrip("\n")


def _marked(body: str, inserts: tuple[Insert, ...]) -> str:
    """The body with a mark, as a paragraph of its own, in the place of every card."""
    pieces, at = [], 0
    for number, insert in enumerate(inserts):
        pieces += [_PRIVATE.sub("", body[at : insert.start]), "\n\n" if insert.start == insert.end else ""]
        pieces.append(_MARK.format(number))
        at = insert.end
    return "".join([*pieces, _PRIVATE.sub("", body[at:])])


def _json(value: Any) -> Html:
    """JSON that can stand in a script element."""
    text = msgspec.json.encode(value).decode()
    for char, escape in _UNSAFE_JSON.items():
        text = text.replace(char, escape)
    return Html(text)
