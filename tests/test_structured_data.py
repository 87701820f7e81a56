"""What pages tell machines: structured data against what Google asks for, and the cards of links.

Google's lists: https://developers.google.com/search/docs/appearance/structured-data, the pages on Article,
Breadcrumb, Carousel (ItemList), ProfilePage and Organization; https://schema.org for the rest.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal, NamedTuple

import html5lib
import msgspec
import pytest
from conftest import CONFIG, MakeSite, Project, article, photo
from PIL import Image

from newsgen import config
from newsgen.config import Config
from newsgen.errors import ConfigError
from newsgen.index.database import Database
from newsgen.index.view import NEVER, View
from newsgen.publishing.site import RenderedSite
from newsgen.rendering.renderer import Renderer

ORIGIN = "https://kabar.example"
STORY, PLAIN, SPONSORED = "/2026/11/banjir/", "/2026/11/polos/", "/2026/11/iklan/"
AUTHOR = "/penulis/ratna-maulida/"
SETTINGS = CONFIG.replace("social_images: off\n", "") + (
    "tagline: Dari tepi sungai\npublisher: PT Kabar Uji\nlogo: foto/logo.png\n"
    "social: {facebook: https://facebook.example/kabar, x: https://x.example/kabar}\n"
    "fediverse: kabar@fedi.example\ncomments: redaksi@kabar.example\n"
    "policies: {masthead: /redaksi/, ethics: /pedoman/, corrections: /redaksi/#ralat, contact: /redaksi/}\n"
)
PAGE = "---\ntitle: {}\n---\n## Ralat\n\nIsi.\n"
FILES: dict[str, str | bytes] = {
    "banjir.md": article(
        "Banjir",
        "2026-11-05 09:05",
        updated="2026-11-06 10:00",
        authors=["Hms", "Ratna Maulida"],
        editors=["Yusril"],
        categories=["Warga"],
        tags=["Sungai", "Banjir"],
        dateline="Jambi",
        series="Hulu ke Hilir",
        image={"src": "foto/s.jpg", "alt": "Sungai meluap"},
        translations={"en": "https://en.example/flood/", "ms": "https://ms.example/banjir/"},
        corrections=[{"date": "2026-11-07 08:00", "text": "Namanya Ratna."}],
    ),
    "polos.md": article("Polos", "2026-11-04"),
    "iklan.md": article("Iklan", "2026-11-03", status="sponsored"),
    "authors/ratna-maulida.md": (
        "---\nname: Ratna Maulida\nrole: Redaktur\nimage: {src: foto/r.jpg, alt: Ratna}\n"
        "fediverse: '@ratna@fedi.example'\n"
        "social: {x: 'https://x.example/ratna', situs: 'https://ratna.example/'}\n---\nDi *Jambi*.\n"
    ),
    "pages/redaksi.md": PAGE.format("Redaksi"),
    "pages/pedoman.md": PAGE.format("Pedoman"),
    "foto/s.jpg": photo(size=(1600, 1300)),
    "foto/r.jpg": photo(size=(400, 400)),
    "foto/logo.png": photo(size=(300, 100), kind="PNG"),
}


@pytest.fixture
def site(make_site: MakeSite) -> Project:
    project = make_site(FILES, SETTINGS)
    assert project.build().warnings == ()
    return project


def head(page: str) -> list[Any]:
    """The elements in the head of a page, as a browser reads it."""
    found = html5lib.parse(page, namespaceHTMLElements=False).find("head")
    assert found is not None
    return list(found)


def data(site: Project, url: str) -> dict[str, Any]:
    """By type, the structured data of the page at an address."""
    return structured(site.read(url))


def structured(page: str) -> dict[str, Any]:
    """By type, the structured data of a page."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    scripts = [one for one in document.iter("script") if one.get("type") == "application/ld+json"]
    found = [json.loads("".join(one.itertext())) for one in scripts]
    assert all(one["@context"] == "https://schema.org" for one in found)
    assert len({one["@type"] for one in found}) == len(found)
    return {one["@type"]: one for one in found}


class Property(NamedTuple):
    """A property at a page: how much it is asked for, where its value comes from, and that value."""

    url: str
    path: str  # the type, then keys and places
    asked: Literal["required", "recommended", "optional"]
    source: str
    value: object


