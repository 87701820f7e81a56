"""The pages of `page_texts/` are read as a person reads them: those of `dev` exactly, the rest nearly so."""

from collections import Counter
from pathlib import Path

import page_texts
import pytest

FOLDER = Path(__file__).parent / "page_texts"
LEAST = {  # shares that must be right
    "index refused": 1.0,
    "article accepted": 0.99,
    "title": 0.98,
    "date": 0.99,
    "authors": 0.95,
    "editors": 0.95,
    "tags": 0.95,
    "source": 0.95,
    "dateline": 0.95,
    "read_also": 0.95,
    "paragraphs": 0.98,
    "furniture": 0.99,
}


@pytest.mark.parametrize("file", sorted((FOLDER / "dev").glob("*.txt")), ids=lambda file: file.stem)
def test_page(file: Path) -> None:
    assert [outcome for outcome in page_texts.measure(file) if outcome.verdict != "right"] == []


def test_most_of_every_field_is_right_on_all_pages() -> None:
    files = sorted(FOLDER.rglob("*.txt"))
    assert len(files) > 100
    outcomes = [outcome for file in files for outcome in page_texts.measure(file)]
    judged = Counter(outcome.row for outcome in outcomes)
    right = Counter(outcome.row for outcome in outcomes if outcome.verdict == "right")
    verdicts = Counter((outcome.row, outcome.verdict) for outcome in outcomes)
    assert {row for row, least in LEAST.items() if right[row] < least * judged[row]} == set()
    assert verdicts["date", "wrong"] == verdicts["date", "invented"] == 0
    assert verdicts["authors", "invented"] == 0
