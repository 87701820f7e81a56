"""`newsgen.yaml`: its defaults, and what is said of every mistake in it."""

import re
from pathlib import Path
from typing import Any

import pytest

from newsgen.config import Config, MenuItem, Paths, PermalinkMatch, PermalinkRule, ReadAlsoConfig, load
from newsgen.errors import ConfigError, Problem


def config(folder: Path, text: str | bytes, *, base_url: str | None = None) -> Config:
    path = folder / "newsgen.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path, base_url=base_url)


def problems(folder: Path, text: str | bytes, *, base_url: str | None = None) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        config(folder, text, base_url=base_url)
    found = [p for p in caught.value.problems if isinstance(p, Problem)]
    assert len(found) == len(caught.value.problems)
    return found


@pytest.mark.parametrize("text", ["", "\n\n", "# hanya catatan\n", "---\n", "{}\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_complete_one(tmp_path: Path, text: str | bytes) -> None:
    found = config(tmp_path, text)
    assert found == Config()
    assert (found.title, found.language, found.timezone) == ("Kabar", "id", "Asia/Jakarta")
    assert (found.permalink, found.per_page, found.latest) == ("/{year}/{month}/{slug}/", 20, "frozen")
    assert (found.latest_count, found.nextpage, found.read_also) == (10, "join", ReadAlsoConfig(2, (3, 7)))
    assert found.zone.key == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Kabar Jambi\r\nlanguage: en\r\n", {"title": "Kabar Jambi", "language": "en"}),
        (b"\xef\xbb\xbftitle: A\n", {"title": "A"}),
        ("title: 2018\n", {"title": "2018"}),
        ("title: No\ntagline: 12:30\n", {"title": "No", "tagline": "12:30"}),
        ("title:\nper_page:\n", {}),
        ("per_page: 1\nrelated: 0\nlatest_count: 0\n", {"per_page": 1, "related": 0, "latest_count": 0}),
        ("read_also: {auto: 0}\n", {"read_also": ReadAlsoConfig(0)}),
        ("read_also: {auto: 1, after: [2]}\n", {"read_also": ReadAlsoConfig(1, (2,))}),
        ("menu:\n- {title: Kota, url: /kota/}\n", {"menu": (MenuItem("Kota", "/kota/"),)}),
        ("menu: []\n", {"menu": ()}),
        ("masthead:\n- 'Alamat: Jambi'\n", {"masthead": ("Alamat: Jambi",)}),
        ("social: {x: https://x.com/a}\n", {"social": {"x": "https://x.com/a"}}),
        ("embeds: []\n", {"embeds": ()}),
        ("latest: frozen\nnextpage: split\n", {"latest": "frozen", "nextpage": "split"}),
        ("timezone: Asia/Makassar\n", {"timezone": "Asia/Makassar"}),
        ("permalink: /{slug}.html\n", {"permalink": "/{slug}.html"}),
        (
            "permalink: /{section}/{year}{month}{day}/{slug}/\n",
            {"permalink": "/{section}/{year}{month}{day}/{slug}/"},
        ),
        ("permalink: /{slug}\n", {"permalink": "/{slug}"}),
        ("permalink: []\n", {"permalink": ()}),
        (
            "permalink:\n- match: {section: Opini, before: 2019-01-01, after: 2018-01-01, path: lama/**}\n"
            "  pattern: /opini/{slug}/\n- pattern: /{id}/\n- pattern: /{slug}/\n",
            {
                "permalink": (
                    PermalinkRule(
                        "/opini/{slug}/", PermalinkMatch("Opini", "2018-01-01", "2019-01-01", "lama/**")
                    ),
                    PermalinkRule("/{id}/"),
                    PermalinkRule("/{slug}/"),
                )
            },
        ),
        ("paths: {section: blog/category, all: all}\n", {"paths": Paths(section="blog/category", all="all")}),
        ("paths: {section: tag, tag: kategori}\n", {"paths": Paths(section="tag", tag="kategori")}),
        ("accent: '#fff'\n", {"accent": "#fff"}),
        ("accent: '#b3261e'\n", {"accent": "#b3261e"}),
        ("base_url: https://x.github.io/koran\n", {"base_url": "https://x.github.io/koran/"}),
        ("base_url: http://[::1]:8000\n", {"base_url": "http://[::1]:8000/"}),
    ],
)
def test_settings(tmp_path: Path, text: str | bytes, expected: dict[str, Any]) -> None:
    found = config(tmp_path, text)
    assert found == Config(**expected)


