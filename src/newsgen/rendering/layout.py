"""What stands around every page, rendered once for all that share it: masthead, footer, ad slots, policy."""

from base64 import b64encode
from functools import cached_property, lru_cache
from hashlib import sha256
from types import SimpleNamespace

from markupsafe import Markup as Html

from newsgen.config import Config
from newsgen.content.article import When
from newsgen.pages.values import Page, SiteInfo
from newsgen.rendering.theme import Theme

_SLOTS = ("top", "in_article", "sidebar")
_AFTER = 3  # the paragraph that the advertisement in an article follows
_BETWEEN = "</p>\n<p>"  # two paragraphs at the top of a text, or deep in a quotation: both may be parted


class Frame:
    """The parts of one site's pages that no article changes. All texts are safe HTML."""

    def __init__(self, config: Config, info: SiteInfo, theme: Theme) -> None:
        self.info = info
        self.theme = theme
        self.look = look(config)
        self.policy = policy(config)
        self._menu = {link.url for link in info.menu}
        self._masthead = lru_cache(maxsize=256)(self._render_masthead)

    def masthead(self, page: Page) -> Html:
        """The head of a page: the front page bears the day of its newest article, others their section."""
        at = page.crumbs[1].url if len(page.crumbs) > 1 else page.url
        date = page.masthead_date
        here = at if at in self._menu else ""
        return self._masthead(page.url == self.info.home.url, here, date)

    def _render_masthead(self, front: bool, here: str, date: When | None) -> Html:
        return self._part("partials/masthead.html", front=front, here=here, date=date)

    @cached_property
    def icon(self) -> str:
        """The address of the browser's icon: the newsroom's own, else the drawing in the sheet of icons."""
        names = self.theme.asset_names
        return self.theme.asset("favicon.svg" if "favicon.svg" in names else "icons.svg")

    @cached_property
    def footer(self) -> Html:
        return self._part("partials/footer.html")

    @cached_property
    def channel(self) -> Html:
        return self._part("partials/channel.html")

    @cached_property
    def ads(self) -> SimpleNamespace:
        """The advertisement of every slot; empty texts take no room."""
        return SimpleNamespace(**{slot: Html(self._part(f"ads/{slot}.html").strip()) for slot in _SLOTS})

    def with_ad(self, text: str) -> str:
        """The text of an article with the advertisement after its third paragraph, if more follows."""
        if not self.ads.in_article:
            return text
        pieces = text.split(_BETWEEN, _AFTER)
        if len(pieces) <= _AFTER:
            return text
        label = Html.escape(self.theme.words.advertisement)
        ad = f'</p>\n<aside class="ad" aria-label="{label}">\n{self.ads.in_article}\n</aside>\n<p>'
        return _BETWEEN.join(pieces[:_AFTER]) + ad + pieces[_AFTER]

    def _part(self, name: str, **values: object) -> Html:
        return Html(self.theme.render(name, site=self.info, t=self.theme.words, **values))


def look(config: Config) -> Html:
    """The only style that stands in a page: the newspaper's own colour."""
    return Html(f":root{{--accent:{config.accent}}}" if config.accent else "")


def policy(config: Config) -> Html:
    """The Content-Security-Policy of every page: nothing runs, and nothing is shown, from elsewhere.

    Pictures and sound may come from any host by https, frames from those of `embeds`.
    """
    frames = " ".join(f"https://{host}" for host in config.embeds) or "'none'"
    styles = "'self'"
    if config.accent:
        styles += f" 'sha256-{b64encode(sha256(look(config).encode()).digest()).decode()}'"
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": styles,
        "img-src": "'self' data: https:",
        "media-src": "'self' https:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": frames,
        "form-action": "'self' https://www.google.com",
        "base-uri": "'none'",
    }
    return Html("; ".join(f"{name} {sources}" for name, sources in rules.items()))
