"""The layout of every page (masthead, footer, advertisements, policy), rendered once and cached."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cached_property, lru_cache
from hashlib import sha256
from types import SimpleNamespace

import msgspec
from markupsafe import Markup as Html

from newsgen.config import Config
from newsgen.content.article import When
from newsgen.pages.values import Page, SiteInfo
from newsgen.rendering.theme import Theme

_SLOTS = ("top", "in_article", "sidebar")
_AD_AFTER = 3  # paragraphs before the advertisement in an article
_PARAGRAPH_BREAK = "</p>\n<p>"  # between two paragraphs, of the text itself or inside a quotation


class Layout:
    """The parts of a site's pages that do not depend on an article. All texts are safe HTML."""

    def __init__(self, config: Config, info: SiteInfo, theme: Theme) -> None:
        self.info = info
        self.theme = theme
        self.accent_style = accent_style(config)
        self.policy = policy(config)
        self._services = config.services
        self._menu = {link.url for link in info.menu}
        self._masthead = lru_cache(maxsize=256)(self._render_masthead)

    def masthead(self, page: Page) -> Html:
        """The masthead: the front page shows the date of its newest article, others mark their section."""
        url = page.crumbs[1].url if len(page.crumbs) > 1 else page.url
        here = url if url in self._menu else ""
        return self._masthead(page.url == self.info.home.url, here, page.masthead_date)

    def _render_masthead(self, front: bool, here: str, date: When | None) -> Html:
        return self._render("partials/masthead.html", front=front, here=here, date=date)

    @cached_property
    def icon(self) -> str:
        """The address of the newsroom's own drawing for browsers' tabs, or an empty string."""
        return self.theme.asset("favicon.svg") if "favicon.svg" in self.theme.asset_names else ""

    @cached_property
    def footer(self) -> Html:
        consent = any(service.consent for service in self._services)
        return self._render("partials/footer.html", consent=consent)

    @cached_property
    def services(self) -> Html:
        """What loads the scripts of other hosts, and asks for a reader's consent; empty without any."""
        if not self._services:
            return Html("")
        needs = ("src", "consent", "data", "queue", "slots")
        loaded = [{name: getattr(service, name) for name in needs} for service in self._services]
        names = dict.fromkeys(service.name for service in self._services if service.consent)
        loader = msgspec.json.encode(loaded).decode()
        return self._render("partials/services.html", loaded=loader, names=", ".join(names))

    @cached_property
    def channel(self) -> Html:
        return self._render("partials/channel.html")

    @cached_property
    def ads(self) -> SimpleNamespace:
        """The advertisement of each slot; empty for one without."""
        return SimpleNamespace(**{slot: Html(self._render(f"ads/{slot}.html").strip()) for slot in _SLOTS})

    def with_ad(self, text: str) -> str:
        """An article's text with the advertisement after its third paragraph, unless that is the last."""
        if not self.ads.in_article:
            return text
        paragraphs = text.split(_PARAGRAPH_BREAK, _AD_AFTER)
        if len(paragraphs) <= _AD_AFTER:
            return text
        label = Html.escape(self.theme.words.advertisement)
        ad = f'</p>\n<aside class="ad" aria-label="{label}">\n{self.ads.in_article}\n</aside>\n<p>'
        return _PARAGRAPH_BREAK.join(paragraphs[:_AD_AFTER]) + ad + paragraphs[_AD_AFTER]

    def _render(self, name: str, **values: object) -> Html:
        return Html(self.theme.render(name, site=self.info, t=self.theme.words, **values))


def accent_style(config: Config) -> Html:
    """The only inline style of a page: the accent colour of the site."""
    return Html(f":root{{--accent:{config.accent}}}" if config.accent else "")


def policy(config: Config) -> Html:
    """The Content-Security-Policy of every page: scripts and styles come from the site alone.

    Images and media may come from any host by https, frames from the hosts of `embeds`. Analytics,
    advertisements, comments and other scripts of the settings open it for the hosts that they need.
    """
    services = (*config.services, *filter(None, [config.comments_service]))
    frames = _sources("", config.embeds, *(service.frames for service in services)) or "'none'"
    styles = "'self'"
    if config.accent:
        styles += f" 'sha256-{b64encode(sha256(accent_style(config).encode()).digest()).decode()}'"
    rules = {
        "default-src": "'none'",
        "script-src": _sources("'self'", *(service.scripts for service in services)),
        "style-src": _sources(styles, *(service.styles for service in services)),
        "img-src": "'self' data: https:",
        "media-src": "'self' https:",
        "font-src": "'self'",
        "connect-src": _sources("'self'", *(service.connects for service in services)),
        "manifest-src": "'self'",
        "frame-src": frames,
        "form-action": "'self' https://www.google.com",
        "base-uri": "'none'",
    }
    return Html("; ".join(f"{name} {sources}" for name, sources in rules.items()))


def _sources(own: str, *hosts: Iterable[str]) -> str:
    """The sources of a rule: `own` and some hosts, each once."""
    every = dict.fromkeys(f"https://{host}" for some in hosts for host in some)
    return " ".join(filter(None, (own, *every)))