SHAPES = "the photo in 16:9, 4:3 and 1:1"
PAPER = f"{ORIGIN}/#paper"
ARTICLE, PERSON, ORGANIZATION = "NewsArticle", "ProfilePage.mainEntity", "NewsMediaOrganization"
PROPERTIES = [
    # Google requires nothing of an Article; it recommends author, dates, headline and image.
    Property(STORY, f"{ARTICLE}.headline", "recommended", "title", "Banjir"),
    Property(STORY, f"{ARTICLE}.image", "recommended", SHAPES, ...),
    Property(STORY, f"{ARTICLE}.datePublished", "recommended", "date", "2026-11-05T09:05:00+07:00"),
    Property(STORY, f"{ARTICLE}.dateModified", "recommended", "updated", "2026-11-06T10:00:00+07:00"),
    Property(PLAIN, f"{ARTICLE}.dateModified", "recommended", "date", "2026-11-04T00:00:00+07:00"),
    Property(STORY, f"{ARTICLE}.author.0.@type", "recommended", "", "Person"),
    Property(STORY, f"{ARTICLE}.author.0.name", "recommended", "authors", "Hms"),
    Property(STORY, f"{ARTICLE}.author.0.url", "recommended", "the author's list", f"{ORIGIN}/penulis/hms/"),
    Property(STORY, f"{ARTICLE}.author.1.name", "recommended", "the author's file", "Ratna Maulida"),
    Property(STORY, f"{ARTICLE}.author.1.url", "recommended", "the author's list", ORIGIN + AUTHOR),
    Property(STORY, f"{ARTICLE}.author.1.jobTitle", "optional", "the author's role", "Redaktur"),
    Property(STORY, f"{ARTICLE}.author.1.image", "optional", "the author's image", ...),
    Property(STORY, f"{ARTICLE}.author.1.sameAs", "optional", "the author's social",
             ["https://x.example/ratna", "https://ratna.example/"]),
    Property(PLAIN, f"{ARTICLE}.author.0.@type", "recommended", "no authors: the paper", "Organization"),
    Property(PLAIN, f"{ARTICLE}.author.0.name", "recommended", "title of the site", "Kabar Uji"),
    Property(PLAIN, f"{ARTICLE}.author.0.url", "recommended", "base_url", f"{ORIGIN}/"),
    Property(STORY, f"{ARTICLE}.publisher.@type", "optional", "", "NewsMediaOrganization"),
    Property(STORY, f"{ARTICLE}.publisher.@id", "optional", "", PAPER),
    Property(STORY, f"{ARTICLE}.publisher.name", "optional", "title of the site", "Kabar Uji"),
    Property(STORY, f"{ARTICLE}.publisher.logo", "optional", "logo", f"{ORIGIN}/foto/logo.png"),
    Property(STORY, f"{ARTICLE}.mainEntityOfPage", "optional", "the address", ORIGIN + STORY),
    Property(STORY, f"{ARTICLE}.articleSection", "optional", "categories", "Warga"),
    Property(STORY, f"{ARTICLE}.keywords", "optional", "tags", ["Sungai", "Banjir"]),
    Property(STORY, f"{ARTICLE}.isAccessibleForFree", "optional", "", True),
    Property(STORY, f"{ARTICLE}.dateline", "optional", "dateline", "Jambi"),
    Property(STORY, f"{ARTICLE}.inLanguage", "optional", "language", "id"),
    Property(STORY, f"{ARTICLE}.description", "optional", "summary", "Isi berita."),
    Property(STORY, f"{ARTICLE}.editor", "optional", "editors", [{"@type": "Person", "name": "Yusril"}]),
    Property(STORY, f"{ARTICLE}.isPartOf.@type", "optional", "series", "CreativeWorkSeries"),
    Property(STORY, f"{ARTICLE}.isPartOf.name", "optional", "series", "Hulu ke Hilir"),
    Property(STORY, f"{ARTICLE}.isPartOf.url", "optional", "series", f"{ORIGIN}/seri/hulu-ke-hilir/"),
    Property(STORY, f"{ARTICLE}.correction.0.@type", "optional", "", "CorrectionComment"),
    Property(STORY, f"{ARTICLE}.correction.0.text", "optional", "corrections", "Namanya Ratna."),
    Property(STORY, f"{ARTICLE}.correction.0.datePublished", "optional", "corrections",
             "2026-11-07T08:00:00+07:00"),
    Property(SPONSORED, "AdvertiserContentArticle.headline", "recommended", "title", "Iklan"),
    Property(STORY, "BreadcrumbList.itemListElement.0.position", "required", "", 1),
    Property(STORY, "BreadcrumbList.itemListElement.0.name", "required", "", "Beranda"),
    Property(STORY, "BreadcrumbList.itemListElement.0.item", "required", "", f"{ORIGIN}/"),
    Property(STORY, "BreadcrumbList.itemListElement.1.item", "required", "section",
             f"{ORIGIN}/kategori/warga/"),
    Property(STORY, "BreadcrumbList.itemListElement.2.position", "required", "", 3),
    Property(STORY, "BreadcrumbList.itemListElement.2.name", "required", "title", "Banjir"),
    Property("/", f"{ORGANIZATION}.@id", "optional", "", PAPER),
    Property("/", f"{ORGANIZATION}.name", "recommended", "title", "Kabar Uji"),
    Property("/", f"{ORGANIZATION}.legalName", "recommended", "publisher", "PT Kabar Uji"),
    Property("/", f"{ORGANIZATION}.url", "recommended", "base_url", f"{ORIGIN}/"),
    Property("/", f"{ORGANIZATION}.logo", "recommended", "logo", f"{ORIGIN}/foto/logo.png"),
    Property("/", f"{ORGANIZATION}.sameAs", "recommended", "social",
             ["https://facebook.example/kabar", "https://x.example/kabar"]),
    Property("/", f"{ORGANIZATION}.masthead", "optional", "policies", f"{ORIGIN}/redaksi/"),
    Property("/", f"{ORGANIZATION}.publishingPrinciples", "optional", "policies", f"{ORIGIN}/pedoman/"),
    Property("/", f"{ORGANIZATION}.ethicsPolicy", "optional", "policies", f"{ORIGIN}/pedoman/"),
    Property("/", f"{ORGANIZATION}.correctionsPolicy", "optional", "policies", f"{ORIGIN}/redaksi/#ralat"),
    Property("/", f"{ORGANIZATION}.contactPoint.contactType", "recommended", "", "newsroom"),
    Property("/", f"{ORGANIZATION}.contactPoint.url", "optional", "policies", f"{ORIGIN}/redaksi/"),
    Property("/", f"{ORGANIZATION}.contactPoint.email", "recommended", "comments", "redaksi@kabar.example"),
    Property("/", "WebSite.name", "required", "title", "Kabar Uji"),
    Property("/", "WebSite.url", "required", "base_url", f"{ORIGIN}/"),
    Property("/", "WebSite.inLanguage", "optional", "language", "id"),
    Property("/", "WebSite.publisher.@id", "optional", "", PAPER),
    Property(AUTHOR, f"{PERSON}.@type", "required", "", "Person"),
    Property(AUTHOR, f"{PERSON}.name", "required", "the author's file", "Ratna Maulida"),
    Property(AUTHOR, f"{PERSON}.url", "optional", "", ORIGIN + AUTHOR),
    Property(AUTHOR, f"{PERSON}.image", "recommended", "image", ...),
    Property(AUTHOR, f"{PERSON}.jobTitle", "optional", "role", "Redaktur"),
    Property(AUTHOR, f"{PERSON}.sameAs", "recommended", "social",
             ["https://x.example/ratna", "https://ratna.example/"]),
    Property(AUTHOR, f"{PERSON}.worksFor.@id", "optional", "", PAPER),
    *(
        Property(url, f"ItemList.itemListElement.{place}.{name}", "required", "the stories there", value)
        for url, stories in {
            "/": (STORY, PLAIN, SPONSORED),
            "/kategori/warga/": (STORY,),
            "/2026/11/": (STORY, PLAIN, SPONSORED),
            AUTHOR: (STORY,),
        }.items()
        for place, story in enumerate(stories)
        for name, value in {"position": place + 1, "url": ORIGIN + story}.items()
    ),
]  # fmt: skip


