"""Addresses on a line of their own become cards of known services, and nothing else does."""

import re
from urllib.parse import urlsplit

import pytest
from conftest import CONFIG, MakeSite, article
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.config import Config
from newsgen.content.allowlist import is_known_frame, service_of
from newsgen.content.embeds import embed_of, lone_addresses
from newsgen.rendering.layout import policy

ID = "dQw4w9WgX_-"
YOUTUBE = f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1"
TWEET = "https://platform.twitter.com/embed/Tweet.html?id=123&dnt=true"
FACEBOOK = "https://www.facebook.com/plugins/{}.php?href=https%3A%2F%2Fwww.facebook.com%2F{}&show_text=true"
TRACK = "4uLU6hMCjMI75M1A2tKUQC"
OSM = "https://www.openstreetmap.org/export/embed.html?bbox="
MAPS = "https://www.google.com/maps"

RIGHT = {
    f"https://www.youtube.com/watch?v={ID}": ("YouTube", "video", YOUTUBE),
    f"HTTP://M.YouTube.com/watch?app=desktop&v={ID}&list=x": ("YouTube", "video", YOUTUBE),
    f"https://youtube.com/watch?v={ID}&t=90": ("YouTube", "video", f"{YOUTUBE}&start=90"),
    f"https://youtu.be/{ID}?si=x&t=90s": ("YouTube", "video", f"{YOUTUBE}&start=90"),
    f"https://youtu.be/{ID}?t=1h2m3s": ("YouTube", "video", f"{YOUTUBE}&start=3723"),
    f"https://youtu.be/{ID}?t=2m": ("YouTube", "video", f"{YOUTUBE}&start=120"),
    f"https://youtu.be/{ID}?t=x": ("YouTube", "video", YOUTUBE),
    f"https://www.youtube.com/shorts/{ID}?feature=share": ("YouTube", "tall", YOUTUBE),
    f"https://www.youtube.com/live/{ID}/": ("YouTube", "video", YOUTUBE),
    f"https://www.youtube-nocookie.com/embed/{ID}?start=5": ("YouTube", "video", f"{YOUTUBE}&start=5"),
    "https://vimeo.com/123456": ("Vimeo", "video", "https://player.vimeo.com/video/123456"),
    "https://vimeo.com/12/abcdef01": ("Vimeo", "video", "https://player.vimeo.com/video/12?h=abcdef01"),
    "https://x.com/humas_jambi/status/123?s=20": ("X", "post", TWEET),
    "https://twitter.com/humas_jambi/status/123/photo/1": ("X", "post", TWEET),
    "https://mobile.twitter.com/i/web/status/123": ("X", "post", TWEET),
    "https://www.instagram.com/p/Cab_-1/?igsh=x": (
        "Instagram", "post", "https://www.instagram.com/p/Cab_-1/embed",
    ),
    "https://instagram.com/kabar.jambi/reel/Cab_-1/": (
        "Instagram", "tall", "https://www.instagram.com/reel/Cab_-1/embed",
    ),
    "https://www.tiktok.com/@kabar.jambi/video/712?lang=id": (
        "TikTok", "tall", "https://www.tiktok.com/embed/v2/712",
    ),
    "https://www.facebook.com/kabar/posts/pfbid0a?x=1": (
        "Facebook", "post", FACEBOOK.format("post", "kabar%2Fposts%2Fpfbid0a"),
    ),
    "https://m.facebook.com/permalink.php?story_fbid=1&id=2&x=3": (
        "Facebook", "post", FACEBOOK.format("post", "permalink.php%3Fstory_fbid%3D1%26id%3D2"),
    ),
    "https://www.facebook.com/photo?fbid=1&set=a": (
        "Facebook", "post", FACEBOOK.format("post", "photo%3Ffbid%3D1"),
    ),
    "https://www.facebook.com/kabar/videos/rapat/12/": (
        "Facebook", "video", FACEBOOK.format("video", "kabar%2Fvideos%2Frapat%2F12%2F"),
    ),
    "https://www.facebook.com/watch/?v=12": (
        "Facebook", "video", FACEBOOK.format("video", "watch%2F%3Fv%3D12"),
    ),
    "https://www.facebook.com/reel/12": ("Facebook", "video", FACEBOOK.format("video", "reel%2F12")),
    f"https://open.spotify.com/intl-id/track/{TRACK}?si=x": (
        "Spotify", "sound", f"https://open.spotify.com/embed/track/{TRACK}",
    ),
    f"https://open.spotify.com/episode/{TRACK}": (
        "Spotify", "sound", f"https://open.spotify.com/embed/episode/{TRACK}",
    ),
    "https://www.google.com/maps/embed?pb=!1m18!2d103.6!3sid\"<": (
        "Google Maps", "map", f"{MAPS}/embed?pb=!1m18!2d103.6!3sid%22%3C",
    ),
    "https://www.google.com/maps/d/u/0/viewer?mid=1_a-B&ll=1,2": (
        "Google Maps", "map", f"{MAPS}/d/embed?mid=1_a-B",
    ),
    "https://www.google.com/maps/place/Candi+Muaro+Jambi/@-1.4775,103.66,15.2z/data=!3m1": (
        "Google Maps", "map", f"{MAPS}?q=Candi+Muaro+Jambi&ll=-1.4775,103.66&z=15&output=embed",
    ),
    "https://www.google.co.id/maps/search/?api=1&query=Kota+Jambi": (
        "Google Maps", "map", f"{MAPS}?q=Kota+Jambi&output=embed",
    ),
    "https://www.google.com/maps/@-1.6,103.6,15z": (
        "Google Maps", "map", f"{MAPS}?ll=-1.6,103.6&z=15&output=embed",
    ),
    "https://maps.google.com/?q=-1.6,103.6&z=9": (
        "Google Maps", "map", f"{MAPS}?q=-1.6%2C103.6&z=9&output=embed",
    ),
    "https://www.openstreetmap.org/#map=15/-1.6/103.6": (
        "OpenStreetMap", "map", f"{OSM}103.58352,-1.60824,103.61648,-1.59176&layer=mapnik",
    ),
    "https://www.openstreetmap.org/?mlat=-1.6&mlon=103.6#map=15/-1.6/103.6": (
        "OpenStreetMap", "map", f"{OSM}103.58352,-1.60824,103.61648,-1.59176&layer=mapnik&marker=-1.6,103.6",
    ),
    "https://www.openstreetmap.org/?mlat=-1.6&mlon=103.6": (
        "OpenStreetMap", "map", f"{OSM}103.59176,-1.60412,103.60824,-1.59588&layer=mapnik&marker=-1.6,103.6",
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=1,2,3.5,4&layer=x&marker=2,3": (
        "OpenStreetMap", "map", f"{OSM}1,2,3.5,4&layer=mapnik&marker=2,3",
    ),
}  # fmt: skip

