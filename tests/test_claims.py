"""Which file each page gets, and which pages want one and the same."""

from datetime import datetime

import pytest
from conftest import CONFIG, NOW, WIB, MakeSite, article
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen import config
from newsgen.errors import ContentError
from newsgen.index.articles import Store
from newsgen.index.view import View, micros
from newsgen.pages.values import Owner
from newsgen.publishing.claims import Claim, settle
from newsgen.publishing.site import Site

FILES = st.sampled_from(("a", "a/index.html", "a/b", "a/b/c", "a/b/c/index.html", "b", "c/d.xml", "c"))
OWNERS = st.builds(Owner, st.sampled_from(("", "x.md", "y.md")), st.sampled_from(("", "alias")))
CLAIMS = st.lists(st.tuples(st.integers(1, 6).map(lambda kind: kind << 56), FILES, OWNERS), max_size=8).map(
    lambda found: [(key + number, file, owner) for number, (key, file, owner) in enumerate(found)]
)


def output(url: str) -> str:
    return url


def expected(claims: list[Claim]) -> tuple[dict[int, str], set[int]]:
    """The file of each page that gets one, and those that lose theirs, looked at one by one."""
    rank = {key: (key >> 56, owner.path, file) for key, file, owner in claims}
    holders = {
        file: min((rank[key], key) for key, own, _ in claims if own == file)[1] for _, file, _ in claims
    }
    lost = {key for key, file, _ in claims if holders[file] != key}
    lost |= {holders[file] for file in holders if any(other.startswith(f"{file}/") for other in holders)}
    return {key: file for key, file, _ in claims if key not in lost}, lost


@settings(max_examples=300, deadline=None)
@given(claims=CLAIMS)
def test_each_file_is_left_to_one_page(claims: list[Claim]) -> None:
    settled = settle(lambda: claims, output)
    files, lost = expected(claims)
    assert settled.lost == lost
    assert {file for _, file, _ in claims if settled.holds(file)} == set(files.values())
    assert bool(settled.problems) is bool(lost)
    assert not settled.holds("tiada")


def test_rows_read_in_turn_say_what_each_says_alone(make_site: MakeSite) -> None:
    site = make_site(
        {
            "b.md": article("B", "2018-08-02", aliases=["/lama/", "/?p=2"], tags=["x"]),
            "a.md": article("A", "2018-08-03", body="1\n\n<!--nextpage-->\n\n2"),
            "c.md": article("C", "2018-08-01", status="withdrawn", reason="x"),
            "d.md": article("D", "2018-08-01", aliases=["/c/"]),
        },
        CONFIG.replace("social_cards: false", "social_cards: true") + "nextpage: split\n",
    )
    site.build()
    view = View(now=micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB)))
    with Store(site.path / ".newsgen" / "state.db") as store:
        made = Site(site.path, config.load(site.path / "newsgen.yaml"), store, view)
        keys = made.sealed.keys.tolist()
        assert list(made.claims()) == list(made.claims_of(keys))
        some = keys[::2]
        assert list(made.claims_of(some, most=True)) == list(made.claims_of(some))


def test_an_address_in_the_place_of_a_folder_of_which_one_file_goes(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2018-08-03"), "foto.d/a.pdf": b"a", "foto.d/b.pdf": b"b"})
    site.build()
    site.delete("foto.d/a.pdf")
    site.write("a.md", article("A", "2018-08-03", aliases=["/foto.d"]))
    for _ in range(2):
        with pytest.raises(ContentError, match="its address is also a folder of other pages"):
            site.build()
    site.write("a.md", article("A", "2018-08-03")).build()
    assert site.tree() == site.clean()
