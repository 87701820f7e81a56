"""The index at one moment, as page kinds see it, and the values that pages of several kinds share."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from newsgen.config import Config, MenuItem
from newsgen.content import article, reader
from newsgen.content.allowlist import BLOCKED, BLOCKED_HINT, is_blocked, is_remote
from newsgen.content.article import Article, Document
from newsgen.content.body import Outline
from newsgen.content.reader import AUTHORS, PAGES
from newsgen.errors import ContentError, Problem
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.entries import term_slug
from newsgen.index.order import Integers, Order
from newsgen.index.reading import body, is_page_text
from newsgen.index.rows import File
from newsgen.index.view import View
from newsgen.pages.columns import CardColumns
from newsgen.pages.pictures import SOCIAL, LinkPictures, Pictures, ShownPictures
from newsgen.pages.values import LABELS, Card, Link, LinkPreview, Picture, SiteInfo
from newsgen.urls import Urls, linked_file, picture_files


class DocumentFile(msgspec.Struct, frozen=True):
    """A static page or an author: its file and its record."""

    file: File
    record: Document

    @property
    def id(self) -> int:
        return self.file.id

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def digest(self) -> str:
        return self.file.digest.hex()

    @property
    def outline(self) -> Outline:
        assert self.file.unpacked is not None
        return self.file.unpacked.outline


_WORDS = {"id": ("Beranda", "Indeks"), "en": ("Home", "Archive")}


class Snapshot:
    """What the pages of a site are made from. It does not change; `warnings` gathers what pages found wrong.

    `content` is the folder of the articles; `assets` gives the path of each asset of the theme in the site.
    """

    def __init__(
        self,
        config: Config,
        database: Database,
        view: View,
        content: Path,
        assets: Mapping[str, str],
        order: Order | None = None,
    ) -> None:
        self.config = config
        self.database = database
        self.view = view
        self.content = content
        self.urls = Urls(config)
        self.assets = {self.urls.root + path: name for name, path in assets.items()}
        self.pictures = Pictures(database, self.urls)
        self.warnings: list[Problem] = []
        self._order = order
        self.article = lru_cache(maxsize=256)(database.articles.get)
        self.location = lru_cache(maxsize=256)(database.articles.location)
        self.card = lru_cache(maxsize=16384)(self._card)
        self.name = lru_cache(maxsize=None)(self._name)
        self.term = lru_cache(maxsize=None)(self._term)
        self._latest_until = lru_cache(maxsize=4096)(self._newest_before)

    @cached_property
    def order(self) -> Order:
        """The order of all listed articles, read when it is first asked for."""
        return self._order or order_state.load(self.database)

    @cached_property
    def columns(self) -> CardColumns:
        names = {slug: author.record.title for slug, author in self.authors.items()}
        return CardColumns(self.config, self.order, names)

    @cached_property
    def info(self) -> SiteInfo:
        c, urls = self.config, self.urls
        home, archive = _WORDS[c.language]
        sections = tuple(self.term("section", slug) for slug in self.order.slugs("section"))
        pages = tuple(
            Link(page.record.title, self.page_url(page.record)) for page in self.static_pages.values()
        )
        return SiteInfo(
            title=c.title,
            tagline=c.tagline,
            description=c.description or c.tagline,
            base_url=c.base_url,
            root=urls.root,
            language=c.language,
            timezone=c.timezone,
            logo=self._logo(c.logo) if c.logo else "",
            accent=c.accent,
            menu=self._menu(c.menu) if c.menu is not None else sections,
            footer=self._menu(c.footer) if c.footer is not None else pages,
            social=tuple(Link(name, url) for name, url in c.social.items()),
            whatsapp_channel=c.whatsapp_channel,
            publisher=c.publisher or c.title,
            masthead=c.masthead,
            comments=c.comments,
            latest=c.latest,
            archive=Link(archive, urls.period()),
            home=Link(home, urls.root),
            preview=self.drawn_preview(urls.root, c.title),
        )

    def _menu(self, items: tuple[MenuItem, ...]) -> tuple[Link, ...]:
        return tuple(Link(item.title, self._href(item.url)) for item in items)

    def _href(self, url: str) -> str:
        """A typed address as it stands in a page: one from the root gets the site's path before it."""
        return url if is_remote(url) or not url.startswith("/") else self.urls.from_root(url)

    def _logo(self, src: str) -> str:
        if is_blocked(src, self.urls.host):
            self._warn("newsgen.yaml", f"logo: {BLOCKED} `{src}`", src, BLOCKED_HINT)
        if is_remote(src):
            return src
        files = picture_files("newsgen.yaml", src)
        for path in files:
            if self.database.files.has_media(path):
                return self.urls.file(path)
        self._warn("newsgen.yaml", f"the picture `{src}` does not exist", src)
        return self.urls.file(next(iter(files), ""))

    def _warn(self, path: str, message: str, subject: str, hint: str = "check its path") -> None:
        self.warnings.append(Problem(path, 0, 0, message, hint, subject))

    # pages and authors, which have files of their own

    @cached_property
    def static_pages(self) -> dict[str, DocumentFile]:
        """By the path of their address, the static pages; of two with one, the one whose file comes first."""
        found: dict[str, DocumentFile] = {}
        for document in self.documents(PAGES):
            found.setdefault(self.urls.path(self.page_url(document.record)) or "", document)
        return found

    def page_url(self, record: Document) -> str:
        """The address of a static page."""
        return self.urls.page(record.slug, record.permalink)

    @cached_property
    def authors(self) -> dict[str, DocumentFile]:
        """By slug, the authors that have a file."""
        found: dict[str, DocumentFile] = {}
        for document in self.documents(AUTHORS):
            found.setdefault(document.record.slug, document)
        return found

    def documents(self, folder: str) -> Iterator[DocumentFile]:
        """The static pages or authors of a folder, in the order of their paths."""
        for file in self.database.files.below(folder):
            record = file.unpacked.record if file.unpacked else None
            if isinstance(record, Document) and self.view.shows_document(record):
                yield DocumentFile(file, record)

    def document(self, file: int) -> DocumentFile:
        found = self.database.files.get(file)
        assert found is not None
        assert found.unpacked is not None
        assert isinstance(found.unpacked.record, Document)
        return DocumentFile(found, found.unpacked.record)

    @cached_property
    def _page_urls(self) -> dict[str, str]:
        """The address of each static page, by the path of its file."""
        return {page.path: self.page_url(page.record) for page in self.static_pages.values()}

    def text(self, path: str, record: Article | Document) -> str:
        """The Markdown text of a record.

        Raises:
            ContentError: its file can't be read any more.
        """
        if is_page_text(path):
            return record.body
        try:
            data = reader.load(f"{self.content}/{path}")
        except OSError as error:
            message = f"can't be read any more: {error.strerror}"
            raise ContentError(Problem(path, 0, 0, message, "build again")) from error
        return body(path, data, self.config.zone)

    def links(self, path: str, outline: Outline) -> tuple[tuple[str, str], ...]:
        """A text's links to files of articles and pages, with the addresses that they mean."""
        links = []
        for link in outline.links:
            file = linked_file(path, link)
            if url := self.database.articles.url_of(file) or self._page_urls.get(file):
                links.append((link, url))
            else:
                self._warn(path, f"there is no `{link}` to link to", link)
        return tuple(links)

    def path(self, file: int) -> str:
        """The path of a file in `content/`."""
        location = self.location(file)
        return location.path if location else self.database.files.path(file)

    # lists and their names

    def _name(self, kind: str, slug: str) -> str:
        if kind == "author" and slug in self.authors:
            return self.authors[slug].record.title
        term = self.order.terms.get((kind, slug))
        return term.name if term else slug

    def _term(self, kind: str, slug: str) -> Link:
        """The link to a list, named as its oldest article writes it."""
        return Link(self.name(kind, slug), self.urls.list(kind, slug))

    def term_named(self, kind: str, name: str) -> Link:
        return self.term(kind, term_slug(name))

    # pictures

    def picture(self, named: article.Picture | None, owner: str) -> Picture | None:
        return self.pictures.value(named, owner)

    def pictures_in(self, outline: Outline, path: str) -> tuple[tuple[str, Picture], ...]:
        """The pictures in the text of a file, by the names that are typed there."""
        pictures, problems = self.pictures.in_text(outline, path)
        self.warnings += problems
        return pictures

    @cached_property
    def shown_pictures(self) -> ShownPictures:
        documents = (document.path for folder in (PAGES, AUTHORS) for document in self.documents(folder))
        shown = self.pictures.shown(documents)
        self.warnings += shown.warnings
        return shown

    def drawn_preview(self, url: str, title: str) -> LinkPreview | None:
        """How links to a page without a photo are shown."""
        return LinkPreview(self.urls.social_image(url), title, *SOCIAL) if self.config.social_cards else None

    def preview(self, url: str, title: str, image: article.Picture | None, owner: str) -> LinkPictures:
        """How links to a page are shown, and its pictures for search engines: its photo, else a drawn one."""
        found = self.pictures.preview(image, owner)
        drawn = None if found.preview else self.drawn_preview(url, title)
        return LinkPictures(drawn, (drawn.src,)) if drawn else found

    # cards

    def _card(self, article_id: int) -> Card:
        row = self.article(article_id)
        assert row is not None
        article = row.article
        return Card(
            url=row.url,
            title=article.title,
            date=article.date,
            section=self.term("section", row.section) if row.section else None,
            summary=article.summary or row.outline.summary,
            image=self.picture(article.image, row.path),
            label=LABELS.get(article.status, ""),
            language=article.language if article.language != self.config.language else "",
            corrected=bool(article.corrections),
            updated=article.updated is not None and article.updated.at > article.date.at,
        )

    def card_at(self, position: int) -> Card:
        return self.card(int(self.order.ids[position]))

    def newest(self, positions: Sequence[int] | Integers, count: int) -> tuple[Card, ...]:
        """The cards of the last `count` of these positions, newest first."""
        return tuple(self.card_at(position) for position in reversed(positions[-count:])) if count else ()

    def latest(self, period: str | None) -> tuple[Card, ...]:
        """The sidebar of a page that is of a day, month or year (`2018`, `2018-08`); None is of now."""
        frozen = self.config.latest == "frozen" and period
        return self._latest_until(
            self.order.period(period).stop if frozen and period else len(self.order.ids)
        )

    def _newest_before(self, end: int) -> tuple[Card, ...]:
        return self.newest(range(end), self.config.latest_count)
