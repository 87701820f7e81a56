"""The hints for what was mistyped: the nearest known word, the nearest titles."""

import pickle
import time

import pytest
from msgspec import json, msgpack

from newsgen.errors import Problem, joined, nearest, nearest_titles
from newsgen.index.mentions import normalised_title

TITLES = [
    "Pasar Tani Dibuka Setiap Kamis",
    "Pasar Tani Ditutup",
    "Jalan Desa Putus Lagi",
    "APBD 2017",
    "APBD 2018",
]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pasar Tani Dibuka Setiap Rabu", ["Pasar Tani Dibuka Setiap Kamis", "Pasar Tani Ditutup"]),
        ("Pasar Tani Dib…", ["Pasar Tani Dibuka Setiap Kamis", "Pasar Tani Ditutup"]),
        ("JALAN DESA PUTUS", ["Jalan Desa Putus Lagi"]),
        ("APBD 2019", ["APBD 2017", "APBD 2018"]),
        ("Jalan Tol Kota Diresmikan Presiden", []),
        ("Bubur Ikan", []),
        ("…", []),
    ],
)
def test_nearest_titles(title: str, expected: list[str]) -> None:
    keys = list(map(normalised_title, TITLES))
    found = nearest_titles(keys, normalised_title(title), count=2, cut=title.endswith("…"))
    assert [TITLES[index] for index in found] == expected


def test_a_title_is_found_among_very_many() -> None:
    keys = [f"bupati buka pameran ke {number} di balai desa nomor {number * 7}" for number in range(100_000)]
    started = time.process_time()
    assert nearest_titles(keys, "bupati buka pameran ke 4321 di balai desa nmor 30247", count=1) == [4321]
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("jdul", ["judul", "tanggal"], "did you mean `judul`?"),
        ("x", ["judul", "tanggal"], ""),
        ("tag", {"tags", "tagg"}, "did you mean `tags`?"),  # a set has another order in each process
        ("judul", [], ""),
    ],
)
def test_nearest(word: str, known: list[str] | set[str], hint: str) -> None:
    assert nearest(word, known) == hint


def at(path: str, message: str = "unknown key `x`", kind: str = "unknown key", line: int = 4) -> Problem:
    return Problem(path, line, 1, message, kind=kind)


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], []),
        ([at("b.md"), at("a.md")], ["a.md:4:1: unknown key `x` (2 times: a.md, b.md)"]),
        ([at("b.md", "lain"), at("a.md")], ["a.md:4:1: unknown key `x`", "b.md:4:1: lain"]),
        ([at("b.md", kind=""), at("a.md", kind="")], ["a.md:4:1: unknown key `x`", "b.md:4:1: unknown key `x`"]),  # noqa: E501
        ([at("a.md", kind="lain"), at("b.md")], ["a.md:4:1: unknown key `x`", "b.md:4:1: unknown key `x`"]),
        ([at("a.md", line=9), at("a.md", line=5)], ["a.md:5:1: unknown key `x` (2 times: a.md)"]),
        (
            [at(f"{number:05}.md") for number in range(26_016)],
            ["00000.md:4:1: unknown key `x` (26,016 times: 00000.md, 00001.md, 00002.md, …)"],
        ),
    ],
)  # fmt: skip
def test_problems_of_one_kind_are_joined(problems: list[Problem], expected: list[str]) -> None:
    shuffled = sorted(problems, key=lambda problem: hash((problem, 1)))
    assert list(map(str, joined(shuffled))) == expected
    assert joined(joined(shuffled)) == joined(problems)


def test_problems_with_a_summary_are_joined_for_people_alone() -> None:
    problems = [
        Problem(f"{name}.md", 7, 1, f"kode `{name}`", "ubah", kind="kode", summary="kode di teks")
        for name in "abcd"
    ]
    assert joined(problems) == problems
    shown = joined(problems, lambda problem: problem.summary)
    assert list(map(str, shown)) == ["a.md:7:1: kode di teks (4 times: a.md:7, b.md:7, c.md:7, …; ubah)"]
    assert str(*joined(problems[:1], lambda problem: problem.summary)) == "a.md:7:1: kode `a` (ubah)"


def test_a_hint_stands_behind_the_files() -> None:
    problems = [Problem(path, 4, 1, "salah", "ubah", kind="x") for path in ("a.md", "b.md")]
    assert list(map(str, joined(problems))) == ["a.md:4:1: salah (2 times: a.md, b.md; ubah)"]


def test_problems_as_json() -> None:
    """What programs read: a hint is always there, a subject only if there is one."""
    plain = Problem("a.md", 1, 2, "no")
    full = Problem("a.md", 1, 2, "no `x`", "write y", "x")
    assert json.encode(plain) == b'{"path":"a.md","line":1,"column":2,"message":"no","hint":""}'
    assert json.encode(full).endswith(b'"hint":"write y","subject":"x"}')
    for problem in (plain, full):
        assert json.decode(json.encode(problem), type=Problem) == problem
        assert msgpack.decode(msgpack.encode(problem), type=Problem) == problem
        assert pickle.loads(pickle.dumps(problem)) == problem
    assert sorted([full, plain]) == [plain, full]
