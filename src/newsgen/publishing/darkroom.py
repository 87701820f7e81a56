"""New pictures are made in all their forms before pages are printed: on all processors, each opened once."""

from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path

from newsgen.crew import Crew
from newsgen.errors import ContentError, Problem
from newsgen.pages import photos
from newsgen.pages.edition import Edition
from newsgen.rendering.pictures import Exposure, develop

_BATCH = 4
_ALONE = 6  # fewer pictures are made sooner than a second process starts


def develop_all(crew: Crew, edition: Edition, content: Path, known: Container[str]) -> None:
    """Fill the cache with all forms of the pictures that pages show, but for addresses that are `known`.

    Raises:
        ContentError: with every picture that can't be read any more.
    """
    problems: list[Problem | str] = []
    work = partial(develop, str(content))
    for found in crew.each(work, _exposures(edition, known), batch=_BATCH, alone=_ALONE):
        problems += found
    if problems:
        raise ContentError(*problems)


def _exposures(edition: Edition, known: Container[str]) -> Iterator[Exposure]:
    for media, opens in edition.photos.files.values():
        forms = photos.forms(media.facts, opens)
        start = photos.address(edition, media, "") if forms else ""
        if forms and (start + forms[0] not in known or start + forms[-1] not in known):  # made together
            yield Exposure(media.path, media.digest.hex(), tuple(forms))
