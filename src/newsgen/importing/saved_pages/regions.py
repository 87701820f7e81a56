"""Find which part of a page holds the story, and which parts stand around it."""

import re
from collections.abc import Collection, Sequence

from lxml.html import HtmlElement

from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import is_prose
from newsgen.importing.page_text.lines import ends_sentence
from newsgen.importing.saved_pages.tree import Block, named, words
from newsgen.importing.saved_pages.words import (
    COMMENT_LISTS,
    FURNITURE,
    HEADINGS,
    LANDMARKS,
    READ_ALSO,
    TEXTS,
)

_MAX_WEIGHT = 500
_MIN_SENTENCE = 25
_LINKED = 0.5  # share of a text in links that makes it a list of links
_MUCH = 0.35  # share of the prose of a page that no furniture has
_HALF = 0.5
_MOST = 0.6
_AT_TIME = re.compile(r"\d [ap]\.m\.$")
_COMMENT_IDS = frozenset(("comments", "respond", "disqus_thread", "komentar", "comment-list", "commentlist"))


class Regions:
    """The prose of a page by element. `story` is the element with the story, None if there is no prose."""

    def __init__(self, root: HtmlElement, all_blocks: Sequence[Block], titles: Collection[str]) -> None:
        order = [element for element in root.iter() if isinstance(element.tag, str)]
        self._weights = {id(block): weight(block) for block in all_blocks}
        whole = self._summed(order, all_blocks)
        heads = _headline_holders(order, titles)
        total = whole.get(root, 0)
        texts = {
            above
            for one in order
            if is_text(one) and one.tag != "body"
            for above in (one, *one.iterancestors())
        }
        self._cut: dict[HtmlElement, bool] = {}
        for element in order:
            above = element.getparent()
            cut = above is not None and self._cut.get(above, False)
            if not cut and element is not root and _is_furniture(element):
                much = whole.get(element, 0) > _MUCH * total and not _is_comments(element)
                much = much and (element in texts or not texts)
                cut = element not in heads and not much
            self._cut[element] = cut
        self.blocks = [block for block in all_blocks if not self.is_cut(block)]
        self._main = self._summed(order, self.blocks)
        self.total = self._main.get(root, 0)
        self.story = self._story(root, order)

    def is_cut(self, block: Block) -> bool:
        return self._cut.get(block.place, False) and not _is_chosen(block)

    def is_elsewhere(self, element: HtmlElement) -> bool:
        """Whether an element stands away from the story, and not in a footer of its own."""
        if not self._cut.get(element, False):
            return False
        top = element
        for above in element.iterancestors():
            if not self._cut.get(above, False):
                break
            top = above
        return _OWN_FOOTER.search(named(top)) is None

    def weight(self, block: Block) -> int:
        return self._weights[id(block)]

    def _summed(self, order: Sequence[HtmlElement], counted: Sequence[Block]) -> dict[HtmlElement, int]:
        """The weight of the blocks in each element."""
        sums: dict[HtmlElement, int] = {}
        for block in counted:
            sums[block.place] = sums.get(block.place, 0) + self.weight(block)
        for element in reversed(order):
            above = element.getparent()
            if above is not None and (own := sums.get(element)):
                sums[above] = sums.get(above, 0) + own
        return sums

    def _story(self, root: HtmlElement, order: Sequence[HtmlElement]) -> HtmlElement | None:
        if not self.total:
            return self._named_text(order)
        named_texts = [
            element
            for element in order
            if self._main.get(element, 0) >= _HALF * self.total and is_text(element) and element.tag != "body"
        ]
        if named_texts:
            most = max(self._main[element] for element in named_texts)
            return [one for one in named_texts if self._main[one] >= 0.8 * most][-1]
        at = root
        while True:
            children = [child for child in at if isinstance(child.tag, str) and self._main.get(child)]
            best = max(children, key=lambda child: self._main[child], default=None)
            if (
                best is None
                or self._main[best] < _MOST * self._main[at]
                or best.tag in ("p", "blockquote", "ul", "ol")
            ):
                return at
            alike = [
                one
                for one in children
                if one is not best and one.tag == best.tag and named(one) == named(best)
            ]
            if (
                alike
                and best.tag not in ("td", "tr", "table")
                and (best.get("class") or self._main[best] < 0.9 * self._main[at])
            ):
                return at
            at = best

    def _named_text(self, order: Sequence[HtmlElement]) -> HtmlElement | None:
        """The element that is called the text of a story, on a page without longer paragraphs."""
        named_texts = [one for one in order if is_text(one) and not self._cut[one] and one.tag != "body"]
        return max(named_texts, key=lambda one: len(words(one)), default=None)


