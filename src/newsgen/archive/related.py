"""Related stories: articles that share tags, a series or a section, nearer ones first.

For each term only the nearest articles in time on either side count, and a term weighs by the power of
two of its frequency, so that one new article moves few lists.
"""

from array import array
from collections import defaultdict

from newsgen.archive.store import Store

_WINDOW = 16
_KINDS = ("section", "tag", "series")
_WORTH = {"series": 24.0, "tag": 8.0, "section": 1.0}
_HALF_LIFE = 90 * 86_400_000_000  # microseconds: a shared term counts half at this distance


def relate(store: Store, count: int) -> None:
    """Give every listed article its list of the `count` most related ones."""
    ids, moments = array("q"), array("q")
    for article, at, _ in store.everything_listed():
        ids.append(article)
        moments.append(at)
    position = {article: index for index, article in enumerate(ids)}
    members: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("q"))
    belongs: list[list[tuple[str, str]]] = [[] for _ in ids]
    pairs = sorted((position[article], kind, slug) for kind, slug, article in store.memberships(_KINDS))
    places: dict[tuple[int, str, str], int] = {}
    for index, kind, slug in pairs:
        places[index, kind, slug] = len(members[kind, slug])
        members[kind, slug].append(index)
        belongs[index].append((kind, slug))
    weights = {term: _WORTH[term[0]] / max(1, len(found).bit_length() - 1) for term, found in members.items()}

    def lists() -> list[tuple[bytes, int]]:
        values = []
        for index, article in enumerate(ids):
            scores: dict[int, float] = defaultdict(float)
            for term in belongs[index]:
                found, place = members[term], places[index, term[0], term[1]]
                for other in found[max(0, place - _WINDOW) : place + _WINDOW + 1]:
                    scores[other] += weights[term]
            scores.pop(index, None)
            at = moments[index]
            best = sorted(
                scores.items(),
                key=lambda item: (
                    -item[1] * _HALF_LIFE / (_HALF_LIFE + abs(moments[item[0]] - at)),
                    -item[0],
                ),
            )
            values.append((array("q", (ids[other] for other, _ in best[:count])).tobytes(), article))
        return values

    store.set_related(lists())
