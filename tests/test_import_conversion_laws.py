"""Random HTML, converted and rendered, shows the same words, links and pictures in both engines."""

# ruff: noqa: E501

from collections.abc import Sequence
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_rendering import ENGINES, SameLinks, images, links, rendered, words

from newsgen.importing.conversion.converting import convert
from newsgen.importing.converted import Converted
from newsgen.importing.story import Format

_WORD = st.one_of(
    st.sampled_from(
        "Warga desa padi 17. 1986. 3) # ## #kata + - * ** _ __ _a_ *b* **c** > >> | || [x] [a]: [^1] ](y) ![ ( ) ! ` `` ``` ~~~ ~~ "
        "\\ \\* \\_ a_b a__b & &amp; &copy; &lt; < > <b> </p> {x} {: .k} {.k} {{y}} {%z%} --- === *** ___ - --- :: : :--- |---| "
        "\u00a0 “kutip” é 中文 😀 a*b C:\\ http://x.example/a_b_c https://y.example ketua@x.example \\[ \\] 1) 10. --- [ ] = | a|b".split(
            " "
        )
    ),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=6),
)
_TEXT = st.lists(_WORD, min_size=1, max_size=5).map(" ".join).map(escape)
_GAP = st.sampled_from(["", " ", "\n", "  "])
_HREF = st.sampled_from(
    ["/b/", "/c/?x=1&amp;y=2", "https://x.example/a_b_(c)", "/d*e*", "/e[1]", "/f&quot;g'h"]
)


def _joined(parts: Sequence[str]) -> str:
    return "".join(parts)


def _in_line(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    mark = st.tuples(
        st.sampled_from("b strong i em u s sub sup mark code span font kbd small".split()), _GAP, inner, _GAP
    ).map(lambda m: f"<{m[0]}>{m[1]}{m[2]}{m[3]}</{m[0]}>")
    return st.lists(st.one_of(mark, _TEXT, _GAP, st.just("<br>")), min_size=1, max_size=4).map(_joined)


_MARKED = st.recursive(_TEXT, _in_line, max_leaves=6)
_LINK = st.tuples(_HREF, _MARKED).map(lambda a: f'<a href="{a[0]}">{a[1]}</a>')
_IMAGE = st.tuples(st.sampled_from(["/a.jpg", "/b_c.png", "/d(1).jpg"]), _TEXT).map(
    lambda i: f'<img src="{i[0]}" alt="{i[1].replace(chr(34), "")}">'
)
_INLINE = st.lists(st.one_of(_MARKED, _LINK, _IMAGE, _GAP), min_size=1, max_size=4).map(_joined)


def _tag(name: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inner.map(lambda text: f"<{name}>{text}</{name}>")


_P = _tag("p", _INLINE)
_PRE = st.lists(_TEXT, min_size=1, max_size=4).map(lambda lines: f"<pre>{chr(10).join(lines)}</pre>")


def _rows(name: str, width: int) -> st.SearchStrategy[str]:
    return st.lists(_tag(name, _INLINE), min_size=width, max_size=width).map(
        lambda c: f"<tr>{_joined(c)}</tr>"
    )


_TABLE = st.integers(1, 3).flatmap(
    lambda width: st.tuples(_rows("th", width), st.lists(_rows("td", width), max_size=2)).map(
        lambda t: f"<table>{t[0]}{_joined(t[1])}</table>"
    )
)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(inner, min_size=1, max_size=3).map(_joined)
    item = _tag("li", st.one_of(_INLINE, many, st.tuples(_INLINE, many).map(_joined)))
    items = st.lists(item, min_size=1, max_size=3).map(_joined)
    return st.one_of(
        _tag("ul", items), _tag("ol", items), _tag("blockquote", many), _tag("div", st.one_of(many, _INLINE)),
        _tag("h2", _INLINE), _tag("h4", _INLINE), _P, _TABLE, _PRE, st.just("<hr>"),
        st.tuples(_IMAGE, _INLINE).map(lambda f: f"<figure>{f[0]}<figcaption>{f[1]}</figcaption></figure>"),
    )  # fmt: skip


_BODY = st.lists(st.recursive(st.one_of(_P, _INLINE), _blocks, max_leaves=8), min_size=1, max_size=4).map(
    _joined
)


def convert_html(html: str) -> Converted:
    return convert(html, Format.HTML, SameLinks(), base="https://lama.example/2018/08/a/")


def _targets(found: list[str]) -> list[str]:
    table = str.maketrans(
        {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", '"': "%22", "'": "%27", "*": "%2A"}
    )
    return [each.translate(table).removeprefix("https://lama.example") for each in found]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(_BODY)
def test_what_readers_see_stays(html: str) -> None:
    markdown = convert_html(html).markdown
    for engine in ENGINES:
        page = rendered(markdown, engine)
        assert words(page) == words(html), (engine, markdown, page)
        assert set(_targets(links(page))) == set(_targets(links(html))), (engine, markdown, page)
        assert _targets(images(page)) == _targets(images(html)), (engine, markdown, page)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    for each in Format:
        once = convert(text, each, SameLinks(), base="https://lama.example/")
        assert once == convert(text, each, SameLinks(), base="https://lama.example/")


_SOURCE = st.lists(
    st.one_of(_INLINE, _INLINE, _P, _PRE, _tag("h3", _INLINE), _tag("blockquote", _INLINE)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(_SOURCE, st.sampled_from(["\n\n", "\n", "\n \n\n"]))
def test_what_readers_see_of_wordpress_stays(parts: list[str], between: str) -> None:
    html = between.join(parts)
    markdown = convert(html, Format.WORDPRESS, SameLinks(), base="https://lama.example/a/").markdown
    for engine in ENGINES:
        assert words(rendered(markdown, engine)) == words(html), (engine, markdown)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(_BODY)
def test_what_was_rendered_is_converted_to_the_same(html: str) -> None:
    once = rendered(convert_html(html).markdown, "commonmark")
    again = rendered(convert_html(once).markdown, "commonmark")
    assert words(again) == words(once)
