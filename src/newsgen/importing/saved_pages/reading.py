"""Read one saved page: as a story with all its fields, or as something else, with the reason."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from lxml.html import HtmlElement

from newsgen.content.article import Picture
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.candidates import Fields
from newsgen.importing.page_text.people import collect_people, fields_above_story
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.body import Body, key_of, take_story
from newsgen.importing.saved_pages.dates import Dating
from newsgen.importing.saved_pages.decoding import decode
from newsgen.importing.saved_pages.folding import sketch
from newsgen.importing.saved_pages.hidden_links import hidden_links
from newsgen.importing.saved_pages.layout import Layout, Outline, lay_out, outline
from newsgen.importing.saved_pages.no_story import why_no_story
from newsgen.importing.saved_pages.opened import MAX_BYTES, OpenPage, RawPage, Settings, open_page
from newsgen.importing.saved_pages.page_dates import date_page
from newsgen.importing.saved_pages.parts import part_of_page, title_of_whole
from newsgen.importing.saved_pages.people import find_people, without_bylines_below
from newsgen.importing.saved_pages.taxonomy import TaggedPage, find_categories, find_tags_of
from newsgen.importing.saved_pages.tree import parse
from newsgen.importing.saved_pages.words import LOGOS, STATIC_PAGES
from newsgen.importing.story import Format, Header, LeftOut, Note, Story

_HEAD = 6000  # characters in which programs say where a page was
_TAIL = 4000
_MIN_SUMMARY = 40
_FEW = 0.3
_LEDE = 160  # characters by which copies with other headlines are known
_MOST_NEAR = 30
_HOSTS = 5  # that a note names
_NO_SLUGS = ("", "index", "detail", "read", "berita", "news")


class ReadPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was read, with what decides which pages are one story.

    `key` is the same for all addresses of a page, and `part` its number in a longer story. `files` are the
    pictures that it shows, and `site` is what the page calls its site.
    """

    found: Story | LeftOut
    url: str = ""
    key: str = ""
    own_key: str = ""
    part: int = 1
    title: str = ""
    sketch: tuple[int, ...] = ()
    lede: str = ""
    size: int = 0
    files: tuple[str, ...] = ()
    site: str = ""


def read_page(page: RawPage, settings: Settings) -> ReadPage:
    """A page as a story, or left out with a reason."""
    if len(page.raw) > MAX_BYTES:
        message = f"it has {len(page.raw):,} bytes, more than any page of a story"
        left = LeftOut(page.name, "too-large", message, url=page.url, loses=True)
        return ReadPage(found=left, url=page.url)
    decoded = decode(page.raw, page.charset)
    text = decoded.text
    tree = parse(text)
    if tree is None:
        left = LeftOut(page.name, "empty", "there is nothing on it", url=page.url)
        return ReadPage(found=left, url=page.url)
    origin = addresses.origin(text[:_HEAD] + text[-_TAIL:], page.name)
    opened = open_page(tree, page, page.url or origin.url, page.saved or origin.saved, settings)
    found = outline(opened)
    if tree.is_cut:
        message = "its elements are nested deeper than can be read"
        left = LeftOut(page.name, "too-deep", message, found.title.text, opened.url, loses=True)
        return ReadPage(found=left, url=opened.url)
    return _read(opened, found, decoded.broken)


def _read(page: OpenPage, found: Outline, broken: int) -> ReadPage:
    url = page.own or page.url
    reason = why_no_story(url, page.said, page.body_class, page.regions, found.story, found.title)
    if reason is not None:
        return _left_out(page, found, *reason)
    layout = lay_out(page, found)
    _make_links_absolute(page, layout)
    dating = date_page(page, layout)
    body = take_story(
        [page.blocks[place] for place in layout.places],
        {index: layout.rows_of.get(place, []) for index, place in enumerate(layout.places)},
        page.regions,
        found.title.text,
        page.settings.repeated,
    )
    if not body.paragraphs and not body.html and body.image is None:
        return _left_out(page, found, "no-text", "no story can be found on it")
    story = _story(page, layout, body, dating, broken)
    part = part_of_page(page, story.header.title)
    plain = hyphenated(" ".join(body.paragraphs))
    files = [*body.media, *([story.image.src] if story.image else [])]
    return ReadPage(
        found=story,
        url=page.url or page.own,
        key=part.key,
        own_key=part.own_key,
        part=part.number,
        title=title_of_whole(story.header.title, part.number),
        sketch=sketch("\n".join(body.paragraphs)),
        lede=plain[:_LEDE] if len(plain) > _LEDE else "",
        size=len(plain),
        files=tuple(dict.fromkeys(filter(None, files))),
        site=page.said.site_name or page.said.publisher,
    )


def _left_out(page: OpenPage, found: Outline, kind: str, message: str) -> ReadPage:
    left = LeftOut(page.name, kind, message, found.title.text, page.own, loses=kind == "no-text")
    return ReadPage(found=left, url=page.own, key=addresses.fold_key(page.own))


def _make_links_absolute(page: OpenPage, layout: Layout) -> None:
    for at in layout.places:
        for one in page.blocks[at].element.iter():
            for name in ("href", "src", "poster"):
                if one.get(name):
                    one.set(name, addresses.joined(page.base, one.get(name) or ""))


