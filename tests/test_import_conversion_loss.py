"""No word of a text is lost, however its HTML is broken."""

# ruff: noqa: E501

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_rendering import ENGINES, SameLinks, rendered, words

from newsgen.importing.conversion.converting import convert
from newsgen.importing.converted import Converted
from newsgen.importing.story import Format

_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br"
    " button caption center cite code col colgroup data dd del details dfn dialog dir div dl"
    " dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 header hgroup hr html i"
    " iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noscript"
    " object ol optgroup option output p param picture pre progress q rb rp rt ruby s samp search section"
    " select small source span strike strong sub summary sup svg table tbody td textarea tfoot th thead time"
    " tr track tt u ul var video wbr tidak-dikenal x:y"
).split()
_WORDS = [f"kata{number}" for number in range(60)]
_ATTRIBUTES = st.sampled_from(
    [
        "",
        "",
        " id=a",
        ' href="/b/"',
        ' src="/a.jpg"',
        ' class="wp-caption"',
        ' class="baca-juga"',
        ' dir="rtl"',
        ' class="gallery"',
        ' class="twitter-tweet"',
        ' start="3"',
        ' colspan="2"',
        ' style="display:none"',
    ]
)
_OPEN = st.tuples(st.sampled_from(_ELEMENTS), _ATTRIBUTES).map(lambda tag: f"<{tag[0]}{tag[1]}>")
_CLOSE = st.sampled_from(_ELEMENTS).map(lambda tag: f"</{tag}>")
_SOUP = st.lists(
    st.one_of(_OPEN, _OPEN, _CLOSE, st.sampled_from(_WORDS), st.just("\n"), st.just("\n\n")), max_size=40
)


def converted(html: str, format_: Format = Format.HTML) -> Converted:
    return convert(html, format_, SameLinks(), base="https://lama.example/a/")


def _noted(found: Converted) -> int:
    """The number of words that notes say are left out."""
    return sum(
        int(number) * int(times or 1)
        for note in found.notes
        for number, times in re.findall(r"(\d+) words(?: .*?)?(?:\((\d+) times\))?$", note.message)
    )


def _numbers(html: str) -> set[str]:
    return set(re.findall(r"kata(\d+)", " ".join(words(html))))


def _is_whole(html: str, format_: Format) -> None:
    found = converted(html, format_)
    for engine in ENGINES:
        missing = _numbers(html) - _numbers(rendered(found.markdown, engine))
        assert len(missing) <= _noted(found), (missing, found.markdown, found.notes)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(_SOUP, st.sampled_from([Format.HTML, Format.WORDPRESS]))
def test_every_word_of_a_soup_is_kept_or_noted(parts: list[str], format_: Format) -> None:
    _is_whole(" ".join(parts), format_)


LOST = [
    ("<ol>\n1/ satu,\n2/ dua</ol>", "1/ satu, 2/ dua"),
    ("<ul>satu<li>dua</li>tiga <b>empat</b></ul>", "- satu\n- dua\n- tiga\n- **empat**"),
    ("<table>satu<tr><td>dua</td></tr></table>", "<table>satu<tr><td>dua</td></tr></table>"),
    ("<ul><a href='/b/'>satu</a><li>dua</ul>", "- [satu](/b/)\n- dua"),
    ("<select><option>satu<p>dua</p>", "satu\n\ndua"),
    ("<map>satu</map>", "satu"),
    ("<div class='gallery'><figure><img src='/a.jpg'><figcaption>satu</figcaption></figure></div>",
     '<figure><img src="https://lama.example/a.jpg" alt=""><figcaption>satu</figcaption></figure>'),
    ("<video src='/a.mp4'>satu <p>dua</p></video>", "<figure><video controls src=\"https://lama.example/a.mp4\"></video>satu <p>dua</p></figure>"),
    ("<div class='baca-juga'>Satu dua tiga empat lima enam tujuh delapan. <a href='/b/'>b</a></div>",
     "Satu dua tiga empat lima enam tujuh delapan. [b](/b/)"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), LOST)
def test_text_in_odd_places(html: str, markdown: str) -> None:
    assert converted(html).markdown == markdown


def test_code_in_shortcodes_of_code_is_kept() -> None:
    text = "[ccn_java]\nList<Field> x;\n<option>satu\n[/ccn_java]"
    assert converted(text, Format.WORDPRESS).markdown == "```java\nList<Field> x;\n<option>satu\n```"
