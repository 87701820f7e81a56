"""The sequence in which pages are printed: every page once, and those that show the same cards together."""

from datetime import datetime

import numpy as np
from conftest import CONFIG, NOW, WIB, MakeSite, article

from newsgen import config
from newsgen.index.articles import Store
from newsgen.index.view import View, micros
from newsgen.pages.sequence import in_time
from newsgen.publishing.site import Site


def test_pages_follow_each_other_by_what_they_show(make_site: MakeSite) -> None:
    files = {
        f"{name}.md": article(f"Berita {name}", f"2026-{month:02}-01", tags=["Kota"], aliases=[f"/{name}/"])
        for name, month in (("c", 1), ("b", 2), ("a", 3))
    }
    site = make_site(files, CONFIG + "per_page: 1\n")
    site.build()
    now = micros(datetime.fromisoformat(NOW).replace(tzinfo=WIB))
    with Store(site.path / ".newsgen" / "state.db") as store:
        pages = Site(site.path, config.load(site.path / "newsgen.yaml"), store, View(now))
        found = in_time(pages.edition.order, pages.sealed.keys, 1)
        urls = [pages.claim(key)[0] for key in found.tolist()]
    assert np.array_equal(np.sort(found), pages.sealed.keys)
    stories = [urls.index(f"/2026/{place}/") for place in ("01/berita-c", "02/berita-b", "03/berita-a")]
    assert stories == sorted(stories)
    assert urls.index("/tag/kota/hal/1/") < urls.index("/2026/02/01/") < urls.index("/tag/kota/")
    assert urls.index("/2026/02/01/") < urls.index("/a/")
    assert urls.index("/tag/kota/") < urls.index("/")
