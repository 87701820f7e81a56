"""`newsgen budget`: a site held against the limits of hosts."""

import json
import shutil
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from click.testing import CliRunner, Result
from conftest import CONFIG, MakeSite, Project, article, photo

from newsgen.cli import main
from newsgen.config import Config
from newsgen.hosts import HOSTS
from newsgen.index.database import Database
from newsgen.index.rows import OutputRow
from newsgen.publishing.budget import Usage, amount, forecast, host_budget, size
from newsgen.publishing.output import STAMP

LIMITS = [(host, limit) for host, known in HOSTS.items() for limit in known.limits]
FIELDS = {
    "files": "files",
    "bytes": "bytes",
    "largest file": "largest",
    "files and folders": "folders",
    "entries of one folder": "fullest",
    "redirects": "rules",
    "dynamic redirects": "dynamic_rules",
    "longest redirect": "longest_rule",
    "bytes of redirects": "rule_bytes",
    "publishes a month": "publishes",
}
NOTHING = Usage(files=0, bytes=0, largest=0, largest_file="", folders=0, fullest=0, publishes=0)


def budget(site: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["budget", "--project", str(site.path), *arguments])


def usage(site: Project) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(budget(site, "--json").stdout)["usage"]
    return found


def build(site: Project, *arguments: str) -> Result:
    command = ["build", "--project", str(site.path), *arguments]
    return CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": "1795200000"})  # 2026-11-20


# hosts


def test_every_host_that_can_be_set_is_known() -> None:
    assert ("", *HOSTS) == get_args(Config.__annotations__["host"])
    assert len(LIMITS) > 8


@pytest.mark.parametrize(("host", "limit"), LIMITS, ids=[f"{host} {limit.what}" for host, limit in LIMITS])
def test_each_limit_is_kept_exactly(host: str, limit: Any) -> None:
    for uses, fits in ((limit.free, True), (limit.free + 1, False)):
        used = msgspec.structs.replace(NOTHING, **{FIELDS[limit.what]: uses})
        assert used.of(limit.what) == uses
        found = host_budget(host, used)
        assert found.fits == fits
        much = [verdict.limit.what for verdict in found.verdicts if not verdict.fits]
        assert much == ([] if fits else [limit.what])


def test_what_is_not_known_fits() -> None:
    used = Usage(files=1, bytes=1, largest=1, largest_file="a")
    assert host_budget("netlify", used).fits
    assert host_budget("gitlab", used).fits
    assert amount("publishes a month", used.publishes) == "unknown"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 KB"),
        (34_567, "34.6 KB"),
        (123_456, "123 KB"),
        (26_214_400, "26.2 MB"),
        (999_999_999, "1000 MB"),
        (1_400_000_000, "1.40 GB"),
        (2 * 10**12, "2000.00 GB"),
    ],
)
def test_sizes(number: int, text: str) -> None:
    assert size(number) == text


def test_a_forecast_grows_with_articles_and_shrinks_with_longer_lists() -> None:
    assert forecast(15_000, 0, 20).files <= 20_000
    assert forecast(15_000, 0, 20).bytes <= 500_000_000
    assert forecast(30_000, 1, 20).files > forecast(15_000, 1, 20).files > forecast(15_000, 1, 50).files
    assert forecast(0, 2, 20).files > forecast(730, 0, 20).files
    assert forecast(0, 1, 20).publishes == 30


# what a site uses


def counted(folder: Path) -> dict[str, int]:
    files = [file for file in folder.rglob("*") if file.is_file() and file.name != STAMP]
    folders = [path for path in folder.rglob("*") if path.is_dir()]
    return {
        "files": len(files),
        "bytes": sum(file.stat().st_size for file in files),
        "largest": max(file.stat().st_size for file in files),
        "folders": len(folders),
        "fullest": max(sum(entry.name != STAMP for entry in one.iterdir()) for one in (folder, *folders)),
    }


FILES: dict[str, str | bytes] = {
    "a.md": article(
        "Berita A", "2026-11-01 10:00", tags=["Kota", "Desa"], aliases=["/lama/", "/lama-sekali/"]
    ),
    "b.md": article("Berita B", "2026-11-02 10:00", categories=["Ekonomi"], image="foto/b.jpg"),
    "c.md": article("Berita C", "2026-10-02 10:00", tags=["Kota"]),
    "foto/b.jpg": photo(size=(1300, 800)),
    "foto/lain.jpg": photo(),
    "_redirects": "# lama\n/a /b 301\n\n/c/* /d/:splat 301\n/e/:id /f\n/g\n",
    "besar.pdf": b"x" * 300_000,
}


