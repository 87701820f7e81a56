"""The stories that the receipt shows beside their source."""

import msgspec

from newsgen.content.article import Article
from newsgen.importing.story import Format, Story

SHOWN = 10


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A story as its source has it, and as it was written; both texts may be cut."""

    place: str
    url: str
    path: str
    title: str
    byline: str
    source: str
    format: Format
    markdown: str


def may_be_shown(place: str, stories: int) -> bool:
    """Whether a story, of so many, is one of the few (some 40) that are candidates for the receipt.

    It depends on nothing but its place, so that each worker decides alone, and a resumed import the same.
    """
    raise NotImplementedError


def preview_of(story: Story, article: Article) -> Preview:
    """What the receipt needs of a story. The texts are cut to a few thousand characters."""
    raise NotImplementedError