WRONG = [
    # nearly right
    "https://www.youtube.com/",
    "https://www.youtube.com/watch",
    "https://www.youtube.com/watch?v=kurang",
    f"https://www.youtube.com/watch?v={ID}panjang",
    f"https://www.youtube.com/playlist?list={ID}",
    "https://www.youtube.com/@kabarjambi",
    "https://youtu.be/",
    "https://x.com/humas_jambi",
    "https://x.com/humas_jambi/status/abc",
    "https://www.instagram.com/kabar.jambi/",
    "https://vm.tiktok.com/ZSabc/",
    "https://www.tiktok.com/@kabar.jambi",
    "https://www.facebook.com/kabar",
    "https://www.facebook.com/watch/",
    "https://www.facebook.com/permalink.php?id=2",
    "https://fb.watch/abc/",
    "https://open.spotify.com/user/kabar",
    "https://www.google.com/search?q=jambi",
    "https://www.google.com/?q=jambi",
    "https://www.google.com/maps",
    "https://www.google.com/maps/embed",
    "https://maps.app.goo.gl/abc",
    "https://www.openstreetmap.org/",
    "https://www.openstreetmap.org/relation/123",
    "https://www.openstreetmap.org/#map=x/1/2",
    "https://www.openstreetmap.org/export/embed.html?bbox=1,2,3",
    "https://kabar.example/2026/11/a/",
    # other hosts
    f"https://youtube.com.evil.example/watch?v={ID}",
    f"https://evilyoutube.com/watch?v={ID}",
    f"https://youtube.com@evil.example/watch?v={ID}",
    f"https://evil.example/youtube.com/watch?v={ID}",
    f"https://evil.example\\@youtube.com/watch?v={ID}",
    f"https://youtube.com:8080/watch?v={ID}",
    f"https://уoutube.com/watch?v={ID}",
    f"javascript://youtube.com/watch?v={ID}",
    f"ftp://youtube.com/watch?v={ID}",
    f"//youtube.com/watch?v={ID}",
    # hostile
    "https://www.youtube.com/watch?v=\"onload=x\"",
    "https://youtu.be/<script>x</script>",
    "https://x.com/a/status/1\"2",
    "https://www.instagram.com/p/a\"b/",
    "https://www.instagram.com/p/../../evil/",
    "https://open.spotify.com/track/../../evil",
    f"https://www.youtube.com/shorts/{ID}/../../evil",
    "https://www.facebook.com/a/posts/b?x#\n",
]  # fmt: skip


