"""Law 6: reading what newsgen wrote gives back the same record and body."""

import string
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgen.content.article import ArchivedComment, Article, Correction, Picture, Status, When
from newsgen.content.reader import read
from newsgen.content.slugs import kept_slug
from newsgen.content.writer import write_article

PATH = "2018/08/x.md"
JAKARTA = ZoneInfo("Asia/Jakarta")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = [JAKARTA, ZoneInfo("Asia/Makassar"), NEW_YORK]
DAY = When(datetime(2018, 8, 2, tzinfo=JAKARTA), False)


def again(article: Article, zone: ZoneInfo) -> Article:
    record = read(article.path, write_article(article, zone).encode(), zone).record
    assert isinstance(record, Article)
    return record


def an_article(**fields: Any) -> Article:
    bare = Article(path=PATH, title="Judul", date=DAY, slug="judul", body="Isi.")
    return msgspec.structs.replace(bare, **fields)


ODD = [
    "yes", "No", "on", "null", "~", "true", "010", "0x1F", "1e3", "12:30", "2018-08-02", ".5", "1_000", "=", "<<",  # noqa: E501
    "- butir", "* butir", "@kata", "#JambiTuntas", "Juara #1 Dunia", "Sekda: 49 OPD", "a: b: c", "x:", ": x",
    "'kutip'", '"kutip"', "it's", 'a "b" c', "[a]", "{a: b}", "&a", "*a", "!a", "%a", "|", ">", "?", "? a", "`a`",  # noqa: E501
    "a, b", ",", "---", "--- a", "...", "+++", "😀", "é ñ", "日本語", "a\\b", "\\n", "{{< x >}}", "{% x %}", "<b>",  # noqa: E501
    "\u200b", "\ufeffa", "\u061c", "a\u00adb", "null: x", "title: x",
]  # fmt: skip


def tidy(text: str) -> str:
    """A text as the schema normalises it."""
    return " ".join(text.split())


CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])
TEXTS = (
    st.text(CHARACTERS, min_size=1, max_size=30).map(tidy).filter(bool)
    | st.sampled_from(ODD)
    | st.lists(st.sampled_from(ODD), min_size=2, max_size=3).map(" ".join)
)
LISTS = st.lists(TEXTS, max_size=3, unique=True).map(tuple)
OPTIONAL = st.just("") | TEXTS
SLUGS = st.text(string.ascii_lowercase, min_size=1, max_size=12)
KEPT_SLUGS = st.text(min_size=1, max_size=12).map(kept_slug).filter(bool)
ALIASES = st.lists(SLUGS.map("/{}/".format) | SLUGS.map("/?p={}".format), max_size=2, unique=True).map(tuple)
BODIES = st.lists(
    st.text(CHARACTERS, max_size=20)
    | st.sampled_from(
        ["\n", "\n\n", "---", "+++", "\n---\n", "    kode", "# h", "title: x", "{", "}", "<!-- x -->"]
    ),
    max_size=8,
).map(lambda pieces: "".join(pieces).strip("\n"))
EXTRAS = st.dictionaries(
    SLUGS.map("x_{}".format) | st.sampled_from(["layout", "weight"]),
    st.recursive(
        st.text(CHARACTERS, max_size=10) | st.sampled_from(ODD),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SLUGS, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=2,
)


@st.composite
def whens(draw: st.DrawFn, zone: ZoneInfo) -> When:
    """A day of the site, or a moment in the site's zone or another."""
    naive = draw(st.datetimes(datetime(1970, 1, 1), datetime(2037, 1, 1)))
    if draw(st.booleans()):
        return When(datetime(naive.year, naive.month, naive.day, tzinfo=zone), False)
    shorn = draw(
        st.sampled_from([naive, naive.replace(microsecond=0), naive.replace(second=0, microsecond=0)])
    )
    other = draw(
        st.sampled_from([zone, zone, UTC, JAKARTA, NEW_YORK, timezone(timedelta(hours=-4, minutes=-30))])
    )
    return When(shorn.replace(tzinfo=other, fold=draw(st.integers(0, 1))))


@st.composite
def archived(draw: st.DrawFn, zone: ZoneInfo) -> tuple[ArchivedComment, ...]:
    """Comments of which some answer one above them."""
    texts = st.lists(TEXTS, min_size=1, max_size=4)
    number = draw(st.integers(0, 4))
    return tuple(
        ArchivedComment(
            author=draw(OPTIONAL),
            date=draw(st.none() | whens(zone)),
            text=draw(st.sampled_from(["\n", "\n\n"])).join(draw(texts)),
            answers=draw(st.integers(0, place)),
        )
        for place in range(number)
    )


PICTURES = st.builds(Picture, TEXTS, OPTIONAL, OPTIONAL, OPTIONAL)


@st.composite
def articles(draw: st.DrawFn, zone: ZoneInfo, bodies: st.SearchStrategy[str]) -> Article:
    status = draw(st.sampled_from(Status))
    moments = whens(zone)
    return Article(
        path=PATH,
        title=draw(TEXTS),
        date=draw(moments),
        slug=draw(KEPT_SLUGS),
        updated=draw(st.none() | moments),
        authors=draw(LISTS),
        editors=draw(LISTS),
        source=draw(OPTIONAL),
        categories=draw(LISTS),
        tags=draw(LISTS),
        summary=draw(OPTIONAL),
        image=draw(st.none() | PICTURES),
        dateline=draw(OPTIONAL),
        aliases=draw(ALIASES),
        related=draw(LISTS),
        series=draw(OPTIONAL),
        lead=draw(st.integers(0, 4)),
        corrections=tuple(draw(st.lists(st.builds(Correction, moments, TEXTS), max_size=2))),
        status=status,
        reason=draw(TEXTS if status is Status.WITHDRAWN else OPTIONAL),
        expires=draw(st.none() | moments),
        language=draw(st.sampled_from(["", "id", "en", "no"])),
        origin=draw(OPTIONAL),
        guid=draw(OPTIONAL),
        permalink=draw(st.just("") | SLUGS.map("/{}/x.html".format)),
        archived_comments=draw(archived(zone)),
        review=draw(LISTS),
        extra=draw(EXTRAS),
        body=draw(bodies),
    )


def with_zone(bodies: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[ZoneInfo, Article]]:
    return st.sampled_from(ZONES).flatmap(lambda zone: st.tuples(st.just(zone), articles(zone, bodies)))


def instants(when: When | None) -> tuple[datetime, bool] | None:
    return (when.at.astimezone(UTC), when.clock) if when else None


@settings(max_examples=150, deadline=None)
@given(with_zone(BODIES.map(lambda body: "\n".join(line.strip() for line in body.split("\n")).strip())))
def test_what_is_written_is_read_back(case: tuple[ZoneInfo, Article]) -> None:
    zone, article = case
    record = again(article, zone)
    assert record == article
    for name in ("date", "updated", "expires"):
        assert instants(getattr(record, name)) == instants(getattr(article, name))
    for name in ("corrections", "archived_comments"):
        dates = [[instants(one.date) for one in getattr(some, name)] for some in (record, article)]
        assert dates[0] == dates[1]


@settings(max_examples=150, deadline=None)
@given(BODIES)
@example("Bait  \nsatu  ")
@example("a\u00a0")
@example("  \n\na")
@example("    kode")
@example("---\na\n---")
@example("\u2028")
def test_the_body_is_read_back_to_the_last_space(body: str) -> None:
    assert again(an_article(body=body), JAKARTA).body == body


@settings(max_examples=150, deadline=None)
@given(with_zone(st.just("Isi.")))
def test_writing_is_stable(case: tuple[ZoneInfo, Article]) -> None:
    zone, article = case
    text = write_article(article, zone)
    assert write_article(again(article, zone), zone) == text


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read_back(text: str) -> None:
    article = an_article(
        title=text,
        tags=(text, "lain"),
        authors=(text,),
        summary=text,
        source=text,
        image=Picture(text, caption=text),
        corrections=(Correction(DAY, text),),
        archived_comments=(ArchivedComment(text, DAY, f"{tidy(text)}\n\nlagi"),),
        extra={"x": text, "y": [text, {"z": text}]},
    )
    assert again(article, JAKARTA) == article


@pytest.mark.parametrize("text", ODD)
def test_a_single_tag_with_a_comma_or_not_stays_one(text: str) -> None:
    assert again(an_article(tags=(text,)), JAKARTA).tags == (text,)


@pytest.mark.parametrize(
    "key",
    ["content", "handler", "metadata", "self", "a: b", "#a", "- a", "1", "null", "", "Tittle", "konten "],
)
def test_an_unknown_key_of_any_name_is_read_back(key: str) -> None:
    article = an_article(extra={key: "x"})
    assert again(article, JAKARTA).extra == {key: "x"}


@pytest.mark.parametrize(
    "lines",
    [
        "draft: true\nstatus: published",
        "summary: a\ndescription: b",
        "draft: false",
        "published: true",
        "published: false",
        "hidden: true",
        "build: {list: never}",
        "status: publish",
        "cover: {image: a.jpg, alt: b, relative: true}",
        "permalink: /kabar/é/",
        "publishDate: 2019-01-02",
        "redirect_from: [/a/, /b/]",
    ],
)
def test_a_file_that_was_read_is_written_as_the_same_record(lines: str) -> None:
    text = f"---\ntitle: A\ndate: 2018-08-02\nslug: a\n{lines}\n---\nIsi.\n"
    record = read(PATH, text.encode(), JAKARTA).record
    assert isinstance(record, Article)
    assert again(record, JAKARTA) == record


@pytest.mark.parametrize(
    ("zone", "at", "line"),
    [
        (JAKARTA, datetime(2018, 8, 2, 10, 0, tzinfo=JAKARTA), "'2018-08-02 10:00'"),
        (JAKARTA, datetime(2018, 8, 2, 10, 0, 5, tzinfo=JAKARTA), "'2018-08-02 10:00:05'"),
        (JAKARTA, datetime(2018, 8, 2, 10, 0, tzinfo=timezone(timedelta(hours=7))), "'2018-08-02 10:00'"),
        (JAKARTA, datetime(2018, 8, 2, 3, 0, tzinfo=UTC), "2018-08-02 03:00+00:00"),
        (NEW_YORK, datetime(2018, 11, 4, 1, 30, tzinfo=NEW_YORK), "'2018-11-04 01:30'"),
        (NEW_YORK, datetime(2018, 11, 4, 1, 30, fold=1, tzinfo=NEW_YORK), "2018-11-04 01:30-05:00"),
        (NEW_YORK, datetime(2018, 3, 11, 2, 30, tzinfo=NEW_YORK), "2018-03-11 02:30"),
    ],
)
def test_moments_are_written_for_the_site_and_keep_their_instant(
    zone: ZoneInfo, at: datetime, line: str
) -> None:
    article = an_article(date=When(at))
    assert line.strip("'") in write_article(article, zone).split("\n")[2]
    found = again(article, zone).date
    assert (found.at.astimezone(UTC), found.clock) == (at.astimezone(UTC), True)
    assert found.at.utcoffset() == at.utcoffset()


def test_a_day_in_another_zone_stays_that_day() -> None:
    when = When(datetime(2018, 8, 2, tzinfo=timezone(timedelta(hours=9))), False)
    found = again(an_article(date=when), JAKARTA).date
    assert (found.at.date(), found.clock) == (when.at.date(), False)


def test_what_is_empty_is_left_out() -> None:
    text = write_article(an_article(), JAKARTA)
    assert text == "---\ntitle: Judul\ndate: '2018-08-02'\nslug: judul\n---\n\nIsi.\n"


def test_a_text_of_ten_thousand_words_stays_on_its_line() -> None:
    article = an_article(summary=tidy("kata: #1 " * 3000))
    assert again(article, JAKARTA) == article


def test_reading_does_not_depend_on_what_is_not_written() -> None:
    """`path` comes from the file's place; all else from its text."""
    article = an_article(tags=("a",))
    moved = read("lain/y.md", write_article(article, JAKARTA).encode(), JAKARTA).record
    assert isinstance(moved, Article)
    assert moved == msgspec.structs.replace(article, path="lain/y.md")


@pytest.mark.parametrize("typed", ["🔥", "Juara 🏆", "日本語", "𝕊ekda", "é"])
def test_text_is_written_as_it_was_typed(typed: str) -> None:
    article = an_article(title=typed, tags=(typed,))
    assert write_article(article, JAKARTA).count(typed) == 2
    assert again(article, JAKARTA) == article
