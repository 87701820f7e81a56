"""A source of published addresses, as it was read."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from newsgen.errors import ConfigError, Problem
from newsgen.publishing.published.address import Published

ACCEPTED = (
    "a sitemap, the folder of an old site, a list of addresses (one in a line, CSV or JSON lines),"
    " or a web archive (.warc, .wacz)"
)


class Source(msgspec.Struct, frozen=True):
    """What was read of a source: its kind as people call it, its addresses, and what is odd about it."""

    name: str
    kind: str
    addresses: tuple[Published, ...] = ()
    warnings: tuple[Problem, ...] = ()


def refused(name: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> ConfigError:
    """A source that can't be used."""
    return ConfigError(Problem(name, line, column, message, hint or f"give {ACCEPTED}"))


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Raises:
    ConfigError: the files of a source can't be opened or read.
    """
    try:
        yield
    except OSError as error:
        raise refused(name, f"can't be read: {error.strerror or error}", "check its path") from error
