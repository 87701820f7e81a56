"""Write the receipt of an import, as a page and as JSON."""

from collections.abc import Iterable
from pathlib import Path

from newsgen.importing.outcome import Outcome
from newsgen.importing.receipt.counts import Run, Totals
from newsgen.importing.receipt.previews import Preview


def write_report(path: Path, run: Run, outcomes: Iterable[Outcome], previews: Iterable[Preview]) -> Totals:
    """Write the receipt to a file, and return the totals. `outcomes` are read once, in order.

    One that ends with `.json` is JSON. Any other is a page, and everything is as JSON in a file beside it.

    Raises:
        OutputError: a file can't be written.
    """
    raise NotImplementedError