def test_the_state_and_the_folder_tell_the_same(make_site: MakeSite) -> None:
    site = make_site(FILES)
    build(site)
    known = usage(site)
    expected = counted(site.site)
    assert {name: known[name] for name in expected} == expected
    assert known["largest_file"] == "besar.pdf"
    assert (known["redirect_pages"], known["publishes"]) == (2, 2)
    assert (known["rules"], known["dynamic_rules"], known["longest_rule"]) == (
        1,
        2,
        len("/c/* /d/:splat 301"),
    )
    assert known["rule_bytes"] == len("/a /b 301\n/c/* /d/:splat 301\n/e/:id /f\n")
    shutil.rmtree(site.path / ".newsgen")
    walked = usage(site)
    assert walked | {"redirect_pages": 2, "publishes": 2} == known
    assert walked["publishes"] is None
    assert "publishes a month" in budget(site, "netlify").stdout
    assert "unknown" in budget(site, "netlify").stdout


def test_another_folder(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(FILES)
    build(site, "--output", str(tmp_path / "lain"))
    done = budget(site, "--output", str(tmp_path / "lain"), "--json")
    assert json.loads(done.stdout)["usage"]["files"] == counted(tmp_path / "lain")["files"]


def test_before_the_first_build(make_site: MakeSite) -> None:
    done = budget(make_site(FILES))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "site: there is no site yet (newsgen build makes one)" in done.stderr


@pytest.mark.parametrize(
    ("times", "publishes"),
    [
        (["2026-11-01 10:00", "2026-11-01 10:00:30", "2026-11-01 10:01"], 2),
        (["2026-11-01", "2026-11-01", "2026-11-02"], 2),
        (["2026-11-19", "2026-10-21", "2026-10-20"], 2),
        (["2019-11-19", "2019-10-21 08:00", "2019-10-20"], 2),
        ([], 0),
    ],
)
def test_publishes_are_the_times_of_the_last_thirty_days(
    make_site: MakeSite, times: list[str], publishes: int
) -> None:
    site = make_site({f"{n}.md": article(f"Berita {n}", time) for n, time in enumerate(times)})
    build(site)
    assert usage(site)["publishes"] == publishes


# what is too much


def with_rows(site: Project, count: int) -> Project:
    """A state that knows so many more files, as large archives have them."""
    with Database(site.path / ".newsgen" / "state.db") as database:
        folder = str(site.site.resolve())
        rows = (OutputRow(folder, f"x/{n}/index.html", 2**62 + n, 10, 0) for n in range(count))
        database.outputs.put(rows)
        database.commit()
    return site


def test_too_many_files(make_site: MakeSite) -> None:
    site = make_site(FILES)
    build(site)
    with_rows(site, 20_001 - usage(site)["files"])
    done = budget(site, "cloudflare")
    assert done.exit_code == 1
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("Cloudflare  files")]
    assert row.split() == ["Cloudflare", "files", "20,001", "20,000", "100,000", "too", "much"]
    assert budget(site, "github").exit_code == 0
    assert budget(site).exit_code == 0  # no host is named
    site.configure(CONFIG + "host: cloudflare\n")
    assert budget(site).exit_code == 1
    assert budget(site, "server").exit_code == 0


@pytest.mark.parametrize(
    ("host", "bytes_"), [("cloudflare", 26_214_401), ("github", 10**9), ("gitlab", 10**9)]
)
def test_a_folder_that_is_too_large(make_site: MakeSite, host: str, bytes_: int) -> None:
    site = make_site()
    site.put("site/index.html", "x")
    with (site.site / "film.mp4").open("wb") as stream:
        stream.truncate(bytes_ - 1)
    assert budget(site, host).exit_code == 0
    with (site.site / "film.mp4").open("wb") as stream:
        stream.truncate(bytes_)
    done = budget(site, host)
    assert done.exit_code == 1
    assert "too much" in done.stdout
    assert "film.mp4" in done.stdout


