"""The headers of all stories that came in, in a file, with the columns by which they are compared."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
import numpy.typing as npt

from newsgen.content.slugs import term_slug
from newsgen.importing.running.hashes import hash64
from newsgen.importing.running.old_site import bare_host, host_of, key, key_of
from newsgen.importing.story import Header, Visibility

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Header)
_OWN_SHARE = 20  # one in so many stories must be at a host that is taken for one of the site's


def identity(header: Header, source: int) -> int:
    """By what a worker finds the plan of a story of a source again."""
    return hash64(_ENCODER.encode(header) + bytes([source]))


def address_keys(header: Header) -> list[str]:
    """What the old addresses of a story have in common with others that mean it, its own one first."""
    own = url_key(header.url) if header.url else ""
    found = dict.fromkeys((own, *map(key_of, header.addresses)))
    return [one for one in found if one]


def url_key(url: str) -> str:
    """The key of a full address, whatever its host."""
    path, _, query = url.partition("#")[0].partition("?")
    behind = path.partition("//")[2].partition("/")[2] if "//" in path else path
    return key(behind, query)


class Catalog:
    """Headers in the order in which they came in. Each is known by its number."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "headers"
        self._ends = array("Q", [0])
        self.sources = array("B")
        self.identities = array("Q")
        self.days = array("q")  # seconds, by which stories of one name are ordered
        self._keys = array("Q")  # hashes of the keys of all old addresses, story by story
        self._key_ends = array("Q", [0])
        self._hosts: dict[str, int] = {}
        self.contested: set[int] = set()  # hashes of keys that several stories have
        self.sections: set[str] = set()  # names, of stories that readers can see
        self.authors: set[str] = set()
        self.tags: set[str] = set()
        # Stories that are there in a fuller form: by number, that of the other.
        self.left: dict[int, int] = {}
        self.joined: dict[int, list[int]] = {}  # the inverse

    def __len__(self) -> int:
        return len(self.sources)

    def fill(self, headers: Iterable[Iterable[Header]], check: Callable[[], None]) -> None:
        """Take the headers of all sources, one after another."""
        with self._file.open("wb") as stream:
            for source, some in enumerate(headers):
                for header in some:
                    self._add(stream, header, source)
                    if not len(self) % 1000:
                        check()
        self._find_same()

    def _add(self, stream: IO[bytes], header: Header, source: int) -> None:
        data = _ENCODER.encode(header)
        stream.write(data)
        self._ends.append(self._ends[-1] + len(data))
        self.sources.append(source)
        self.identities.append(hash64(data + bytes([source])))
        self.days.append(int(header.date.at.timestamp()) if header.date else 1 << 60)
        if host := host_of(header.url):
            self._hosts[host] = self._hosts.get(host, 0) + 1
        if header.date and header.visibility is Visibility.PUBLIC:
            self.sections.update(header.categories)
            self.authors.update(header.authors)
            self.tags.update(header.tags)
        self._keys.extend(map(hash64, address_keys(header)))
        self._key_ends.append(len(self._keys))

    def __iter__(self) -> Iterator[Header]:
        with self._file.open("rb") as stream:
            for number in range(len(self)):
                yield _DECODER.decode(stream.read(self._ends[number + 1] - self._ends[number]))

    def some(self, numbers: Iterable[int]) -> Iterator[Header]:
        """The headers with these numbers."""
        with self._file.open("rb") as stream:
            for number in numbers:
                stream.seek(self._ends[number])
                yield _DECODER.decode(stream.read(self._ends[number + 1] - self._ends[number]))

    def hosts(self, *urls: str) -> frozenset[str]:
        """The hosts of the old site: those of these addresses, and of many stories."""
        least = max(1, sum(self._hosts.values()) // _OWN_SHARE)
        many = {host for host, count in self._hosts.items() if count >= least}
        return frozenset({*filter(None, map(host_of, urls)), *many}) - {bare_host("")}

    def _find_same(self) -> None:
        """Find the stories that came in twice: at one address in two sources, or alike in one."""
        ends = np.frombuffer(self._key_ends, np.uint64).astype(np.int64)
        stories = np.repeat(np.arange(len(self), dtype=np.int64), ends[1:] - ends[:-1])
        for shared, group in _groups(np.frombuffer(self._keys, np.uint64), stories):
            self.contested.add(shared)
            winner = min(group, key=lambda number: (self.sources[number], number))
            winner = self.left.get(winner, winner)
            for number in group:
                if number != winner and self.sources[number] != self.sources[winner]:
                    self._leave(number, winner)
        identities = np.frombuffer(self.identities, np.uint64)
        for _, group in _groups(identities, np.arange(len(self), dtype=np.int64)):
            for number in group[1:]:
                self._leave(number, group[0])

    def terms(self) -> dict[str, set[str]]:
        """The slugs of the lists that stories are in, as far as headers tell, by kind."""
        named = {"section": self.sections, "author": self.authors, "tag": self.tags}
        return {kind: set(map(term_slug, names)) for kind, names in named.items()}

    def has_address(self, key: str) -> bool:
        """Whether a story had an address with this key."""
        return hash64(key) in np.frombuffer(self._keys, np.uint64)

    def keys_of(self, number: int) -> Iterator[int]:
        """The hashes of the keys of a story's old addresses, and of those that were joined with it."""
        for one in (number, *self.joined.get(number, ())):
            yield from self._keys[self._key_ends[one] : self._key_ends[one + 1]]

    def _leave(self, number: int, winner: int) -> None:
        if number not in self.left and number not in self.joined and winner not in self.left:
            self.left[number] = winner
            self.joined.setdefault(winner, []).append(number)


def _groups(keys: npt.NDArray[np.uint64], numbers: npt.NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
    """The keys that several numbers have in common, each with these in order."""
    if not len(keys):
        return
    order = np.lexsort((numbers, keys))
    keys, numbers = keys[order], numbers[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    ends = np.r_[starts[1:], len(keys)]
    several = ends - starts > 1
    for start, end in zip(starts[several], ends[several], strict=True):
        group = sorted(set(numbers[start:end].tolist()))
        if len(group) > 1:
            yield int(keys[start]), group