@pytest.mark.parametrize("address", RIGHT)
def test_an_address_has_the_frame_of_its_service(address: str) -> None:
    found = embed_of(address)
    assert found
    assert (found.service, found.shape, found.frame) == RIGHT[address]
    assert found.page == "https:" + address.partition(":")[2]


@pytest.mark.parametrize("address", WRONG)
def test_any_other_address_has_none(address: str) -> None:
    assert embed_of(address) is None


HOSTS = sorted({str(urlsplit(address).hostname) for address in RIGHT})
TAILS = sorted({address.partition("//")[2].partition("/")[2] for address in RIGHT})
ODD = st.text(st.sampled_from("\"'<>&=?#/@:;,. !%\\azAZ09_-\u00e9\u0430"), max_size=8)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(HOSTS), st.sampled_from(TAILS), ODD, st.integers(0, 60))
def test_every_frame_is_allowed_by_the_policy(host: str, tail: str, odd: str, at: int) -> None:
    found = embed_of(f"https://{host}/{tail[:at]}{odd}{tail[at:]}")
    if found:
        assert is_known_frame(found.frame, Config().embeds)
        assert re.fullmatch(r"https://[\w.-]+/[\w./?=&%,:!*+~-]*", found.frame, re.ASCII)
        sources = str(policy(Config())).partition("frame-src ")[2].partition(";")[0].split()
        assert f"https://{urlsplit(found.frame).netloc}" in sources


def test_the_hosts_of_all_frames_have_names() -> None:
    hosts = {str(urlsplit(frame).hostname) for _, _, frame in RIGHT.values()}
    assert hosts <= set(Config().embeds)
    assert all(service_of(host) != host for host in Config().embeds)
    assert service_of("peta.example") == "peta.example"


# --- in a text

VIDEO = f"https://youtu.be/{ID}"


@pytest.mark.parametrize(
    "text",
    [
        VIDEO,
        f"{VIDEO}  \n",
        f"<{VIDEO}>",
        f"<p>{VIDEO}</p>",
        f"Isi.\n\n{VIDEO}\n\nIsi.",
        f"Videonya:\n{VIDEO}\nIsi.",
        f"## Judul\n{VIDEO}",
        f"<!-- a -->\n{VIDEO}",
    ],
)
def test_an_address_on_a_line_of_its_own_is_found(text: str) -> None:
    (found,) = lone_addresses(text)
    assert (found.embed.page, VIDEO in text[found.start : found.end]) == (VIDEO, True)


@pytest.mark.parametrize(
    "text",
    [
        f"Lihat {VIDEO} ini.",
        f"{VIDEO} dan",
        f"[video]({VIDEO})",
        f"[video](\n{VIDEO}\n)",
        f"[1]:\n{VIDEO}",
        f"> {VIDEO}",
        f"- {VIDEO}",
        f"    {VIDEO}",
        f"- a\n\n    {VIDEO}",
        f"```\n{VIDEO}\n```",
        f"`a\n{VIDEO}\nb`",
        f"<!--\n{VIDEO}\n-->",
        f"<pre>\n{VIDEO}\n</pre>",
        f'<a title="\n{VIDEO}\n">a</a>',
        f"<p>{VIDEO}",
        f"{VIDEO}</p>",
        "https://kabar.example/",
    ],
)
def test_one_that_stands_elsewhere_is_not(text: str) -> None:
    assert list(lone_addresses(text)) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([VIDEO, "Isi.", "```", "<!--", "-->", "    x", "<pre>", "</pre>", "", '<a title="', '">']), max_size=9))  # fmt: skip  # noqa: E501
def test_what_is_found_is_what_stands_there(lines: list[str]) -> None:
    text = "\n".join(lines)
    for found in lone_addresses(text):
        assert text[found.start : found.end] == VIDEO


