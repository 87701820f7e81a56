"""What the user decided of an import."""

from datetime import date
from pathlib import Path

import msgspec

from newsgen.config import Config


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the user decided. `content` is the folder of articles of the `newsroom`; `folder` is below it.

    `config` are the settings of a newsroom that is there already, and `written` the names of those in its
    file. `settings_text` gives the text of a new file.
    """

    sources: tuple[Path, ...]
    newsroom: Path
    folder: str = ""
    config: Config | None = None
    written: frozenset[str] = frozenset()
    dry_run: bool = False
    resume: bool = False
    force: bool = False
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    comments: bool = False
    private: bool = False
    meta: dict[str, str] = {}
    columns: dict[str, str] = {}
    uploads: Path | None = None
    jobs: int | None = None

    @property
    def content(self) -> Path:
        return self.newsroom / "content"

    @property
    def state(self) -> Path:
        return self.newsroom / ".newsgen"