def reached(found: object, path: str) -> object:
    for part in path.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]  # type: ignore[index]
    return found


def test_each_property_that_is_asked_for_is_there(site: Project) -> None:
    pages = {url: data(site, url) for url in {one.url for one in PROPERTIES}}
    for url, path, _, _, value in PROPERTIES:
        found = reached(pages[url], path)
        assert found == value or (value is ... and found), (url, path)


def test_the_photo_is_offered_in_the_three_shapes_that_search_engines_want(site: Project) -> None:
    urls = data(site, STORY)["NewsArticle"]["image"]
    pictures = [Image.open(BytesIO(site.data(url.removeprefix(ORIGIN)))) for url in urls]
    assert [picture.size for picture in pictures] == [(1200, 675), (1200, 900), (1200, 1200)]


def test_what_a_story_lacks_is_not_said_of_it(site: Project) -> None:
    lacking = {"editor", "isPartOf", "articleSection", "keywords", "dateline", "correction"}
    assert not lacking & data(site, PLAIN)["NewsArticle"].keys()
    assert "WebSite" not in data(site, STORY)


def test_a_notice_is_no_story(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("Keliru", "2026-11-05", status="withdrawn", reason="Salah")})
    site.build()
    assert data(site, "/2026/11/keliru/").keys() <= {"BreadcrumbList"}
    assert not set(data(site, "/indeks/")) & {"ItemList"}  # without stories


