"""All pages of a newspaper as of now: every address, and the value behind each."""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from urllib.parse import unquote

from newsgen.config import Config, MenuItem
from newsgen.content.article import Picture as NamedPicture
from newsgen.content.article import Standing, Status
from newsgen.content.body import Outline
from newsgen.content.reader import AUTHORS, PAGES
from newsgen.errors import Problem
from newsgen.index import order_state
from newsgen.index.articles import Store
from newsgen.index.order import Order
from newsgen.index.resolver import term_slug
from newsgen.index.rows import ArticleRow, unpack
from newsgen.index.view import View
from newsgen.pages import articles, cards, catalogue, feeds, keys, lists, periods, photos, standing
from newsgen.pages.info import SiteInfo
from newsgen.pages.pictures import Picture
from newsgen.pages.values import LABELS, Card, Link, Owner, Page, SitemapEntry
from newsgen.urls import LISTS, Urls, is_remote, linked_file, list_pages

_WORDS = {"id": ("Beranda", "Indeks"), "en": ("Home", "Archive")}
_FINDERS = (
    lists.find, periods.find, feeds.find, photos.find, cards.find, articles.find, standing.find,
)  # fmt: skip


class Edition:
    """The pages of one site at one moment. `warnings` gathers what pages found odd while being made."""

    def __init__(self, config: Config, store: Store, view: View, order: Order | None = None) -> None:
        self.config = config
        self.store = store
        self.view = view
        self._order = order
        self.urls = Urls(config)
        self.warnings: list[Problem] = []
        self.name = lru_cache(maxsize=None)(self._name)
        self.term = lru_cache(maxsize=None)(self._term)
        self.cards = lru_cache(maxsize=16384)(self._card)
        self.latest_until = lru_cache(maxsize=4096)(self._latest_until)

    @cached_property
    def order(self) -> Order:
        """The order of all listed articles, read when it is first asked for."""
        return self._order or order_state.load(self.store)

    @cached_property
    def few(self) -> dict[int, tuple[str, Owner]]:
        """Address and owner of the pages that are made whenever anything changed, by key."""
        found: dict[int, tuple[str, Owner]] = {}
        for url, owner in catalogue.few(self):
            found.setdefault(keys.few(url), (url, owner))
        return found

    def page(self, url: str) -> Page | None:
        """The value of the page at an address, or None."""
        if not url.startswith(self.urls.root):
            return None
        path = unquote(url[len(self.urls.root) :])
        for find in _FINDERS:
            if page := find(self, url, path):
                return page
        return None

    @cached_property
    def photos(self) -> photos.Shown:
        return photos.shown(self)

    @cached_property
    def info(self) -> SiteInfo:
        c, a = self.config, self.urls
        home, archive = _WORDS[c.language]
        sections = self.order.slugs("section")
        pages = [Link(page.title, a.page(slug)) for slug, page in self.standing_pages.items()]
        return SiteInfo(
            title=c.title,
            tagline=c.tagline,
            description=c.description or c.tagline,
            base_url=c.base_url,
            root=a.root,
            language=c.language,
            timezone=c.timezone,
            logo=self.src(c.logo, "newsgen.yaml") if c.logo else "",
            accent=c.accent,
            menu=self._menu(c.menu)
            if c.menu is not None
            else tuple(self.term("section", s) for s in sections),
            footer=self._menu(c.footer) if c.footer is not None else tuple(pages),
            social=tuple(Link(name, url) for name, url in c.social.items()),
            whatsapp_channel=c.whatsapp_channel,
            publisher=c.publisher or c.title,
            masthead=c.masthead,
            comments=c.comments,
            latest=c.latest,
            archive=Link(archive, a.period()),
            home=Link(home, a.root),
            preview=cards.own(self),
        )

    def _menu(self, items: tuple[MenuItem, ...]) -> tuple[Link, ...]:
        return tuple(Link(item.title, self.href(item.url)) for item in items)

    # what stands outside the stream of news

    @cached_property
    def standing_pages(self) -> dict[str, Standing]:
        return {record.slug: record for record in self.standing(PAGES)}

    @cached_property
    def page_slugs(self) -> dict[str, str]:
        return {page.path: slug for slug, page in self.standing_pages.items()}

    @cached_property
    def author_files(self) -> dict[str, Standing]:
        return {record.slug: record for record in self.standing(AUTHORS)}

    def standing(self, folder: str) -> Iterator[Standing]:
        """The records of a folder's files, in the order of their paths."""
        for row in self.store.files_below(folder):
            record = unpack(row.kept).record if row.kept else None
            if isinstance(record, Standing) and (self.view.drafts or record.status is not Status.DRAFT):
                yield record

    # names and links

    def _name(self, kind: str, slug: str) -> str:
        if kind == "author" and slug in self.author_files:
            return self.author_files[slug].title
        term = self.order.terms.get((kind, slug))
        return term.name if term else slug

    def _term(self, kind: str, slug: str) -> Link:
        """The link to a list, named as its oldest article writes it."""
        return Link(self.name(kind, slug), self.urls.list(kind, slug))

    def term_named(self, kind: str, name: str) -> Link:
        return self.term(kind, term_slug(name))

    def href(self, url: str) -> str:
        """A typed address as it stands in a page: one from the root gets the site's path before it."""
        if is_remote(url) or not url.startswith("/"):
            return url
        return self.urls.from_root(url)

    def src(self, src: str, owner: str) -> str:
        """The address of a picture that the file `owner` names: beside it, or from `content/`."""
        if is_remote(src):
            return src
        plain = unquote(src)
        for path in (linked_file(owner, plain), linked_file("", plain)):
            if path and self.store.has_media(path):
                return self.urls.file(path)
        self.warn(owner, f"the picture `{src}` does not exist", "check its path")
        return self.urls.file(linked_file("", plain))

    def warn(self, path: str, message: str, hint: str) -> None:
        self.warnings.append(Problem(path, 0, 0, message, hint))

    def links(self, path: str, outline: Outline) -> tuple[tuple[str, str], ...]:
        """A text's links to files of articles and pages, with the addresses that they mean."""
        found = []
        for link in outline.links:
            target = linked_file(path, link)
            if row := self.store.article_at(target):
                found.append((link, row.url))
            elif slug := self.page_slugs.get(target):
                found.append((link, self.urls.page(slug)))
            else:
                self.warn(path, f"there is no `{link}` to link to", "check its path")
        return tuple(found)

    def picture(self, picture: NamedPicture | None, owner: str) -> Picture | None:
        return photos.picture(self, picture, owner)

    # cards

    def card(self, row: ArticleRow) -> Card:
        return self.cards(row.id)

    def card_at(self, position: int) -> Card:
        return self.cards(int(self.order.ids[position]))

    def _card(self, article_id: int) -> Card:
        row = self.store.glimpse(article_id)
        shown = row.shown
        article = shown.record
        return Card(
            url=row.url,
            title=article.title,
            date=article.date,
            section=self.term("section", row.section) if row.section else None,
            summary=article.summary or shown.outline.summary,
            image=self.picture(article.image, row.path),
            label=LABELS.get(article.status, ""),
            corrected=bool(article.corrections),
            updated=article.updated is not None and article.updated.at > article.date.at,
        )

    # the latest news

    def latest(self, day: str | None) -> tuple[Card, ...]:
        """The sidebar of a page that is of a day, month or year (`2018`, `2018-08`); None is of now."""
        frozen = self.config.latest == "frozen" and day is not None
        return self.latest_until(self.order.period(day).stop if frozen and day else len(self.order.ids))

    def _latest_until(self, end: int) -> tuple[Card, ...]:
        return self.newest(range(end), self.config.latest_count)

    def newest(self, positions: Sequence[int], count: int) -> tuple[Card, ...]:
        """The cards of the last `count` of these positions, newest first."""
        return tuple(self.card_at(position) for position in reversed(positions[-count:])) if count else ()

    # lists

    @cached_property
    def page_entries(self) -> list[SitemapEntry]:
        return feeds.page_entries(self)

    def list_slugs(self, kind: str) -> list[str]:
        """The slug of every list of a kind; an author with a file needs no article."""
        found = self.order.slugs(kind)
        return sorted({*found, *self.author_files}) if kind == "author" else found

    def all_lists(self) -> Iterator[tuple[str, str, int]]:
        """Kind, slug and number of numbered pages of every list, the front page's first."""
        per_page = self.config.per_page
        lists = [(kind, slug) for kind in LISTS for slug in self.list_slugs(kind)]
        for kind, slug in [("home", ""), *lists]:
            yield kind, slug, list_pages(self.order.count(kind, slug), per_page)
