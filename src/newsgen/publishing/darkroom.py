"""New pictures are made in all their forms before pages are printed: on all processors, each opened once."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from newsgen.errors import ContentError, Problem
from newsgen.pages import keys, photos
from newsgen.publishing.site import Site
from newsgen.rendering.images import Exposure, develop
from newsgen.workers import WorkerPool

_BATCH = 4
_LEAST = 6  # fewer pictures are made sooner than a second process starts


def develop_all(pool: WorkerPool, site: Site, stale: Iterable[int]) -> None:
    """Fill the cache with all forms of pictures that are among the pages of these keys.

    Raises:
        ContentError: with every picture that can't be read any more.
    """
    problems: list[Problem | str] = []
    work = partial(develop, str(site.content))
    for found in pool.map_batches(
        work, _exposures(site, sorted(stale)), batch_size=_BATCH, min_shared=_LEAST
    ):
        problems += found
    if problems:
        raise ContentError(*problems)


def _exposures(site: Site, stale: list[int]) -> Iterator[Exposure]:
    split = (keys.split(key) for key in stale)
    wanted = ((file, number) for family, file, number in split if family == keys.PHOTO)
    for file, group in groupby(wanted, key=lambda one: one[0]):
        found = [photos.numbered(site.edition, file, number) for _, number in group]
        media = found[0][0]
        yield Exposure(media.path, media.digest.hex(), tuple(form for _, form in found))
