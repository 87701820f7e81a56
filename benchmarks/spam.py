"""How much of the spam in the test sets is found, what else is taken for it, and how long that takes."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from spam_cases import SETS, cases, score

from newsgen.importing.spam.judging import judge
from newsgen.importing.story import Format

PROSE = (
    "Harga beras di pasar induk naik dua ratus rupiah per kilogram dalam sepekan terakhir, kata pedagang. "
)
PARAGRAPH = f"<p>{PROSE * 3}</p>\n"
LINKED = '<p>Lihat <a href="https://pangan.example/harga">panel harga</a> dan jadwalnya.</p>\n'
HIDDEN = '<div style="display:none"><a href="https://slotgacor.example">slot gacor</a></div>'
TIMED = {
    "3 KB without links": PARAGRAPH * 9,
    "3 KB with 3 links": (PARAGRAPH * 3 + LINKED) * 3,
    "3 KB with a hidden link": (PARAGRAPH * 3 + LINKED) * 3 + HIDDEN,
}
HOSTILE = (
    "<a",
    "[",
    "style=",
    '<a href="',
    "<div>",
    "](",
    "<!--",
    "<style>{",
    "s l o t ",
    "slot gacor ",
    "<p>",
    "&#115;",
)


def _table() -> None:
    print("| set | texts | with spam | spans: precision | recall | texts: precision | recall |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for half in SETS:
        spans, texts, wrong = score(half)
        numbers = (spans.precision, spans.recall, texts.precision, texts.recall)
        print(
            f"| {half} | {len(cases(half))} | {texts.right + texts.missed} | "
            + " | ".join(f"{number:.3f}" for number in numbers)
            + " |"
        )
        if "--wrong" in sys.argv and f"--not-{half}" not in sys.argv:
            print(*wrong, sep="\n")


def _seconds(text: str) -> float:
    """How long the processor takes to judge a text."""
    start = time.process_time()
    for _ in range(200):
        judge(text, Format.HTML)
    return (time.process_time() - start) / 200


def _times() -> None:
    for name, text in TIMED.items():
        seconds = min(_seconds(text) for _ in range(5))
        print(f"{name}: {seconds * 1e6:.1f} µs")
    for mark in HOSTILE:
        for form in (Format.HTML, Format.MARKDOWN):
            text = HIDDEN + mark * (1_000_000 // len(mark))
            start = time.process_time()
            judge(text, form)
            print(f"1 MB of {mark!r} as {form}: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    _table()
    if "--times" in sys.argv:
        _times()
