"""Which file each page gets, and which pages want one and the same."""

import pytest
from conftest import MakeSite, article
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.errors import ContentError
from newsgen.pages.kind import Claim, Owner, make_key, rank_of
from newsgen.publishing.conflicts import resolve

FILES = st.sampled_from(("a", "a/index.html", "a/b", "a/b/c", "a/b/c/index.html", "b", "c/d.xml", "c"))
OWNERS = st.builds(Owner, st.sampled_from(("", "x.md", "y.md")), st.sampled_from(("", "alias")))
CLAIMS = st.lists(st.tuples(st.integers(1, 6), FILES, OWNERS), max_size=8).map(
    lambda found: [
        Claim(make_key(rank, 0, number), file, owner) for number, (rank, file, owner) in enumerate(found)
    ]
)


def output(url: str) -> str:
    return url


def expected(claims: list[Claim]) -> tuple[dict[int, str], set[int]]:
    """The file of each page that gets one, and those that lose theirs, looked at one by one."""
    rank = {claim.key: (rank_of(claim.key), claim.owner.path, claim.url) for claim in claims}
    holders = {
        claim.url: min((rank[other.key], other.key) for other in claims if other.url == claim.url)[1]
        for claim in claims
    }
    lost = {claim.key for claim in claims if holders[claim.url] != claim.key}
    lost |= {holders[file] for file in holders if any(other.startswith(f"{file}/") for other in holders)}
    return {claim.key: claim.url for claim in claims if claim.key not in lost}, lost


@settings(max_examples=300, deadline=None)
@given(claims=CLAIMS)
def test_each_file_is_left_to_one_page(claims: list[Claim]) -> None:
    resolution = resolve(lambda: claims, output)
    files, lost = expected(claims)
    assert resolution.lost == lost
    assert {claim.url for claim in claims if resolution.holds(claim.url)} == set(files.values())
    assert bool(resolution.problems) is bool(lost)
    assert not resolution.holds("tiada")


def test_an_address_in_the_place_of_a_folder_of_which_one_file_goes(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2018-08-03"), "foto.html/a.pdf": b"a", "foto.html/b.pdf": b"b"})
    site.build()
    site.delete("foto.html/a.pdf")
    site.write("a.md", article("A", "2018-08-03", aliases=["/foto.html"]))
    for _ in range(2):
        with pytest.raises(ContentError, match="its address is also a folder of other pages"):
            site.build()
    site.write("a.md", article("A", "2018-08-03")).build()
    assert site.tree() == site.clean()


def test_a_conflict_that_settings_cause_names_them(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2018-08-02")}, "title: K\nfeed_aliases: [/sitemap.xml]\n")
    with pytest.raises(ContentError) as error:
        site.build()
    assert [str(problem) for problem in error.value.problems] == [
        "newsgen.yaml: the feed and the sitemap want one address, /sitemap.xml"
        " (change the setting that gives one of them)"
    ]
