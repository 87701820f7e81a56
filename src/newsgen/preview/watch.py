"""Watches the files of a project, and gathers changes that come together."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from newsgen.preview.changes import SETTINGS

FOLDERS = ("content", "templates")
_CHANGES = ("created", "modified", "moved", "deleted", "closed")
_WAIT = 0.02  # seconds without an event after which a batch is complete
_MAX_WAIT = 0.3  # seconds after which it is complete in any case


class Debouncer:
    """Gathers paths that change shortly after each other; its methods belong to one event loop."""

    def __init__(self, wait: float = _WAIT, max_wait: float = _MAX_WAIT) -> None:
        self.wait = wait
        self.max_wait = max_wait
        self._paths: set[Path] = set()
        self._changed = asyncio.Event()
        self._last = 0.0

    def add(self, path: Path) -> None:
        self._paths.add(path)
        self._last = asyncio.get_running_loop().time()
        self._changed.set()

    async def next_batch(self) -> frozenset[Path]:
        """Wait for changes, and return the paths once no more follow."""
        await self._changed.wait()
        clock = asyncio.get_running_loop().time
        end = clock() + self.max_wait
        while (remaining := min(self._last + self.wait, end) - clock()) > 0:
            await asyncio.sleep(remaining)
        return self.take()

    def take(self) -> frozenset[Path]:
        """Return the paths so far, and forget them."""
        paths, self._paths = frozenset(self._paths), set()
        self._changed.clear()
        return paths


class FileWatcher(FileSystemEventHandler):
    """Calls `on_change`, from a thread of its own, for each change to content, theme or settings."""

    def __init__(self, project: Path, on_change: Callable[[Path], None]) -> None:
        self.project = project
        self.on_change = on_change
        self._observer: BaseObserver = Observer()
        self._watches: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        self._observer.schedule(self, str(self.project))  # newsgen.yaml, and folders that come and go
        for name in FOLDERS:
            self._watch(name)
        self._observer.start()

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _watch(self, name: str) -> None:
        """Watch a folder with all below it, in place of a folder that had this name before."""
        if name in self._watches:
            self._observer.unschedule(self._watches.pop(name))
        if (self.project / name).is_dir():
            with suppress(FileNotFoundError):  # it is gone again
                self._watches[name] = self._observer.schedule(self, str(self.project / name), recursive=True)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(name.decode() if isinstance(name, bytes) else name)
            if not name or not path.is_relative_to(self.project) or path == self.project:
                continue
            top, *below = path.relative_to(self.project).parts
            if event.is_directory and not below and top in FOLDERS and event.event_type != "deleted":
                self._watch(top)
            if top in FOLDERS or (top == SETTINGS and not below):
                self.on_change(path.parent if event.is_directory and below else path)
