"""Compare related stories with what editors linked: python related.py ARCHIVE.tar.gz LINKS.tsv.gz.

ARCHIVE holds Markdown posts with a date and `topics` or `tags`, LINKS the lines `corpus, source, target` of
the links that their editors set. Links are taken out of the bodies, text and all, before any measuring.
With `--hugo BINARY` Hugo's `.Related` is measured too, and BM25 where `bm25s` is installed. `--time FOLDER`
measures time and memory on a folder that `corpus.py` wrote, instead. `--week FILE` judges the lists of
invented Indonesian stories of one week (`related_week.yaml`) as an editor would.
"""

import argparse
import csv
import gzip
import json
import math
import random
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import yaml

from newsgen.content import reader
from newsgen.content.article import Article, When
from newsgen.index.database import Database
from newsgen.index.features import Features, features
from newsgen.index.order import LINK, Order
from newsgen.index.rows import pack
from newsgen.related.update import update

INSIDE = re.compile(r"!?\[[^\]]*\]\((?:\s*\{\{[^}]*\}\}|/|https?://(?:www\.)?digital(?:gov)?\.gov)[^)]*\)")
LIST = 10
NO_TOPIC = (None, "", "null")
RUNNING = 5  # stories of a topic from which on it is a running one
RECENT = 400  # articles before one that it is given links to, where times are measured
DAY = 86_400

Rank = Callable[[int], Sequence[int]]


class Story(msgspec.Struct, frozen=True):
    """A story of the invented week; without a topic it has no related ones."""

    slug: str
    title: str
    date: str
    section: str
    tags: tuple[str, ...]
    topic: str | None
    text: str


class Week(msgspec.Struct, frozen=True):
    """The stories of a week, and topics that are kin."""

    kin: tuple[tuple[str, ...], ...]
    stories: tuple[Story, ...]


class Post(msgspec.Struct, frozen=True):
    """A post without the links that lead to others; `kind` is the folder that it stands in."""

    path: str
    kind: str
    title: str
    day: int
    tags: tuple[str, ...]
    summary: str
    body: str


def posts(archive: Path) -> Iterator[Post]:
    """All posts with a date, oldest first."""
    found = []
    with tarfile.open(archive) as files:
        for member in files.getmembers():
            if not member.name.endswith(".md") or member.name.endswith("_index.md"):
                continue
            stream = files.extractfile(member)
            assert stream is not None
            post = _post(member.name.partition("/")[2], stream.read().decode("utf-8", "replace"))
            if post:
                found.append(post)
    yield from sorted(found, key=lambda post: (post.day, post.path))