@pytest.mark.parametrize("base_url", [f"{ORIGIN}/", f"{ORIGIN}/koran/"])
def test_without_these_settings_nothing_is_said(make_site: MakeSite, base_url: str) -> None:
    site = make_site(FILES, CONFIG.replace(f"{ORIGIN}/", base_url))
    site.build()
    paper = data(site, site.root)["NewsMediaOrganization"]
    assert set(paper) == {"@context", "@type", "@id", "name", "legalName", "url", "logo"}
    assert paper["logo"] == f"{base_url}icon-512.png"
    assert "potentialAction" not in data(site, site.root)["WebSite"]


def test_pages_of_policies_stand_below_the_path_of_the_site(make_site: MakeSite) -> None:
    site = make_site(FILES, SETTINGS.replace(f"{ORIGIN}/", f"{ORIGIN}/koran/"))
    assert site.build().warnings == ()
    assert data(site, "/koran/")["NewsMediaOrganization"]["masthead"] == f"{ORIGIN}/koran/redaksi/"


def test_a_search_page_is_told_of(site: Project) -> None:
    settings = config.load(site.path / "newsgen.yaml")
    database = Database(site.path / ".newsgen" / "state.db").reading()
    try:
        rendered = RenderedSite(site.path, settings, database, View(now=NEVER))
        info = msgspec.structs.replace(rendered.snapshot.info, search="/cari/")
        home = rendered.registry.page_at("/")
        assert home is not None
        page = Renderer(settings, info, rendered.theme, site.path / "content").render(home).decode()
    finally:
        database.close()
    assert structured(page)["WebSite"]["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{ORIGIN}/cari/?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }


# hostile texts

HOSTILE = (
    'Kata "kutip" & </script><script>alert(1)</script>',
    "a\u2028b\u2029c",
    "<!--<script>",
    "\\u003c/script> \\",
    "]]> {{ 7 * 7 }} ${x} 'x'",
    "☂ é\u00a0ñ \u202eabc",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_the_data_stays_json_and_says_it(make_site: MakeSite, text: str) -> None:
    quoted = json.dumps(text)
    fields = dict.fromkeys(("dateline", "summary", "series", "source", "body"), text)
    lists: dict[str, Any] = {name: [text] for name in ("authors", "editors", "categories", "tags")}
    corrections = [{"date": "2026-11-07", "text": text}]
    files = {
        "a.md": article(text, "2026-11-05", slug="a", corrections=corrections, **fields, **lists),
        "authors/b.md": f"---\nname: {quoted}\nrole: {quoted}\nsummary: {quoted}\nslug: {quoted}\n---\n",
    }
    settings = "".join(f"{name}: {quoted}\n" for name in ("title", "publisher", "tagline"))
    site = make_site(files, f"base_url: {ORIGIN}/\nsocial_images: off\n{settings}")
    site.build()
    said = " ".join(text.split())
    story = data(site, "/2026/11/a/")["NewsArticle"]
    assert story["headline"] == story["dateline"] == story["isPartOf"]["name"] == story["keywords"][0] == said
    assert story["author"][0]["name"] == story["editor"][0]["name"] == story["articleSection"] == said
    assert story["correction"][0]["text"] == text
    assert data(site, "/")["WebSite"]["name"] == text
    for url in sorted(site.urls()):
        if url.endswith("/"):
            page = html5lib.parse(site.read(url), namespaceHTMLElements=False)
            types = {one.get("type") for one in page.iter("script") if not one.get("src")}
            assert types <= {"application/ld+json", "application/json"}  # the second on the search page
            data(site, url)


# cards of links


def properties(site: Project, url: str) -> Iterator[tuple[str, str]]:
    """Name and content of each meta element of a page."""
    for one in head(site.read(url)):
        if one.tag == "meta" and (name := one.get("property") or one.get("name")):
            yield name, one.get("content")


CARD = {
    "og:type": ["article"],
    "og:site_name": ["Kabar Uji"],
    "og:title": ["Banjir"],
    "og:description": ["Isi berita."],
    "og:url": [ORIGIN + STORY],
    "og:locale": ["id_ID"],
    "og:locale:alternate": ["en_US", "ms_MY"],
    "og:image:type": ["image/jpeg"],
    "og:image:width": ["1200"],
    "og:image:height": ["630"],
    "og:image:alt": ["Sungai meluap"],
    "article:published_time": ["2026-11-05T09:05:00+07:00"],
    "article:modified_time": ["2026-11-06T10:00:00+07:00"],
    "article:section": ["Warga"],
    "article:author": [f"{ORIGIN}/penulis/hms/", ORIGIN + AUTHOR],
    "article:tag": ["Sungai", "Banjir"],
    "twitter:card": ["summary_large_image"],
    "fediverse:creator": ["@ratna@fedi.example"],
}


def test_a_link_to_a_story_is_shown_with_all_that_a_card_takes(site: Project) -> None:
    found: dict[str, list[str]] = {}
    for name, content in properties(site, STORY):
        found.setdefault(name, []).append(content)
    (image,) = found.pop("og:image")
    shown = {
        name: values for name, values in found.items() if name.startswith(("og:", "article:", "tw", "fedi"))
    }
    assert shown == CARD
    picture = site.data(image.removeprefix(ORIGIN))
    assert image.startswith(f"{ORIGIN}/")
    assert len(picture) < 300_000
    assert (Image.open(BytesIO(picture)).format, Image.open(BytesIO(picture)).size) == ("JPEG", (1200, 630))


@pytest.mark.parametrize(
    ("authors", "setting", "creator"),
    [
        (["Ratna Maulida", "Sari"], "", ["@ratna@fedi.example"]),
        (["Hms", "Sari", "Ratna Maulida"], '"@kabar@fedi.example"', ["@sari@fedi.example"]),
        (["Hms"], '"@kabar@fedi.example"', ["@kabar@fedi.example"]),
        ([], "kabar@fedi.example", ["@kabar@fedi.example"]),
        (["Hms"], "", []),
    ],
)
def test_the_first_author_with_an_account_is_named_else_the_paper(
    make_site: MakeSite, authors: list[str], setting: str, creator: list[str]
) -> None:
    files = {
        "a.md": article("A", "2026-11-05", authors=authors),
        "authors/sari.md": "---\nname: Sari\nfediverse: sari@fedi.example\n---\n",
        "authors/ratna-maulida.md": FILES["authors/ratna-maulida.md"],
    }
    site = make_site({**files, "foto/r.jpg": photo()}, CONFIG + f"fediverse: {setting}\n")
    site.build()
    assert [content for name, content in properties(site, "/2026/11/a/") if "fedi" in name] == creator


EDITS = {
    "another role": ("authors/ratna-maulida.md", "role: Redaktur", "role: Wartawan"),
    "another profile": ("authors/ratna-maulida.md", "https://ratna.example/", "https://r.example/"),
    "another account": ("authors/ratna-maulida.md", "@ratna@", "@maulida@"),
    "no photo": ("authors/ratna-maulida.md", "image: {src: foto/r.jpg, alt: Ratna}\n", ""),
}


@pytest.mark.parametrize("name", [*EDITS, "another photo", "no file"])
def test_what_an_authors_file_says_reaches_their_stories(site: Project, name: str) -> None:
    before = site.snapshot()
    if name == "another photo":
        site.write("foto/r.jpg", photo("red", (400, 400)))
    elif name == "no file":
        site.delete("authors/ratna-maulida.md")
    else:
        path, old, new = EDITS[name]
        text = FILES[path]
        assert isinstance(text, str)
        assert old in text
        site.write(path, text.replace(old, new))
    site.build()
    assert STORY in site.rewritten(before)
    assert PLAIN not in site.rewritten(before)
    assert site.tree() == site.clean()


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("social: {x: ratna}", ":3:13:", "social: `ratna` is not a web address"),
        ("social: {x: 'javascript:alert(1)'}", ":3:13:", "is not a web address"),
        ("social: [https://x.example/]", ":3:9:", "social: expected lines of `key: value`"),
        ("fediverse: ratna", ":3:12:", "fediverse: `ratna` is not an account"),
        ("fediverse: https://fedi.example/@ratna", ":3:12:", "is not an account"),
    ],
)
def test_what_an_authors_file_can_not_say(make_site: MakeSite, line: str, place: str, message: str) -> None:
    site = make_site({"authors/r.md": f"---\nname: R\n{line}\n---\n"})
    (problem,) = map(str, site.build(keep_going=True).problems)
    assert place in problem
    assert message in problem


