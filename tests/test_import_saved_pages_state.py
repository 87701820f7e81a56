"""The date and the editor of a saved page in the data that it leaves for its scripts."""

import json

import pytest
from saved_page import HEADLINE, WHEN, published, read, whole

AT = "2019-03-04T02:15:00.000Z"
STORY = {"title": HEADLINE, "publishedAt": AT}
OTHER = {"title": "Warga Desa Menanam Padi Lagi", "publishedAt": "2020-01-01T00:00:00Z"}


def next_data(**props: object) -> str:
    text = json.dumps({"props": {"pageProps": props}, "page": "/[slug]"})
    return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'


def assigned(name: str, data: object) -> str:
    return f"<script>{name} = {json.dumps(data)};(function(){{var x}})()</script>"


def pushed(data: object) -> str:
    """A page of Next.js that is sent in parts."""
    text = "5:" + json.dumps(["$", "div", None, data]) + "\n6:null\n"
    both = (json.dumps([1, part]) for part in (text[:40], text[40:]))
    return "".join(f"<script>self.__next_f.push({part})</script>" for part in both)


def flat(story: dict[str, str], other: dict[str, str]) -> str:
    """The list of all values of a page of Nuxt, in which objects name places."""
    values: list[object] = [["ShallowReactive", 1], {"story": 2, "other": 3}]
    places: dict[str, dict[str, int]] = {}
    for one in (story, other):
        places[one["title"]] = {name: 4 + len(places) * 2 + at for at, name in enumerate(one)}
    values += [*places.values(), *story.values(), *other.values()]
    return f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(values)}</script>'


def moment(*scripts: str, head: str = "", top: str = "") -> str:
    when = read(whole(below="".join(scripts), head=head, top=top)).header.date
    return "" if when is None else when.at.strftime("%Y-%m-%d %H:%M" if when.clock else "%Y-%m-%d")


@pytest.mark.parametrize(
    "script",
    [
        next_data(article=STORY, latest=[OTHER]),
        next_data(post={"title": {"rendered": HEADLINE}, "published_at": AT}),
        next_data(berita={"judul": HEADLINE, "tanggal_terbit": "2019-03-04 09:15:00"}),
        next_data(post={"headline": HEADLINE, "publishDate": 1551665700}),
        assigned("window.__INITIAL_STATE__", {"detail": STORY, "list": [OTHER]}),
        assigned("var pageData", {"detail": STORY}),
        pushed({"article": STORY, "others": [OTHER]}),
        flat(STORY, OTHER),
    ],
)
def test_the_date_in_data_for_scripts(script: str) -> None:
    assert moment(script) == "2019-03-04 09:15"


@pytest.mark.parametrize(
    "script",
    [
        next_data(latest=[OTHER]),
        next_data(article={"title": HEADLINE, "createdAt": AT}),
        next_data(article={"title": HEADLINE, "published": True}),
        next_data(article=STORY, copy={**STORY, "publishedAt": "2020-01-01T00:00:00Z"}),
        next_data(site={"title": "Kabar Ulu", "publishedAt": AT}),
        '<script>window.x = {"title": "' + HEADLINE + '", "publishedAt": </script>',
        "<script>self.__next_f.push([publishedAt])</script>",
    ],
)
def test_data_that_dates_no_story_or_not_one_day(script: str) -> None:
    assert moment(script) == ""


def test_what_the_page_shows_or_says_goes_before_data_for_scripts() -> None:
    other = next_data(article={**STORY, "publishedAt": "2019-03-05T02:15:00Z"})
    assert moment(other, head=published("2019-03-04T09:15:00+07:00")) == "2019-03-04 09:15"
    assert moment(next_data(article=STORY), top=f"<div>{WHEN} 10:15</div>") == "2019-03-04 10:15"


def test_an_editor_in_data_is_one_only_if_the_page_names_them() -> None:
    data = next_data(article={**STORY, "editor": {"name": "Ratna Dewi"}})
    assert read(whole(below=data)).editors == ()
    assert read(whole(below=data, top="<div>Ani Lestari / Ratna Dewi</div>")).editors == ("Ratna Dewi",)
