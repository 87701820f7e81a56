"""What the names in articles lead to: read-alsos, an editor's picks, links to files, pictures.

Names are looked up once, when an article is indexed. What it asked for is kept, so that it asks again only
when something comes, changes or goes that answers to one of those names.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import groupby

import msgspec

from newsgen.content.body import Outline
from newsgen.content.slugs import slugify
from newsgen.errors import Problem
from newsgen.index.articles import Store
from newsgen.index.mentions import resolve, resolve_pick
from newsgen.index.rows import Names, References, Target, is_shown, pack, unpack

_encode = msgspec.msgpack.Encoder().encode

Resolved = tuple[int, bytes, int, int, list[bytes]]  # article, its references, seals of card and own, flaws


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


def odd_read_also(asker: Target, outline: Outline, number: int, target: int) -> Problem:
    """What to say of a read-also that is left out: it leads to its own page, or where another one does."""
    line, column = outline.places[number] if number < len(outline.places) else (0, 0)
    why = "leads to its own page" if target == asker.id else "leads where another one does"
    title = outline.read_alsos[number].title
    return Problem(asker.path, line, column, f"Baca Juga: `{title}` {why}", "remove it")


def seal(*parts: object) -> int:
    """A hash over values, as SQLite and numpy keep one: a signed whole number of 64 bits."""
    return int.from_bytes(blake2b(_encode(parts), digest_size=8).digest(), signed=True)


class Resolver:
    """Looks up names for articles. `pages` are the addresses of static pages, by path of their files."""

    def __init__(self, store: Store, pages: dict[str, str]) -> None:
        self.store = store
        self.pages = pages
        self.flaws: list[Problem] = []

    def resolve(self, asker: Target, names: Names) -> Resolved:
        """Look up all names in an article."""
        self.flaws = []
        found = (resolve(self.store, asker, keys) for keys in names.read_alsos)
        references = References(
            targets=tuple(target.id if target else 0 for target in found),
            picks=tuple(dict.fromkeys(self._picks(asker, names))),
            links=tuple(self._links(asker.path, names)),
        )
        there = [target for target in references.targets if target]
        repeated = len({asker.id, *there}) <= len(there)  # else none can be odd
        if odd := placed(asker.id, names.spans, references.targets).odd if repeated else ():
            outline = unpack(self.store.kept(asker.id)).outline
            self.flaws += (
                odd_read_also(asker, outline, number, references.targets[number]) for number in odd
            )
        image = next((path for path in names.image if self.store.has_media(path)), "")
        seen, card, own = self._pictures(asker.path, names), names.card, names.own
        if seen:
            card = seal(card, seen, image)
        if seen or references.links:
            own = seal(own, references.links, image, seen)
        return asker.id, pack(references), card, own, [_encode(flaw) for flaw in self.flaws]

    def _picks(self, asker: Target, names: Names) -> Iterator[int]:
        for name, keys in names.picks:
            if found := resolve_pick(self.store, asker, keys):
                yield found.id
            else:
                hint = "write its path, slug or title"
                self.flaws.append(Problem(asker.path, 0, 0, f"related: there is no article `{name}`", hint))

    def _links(self, path: str, names: Names) -> Iterator[tuple[str, str]]:
        for link, target in names.links:
            if url := self.store.url_of(target) or self.pages.get(target):
                yield link, url
            else:
                self.flaws.append(Problem(path, 0, 0, f"there is no `{link}` to link to", "check its path"))

    def _pictures(self, path: str, names: Names) -> list[bytes]:
        """What stands for the bytes of each picture of an article, at its head and in its text."""
        found = []
        for src, candidates in names.pictures:
            files = (self.store.file(path) for path in candidates)
            file = next((file for file in files if file and file.kept is None), None)
            found.append(file.digest if file else b"")
            if src and (file is None or not is_shown(file.facts)):
                message = f"there is no picture `{src}` that can be shown"
                self.flaws.append(Problem(path, 0, 0, message, "check its path"))
        return found


def term_slug(name: str) -> str:
    """The address part of a tag, section, author or series; never empty."""
    return slugify(name) or blake2b(name.encode(), digest_size=4).hexdigest()
