"""Galleries, and players of a newsroom's own sound and video files."""

import re

import pytest
from conftest import MakeSite, article, photo

from newsgen.content.images import images_in
from newsgen.content.players import lone_files, media_type
from newsgen.pages.values import Picture
from newsgen.publishing.addresses import ADDRESS
from newsgen.rendering.galleries import galleries

LINES = {
    "![Rapat](a.mp4)": ("a.mp4", "Rapat"),
    "![](a.webm)": ("a.webm", ""),
    '![Rapat **pleno**](/video/a.MP4 "x")  ': ("/video/a.MP4", "Rapat pleno"),
    "[Rekaman](<rapat pleno.mp3>)": ("rapat pleno.mp3", "Rekaman"),
    "[Rekaman](rapat%20pleno.m4a)": ("rapat%20pleno.m4a", "Rekaman"),
    "rekaman.ogg": ("rekaman.ogg", ""),
    "/suara/rekaman.wav": ("/suara/rekaman.wav", ""),
    "Dengarkan:\n[Rekaman](a.mp3)\nIsi.": ("a.mp3", "Rekaman"),
}


@pytest.mark.parametrize("text", LINES)
def test_a_file_on_a_line_of_its_own_gets_a_player(text: str) -> None:
    (found,) = lone_files(text)
    assert (found.name, found.caption) == LINES[text]
    assert found.name in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "Dengarkan [rekaman](a.mp3) ini.",
        "![Foto](a.jpg)",
        "[Dokumen](a.pdf)",
        "https://x.id/a.mp3",
        "[Rekaman](https://x.id/a.mp3)",
        "[Rekaman](javascript:a.mp3)",
        "`a.mp3`",
        "    a.mp3",
        "```\na.mp3\n```",
        "<pre>\na.mp3\n</pre>",
        "<!--\na.mp3\n-->",
        '<a href="a.mp3">Rekaman</a>',
        "- a.mp3",
        "Kata dua.mp3",
        "mp3",
    ],
)
def test_any_other_does_not(text: str) -> None:
    assert list(lone_files(text)) == []


def test_the_type_of_a_file_goes_by_its_suffix() -> None:
    assert media_type("a/b.MP3") == "audio/mpeg"
    assert media_type("a.webm") == "video/webm"
    assert media_type("a.jpg") == media_type("mp3") == media_type("a.mp3/b") == ""


def text_of(page: str) -> str:
    return page.partition('<div class="text">\n')[2].partition("\n</div>\n</article>")[0]


BODY = """Isi.

![Rapat "pleno"](rapat.mp4)

[Rekaman](/suara/a%20b.mp3)"""


def test_a_player_has_its_poster_and_captions(make_site: MakeSite) -> None:
    site = make_site(
        {
            "2026/a.md": article("A", "2026-11-05", body=BODY),
            "2026/rapat.mp4": b"video",
            "suara/a b.mp3": b"suara",
        }
    )
    assert site.build().warnings == ()
    sound = '<figure class="player">\n<audio controls preload="none" src="/suara/a%20b.mp3" aria-label="Rekaman"></audio>\n<figcaption>Rekaman</figcaption>\n</figure>'  # noqa: E501
    caption = "<figcaption>Rapat &#34;pleno&#34;</figcaption>"
    label = ' aria-label="Rapat &#34;pleno&#34;"'
    start = '<figure class="player">\n<video controls preload="none" playsinline src="/2026/rapat.mp4"'
    expected = f"<p>Isi.</p>\n{start}{label}></video>\n{caption}\n</figure>\n{sound}"
    assert text_of(site.read("/2026/11/a/")) == expected
    assert {"/2026/rapat.mp4", "/suara/a b.mp3"} <= site.urls()

    before = site.snapshot()
    site.write("2026/rapat.vtt", "WEBVTT\n").write("2026/rapat.jpg", photo(size=(1600, 900)))
    assert site.build().warnings == ()
    page = text_of(site.read("/2026/11/a/"))
    (poster,) = re.findall(r' poster="([^"]*)" width="720" height="405"', page)
    assert poster in site.urls()
    assert '<track kind="captions" src="/2026/rapat.vtt" srclang="id" label="Teks">' in page
    assert "/2026/11/a/" in site.rewritten(before)
    assert site.tree() == site.clean()

    site.delete("2026/rapat.vtt").delete("2026/rapat.jpg")
    site.build()
    assert text_of(site.read("/2026/11/a/")) == expected
    assert site.tree() == site.clean()


