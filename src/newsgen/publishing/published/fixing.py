"""`newsgen check --published --fix`: writes addresses that would die into the files that they belong to."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from newsgen.content.editing import with_aliases
from newsgen.errors import ConfigError
from newsgen.publishing.keep import Step, replace_file
from newsgen.publishing.published.comparison import Dying


def fix(content: Path, dying: Iterable[Dying], sure: int, *, dry_run: bool) -> Iterator[Step]:
    """Write `aliases` for the addresses whose guess is at least `sure` percent certain.

    A step that is not written says what a person has to write.

    Raises:
        ConfigError: a file can't be read or written.
    """
    by_file: dict[str, list[Dying]] = {}
    for one in dying:
        if one.alias and one.file and one.is_certain(sure):
            by_file.setdefault(one.file, []).append(one)
    for path, some in sorted(by_file.items()):
        yield from _fixed(content, path, some, dry_run=dry_run)


def _fixed(content: Path, path: str, some: list[Dying], *, dry_run: bool) -> Iterator[Step]:
    file = content / path
    aliases = list(dict.fromkeys(one.alias for one in some))
    listed = f"`aliases: [{', '.join(aliases)}]`"
    changed, what = None, f"write {listed} on top of this file"
    if not file.exists():  # of a list, which needs none
        what = f"make this file, with {listed} between two lines `---`"
    else:
        try:
            changed = with_aliases(path, file.read_bytes(), aliases)
        except OSError as error:
            raise ConfigError(f"{file}: can't be read: {error.strerror}") from error
    if changed is not None:
        what = "added to its `aliases`"
        if not dry_run:
            replace_file(file, changed)
    for one in some:
        yield Step(url=one.url, file=path, what=what, written=changed is not None)
