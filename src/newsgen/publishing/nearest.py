"""The titles nearest to one that was mistyped, among any number of them."""

from array import array
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from heapq import nsmallest

from newsgen.index.mentions import normalised_title
from newsgen.index.rows import ArticleRow

_RAREST = 5  # words of a title that are looked up
_MOST = 2000  # articles that a word is looked up in
_COMPARED = 12
_NEAR = 0.6
_SHOWN = 2


class Titles:
    """Titles by their words. First each article is added and each title asked for, then it is closed.

    Only articles that share a word with a title are ever compared with it, the rarest words first.
    """

    def __init__(self) -> None:
        self.keys: dict[int, str] = {}
        self.words: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self.asked: set[str] = set()

    def add(self, row: ArticleRow) -> None:
        self.keys[row.id] = row.key

    def ask(self, title: str) -> None:
        self.asked.update(normalised_title(title).split())

    def close(self) -> None:
        """Look up the words of all that was asked for, once."""
        for article, key in self.keys.items() if self.asked else ():
            for word in self.asked.intersection(key.split()):
                self.words[word].append(article)

    def nearest(self, title: str, asker: int) -> list[int]:
        """The articles whose titles are nearest to one, the nearest first, without the asker."""
        wanted = normalised_title(title)
        cut = title.rstrip().endswith(("…", "..."))
        found = [self.words[word] for word in set(wanted.split()) if word in self.words]
        shared: Counter[int] = Counter()
        for articles in sorted(found, key=len)[:_RAREST]:
            shared.update(articles[:_MOST])
        scored = []
        for article, _ in nsmallest(_COMPARED, shared.items(), key=lambda item: (-item[1], item[0])):
            key = self.keys[article][: len(wanted)] if cut else self.keys[article]
            score = SequenceMatcher(None, wanted, key, autojunk=False).ratio()
            if score >= _NEAR and article != asker:
                scored.append((-score, article))
        return [article for _, article in sorted(scored)[:_SHOWN]]
