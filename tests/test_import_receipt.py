"""The receipt of an import: its page is one file that runs and loads nothing, and its numbers add up."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import html5lib
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from newsgen.content.article import Article, When
from newsgen.errors import OutputError
from newsgen.importing.outcome import Count, Fate, Outcome, Quarantined, Tally
from newsgen.importing.receipt.counts import Pictures, Run, Sourced, Totals, counted, has_loss, summary_lines
from newsgen.importing.receipt.previews import (
    Preview,
    may_be_shown,
    preview_of,
    shown,
    source_html,
    written_html,
)
from newsgen.importing.receipt.report import write_report
from newsgen.importing.story import Format, Header, Note, SiteFacts, Story


def run(folder: Path, **given: Any) -> Run:
    values: dict[str, Any] = {
        "sources": (Sourced("WordPress export", ("ekspor-1.xml", "ekspor-2.xml")),),
        "content": str(folder / "content"),
        "site": SiteFacts(url="https://kabar.example/"),
    }
    return Run(**{**values, **given})


def outcome(number: int = 1, **given: Any) -> Outcome:
    values: dict[str, Any] = {
        "place": f"ekspor-1.xml: post {number}",
        "title": f"Berita Nomor {number}",
        "url": f"https://kabar.example/?p={number}",
        "fate": Fate.WRITTEN,
        "path": f"2018/08/berita-{number}.md",
        "tally": Tally(paragraphs=Count(3, 2, 1, 0), links=Count(1, 1, 0, 0)),
    }
    return Outcome(**{**values, **given})


def left_out(number: int, kind: str, reason: str, *, loses: bool = False) -> Outcome:
    return outcome(number, fate=Fate.LEFT_OUT, path="", kind=kind, reason=reason, loses=loses, tally=Tally())


def preview(number: int = 1, **given: Any) -> Preview:
    values: dict[str, Any] = {
        "place": f"ekspor-1.xml: post {number}",
        "url": "https://kabar.example/",
        "path": f"2018/08/berita-{number}.md",
        "title": f"Berita Nomor {number}",
        "byline": "Rina Wati · 2018-08-02",
        "source": "<p>Isi <b>berita</b>.</p>",
        "format": Format.HTML,
        "markdown": "Isi **berita**.",
    }
    return Preview(**{**values, **given})


def page_of(folder: Path, outcomes: list[Outcome], previews: Sequence[Preview] = (), **given: Any) -> str:
    file = folder / "laporan.html"
    write_report(file, run(folder, **given), outcomes, previews)
    text = file.read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def parsed(page: str) -> Any:
    return lxml_html.fromstring(page)


def found_in(tree: Any, path: str) -> list[Any]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return found


def text_of(page: str) -> str:
    return " ".join(" ".join(found_in(parsed(page), "//body//text()")).split())


SAMPLE = [
    outcome(1),
    outcome(2, notes=(Note("frame-removed", "a frame was removed", "https://iklan.example/", loses=True),)),
    outcome(3, unsure=("date", "authors")),
    outcome(4, quarantined=(Quarantined("<a href=x>slot gacor</a>", 120, ("hidden by style", "lexicon")),)),
    outcome(5, fate=Fate.KEPT, kind="edited", reason="the file was edited since the last import"),
    outcome(6, fate=Fate.QUARANTINED, kind="spam", reason="the whole text is spam", path=""),
    left_out(7, "private", "readers could not see it"),
    left_out(8, "private", "readers could not see it"),
    left_out(9, "unreadable", "its XML is broken at line 12", loses=True),
    left_out(10, "no-date", "there is no date", loses=True),
    outcome(11, notes=(Note("shortcode", "unknown shortcodes are kept as text", "[iklan]"),)),
]


def test_the_numbers_add_up(tmp_path: Path) -> None:
    totals = counted(SAMPLE)
    assert totals.found == 11 == sum(totals.stories.values())
    assert totals.stories[Fate.LEFT_OUT] == 4
    assert totals.reasons[Fate.LEFT_OUT] == {"private": 2, "unreadable": 1, "no-date": 1}
    assert totals.tally.paragraphs == Count(21, 14, 7, 0)
    assert (totals.quarantined, totals.cleaned, totals.lost) == (1, 1, 3)
    text = text_of(page_of(tmp_path, SAMPLE))
    assert (
        "11 stories came in from 2 files (WordPress export) of https://kabar.example/ ; 6 of them are" in text
    )
    assert "came in 11" in text
    assert "left out 2 private, 1 no date, 1 unreadable 4" in text
    assert "Paragraphs 21 14 7 0" in text


def test_what_does_not_add_up_is_said(tmp_path: Path) -> None:
    wrong = outcome(tally=Tally(links=Count(5, 3, 0, 0)))
    assert "Links 2 not accounted for" in text_of(page_of(tmp_path, [wrong]))
    assert "(and 2 that were not counted)" in "\n".join(summary_lines(run(tmp_path), counted([wrong])))


def test_what_lost_the_most_stands_first(tmp_path: Path) -> None:
    page = page_of(tmp_path, SAMPLE)
    headings = [
        " ".join(found.text_content().split())
        for found in found_in(parsed(page), "//section[@id='look']//summary/h3")
    ]
    assert headings == [
        "Could not be read",
        "Not written: no date",
        "Whole stories held back as spam",
        "Something is missing: frame removed",
        "Files that somebody edited, kept as they are",
        "Please check the authors",
        "Please check the date",
    ]


def test_reasons_that_differ_stand_at_each_entry(tmp_path: Path) -> None:
    alike = [left_out(number, "unreadable", "it is cut off", loses=True) for number in range(3)]
    differing = [left_out(number, "broken", f"line {number} is broken", loses=True) for number in range(3)]
    text = text_of(page_of(tmp_path, [*alike, *differing]))
    assert text.count("it is cut off") == 1
    assert [text.count(f"line {number} is broken") for number in range(3)] == [1, 1, 1]


def test_links_lead_to_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "laporan"
    path = "2018/08/berita #1 é.md"
    page = page_of(tmp_path, [outcome(unsure=("date",), path=path)])
    hrefs = found_in(parsed(page), "//section[@id='look']//a/@href")
    assert unquote(hrefs[0]) == f"content/{path}"
    write_report(folder / "a.html", run(tmp_path), SAMPLE, [])
    assert 'href="../content/2018/08/berita-3.md"' in (folder / "a.html").read_text("utf-8")
    dry = page_of(tmp_path, [outcome(unsure=("date",))], dry_run=True)
    assert "content/2018" not in dry
    assert "dry run" in dry


def test_settings_media_and_steps(tmp_path: Path) -> None:
    text = text_of(
        page_of(
            tmp_path,
            SAMPLE,
            settings="permalink: /{year}/{slug}/\n",
            pictures=Pictures(copied=3, to_download=12, manifest="unduh.txt", command="aria2c -i unduh.txt"),
            steps=("Run newsgen build.",),
            written={"authors/": "profiles of 3 authors"},
        )
    )
    for expected in (
        "Put these settings into newsgen.yaml permalink: /{year}/{slug}/",
        "aria2c -i unduh.txt",
        "3 copied, 0 were there, 12 to download",
        "Run newsgen build.",
        "authors/ profiles of 3 authors",
    ):
        assert expected in text


def test_an_import_without_loss_says_so(tmp_path: Path) -> None:
    page = page_of(tmp_path, [outcome()])
    assert "Nothing that readers saw was lost" in page
    assert 'id="look"' not in page
    assert not has_loss(run(tmp_path), counted([outcome()]))
    site = SiteFacts(notes=(Note("unreadable-rest", "the rest can't be read", "a.json", loses=True),))
    assert has_loss(run(tmp_path, site=site), Totals())
    assert "Something of the site was lost" in page_of(tmp_path, [], site=site)


def test_nothing_came_in(tmp_path: Path) -> None:
    assert "0 stories came in" in text_of(page_of(tmp_path, []))
    assert summary_lines(run(tmp_path), Totals()) == ["0 stories came in: nothing"]


def test_the_page_is_alone_and_runs_nothing(tmp_path: Path) -> None:
    page = page_of(tmp_path, SAMPLE, [preview()])
    [style] = re.findall("<style>(.*?)</style>", page, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in page
    tree = parsed(page)
    assert not found_in(
        tree, "//script|//link|//img|//iframe|//object|//form|//@style|//@src|//@*[starts-with(name(),'on')]"
    )
    for name, value in ((name, value) for one in tree.iter() for name, value in one.items()):
        assert name in ALLOWED or name.startswith("aria-"), (name, value)


ALLOWED = set(
    "tabindex lang charset name content http-equiv id class href rel role scope viewbox viewBox x y width"
    " height preserveaspectratio preserveAspectRatio open".split()
)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include 'x' %}",
    "</style></title></textarea></pre>",
    "\u202egnp.exe\u2066",
    "\ud800 lone",
    "nul\0bell\x07",
    "javascript:alert(1)",
    "x" * 1_000_000,
    "<" * 20_000,
    "`" * 5_000,
    "[" * 5_000,
    "]]>-->",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    hostile = outcome(
        title=text,
        place=text,
        url=text,
        path=text[:200].replace("\0", ""),
        notes=(Note("a", text, text, loses=True),),
        unsure=(text[:50],),
        quarantined=(Quarantined(text, 3, (text[:50],)),),
    )
    previews = [
        preview(number, title=text, byline=text[:300], source=text[:6000], markdown=text[:6000], format=form)
        for number, form in enumerate(Format)
    ]
    page = page_of(tmp_path, [hostile], previews)
    assert len(page) < 400_000
    tree = parsed(page)
    assert not found_in(tree, "//script|//img|//iframe")
    assert {href.partition(":")[0] for href in found_in(tree, "//a/@href") if ":" in href} <= {"https"}
    for sign in "\u202e\u2066\0\x07":
        assert sign not in page
    data = json.loads((tmp_path / "laporan.json").read_bytes())
    assert data["outcomes"][0]["quarantined"][0]["text"] == text


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(Format))
@settings(deadline=None, max_examples=100)
def test_any_text_gives_a_valid_page(
    tmp_path_factory: pytest.TempPathFactory, source: str, markdown: str, form: Format
) -> None:
    page_of(
        tmp_path_factory.mktemp("page"),
        [outcome(title=source, quarantined=(Quarantined(markdown, 0, ()),))],
        [preview(title=markdown, source=source, markdown=markdown, format=form)],
    )


SIDES = {
    "<p onclick=x>a <a href='https://x.example/'>b</a></p>": "<p>a <a>b</a></p>",
    "<img src='https://x.example/foto/a.jpg?w=3' alt=b>": "<em>▣ a.jpg</em>",
    "<iframe src=https://video.example/embed/7></iframe>": "<em>▶ 7</em>",
    "<h2>a</h2><script>x</script><style>y</style>": "<h4>a</h4>",
    "<!-- a -->b": "b",
}


@pytest.mark.parametrize(("source", "expected"), SIDES.items())
def test_the_source_is_harmless(source: str, expected: str) -> None:
    assert source_html(preview(source=source)) == expected


MARKDOWN = {
    "## a\n\nb **c** [d](https://x.example/)": "<h4>a</h4>\n<p>b <strong>c</strong> <a>d</a></p>\n",
    "![Foto](/a.jpg)": "<p><em>▣ Foto</em></p>\n",
    "<script>x</script>": "<p>&lt;script&gt;x&lt;/script&gt;</p>\n",
}


@pytest.mark.parametrize(("markdown", "expected"), MARKDOWN.items())
def test_the_article_is_shown_nearly_as_it_will_be(markdown: str, expected: str) -> None:
    assert written_html(preview(markdown=markdown)) == expected


def test_texts_of_wordpress_have_their_paragraphs() -> None:
    one = preview(source="<!-- wp:paragraph -->a\n\nb", format=Format.WORDPRESS)
    assert source_html(one) == "<p>a</p><p>b</p>"
    assert source_html(preview(source="a <b>\nc", format=Format.TEXT)) == "<pre>a &lt;b&gt;\nc</pre>"


def test_ten_stories_are_chosen_by_their_places() -> None:
    places = [f"ekspor.xml: post {number}" for number in range(5000)]
    candidates = [place for place in places if may_be_shown(place, len(places))]
    assert 15 <= len(candidates) <= 80
    chosen = shown(preview(place=place) for place in candidates)
    assert len(chosen) == 10
    assert chosen == shown(preview(place=place) for place in reversed(candidates))
    assert all(may_be_shown(place, 40) for place in places)


def test_a_preview_is_cut() -> None:
    header = Header(title="A", url="https://kabar.example/a/")
    story = Story(header=header, place="p", body="x" * 100_000, format=Format.HTML)
    when = When(datetime(2018, 8, 2, 10, 0, tzinfo=UTC))
    article = Article(
        path="a.md", title="A", date=when, slug="a", authors=("Rina",), dateline="Jambi", body="y" * 100_000
    )
    one = preview_of(story, article)
    assert len(one.source) + len(one.markdown) < 20_000
    assert one.byline == "Rina · 2018-08-02 10:00 · Jambi"


def many(count: int) -> Iterator[Outcome]:
    for number in range(count):
        yield outcome(
            number,
            notes=(Note("frame-removed", "a frame was removed", f"https://x.example/{number}", loses=True),),
            quarantined=(Quarantined(f"slot gacor {number} " * 2000, 3, ("lexicon",)),),
        )


def test_the_page_stays_small_and_the_json_has_all(tmp_path: Path) -> None:
    totals = write_report(tmp_path / "a.html", run(tmp_path), many(3000), [])
    page = (tmp_path / "a.html").read_text("utf-8")
    assert totals.stories[Fate.WRITTEN] == 3000
    assert len(page) < 3_000_000
    assert "… and 2,800 more" in page
    lines = (tmp_path / "a.json").read_text("utf-8").splitlines()
    assert sum('"place":"ekspor-1.xml: post' in line for line in lines) == 3000


def test_json(tmp_path: Path) -> None:
    file = tmp_path / "laporan.json"
    write_report(file, run(tmp_path), SAMPLE, [preview()])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["laporan.json"]
    data = json.loads(file.read_text("utf-8"))
    assert data["newsgen_import"] == 1
    assert msgspec.convert(data["outcomes"], list[Outcome]) == SAMPLE
    assert data["totals"]["found"] == 11
    assert data["totals"]["stories"]["left out"] == 4
    assert data["previews"][0]["title"] == "Berita Nomor 1"
    assert data["run"]["site"]["url"] == "https://kabar.example/"


def test_a_receipt_is_written_again_and_nothing_else_over(tmp_path: Path) -> None:
    for _ in range(2):
        write_report(tmp_path / "a.html", run(tmp_path), SAMPLE, [])
        write_report(tmp_path / "b.json", run(tmp_path), SAMPLE, [])
    foreign = tmp_path / "ekspor.xml"
    foreign.write_text("<rss/>")
    with pytest.raises(OutputError, match="exists, and is no receipt"):
        write_report(foreign, run(tmp_path), SAMPLE, [])
    assert foreign.read_text() == "<rss/>"
    with pytest.raises(OutputError):
        write_report(foreign / "a.html", run(tmp_path), SAMPLE, [])


def test_a_receipt_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def broken() -> Iterator[Outcome]:
        yield outcome()
        raise KeyError

    write_report(tmp_path / "a.html", run(tmp_path), SAMPLE, [])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyError):
        write_report(tmp_path / "a.html", run(tmp_path), broken(), [])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_same_import_gives_the_same_receipt(tmp_path: Path) -> None:
    assert page_of(tmp_path, SAMPLE, [preview()]) == page_of(tmp_path, SAMPLE, [preview()])


def test_spam_that_stands_in_many_stories_is_shown_once(tmp_path: Path) -> None:
    spam = Quarantined("<a href=x>slot gacor</a>", 7, ("lexicon",))
    other = Quarantined("<p>togel</p>", 9, ("lexicon",))
    outcomes = [outcome(number, quarantined=(spam,)) for number in range(50)]
    page = page_of(tmp_path, [*outcomes, outcome(50, quarantined=(other, spam))])
    assert page.count("&lt;a href=x&gt;slot gacor&lt;/a&gt;") == 1
    text = text_of(page)
    assert "52 pieces of spam were cut out of 51 stories" in text
    assert "51× slot gacor Known by: lexicon" in text
    assert "… and 31 more" in text
    assert text.index("51×") < text.index("1× togel")


def test_the_terminal(tmp_path: Path) -> None:
    totals = counted(SAMPLE)
    pictures = Pictures(to_download=2, command="wget -i unduh.txt")
    assert summary_lines(run(tmp_path, pictures=pictures), totals) == [
        "11 stories came in: 5 written, 1 kept, 1 quarantined, 4 left out",
        "Kept: 1 edited",
        "Quarantined: 1 spam",
        "Left out: 2 private, 1 no date, 1 unreadable",
        "Paragraphs: 21 found = 14 kept + 7 quarantined + 0 left out",
        "Quarantine: 1 piece of spam cut out of 1 story",
        "Something is missing: frame removed (1)",
        "To check: authors (1), date (1)",
        "2 files to download: wget -i unduh.txt",
    ]
