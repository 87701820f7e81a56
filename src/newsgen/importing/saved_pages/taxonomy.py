"""Find the tags and sections of a story in links, breadcrumbs and markup."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from newsgen.content.article import Provenance
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.candidates import Fields
from newsgen.importing.page_text.rows import Row
from newsgen.importing.page_text.tags import find_tags, hyphenated
from newsgen.importing.saved_pages.metadata import Metadata
from newsgen.importing.saved_pages.tree import Block, named, squeezed, words
from newsgen.importing.saved_pages.words import SECTION_CLASSES

_TAG_PATH = re.compile(
    r"/(?:tags?|topik|topic|label|listtag|tagged|hashtag)/[^/]|/search/label/|[?&]tag=", re.I
)
_SECTION_PATH = re.compile(r"/(?:category|kategori|rubrik|kanal|section)/", re.I)
_TAG_BOX = re.compile(
    r"(?:^|[\s_-])(?:tags?|labels?|topik|taglist|hashtag|keywords?|tagged|postags|kata-?kunci)(?=$|[\s_-])|tags",
    re.I,
)
_NAME_OF_TAG = re.compile(
    r"(?:^|\s)tag-(?!links?|list|box|cloud|wrap)[\w-]{1,200}"
)  # of a story, by WordPress
_SECTION_BOX = re.compile(
    r"(?:^|\s)(?:[a-z]+[_-])?(?:category|categories|kategori|cats?)(?:[_-]?(?:links?|list|box))?(?=$|\s)"
)
_ELSEWHERE = re.compile(
    r"widget|sidebar|cloud|trending|popul|navbar|menu|related|terkait|latest|terbaru|ticker|hot-?topic|comment",
    re.I,
)
_LABEL = re.compile(r"^(?:tags?|topik|label|labels|kata kunci|tagar)\s{0,2}:?\s{0,2}", re.I)
_PRIMARY_TAG = re.compile(r"primary[_-]?tag")
_NO_SECTION = frozenset(
    "home beranda uncategorized uncategorised tanpa-kategori front-page blog index berita-utama headline"
    "".split()
)
_NO_KEYWORD = re.compile(r"[()?!;]|^[\d.,]+$|[.:]$")
_LITTLE_WORDS = frozenset("di ke dari pada yang dan untuk per dengan itu ini the of and in to a rp".split())
_NO_CRUMBS = frozenset(("home", "beranda", "depan", "halaman-depan"))
_CRUMB_ENDS = re.compile(r" ?[»>›/|▸→] ?")
_LABELLED_SECTION = re.compile(
    r"(?:post )?(?:category|categories|kategori|rubrik|kanal) ?: ?(?P<name>[^:|]{3,30})", re.I
)
_LONGEST = 60
_MOST = 25
_SEVERAL = 4


class TaggedPage(NamedTuple):
    """A page with its blocks right below the story."""

    root: HtmlElement
    below: Sequence[Block]


def find_tags_of(
    page: TaggedPage,
    said: Metadata,
    rows: Sequence[Row],
    span: tuple[int, int],
    title: str,
    paragraphs: Sequence[str],
) -> tuple[tuple[str, ...], Provenance]:
    """The tags of a story, and how they are known; what stands as its section over the headline is none."""
    shown = page.root.iter("span", "a", "div", "p")
    sections = {slugify(words(one)) for one in shown if _PRIMARY_TAG.search(named(one))}
    if linked := _unique(_linked_tags(page.root)):
        return linked, Provenance.POSITION
    if linked := next(filter(None, map(_labelled_links, page.below)), ()):
        return _unique(linked), Provenance.LABEL
    if told := tuple(tag for tag in _unique(said.tags) if slugify(tag) not in sections):
        return told, Provenance.METADATA
    shown = find_tags(rows, *span, title)
    if shown is not None and shown.provenance is Provenance.LABEL:
        return tuple(shown.value), Provenance.LABEL
    return _keywords(said, title, paragraphs), Provenance.METADATA


def _linked_tags(root: HtmlElement) -> Iterator[str]:
    """The texts of links to tags that stand with the story."""
    for link in root.iter("a"):
        relation = (link.get("rel") or "").lower().split()
        path = link.get("href") or ""
        is_tag = "tag" in relation and _TAG_PATH.search(path)
        if not is_tag and ("category" in relation or _SECTION_PATH.search(path) or _is_section_box(link)):
            continue
        if any(_PRIMARY_TAG.search(named(above)) for above in islice(link.iterancestors(), 2)):
            continue
        boxed, elsewhere = _surroundings(link)
        if not elsewhere and (
            "tag" in relation
            or (boxed and _TAG_PATH.search(path))
            or (boxed and not _SECTION_PATH.search(path) and _is_tag_box(link))
        ):
            yield words(link)


def _labelled_links(block: Block) -> tuple[str, ...]:
    """The links of a block that has nothing but a label for tags before them, or a sign on each."""
    links = [text for link in block.element.iter("a") if (text := words(link))]
    if not links or len(block.text) > 40 * len(links):
        return ()
    hashed = re.findall(r"# ?([^#]{2,40})", block.text) if block.text.startswith("#") else []
    if hashed and len(hashed) == len(links):
        return tuple(hashed)
    label = _LABEL.match(block.text)
    rest = len(block.text) - label.end() if label and label.end() else 0
    return tuple(links) if rest and block.links >= 0.6 * rest else ()


def _surroundings(link: HtmlElement) -> tuple[bool, bool]:
    """Whether a link stands in a box of tags, and whether it stands away from the story."""
    boxed = elsewhere = outside = False
    for above in link.iterancestors():
        name, is_box = named(above), False
        if above.tag not in ("article", "main"):
            is_box = _TAG_BOX.search(_NAME_OF_TAG.sub(" ", name)) is not None
            boxed = boxed or is_box
        if above.tag in ("article", "main") or (above.tag == "div" and name.startswith("post-")):
            return boxed, elsewhere  # its own footer belongs to it
        if above.tag in ("body", "html"):
            break
        away = _ELSEWHERE.search(name) is not None
        outside = outside or above.tag in ("footer", "header") or "footer" in name or "header" in name
        outside = outside or (is_box and away)
        elsewhere = elsewhere or above.tag in ("aside", "nav") or (away and not is_box)
    return boxed, elsewhere or outside


def _is_section_box(link: HtmlElement) -> bool:
    return any(_SECTION_BOX.search(named(above)) for above in islice(link.iterancestors(), 2))


def _is_tag_box(link: HtmlElement) -> bool:
    """Whether the box of a link opens with a label for tags."""
    for above in link.iterancestors():
        if _TAG_BOX.search(named(above)):
            return _LABEL.match(words(above)) is not None or "tag" in named(above)
    return False


def _unique(texts: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in texts:
        tag = squeezed(text).strip(" #,;|")
        slug = slugify(tag)
        if slug and len(tag) <= _LONGEST and slug not in ("tag", "tags", "topik", "label", "lainnya"):
            found.setdefault(slug, tag)
    return tuple(found.values())[:_MOST]


def _keywords(said: Metadata, title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The keywords, unless they are the words of the description or headline, or those of every page."""
    tags = _unique(said.keywords)
    if not tags or len(tags) >= _MOST:
        return ()
    if any(_NO_KEYWORD.search(tag) or slugify(tag) in _LITTLE_WORDS for tag in tags):
        return ()
    described = set(hyphenated(f"{said.description} {title}").split("-"))
    single = [tag for tag in tags if " " not in tag]
    if len(tags) >= _SEVERAL and len(single) >= 0.8 * len(tags):
        tags = () if sum(slugify(tag) in described for tag in single) >= 0.8 * len(single) else tags
    told = hyphenated(" ".join((title, *paragraphs)))
    known = sum(f"-{slugify(tag)}-" in told for tag in tags)
    if slugify(title) in {slugify(tag) for tag in tags} or known * 2 < len(tags):
        return ()
    return tags


