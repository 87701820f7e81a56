"""Comments of an old site as an article keeps them."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.content.article import Article, When
from newsgen.content.reader import read
from newsgen.content.writer import write_article
from newsgen.importing.comments import archived, plain_text
from newsgen.importing.story import Comment

ZONE = ZoneInfo("Asia/Jakarta")
DAY = When(datetime(2018, 8, 2, tzinfo=ZONE), False)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Bagus.", "Bagus."),
        ("Satu\r\ndua\r\n\r\n\r\n\r\ntiga  empat", "Satu\ndua\n\ntiga empat"),
        ("<p>Satu<br />\ndua</p>\n<p>tiga</p>", "Satu\ndua\n\ntiga"),
        ("Satu<BR>dua<br class='x'/>tiga", "Satu\ndua\ntiga"),
        ("<blockquote>Kutip</blockquote>Jawab", "Kutip\n\nJawab"),
        ("Satu<hr>dua<table><tr><td>tiga</td><td>empat</td></tr></table>", "Satu\n\ndua\n\ntiga\n\nempat"),
        ("<dl><dt>Satu</dt><dd>dua &lt;i&gt;</dd></dl>", "Satu\n\ndua <i>"),
        ("<section>Satu</section><figure>dua</figure>", "Satu\n\ndua"),
        ("Lihat <a href='https://x.example/' onclick=x>di sini</a>!", "Lihat di sini!"),
        ("a &lt; b &amp;&amp; c &gt; d &quot;e&quot; &#8220;f&#8221;", 'a < b && c > d "e" “f”'),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("x<script>alert(1)</script><style>p{}</style>y", "xy"),
        ("<!-- rahasia -->Tampak", "Tampak"),
        ("5 < 6 dan 7 > 3", "5 < 6 dan 7 > 3"),
        ("Salut <3", "Salut <3"),
        ("a&nbsp;b\x00\x08c", "a bc"),
        ("😀 <b>نص</b>", "😀 نص"),
        ("  <p> </p> ", ""),
    ],
)
def test_the_text_is_plain(html: str, expected: str) -> None:
    assert plain_text(html) == expected


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ([0, 1, 2, 0, 1], [(1, 0), (2, 1), (3, 2), (4, 0), (5, 1)]),
        ([2, 0], [(2, 0), (1, 1)]),  # the answer stood first
        ([3, 1, 0], [(3, 0), (1, 1), (2, 2)]),
        ([1, 9, -1], [(1, 0), (2, 0), (3, 0)]),
        ([2, 1, 1], [(2, 0), (1, 1), (3, 2)]),  # a ring
    ],
)
def test_none_stands_above_what_it_answers(parents: list[int], expected: list[tuple[int, int]]) -> None:
    comments = [Comment(f"{n}", None, "x", parent) for n, parent in enumerate(parents, 1)]
    assert [(int(one.author), one.answers) for one in archived(comments)] == expected


def test_one_without_text_is_left_out() -> None:
    comments = [
        Comment("Ani &amp; Adi", DAY, "<p></p>"),
        Comment("B", DAY, "b", 1),
        Comment("C", None, "c", 2),
    ]
    assert [(one.author, one.date, one.text, one.answers) for one in archived(comments)] == [
        ("B", DAY, "b", 0), ("C", None, "c", 1),
    ]  # fmt: skip


PIECES = ["<p>", "<br>", "\n", "---", "&lt;", "<b", "a", "#", ": "]
COMMENTS = st.lists(
    st.builds(
        Comment,
        st.text(max_size=9),
        st.none() | st.just(DAY),
        st.text(max_size=30) | st.lists(st.sampled_from(PIECES)).map("".join),
        st.integers(-1, 12),
    ),
    max_size=10,
)  # fmt: skip


@given(COMMENTS)
def test_what_is_archived_is_read_back(comments: list[Comment]) -> None:
    """Law 6: whatever was in the comments, the file that is written of them can be read."""
    article = Article(
        path="a.md", title="A", date=DAY, slug="a", archived_comments=archived(comments), body="Isi."
    )
    record = read("a.md", write_article(article, ZONE).encode(), ZONE).record
    assert record == article


@pytest.mark.parametrize(
    "text", ["<p" * 100_000, "<br" * 100_000, "&" * 200_000, "\n \n" * 100_000, "<" * 200_000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    began = time.perf_counter()
    plain_text(text)
    archived([Comment("", None, "x", n) for n in range(20_000)])
    archived([Comment("", None, "x", n + 2) for n in range(20_000)])
    assert time.perf_counter() - began < 5