# --- in a page


def text_of(page: str) -> str:
    return page.partition('<div class="text">\n')[2].partition("\n</div>\n</article>")[0]


def test_a_card_names_its_frame_and_loads_nothing(make_site: MakeSite) -> None:
    body = f"Awal.\n\nhttps://youtu.be/_{ID[1:-1]}_?t=9&b=2\n\nAkhir."
    site = make_site({"a.md": article("A", "2026-11-05", body=body)})
    assert site.build().warnings == ()
    page = text_of(site.read("/2026/11/a/"))
    assert page == (
        f"""<p>Awal.</p>
<div class="embed video" data-embed="https://www.youtube-nocookie.com/embed/_{ID[1:-1]}_?autoplay=1&amp;start=9" data-title="Video dari YouTube">
<button type="button" hidden>Tampilkan video dari YouTube</button>
<p><a href="https://youtu.be/_{ID[1:-1]}_?t=9&amp;b=2" rel="noopener">Buka di YouTube</a></p>
</div>
<p>Akhir.</p>"""  # noqa: E501
    )


def test_a_host_that_was_taken_from_the_settings_leaves_a_link(make_site: MakeSite) -> None:
    files = {"a.md": article("A", "2026-11-05", body=f"Awal.\n{VIDEO}\n\n<p>{VIDEO}</p>")}
    site = make_site(files, config=CONFIG + "language: en\n")
    site.build()
    assert text_of(site.read("/2026/11/a/")).count('<div class="embed video"') == 2
    site.configure(CONFIG + "embeds: [www.youtube.com]\n")
    assert site.build().warnings == ()
    expected = f'<p>Awal.</p>\n<p><a href="{VIDEO}">{VIDEO}</a></p>\n<p>{VIDEO}</p>'
    assert text_of(site.read("/2026/11/a/")) == expected
    assert site.tree() == site.clean()


def test_an_address_is_no_summary_and_no_paragraph(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", body=f"{VIDEO}\n\nIsi berita yang sebenarnya.")})
    site.build()
    assert '<meta name="description" content="Isi berita yang sebenarnya.">' in site.read("/2026/11/a/")
    assert "<description>Isi berita yang sebenarnya.</description>" in site.read("/feed.xml")


def test_one_under_a_read_also_label_is_an_embed_too(make_site: MakeSite) -> None:
    body = f"Isi.\n\nBaca Juga:\n\n{VIDEO}\n\nBaca Juga: Harga Karet"
    site = make_site(
        {"a.md": article("A", "2026-11-05", body=body), "b.md": article("Harga Karet", "2026-11-04")}
    )
    site.build()
    page = text_of(site.read("/2026/11/a/"))
    assert page.index("<p>Baca Juga:</p>") < page.index('<div class="embed') < page.index('class="read-also"')


def test_parts_of_a_split_story_have_their_own_embeds(make_site: MakeSite) -> None:
    body = f"Satu.\n\n<!--nextpage-->\n\n{VIDEO}\n\n<div>\n\n<!--nextpage-->\n\nTiga.\n\n</div>"
    site = make_site({"a.md": article("A", "2026-11-05", body=body)}, config=CONFIG + "nextpage: split\n")
    site.build()
    counts = [site.read(f"/2026/11/a/{part}").count("data-embed") for part in ("", "2/", "3/", "semua/")]
    assert counts == [0, 1, 0, 1]


# --- frames that are typed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('<iframe src="https://www.youtube.com/embed/x"></iframe>', ' title="Isi dari YouTube"'),
        ('<iframe src="https://www.youtube.com/embed/x" title=" "></iframe>', ' title="Isi dari YouTube"'),
        ('<iframe src="https://www.youtube.com/embed/x" title="Film"></iframe>', ' title="Film"'),
        ('<iframe loading="eager" src="//www.youtube.com/embed/x">a</iframe>', ' title="Isi dari YouTube"'),
    ],
)
def test_every_frame_has_a_title_and_is_loaded_late(make_site: MakeSite, typed: str, expected: str) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", body=typed)})
    site.build()
    (frame,) = re.findall("<iframe.*?</iframe>", site.read("/2026/11/a/"))
    src = re.findall(' src="[^"]*"', typed)[0]
    assert frame == f'<iframe loading="lazy"{src}{expected}></iframe>'