def weight(block: Block) -> int:
    """How much a block counts as a part of a story."""
    if (
        block.tag in HEADINGS
        or block.tag in ("figure", "table", "hr")
        or block.links > _LINKED * max(1, len(block.text))
    ):
        return 0
    return sum(_line_weight(line) for line in block.lines)


def _line_weight(line: str) -> int:
    if is_prose(line):
        return min(len(line), _MAX_WEIGHT)
    is_sentence = ends_sentence(line) and not _AT_TIME.search(line)
    if len(line) >= _MIN_SENTENCE and line.count(" ") > 3 and is_sentence:
        return len(line) // 2
    return 0


def is_text(element: HtmlElement) -> bool:
    """Whether the markup calls an element the text of a story."""
    prop = (element.get("itemprop") or element.get("property") or "").lower()
    return "articlebody" in prop or (
        element.tag in ("div", "section", "article", "td", "main", "span")
        and TEXTS.search(named(element)) is not None
    )


def _is_furniture(element: HtmlElement) -> bool:
    if element.tag in LANDMARKS:
        return element.tag != "footer" or not _META_FOOTER.search(named(element))
    if element.tag in ("html", "body", "main", "p", "h1", "a", "b", "strong", "em", "i"):
        return element.tag == "p" and "screen-reader" in named(element)
    name = named(element)
    if not name.strip() or (element.get("itemprop") or "").lower() == "articlebody":
        return False
    kept = " ".join(
        word
        for word in name.split()
        if not word.startswith(
            ("tag-", "category-", "has-", "no-", "with-", "is-", "post-", "status-", "format-", "hentry")
        )
        or word in _EXACT
    )
    return FURNITURE.search(kept) is not None


_META_FOOTER = re.compile(r"(?:^|[\s_-])meta(?=$|[\s_-])|submitted|byline")
_OWN_FOOTER = re.compile(r"(?:post|entry|article)[_-]?(?:footer|meta|info)|postmetadata")
_EXACT = frozenset(
    "tag-links tag-list tag-box tag-cloud post-tags post-nav post-navigation post-share post-related"
    " post-views post-footer post-footer-line post-labels post-sharing post-author-box post-comments".split()
)


def _is_comments(element: HtmlElement) -> bool:
    return (element.get("id") or "").lower() in _COMMENT_IDS or COMMENT_LISTS.search(
        named(element)
    ) is not None


def _is_chosen(block: Block) -> bool:
    """Whether a block leads to a story that an editor chose: those stay where they are."""
    element: HtmlElement | None = block.place
    for _ in range(3):
        if element is None:
            return False
        if READ_ALSO.search(named(element)):
            return not any(_is_comments(one) or one.tag in LANDMARKS for one in element.iterancestors())
        element = element.getparent()
    return False


def _headline_holders(order: Sequence[HtmlElement], titles: Collection[str]) -> set[HtmlElement]:
    """All elements that hold the headline."""
    holders: set[HtmlElement] = set()
    for element in order:
        if element.tag in ("h1", "h2") and slugify(words(element)[:300]) in titles:
            above: HtmlElement | None = element
            while above is not None and above not in holders:
                holders.add(above)
                above = above.getparent()
    return holders