def test_a_missing_file_is_a_warning_until_it_comes(make_site: MakeSite) -> None:
    files = {
        "a.md": article("A", "2026-11-05", body=BODY),
        "pages/p.md": "---\ntitle: P\n---\nhilang.mp3\n",
        "authors/sri.md": "---\nname: Sri\n---\n[Suara](sri.ogg)\n",
    }
    site = make_site(files)
    expected = [
        "a.md:10:11: there is no sound or video file `/suara/a%20b.mp3` (check its path)",
        "a.md:8:18: there is no sound or video file `rapat.mp4` (check its path)",
        "authors/sri.md:4:9: there is no sound or video file `sri.ogg` (check its path)",
        "pages/p.md:4:1: there is no sound or video file `hilang.mp3` (check its path)",
    ]
    assert sorted(map(str, site.build().warnings)) == sorted(expected)
    assert sorted(map(str, site.build().warnings)) == sorted(expected)
    for name in ("rapat.mp4", "suara/a b.mp3", "pages/hilang.mp3", "authors/sri.ogg"):
        site.write(name, b"x")
    assert site.build().warnings == ()
    assert site.read("/2026/11/a/").count('class="player"') == 2
    assert '<audio controls preload="none" src="/pages/hilang.mp3">' in site.read("/p/")
    assert '<audio controls preload="none" src="/authors/sri.ogg"' in site.read("/penulis/sri/")
    site.delete("rapat.mp4")
    assert [str(one) for one in site.build().warnings if one.kind != ADDRESS] == [expected[1]]
    assert site.tree() == site.clean()


def test_the_captions_are_in_the_language_of_the_story(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("A", "2026-11-05", body="a.webm", language="en"),
            "a.webm": b"x",
            "a.vtt": "WEBVTT\n",
        }
    )
    site.build()
    assert ' srclang="en" ' in site.read("/2026/11/a/")


def test_a_file_inside_of_a_sentence_is_no_player_and_said_to_be_no_picture(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05", body="Lihat ![a](a.mp4) ini."), "a.mp4": b"x"})
    (warning,) = site.build().warnings
    assert warning.message == "there is no picture `a.mp4` that can be shown"
    assert images_in("Lihat ![a](a.mp4) ini.") == ("a.mp4",)


# --- galleries

A = '<img loading="lazy" alt="A" src="/a.jpg">'
B = '<img loading="lazy" alt="B" src="https://x.id/b.jpg?a=1&amp;b=2" title="Pasar &amp; &lt;sawah&gt;">'
B_SHOWN = B.partition(" title=")[0] + ">"
SHOWN = (
    f'<div class="gallery">\n<figure><a href="/a.jpg">{A}</a></figure>\n'
    f'<figure><a href="https://x.id/b.jpg?a=1&amp;b=2">{B_SHOWN}</a>'
    "<figcaption>Pasar &amp; &lt;sawah&gt;</figcaption></figure>\n</div>"
)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{A}\n{B}</p>",
        f"<p>{A}<br>\n{B}</p>",
        f"<p>{A} {B}</p>",
        f"<ul>\n<li>{A}</li>\n<li>{B}</li>\n</ul>",
        f"<ol>\n<li>\n<p>{A}</p>\n</li>\n<li>\n<p>{B}</p>\n</li>\n</ol>",
    ],
)
def test_pictures_alone_are_a_gallery(html: str) -> None:
    assert galleries(f"<p>Isi.</p>\n{html}\n<p>Isi.</p>", {}) == f"<p>Isi.</p>\n{SHOWN}\n<p>Isi.</p>"


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{A}</p>",
        f"<p>{A}</p>\n<p>{B}</p>",
        f"<p>{A} dan {B}</p>",
        f"<p>{A}\n{B}\nKeterangan.</p>",
        f"<ul>\n<li>{A}</li>\n</ul>",
        f"<ul>\n<li>{A}</li>\n<li>Isi.</li>\n</ul>",
        f"<ul>\n<li>{A} Isi.</li>\n<li>{B}</li>\n</ul>",
        f"<figure>{A}{B}</figure>",
        f"<p>{A}" + " " * 200_000 + "Isi.</p>",  # minutes, if the time were not linear
    ],
)
def test_others_are_not(html: str) -> None:
    assert galleries(html, {}) == html


def test_a_link_of_its_own_stays_and_others_lead_to_the_largest_form() -> None:
    linked = f'<a href="/x/">{B_SHOWN}</a>'
    picture = Picture("/a.720.jpg", width=720, height=405, srcset="/a.320.jpg 320w, /a.1280.jpg 1280w")
    found = galleries(f"<p>{A}\n{linked}</p>", {"/a.jpg": picture})
    assert re.findall('<a href="([^"]*)">', found) == ["/a.1280.jpg", "/x/"]


def test_a_gallery_shows_small_forms(make_site: MakeSite) -> None:
    body = 'Isi.\n\n![Satu](a.jpg "Pasar")\n![Dua](b.jpg)'
    site = make_site(
        {
            "a.md": article("A", "2026-11-05", body=body),
            "a.jpg": photo(size=(1600, 900)),
            "b.jpg": photo("#123", size=(400, 300)),
        }
    )
    assert site.build().warnings == ()
    page = text_of(site.read("/2026/11/a/"))
    links = re.findall('<figure><a href="([^"]*)">', page)
    assert [link.rpartition(".")[0].rpartition(".")[2] for link in links] == ["1280", "400"]
    assert set(links) <= site.urls()
    assert set(re.findall(' sizes="([^"]*)"', page)) == {"(min-width: 40rem) 21rem, 50vw"}
    assert page.count("<figcaption>") == 1
    assert ' title="' not in page