@pytest.mark.parametrize(
    ("base_url", "root", "host"),
    [
        ("https://kabar.example", "/", "https://kabar.example"),
        ("https://kabar.example/", "/", "https://kabar.example"),
        ("https://x.github.io/koran", "/koran/", "https://x.github.io"),
        ("http://localhost:8000/a/b/", "/a/b/", "http://localhost:8000"),
    ],
)
def test_root_and_origin(tmp_path: Path, base_url: str, root: str, host: str) -> None:
    found = config(tmp_path, f"base_url: {base_url}\n")
    assert (found.root, found.origin) == (root, host)
    assert config(tmp_path, "base_url: https://lain.example/\n", base_url=base_url) == found


URL = "https://kabar.example/"

MISTAKES: list[Any] = [
    # text, line, column, in the message, in the hint
    ("title: A\ntitel: B\n", 2, 1, "unknown key `titel`", "`title`"),
    ("\n\n# x\npre_page: 3\n", 4, 1, "unknown key `pre_page`", "`per_page`"),
    ("qwxz: 1\n", 1, 1, "unknown key `qwxz`", ""),
    ("1: x\n", 1, 1, "unknown key `1`", ""),
    ("title: A\nread_also:\n  outo: 1\n", 3, 3, "`outo`", "`auto`"),
    ("menu:\n- title: A\n  url: /a/\n  ulr: /b/\n", 4, 3, "`ulr`", "`url`"),
    ("title: A\nper_page: banyak\n", 2, 1, "per_page: expected a whole number", ""),
    ("per_page: 2.5\n", 1, 1, "per_page: expected a whole number", ""),
    ("per_page: true\n", 1, 1, "per_page: expected a whole number", ""),
    ("title: [A]\n", 1, 1, "title: expected a text", ""),
    (
        "title: A\nlogo: C:\\x\\logo.png\n",
        2,
        1,
        "logo: `C:\\x\\logo.png` is on your own computer, where readers can't see it",
        "copy it to content/, and write `logo.png`",
    ),
    ("embeds: www.youtube.com\n", 1, 1, "embeds: expected a list", ""),
    ("title: A\nmenu: [{title: A}]\n", 2, 8, "menu: `url` is missing", "menu: [{title: Ekonomi, url: /"),
    ("title: A\nsocial: {x: [1]}\n", 2, 10, "social: expected a text, not a list", 'x: "[1]"'),
    ("read_also: {auto: x}\n", 1, 13, 'read_also: expected a whole number, not "x"', "{auto: 2, after"),
    ("read_also: {after: [3, x]}\n", 1, 24, 'read_also: expected a whole number, not "x"', "after: [3, 7]"),
    ("read_also: {after: [3, 0]}\n", 1, 24, "read_also: paragraphs count from 1", ""),
    ("read_also: 2\n", 1, 1, 'expected lines of `key: value`, not "2"', "read_also: {auto: 2"),
    ("social_cards: mungkin\n", 1, 1, 'social_images: expected article or off or section, not "mungkin"', ""),
    ("social_images: off\nsocial_cards: true\n", 2, 1, "`social_images` is given twice", "keep one"),
    ("archive: minggu\n", 1, 1, 'archive: expected day or month, not "minggu"', "`archive: month`"),
    ("feeds: [penulis]\n", 1, 9, "expected author or section or series or tag", "`feeds: [section, tag]`"),
    ("menu: /kota/\n", 1, 1, 'menu: expected a list, not "/kota/"', "menu: [{title: "),
    ("menu: [/kota/]\n", 1, 8, 'menu: expected lines of `key: value`, not "/kota/"', "menu: [{title: "),
    ("menu:\n- {title: A, url: x}\n", 2, 14, "menu: `x` leads nowhere", "start it with /"),
    ("social: facebook\n", 1, 1, 'expected lines of `key: value`, not "facebook"', "social: {facebook: "),
    ("social: {x: , y: https://y.example/}\n", 1, 10, "social: `` is not a web address", "https://"),
    ("masthead:\n- A\n- [B]\n", 3, 3, "masthead: expected a text, not a list", '- "[B]"'),
    ("masthead:\n- Ketua #1\n", 2, 3, "masthead: YAML takes `#1` for a comment", '- "Ketua #1"'),
    ("embeds:\n  a: b\n", 1, 1, "embeds: expected a list, not lines", "embeds: [www.youtube.com"),
    ("title:\n- A\n", 1, 1, "title: expected a text, not a list", "write `title: Kabar`"),
    ("per_page: " + "9" * 5000 + "\n", 1, 1, f'not "{"9" * 40}…"', "`per_page: 20`"),
    ("title: A\ntagline: " + "[" * 5000 + "\n", 2, 1009, "nested too deeply", "quotes"),
    ("title: " + "- " * 5000 + "\n", 1, 8, "YAML", ""),
    ('title: A\ntagline: "\\uD800"\n', 2, 11, "`\\uD800` is no character", "the character itself"),
    ("language: jv\n", 1, 1, 'language: expected en or id, not "jv"', "write `language: id`"),
    ("title: A\nlatest: frzen\n", 2, 1, "latest: expected current or frozen", "`frozen`"),
    ("title: A\nbase_url: kabar.id\n", 2, 1, 'base_url: "kabar.id" is not a web address', URL),
    ("base_url: ftp://kabar.id/\n", 1, 1, "is not a web address", URL),
    ("base_url: https://kabar.id/?a\n", 1, 1, "is not a web address", URL),
    ("base_url: https://kabar.id/#a\n", 1, 1, "is not a web address", URL),
    ("base_url: https:///koran/\n", 1, 1, "is not a web address", URL),
    ("base_url: 'http://[x'\n", 1, 1, "is not a web address", URL),
    ("base_url: 'https://kabar.id/koran/?'\n", 1, 1, "is not a web address", URL),
    ("title: A\ntimezone: Asia/Jambi\n", 2, 1, "`Asia/Jambi` is not a time zone", "Asia/Jakarta"),
    ("timezone: ../etc/passwd\n", 1, 1, "is not a time zone", "Asia/Jakarta"),
    ("timezone: WIB\n", 1, 1, "`WIB` is not a time zone", "Asia/Jakarta"),
    ("permalink: /{year}/{judul}/\n", 1, 1, "unknown {judul}", "use {year} {month} {day} {hour}"),
    ("permalink: /{slug}/{0}/\n", 1, 1, "unknown {0}", "{slug}"),
    ("permalink: /{slug!r}/\n", 1, 1, "unknown {slug!r}", "{slug}"),
    ("permalink: /{year}/\n", 1, 1, "gives no page", "/{year}/{month}/{slug}/"),
    ("permalink: '{slug}/'\n", 1, 1, "gives no page", "/{year}/{month}/{slug}/"),
    ("permalink: /{slug}/..\n", 1, 1, "gives no page", "/{year}/{month}/{slug}/"),
    ("permalink:\n- pattern: /a/\n", 2, 3, '"/a/" gives no page', "/{year}/{month}/{slug}/"),
    ("permalink: [a]\n", 1, 13, "permalink: expected lines of `key: value`", "permalink: /{year}"),
    ("permalink: {pattern: x}\n", 1, 1, "permalink: expected a text", "permalink: "),
    ("permalink:\n- match: {section: a}\n", 2, 3, "permalink: `pattern` is missing", "permalink: "),
    ("permalink:\n- {match: {sektion: a}, pattern: '/{slug}/'}\n", 2, 12, "`sektion`", "`section`"),
    (
        "permalink:\n- {match: {before: 2019}, pattern: '/{slug}/'}\n",
        2,
        12,
        'permalink: "2019" is not a day',
        "2019-01-01",
    ),
    (
        "permalink:\n- pattern: /{slug}/\n- pattern: /x/{slug}/\n",
        3,
        3,
        "permalink: no article gets here",
        "last",
    ),
    ("paths: {section: tag}\n", 1, 9, "paths: `tag` is for section, and `tag` for tag", "of its own"),
    ("paths: {tag: a, section: a/b}\n", 1, 9, "paths: `a` is for tag, and `a/b` for section", "of its own"),
    ("paths: {archive: hal}\n", 1, 9, "paths: `hal` is for archive, and `hal` for page", "of its own"),
    ("title: A\npaths: {tag: 2018}\n", 2, 9, "paths: `2018` can't stand in addresses", "a year"),
    ("paths: {page: a/b}\n", 1, 9, "paths: `a/b` can't stand in addresses", "as hal"),
    ("paths: {tag: 'a b'}\n", 1, 9, "paths: `a b` can't stand in addresses", "as tag"),
    ("paths: {tag: /topik/}\n", 1, 9, "paths: `/topik/` can't stand in addresses", "as tag"),
    ("paths: {tags: topik}\n", 1, 9, "unknown key `tags`", "`tag`"),
    ("paths: topik\n", 1, 1, "paths: expected lines of `key: value`", "paths: {section: category"),
    ("permalink: '/{slug}/{'\n", 1, 1, "permalink", "/{year}/{month}/{slug}/"),
    ("permalink: '/{slug}}/'\n", 1, 1, "permalink", "/{year}/{month}/{slug}/"),
    ("permalink: '/{{slug}/{slug}/'\n", 1, 1, "permalink", "/{year}/{month}/{slug}/"),
    ("permalink: '/../{slug}/'\n", 1, 1, "permalink", "/{year}/{month}/{slug}/"),
    ("permalink: '/a?b/{slug}/'\n", 1, 1, "permalink", "/{year}/{month}/{slug}/"),
    ("title: A\naccent: merah\n", 2, 1, "`merah` is not a colour", '"#b3261e"'),
    ("accent: '#12345'\n", 1, 1, "`#12345` is not a colour", '"#b3261e"'),
    ("accent: '#ggg'\n", 1, 1, "is not a colour", '"#b3261e"'),
    ("accent: #b3261e\n", 1, 1, "accent", '"#b3261e"'),
    ("title: A\nper_page: 0\n", 2, 1, "per_page: must be 1 or more", ""),
    ("latest_count: -1\n", 1, 1, "latest_count: must be 0 or more", ""),
    ("related: -1\n", 1, 1, "related: must be 0 or more", ""),
    ("title: A\nfeed_items: 0\n", 2, 1, "feed_items: must be 1 or more", ""),
    ("thin: -1\n", 1, 1, "thin: must be 0 or more", ""),
    ("feed_aliases: [/feed/, 'a b']\n", 1, 24, "feed_aliases: `a b` is not the address of a feed", "/feed/"),
    ("former_urls: [lama.example]\n", 1, 15, 'former_urls: "lama.example" is not a web address', "https://"),
    ("feed_aliases: [/]\n", 1, 16, "feed_aliases: `/` is not the address of a feed", "write /feed/"),
    ("feed_aliases: [../x.xml]\n", 1, 16, "`../x.xml` is not the address of a feed", "write /feed/"),
    ("feed_aliases: [x//y]\n", 1, 16, "`x//y` is not the address of a feed", "write /feed/"),
    ("feed_aliases: [feed.html]\n", 1, 16, "`feed.html` is not the address of a feed", "write /feed/"),
    ("feed_aliases: [https://x.example/feed/]\n", 1, 16, "is not the address of a feed", "write /feed/"),
    ("feed_aliases: [/feed.xml]\n", 1, 16, "a feed stands at `/feed.xml` already", "remove it"),
    ("feed_aliases: [/feed/, /feed]\n", 1, 24, "a feed stands at `/feed` already", "remove it"),
    ("ai: tidak\n", 1, 1, "ai: expected allow or deny or search-only", "`ai: search-only`"),
    ("title: A\nindexnow: pendek\n", 2, 1, "indexnow: `pendek` is not a key", "8 to 128 letters"),
    ("indexnow: a_b_c_d_e_f\n", 1, 1, "indexnow: `a_b_c_d_e_f` is not a key", "8 to 128 letters"),
    ("title: A\ntagline: b: c\n", 2, 11, "YAML", "quotes"),
    ("title: [a\n", 2, 1, "YAML", ""),
    ("title: A\n\tper_page: 3\n", 2, 1, "a tab", "spaces"),
    ("title: *a\n", 1, 8, "YAML", "quotes"),
    ("title: @a\n", 1, 8, "YAML", "quotes"),
    ("? [a]\n: b\n", 1, 3, "a key must be a word", ""),
    ("title: a\x07b\n", 1, 9, "YAML", "remove"),
    ("- title\n", 1, 1, "expected lines of `key: value`", ""),
    ("Kabar\n", 1, 1, "expected lines of `key: value`", ""),
    ("title: A\ntagline: b\ntitle: C\n", 3, 1, "`title`", ""),
    ("title: Café\n".encode("latin-1"), 0, 0, "is not UTF-8", "save it as UTF-8"),
    ("title: A\n".encode("utf-16"), 0, 0, "is not UTF-8", "save it as UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [pytest.param(*case, id=ascii(case[0])[:40]) for case in MISTAKES],
)
def test_a_mistake_has_a_place_and_a_mend(
    tmp_path: Path, text: str | bytes, line: int, column: int, message: str, hint: str
) -> None:
    (problem,) = problems(tmp_path, text)
    assert (problem.path, problem.line, problem.column) == ("newsgen.yaml", line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_all_mistakes_are_shown_together(tmp_path: Path) -> None:
    found = problems(tmp_path, "base_url: x\ntimezone: y\npermalink: z\naccent: w\nper_page: 0\n")
    assert sorted((p.line, p.message.split(":")[0]) for p in found) == [
        (1, "base_url"), (2, "timezone"), (3, "permalink"), (4, "accent"), (5, "per_page"),
    ]  # fmt: skip


def test_mistakes_of_all_kinds_are_shown_together(tmp_path: Path) -> None:
    text = """\
titel: A
per_page: banyak
title: [B]
language: jv
accent: merah
accent: "#000"
read_also: {auto: x, outo: 1}
menu:
- {title: A}
- title: B
  url: c
- {title: [D], url: e}
social: {x: y, z: https://z.example/}
related: -1
"""
    assert [(p.line, p.column) for p in problems(tmp_path, text)] == [
        (1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 13), (7, 22), (9, 3), (11, 3), (12, 4),
        (13, 10), (14, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: ~\nmenu: null\n", {}),
        ("menu:\n", {}),
        ("social:\n  x:  # nanti\n    https://x.com/a\n", {"social": {"x": "https://x.com/a"}}),
        ("read_also: {auto: , after: [2]}\n", {"read_also": ReadAlsoConfig(2, (2,))}),
        ("masthead: [A, '', B]\n", {"masthead": ("A", "", "B")}),
        ("social_cards: FALSE\n", {"social_images": "off"}),
        ("social_cards: true\n", {"social_images": "article"}),
    ],
)
def test_what_is_left_empty_is_as_if_not_there(tmp_path: Path, text: str, expected: dict[str, Any]) -> None:
    assert config(tmp_path, text) == Config(**expected)


@pytest.mark.parametrize("name", ["newsgen.yml", "Newsgen.yaml", "NEWSGEN.YML"])
def test_a_file_of_another_name_is_offered_to_be_renamed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("title: A\n", "utf-8")
    with pytest.raises(ConfigError, match=rf"no such file \(rename {re.escape(name)} to newsgen\.yaml\)"):
        load(tmp_path / "newsgen.yaml")


def test_a_base_url_from_the_command_line_has_no_place_in_the_file(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "base_url: https://kabar.id/\n", base_url="kabar")
    assert str(problem).startswith('newsgen.yaml: base_url: "kabar" is not a web address')


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "newsgen.yaml"
    with pytest.raises(ConfigError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    assert (problem.path, problem.line) == (str(path), 0)
    assert "no such file" in problem.message
    assert "an empty file will do" in problem.hint


def test_a_folder_in_its_place_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load(tmp_path)