def _post(path: str, text: str) -> Post | None:
    parts = re.match(r"---\n(.*?)\n---[ \t]*\n(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    try:
        keys = yaml.load(parts[1], Loader=yaml.CBaseLoader) if parts else {}
        day = datetime.strptime(str(keys["date"])[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except (yaml.YAMLError, KeyError, ValueError):
        return None
    assert parts is not None
    tags = keys.get("topics") or keys.get("tags") or []
    return Post(
        path,
        path.split("/")[1],
        keys.get("title") or "",
        int(day.timestamp()),
        tuple([tags] if isinstance(tags, str) else tags),
        keys.get("summary") or keys.get("deck") or "",
        INSIDE.sub(" ", parts[2]),
    )


def links(file: Path, archive: Sequence[Post]) -> dict[int, set[int]]:
    """For each post that links to others, these."""
    number = {post.path: place for place, post in enumerate(archive)}
    found: dict[int, set[int]] = {}
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            source, target = number.get(row["source_path"]), number.get(row["target_path"])
            if source is not None and target is not None:
                found.setdefault(source, set()).add(target)
    return found


def judge(name: str, rank: Rank, wanted: dict[int, set[int]]) -> str:
    """A line of the table: recall of the first 5 and 10, and nDCG of the first 10."""
    recall5 = recall10 = gain = 0.0
    for source, targets in wanted.items():
        hits = [target in targets for target in list(rank(source))[:LIST]]
        recall5 += sum(hits[:5]) / len(targets)
        recall10 += sum(hits) / len(targets)
        ideal = sum(1 / math.log2(place + 2) for place in range(min(LIST, len(targets))))
        gain += sum(1 / math.log2(place + 2) for place, hit in enumerate(hits) if hit) / ideal
    means = [total / len(wanted) for total in (recall5, recall10, gain)]
    return f"| {name} | " + " | ".join(f"{mean:.3f}" for mean in means) + " |"


def newsgen(archive: Sequence[Post], linked: Mapping[int, set[int]]) -> Rank:
    """By the lists of a state with these links; those of an article itself never count for its own list."""
    moments = [post.day * 1_000_000 for post in archive]
    with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "state.db") as store:
        put(store, {number: features(_article(post), post.body) for number, post in enumerate(archive, 1)})
        pairs = [(source + 1, target + 1) for source, targets in linked.items() for target in targets]
        update(store, order(moments, pairs), range(1, len(archive) + 1), LIST)
        rows = store.connection.execute("SELECT article, related FROM related").fetchall()
    lists = defaultdict(list, {article: array("q", related) for article, related in rows})
    return lambda source: [other - 1 for other in lists[source + 1]]


def judged_week(file: Path) -> str:
    """How many of the first five places an editor accepts, of those that could be: of one's topic, or kin."""
    week = msgspec.convert(yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader), Week, strict=False)
    stories = sorted(week.stories, key=lambda story: story.date)
    posts = [
        Post(s.slug, s.section, s.title, int(_moment(s.date).timestamp()), s.tags, "", s.text)
        for s in stories
    ]
    rank = newsgen(posts, {})
    words = [set(re.findall(r"\w{4,}", f"{story.title} {story.text}".lower())) for story in stories]
    groups: dict[str, list[tuple[int, int]]] = {"running topics": [], "releases, kin to one": []}
    firsts = 0
    for number, story in enumerate(stories):
        kin = {topic for group in week.kin if story.topic in group for topic in group} | {story.topic}
        wanted = {
            other
            for other, each in enumerate(stories)
            if story.topic not in NO_TOPIC and each.topic in kin and not _same(words[number], words[other])
        }
        if possible := min(5, len(wanted)):
            hits = [other in wanted for other in rank(number)[:5]]
            size = sum(each.topic == story.topic for each in stories)
            groups["running topics" if size >= RUNNING else "releases, kin to one"].append(
                (sum(hits), possible)
            )
            firsts += hits[0]
    lines = ["| | lists | accepted | of | |", "|---|---|---|---|---|"]
    for name, found in {**groups, "all": [pair for pairs in groups.values() for pair in pairs]}.items():
        accepted, possible = (sum(column) for column in zip(*found, strict=True))
        lines.append(f"| {name} | {len(found)} | {accepted} | {possible} | {accepted / possible:.3f} |")
    return "\n".join([*lines, f"\nthe first place accepted: {firsts}"])


def _moment(date: str) -> datetime:
    return datetime.fromisoformat(date).replace(tzinfo=ZoneInfo("Asia/Jakarta"))


def _same(one: set[str], other: set[str]) -> bool:
    """Whether these are the words of one story, published twice, or of one and the same."""
    return len(one & other) > 0.75 * len(one | other)


def put(store: Database, articles: Mapping[int, Features]) -> None:
    """Put articles into a state, with no more than their related stories need."""
    rows = ((article, pack(found)) for article, found in articles.items())
    store.connection.executemany("INSERT INTO features VALUES (?, ?)", rows)


def order(moments: Sequence[int], links: Iterable[tuple[int, int]] = ()) -> Order:
    """The order of articles whose ids follow their moments, from 1 on, with links between some of them."""
    names = ("day", "at", "modified", "card", "own", "parts", "aliases", "queries", "lead")
    columns = dict.fromkeys(names, np.array(moments, np.int64))
    pairs = np.array(sorted(links), np.int64).reshape(-1, 2)
    columns |= {"edge_from": pairs[:, 0], "edge_to": pairs[:, 1]}
    columns |= {"edge_slot": np.full(len(pairs), LINK), "ids": np.arange(1, len(moments) + 1)}
    return Order(columns, (), None)


def _article(post: Post) -> Article:
    date = When(datetime.fromtimestamp(post.day, UTC))
    return Article(
        path=post.path,
        title=post.title,
        date=date,
        slug="a",
        tags=post.tags,
        categories=(post.kind,) if post.kind else (),
        summary=post.summary,
    )


def newest_of_kind(archive: Sequence[Post]) -> Rank:
    def rank(source: int) -> list[int]:
        kind = archive[source].kind
        same = (n for n in reversed(range(len(archive))) if n != source and archive[n].kind == kind)
        return [n for _, n in zip(range(LIST), same, strict=False)]

    return rank


def nearest_in_time(archive: Sequence[Post]) -> Rank:
    def rank(source: int) -> list[int]:
        day = archive[source].day
        others = (n for n in range(len(archive)) if n != source and archive[n].kind == archive[source].kind)
        return sorted(others, key=lambda n: abs(archive[n].day - day))[:LIST]

    return rank


def bm25(archive: Sequence[Post]) -> Rank:
    import bm25s

    texts = [" ".join([post.title, *post.tags, post.summary, post.body]) for post in archive]
    tokens = bm25s.tokenize(texts, stopwords="en", show_progress=False, return_ids=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)

    def rank(source: int) -> list[int]:
        scores = index.get_scores(tokens[source])
        scores[source] = -1
        return [int(other) for other in np.argsort(-scores, kind="stable")[:LIST]]

    return rank


_HUGO = """baseURL = 'https://news.example.org/'
disableKinds = ['section', 'taxonomy', 'term', 'rss', 'sitemap', '404']
[taxonomies]
tag = 'tags'
[related]
threshold = 0
includeNewer = true
toLower = true
[[related.indices]]
name = 'tags'
weight = 80
[[related.indices]]
name = 'words'
weight = 100
[[related.indices]]
name = 'date'
weight = 10
pattern = '2006-01'
"""
_HUGO_HOME = """[{{ range $i, $p := where site.RegularPages "Section" "posts" }}{{ if $i }},{{ end }}
[{{ .Params.number }}{{ range first 10 (site.RegularPages.Related .) }},
{{ .Params.number }}{{ end }}]{{ end }}]"""


def hugo(archive: Sequence[Post], binary: Path, *, tuned: bool) -> Rank:
    """Hugo's `.Related`: by tags and date as it is set up from the start, or by headline words too."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content/posts").mkdir(parents=True)
        (site / "layouts").mkdir()
        config = _HUGO if tuned else _HUGO.split("[related]", maxsplit=1)[0] + _PLAIN
        (site / "hugo.toml").write_text(config, "utf-8")
        (site / "layouts/index.html").write_text(_HUGO_HOME, "utf-8")
        (site / "layouts/single.html").write_text("{{ .Title }}", "utf-8")
        for number, post in enumerate(archive):
            words = sorted(set(re.findall(r"\w{4,}", post.title.lower())))
            keys = {
                "title": post.title,
                "date": datetime.fromtimestamp(post.day, UTC).isoformat(),
                "tags": post.tags,
                "words": words,
                "number": number,
            }
            text = f"{json.dumps(keys)}\n\n{post.title}\n"
            (site / f"content/posts/{number:06}.md").write_text(text, "utf-8")
        subprocess.run([binary, "--source", site, "--quiet"], check=True)
        found = json.loads((site / "public/index.html").read_text("utf-8"))
    lists = {row[0]: row[1:] for row in found}
    return lambda source: lists[source]


_PLAIN = """[related]
threshold = 80
includeNewer = false
[[related.indices]]
name = 'keywords'
weight = 100
[[related.indices]]
name = 'date'
weight = 10
[[related.indices]]
name = 'tags'
weight = 80
"""


def quality(options: argparse.Namespace) -> None:
    archive = list(posts(options.archive))
    wanted = links(options.links, archive)
    print(f"{len(archive)} posts, {sum(map(len, wanted.values()))} links of {len(wanted)} posts\n")
    print("| | recall@5 | recall@10 | nDCG@10 |\n|---|---|---|---|")
    print(judge("newest in the section", newest_of_kind(archive), wanted))
    print(judge("nearest in time in the section", nearest_in_time(archive), wanted))
    if options.hugo:
        print(judge("Hugo, its own settings", hugo(archive, options.hugo, tuned=False), wanted))
        print(
            judge("Hugo, tuned: tags, headline words, month", hugo(archive, options.hugo, tuned=True), wanted)
        )
    try:
        print(judge("BM25 over headline, tags, summary and body", bm25(archive), wanted))
    except ImportError:
        print("(bm25s is not installed)", file=sys.stderr)
    print(judge("newsgen, without links", newsgen(archive, {}), wanted))
    print(judge("newsgen, with the links of all others", newsgen(archive, wanted), wanted))


def times(folder: Path) -> None:
    """Measure time and memory of all lists from nothing, and of publishing one more."""
    zone = ZoneInfo("Asia/Jakarta")
    archive, spent = [], 0.0
    for file in sorted(folder.rglob("*.md")):
        record = reader.read(file.relative_to(folder).as_posix(), file.read_bytes(), zone).record
        assert isinstance(record, Article)
        began = time.process_time()
        found = features(record, record.body)
        spent += time.process_time() - began
        archive.append((int(record.date.at.timestamp() * 1_000_000), found))
    archive.sort(key=lambda pair: pair[0])
    moments = [at for at, _ in archive]
    size = len(archive) - 5
    print(f"{len(archive)} articles; features: {spent / len(archive) * 1e6:.0f} us an article (CPU)")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as place, Database(Path(place) / "state.db") as store:
        put(store, {number: found for number, (_, found) in enumerate(archive, 1)})
        store.commit()
        draw = random.Random("links")
        drawn = [
            (source, draw.randrange(max(1, source - RECENT), source))
            for source in range(2, len(archive) + 1)
            for _ in range(draw.randrange(4))
        ]
        links = sorted(set(drawn))
        first = order(moments[:size], [pair for pair in links if pair[0] <= size])
        began = time.process_time()
        changes = update(store, first, range(1, size + 1), 7)
        spent = time.process_time() - began
        print(f"{len(changes.articles)} lists: {spent / size * 1e6:.0f} us an article (CPU)")
        store.commit()
        for number in range(size + 1, len(archive) + 1):
            longer = order(moments[:number], [pair for pair in links if pair[0] <= number])
            began = time.process_time()
            changes = update(store, longer, [number], 7)
            spent = time.process_time() - began
            print(f"one more: {spent * 1e3:.0f} ms (CPU), {len(changes.articles)} lists changed")
            store.commit()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {peak // 1024} MB at most, {before // 1024} MB of it before")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("archive", type=Path, nargs="?")
    parser.add_argument("links", type=Path, nargs="?")
    parser.add_argument("--hugo", type=Path)
    parser.add_argument("--time", type=Path, metavar="FOLDER")
    parser.add_argument("--week", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.week:
        print(judged_week(options.week))
    elif options.time:
        times(options.time)
    elif options.links:
        quality(options)
    else:
        parser.error("give an archive and its links, or --time FOLDER, or --week FILE")


if __name__ == "__main__":
    main()