@pytest.mark.parametrize(
    ("host", "rules", "told"),
    [
        ("cloudflare", [f"/{n} /x 301" for n in range(2001)], "redirects"),
        ("cloudflare", [f"/{n}/* /x 301" for n in range(101)], "dynamic redirects"),
        ("cloudflare", ["/a /" + "x" * 998], "longest redirect"),
        ("gitlab", [f"/{n} /x 301" for n in range(1001)], "redirects"),
        ("gitlab", ["/a /" + "x" * 995] * 65, "bytes of redirects"),
    ],
)
def test_too_many_redirects(make_site: MakeSite, host: str, rules: list[str], told: str) -> None:
    site = make_site({"a.md": article("A", "2026-11-01"), "_redirects": "\n".join(rules[:-1])})
    build(site)
    assert budget(site, host).exit_code == 0
    site.write("_redirects", "\n".join(rules))
    build(site)
    done = budget(site, host, "--json")
    assert done.exit_code == 1
    verdicts = json.loads(done.stdout)["hosts"][0]["verdicts"]
    assert [verdict["limit"]["what"] for verdict in verdicts if not verdict["fits"]] == [told]


def test_a_build_that_outgrows_its_host_ends_with_a_line(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", f"2026-11-01 10:{n:02}") for n in range(21)}
    site = make_site(files, CONFIG + "host: netlify\n")
    told = "warning: the site outgrows Netlify (publishes a month 21, 20 is the most): see newsgen budget\n"
    for arguments in ((), (), ("--strict",), ("--full",)):
        done = build(site, *arguments)
        assert (done.exit_code, done.stderr) == (0, told)
    assert json.loads(build(site, "--json").stdout)["outgrown"] == told.removeprefix("warning: ").strip()
    for host in ("github", '""'):
        site.configure(f"{CONFIG}host: {host}\n")
        assert build(site).stderr == ""
        assert json.loads(build(site, "--json").stdout)["outgrown"] == ""


def test_the_host_changes_no_byte(make_site: MakeSite) -> None:
    site = make_site(FILES)
    build(site)
    before = site.snapshot()
    site.configure(CONFIG + "host: gitlab\n")
    build(site)
    assert site.snapshot() == before


# what would help


def test_the_settings_that_would_help_are_named_with_what_they_save(make_site: MakeSite) -> None:
    settings = "title: Kabar Uji\nbase_url: https://kabar.example/\n"
    settings += "archive: day\nfeeds: [tag]\noriginals: all\nsocial_images: article\n"
    site = make_site(FILES, settings)
    build(site)
    with_rows(site, 20_000)
    assert budget(site, "github").exit_code == 0
    done = budget(site, "cloudflare", "--json")
    savings = {
        one["setting"]: (one["files"], one["bytes"]) for one in json.loads(done.stdout)["hosts"][0]["savings"]
    }
    tree = site.pages()

    def sizes(match: Any) -> tuple[int, int]:
        found = [len(data) for path, data in tree.items() if match(path)]
        return len(found), sum(found)

    assert savings["archive: month"] == sizes(
        lambda path: path.count("/") == 3 and path[:2] == "20" and path[11:] == "index.html"
    )
    assert savings["archive: month"][0] == 3
    assert savings["feeds"] == sizes(
        lambda path: path.startswith("tag/") and path.endswith(("feed.xml", "feed.json"))
    )
    assert savings["originals: linked"] == sizes(lambda path: path in ("foto/b.jpg", "foto/lain.jpg"))
    drawn = sizes(lambda path: path.endswith("social.jpg") and not path.startswith("foto/"))
    assert savings["social_images: section"][0] == drawn[0] - 2  # the paper's, and one of the section
    shown = budget(site, "cloudflare").stdout
    assert f"Cloudflare: `feeds` saves {savings['feeds'][0]} files, " in shown
    site.configure(settings + "host: cloudflare\n")
    done = build(site)
    assert "the site outgrows Cloudflare (files 20," in done.stderr
    assert "` saves " in done.stderr


def test_no_setting_helps_against_redirects(make_site: MakeSite) -> None:
    site = make_site(FILES | {"_redirects": "/a /b 301\n" * 1001})
    build(site)
    assert json.loads(budget(site, "gitlab", "--json").stdout)["hosts"][0]["savings"] == []


# what is shown


def test_all_hosts_in_a_table(make_site: MakeSite) -> None:
    site = make_site(FILES)
    build(site)
    done = budget(site)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "2 publishes in the last 30 days of the archive"
    for host in HOSTS.values():
        assert f"\n{host.title} " in done.stdout
    assert max(map(len, done.stdout.splitlines()[1:])) <= 80


def test_an_unknown_host(make_site: MakeSite) -> None:
    done = budget(make_site(), "cloudfare")
    assert done.exit_code == 2
    assert "'cloudfare' is not one of 'cloudflare', 'github'" in done.stderr