# preferred sources


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://kabar.example/", "kabar.example"),
        ("https://www.kabar.example/", "www.kabar.example"),
        ("https://nama.github.io", "nama.github.io"),
        ("https://nama.github.io/koran/", ""),
        ("http://localhost:8000/", ""),
        ("http://localhost/", ""),
        ("https://127.0.0.1/", ""),
        ("https://kabar.example:8443/", ""),
    ],
)
def test_a_source_is_preferred_by_its_domain(make_site: MakeSite, base_url: str, domain: str) -> None:
    site = make_site({"a.md": article("A", "2026-11-05")}, f"base_url: {base_url}\npreferred_source: true\n")
    warnings = site.build().warnings
    page = site.read(f"{site.root}2026/11/a/")
    assert ("https://www.google.com/preferences/source?q=" in page) == bool(domain)
    assert not domain or f'"https://www.google.com/preferences/source?q={domain}"' in page
    assert [warning.message for warning in warnings] == (
        []
        if domain
        else [f"preferred_source: Google knows domains alone, and the site is at {site_url(base_url)}"]
    )
    assert domain or (warnings[0].line, warnings[0].column) == (2, 1)


def site_url(base_url: str) -> str:
    return base_url.rstrip("/") + "/"


def test_readers_are_asked_by_setting_alone(make_site: MakeSite) -> None:
    site = make_site({"a.md": article("A", "2026-11-05")})
    site.build()
    assert "preferences" not in site.read("/2026/11/a/")
    assert Config().preferred_source is False


