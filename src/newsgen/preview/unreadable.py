"""Files that can't be read, and the addresses that their articles had."""

from collections.abc import Callable, Iterable, Iterator

from newsgen.errors import Problem
from newsgen.preview.guard import spellings


class UnreadableFiles:
    """The problems of each file that can't be read, and the address of its article, until it is mended."""

    def __init__(self) -> None:
        self.by_path: dict[str, list[Problem]] = {}
        self._path_by_url: dict[str, str] = {}

    def __iter__(self) -> Iterator[Problem]:
        for problems in self.by_path.values():
            yield from problems

    def update(
        self, problems: Iterable[Problem], scanned: Iterable[str] | None, url_of: Callable[[str], str | None]
    ) -> None:
        """Replace the problems of the files that were scanned; None stands for all files.

        `url_of` returns the address of the article that the file at a path held before, if any.
        """
        for path in list(self.by_path) if scanned is None else scanned:
            self.by_path.pop(path, None)
        for problem in problems:
            self.by_path.setdefault(problem.path, []).append(problem)
            if url := url_of(problem.path):
                self._path_by_url[url] = problem.path
        self._path_by_url = {url: path for url, path in self._path_by_url.items() if path in self.by_path}

    @property
    def addressed(self) -> set[str]:
        """The paths of the files whose articles had an address."""
        return set(self._path_by_url.values())

    def path_at(self, url: str) -> str | None:
        """The path of the file whose article had a percent-encoded address."""
        return next((self._path_by_url[it] for it in spellings(url) if it in self._path_by_url), None)