def _story(page: OpenPage, layout: Layout, body: Body, dating: Dating, broken: int) -> Story:
    rows, title = layout.rows, layout.title
    fields = collect_people(rows, layout.headline, layout.start, layout.end)
    labelled = without_bylines_below(fields, page, layout)
    people = find_people(page, layout, labelled)
    tags, tags_from = find_tags_of(
        TaggedPage(page.root, layout.below(page)),
        page.said,
        rows,
        (layout.start, layout.end),
        title.text,
        body.paragraphs,
    )
    lede = page.blocks[layout.first].text
    above = fields_above_story(rows[: layout.start], layout.headline, lede, labelled, page.sites).fields
    header = Header(
        kind="page" if _is_static(page, title.text, dating) else "article",
        title=title.text,
        slug=slug_of(page.own),
        date=dating.date,
        url=page.own,
        addresses=tuple(dict.fromkeys(_addresses(page))),
        categories=find_categories(
            page.root,
            page.said,
            title.text,
            layout.near(page)[:_MOST_NEAR],
            _single_section(above, layout),
        ),
        authors=people.authors,
        language=page.said.language or page.settings.language,
    )
    provenance = {"title": title.provenance, "date": dating.provenance}
    provenance |= {"authors": people.provenance, "tags": tags_from}
    known = {"title": True, "date": dating.date, "authors": people.authors, "tags": tags}
    source = labelled["source"].value if "source" in labelled else body.source
    extra: dict[str, Any] = {"credit": body.credit} if body.credit else {}
    comments = page.comments
    return Story(
        header=header,
        place=page.name,
        body=body.html,
        format=Format.HTML,
        updated=dating.updated,
        editors=people.editors,
        source="" if "://" in source or slugify(source).replace("-", "") in page.sites else source,
        dateline=body.dateline,
        tags=tags,
        summary=_summary(page, title.text, body),
        image=body.image or _shared_image(page),
        comments=comments.comments,
        hidden_comments=0 if comments.comments else comments.found,
        extra=extra,
        provenance={name: how for name, how in provenance.items() if known[name]},
        notes=tuple(_notes(page, layout, dating, header, broken)),
    )


def _single_section(above: Fields, layout: Layout) -> Fields:
    """The fields above the story without a section that is one of many, as in a menu."""
    if "categories" in above:
        at = above["categories"].line - 1
        beside = [row.kind for near in (at - 2, at - 1, at + 1) for row in layout.rows_of.get(near, [])[:1]]
        if beside.count("section") > 1:
            return {name: value for name, value in above.items() if name != "categories"}
    return above


def _notes(page: OpenPage, layout: Layout, dating: Dating, header: Header, broken: int) -> Iterator[Note]:
    url = header.url
    if dating.date is None and header.kind == "article":
        yield Note("no-date", f"no date of publication is sure enough: {dating.doubt}", url)
    if not header.title:
        yield Note("no-title", "no headline can be found", url)
    if broken:
        message = f"{broken:,} characters can't be read in the charset of the page"
        yield Note("broken-characters", message, url, loses=True)
    if hidden := hidden_links(page.root, page.host, _story_elements(page, layout)):
        hosts = ", ".join(host for host, _ in hidden.most_common(_HOSTS))
        count = hidden.total()
        message = f"{count:,} links to other sites are hidden on the page, outside of its story: {hosts}"
        yield Note("hidden-links", message, url)
    if page.comments.found and not page.comments.comments:
        yield Note("comments", f"{page.comments.found:,} comments on the page were not taken", url)


def _story_elements(page: OpenPage, layout: Layout) -> Iterator[HtmlElement]:
    """The elements of the story on the page."""
    region = page.regions.story
    if region is not None and region.tag not in ("body", "html"):
        yield region
    yield from (origin for at in layout.places if (origin := page.blocks[at].origin) is not None)


def _is_static(page: OpenPage, title: str, dating: Dating) -> bool:
    if STATIC_PAGES.fullmatch(title.strip()):
        return True
    classes = set(page.body_class.split())
    return "page" in classes and not classes & {"single", "single-post"} and dating.date is None


def _addresses(page: OpenPage) -> Iterator[str]:
    """The other addresses of a page on its site."""
    own = addresses.path_and_query(page.own) if page.own else ""
    site = addresses.site_of(page.host)
    for url in filter(None, (page.url, page.said.amp and addresses.joined(page.base, page.said.amp))):
        if (host := addresses.host_of(url)) and addresses.site_of(host) == site:
            yield from (one for one in addresses.variants(url) if one != own)


def _summary(page: OpenPage, title: str, body: Body) -> str:
    """What sums the story up: seen under the headline, or the description if it is no cut paragraph."""
    if body.summary:
        return body.summary
    told = page.said.description
    plain = slugify(told)[:80]
    first = hyphenated(" ".join(body.paragraphs[:3])[:2000])
    if len(told) < _MIN_SUMMARY or plain == slugify(title)[:80] or plain[:60] in first:
        return ""
    words = {word for word in plain.split("-") if len(word) > 4}
    known = set(hyphenated(title + " " + " ".join(body.paragraphs)[:6000]).split("-"))
    is_whole = not told.endswith(("...", "…", "[...]"))
    return told if words and len(words & known) > _FEW * len(words) and is_whole else ""


def _shared_image(page: OpenPage) -> Picture | None:
    """The picture that a page gives to those who link to it, unless many pages give the same one."""
    image = page.said.image
    if not image or key_of(image) in page.settings.repeated:
        return None
    source = addresses.joined(page.base, image)
    is_logo = LOGOS.search(source.rpartition("/")[2]) is not None
    return Picture(source) if addresses.web_address(source) and not is_logo else None


def slug_of(url: str) -> str:
    """The slug in an address, decoded; empty where it has none."""
    path = unquote(urlsplit(url).path) if url else ""
    last = path.rstrip("/").rpartition("/")[2]
    for ending in (".html", ".htm", ".php", ".aspx", ".amp"):
        last = last.removesuffix(ending)
    return "" if last.isdigit() or last in _NO_SLUGS else last
