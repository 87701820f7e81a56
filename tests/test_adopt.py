"""Projects of other generators become newsrooms that keep their addresses."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen import config
from newsgen.cli import main
from newsgen.config import Config
from newsgen.content.article import Article, When
from newsgen.importing.adopt import settings_of, spelling
from newsgen.importing.adopt.adopting import Plan, plan
from newsgen.importing.adopt.archive import UnknownAddressError
from newsgen.importing.adopt.patterns import Published, best_rules
from newsgen.importing.adopt.recognise import recognised


def project(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def planned(folder: Path) -> Plan:
    return plan(folder, recognised(folder), lambda *_: None)


def post(title: str, date: str = "", **keys: Any) -> str:
    lines = [f"title: {title}", *([f"date: {date}"] if date else [])]
    lines += [f"{key}: {json.dumps(value)}" for key, value in keys.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\nWarga turun ke sawah.\n"


def toml(title: str, date: str = "", **keys: Any) -> str:
    lines = [f'title = "{title}"', *([f"date = {date}"] if date else [])]
    lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
    return "+++\n" + "\n".join(lines) + "\n+++\n\nWarga turun ke sawah.\n"


# Settings files, each text with its old address, and the permalink that results.
CASES: dict[str, tuple[dict[str, str], dict[str, tuple[str, str]], Any]] = {
    "Jekyll, date": (
        {"_config.yml": "title: Kabar\nurl: https://kabar.example\n"},
        {
            "_posts/2018-08-02-Pasar_Tani.md": (post("Pasar"), "/2018/08/02/Pasar_Tani.html"),
            "_posts/2018-08-03-harga-1.5.md": (post("Harga"), "/2018/08/03/harga-1.5.html"),
            "_posts/2018-08-04-c.md": (post("C", categories=["kota", "jalan"]), "/kota/jalan/2018/08/04/c.html"),  # noqa: E501
            "about.md": (post("Tentang", permalink="/about/"), "/about/"),
        },
        "/{categories}/{year}/{month}/{day}/{slug}.html",
    ),
    "Jekyll, pretty, of folders": (
        {"_config.yml": "permalink: pretty\n"},
        {
            "kota/_posts/2018-08-02-a.md": (post("A"), "/kota/2018/08/02/a/"),
            "desa/_posts/2018-08-03-b.md": (post("B"), "/desa/2018/08/03/b/"),
            "_posts/2018-08-04-c.md": (post("C", slug="lain"), "/2018/08/04/lain/"),
        },
        [
            {"match": {"path": "posts/**"}, "pattern": "/{year}/{month}/{day}/{slug}/"},
            {"pattern": "/{path}/{year}/{month}/{day}/{slug}/"},
        ],
    ),
    "Jekyll, a zone and an own pattern": (
        {"_config.yml": "permalink: /berita/:year/:i_month/:title\ntimezone: Asia/Jakarta\nbaseurl: /koran\n"},  # noqa: E501
        {
            "_posts/2018-11-01-a.md": (post("A", "2018-10-31 20:00:00 +0000"), "/berita/2018/11/a"),
            "_posts/2018-12-01-b.md": (post("B"), "/berita/2018/12/b"),
        },
        "/berita/{year}/{month}/{slug}/",
    ),
    "Jekyll, a collection and defaults": (
        {
            "_config.yml": "permalink: none\ncollections: {esai: {output: true}}\n"
            "defaults: [{scope: {type: posts, path: ''}, values: {permalink: /:year/:title/}}]\n"
        },
        {
            "_posts/2018-08-02-a.md": (post("A"), "/2018/a/"),
            "_esai/tanah.md": (post("Tanah", "2018-08-02"), "/esai/tanah.html"),
        },
        [{"match": {"path": "posts/**"}, "pattern": "/{year}/{slug}/"}, {"pattern": "/{path}/{slug}.html"}],
    ),
    "Jekyll, pages": (
        {"_config.yml": ""},
        {
            "_posts/2018-08-02-a.md": (post("A"), "/2018/08/02/a.html"),
            "_posts/2018-8-3-b.md": (post("B"), "/2018/08/03/b.html"),
            "_posts/2018-08-04.md": (post("C"), "/2018/08/04/2018-08-04.html"),
            "kontak.md": (post("Kontak"), "/kontak.html"),
            "redaksi/Kami.md": (post("Kami"), "/redaksi/Kami.html"),
        },
        "/{year}/{month}/{day}/{slug}.html",
    ),
    "Hugo, a text in no folder": (
        {"hugo.toml": "[permalinks]\nposts = '/:year/:slug/'\n"},
        {
            "content/posts/a.md": (post("A", "2018-08-02"), "/2018/a/"),
            "content/posts/b.md": (post("B", "2018-08-03"), "/2018/b/"),
            "content/lama.md": (post("Lama", "2018-08-02", slug="kuno"), "/kuno/"),
        },
        [{"match": {"path": "*"}, "pattern": "/{slug}/"}, {"pattern": "/{year}/{slug}/"}],
    ),
    "Hugo, another folder of texts": (
        {"hugo.toml": "[[module.mounts]]\nsource = 'content/id'\ntarget = 'content'\n"},
        {
            "content/id/posts/A.md": (post("A", "2018-08-02"), "/posts/a/"),
            "content/id/Kami.md": (post("Kami"), "/kami/"),
        },
        "/{path}/{slug}/",
    ),
    "Hexo": (
        {"_config.yml": "title: Kabar\npermalink: :year/:month/:day/:title/\n"},
        {"source/_posts/pasar.md": (post("P", "2018-08-02 10:00:00"), "/2018/08/02/pasar/")},
        "/{year}/{month}/{day}/{slug}/",
    ),
    "Hugo, folders": (
        {"hugo.toml": 'baseURL = "https://kabar.example/"\ntitle = "Kabar"\n'},
        {
            "content/posts/Pasar Tani.md": (post("P", "2018-08-02"), "/posts/pasar-tani/"),
            "content/posts/banjir/index.md": (toml("B", "2018-08-02"), "/posts/banjir/"),
            "content/posts/lama.md": (post("L", "2018-08-02", slug="baru"), "/posts/baru/"),
            "content/esai/tanah.md": (post("T", "2018-08-02"), "/esai/tanah/"),
            "content/esai/laut.md": (post("T", "2018-08-02", url="/laut.html"), "/laut.html"),
            "content/about.md": (post("Tentang"), "/about/"),
        },
        "/{path}/{slug}/",
    ),
    "Hugo, permalinks of sections": (
        {"config.yaml": "baseURL: https://k.example\npermalinks:\n  posts: /:year/:month/:title/\n"},
        {
            "content/posts/a.md": (post("Pasar Tani Buka", "2018-08-02"), "/2018/08/pasar-tani-buka/"),
            "content/posts/2018-08-03-b.md": (post("Banjir Lagi", "2018-08-03"), "/2018/08/banjir-lagi/"),
            "content/esai/x.md": (post("X", "2018-08-02"), "/esai/x/"),
        },
        [{"match": {"path": "esai/**"}, "pattern": "/{path}/{slug}/"}, {"pattern": "/{year}/{month}/{slug}/"}],  # noqa: E501
    ),
    "Hugo, ugly addresses and a language": (
        {
            "config/_default/hugo.toml": 'uglyURLs = true\ndefaultContentLanguage = "id"\n',
            "config/_default/languages.toml": '[id]\ntitle = "Kabar"\n[en]\ntitle = "News"\n',
        },
        {"content/posts/a.id.md": (post("A", "2018-08-02"), "/posts/a.html")},
        "/{path}/{slug}.html",
    ),
    "Hugo, titles that no file is named after": (
        {"hugo.toml": "[permalinks]\nberita = '/:year/:month/:slug/'\n"},
        {
            "content/berita/a.md": (post("Pasar Tani", "2018-08-02"), "/2018/08/pasar-tani/"),
            "content/berita/b.md": (post("Banjir Lagi", "2018-08-03"), "/2018/08/banjir-lagi/"),
            "content/esai/x.md": (post("X", "2018-08-02"), "/esai/x/"),
        },
        [{"match": {"path": "esai/**"}, "pattern": "/{path}/{slug}/"}, {"pattern": "/{year}/{month}/{slug}/"}],  # noqa: E501
    ),
    "Zola": (
        {"config.toml": 'base_url = "https://kabar.example"\n'},
        {
            "content/kota/2018-08-02-pasar.md": (toml("P"), "/kota/pasar/"),
            "content/kota/jalan.md": (toml("J", "2018-08-02"), "/kota/jalan/"),
            "content/kota/1.0-awal.md": (toml("A", "2018-08-02", path="2014/12/1.0-awal"), "/2014/12/1.0-awal/"),  # noqa: E501
        },
        "/{path}/{slug}/",
    ),
    "Eleventy": (
        {
            "eleventy.config.js": 'export default () => ({ dir: { input: "src" } });\n',
            "src/esai/esai.json": '{"permalink": "/e/{{ page.date | date: \'%Y\' }}/{{ page.fileSlug }}/"}',
        },
        {
            "src/posts/2018-08-02-pasar.md": (post("P"), "/posts/pasar/"),
            "src/posts/a/b/index.md": (post("B", "2018-08-02"), "/posts/a/b/"),
            "src/esai/tanah.md": (post("T", "2018-08-02"), "/e/2018/tanah/"),
            "src/kami.md": (post("Kami"), "/kami/"),
        },
        [{"match": {"path": "esai/**"}, "pattern": "/e/{year}/{slug}/"}, {"pattern": "/{path}/{slug}/"}],
    ),
    "Astro": (
        {
            "astro.config.mjs": 'export default defineConfig({\n  site: "https://kabar.example",\n});\n',
            "src/pages/blog/[...slug].astro": "",
        },
        {
            "src/content/blog/Pasar Tani.md": (post("P", pubDate="2018-08-02"), "/blog/pasar-tani/"),
            "src/content/blog/kota/a.mdx": (post("A", pubDate="2018-08-02"), "/blog/kota/a/"),
            "src/pages/tentang.md": (post("Tentang"), "/tentang/"),
        },
        "/{path}/{slug}/",
    ),
    "Pelican": (
        {
            "pelicanconf.py": "import os\nSITENAME = 'Kabar'\nTIMEZONE = 'Asia/Jakarta'\nPATH = 'content'\n"
            "ARTICLE_URL = 'b/{date:%Y}/{slug}/'\nARTICLE_SAVE_AS = os.path.join('x')\n"
        },
        {
            "content/kota/a.md": ("Title: Pasar Tani\nDate: 2018-08-02\n\nIsi.\n", "/b/2018/pasar-tani/"),
            "content/kota/b.md": ("Date: 2018-08-03\nTitle: B\nSlug: lain\n\nIsi.\n", "/b/2018/lain/"),
        },
        "/b/{year}/{slug}/",
    ),
    "Pelican, as it comes": (
        {"pelicanconf.py": ""},
        {"content/a.md": ("Title: Pasar Tani\nDate: 2018-08-02\n\nIsi.\n", "/pasar-tani.html")},
        "/{slug}.html",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_addresses_of_a_project_are_kept(tmp_path: Path, name: str) -> None:
    written, texts, permalink = CASES[name]
    project(tmp_path, written | {path: text for path, (text, _) in texts.items()})
    found = planned(tmp_path)
    assert found.generator == name.partition(",")[0]
    assert found.settings.get("permalink") == permalink
    root = "/koran" if "zone" in name else ""
    old = {found.files[one.file]: one.url.removeprefix(root).rstrip("/") for one in found.addresses}
    assert old == {path: address.rstrip("/") for path, (_, address) in texts.items()}
    lost = [one for one in found.addresses if one.why]
    assert [one.url for one in lost] == []
    assert not found.unread


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


JEKYLL = {
    "_config.yml": "title: Kabar Lama\nurl: https://lama.example\ntimezone: Asia/Jakarta\nlang: id\n",
    "_posts/2018-08-02-pasar.md": post("Pasar", layout="post") + "![Sawah](/assets/sawah.png) {{ site.url }}\n",  # noqa: E501
    "_posts/2018-08-03-banjir.md": post("Banjir", layout="post") + "{% include a.html %}\n",
    "_posts/2018-08-04-C#.md": post("C", layout="post"),
    "_drafts/nanti.md": post("Nanti"),
    "assets/sawah.pdf": "pdf",
    "index.html": "---\nlayout: home\n---\n",
}  # fmt: skip


def test_a_project_becomes_a_newsroom_that_builds(tmp_path: Path) -> None:
    folder, into = project(tmp_path / "lama", JEKYLL), tmp_path / "lama-newsgen"
    done = run("adopt", folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:9] == [
        "Jekyll: 3 articles, 0 static pages, 1 other file",
        "2 of 3 addresses are kept (66 %)",
        "  /2018/08/04/C%23.html",
        "    now /2018/08/04/C.html: no pattern that fits the others gives it",
        "1 file left out, a draft without a date:",
        "  _drafts/nanti.md",
        "1 file left out, written in another language than Markdown:",
        "  index.html",
        "",
    ]
    assert all(len(line) <= 80 for line in done.stdout.splitlines() if str(tmp_path) not in line)
    for source, path in (
        ("_posts/2018-08-02-pasar.md", "posts/2018-08-02-pasar.md"),
        ("assets/sawah.pdf",) * 2,
    ):
        assert (into / "content" / path).read_bytes() == (folder / source).read_bytes()
    loaded = config.load(into / "newsgen.yaml")
    assert (loaded.title, loaded.base_url, loaded.language) == ("Kabar Lama", "https://lama.example/", "id")
    assert (loaded.permalink, loaded.timezone) == ("/{year}/{month}/{day}/{slug}.html", "Asia/Jakarta")
    built = run("build", "--project", into)
    assert built.exit_code == 0
    assert "template code shown as text (2 times: posts/2018-08-02-pasar.md:7, posts/" in built.stderr
    assert built.stderr.count("unknown key `layout` (3 times") == 1
    assert (into / "site/2018/08/02/pasar.html").exists()
    assert (into / "site/assets/sawah.pdf").exists()
    csv = into / "addresses.csv"
    checked = run("check", "--project", into, "--published", csv)
    assert "3 published addresses: 2 answered, 1 would die (1 certain, 0 likely, 0 no idea)" in checked.stdout
    run("check", "--project", into, "--published", csv, "--fix")
    run("build", "--project", into)
    assert "3 answered, 0 would die" in run("check", "--project", into, "--published", csv).stdout


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    folder, into = project(tmp_path / "lama", JEKYLL), tmp_path / "baru"
    project(into, {"newsgen.yaml": "title: Saya\n", "content/posts/2018-08-02-pasar.md": "punya saya"})
    done = run("adopt", folder, "--into", into)
    assert "2 files kept that existed:" in done.stdout
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = run("adopt", folder, "--into", into)
    assert "0 files written" in again.stdout
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert (into / "newsgen.yaml").read_text() == "title: Saya\n"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "lama", JEKYLL)
    done = run("adopt", folder, "--dry-run")
    assert "Nothing was written." in done.stdout
    found = json.loads(run("adopt", folder, "--dry-run", "--json").stdout)
    assert [one["url"] for one in found["plan"]["addresses"]][:1] == ["/2018/08/02/pasar.html"]
    assert found["plan"]["left"] == {
        "a draft without a date": ["_drafts/nanti.md"],
        "written in another language than Markdown": ["index.html"],
    }
    assert [path.name for path in tmp_path.iterdir()] == ["lama"]


def test_init_adopts_what_is_there(tmp_path: Path) -> None:
    folder = project(tmp_path / "lama", JEKYLL)
    said = CliRunner().invoke(main, ["init", str(folder)]).stdout
    assert f"found a project of Jekyll: `newsgen adopt {folder}` makes" in said
    other = project(tmp_path / "lain", JEKYLL)
    done = run("init", other, "--yes", "--title", "Kabar Baru")
    assert "2 of 3 addresses are kept (66 %)" in done.stdout
    assert config.load(other / "newsgen.yaml").title == "Kabar Baru"
    assert run("build", "--project", other).exit_code == 0
    again = planned(other)
    assert (again.articles, again.pages) == (3, 0)


def test_init_leaves_a_folder_with_content_alone(tmp_path: Path) -> None:
    folder = project(tmp_path, {"hugo.toml": "", "content/posts/a.md": post("A", "2018-08-02")})
    done = run("init", folder, "--yes")
    assert f"`newsgen adopt {folder}` makes a newsroom of it beside this folder" in done.stdout


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no generator": ({"a.md": post("A")}, "is no project of a known generator (Jekyll, Hugo,"),
    "no posts": ({"_config.yml": "title: A\n"}, "is a project of Jekyll without any article that can be read"),  # noqa: E501
    "broken YAML": ({"_config.yml": "a: [\n", "_posts/2018-08-02-a.md": post("A")}, "_config.yml:2:1: can't be read"),  # noqa: E501
    "broken tags of YAML": ({"_config.yml": "a: !!int ''\n"}, "_config.yml: can't be read"),
    "broken TOML": ({"hugo.toml": "a = \n"}, "hugo.toml:1:1: can't be read: Invalid value"),
    "broken Python": ({"pelicanconf.py": "A = (\n"}, "pelicanconf.py:1:1: is not Python that can be read"),
    "broken JSON": ({"hugo.json": '{"a": }'}, "hugo.json:1:1: can't be read"),
    "a bomb": (
        {"hugo.yaml": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))},  # noqa: E501
        "hugo.yaml: can't be read: it is too large, or nested too deeply",
    ),
    "deep JSON": ({"hugo.json": '{"a": ' + "[" * 90 + "]" * 90 + "}"}, "or nested too deeply"),
    "deep YAML": ({"_config.yml": "[" * 20_000}, "_config.yml: can't be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_can_not_be_adopted(tmp_path: Path, name: str) -> None:
    written, told = WRONG[name]
    done = run("adopt", project(tmp_path / "lama", written))
    assert done.exit_code == 2
    assert told in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["lama"]


def test_a_newsroom_inside_of_the_project_is_refused(tmp_path: Path) -> None:
    done = run("adopt", project(tmp_path, JEKYLL), "--into", tmp_path / "baru")
    assert done.exit_code == 2
    assert "lies in the folder that is to be adopted" in done.stderr


def test_a_project_with_texts_in_content_is_not_adopted_into_itself(tmp_path: Path) -> None:
    folder = project(tmp_path, {"hugo.toml": "", "content/posts/Pasar Tani.md": post("A", "2018-08-02")})
    done = run("adopt", folder, "--into", folder)
    assert done.exit_code == 2
    assert (
        "has texts in content/, which would be there twice (choose another folder: --into DIR)" in done.stderr
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "hugo.toml"]


def test_nothing_is_written_outside_of_content(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": 'x.addPassthroughCopy({"img": "a/../../../luar", "docs": "a/docs"});',
        "posts/a.md": post("A", "2018-08-02"),
        "img/a.bin": "x",
        "docs/a.bin": "x",
    }
    found = planned(project(tmp_path, files))
    assert set(found.files) == {"posts/a.md", "a/docs/a.bin"}
    assert found.left == {"which would be outside of content/": ("img/a.bin",)}


def test_a_page_of_its_own_for_what_is_not_found_stays_behind(tmp_path: Path) -> None:
    files = {
        "_config.yml": "",
        "_posts/2018-08-02-a.md": post("A"),
        "404.md": post("X", permalink="/404.html"),
    }
    found = planned(project(tmp_path, files))
    assert found.left == {"since newsgen makes a page at its address": ("404.md",)}
    assert found.kept == len(found.addresses) == 1


def test_a_file_with_the_name_of_a_folder_stays_behind(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/posts/a.md": post("A", "2018-08-02"),
        "static/posts": "x",
        "static/lain": "x",
        "content/lain/a.bin": "x",
    }
    found = planned(project(tmp_path, files))
    assert set(found.files) == {"posts/a.md", "lain/a.bin"}
    assert found.left == {"where a folder has the name of a file": ("static/lain", "static/posts")}


def test_python_is_never_run(tmp_path: Path) -> None:
    code = f"SITENAME = 'A'\nopen({str(tmp_path / 'x')!r}, 'w')\nSITEURL = open\n"
    project(tmp_path, {"pelicanconf.py": code, "content/a.md": "Title: A\nDate: 2018-08-02\n\nIsi.\n"})
    assert planned(tmp_path).settings["title"] == "A"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("dates", "zone", "others"),
    [
        (["2018-08-02 21:00:00 -0400", "2018-12-02 22:00:00 -0500", "2018-08-02"], "America/New_York", 0),
        (["2018-08-02T01:00:00+07:00", "2018-08-03 10:00 +0700", "2018-08-03T20:00:00Z"], "Asia/Jakarta", 1),
        (["2018-08-02T01:00:00+02:00", "2018-12-02T01:00:00+01:00"], "Europe/Berlin", 0),
        (["2018-08-02 10:00", "2018-08-03"], "UTC", 0),
        (["2018-08-02T10:00:00Z"], "UTC", 0),
    ],
)
def test_the_time_zone_in_which_dates_are_written(
    tmp_path: Path, dates: list[str], zone: str, others: int
) -> None:
    files = {f"content/posts/{n}.md": post(f"A{n}", date) for n, date in enumerate(dates)}
    settings = "title: A\npermalinks: {posts: '/:year/:month/:day/:slug/'}\n"
    project(tmp_path, {"hugo.yaml": settings, **files})
    found = planned(tmp_path)
    assert found.settings["timezone"] == zone
    lost = [one.why for one in found.addresses if one.why]
    assert (
        lost == ["its date is written in another time zone than the site's, where it is another day"] * others
    )


def test_settings_that_newsgen_can_not_use_are_left_out(tmp_path: Path) -> None:
    menu = (
        'menu: {main: [{name: "", url: /a/}, {name: Kota, url: kota/, weight: 2}, {name: B, pageRef: /b}]}\n'
    )
    written = "baseURL: 'http://[x'\ntitle: [a]\ntimeZone: Mars/Phobos\npermalinks: {posts: [1]}\n" + menu
    project(tmp_path, {"hugo.yaml": written, "content/posts/a.md": post("A", "2018-08-02")})
    found = planned(tmp_path).settings
    assert found["timezone"] == "UTC"
    assert found["menu"] == [{"title": "B", "url": "/b"}, {"title": "Kota", "url": "/kota/"}]
    assert not {"base_url", "title"} & found.keys()


def test_categories_of_jekyll_are_parted_by_spaces(tmp_path: Path) -> None:
    files = {
        "_config.yml": "",
        "_posts/2018-08-02-a.md": post("A", category="Kota Jambi"),
        "_posts/2018-08-03-b.md": post("B", categories="kota jalan"),
        "_posts/2018-08-04-c.md": post("C", categories=["kota jalan", "Sawah"]),
    }
    assert [one.url for one in planned(project(tmp_path, files)).addresses] == [
        "/kota%20jambi/2018/08/02/a.html",
        "/kota/jalan/2018/08/03/b.html",
        "/kota%20jalan/sawah/2018/08/04/c.html",
    ]


@pytest.mark.parametrize(
    "written",
    ["defaults: 5", "defaults: [5]", "url: 'http://ex℀mple.com'", "collections: [a]\nexclude: 5\nsource: 5"],
)
def test_settings_of_another_kind_than_expected(tmp_path: Path, written: str) -> None:
    project(tmp_path, {"_config.yml": written, "_posts/2018-08-02-a.md": post("A")})
    assert [one.url for one in planned(tmp_path).addresses] == ["/2018/08/02/a.html"]


def test_a_static_folder_without_a_name_is_that_of_hugo(tmp_path: Path) -> None:
    files = {"hugo.toml": "staticDir = 5\n", "content/a.md": post("A", "2018-08-02"), "static/a.bin": "x"}
    found = planned(project(tmp_path, files))
    assert (set(found.files), found.left) == ({"a.md", "a.bin"}, {})


def test_files_out_of_the_project_are_not_taken(tmp_path: Path) -> None:
    project(tmp_path / "luar", {"rahasia.png": "x"})
    folder = project(tmp_path / "lama", JEKYLL)
    (folder / "assets" / "keluar").symlink_to(tmp_path / "luar")
    (folder / "assets" / "rahasia.png").symlink_to(tmp_path / "luar" / "rahasia.png")
    (folder / "putaran").symlink_to(folder)
    assert planned(folder).media == 1


def test_two_files_that_want_one_name(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/posts/A.md": post("A", "2018-08-02"),
        "content/posts/a.md": post("B", "2018-08-03"),
    }
    found = planned(project(tmp_path, files))
    assert found.articles == 1
    assert list(found.left.values()) == [("content/posts/a.md",)]


def test_what_can_not_be_read_is_copied_and_named(tmp_path: Path) -> None:
    files = JEKYLL | {
        "_posts/2018-09-01-rusak.md": "---\ntitle: A\ntitle: B\n---\n",
        "catatan.md": "---\nx: y\n---\n",
    }
    found = planned(project(tmp_path, files))
    assert [str(problem) for problem in found.unread] == [
        "posts/2018-09-01-rusak.md:3:1: `title` is given twice (it stands on line 2 already; keep one of them)"  # noqa: E501
    ]
    assert "posts/2018-09-01-rusak.md" in found.files
    assert found.left["neither a date nor a title"] == ("catatan.md",)


def test_an_address_that_only_code_knows(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": "",
        "posts/posts.11tydata.js": "module.exports = { permalink: (data) => data.x };",
        "posts/a.md": post("A", "2018-08-02"),
    }
    found = planned(project(tmp_path, files))
    assert found.addresses == ()
    assert found.unknown == {"its permalink is code: `{{ posts.11tydata.js }}`": ("posts/a.md",)}


def test_an_address_below_a_field_of_astro_is_not_known(tmp_path: Path) -> None:
    files = {
        "astro.config.mjs": "",
        "src/pages/[lang]/blog/[...slug].astro": "",
        "src/content/blog/a.md": post("A", "2018-08-02"),
    }
    found = planned(project(tmp_path, files))
    assert found.addresses == ()
    assert found.unknown == {"no route in src/pages/ is known to show `blog`": ("src/content/blog/a.md",)}


@pytest.mark.parametrize(
    ("link", "targets"),
    [
        ("sawah.png", ["blog/a.md", "blog/sawah.png"]),
        ("../../assets/b.png", ["content/blog/a.md", "content/blog/sawah.png"]),
    ],
)
def test_pictures_of_astro_are_where_texts_look_for_them(
    tmp_path: Path, link: str, targets: list[str]
) -> None:
    files = {
        "astro.config.mjs": "",
        "src/content/blog/a.md": post("A", "2018-08-02") + f"![Sawah]({link})\n",
        "src/content/blog/sawah.png": "png",
        "src/assets/b.png": "png",
        "public/c.png": "png",
    }
    assert sorted(planned(project(tmp_path, files)).files) == sorted([*targets, "assets/b.png", "c.png"])


def test_pages_that_newsgen_makes_itself(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/posts/a.md": post("A", "2018-08-02"),
        "content/search.md": post("Cari"),
    }
    assert planned(project(tmp_path, files)).left == {
        "since newsgen makes a page at its address": ("content/search.md",)
    }


SPELLED = [
    (spelling.hugo, "Pasar Tani: Buka!", "pasar-tani-buka"),
    (spelling.hugo, "C# 1.0_a", "c#-1.0_a"),
    (spelling.slug, "Héllo, Dunia -- Baru", "hello-dunia-baru"),
    (spelling.github, "Pasar  Tani_1.0", "pasar--tani_10"),
]  # fmt: skip


@pytest.mark.parametrize(("spell", "words", "expected"), SPELLED)
def test_how_others_spell(spell: Any, words: str, expected: str) -> None:
    assert spell(words) == expected


def test_a_pattern_with_an_unknown_field() -> None:
    assert spelling.filled("/:year//:title_x/", {"year": "2018", "title": "a"}) == "/2018/a_x/"
    with pytest.raises(UnknownAddressError, match="`:mars`"):
        spelling.filled("/:mars/", {"year": "2018"})


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_settings_of_any_text_are_read_or_refused(text: str) -> None:
    values = settings_of.common(text, text, text, text, text)
    assert set(values) <= {"title", "base_url", "language", "timezone"}
    assert re.fullmatch("id|en", values["language"])


def published(pattern: str) -> list[Published]:
    """Stories of WordPress, each with its number, at addresses of a pattern."""
    found = []
    for number in range(1, 40):
        at = datetime(2018, 1 + number % 12, 1 + number % 28, 10, tzinfo=UTC)
        categories = ("Daerah", "Jambi") if number % 3 else ("Ekonomi",)
        article = Article(
            path=f"{at:%Y/%m}/judul-{number}.md",
            title=f"Judul {number}",
            date=When(at),
            slug=f"judul-{number}",
            aliases=(f"/?p={100 + number}",),
            categories=categories,
        )
        parents = "/".join(categories).lower()
        old = pattern.format(id=100 + number, slug=article.slug, at=at, categories=parents)
        found.append(Published(article, old))
    return found


@pytest.mark.parametrize(
    ("old", "learned"),
    [
        ("/{slug}/", "/{slug}/"),
        ("/archives/{id}", "/archives/{id}/"),
        ("/read/{id}/{slug}", "/read/{id}/{slug}/"),
        ("/{id}-{slug}.html", "/{id}-{slug}.html"),
        ("/{slug}-{id}/", "/{slug}-{id}/"),
        ("/{categories}/{slug}/", "/{categories}/{slug}/"),
        ("/{at:%Y}/{at:%m}/{at:%d}/{slug}/", "/{year}/{month}/{day}/{slug}/"),
        ("/{at:%Y}/{at:%m}/{slug}.html", "/{year}/{month}/{slug}.html"),
        ("/berita/{slug}", "/berita/{slug}/"),
    ],
)
def test_patterns_are_learned_from_stories_with_numbers(old: str, learned: str) -> None:
    assert [rule.pattern for rule in best_rules(published(old), Config())] == [learned]
