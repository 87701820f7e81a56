"""The texts that are no articles: static pages, and what a newsroom says of its lists."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from newsgen.content.article import Document
from newsgen.content.body import Outline
from newsgen.content.reader import LIST_FOLDERS
from newsgen.errors import Problem, nearest
from newsgen.index.database import Database
from newsgen.index.order import ListName
from newsgen.index.rows import File
from newsgen.index.view import View


class DocumentFile(msgspec.Struct, frozen=True):
    """A static page, or what is said of a list: its file and its record."""

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

    @property
    def list(self) -> ListName | None:
        """The list that it is about, None for a static page."""
        folder = self.path.partition("/")[0] + "/"
        kind = next((kind for kind, place in LIST_FOLDERS.items() if place == folder), None)
        return ListName(kind, self.record.slug) if kind else None


def documents(database: Database, view: View, folder: str) -> Iterator[DocumentFile]:
    """The documents of a folder of `content/` that are shown, in the order of their paths."""
    for file in database.files.below(folder):
        record = file.unpacked.record if file.unpacked else None
        if isinstance(record, Document) and view.shows_document(record):
            yield DocumentFile(file, record)


class ListFiles:
    """The files that describe lists.

    `described` are those of lists that have a page, and `merged` those of lists whose articles count as
    members of another, by path; `targets` says which, at the end of each chain. `problems` are merges that
    lead back to themselves.
    """

    def __init__(self, files: Iterable[DocumentFile]) -> None:
        every = list(files)
        into: dict[ListName, ListName] = {}
        for file in reversed(every):  # of two for one list the first counts
            if file.list and file.record.merge_into:
                into[file.list] = ListName(file.list.kind, file.record.merge_into)
        ends = {one: _end(one, into) for one in into}
        self.targets: dict[ListName, ListName] = {one: end for one, end in ends.items() if end}
        self.merged = tuple(file for file in every if file.list in self.targets and file.record.merge_into)
        self.described = tuple(file for file in every if file.list not in self.targets)
        self.problems = tuple(
            _problem(file, "its list is merged into itself")
            for file in every
            if file.list in ends and not ends[file.list]
        )
        self._files = {file.list: file for file in reversed(self.described)}

    def get(self, kind: str, slug: str) -> DocumentFile | None:
        """The file of a list, of two the one whose path comes first."""
        return self._files.get(ListName(kind, slug))

    def slugs(self, kind: str) -> list[str]:
        """The slugs of the lists of a kind that have a file."""
        return [name.slug for name in self._files if name and name.kind == kind]

    def target(self, kind: str, slug: str) -> str:
        """The slug of the list that a list is merged into; its own if it is not."""
        end = self.targets.get(ListName(kind, slug))
        return end.slug if end else slug

    def permalinks(self) -> dict[tuple[str, str], str]:
        """The addresses that files give to their lists."""
        files = (*self.merged, *self._files.values())
        return {file.list: file.record.permalink for file in files if file.list and file.record.permalink}

    def without_articles(self, counts: Mapping[ListName, int]) -> Iterator[Problem]:
        """Files of sections, tags and series that no article stands in: the name may be another."""
        for name, file in self._files.items():
            if name and name.kind != "author" and not (counts.get(name) or file.record.merge_into):
                message = f"no article has the {name.kind} `{name.slug}`"
                known = [other.slug for other in counts if other.kind == name.kind]
                hint = nearest(name.slug, known) or "name the file as the list's address ends"
                yield Problem(file.path, 0, 0, message, hint)

    def without_target(self, counts: Mapping[ListName, int]) -> Iterator[Problem]:
        """Files that merge a list into one with neither articles of its own nor a file."""
        for file in self.merged:
            target = file.list and self.targets[file.list]
            if target and not counts.get(target) and target not in self._files:
                known = [other.slug for other in counts if other.kind == target.kind and other != file.list]
                message = f"there is no {target.kind} `{target.slug}`"
                yield _problem(file, message, nearest(target.slug, known) or "give it a file that names it")


def _end(start: ListName, into: Mapping[ListName, ListName]) -> ListName | None:
    """Where a chain of merges ends, None for a circle."""
    seen = {start}
    here = start
    while next_ := into.get(here):
        if next_ in seen:
            return None
        seen.add(next_)
        here = next_
    return here


def _problem(file: DocumentFile, message: str, hint: str = "") -> Problem:
    hint = hint or "write the slug of another list"
    return Problem(file.path, 0, 0, f"merge_into: {message}", hint, file.record.merge_into)
