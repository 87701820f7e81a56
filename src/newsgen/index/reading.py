"""Reads a text file of `content/` by the reader for its suffix."""

from zoneinfo import ZoneInfo

from newsgen.content import reader
from newsgen.content.article import Reading


def read(path: str, data: bytes, zone: ZoneInfo) -> Reading:
    """Read an article, page or author file. `path` is POSIX, from `content/`; `zone` is the site's.

    Raises:
        ContentError: with everything that is wrong with the file.
    """
    if not is_page_text(path):
        return reader.read(path, data, zone)
    # Imported only for such a file: its patterns take long to compile.
    from newsgen.importing.page_text.reader import read_page_text

    return read_page_text(path, reader.decode(path, data), zone)


def is_page_text(path: str) -> bool:
    """Whether a file is the text of a saved page, whose body stands in no file as it is."""
    return path.lower().endswith(".txt")


def body(path: str, data: bytes, zone: ZoneInfo) -> str:
    """The body alone of a file that `read` has read."""
    if is_page_text(path):
        return read(path, data, zone).record.body
    return reader.body(path, data)
