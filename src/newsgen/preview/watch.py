"""Which files of a project change, as it happens: a burst of events is one piece of news."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from newsgen.preview.changes import SETTINGS

FOLDERS = ("content", "templates")
_CHANGES = ("created", "modified", "moved", "deleted", "closed")
_QUIET = 0.02  # seconds without an event end a burst
_LONGEST = 0.3  # seconds, and so does this


class Burst:
    """Gathers paths that change shortly after each other. `add` and `next` belong to one event loop."""

    def __init__(self, quiet: float = _QUIET, longest: float = _LONGEST) -> None:
        self.quiet = quiet
        self.longest = longest
        self._paths: set[Path] = set()
        self._some = asyncio.Event()
        self._last = 0.0

    def add(self, path: Path) -> None:
        self._paths.add(path)
        self._last = asyncio.get_running_loop().time()
        self._some.set()

    async def next(self) -> frozenset[Path]:
        """The paths of the next burst, once it is over."""
        await self._some.wait()
        clock = asyncio.get_running_loop().time
        end = clock() + self.longest
        while (rest := min(self._last + self.quiet, end) - clock()) > 0:
            await asyncio.sleep(rest)
        return self.taken()

    def taken(self) -> frozenset[Path]:
        """The paths so far, which are then forgotten."""
        paths, self._paths = frozenset(self._paths), set()
        self._some.clear()
        return paths


class Watch(FileSystemEventHandler):
    """Tells of every change to the content, the theme and the settings of a project, from its own thread."""

    def __init__(self, project: Path, tell: Callable[[Path], None]) -> None:
        self.project = project
        self.tell = tell
        self._observer: BaseObserver = Observer()
        self._watched: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        self._observer.schedule(self, str(self.project))  # newsgen.yaml, and folders that come and go
        for name in FOLDERS:
            self._follow(name)
        self._observer.start()

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _follow(self, name: str) -> None:
        """Watch a folder with all below it; one that was made anew is another than the one before."""
        if name in self._watched:
            self._observer.unschedule(self._watched.pop(name))
        if (self.project / name).is_dir():
            self._watched[name] = self._observer.schedule(self, str(self.project / name), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(name.decode() if isinstance(name, bytes) else name)
            if not name or not path.is_relative_to(self.project) or path == self.project:
                continue
            top, *below = path.relative_to(self.project).parts
            if event.is_directory and not below and top in FOLDERS and event.event_type != "deleted":
                self._follow(top)
            if top in FOLDERS or (top == SETTINGS and not below):
                self.tell(path.parent if event.is_directory and below else path)
