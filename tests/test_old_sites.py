"""The layouts of old sites in `docs/configuration.md`: each row keeps the addresses that it names."""

import json
import re
from pathlib import Path

import pytest
from conftest import CONFIG, MakeSite, article

from newsgen import config
from newsgen.urls import Urls

DOCS = Path(__file__).parents[1] / "docs" / "configuration.md"
TABLE = DOCS.read_text("utf-8").partition("\n## Addresses of an old site\n")[2].partition("\n## ")[0]
ROWS = [row for row in re.findall(r"^\| (.+) \|$", TABLE, re.MULTILINE) if not row.startswith("old site |")]
CODE = re.compile(r"`([^`]+)`")


def test_the_table_has_every_generator() -> None:
    assert {re.split("[, ’']", row)[0] for row in ROWS} == {
        "WordPress", "Jekyll", "Hugo", "Blogger", "Pelican", "Joomla",
    }  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split(" | ")[0])
def test_an_old_site_keeps_its_addresses(make_site: MakeSite, row: str) -> None:
    _, file, settings, addresses = row.split(" | ")
    story = article(
        "Pasar Tani Dibuka Lagi",
        "2018-08-02 10:30",
        categories=["Ekonomi", "Pangan"],
        tags=["UMKM"],
        authors=["Sari Dewi"],
        aliases=["/?p=126"],
    )
    lines = [line for line in story.splitlines(keepends=True) if not line.startswith("slug:")]
    site = make_site({CODE.findall(file)[0]: "".join(lines)}, "\n".join([CONFIG, *CODE.findall(settings)]))
    site.build()
    urls = Urls(config.load(site.path / "newsgen.yaml"))
    typed = CODE.findall(addresses)
    assert typed
    old = {urls.old(address) for address in typed}
    assert {one.shard or one.url for one in old} <= site.urls()
    for one in old:
        if one.shard:
            assert one.query.partition("?")[2] in json.loads(site.read(one.shard))
