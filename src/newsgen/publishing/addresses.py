"""The addresses that were published and that no page has any more: which they are, and what would keep them.

A page that goes takes its address away in the moment when a build removes its file: from then on the address
is remembered, and each build warns of it, until a page answers there again or it is let go.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from newsgen.content.article import Document, Status
from newsgen.content.reader import LIST_FOLDERS, is_article_file, key_line
from newsgen.errors import Problem
from newsgen.index.database import Database
from newsgen.index.rows import FormerFile, LostRow
from newsgen.index.view import micros
from newsgen.pages.documents import DocumentFile
from newsgen.pages.kind import Lasting, PageKind
from newsgen.pages.snapshot import Snapshot

ADDRESS = "address"  # the kind of these warnings
_MOST_NAMED = 20  # of a page kind; the others are counted
_DROP = "`newsgen keep --drop {url}` lets it go"


class Heir(msgspec.Struct, frozen=True):
    """The file that holds a story now whose address is lost, and where that is; empty if it is not shown."""

    path: str
    url: str


class LostAddresses(msgspec.Struct, frozen=True):
    """The addresses that no page has: `rows` are all of them, `new` those that this build takes away.

    `answered` are files of an output folder that pages have again; `settled` those whose addresses were let
    go, and are gone with this build.
    """

    rows: tuple[LostRow, ...] = ()
    new: tuple[LostRow, ...] = ()
    answered: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


def lost_addresses(
    database: Database,
    folder: str,
    removed: Iterable[tuple[str, int]],
    holds: Callable[[str], bool],
    kind_of: Callable[[int], PageKind | None],
) -> LostAddresses:
    """What is lost from an output folder once addresses have left it, given as files with the keys of pages.

    `holds` says whether a page that may have moved has a file now; `kind_of` gives the kind of a page that
    may be gone.
    """
    known, leaving = database.addresses.lost(folder), dict(removed)

    def is_held(file: str) -> bool:
        is_known = database.outputs.holds(folder, file) or database.addresses.answered_at(folder, file)
        return holds(file) or bool(file not in leaving and is_known)

    dropped = {row.file for row in known if row.dropped}
    new = [
        _row(database, folder, file, kind, lasting)
        for file, key in leaving.items()
        if (kind := kind_of(key))
        and (lasting := kind.lasting(key))
        and file not in dropped
        and not database.addresses.is_unpublished(folder, file)
    ]
    taken = {row.file for row in new}
    others = [row for row in known if row.file not in taken]
    rows = [row for row in others if not row.dropped and not is_held(row.file)]
    return LostAddresses(
        rows=tuple(sorted([*rows, *new], key=_by_file)),
        new=tuple(new),
        answered=tuple(row.file for row in others if is_held(row.file)),
        settled=tuple(dropped & leaving.keys()),
    )


def _by_file(row: LostRow) -> str:
    return row.file


def _row(database: Database, folder: str, file: str, kind: PageKind, lasting: Lasting) -> LostRow:
    """All that is known of the page that a file held."""
    row = LostRow(folder, file, kind.name, lasting.hint, id=lasting.file, is_story=int(lasting.is_story))
    if lasting.file and (former := database.addresses.former_file(lasting.file)):
        article = former.article
        is_removed = article is not None and article.status is Status.REMOVED  # nothing of it may come back
        return msgspec.structs.replace(
            row,
            id=0 if _is_replaced(database, former) else former.id,
            path=former.path,
            digest=former.digest,
            key="" if is_removed else former.key,
            title=article.title if article and not is_removed else "",
            is_story=int(bool(row.is_story) and not is_removed),
            at=micros(article.date.at) if article else 0,
        )
    if lasting.file and (found := database.files.get(lasting.file)):
        target = database.articles.target_at(found.path)
        return msgspec.structs.replace(
            row, path=found.path, digest=found.digest, key=target.key if target else ""
        )
    if lasting.term and (term := database.addresses.former_term(lasting.term)):
        return msgspec.structs.replace(
            row, list=term.kind, slug=term.slug, name=term.name, heir=term.heir, heir_slug=term.heir_slug
        )
    return row


def _is_replaced(database: Database, former: FormerFile) -> bool:
    """Whether the story of another file was moved into the place of this one."""
    now = database.files.get(former.id)
    return bool(now and now.digest != former.digest and database.addresses.was_elsewhere(now.digest, now.id))


# what would keep them


class Heirs:
    """Finds the files that hold the stories of lost addresses now."""

    def __init__(self, snapshot: Snapshot, rows: Iterable[LostRow]) -> None:
        self._snapshot = snapshot
        self._database = snapshot.database
        digests = {row.digest for row in rows if row.digest}
        self._by_digest = self._database.files.with_digests(digests) if digests else {}

    def find(self, row: LostRow) -> Heir | None:
        """The text that a row's page is in now: where the same story is, else what its file became."""
        path = self._path(row)
        return Heir(path, self._url(path)) if path and is_article_file(path) else None

    def _path(self, row: LostRow) -> str:
        database = self._database
        own = database.files.get(row.id) if row.id else None
        if own and own.digest == row.digest:
            return own.path
        if row.digest in self._by_digest:
            return self._by_digest[row.digest]
        titled = database.articles.paths_titled(row.key) if row.key else []
        if own and own.path in titled:
            return own.path
        if len(titled) == 1 and self._is_of(titled[0], row.at):
            return titled[0]
        return own.path if own else ""

    def _is_of(self, path: str, at: int) -> bool:
        """Whether the article in a file has a date, if that is known: many share a headline."""
        row = self._database.articles.at(path)
        return not at or row is None or micros(row.article.date.at) == at

    def _url(self, path: str) -> str:
        """The address of the page that a file has; empty if it has none."""
        if url := self._database.articles.url_of(path):
            return url
        file = self._database.files.at(path)
        record = file.unpacked.record if file and file.unpacked else None
        if file and isinstance(record, Document) and self._snapshot.view.shows_document(record):
            return self._snapshot.document_url(DocumentFile(file, record))
        return ""


