"""Comments of a former site: where they are shown, in which order, and where they are not."""

import re
from typing import Any

import html5lib
import pytest
from conftest import CONFIG, MakeSite, Project, article, paragraphs
from hypothesis import given
from hypothesis import strategies as st
from test_structured_data import structured

from newsgen.content.article import ArchivedComment
from newsgen.pages.article import ShownComment, _archived_comments

URL = "/2018/08/jembatan/"
COMMENTS: list[dict[str, object]] = [
    {"author": "Budi", "date": "2018-08-03 09:12", "text": "Akhirnya.\n\nSemoga <i>awet</i>."},
    {"author": "Redaksi", "date": "2018-08-04", "text": "Terima kasih.", "answers": 1},
    {"text": "Lanjutkan"},
    {"author": "Sari", "text": "Setuju.", "answers": 2},
]


def built(make_site: MakeSite, settings: str = "", **keys: Any) -> Project:
    files: dict[str, str | bytes] = {
        "a.md": article("Jembatan", "2018-08-02", **{"archived_comments": COMMENTS, **keys}),
        "b.md": article("Jembatan Lain", "2018-08-03"),
    }
    site = make_site(files, CONFIG + settings)
    site.build()
    return site


def shown(page: str) -> list[tuple[int, str, str, str]]:
    """Of each comment in order: whether it is indented, its name, the line below it, and its text."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (section,) = (one for one in document.iter("section") if one.get("class") == "archived")
    found = []
    for depth, items in enumerate((section.findall("ol/li"), section.findall("ol/li/ol/li"))):
        for item in items:
            (own,) = item.findall("article")
            lines = ["".join(part.itertext()) for part in own]
            is_dated = own[1].get("class") == "when"
            found.append((depth, lines[0], lines[1] if is_dated else "", "|".join(lines[1 + is_dated :])))
    return found


def test_they_stand_under_the_story_with_their_answers_below_them(make_site: MakeSite) -> None:
    page = built(make_site).read(URL)
    assert shown(page) == [
        (0, "Budi", "Jumat, 3 Agustus 2018 - 09:12 WIB", "Akhirnya.|Semoga <i>awet</i>."),
        (0, "Tanpa nama", "", "Lanjutkan"),
        (1, "Redaksi", "Sabtu, 4 Agustus 2018", "Terima kasih."),
        (1, "Sari", "menjawab Redaksi", "Setuju."),
    ]
    assert '<h2 class="bar" id="archived-title">4 Komentar (arsip)</h2>' in page
    assert page.index("</article>") < page.index('id="archived-comments"')  # not of the text that is searched


@pytest.mark.parametrize(
    ("settings", "number", "heading"),
    [
        ("", 1, "1 Komentar (arsip)"),
        ("language: en\n", 1, "1 Comment (archived)"),
        ("language: en\n", 4, "4 Comments (archived)"),
    ],
)
def test_the_heading_says_how_many_they_are(
    make_site: MakeSite, settings: str, number: int, heading: str
) -> None:
    assert f">{heading}</h2>" in built(make_site, settings, archived_comments=COMMENTS[:number]).read(URL)


def test_they_are_told_to_machines(make_site: MakeSite) -> None:
    story = structured(built(make_site).read(URL))["NewsArticle"]
    assert story["commentCount"] == 4
    assert story["comment"][0] == {
        "@type": "Comment",
        "author": {"@type": "Person", "name": "Budi"},
        "datePublished": "2018-08-03T09:12:00+07:00",
        "text": "Akhirnya.\n\nSemoga <i>awet</i>.",
    }
    assert [one["text"] for one in story["comment"]] == [
        "Akhirnya.\n\nSemoga <i>awet</i>.", "Terima kasih.", "Setuju.", "Lanjutkan",
    ]  # fmt: skip


def test_machines_get_no_more_than_fifty_threads(make_site: MakeSite) -> None:
    many = [{"text": f"{n}"} for n in range(60)]
    page = built(make_site, archived_comments=many).read(URL)
    story = structured(page)["NewsArticle"]
    assert (story["commentCount"], len(story["comment"]), len(shown(page))) == (60, 50, 60)


def test_they_stand_on_the_page_of_the_whole_text_alone(make_site: MakeSite) -> None:
    body = "Satu.\n\n<!--nextpage-->\n\nDua."
    site = built(make_site, "nextpage: split\n", body=body)
    for url in (URL, f"{URL}2/"):
        assert f'<a href="{URL}semua/#archived-comments">' in site.read(url)
        assert "Akhirnya" not in site.read(url)
    assert len(shown(site.read(f"{URL}semua/"))) == 4


@pytest.mark.parametrize("status", ["withdrawn", "removed"])
def test_a_story_that_is_taken_down_shows_none(make_site: MakeSite, status: str) -> None:
    page = built(make_site, status=status, reason="Keliru.").read(URL)
    assert "Budi" not in page
    assert "arsip" not in page


def test_they_are_nowhere_else(make_site: MakeSite) -> None:
    site = built(make_site)
    others = {path: data for path, data in site.tree().items() if path != f"{URL.strip('/')}/index.html"}
    assert [path for path, data in others.items() if b"Akhirnya" in data or b"Lanjutkan" in data] == []


def related(site: Project, number: int) -> list[str]:
    return re.findall(
        r'<section class="related".*?</section>', site.read(f"/2018/08/kabar-{number}/"), re.DOTALL
    )


def test_they_relate_no_stories(make_site: MakeSite) -> None:
    """Words of readers are not words of the story."""
    files: dict[str, str | bytes] = {
        f"{n}.md": article(f"Kabar {n}", f"2018-08-0{n}", body=paragraphs(2)) for n in range(1, 8)
    }
    site = make_site(files)
    site.build()
    before = {number: related(site, number) for number in (3, 5)}
    told = [{"text": "gempa tsunami pengungsi " * 9}]
    for n in before:
        site.write(
            f"{n}.md", article(f"Kabar {n}", f"2018-08-0{n}", body=paragraphs(2), archived_comments=told)
        )
    site.build()
    assert {number: related(site, number) for number in before} == before


def test_a_comment_that_changes_changes_its_page_alone(make_site: MakeSite) -> None:
    site = built(make_site)
    before = site.tree()
    changed = [*COMMENTS[:3], {**COMMENTS[3], "text": "Tidak setuju."}]
    site.write("a.md", article("Jembatan", "2018-08-02", archived_comments=changed))
    site.build()
    after = site.tree()
    assert {path for path in after if after[path] != before[path]} == {f"{URL.strip('/')}/index.html"}


def test_thousands_are_read(make_site: MakeSite) -> None:
    """The limit on front matter is for files whose end is missing."""
    many = [{"author": "A - B [c] {d} ?", "text": "- a: b\n- c: d " * 9} for _ in range(2000)]
    site = built(make_site, archived_comments=many)
    assert len(shown(site.read(URL))) == 2000


@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_each_is_shown_once_below_what_it_answers(numbers: list[int]) -> None:
    answers = [number % (place + 1) for place, number in enumerate(numbers)]
    comments = tuple(ArchivedComment(f"{n}", None, f"{n}", above) for n, above in enumerate(answers))
    threads = _archived_comments(comments)

    def start(place: int) -> int:
        return start(answers[place] - 1) if answers[place] else place

    found: dict[str, ShownComment] = {}
    for thread in threads:
        assert not answers[int(thread.author)]
        for one in (thread, *thread.replies):
            assert one.author not in found
            found[one.author] = one
            assert start(int(one.author)) == int(thread.author)
            above = answers[int(one.author)] - 1
            assert one.answers == ("" if above in (-1, int(thread.author)) else f"{above}")
    assert sorted(found, key=int) == [f"{n}" for n in range(len(comments))]
