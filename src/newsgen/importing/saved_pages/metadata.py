"""What the markup of a page says of its story: every statement, with where it was made."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import msgspec
from lxml.html import HtmlElement

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages import linked_data
from newsgen.importing.saved_pages.linked_data import ARTICLES, LISTS, Node
from newsgen.importing.saved_pages.page_state import told_of
from newsgen.importing.saved_pages.tree import Page, squeezed, words

_PUBLISHED = {
    "article:published_time": "meta",
    "og:article:published_time": "meta",
    "article:published": "meta",
    "og:published_time": "meta",
    "datepublished": "meta",
    "date": "weak",
    "pubdate": "meta",
    "publishdate": "meta",
    "publish-date": "meta",
    "published_at": "meta",
    "content_publisheddate": "meta",
    "parsely-pub-date": "meta",
    "sailthru.date": "meta",
    "dc.date": "weak",
    "dc.date.issued": "meta",
    "dcterms.created": "meta",
    "dcterms.issued": "meta",
    "article_date_original": "meta",
    "cxenseparse:recs:publishtime": "meta",
    "cse_date": "weak",
}
_MODIFIED = frozenset(
    "article:modified_time og:updated_time article:updated_time datemodified last-modified lastmod"
    " dcterms.modified dc.date.modified revised".split()
)
_AUTHORS = frozenset(
    "author article:author dc.creator parsely-author sailthru.author content_author byl".split()
)
_EDITORS = frozenset("editor content_editor".split())
_TAGS = frozenset(("article:tag", "og:article:tag", "content_tag", "parsely-tags"))
_KEYWORDS = frozenset(("keywords", "news_keywords"))
_SECTIONS = frozenset(("article:section", "og:article:section", "content_category", "parsely-section"))
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_LONGEST = 2000
_LONGEST_BODY = 500_000
_MANY = 4  # words of a headline
_ALIKE = 0.5  # of the words of the shorter of two headlines
_OF_RDFA = {
    "schema:datepublished": "datepublished",
    "schema:datecreated": "datecreated",
    "schema:datemodified": "datemodified",
    "schema:headline": "headline",
    "schema:author": "author",
    "dc:created": "datecreated",
    "dc:date": "datecreated",
    "datepublished": "datepublished",
    "datecreated": "datecreated",
    "datemodified": "datemodified",
    "headline": "headline",
}


class Said(msgspec.Struct, frozen=True):
    """A statement, and which kind of markup makes it: `json-ld`, `meta`, `microdata`, `time`, `state`."""

    text: str
    by: str


class Metadata(msgspec.Struct):
    """The statements of a page, the most trusted first. `kinds` are the types that JSON-LD gives."""

    titles: list[Said] = []
    published: list[Said] = []
    modified: list[Said] = []
    authors: list[Said] = []
    editors: list[str] = []
    tags: list[str] = []
    keywords: list[str] = []
    sections: list[str] = []
    breadcrumb: list[str] = []
    description: str = ""
    image: str = ""
    canonical: str = ""
    og_url: str = ""
    amp: str = ""
    next_page: str = ""
    previous_page: str = ""
    site_name: str = ""
    publisher: str = ""
    og_type: str = ""
    language: str = ""
    kinds: frozenset[str] = frozenset()
    has_article: bool = False
    text: str = ""


def read_metadata(page: Page) -> Metadata:
    """All that is said in JSON-LD, meta elements, links and microdata of a page."""
    said = Metadata()
    _from_linked_data(linked_data.nodes(page.data), said, _headlines(page))
    _from_meta(page.root, said)
    _from_links(page.root, said)
    _from_microdata(page.root, said)
    if page.title:
        said.titles.append(Said(page.title, "title"))
    if page.state:
        _from_state(page, said)
    said.language = said.language or (page.root.get("lang") or "").partition("-")[0].lower()[:3]
    return said


# --- JSON-LD


def _headlines(page: Page) -> list[set[str]]:
    """The words of what a page may be called outside of JSON-LD."""
    texts = [page.title, *(words(one) for one in [*page.root.iter("h1")][:3])]
    texts += [one.get("content") or "" for one in page.root.iter("meta") if one.get("property") == "og:title"]
    found = [{word for word in slugify(text[:_LONGEST]).split("-") if word} for text in texts]
    return [some for some in found if len(some) >= _MANY]


def _is_of_page(node: Node, headlines: list[set[str]]) -> bool:
    """Whether a node is the story of its page, and not one that it recommends."""
    title = next(linked_data.texts(node.get("headline")), "") or next(linked_data.texts(node.get("name")), "")
    mine = {word for word in slugify(_plain(title)).split("-") if word}
    if len(mine) < _MANY or not headlines:
        return True
    return any(len(mine & other) >= _ALIKE * min(len(mine), len(other)) for other in headlines)


def _from_linked_data(nodes: list[Node], said: Metadata, headlines: list[set[str]]) -> None:
    by_id = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
    said.kinds = frozenset(kind for node in nodes for kind in linked_data.types(node))
    articles = [node for node in nodes if linked_data.types(node) & ARTICLES and _is_of_page(node, headlines)]
    said.has_article = len(articles) == 1 or (bool(articles) and not said.kinds & LISTS)
    for node in articles[:1]:
        _from_article(node, by_id, said)
    for node in nodes:
        kinds = linked_data.types(node)
        if "VideoObject" in kinds and not articles and _is_of_page(node, headlines):
            said.published += _said(node.get("uploadDate"), "json-ld")
        if "WebPage" in kinds and (said.has_article or (node.get("name") and _is_of_page(node, headlines))):
            said.published += _said(node.get("datePublished"), "json-ld page")
        if "BreadcrumbList" in kinds and not said.breadcrumb:
            said.breadcrumb = list(_breadcrumb(node.get("itemListElement")))
        if "WebSite" in kinds and not said.site_name:
            said.site_name = next(linked_data.texts(node.get("name")), "")
        if kinds & {"Organization", "NewsMediaOrganization"} and not said.publisher:
            said.publisher = next(linked_data.texts(node.get("name")), "")


def _from_article(node: Node, by_id: dict[str, Node], said: Metadata) -> None:
    said.titles += _said(node.get("headline"), "json-ld") or _said(node.get("name"), "json-ld")
    said.published += _said(node.get("datePublished") or node.get("dateCreated"), "json-ld")
    said.modified += _said(node.get("dateModified"), "json-ld")
    for author in linked_data.resolved(node.get("author"), by_id):
        if isinstance(author, dict) and linked_data.types(author) & {"Organization", "NewsMediaOrganization"}:
            continue
        said.authors += _said(author, "json-ld")
    for editor in linked_data.resolved(node.get("editor"), by_id):
        said.editors += linked_data.texts(editor)
    for publisher in linked_data.resolved(node.get("publisher"), by_id):
        said.publisher = said.publisher or next(linked_data.texts(publisher), "")
    said.sections += (_plain(one) for one in linked_data.texts(node.get("articleSection")))
    said.keywords += (
        _plain(part) for one in linked_data.texts(node.get("keywords")) for part in one.split(",")
    )
    said.description = next(linked_data.texts(node.get("description")), "")
    body = node.get("articleBody")
    said.text = body[:_LONGEST_BODY] if isinstance(body, str) else ""


def _said(value: Any, by: str) -> list[Said]:
    return [Said(text, by) for one in linked_data.texts(value) if (text := _plain(one))]


def _plain(text: str) -> str:
    return squeezed(unescape(text[:_LONGEST]))


def _breadcrumb(items: Any) -> Iterator[str]:
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield _plain(next(linked_data.texts(item), "") or next(linked_data.texts(item.get("item")), ""))


# --- data for scripts


def _from_state(page: Page, said: Metadata) -> None:
    """What data for scripts says of the story, where no other markup dates it."""
    titles = [one.text for one in said.titles] + [words(one) for one in [*page.root.iter("h1")][:3]]
    slugs = frozenset(slug for text in titles if (slug := slugify(text[:_LONGEST])).count("-") >= _MANY - 1)
    told = told_of(page.state, slugs)
    if all(one.by == "weak" for one in said.published):
        said.published += [Said(text, "state") for text in dict.fromkeys(told.published)]
        said.modified += [Said(text, "state") for text in dict.fromkeys(told.modified)]
    said.editors += told.editors


# --- meta and link


def _from_meta(root: HtmlElement, said: Metadata) -> None:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower().strip()
        if meta.get("itemprop") and _is_aside(meta):
            continue
        if name and (content := _plain(meta.get("content") or "")):
            found.setdefault(name, []).append(content)
    said.titles += [Said(found[name][0], "meta") for name in _TITLES if name in found]
    said.published += [Said(found[name][0], by) for name, by in _PUBLISHED.items() if name in found]
    said.modified += [Said(found[name][0], "meta") for name in sorted(_MODIFIED) if name in found]
    said.authors += [Said(text, "meta") for name in sorted(_AUTHORS) for text in found.get(name, ())]
    said.editors += [text for name in sorted(_EDITORS) for text in found.get(name, ())]
    said.tags += [part for name in sorted(_TAGS) for text in found.get(name, ()) for part in text.split(",")]
    said.keywords += [
        part for name in sorted(_KEYWORDS) for text in found.get(name, ()) for part in text.split(",")
    ]
    said.sections += [text for name in sorted(_SECTIONS) for text in found.get(name, ())]
    said.description = (
        _first(found, "description", "og:description", "twitter:description") or said.description
    )
    said.image = _first(
        found, "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"
    )
    said.og_url = _first(found, "og:url")
    said.og_type = _first(found, "og:type").lower()
    said.site_name = _first(found, "og:site_name", "application-name") or said.site_name
    said.language = (
        _first(found, "og:locale", "content-language", "language").replace("-", "_").partition("_")[0].lower()
    )
    if len(said.language) > 3:
        said.language = {"indonesia": "id", "indonesian": "id", "english": "en"}.get(said.language, "")


def _first(found: dict[str, list[str]], *names: str) -> str:
    return next((found[name][0] for name in names if name in found), "")


def _from_links(root: HtmlElement, said: Metadata) -> None:
    for link in root.iter("link"):
        relation = (link.get("rel") or "").lower().split()
        address = (link.get("href") or "").strip()
        if "canonical" in relation and not said.canonical:
            said.canonical = address
        elif "amphtml" in relation:
            said.amp = address
        elif "next" in relation:
            said.next_page = address
        elif {"prev", "previous"}.intersection(relation):
            said.previous_page = address


# --- microdata


def _from_microdata(root: HtmlElement, said: Metadata) -> None:
    for element in root.iter():
        prop = element.get("itemprop") if isinstance(element.tag, str) else None
        prop = prop or _rdfa(element)
        if not prop or element.tag == "meta" or _is_aside(element):
            continue
        names = prop.lower().split()
        value = element.get("content") or element.get("datetime") or ""
        if "datepublished" in names or "datecreated" in names:
            said.published.append(Said(_plain(value or element.get("title") or words(element)), "microdata"))
        elif "datemodified" in names:
            said.modified.append(Said(_plain(value or words(element)), "microdata"))
        elif "headline" in names:
            said.titles.append(Said(_plain(value or words(element)), "microdata"))
        elif "author" in names:
            _author(element, said)


def _rdfa(element: HtmlElement) -> str:
    """The names that RDFa of a page uses for what microdata names as well."""
    prop = element.get("property") if isinstance(element.tag, str) else None
    if not prop or element.tag == "meta":
        return ""
    return " ".join(_OF_RDFA.get(name, "") for name in prop.lower().split())


def _author(element: HtmlElement, said: Metadata) -> None:
    if "Organization" in (element.get("itemtype") or ""):
        return
    name = next((one for one in element.iter() if one.get("itemprop") == "name"), element)
    if text := _plain(name.get("content") or words(name)):
        said.authors.append(Said(text, "microdata"))


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element belongs to a comment or another story on the page."""
    for above in element.iterancestors():
        if above.tag in ("aside", "nav"):
            return True
        if above.tag == "footer" and next(above.iterancestors("article"), None) is None:
            return True
        kind = above.get("itemtype") or ""
        if kind.endswith(("/Comment", "/UserComments", "/ItemList")) or above.get("itemprop") in (
            "comment",
            "publisher",
        ):
            return True
    return False