def address_warnings(snapshot: Snapshot, rows: Iterable[LostRow]) -> Iterator[Problem]:
    """A warning for each lost address, with what would keep it; of very many of a kind, one for all."""
    by_kind: dict[str, list[LostRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    few = [row for some in by_kind.values() if len(some) <= _MOST_NAMED for row in some]
    heirs = Heirs(snapshot, few)
    for row in few:
        yield _warning(snapshot, row, heirs.find(row))
    for kind, some in by_kind.items():
        if len(some) > _MOST_NAMED:
            urls = tuple(snapshot.urls.at_file(row.file) for row in some[:3])
            message = f"nothing stands any more at published addresses ({kind})"
            hint = "`newsgen keep` lists them, and what would keep each"
            yield Problem("content", 0, 0, message, hint, kind=ADDRESS, count=len(some), files=urls)


def _warning(snapshot: Snapshot, row: LostRow, heir: Heir | None) -> Problem:
    url = snapshot.urls.at_file(row.file)
    drop = _DROP.format(url=url)
    gone = f"nothing stands any more at the published address {url}"
    if heir and heir.url and can_be_alias(snapshot, url):
        line = key_line(snapshot.content / heir.path, heir.path, "aliases")
        alias = snapshot.urls.as_alias(url)
        message = f"{gone}: what stood there is at {heir.url} now"
        hint = f"add `aliases: [{alias}]` to this file, or let `newsgen keep` do it; {drop}"
        return Problem(heir.path, line, min(line, 1), message, hint, url, kind=ADDRESS)
    if heir:
        line = key_line(snapshot.content / heir.path, heir.path, "status", "date")
        message = f"{gone}: this is not shown (a draft, or not due yet)"
        hint = f"show it, or withdraw it instead: `status: withdrawn` with its `reason`; {drop}"
        return Problem(heir.path, line, min(line, 1), message, hint, url, kind=ADDRESS)
    if is_article_file(row.path) and is_left_out(snapshot, row.path):
        hint = f"correct it, or withdraw it instead: `status: withdrawn` with its `reason`; {drop}"
        return Problem(row.path, 0, 0, f"{gone}: this file can't be used", hint, url, kind=ADDRESS)
    if snapshot.database.files.has_media(row.path):
        hint = f"link to it from a page, or set `originals: all`; {drop}"
        return Problem(
            row.path, 0, 0, f"{gone}: this file is not published any more", hint, url, kind=ADDRESS
        )
    if path := merging_file(snapshot, row):
        message = f"{gone}: the articles of the {row.list} `{row.name}` are in `{row.heir}` now"
        hint = f"write `merge_into: {row.heir_slug}` into content/{path}, or let `newsgen keep` do it; {drop}"
        return Problem("content", 0, 0, message, hint, url, kind=ADDRESS)
    what = f": no article is in the {row.list} `{row.name}`" if row.name else ""
    return Problem(row.path or "content", 0, 0, gone + what, f"{row.hint}; {drop}", url, kind=ADDRESS)


def can_be_alias(snapshot: Snapshot, url: str) -> bool:
    """Whether a redirect can stand at an address: not where readers expect another kind of file."""
    return snapshot.urls.alias(snapshot.urls.as_alias(url)) == url


def is_left_out(snapshot: Snapshot, path: str) -> bool:
    """Whether a file is there that can't be read, or whose page can't be made."""
    return snapshot.database.files.at(path) is None and (snapshot.content / path).is_file()


def merging_file(snapshot: Snapshot, row: LostRow) -> str:
    """The file, from `content/`, that merges a list that went into the one that has its articles now.

    Then both its address and its feed answer. Empty if there is no such list, or they would stand elsewhere.
    """
    if not row.heir:
        return ""
    urls, path = snapshot.urls, f"{LIST_FOLDERS[row.list]}{row.slug}.md"
    feeds = (urls.feed(row.list, row.slug, name) for name in urls.feed_names)
    answered = (urls.list(row.list, row.slug), *feeds)
    return "" if urls.at_file(row.file) not in answered or (snapshot.content / path).exists() else path
