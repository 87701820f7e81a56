"""What others say of the pages: the Nu checker of HTML, and Lighthouse."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import newsstand
import pytest
from newsstand import CHROMIUM, FLAGS, TEMPLATES, TOOLS

# Nothing of these depends on how fast the machine is.
CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsstand.sample(tmp_path_factory.mktemp("koran") / "contoh")


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with newsstand.served(site) as base:
        yield base


def test_every_page_is_valid(site: Path) -> None:
    """But for `latest.html`, which is a piece of one."""
    pages = [file for file in sorted(site.rglob("*.html")) if file != site / "latest.html"]
    assert len(pages) > 150
    checker = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(checker), "--errors-only", "--format", "gnu", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["home", "article", "tag"])
def test_lighthouse_finds_nothing_to_mend(base: str, tmp_path: Path, name: str) -> None:
    report = tmp_path / "report.json"
    command = [
        "node", str(TOOLS / "lighthouse" / "cli" / "index.js"), base + TEMPLATES[name],
        "--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)} --user-data-dir={tmp_path / 'profile'}",
    ]  # fmt: skip
    subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = json.loads(report.read_text("utf-8"))
    wrong = {
        audit["id"]: audit.get("details", {}).get("items", audit["title"])
        for audit in found["audits"].values()
        if audit["score"] is not None and audit["score"] < 1
    }
    robots = wrong.pop("robots-txt", [])  # Lighthouse does not know Content-Signal yet
    assert [item for item in robots if not item["line"].startswith("Content-Signal: ")] == []
    assert wrong == {}
