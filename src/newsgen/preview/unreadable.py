"""Files that can't be read, and the addresses that their articles had."""

from collections.abc import Callable, Iterable, Iterator

from newsgen.errors import Problem
from newsgen.preview.guard import spellings


class Unreadable:
    """What is wrong with each file that can't be read, and where its article stood, until it is mended."""

    def __init__(self) -> None:
        self.found: dict[str, list[Problem]] = {}  # by path
        self._paths: dict[str, str] = {}  # by address

    def __iter__(self) -> Iterator[Problem]:
        for found in self.found.values():
            yield from found

    def note(
        self, broken: Iterable[Problem], looked_at: Iterable[str] | None, url_of: Callable[[str], str | None]
    ) -> None:
        """Take what is wrong in the files that were looked at, None for all.

        `url_of` gives the address of the article that a path held before, if it did.
        """
        for path in list(self.found) if looked_at is None else looked_at:
            self.found.pop(path, None)
        for problem in broken:
            self.found.setdefault(problem.path, []).append(problem)
            if url := url_of(problem.path):
                self._paths[url] = problem.path
        self._paths = {url: path for url, path in self._paths.items() if path in self.found}

    @property
    def paths(self) -> set[str]:
        """The paths of those whose address is known."""
        return set(self._paths.values())

    def at(self, path: str) -> str | None:
        """The path of the file whose article stood at a percent-encoded address."""
        return next((self._paths[url] for url in spellings(path) if url in self._paths), None)
