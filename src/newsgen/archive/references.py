"""What the names in articles lead to: read-alsos, an editor's picks, links to files, pictures.

Names are looked up once, when an article is indexed. What it asked for is kept, so that it asks again only
when something comes, changes or goes that answers to one of those names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from urllib.parse import unquote

import msgspec

from newsgen.addresses import Addresses, beside, is_remote
from newsgen.archive.rows import ArticleRow, References, is_shown, pack
from newsgen.archive.store import Store
from newsgen.archive.titles import asks, resolve, resolve_pick
from newsgen.content.readalso import ReadAlso
from newsgen.content.slugs import slugify
from newsgen.errors import Problem

_encode = msgspec.msgpack.Encoder().encode
_TOGETHER = 200_000


class Placed(msgspec.Struct, frozen=True):
    """The read-alsos of a text that found their articles, with their characters; and those left out.

    `odd` has the number of each that leads to its own page, or where another one does.
    """

    targets: tuple[tuple[int, int, int], ...]  # article, start, end
    dropped: tuple[tuple[int, int], ...]
    odd: tuple[int, ...]


def placed(asker: int, spans: Sequence[tuple[int, int]], targets: Sequence[int]) -> Placed:
    """Which cards stand where in the text of the article `asker`: `targets` are articles, 0 where none is.

    Where one in a line finds nothing, the whole line stays text.
    """
    cards: list[tuple[int, int, int]] = []
    dropped, odd, seen = [], [], {asker}
    for (start, end), inside in groupby(enumerate(spans), key=lambda item: item[1]):
        numbers = [number for number, _ in inside]
        if not all(targets[number] for number in numbers):
            continue
        begin = start
        for number in numbers:
            if targets[number] in seen:
                odd.append(number)
                continue
            seen.add(targets[number])
            cards.append((targets[number], begin, end))
            begin = end
        if begin == start:
            dropped.append((start, end))
    return Placed(tuple(cards), tuple(dropped), tuple(odd))


def odd_read_also(row: ArticleRow, number: int, target: int) -> Problem:
    """What to say of a read-also that is left out: it leads to its own page, or where another one does."""
    places = row.outline.places
    line, column = places[number] if number < len(places) else (0, 0)
    why = "leads to its own page" if target == row.id else "leads where another one does"
    title = row.outline.read_alsos[number].title
    return Problem(row.path, line, column, f"Baca Juga: `{title}` {why}", "remove it")


def seal(*parts: object) -> int:
    """A hash over values, as SQLite and numpy keep one: a signed whole number of 64 bits."""
    return int.from_bytes(blake2b(_encode(parts), digest_size=8).digest(), signed=True)


class Resolver:
    """Looks up names for articles. `pages` are the addresses of static pages, by path of their files."""

    def __init__(self, store: Store, addresses: Addresses, pages: dict[str, str]) -> None:
        self.store = store
        self.addresses = addresses
        self.pages = pages
        self.asks: set[str] = set()
        self.flaws: list[Problem] = []
        self.asked: list[tuple[str, int]] = []  # not stored yet: by names, many together go faster

    def resolve(self, row: ArticleRow) -> None:
        """Look up all names in an article, and keep what they lead to."""
        article, outline = row.article, row.outline
        self.asks, self.flaws = set(asks(self.addresses, article, outline)), []
        references = References(
            targets=tuple(self._target(row, mention) for mention in outline.read_alsos),
            picks=tuple(dict.fromkeys(self._picks(row))),
            links=tuple(self._links(row.path, outline.links)),
            image=self._image(article.image.src, row.path) if article.image else "",
        )
        for number in placed(row.id, outline.spans, references.targets).odd:
            self.flaws.append(odd_read_also(row, number, references.targets[number]))
        summary = article.summary or outline.summary
        shown = (row.url, article.title, article.date, summary, article.image, references.image)
        seen = self._pictures(row)
        card = seal(seen, shown, article.status, bool(article.corrections), row.modified, row.path)
        own = seal(row.digest, row.url, references.links, references.image, seen)
        flaws = [_encode(flaw) for flaw in self.flaws]
        self.store.put_names(row.id, pack(references), (card, own), flaws)
        self.asked += [(key, row.id) for key in self.asks]
        if len(self.asked) > _TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Store what was asked for and is not stored yet."""
        self.store.put_asks(sorted(self.asked))
        self.asked.clear()

    def _target(self, row: ArticleRow, mention: ReadAlso) -> int:
        found = resolve(self.store, self.addresses, row, mention)
        return found.id if found else 0

    def _picks(self, row: ArticleRow) -> Iterator[int]:
        for name in row.article.related:
            if found := resolve_pick(self.store, self.addresses, row, name):
                yield found.id
            else:
                hint = "write its path, slug or title"
                self.flaws.append(Problem(row.path, 0, 0, f"related: there is no article `{name}`", hint))

    def _links(self, path: str, links: Iterable[str]) -> Iterator[tuple[str, str]]:
        for link in links:
            target = beside(path, link)
            self.asks.add(f"path:{target}")
            if found := self.store.article_at(target):
                yield link, found.url
            elif target in self.pages:
                yield link, self.pages[target]
            else:
                self.flaws.append(Problem(path, 0, 0, f"there is no `{link}` to link to", "check its path"))

    def _image(self, src: str, owner: str) -> str:
        if is_remote(src):
            return src
        plain = unquote(src)
        candidates = [path for path in (beside(owner, plain), beside("", plain)) if path]
        self.asks.update(f"path:{path}" for path in candidates)
        for path in candidates:
            if self.store.has_media(path):
                return self.addresses.file(path)
        return ""

    def _pictures(self, row: ArticleRow) -> list[bytes]:
        """What stands for the bytes of each picture of an article, at its head and in its text."""
        found = []
        head = (row.article.image.src,) if row.article.image else ()
        for src in filter(lambda src: not is_remote(src), (*head, *row.outline.pictures)):
            plain = unquote(re.split("[?#]", src, maxsplit=1)[0])
            candidates = [path for path in (beside(row.path, plain), beside("", plain)) if path]
            self.asks.update(f"path:{path}" for path in candidates)
            files = (self.store.file(path) for path in candidates)
            file = next((file for file in files if file and file.kept is None), None)
            found.append(file.digest if file else b"")
            if src not in head and not src.startswith("/") and (file is None or not is_shown(file.facts)):
                message = f"there is no picture `{src}` that can be shown"
                self.flaws.append(Problem(row.path, 0, 0, message, "check its path"))
        return found


def term_slug(name: str) -> str:
    """The address part of a tag, section, author or series; never empty."""
    return slugify(name) or blake2b(name.encode(), digest_size=4).hexdigest()
