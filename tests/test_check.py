"""`newsgen check`: what it finds, where, and what it leaves alone."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import CONFIG, MakeSite, Project, article, photo

from newsgen.cli import main
from newsgen.publishing.addresses import ADDRESS

JALAN = article("Jalan Desa Putus Lagi", "2017-03-01", aliases=["/lama/", "/?p=9"])
OTHERS: dict[str, str | bytes] = {
    "2017/jalan.md": JALAN,
    "2017/pasar.md": article("Pasar Tani Dibuka Setiap Kamis", "2017-02-01", tags=["Kota"]),
    "2017/cabut.md": article(
        "Berita Dicabut", "2017-04-01", status="withdrawn", reason="Keliru", body="[x](/tiada/)"
    ),
    "2017/draf.md": article("Berita Draf", "2017-05-01", status="draft", body="[x](/tiada/)"),
    "pages/redaksi.md": "---\ntitle: Redaksi\n---\nKami.\n",
    "dok/a b.pdf": b"%PDF",
    "2018/foto.jpg": photo(),
}
URL = "/2017/03/jalan-desa-putus-lagi/"


def run(site: Project, *options: str) -> Result:
    return CliRunner().invoke(main, ["check", "--project", str(site.path), *options])


def found(site: Project, *options: str) -> tuple[list[str], list[str]]:
    """The problems and the warnings, as path:line:column: message (hint)."""
    result = json.loads(run(site, "--json", *options).stdout)

    def told(problems: list[dict[str, str]]) -> list[str]:
        return [
            f"{p['path']}:{p['line']}:{p['column']}: {p['message']}"
            + (f" ({p['hint']})" if p["hint"] else "")
            for p in problems
        ]

    return told(result["problems"]), told(result["warnings"])


def test_an_unknown_key_is_one_warning_for_the_whole_archive(make_site: MakeSite) -> None:
    files = {f"{number}.md": article(f"Berita {number}", "2026-11-03", layout="post") for number in range(5)}
    site = make_site(files)
    checked = json.loads(run(site, "--json").stdout)["warnings"]
    built = CliRunner().invoke(main, ["build", "--project", str(site.path), "--json"])
    assert checked == json.loads(built.stdout)["warnings"]
    assert checked == [
        {
            "path": "0.md",
            "line": 4,
            "column": 1,
            "message": "unknown key `layout`",
            "hint": "",
            "kind": "unknown key",
            "count": 5,
            "files": ["0.md", "1.md", "2.md"],
        }
    ]
    shown = run(site)
    assert shown.stderr == "warning: content/0.md:4:1: unknown key `layout` (5 times: 0.md, 1.md, 2.md, …)\n"
    assert "0 errors, 5 warnings" in shown.stdout


def test_what_many_texts_show_is_said_once(make_site: MakeSite) -> None:
    files = {f"{n}.md": article(f"Berita {n}", "2018-08-02", body=f"{{{{ x{n} }}}}") for n in range(4)}
    site = make_site(files)
    other = "it is code of another program: write what it stands for"
    assert run(site).stderr == (
        "warning: content/0.md:6:1: template code shown as text"
        f" (4 times: 0.md:6, 1.md:6, 2.md:6, …; {other})\n"
    )
    each = "".join(
        f"warning: content/{n}.md:6:1: shown as text: `{{{{ x{n} }}}}` ({other})\n" for n in range(4)
    )
    assert run(site, "--all").stderr == each
    assert len(json.loads(run(site, "--json").stdout)["warnings"]) == 4


LEADS = [
    f"[x]({URL})",
    f"[x]({URL[:-1]})",
    f"[x]({URL}#bab)",
    f"[x]({URL}?utm_source=wa)",
    f"[x](https://kabar.example{URL})",
    "[x](https://kabar.example)",
    "[x](https://kabar.example/)",
    "[x](/)",
    "[x](/lama/)",
    "[x](/lama)",
    "[x](/?p=9)",
    "[x](/tag/kota/)",
    "[x](/redaksi/)",
    "[x](/2017/02/)",
    "[x](/feed.xml)",
    "[x](/dok/a%20b.pdf)",
    "[x](../dok/a%20b.pdf)",
    "[x](#bab)",
    "[x](mailto:a@b.example)",
    "[x](https://lain.example/tiada/)",
    "[x](//lain.example/tiada/)",
    "[x](../2017/jalan.md)",
    "[x](/2017/jalan.md#bab)",
    "![x](foto.jpg)",
    "![x](/2018/foto.jpg)",
    "[![x](foto.jpg)](/redaksi/)",
    '<a href="/redaksi/">x</a>',
    '<img src="foto.jpg" alt="">',
    "`[x](/tiada/)`",
    "```\n[x](/tiada/)\n```",
    "    [x](/tiada/)",
    "[x][1]\n\n[1]: /redaksi/",
]
NOTHING = "nothing stands at the address"
DEAD = {
    "kata [x](/tiada/) lagi": (6, 10, f"{NOTHING} `/tiada/` (check the address)"),
    "baris\n[x](/tiada/)": (7, 5, f"{NOTHING} `/tiada/` (check the address)"),
    "[x](https://kabar.example/tiada)": (
        6,
        5,
        f"{NOTHING} `https://kabar.example/tiada` (check the address)",
    ),
    "[x](/2016/03/jalan-desa-putus-lagi/)": (
        6,
        5,
        f"{NOTHING} `/2016/03/jalan-desa-putus-lagi/` (is it {URL}?)",
    ),
    "[x](/?p=10)": (6, 5, f"{NOTHING} `/?p=10` (check the address)"),
    "[x](dok/tiada.pdf)": (6, 5, f"{NOTHING} `dok/tiada.pdf` (check the address)"),
    "[x](/ads.txt)": (6, 5, f"{NOTHING} `/ads.txt` (check the address)"),
    "[x](/2017/05/berita-draf/)": (6, 5, f"{NOTHING} `/2017/05/berita-draf/` (check the address)"),
    '<a class="t" href="/tiada/">x</a>': (6, 20, f"{NOTHING} `/tiada/` (check the address)"),
    "[x][1]\n\n[1]: /tiada/": (8, 6, f"{NOTHING} `/tiada/` (check the address)"),
    "![x](tiada.jpg)": (6, 6, "the picture `tiada.jpg` does not exist (check its path)"),
    "[![x](tiada.jpg)](/redaksi/)": (6, 7, "the picture `tiada.jpg` does not exist (check its path)"),
    "[![x](foto.jpg)](/tiada/)": (6, 18, f"{NOTHING} `/tiada/` (check the address)"),
    '<img src="/tiada.jpg" alt="">': (6, 11, "the picture `/tiada.jpg` does not exist (check its path)"),
}


def test_links_that_lead_somewhere(make_site: MakeSite) -> None:
    body = "\n\nKata.\n\n".join(LEADS)
    site = make_site(OTHERS | {"2018/a.md": article("A", "2018-08-02", body=body)})
    assert found(site) == ([], [])
    assert run(site, "--strict").exit_code == 0


@pytest.mark.parametrize("root", ["/", "/koran/"])
def test_links_that_lead_nowhere(make_site: MakeSite, root: str) -> None:
    askers = {
        f"2018/{n:02}.md": article(f"A {n}", "2018-08-02", body=body.replace("example/t", f"example{root}t"))
        for n, body in enumerate(DEAD)
    }
    site = make_site(OTHERS | askers, f"base_url: https://kabar.example{root}\n")
    expected = [
        f"2018/{n:02}.md:{line}:{column}: {told}".replace(f"it {URL}", f"it {root}{URL[1:]}").replace(
            "example/t", f"example{root}t"
        )
        for n, (line, column, told) in enumerate(DEAD.values())
    ]
    assert found(site) == (expected, [])
    assert run(site).exit_code == 1


@pytest.mark.parametrize(
    ("mention", "hint"),
    [
        (
            "Pasar Tani Dibuka Setiap Rabu",
            'nearest: "Pasar Tani Dibuka Setiap Kamis", 2017/pasar.md',
        ),
        ("Pasar Tani Dibuka", 'nearest: "Pasar Tani Dibuka Setiap Kamis", 2017/pasar.md'),
        ("JALAN DESA PUTUS LAGII", 'nearest: "Jalan Desa Putus Lagi", 2017/jalan.md'),
        ("Pasar Tani Tutup…", 'nearest: "Pasar Tani Dibuka Setiap Kamis", 2017/pasar.md'),
        ("Resep Bubur Ikan Patin", "it links itself once that article is here"),
        ("Berita Dicabut", "it links itself once that article is here"),
    ],
)
def test_a_baca_juga_that_finds_nothing(make_site: MakeSite, mention: str, hint: str) -> None:
    body = f"Isi.\n\n  Baca Juga: {mention}\n\nAkhir."
    site = make_site(OTHERS | {"2018/a.md": article("A", "2018-08-02", body=body)})
    assert found(site) == ([], [f'2018/a.md:8:1: Baca Juga: no article is titled "{mention}" ({hint})'])
    assert (run(site).exit_code, run(site, "--strict").exit_code) == (0, 1)


def test_links_in_files_of_lists_are_looked_at(make_site: MakeSite) -> None:
    files = {
        "tags/kota.md": "---\ntitle: Kota\naliases: [/tag/kot/]\n---\n[x](/tag/kot/) [y](/tiada/)\n",
        "sections/kota.md": "---\nmerge_into: kota\n---\n",
    }
    problems, warnings = found(make_site(OTHERS | files))
    assert problems == [
        "sections/kota.md:2:13: merge_into: its list is merged into itself (write the slug of another list)",
        f"tags/kota.md:5:20: {NOTHING} `/tiada/` (check the address)",
    ]
    assert warnings == []


def test_several_under_one_label_each_at_its_line(make_site: MakeSite) -> None:
    body = "Isi.\n\nBaca Juga:\n- Jalan Desa Putus Lagi\n- Tidak Ada Berita Ini\n- Entah Berita Apa\n"
    site = make_site(OTHERS | {"2018/a.md": article("A", "2018-08-02", body=body)})
    assert [told.split(": ")[0] for told in found(site)[1]] == ["2018/a.md:10:1", "2018/a.md:11:1"]


def test_what_a_build_says_is_said_with_its_place(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article(
                "A", "2018-08-02", body="[x](tiada.md)", image={"src": "t.jpg", "alt": "x"}, related=["entah"]
            ),
            "b.md": article("B", "2018-08-03", tgas="x"),
            "c.md": "---\ntitle: C\ndate: 32 Agustus 2018\n---\n",
            "d.md": article("D", "2018-08-02", slug="a"),
        }
    )
    problems, warnings = found(site)
    assert problems == [
        "a.md:4:1: image: there is no picture `t.jpg` (paths are from this file's folder, or from content/)",
        'c.md:3:7: date: "32 Agustus 2018" is not a date (write 2018-08-02 10:00)',
        "d.md:1:1: its address /2018/08/a/ is that of content/a.md"
        " (give one of them another `slug` or `permalink`)",
    ]
    assert warnings == [
        "a.md:5:12: related: there is no article `entah` (write its path, slug or title)",
        "a.md:8:5: there is no `tiada.md` to link to (check its path)",
        "b.md:4:1: unknown key `tgas` (did you mean `tags`?)",
    ]


def test_a_build_says_where_its_warnings_are(make_site: MakeSite) -> None:
    site = make_site(
        {
            "a.md": article("A", "2018-08-02", body="Isi.\n\nxfoto/t.jpg ![x](foto/t.jpg) dan [x](tiada.md)"),
            "b.md": article("B", "2018-08-03", related=["entah"]),
            "foto/t.jpg": photo(),
            "pages/p.md": "---\ntitle: P\n---\nIsi.\n\n![x](tiada.png)\n",
        }
    )

    def told() -> list[str]:
        warnings = (warning for warning in site.build().warnings if warning.kind != ADDRESS)
        return [f"{w.path}:{w.line}:{w.column}: {w.message}" for w in warnings]

    others = [
        "b.md:4:12: related: there is no article `entah`",
        "pages/p.md:6:6: there is no picture `tiada.png` that can be shown",
    ]
    assert told() == ["a.md:8:38: there is no `tiada.md` to link to", *others]
    site.delete("foto/t.jpg")
    picture = "there is no picture `foto/t.jpg` that can be shown"
    assert told() == [f"a.md:8:18: {picture}", "a.md:8:38: there is no `tiada.md` to link to", *others]
    site.write("a.md", article("A", "2018-08-02", tags=["Kota"], body="Isi.\n\n![x](foto/t.jpg)"))
    assert told() == [f"a.md:9:6: {picture}", *others]
    assert told() == [f"a.md:9:6: {picture}", *others]


def test_a_broken_template_is_a_problem(make_site: MakeSite) -> None:
    site = make_site(OTHERS, templates={"article.html": "{{ page.tiada }}", "404.html": "{{ tiada }}"})
    assert run(site).exit_code == 1
    assert {problem.split(":")[0] for problem in found(site)[0]} == {
        "templates/404.html",
        "templates/article.html",
    }


def test_nothing_is_written(make_site: MakeSite) -> None:
    site = make_site(OTHERS)
    run(site)
    assert not site.site.exists()
    site.build()
    before = site.snapshot()
    site.write("2018/a.md", article("A", "2018-08-02", body="[x](/tiada/)"))
    assert run(site).exit_code == 1
    assert site.snapshot() == before
    site.build()
    assert site.tree() == site.clean()


def test_drafts_are_looked_at_if_asked_for(make_site: MakeSite) -> None:
    site = make_site(OTHERS)
    assert found(site) == ([], [])
    assert len(found(site, "--drafts")[0]) == 1


def test_the_summary_line(make_site: MakeSite) -> None:
    result = run(make_site(OTHERS | {"a.md": article("A", "2018-08-02", body="[x](/tiada/)")}))
    assert result.stdout.startswith("3 articles: 1 error, 0 warnings in ")
    assert result.stderr == f"error: content/a.md:6:5: {NOTHING} `/tiada/` (check the address)\n"


def test_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "newsgen.yaml").write_text(CONFIG)
    assert CliRunner().invoke(main, ["check", "--project", str(tmp_path)]).exit_code == 2
