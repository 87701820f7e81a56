"""Templates made flat: the same texts as Jinja's own, for the default theme and for whatever people write."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import msgspec
import pytest
from conftest import MakeSite
from hypothesis import given
from hypothesis import strategies as st
from jinja2.filters import do_urlencode
from test_theme import NEWSROOM, SETTINGS

from newsgen.errors import TemplateError
from newsgen.rendering.compiling import Compiled, PlainTemplate
from newsgen.rendering.flattening import ApartError, flat
from newsgen.rendering.renderer import _json, _quoted
from newsgen.rendering.theme import Theme

SITE = SimpleNamespace(
    paper="Kabar <Uji>", empty="", root="/k/", none=None, link=SimpleNamespace(url="/a&b/")
)
WORDS = SimpleNamespace(hello="Halo & apa", n="Bagian {n}")
VALUES = {
    "site": SITE,
    "t": WORDS,
    "x": "<x>",
    "page": SimpleNamespace(head="Judul & <b>", tags=["a", "b"], n=2, kind="", link=SITE.link, d={"k": "v"}),
}


def asset(name: str) -> str:
    if name != "a.css":
        raise jinja2.TemplateRuntimeError("no asset")
    return "/k/assets/a.css"


def compiled(templates: Mapping[str, str]) -> Compiled:
    plain = jinja2.Environment(
        loader=jinja2.DictLoader(templates),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(("html",)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plain.template_class = PlainTemplate
    plain.globals |= {"asset": asset, "root": "/k/"}
    return Compiled(plain, asset, lambda: b"", None)


def jinjas(templates: Mapping[str, str]) -> str | None:
    """What Jinja gives; None where it fails."""
    try:
        return compiled(templates).plain.get_template("page.html").render(VALUES)
    except Exception:  # of whatever kind: it is compared
        return None


def quick(templates: Mapping[str, str]) -> str | None:
    """What the flat template gives; None where it leaves it to Jinja."""
    found = compiled(templates)
    try:
        flat(found.quick, "page.html", VALUES)
        return found.render("page.html", VALUES).decode()
    except Exception:
        return None


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ site.paper }}{{ t.hello }}{{ site.link.url }}", "Kabar &lt;Uji&gt;Halo &amp; apa/a&amp;b/"),
        ("{% if site.empty %}a{% elif page.kind %}b{% elif site.paper %}c{% else %}d{% endif %}", "c"),
        ("{% if site.paper %}a{% set y = 1 %}{% endif %}{{ y }}", "a1"),
        ("{% for t in page.tags %}{{ t }}{{ loop.index }}{% endfor %}", "a1b2"),
        ('{{ asset("a.css") }}{{ page.head|upper }}', "/k/assets/a.cssJUDUL &amp; &lt;B&gt;"),
        ("{{ page.gone is defined }}{{ page.gone|default(3) }}{{ page.head is defined }}", "False3True"),
        ("{{ t.n.format(n=page.n) }}{{ x }}{{ page.link.url }}{{ none }}", "Bagian 2&lt;x&gt;/a&amp;b/None"),
        ('{% include "part.html" %}{% set y = 3 %}{{ y }}', "part &lt;x&gt;3"),
        (
            '{% extends "base.html" %}{% set y = 5 %} lost {% block a %}[{{ super() }}{{ y }}]{% endblock %}',
            "<[1a5]|[1a5]>",
        ),
        ("{{ '<b>'|safe ~ site.paper ~ '</b>'|safe }}", "<b>Kabar &lt;Uji&gt;</b>"),
        ("{% set y = '<b>'|safe ~ t.hello %}{{ y }}", "<b>Halo &amp; apa"),
        ("{% if not page.kind and site.none %}{% if site.none.width %}a{% endif %}{% endif %}b", "b"),
        ("{% macro m(a) %}({{ a }}){% endmacro %}{{ m(x) }}{{ m(t.hello) }}", "(&lt;x&gt;)(Halo &amp; apa)"),
    ],
)  # fmt: skip
def test_a_flat_template_is_what_jinja_makes_of_it(template: str, expected: str) -> None:
    base = "<{% set z = 1 %}{% block a %}{{ z }}a{% endblock %}|{{ self.a() }}>"
    templates = {"page.html": template, "base.html": base, "part.html": "part {{ x }}"}
    assert quick(templates) == expected == jinjas(templates)


@pytest.mark.parametrize(
    "template",
    [
        '{% include page.head ~ ".html" %}',
        '{% include "gone.html" %}',
        '{% include "plain.txt" %}',
        '{% import "base.html" as b %}',
        '{% include "part.html" %}{% set x = 3 %}',
        '{% include "page.html" %}',
        '{% extends "base.html" %}{% block a %}{{ self.a() }}{% endblock %}',
        '{% extends "base.html" %}{% if x %}{% set y = 1 %}{% endif %}',
        '{% if x %}{% extends "base.html" %}{% endif %}',
        "{% for y in page.tags %}{% block b %}{{ y }}{% endblock %}{% endfor %}",
        "{% for y in page.tags %}{% include 'loops.html' %}{% endfor %}",
        "{% block a %}a{% endblock %}{% block a %}b{% endblock %}",
        '{% extends "wrong.html" %}{% block a %}a{% endblock %}',
        "{{ self.a()|upper }}{% block a %}a{% endblock %}",
        "{% for x in page.tags %}{% block b %}{% include 'part.html' %}{% endblock %}{% endfor %}",
        "{% autoescape page.n > 1 %}{{ site.paper }}{% endautoescape %}",
    ],
)
def test_what_would_not_be_the_same_is_left_to_jinja(template: str) -> None:
    templates = {
        "page.html": template,
        "base.html": "{% block a %}a{% endblock %}",
        "part.html": "{{ x }}",
        "wrong.html": "{% block a %}{{ x|gone }}{% endblock %}",
        "loops.html": "{{ loop.index }}",
        "plain.txt": "{{ x }}",
    }
    with pytest.raises(ApartError):
        flat(compiled(templates).quick, "page.html", VALUES)


def test_a_missing_attribute_is_no_attribute_error() -> None:
    found = compiled({"page.html": "{{ page.d.k }}", "gone.html": "{{ page.gone }}"})
    with pytest.raises(AttributeError):
        found.render("page.html", VALUES)
    assert found.plain.get_template("page.html").render(VALUES) == "v"


# whatever people write

NAMES = st.sampled_from(["x", "y", "z", "t", "site", "page"])
VALUE = st.sampled_from(
    "x,y,z,t,page.head,site.paper,site.empty,t.hello,page.kind,page.n + 1,page.gone,site.paper or x,y or x"
    ",page.d.k,t.gone,loop.index,'b<' ~ x,asset('a.css'),asset('gone'),y is defined,site.link.url|upper"
    ",x|default('d'),page.gone|default(t.hello)".split(",")
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    choice = "{{% if {} %}}{}{{% elif {} %}}{}{{% else %}}{}{{% endif %}}"
    return st.one_of(
        st.builds(choice.format, VALUE, inner, VALUE, inner, inner),
        st.builds("{{% for {} in page.tags %}}{}{{% endfor %}}".format, NAMES, inner),
        st.builds("{{% with {} = {} %}}{}{{% endwith %}}".format, NAMES, VALUE, inner),
        st.builds("{{% set {} %}}{}{{% endset %}}".format, NAMES, inner),
        st.builds("{{% macro m({0}) %}}{1}{{% endmacro %}}{{{{ m(x) }}}}".format, NAMES, inner),
        st.builds("{{% filter upper %}}{}{{% endfilter %}}".format, inner),
        st.lists(inner, min_size=2, max_size=3).map("".join),
    )


def _statements(*others: str) -> st.SearchStrategy[str]:
    plain = st.one_of(
        st.just("text "),
        st.builds("{{{{ {} }}}} ".format, VALUE),
        st.builds("{{% set {} = {} %}}".format, NAMES, VALUE),
        st.sampled_from(others or (" ",)),
    )
    return st.recursive(plain, _nested, max_leaves=6)


BLOCKS = ("a", "b")
IN_BLOCK = _statements('{% include "part.html" %}', "{{ self.a() }}", "{{ super() }}")
BLOCK = st.builds("{{% block {} %}}{}{{% endblock %}}".format, st.sampled_from(BLOCKS), IN_BLOCK)


@given(
    part=_statements(),
    base=st.lists(st.one_of(BLOCK, IN_BLOCK), max_size=4).map("".join),
    child=st.lists(st.one_of(BLOCK, _statements()), max_size=3).map("".join),
    extends=st.booleans(),
)
def test_a_flat_template_gives_nothing_that_jinja_does_not(
    part: str, base: str, child: str, *, extends: bool
) -> None:
    templates = {
        "part.html": part,
        "base.html": base,
        "page.html": '{% extends "base.html" %}' + child if extends else base,
    }
    found = quick(templates)
    if found is not None:
        assert found == jinjas(templates)


# the default theme, and what its filters are held against


def test_no_page_of_the_default_theme_is_left_to_jinja(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(NEWSROOM, SETTINGS)
    monkeypatch.setattr(jinja2.Environment, "get_template", _never)
    site.build()


def test_the_default_theme_is_what_jinja_makes_of_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(NEWSROOM, SETTINGS)
    site.build()
    monkeypatch.setattr(
        Compiled, "render", lambda self, name, values: self.plain.get_template(name).render(values).encode()
    )
    assert site.clean() == site.tree()


def _never(*args: Any, **options: Any) -> Any:
    raise AssertionError(args)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("template", "expected"),
    [("{{ d.k }}", "v"), ("{{ 'd' ~ d.k }}{{ d.gone is defined }}", "dvFalse")],
)
def test_a_key_may_be_read_like_an_attribute(own: Path, template: str, expected: str) -> None:
    (own / "latest.html").write_text(template, "utf-8")
    theme = Theme(own, "id")
    theme.use("/", "", {})
    assert theme.render("latest.html", d={"k": "v"}) == expected


def test_what_is_missing_is_reported_where_it_was_written(own: Path) -> None:
    (own / "latest.html").write_text('\n{% include "partials/a.html" %}', "utf-8")
    (own / "partials").mkdir()
    (own / "partials/a.html").write_text("\n\n{{ d.gone }}", "utf-8")
    theme = Theme(own, "id")
    theme.use("/", "", {})
    with pytest.raises(TemplateError, match=r"templates/partials/a\.html:3:1: .*gone"):
        theme.render("latest.html", d={"k": "v"})


def test_a_theme_may_serve_one_newspaper_after_another(own: Path) -> None:
    (own / "latest.html").write_text("{{ site.paper }}{{ root }}", "utf-8")
    theme = Theme(own, "id")
    for paper, root in (("A", "/"), ("B", "/"), ("A", "/k/")):
        theme.use(root, "", {})
        assert theme.render("latest.html", site=SimpleNamespace(paper=paper)) == paper + root


def test_an_error_while_compiling_is_one_only_where_jinja_gets_there(own: Path) -> None:
    text = "{% if page.x %}{{ 'a' if site.none.width else 'b' }}{% endif %}ok"
    (own / "latest.html").write_text(text, "utf-8")
    theme = Theme(own, "id")
    theme.use("/", "", {})
    assert theme.render("latest.html", page=SimpleNamespace(x=""), site=SITE) == "ok"


def test_filters_that_depend_on_the_site_are_asked_anew_for_another(own: Path, tmp_path: Path) -> None:
    (own / "partials").mkdir()
    shown = "{% set w = {'card': '9rem'} %}{{ w.card }}{{ '/a'|absolute }}"
    macro = f"{{% macro picture(image) %}}{shown}{{% endmacro %}}"
    (own / "partials/picture.html").write_text(macro, "utf-8")
    for host in ("https://a.example", "https://b.example", "https://a.example"):
        theme = Theme(own, "id", tmp_path / "kept")
        theme.use("/", host, {"absolute": host.__add__})
        assert theme.picture(None) == f"9rem{host}/a"


def test_compiled_templates_are_kept(own: Path, tmp_path: Path) -> None:
    for text in ("satu", "dua"):
        (own / "latest.html").write_text(text, "utf-8")
        for _ in range(2):
            theme = Theme(own, "id", tmp_path / "kept")
            theme.use("/", "", {})
            assert theme.render("latest.html", site=None, t=None) == text
    assert len(list((tmp_path / "kept").iterdir())) == 1


TEXTS = st.text() | st.text('a<>&"\\/% ,.:\u2028\u2029é”\x00\x1f\x7f')


@given(TEXTS | st.dictionaries(TEXTS, TEXTS) | st.integers())
def test_urlencode_is_jinjas(value: Any) -> None:
    assert _quoted(value) == do_urlencode(value)


@given(TEXTS | st.lists(TEXTS) | st.integers())
def test_json_can_stand_in_a_script(value: Any) -> None:
    found = _json(value)
    assert msgspec.json.decode(found.encode()) == value
    assert not set("<>&\u2028\u2029") & set(found)
    escaped = msgspec.json.encode(value).decode()
    for mark in "<>&\u2028\u2029":
        escaped = escaped.replace(mark, f"\\u{ord(mark):04x}")
    assert found == escaped