# pages of policies


@pytest.mark.parametrize(
    ("line", "column", "message", "hint"),
    [
        ("policies: {ethics: pedoman}", 12, "policies: `pedoman` leads nowhere", "start it with /"),
        ("policies: {ethic: /p/}", 12, "unknown key `ethic`", "`ethics`"),
        ("policies: /redaksi/", 1, "policies: expected lines of `key: value`", "{masthead: /redaksi/"),
        ("fediverse: kabar", 1, "fediverse: `kabar` is not an account", "@kabar@mastodon.example"),
    ],
)
def test_settings_that_can_not_be_meant(
    make_site: MakeSite, line: str, column: int, message: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        make_site({}, f"base_url: {ORIGIN}/\n{line}\n").build()
    (problem,) = caught.value.problems
    assert not isinstance(problem, str)
    assert (problem.line, problem.column) == (2, column)
    assert message in problem.message
    assert hint in problem.hint


def test_a_page_of_a_policy_that_is_not_there_is_a_warning(make_site: MakeSite) -> None:
    site = make_site(
        {"pages/redaksi.md": PAGE.format("Redaksi")},
        CONFIG + "policies: {masthead: /redaksi/, ethics: /redaksii/, contact: https://x.example/}\n",
    )
    (warning,) = site.build().warnings
    assert (warning.line, warning.column) == (5, 33)
    assert warning.message == "policies: nothing stands at the address `/redaksii/`"
    assert "/redaksi/" in warning.hint
