"""Find the texts that stand on many pages of a site: its notices, never its stories."""

from collections import Counter
from collections.abc import Sequence

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages.body import key_of
from newsgen.importing.saved_pages.decoding import decode
from newsgen.importing.saved_pages.metadata import read_metadata
from newsgen.importing.saved_pages.opened import MAX_BYTES, RawPage
from newsgen.importing.saved_pages.tree import blocks, clean, parse

_LENGTHS = range(12, 1001)  # characters of a text that may be such a notice
_LEAST = 3
_SHARE = 5  # one of so many pages


def texts_of(page: RawPage) -> tuple[str, set[str]]:
    """The title of a page and its texts as slugs, by which those are found that stand on many pages.

    The address of its picture for links counts as a text: one that many pages have is of no story.
    """
    if len(page.raw) > MAX_BYTES:
        return "", set()
    tree = parse(decode(page.raw, page.charset).text)
    if tree is None or tree.is_cut:
        return "", set()
    picture = read_metadata(tree).image
    clean(tree.root)
    texts = {key_of(block.text) for block in blocks(tree.root) if len(block.text) in _LENGTHS}
    return slugify(tree.title), (texts | {key_of(picture)}) - {""}


def shared_texts(pages: Sequence[set[str]]) -> frozenset[str]:
    """The texts that stand on a good part of the pages of a site."""
    counts = Counter(text for texts in pages for text in texts)
    least = max(_LEAST, len(pages) // _SHARE)
    return frozenset(text for text, count in counts.items() if count >= least)
