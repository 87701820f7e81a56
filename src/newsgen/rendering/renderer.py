"""Renders page values: by a template, by a copy of a file, or by a recipe for a picture."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from jinja2.filters import do_urlencode
from markupsafe import Markup as Html

from newsgen.config import Config
from newsgen.content.allowlist import is_known_frame
from newsgen.content.body import NEXT_PAGE
from newsgen.content.embeds import lone_addresses
from newsgen.content.players import lone_files
from newsgen.errors import ContentError, unexpected
from newsgen.i18n import Dates, has_from_right, is_from_right
from newsgen.pages.article import ArticlePage
from newsgen.pages.feed import FeedItem, FeedPage
from newsgen.pages.values import (
    Card,
    DataPage,
    FilePage,
    IconPage,
    ImagePage,
    Page,
    SiteInfo,
    SocialImagePage,
    TextPage,
    Translation,
)
from newsgen.rendering import body_images, images
from newsgen.rendering.feed_text import feed_html
from newsgen.rendering.galleries import galleries
from newsgen.rendering.layout import Layout
from newsgen.rendering.markup import MarkdownConverter, balanced
from newsgen.rendering.redirect_files import RedirectFile, redirect_file
from newsgen.rendering.theme import Theme
from newsgen.revision import revision

_MARK = "\ue000{}\ue001"  # private-use characters, taken out of what newsrooms write
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAK = _MARK.format(1_000_000)  # between two pages
_SPLIT_MARK = re.compile(rf"(?:<p>)?{_BREAK}(?:</p>)?")  # bare inside of HTML that was typed
_PRIVATE_REFERENCE = re.compile(r"&#(?:x0*e00[01]|0*5734[45])(?![0-9a-f]);?", re.IGNORECASE)
_PRIVATE = re.compile(r"[\ue000\ue001]")
_LENGTHS = ((110, "huge"), (75, "long"))  # characters
_UNSAFE_JSON = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_MOST_FRAGMENTS = 20_000
_MOST_SIDEBARS = 256
_MOST_FEED_TEXTS = 1000
_BLOCKS = r"(?:p|h[2-6]|[uo]l|li|blockquote|td|th|dd|dt|figcaption|pre)\b"
_BLOCK = re.compile(rf"<({_BLOCKS})([^>]*>)([^<]*(?:<(?!/?{_BLOCKS})[^<]*)*)")
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_NOT_IN_JSON = re.compile(r'[\x00-\x1f"\\<>&\u2028\u2029\ud800-\udfff]')  # as it is
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9_.~/%-]+")
_quote = lru_cache(maxsize=4096)(quote)
_html: Callable[[str], Html] = partial(str.__new__, Html)  # `Html(...)` asks first what it was given
_encode = msgspec.msgpack.Encoder().encode


class Placed(msgspec.Struct, frozen=True):
    """HTML in the place of the characters of a text from `start` to `end`.

    With `markdown` it is that which stands there, and no HTML.
    """

    start: int
    end: int
    html: str = ""
    markdown: str = ""


class Renderer:
    """Renders the pages of one site. `content` is the folder that pictures and other files are read from."""

    def __init__(self, config: Config, info: SiteInfo, theme: Theme, content: Path) -> None:
        self.config = config
        self.info = info
        self.theme = theme
        self.content = content
        self._host = config.origin
        self.markup = MarkdownConverter(config)
        self.layout = Layout(config, info, theme)
        self.dates = dates = Dates(config.zone, config.language)
        theme.use(
            config.root,
            f"{config.origin} {config.timezone} {config.language}",
            {
                "long_date": dates.long,
                "short_date": dates.short,
                "clock": dates.clock,
                "iso": dates.iso,
                "w3c": dates.w3c,
                "rfc822": dates.rfc822,
                "month_name": dates.month,
                "day_name": dates.day,
                "full_day": dates.full_day,
                "day_iso": dates.day_iso,
                "absolute": self.absolute,
                "card": partial(self.fragment, "partials/card.html"),
                "related_card": partial(self.fragment, "partials/related_card.html"),
                "latest_card": partial(self.fragment, "partials/latest_card.html"),
                "full_text": self.full_text,
                "cdata": _cdata,
                "json": _json,
                "headline": _headline,
                "language": _language,
                "urlencode": _quoted,
            },
        )
        # Cards and sidebars are told apart by identity: a snapshot makes each once, and a hash costs more.
        self._fragments: dict[tuple[str, int, int, int, str, bool], tuple[Card, Html]] = {}
        self._sidebars: dict[int, tuple[tuple[Card, ...], Html]] = {}
        self._feed_texts: dict[int, tuple[FeedItem, str]] = {}

    def absolute(self, url: str) -> str:
        """An address with scheme and host."""
        if url.startswith("//"):  # of any host, by the scheme of the page
            return f"{self._host.partition('//')[0]}{url}"
        return url if "://" in url else self._host + url

    def fingerprint(self, type_: type[Page]) -> bytes:
        """A hash over what decides the bytes of pages of a type, but for their values and settings."""
        if type_ is FilePage:
            return b""
        if type_ is ImagePage:
            return images.stamp()
        if type_ is IconPage:
            return images.icon_stamp(self.theme.file)
        if type_ is SocialImagePage:
            return images.social_image_stamp(self.theme.file)
        if not type_.template:
            return revision()
        seen = _encode((revision(), self.info))
        return blake2b(seen + self.theme.digest(type_.template), digest_size=16).digest()

    def render(self, page: Page) -> bytes:
        """The bytes of a page.

        Raises:
            TemplateError: a template is missing or fails.
            ContentError: the file of the page can't be read any more.
        """
        if isinstance(page, FilePage):
            return self.file(page).read_bytes()
        if isinstance(page, DataPage | RedirectFile):
            return page.data if isinstance(page, DataPage) else redirect_file(page)
        if isinstance(page, ImagePage):
            return images.render_variant(page, self.content)
        if isinstance(page, IconPage):
            return images.render_icon(page, self.content, self.theme.file)
        if isinstance(page, SocialImagePage):
            return images.render_social_image(page, self.content, self.theme.file)
        return self._by_template(page)

    def _by_template(self, page: Page) -> bytes:
        for item in page.items if isinstance(page, FeedPage) else ():
            try:
                self.full_text(item)
            except Exception as error:  # what an article meets is a problem of its file, and not of the feed
                raise ContentError(unexpected(item.path, error, "article")) from error
        text = self.theme.render(
            page.template,
            page=page,
            site=self.info,
            t=self.theme.words,
            url=self.absolute(page.url),
            content=self._text(page) if isinstance(page, TextPage) and page.path else Html(""),
            latest=self._sidebar(page.latest),
            masthead=self.layout.masthead(page),
            footer=self.layout.footer,
            channel=self.layout.channel,
            ads=self.layout.ads,
            look=self.layout.accent_style,
            icon=self.layout.icon,
            policy=self.layout.policy,
            services=self.layout.services,
        )
        return (_NOT_XML.sub("", text) if page.template.endswith(".xml") else text).encode()

    def file(self, page: FilePage) -> Path:
        """The file that a page copies."""
        return self.theme.assets[page.path] if page.kind == "asset" else self.content / page.path

    def _sidebar(self, cards: tuple[Card, ...]) -> Html:
        """The latest news, rendered once for all pages that share them."""
        if not cards:
            return Html("")
        known = self._sidebars.get(id(cards))
        if known is None:
            if len(self._sidebars) > _MOST_SIDEBARS:
                self._sidebars.clear()
            text = self.theme.render("partials/latest.html", cards=cards, site=self.info, t=self.theme.words)
            known = self._sidebars[id(cards)] = cards, Html(text)
        return known[1]

    def full_text(self, item: FeedItem) -> str:
        """The text of an article as feeds have it, rendered once for all feeds that show it."""
        known = self._feed_texts.get(id(item))
        if known is None:
            if len(self._feed_texts) > _MOST_FEED_TEXTS:
                self._feed_texts.clear()
            text = self._render("partials/feed/item.html", item=item, content=self._text(item))
            html = feed_html(text, self.absolute(item.url), self.absolute).strip()
            known = self._feed_texts[id(item)] = item, html
        return known[1]

    def _text(self, page: TextPage) -> Html:
        """The text of a page as HTML, or the part of it that the page shows."""
        placed = self._placed(page)
        text = _marked(page, placed)
        if page.has_parts and "<!--" in text:
            text = NEXT_PAGE.sub(f"\n\n{_BREAK}\n\n" if page.part else "", text)
        html = self._html(text, page)
        if page.part:
            # Split as late as this, a part finds the notes and references that stand in another.
            every = [part for part in _SPLIT_MARK.split(html) if part.strip()] or [""]
            one = every[min(page.part, len(every)) - 1].strip("\n")
            html = balanced(one) if html.count(_BREAK) > html.count(f"<p>{_BREAK}</p>") else one
            html = html.replace('href="#fn', f'href="{page.whole}#fn')
        html = self.layout.with_ad(html) if page.has_ads else html
        return Html(_with_placed(html, placed) if placed else html)

    def _html(self, text: str, page: TextPage) -> str:
        """What Markdown makes of a text; plain prose takes the fast path, which gives the same."""
        links = dict(page.links)
        fast = self.markup.prose(text, page.path, links)
        html = self.markup.convert(text, page.path, links) if fast is None else fast
        if has_from_right(html) and not _is_from_right(page):
            html = _BLOCK.sub(_with_direction, html)
        if "<img " not in html:
            return html
        pictures = {self.markup.resolve(page.path, links, src): value for src, value in page.pictures}
        html = galleries(html, pictures)
        return body_images.responsive_images(html, pictures) if pictures else html

    def _placed(self, page: TextPage) -> list[Placed]:
        """What stands in the place of parts of a text: read-also cards first, then embeds and players."""
        partials = _partials(page)
        cards = [
            Placed(insert.start, insert.end, self.fragment(f"{partials}read_also.html", insert.card))
            for insert in page.read_alsos
        ]
        taken = [(card.start, card.end) for card in cards] + list(page.dropped)
        others = (*self._embeds(page), *self._players(page))
        return cards + [one for one in others if not any(a < one.end and one.start < b for a, b in taken)]

    def _embeds(self, page: TextPage) -> Iterator[Placed]:
        """Cards of the addresses that stand alone; where a frame may not be shown, a link."""
        for found in lone_addresses(page.text):
            if is_known_frame(found.embed.frame, self.config.embeds):
                html = self._render(f"{_partials(page)}embed.html", embed=found.embed)
                yield Placed(found.start, found.end, html)
            elif not found.is_html:
                yield Placed(found.start, found.end, markdown=f"<{found.embed.page}>")

    def _players(self, page: TextPage) -> Iterator[Placed]:
        players = dict(page.players)
        language = getattr(page, "language", "") or self.config.language
        for found in lone_files(page.text) if players else ():
            if player := players.get(found.name):
                values = {"player": player, "caption": found.caption, "language": language}
                yield Placed(found.start, found.end, self._render(f"{_partials(page)}player.html", **values))

    def _render(self, name: str, **values: object) -> str:
        return self.theme.render(name, site=self.info, t=self.theme.words, **values)

    def fragment(
        self,
        name: str,
        card: Card,
        level: int = 0,
        part: int = 0,
        clock_since: str = "",
        *,
        eager: bool = False,
    ) -> Html:
        """A card as a template shows it, rendered once for all pages that show it so.

        It has its clock if it is of the day `clock_since` or later; its picture is loaded at once if it is
        the first of the page (`eager`).
        """
        is_new = clock_since and self.dates.day_iso(card.date) >= clock_since
        clock = self.dates.clock(card.date) if is_new else ""
        key = (name, id(card), level, part, clock, eager)
        known = self._fragments.get(key)
        if known is None:
            if len(self._fragments) > _MOST_FRAGMENTS:
                self._fragments.clear()
            text = self.theme.render(
                name,
                card=card,
                level=level,
                part=part,
                clock=clock,
                eager=eager,
                site=self.info,
                t=self.theme.words,
            )
            known = self._fragments[key] = card, Html(text)
        return known[1]


def _is_from_right(page: TextPage) -> bool:
    return isinstance(page, ArticlePage | FeedItem) and is_from_right(page.language)


def _partials(page: TextPage) -> str:
    """Where the templates of what stands in a text are: feeds have links in place of cards and players."""
    return "partials/feed/" if isinstance(page, FeedItem) else "partials/"


def _cdata(html: str) -> Html:
    """HTML as it stands in XML."""
    return _html(f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>")


def _with_direction(tag: re.Match[str]) -> str:
    """A block up to the next one; if letters in it are written from the right, the first tells where to."""
    is_plain = " dir=" in tag[2] or not has_from_right(tag[3])
    return tag[0] if is_plain else f'<{tag[1]} dir="auto"{tag[2]}{tag[3]}'


def _marked(page: TextPage, placed: list[Placed]) -> str:
    """The text without what is dropped, and with a mark as a paragraph of its own for what is placed."""
    cuts = [(one.start, one.end, one.markdown or _MARK.format(n)) for n, one in enumerate(placed)]
    cuts += [(start, end, "") for start, end in page.dropped]
    pieces, at = [], 0
    for start, end, mark in sorted(cuts, key=lambda cut: cut[:2]):
        pieces += [_public(page.text[at:start]), f"\n\n{mark}\n\n"]
        at = end
    return "".join([*pieces, _public(page.text[at:])])


def _with_placed(html: str, placed: list[Placed]) -> str:
    """A text with what is placed in it in the place of the marks, and of the paragraphs around these."""
    before, *pieces = html.split("\ue000")
    out = [before]
    for piece in pieces:
        number, _, behind = piece.partition("\ue001")
        out[-1] = out[-1].removesuffix("<p>")
        out += [placed[int(number)].html.rstrip("\n"), behind.removeprefix("</p>")]
    return "".join(out)


def _public(text: str) -> str:
    """Text without the characters that are marks here, and without references to them."""
    if "\ue000" in text or "\ue001" in text:
        text = _PRIVATE.sub("", text)
    return _PRIVATE_REFERENCE.sub("\ufffd", text) if "&#" in text else text


def _headline(shown: Page | Card) -> Html:
    """The attributes of a headline: long ones are set in smaller type."""
    size = next((name for least, name in _LENGTHS if len(shown.title) >= least), "")
    own = _language(shown) if isinstance(shown, Card | ArticlePage) else ""
    return _html(f' class="{size}"{own}' if size else own)


def _language(shown: Card | ArticlePage | FeedItem | Translation) -> Html:
    """The attributes for the text of an article in another language than the site's, or from the right."""
    if shown.language:
        side = ' dir="rtl"' if is_from_right(shown.language) else ""
        return Html(' lang="{}"{}').format(shown.language, Html(side))
    return _html(' dir="auto"' if has_from_right(shown.title) else "")


def _quoted(value: Any) -> str:
    """A text as a part of an address, as Jinja's `urlencode` gives it."""
    if type(value) is not str or "%" in value:
        return do_urlencode(value)
    return _NOT_IN_ADDRESS.sub(lambda found: _quote(found[0]), value.replace(" ", "%20"))


def _json(value: Any) -> Html:
    """JSON that can stand in a script element."""
    if type(value) is str and not _NOT_IN_JSON.search(value):
        return _html(f'"{value}"')
    text = msgspec.json.encode(value).decode()
    return _html(_UNSAFE.sub(lambda found: _UNSAFE_JSON[found[0]], text) if _UNSAFE.search(text) else text)