def find_categories(
    root: HtmlElement, said: Metadata, title: str, near: Sequence[Block], above: Fields
) -> tuple[str, ...]:
    """The sections of a story: what its markup says, its breadcrumb, or what stands beside it.

    `near` are the blocks beside the story, and `above` the fields of the lines there.
    """
    seen = above["categories"].value if "categories" in above else ()
    for texts in (
        said.sections,
        said.breadcrumb,
        list(_crumbs(root, title)),
        list(_linked_sections(root)),
        list(_shown_sections(near)),
        [*seen],
    ):
        found = {slugify(text): squeezed(text) for text in reversed(texts) if _is_section(text, title)}
        if found:
            return tuple(found.values())[::-1][:_SEVERAL]
    return ()


def _shown_sections(near: Sequence[Block]) -> Iterator[str]:
    """The short texts beside a story that their class or a label calls its section."""
    for block in near:
        names = f"{named(block.element)} {named(block.parent)} {named(block.place)}"
        if SECTION_CLASSES.search(names) and len(block.text) <= 40 and block.text.count(" ") < 4:
            yield block.text
        for line in block.lines:
            if found := _LABELLED_SECTION.fullmatch(line):
                yield found["name"]


def _is_section(text: str, title: str) -> bool:
    slug = slugify(text)
    return (
        bool(slug)
        and slug not in _NO_SECTION
        and len(text) <= 40
        and slug != slugify(title)
        and not slugify(title).startswith(slug + "-")
        and "…" not in text
    )


def _crumbs(root: HtmlElement, title: str) -> Iterator[str]:
    """What stands in the breadcrumb between the front page and the story."""
    box = next(
        (
            one
            for one in root.iter("div", "nav", "ul", "ol", "p", "span")
            if re.search(r"breadcrumb|crumbs|pathway", named(one)) and words(one)
        ),
        None,
    )
    if box is None:
        return
    links = [words(link) for link in box.iter("a")]
    for text in links if len(links) > 1 or not words(box) else _CRUMB_ENDS.split(words(box)[:300]):
        if slugify(text) not in _NO_CRUMBS and slugify(text) != slugify(title):
            yield text


def _linked_sections(root: HtmlElement) -> Iterator[str]:
    for link in root.iter("a"):
        relation = (link.get("rel") or "").lower().split()
        if "category" not in relation and not _SECTION_PATH.search(link.get("href") or ""):
            continue
        around = [named(above) for above in link.iterancestors() if above.tag not in ("body", "html")][:6]
        if not any(_ELSEWHERE.search(name) for name in around) and not any(
            above.tag in ("aside", "footer", "nav", "li") for above in link.iterancestors()
        ):
            yield words(link)
