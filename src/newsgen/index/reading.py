"""Choose the reader of an article file by its suffix."""

from zoneinfo import ZoneInfo

from newsgen.content import reader
from newsgen.content.article import Reading


def read(path: str, data: bytes, zone: ZoneInfo) -> Reading:
    """Read an article, page or author file. `path` is POSIX, from `content/`; `zone` is the site's.

    Raises:
        ContentError: with everything that is wrong with the file.
    """
    if not path.lower().endswith(".txt"):
        return reader.read(path, data, zone)
    # Imported only for such a file: its patterns take long to compile.
    from newsgen.importing.page_text.reader import read_page_text

    return read_page_text(path, reader.decode(path, data), zone)


def body(path: str, data: bytes, zone: ZoneInfo) -> str:
    """Return only the body of a file that `read` accepts."""
    if path.lower().endswith(".txt"):
        return read(path, data, zone).record.body
    return reader.body(path, data)
