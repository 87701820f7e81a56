"""Files that can't be read, and the addresses that their articles had."""

from collections.abc import Callable, Iterable, Iterator

from newsgen.errors import Problem
from newsgen.index.scan import Scan
from newsgen.preview.guard import spellings


class UnreadableFiles:
    """The problems of each file that can't be read, and the address of its article, until it is mended."""

    def __init__(self) -> None:
        self.by_path: dict[str, list[Problem]] = {}
        self._url_by_path: dict[str, str] = {}  # of files that are gone too: an editor may put them back

    def __iter__(self) -> Iterator[Problem]:
        for problems in self.by_path.values():
            yield from problems

    def update(self, scan: Scan, scanned: Iterable[str] | None, url_of: Callable[[str], str | None]) -> None:
        """Replace the problems of the files that were scanned; None stands for all files.

        `url_of` returns the address of the article that the file at a path held before, if any.
        """
        for path in list(self.by_path) if scanned is None else scanned:
            self.by_path.pop(path, None)
        for problem in scan.problems:
            self.by_path.setdefault(problem.path, []).append(problem)
        for path in scan.changed:
            self._url_by_path.pop(path, None)
        for path in {*scan.gone, *(problem.path for problem in scan.problems)}:
            if url := url_of(path):
                self._url_by_path[path] = url

    @property
    def addressed(self) -> set[str]:
        """The paths of the files whose articles had an address."""
        return self.by_path.keys() & self._url_by_path.keys()

    def path_at(self, url: str) -> str | None:
        """The path of the file whose article had a percent-encoded address."""
        path_by_url = {self._url_by_path[path]: path for path in self.addressed}
        return next((path_by_url[it] for it in spellings(url) if it in path_by_url), None)
