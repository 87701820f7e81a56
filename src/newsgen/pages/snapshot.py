"""The index at one moment, as page kinds see it, and the values that pages of several kinds share."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

import msgspec

from newsgen.config import Config, MenuItem
from newsgen.content import article, reader
from newsgen.content.allowlist import BLOCKED, BLOCKED_HINT, is_blocked, is_remote
from newsgen.content.article import Article, Document
from newsgen.content.body import Outline
from newsgen.content.reader import DOCUMENTS, LIST_FOLDERS, PAGES
from newsgen.content.slugs import term_slug
from newsgen.errors import ContentError, Problem
from newsgen.index import order_state
from newsgen.index.database import Database
from newsgen.index.entries import hash64
from newsgen.index.order import Integers, ListName, Order
from newsgen.index.reading import body, is_page_text
from newsgen.index.view import View
from newsgen.pages.columns import CardColumns
from newsgen.pages.documents import DocumentFile, ListFiles, documents
from newsgen.pages.list_rules import former_list_addresses
from newsgen.pages.pictures import SOCIAL, LinkPictures, Pictures, ShownPictures
from newsgen.pages.redirects import FILES, RULES, DocumentAddress, Redirects
from newsgen.pages.search_index import SearchIndex
from newsgen.pages.values import (
    LABELS,
    Author,
    Card,
    CommentService,
    Link,
    LinkPreview,
    Picture,
    Player,
    PolicyPages,
    SiteInfo,
)
from newsgen.urls import OldAddress, Urls, is_feed_alias, linked_file, picture_files

_PREFERRED = "https://www.google.com/preferences/source?q="
_WORDS = {"id": ("Beranda", "Indeks"), "en": ("Home", "Archive")}


class Snapshot:
    """What the pages of a site are made from. It does not change; `warnings` gathers what pages found wrong.

    `content` is the folder of the articles; `assets` gives the path of each asset of the theme in the site,
    and `mentions` where its templates name pictures.
    """

    def __init__(
        self,
        config: Config,
        database: Database,
        view: View,
        content: Path,
        assets: Mapping[str, str],
        order: Order | None = None,
        mentions: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self.config = config
        self.database = database
        self.view = view
        self.content = content
        self.lists = ListFiles(file for folder in LIST_FOLDERS.values() for file in self.documents(folder))
        self.urls = Urls(config, self.lists.permalinks())
        self.assets = {self.urls.root + path: name for name, path in assets.items()}
        self.pictures = Pictures(database, self.urls)
        self.warnings: list[Problem] = []
        self._order = order
        self._mentions = mentions
        self.article = lru_cache(maxsize=256)(database.articles.get)
        self.old_urls = lru_cache(maxsize=256)(database.articles.old_urls)
        self.location = lru_cache(maxsize=256)(database.articles.location)
        self.card = lru_cache(maxsize=16384)(self._card)
        self.name = lru_cache(maxsize=None)(self._name)
        self.term = lru_cache(maxsize=None)(self._term)
        self.author_of = lru_cache(maxsize=None)(self._author)
        self._cards_at = lru_cache(maxsize=4096)(self._cards)

    @cached_property
    def index_order(self) -> Order:
        """The order of all listed articles as the index has it, read when it is first asked for."""
        return self._order or order_state.load(self.database)

    @cached_property
    def order(self) -> Order:
        """The order of all listed articles, each in the lists that its own are merged into."""
        return self.index_order.merged(self.lists.targets)

    @cached_property
    def columns(self) -> CardColumns:
        described = (file.list for file in self.lists.described if file.list)
        hashes = {name: self._list_hash(*name) for name in described}
        return CardColumns(self.config, self.order, hashes)

    def _list_hash(self, kind: str, slug: str) -> int:
        """A hash over what articles show of a list that has a file."""
        shown = self.author_of(slug) if kind == "author" else self.name(kind, slug)
        return hash64(shown, self.urls.list(kind, slug))

    @cached_property
    def search_index(self) -> SearchIndex:
        return SearchIndex(self.database.headlines, self.order)

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
            comments=c.comments if isinstance(c.comments, str) else "",
            latest=c.latest,
            latest_count=c.latest_count,
            archive=Link(archive, urls.period()),
            home=Link(home, urls.root),
            search=urls.search() if c.search != "off" else "",
            searches_texts=c.search == "full",
            preview=self.section_preview(""),
            comment_service=self._comment_service(),
            policies=PolicyPages(
                **{name: self._href(url) for name, url in msgspec.structs.asdict(c.policies).items()}
            ),
            fediverse=c.fediverse.removeprefix("@"),
            preferred_source=self._preferred_source(),
        )

    def _comment_service(self) -> CommentService | None:
        service = self.config.comments_service
        if not service:
            return None
        needs = ("src", "data", "globals", "element")
        loads = msgspec.json.encode({name: getattr(service, name) for name in needs}).decode()
        return CommentService(service.name, service.host, loads)

    def _preferred_source(self) -> str:
        """Where readers tell Google that they prefer this source, or an empty string."""
        domain = self.config.own_domain
        return f"{_PREFERRED}{domain}" if self.config.preferred_source and domain else ""

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

    # static pages and lists, which have files of their own

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

    def document_url(self, document: DocumentFile) -> str:
        """The address of a static page, or of the list that a file is about or merges its own into."""
        return self.term(*document.list).url if document.list else self.page_url(document.record)

    def documents(self, folder: str) -> Iterator[DocumentFile]:
        """The static pages, or the files of lists, of a folder, in the order of their paths."""
        return documents(self.database, self.view, folder)

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
        """The name of a list: that of its file, else as its oldest article writes it."""
        file = self.lists.get(kind, slug)
        if file and file.record.title:
            return file.record.title
        term = self.order.terms.get((kind, slug))
        return term.name if term else slug

    def _term(self, kind: str, slug: str) -> Link:
        """The link to a list, or to the one that it is merged into."""
        slug = self.lists.target(kind, slug)
        return Link(self.name(kind, slug), self.urls.list(kind, slug))

    def has_feed(self, kind: str, slug: str) -> bool:
        """Whether a list has a feed; the front page always has one."""
        return kind == "home" or (kind in self.config.feeds and self.order.count(kind, slug) > 0)

    def list_warnings(self) -> list[Problem]:
        """What is odd about the files of lists."""
        if not (self.lists.described or self.lists.merged):
            return []
        own, every = (
            {ListName(*name): order.count(*name) for name in order.terms}
            for order in (self.index_order, self.order)
        )
        return [*self.lists.without_articles(every), *self.lists.without_target(own)]

    def term_named(self, kind: str, name: str) -> Link:
        return self.term(kind, term_slug(name))

    def author(self, name: str) -> Author:
        """An author as articles show them, by the name that an article gives."""
        return self.author_of(self.lists.target("author", term_slug(name)))

    def _author(self, slug: str) -> Author:
        """The author whose list has this slug, which is merged into no other."""
        link, file = self.term("author", slug), self.lists.get("author", slug)
        if file is None:
            return Author(title=link.title, url=link.url)
        record = file.record
        return Author(
            title=link.title,
            url=link.url,
            role=record.role,
            image=self.picture(record.image, file.path),
            profiles=tuple(record.social.values()),
            fediverse=record.fediverse,
        )

    # old addresses

    @cached_property
    def redirects(self) -> Redirects:
        documents = tuple(self._document_addresses())
        lists = former_list_addresses(
            self.config.redirect_rules, self.urls, self.lists, self.index_order, self.has_feed
        )
        return Redirects(self.config, self.database, documents, lists, self._own_rules())

    def _own_rules(self) -> str:
        """The text of a newsroom's own file of redirect rules, if the host reads one."""
        if FILES.get(self.config.redirects) != RULES or not self.database.files.has_media(RULES):
            return ""
        with suppress(OSError):  # it went since, and the next build sees that
            return (self.content / RULES).read_text("utf-8", "replace")
        return ""

    def _document_addresses(self) -> Iterator[DocumentAddress]:
        """The old addresses of static pages and lists, by file; that of a merged list is one of its own."""
        for document in (*self.documents(PAGES), *self.lists.described, *self.lists.merged):
            target = self.document_url(document)
            is_list = document.list is not None  # old addresses of its feed answer with the feed
            aliases = (a for a in document.record.aliases if not (is_list and is_feed_alias(a)))
            every = set(map(self.urls.old, aliases))
            if document.list:
                every.add(OldAddress(self.urls.list(*document.list)))
            unlike = {old.url: old for old in sorted(every) if old.url != target}
            for number, old in enumerate(unlike.values()):
                yield DocumentAddress(document.id, number, old, target)

    # pictures

    def picture(self, named: article.Picture | None, owner: str) -> Picture | None:
        return self.pictures.value(named, owner)

    def pictures_in(self, outline: Outline, path: str) -> tuple[tuple[str, Picture], ...]:
        """The pictures in the text of a file, by the names that are typed there."""
        pictures, problems = self.pictures.in_text(outline, path)
        self.warnings += problems
        return pictures

    def players_in(self, outline: Outline, path: str) -> tuple[tuple[str, Player], ...]:
        """The sound and video files in the text of a file, by the names that are typed there."""
        players, problems = self.pictures.players_in(outline, path)
        self.warnings += problems
        return players

    @cached_property
    def shown_pictures(self) -> ShownPictures:
        c = self.config
        typed = (item.url for item in (*(c.menu or ()), *(c.footer or ())))
        named = (c.logo, *typed, *self._mentions())
        documents = (document.path for folder in DOCUMENTS for document in self.documents(folder))
        shown = self.pictures.shown(documents, named if c.originals == "linked" else None)
        self.warnings += shown.warnings
        return shown

    def section_preview(self, section: str) -> LinkPreview | None:
        """How links are shown by the image that is drawn for a section, or for the paper."""
        page = self.term("section", section) if section else Link(self.config.title, self.urls.root)
        return self._drawn_preview(page)

    def _drawn_preview(self, page: Link) -> LinkPreview | None:
        if self.config.social_images == "off":
            return None
        return LinkPreview(self.urls.social_image(page.url), page.title, *SOCIAL)

    def preview(
        self, page: Link, image: article.Picture | None, owner: str, section: str = ""
    ) -> LinkPictures:
        """How links to a page are shown, and its pictures for search engines: its photo, else a drawn one."""
        found = self.pictures.preview(image, owner)
        if found.preview:
            return found
        is_own = self.config.social_images == "article"
        drawn = self._drawn_preview(page) if is_own else self.section_preview(section)
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

    def latest(
        self, before: int | None = None, shown: Collection[str] = (), count: int | None = None
    ) -> tuple[Card, ...]:
        """The sidebar of a page: the newest stories but for those that it shows, given by their addresses.

        Where sidebars are frozen, only stories at positions `before` one count; None is of now.
        """
        is_frozen = before is not None and self.config.latest == "frozen"
        positions = reversed(range(before if is_frozen and before is not None else len(self.order.ids)))
        others = (position for position in positions if self.card_at(position).url not in shown)
        return self._cards_at(tuple(islice(others, self.config.latest_count if count is None else count)))

    def _cards(self, positions: tuple[int, ...]) -> tuple[Card, ...]:
        return tuple(map(self.card_at, positions))
