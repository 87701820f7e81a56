"""Read one saved page: as a story with all its fields, or as something else, with the reason."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import msgspec
from lxml.html import Element, HtmlElement

from newsgen.content.article import Picture, Provenance
from newsgen.content.dates import parse_date
from newsgen.content.slugs import slugify
from newsgen.importing.page_text.boilerplate import list_label
from newsgen.importing.page_text.candidates import Fields
from newsgen.importing.page_text.headline import Clues, find_headline
from newsgen.importing.page_text.lines import Line
from newsgen.importing.page_text.people import collect_people, fields_above_story
from newsgen.importing.page_text.published import publication_dates
from newsgen.importing.page_text.rows import Row, classify
from newsgen.importing.page_text.tags import hyphenated
from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.body import Body, key_of, take_story
from newsgen.importing.saved_pages.comments import PageComments, read_comments
from newsgen.importing.saved_pages.credits import without_signature
from newsgen.importing.saved_pages.dates import Dating, Witnesses, decide, stamp, surer
from newsgen.importing.saved_pages.decoding import decode
from newsgen.importing.saved_pages.folding import sketch
from newsgen.importing.saved_pages.hidden_links import hidden_links
from newsgen.importing.saved_pages.metadata import Metadata, Said, read_metadata
from newsgen.importing.saved_pages.no_story import why_no_story
from newsgen.importing.saved_pages.parts import first_address, shown_part, title_of_whole
from newsgen.importing.saved_pages.people import Around, find_people, is_bare
from newsgen.importing.saved_pages.regions import Regions
from newsgen.importing.saved_pages.shown_dates import days_in, is_foreign, shown_dates
from newsgen.importing.saved_pages.taxonomy import TaggedPage, find_categories, find_tags_of
from newsgen.importing.saved_pages.titles import (
    Title,
    find_title,
    is_told_of,
    names_of_site,
    site_slugs,
    title_slugs,
    without_site,
)
from newsgen.importing.saved_pages.tree import Block, Page, blocks, clean, named, parse, squeezed, words
from newsgen.importing.saved_pages.words import HEADINGS, LOGOS, STATIC_PAGES
from newsgen.importing.story import Format, Header, LeftOut, Note, Story

MAX_BYTES = 20_000_000
_HEAD = 6000  # characters in which programs say where a page was
_TAIL = 4000
_NEAR = 60  # elements above the headline and below the story in which its date may stand
_MIN_SUMMARY = 40
_BEGINNING = 8  # blocks of a story that say what it is about
_FEW = 0.3
_LEDE = 160  # characters by which copies with other headlines are known
_MIN_BODY = 200  # characters of a story in JSON-LD
_SMALL = 0.4  # of them that a page without scripts shows
_PRINTED = re.compile(r"\b(?:cetak|print|versi cetak)\b", re.I)
_SOURCE_LINE = re.compile(r"(?:sumber|source|url|alamat|link|tautan)\W{1,4}(https?://\S{8,350})", re.I)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_PARAGRAPH_ENDS = re.compile(r"\n|</(?:p|div|li|h\d)>|<br ?/?>", re.I)
_TAGS_BELOW = 12
_MOST_NEAR = 30
_HOSTS = 5  # that a note names
_BELOW = 6  # blocks below the story in which it may be signed
_MOMENT = re.compile(r"\d|\blalu\b|\bago\b|kemarin|yesterday", re.I)
_TIMES = ("datetime", "data-datetime", "data-timestamp", "data-published", "data-date", "data-time")
_PUBLISHED = re.compile(r"published|(?:entry|post)-?date|pubdate")


class RawPage(msgspec.Struct, frozen=True):
    """A page as it was saved. `name` is its place for people, `url` its address if the source knows it."""

    name: str
    raw: bytes
    url: str = ""
    charset: str = ""
    saved: str = ""


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


class Settings(msgspec.Struct, frozen=True):
    """How pages are read. `repeated` are the texts that stand on many pages of a site, as slugs."""

    zone: str
    language: str = ""
    comments: bool = False
    repeated: frozenset[str] = frozenset()


def read_page(page: RawPage, settings: Settings) -> ReadPage:
    """A page as a story, or left out with a reason."""
    if len(page.raw) > MAX_BYTES:
        message = f"it has {len(page.raw):,} bytes, more than any page of a story"
        return ReadPage(
            found=LeftOut(page.name, "too-large", message, url=page.url, loses=True), url=page.url
        )
    decoded = decode(page.raw, page.charset)
    tree = parse(decoded.text)
    if tree is None:
        return ReadPage(
            found=LeftOut(page.name, "empty", "there is nothing on it", url=page.url), url=page.url
        )
    text = decoded.text
    origin = addresses.origin(text[:_HEAD] + text[-_TAIL:], page.name)
    reader = _Reader(tree, page, page.url or origin.url, page.saved or origin.saved, settings)
    if tree.is_cut:
        message = "its elements are nested deeper than can be read"
        left = LeftOut(page.name, "too-deep", message, reader.title.text, reader.url, loses=True)
        return ReadPage(found=left, url=reader.url)
    return reader.read(decoded.broken)


def texts_of(page: RawPage) -> tuple[str, set[str]]:
    """The title of a page and its texts as slugs, by which those are found that stand on many pages.

    The address of its picture for links counts as a text: one that many pages have is of no story.
    """
    if len(page.raw) > MAX_BYTES:
        return "", set()
    tree = parse(decode(page.raw, page.charset).text)
    if tree is None or tree.is_cut:
        return "", set()
    picture = read_metadata(tree).image
    clean(tree.root)
    texts = {key_of(block.text) for block in blocks(tree.root) if 12 <= len(block.text) <= 1000}
    return slugify(tree.title), (texts | {key_of(picture)}) - {""}


class _Reader:
    """The state of reading one page."""

    def __init__(self, tree: Page, page: RawPage, url: str, saved: str, settings: Settings) -> None:
        self.page = page
        self.settings = settings
        self.zone = ZoneInfo(settings.zone)
        self.saved = saved
        self.url = url
        self.root = tree.root
        self.said: Metadata = read_metadata(tree)
        self.own = addresses.own_address(self.said.canonical, self.said.og_url, url)
        if not page.url:
            self.own = addresses.without_index(self.own)
        self.body_class = " ".join(one.get("class") or "" for one in self.root.iter("body"))
        base = next((one.get("href") or "" for one in self.root.iter("base")), "")
        self.base = addresses.web_address(addresses.joined(url, base)) or url or self.own
        self.own = self.own or printed_address(self.root, tree.title)
        self.host = addresses.host_of(self.own or self.base)
        self.sites = site_slugs(self.said, self.host)
        self.page_comments: PageComments = read_comments(self.root, self.zone, whole=settings.comments)
        clean(self.root)
        self.all_blocks = blocks(self.root)
        self.regions = Regions(self.root, self.all_blocks, title_slugs(self.said))
        if len(self.said.text) >= _MIN_BODY and self.regions.total < _SMALL * len(self.said.text):
            _show_text(self.root, self.said.text)
            self.all_blocks = blocks(self.root)
            self.regions = Regions(self.root, self.all_blocks, title_slugs(self.said))
        self.blocks = self.regions.blocks

    @cached_property
    def story_blocks(self) -> list[int]:
        """The places of the blocks of the region of the story."""
        story = self.regions.story
        if story is None:
            return []
        inside = set(story.iter())
        return [at for at, block in enumerate(self.blocks) if block.place in inside]

    @cached_property
    def first(self) -> int:
        """The place of the first paragraph of the story, or -1."""
        weighed = (at for at in self.story_blocks if self.regions.weight(self.blocks[at]))
        return next(weighed, self.story_blocks[0] if self.story_blocks else -1)

    @cached_property
    def title(self) -> Title:
        found = find_title(self.blocks, self.said, self.sites, self.first)
        if found.at >= 0 or self.first < 0:
            return found
        elsewhere = find_title(self.all_blocks, self.said, self.sites, -1)
        if elsewhere.at >= 0 and elsewhere.provenance is Provenance.METADATA:
            return elsewhere._replace(at=-1)
        beginning = " ".join(self.blocks[at].text for at in self.story_blocks[:_BEGINNING])
        by_lines = self._title_by_lines()
        if (by_lines is None or by_lines.provenance is not Provenance.METADATA) and is_told_of(
            found.text, beginning
        ):
            return found._replace(text=without_site(found.text, beginning))
        return by_lines or found

    def _title_by_lines(self) -> Title | None:
        """The headline as it is found on a page without any markup."""
        start, end = self._row_at(self.first), self._row_at(self.story_blocks[-1] + 1)
        told = frozenset(slug for slug in title_slugs(self.said) if slug.count("-") > 1)
        seen = find_headline(self.rows, start, end, Clues(told, self.sites))
        if seen.at < 0:
            return None
        field = seen.fields["title"]
        return Title(field.value, self.rows[seen.at].line.number - 1, field.provenance)

    @cached_property
    def places(self) -> list[int]:
        """The places of all blocks from which the story is taken: also prose between headline and region."""
        found = self.story_blocks
        if not found or self.title.at < 0:
            return found
        between = [
            at
            for at in range(self.title.at + 1, found[0])
            if self.regions.weight(self.blocks[at])
            or any(_has_picture(self.blocks[near]) for near in range(max(0, at - 2), at + 1))
        ]
        return between + [at for at in found if at != self.title.at]

    @cached_property
    def rows(self) -> list[Row]:
        lines = [
            Line(at + 1, line[:3000], line[:3000])
            for at, block in enumerate(self.blocks)
            for line in block.lines[:400]
        ]
        rows = classify(lines, self.zone)
        return [_without_foreign_dates(row) for row in rows]

    @cached_property
    def rows_of(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.line.number - 1, []).append(row)
        return found

    def _row_at(self, block: int) -> int:
        """The first row of a block."""
        return next((at for at, row in enumerate(self.rows) if row.line.number - 1 >= block), len(self.rows))

    # --- the whole

    def read(self, broken: int) -> ReadPage:
        reason = why_no_story(
            self.own or self.url, self.said, self.body_class, self.regions, self.story_blocks, self.title
        )
        if reason is not None:
            kind, message = reason
            left = LeftOut(self.page.name, kind, message, self.title.text, self.own, loses=kind == "no-text")
            return ReadPage(found=left, url=self.own, key=addresses.fold_key(self.own))
        self._absolute_links()
        start, end = self._row_at(self.first), self._row_at(self.places[-1] + 1)
        at = self._row_at(self.title.at) if self.title.at >= 0 else -1
        at = at if at < start else -1
        dating = self._dating(at, start, end)
        labelled = collect_people(self.rows, at, start, end)
        if (byline := labelled.get("authors")) and byline.line > self.first and is_bare(byline):
            del labelled["authors"]
        lede = self.blocks[self.first].text
        above = fields_above_story(self.rows[:start], at, lede, labelled, self.sites).fields
        repeated = self.settings.repeated
        body = take_story(
            [self.blocks[place] for place in self.places],
            {index: self.rows_of.get(place, []) for index, place in enumerate(self.places)},
            self.regions,
            self.title.text,
            repeated,
        )
        if not body.paragraphs and not body.html and body.image is None:
            left = LeftOut(
                self.page.name,
                "no-text",
                "no story can be found on it",
                self.title.text,
                self.own,
                loses=True,
            )
            return ReadPage(found=left, url=self.own, key=addresses.fold_key(self.own))
        return self._read_page(self._story(body, dating, labelled, above, broken, (start, end)), body)

    def _dating(self, at: int, start: int, end: int) -> Dating:
        fields, _ = publication_dates(self.rows, at, start, end, "", self.own or self.url, self.zone)
        shown = shown_dates(
            self.blocks,
            self.rows_of,
            self.places,
            self.title.at,
            [self.regions.weight(block) for block in self.blocks],
            self.first,
            self.zone,
        )
        seen = surer(fields.get("date"), shown.published)
        published, modified = [*self.said.published], [*self.said.modified]
        for said, is_change in self._time_elements():
            (modified if is_change else published).append(said)
        updated = fields["updated"].value if "updated" in fields else shown.updated
        if updated is not None and not modified:
            changed = updated.when
            modified.append(Said(changed.at.isoformat() if changed.clock else str(changed.at.date()), "seen"))
        day = addresses.day_in(self.own or self.url)
        try:
            address_day = date(*day) if day else None
        except ValueError:
            address_day = None
        witnesses = Witnesses(
            seen=seen,
            zone=self.zone,
            address_day=address_day,
            address_month=addresses.month_in(self.own or self.url),
            story_days=days_in(
                " ".join(self.blocks[at].text for at in self.story_blocks[:_BEGINNING]), self.zone
            ),
            crawled=self._crawled(),
        )
        return decide(published, modified, witnesses)

    def _crawled(self) -> datetime | None:
        if not self.saved:
            return None
        try:
            return parse_date(self.saved, ZoneInfo("UTC")).when.at
        except ValueError:
            pass
        try:
            clock, month, day, year = self.saved.replace(",", "").split()
            return parse_date(f"{day} {month} {year} {clock}", ZoneInfo("UTC")).when.at
        except ValueError:
            return None

    def _time_elements(self) -> Iterator[tuple[Said, bool]]:
        """The times in markup beside the story, each with whether it is that of a change.

        What stands above the headline or below the story says no more than that it may be so.
        """
        order = {element: place for place, element in enumerate(self.root.iter())}
        last = order.get(self.blocks[self.places[-1]].place, 0)
        top = order.get(self.blocks[self.title.at].place, 0) if self.title.at >= 0 else 0
        found: list[tuple[int, Said]] = []
        for element in self.root.iter("time", "abbr", "span", "div", "p", "small"):
            text = next((value for name in _TIMES if (value := element.get(name))), "")
            names = f"{named(element)} {named(element.getparent())}"
            text = text or (element.get("title") if "published" in names else "") or ""
            place = order[element]
            if not text or not top - _NEAR <= place <= last + _NEAR or self.regions.is_elsewhere(element):
                continue
            if ("updated" in names or "modified" in names) and not _PUBLISHED.search(names):
                yield Said(text, "time"), True
                continue
            sure = top <= place <= last or (place > last and _PUBLISHED.search(names) is not None)
            said = Said(text, "time" if sure else "weak")
            if element.tag == "time" or (_MOMENT.search(words(element)) and stamp(said, self.zone)):
                found.append((0 if sure else 1, said))
        yield from ((said, False) for _, said in sorted(found, key=lambda one: one[0])[:1])

    def _absolute_links(self) -> None:
        for at in self.places:
            for one in self.blocks[at].element.iter():
                for name in ("href", "src", "poster"):
                    if one.get(name):
                        one.set(name, addresses.joined(self.base, one.get(name) or ""))

    # --- the fields

    def _story(
        self, body: Body, dating: Dating, labelled: Fields, above: Fields, broken: int, span: tuple[int, int]
    ) -> Story:
        start, end = span
        top = max(0, self.title.at - 8)
        near = [
            self.blocks[at]
            for at in range(top, min(len(self.blocks), self.places[-1] + 30))
            if at not in self.story_blocks
        ]
        near += [self.blocks[at] for at in self.story_blocks if not self.regions.weight(self.blocks[at])]
        seen = hyphenated(" ".join(block.text for block in self.blocks[top : self.places[-1] + 30]))
        prose = (self.blocks[at] for at in self.places if self.regions.weight(self.blocks[at]))
        told_of = hyphenated(" ".join(without_signature(block.text) for block in prose))
        sites = self.sites | names_of_site(self.said, (block.text for block in self.all_blocks))
        persons = find_people(self.said, labelled, self._around(near), sites, seen, told_of)
        tags, tags_from = find_tags_of(
            TaggedPage(self.root, self._all_below()),
            self.said,
            self.rows,
            (start, end),
            self.title.text,
            body.paragraphs,
        )
        source = labelled["source"].value if "source" in labelled else body.source
        source = "" if "://" in source or slugify(source).replace("-", "") in self.sites else source
        header = Header(
            kind="page" if self._is_static(dating) else "article",
            title=self.title.text,
            slug=slug_of(self.own),
            date=dating.date,
            url=self.own,
            addresses=tuple(dict.fromkeys(self._addresses())),
            categories=find_categories(
                self.root, self.said, self.title.text, near[:_MOST_NEAR], self._single_section(above)
            ),
            authors=persons.authors,
            language=self.said.language or self.settings.language,
        )
        provenance = {"title": self.title.provenance}
        if dating.date:
            provenance["date"] = dating.provenance
        if persons.authors:
            provenance["authors"] = persons.provenance
        if tags:
            provenance["tags"] = tags_from
        extra: dict[str, Any] = {"credit": body.credit} if body.credit else {}
        return Story(
            header=header,
            place=self.page.name,
            body=body.html,
            format=Format.HTML,
            updated=dating.updated,
            editors=persons.editors,
            source=source,
            dateline=body.dateline,
            tags=tags,
            summary=self._summary(body),
            image=self._image(body),
            comments=self.page_comments.comments,
            hidden_comments=0 if self.page_comments.comments else self.page_comments.found,
            extra=extra,
            provenance=provenance,
            notes=tuple(self._notes(dating, header, broken)),
        )

    def _story_elements(self) -> Iterator[HtmlElement]:
        """The elements of the story on the page."""
        if self.regions.story is not None and self.regions.story.tag not in ("body", "html"):
            yield self.regions.story
        yield from (origin for at in self.places if (origin := self.blocks[at].origin) is not None)

    def _all_below(self) -> list[Block]:
        """The blocks below the story, also those that stand around stories on most pages."""
        last = self.all_blocks.index(self.blocks[self.places[-1]])
        return self.all_blocks[last + 1 : last + 1 + _TAGS_BELOW]

    def _single_section(self, above: Fields) -> Fields:
        """The fields above the story without a section that is one of many, as in a menu."""
        if "categories" in above:
            at = above["categories"].line - 1
            beside = [kind for near in (at - 2, at - 1, at + 1) for kind in self._kinds_at(near)]
            if beside.count("section") > 1:
                return {name: value for name, value in above.items() if name != "categories"}
        return above

    def _kinds_at(self, at: int) -> Iterator[str]:
        yield from (row.kind for row in self.rows_of.get(at, [])[:1])

    def _around(self, near: Sequence[Block]) -> Around:
        """The blocks beside the story and at its end in which names may stand."""
        first, last = self.first, self.places[-1]
        short = [self.blocks[at] for at in self.places if not self.regions.weight(self.blocks[at])]
        above = self.blocks[max(0, min(self.title.at, first)) : first]
        below = []
        for at in range(last + 1, min(len(self.blocks), last + _BELOW)):
            if self.blocks[at].tag in HEADINGS or any(row.label for row in self.rows_of.get(at, [])):
                break
            below.append(at)
        ends = [*self.places[-2:], *below]
        far_below = []
        for block in self._all_below():
            if any(list_label(line.lower().lstrip("0123456789 ").rstrip(" :")) for line in block.lines[:1]):
                break
            far_below.append(block)
        return Around(
            near,
            above,
            short,
            [self.blocks[at] for at in ends],
            far_below,
            self.all_blocks,
        )

    def _notes(self, dating: Dating, header: Header, broken: int) -> Iterator[Note]:
        if dating.date is None and header.kind == "article":
            yield Note("no-date", f"no date of publication is sure enough: {dating.doubt}", header.url)
        if not header.title:
            yield Note("no-title", "no headline can be found", header.url)
        if broken:
            yield Note(
                "broken-characters",
                f"{broken:,} characters can't be read in the charset of the page",
                header.url,
                loses=True,
            )
        if hidden := hidden_links(self.root, self.host, self._story_elements()):
            hosts = ", ".join(host for host, _ in hidden.most_common(_HOSTS))
            count = hidden.total()
            message = f"{count:,} links to other sites are hidden on the page, outside of its story: {hosts}"
            yield Note("hidden-links", message, header.url)
        if self.page_comments.found and not self.page_comments.comments:
            yield Note(
                "comments", f"{self.page_comments.found:,} comments on the page were not taken", header.url
            )

    def _is_static(self, dating: Dating) -> bool:
        if STATIC_PAGES.fullmatch(self.title.text.strip()):
            return True
        classes = set(self.body_class.split())
        return "page" in classes and not classes & {"single", "single-post"} and dating.date is None

    def _addresses(self) -> Iterator[str]:
        for url in (self.url, self.said.amp and addresses.joined(self.base, self.said.amp)):
            if (
                url
                and addresses.host_of(url)
                and addresses.site_of(addresses.host_of(url)) == addresses.site_of(self.host)
            ):
                yield from (
                    one
                    for one in addresses.variants(url)
                    if not self.own or one != addresses.path_and_query(self.own)
                )

    def _summary(self, body: Body) -> str:
        """What sums the story up: seen under the headline, or the description if it is no cut paragraph."""
        if body.summary:
            return body.summary
        told = self.said.description
        plain = slugify(told)[:80]
        first = hyphenated(" ".join(body.paragraphs[:3])[:2000])
        if len(told) < _MIN_SUMMARY or plain == slugify(self.title.text)[:80] or plain[:60] in first:
            return ""
        words = {word for word in plain.split("-") if len(word) > 4}
        known = set(hyphenated(self.title.text + " " + " ".join(body.paragraphs)[:6000]).split("-"))
        return (
            told
            if words and len(words & known) > _FEW * len(words) and not told.endswith(("...", "…", "[...]"))
            else ""
        )

    def _image(self, body: Body) -> Picture | None:
        if body.image is not None:
            return body.image
        is_shared = key_of(self.said.image) in self.settings.repeated
        source = addresses.joined(self.base, self.said.image) if self.said.image and not is_shared else ""
        if not addresses.web_address(source) or LOGOS.search(source.rpartition("/")[2]):
            return None
        return Picture(source)

    def _read_page(self, story: Story, body: Body) -> ReadPage:
        key = addresses.fold_key(self.own)
        known = frozenset(
            addresses.fold_key(addresses.joined(self.base, link.get("href") or ""))
            for link in [*self.root.iter("a")][:1000]
            if link.get("href")
        )
        here = self.url or self.own
        part = addresses.part_of(here, known | {key})
        if part.number == 1 and self.own:
            part = addresses.part_of(self.own, known)
        if part.number == 1:
            number = shown_part(self.root, self.said, self.page.name, story.header.title)
            part = addresses.Part(number, first_address(self.own or here, number))
        first = addresses.fold_key(part.first) if part.number > 1 else key
        if part.number > 1 and key != addresses.fold_key(here) and key:
            own = addresses.part_of(self.own, known | {key})
            first = addresses.fold_key(own.first if own.number > 1 else first_address(self.own, part.number))
        plain = hyphenated(" ".join(body.paragraphs))
        files = [*body.media, *([story.image.src] if story.image else [])]
        return ReadPage(
            found=story,
            url=here,
            key=first,
            own_key=addresses.fold_key(here),
            part=part.number,
            title=title_of_whole(story.header.title, part.number),
            sketch=sketch("\n".join(body.paragraphs)),
            lede=plain[:_LEDE] if len(plain) > _LEDE else "",
            size=len(plain),
            files=tuple(dict.fromkeys(filter(None, files))),
            site=self.said.site_name or self.said.publisher,
        )


def shared_texts(pages: Sequence[set[str]]) -> frozenset[str]:
    """The texts that stand on a good part of the pages of a site."""
    counts: dict[str, int] = {}
    for texts in pages:
        for text in texts:
            counts[text] = counts.get(text, 0) + 1
    least = max(3, len(pages) // 5)
    return frozenset(text for text, count in counts.items() if count >= least)


def printed_address(root: HtmlElement, title: str) -> str:
    """The address that a version for printing names as that of its story."""
    scripts = [one.text or "" for one in root.iter("script")] + [
        one.get("onload") or "" for one in root.iter("body")
    ]
    if not _PRINTED.search(title) and not any("window.print" in script for script in scripts):
        return ""
    texts = (words(one) for one in root.iter("p", "small", "div", "td", "span") if not len(one))
    found = (_SOURCE_LINE.fullmatch(text) for text in texts if len(text) < 400)
    return next((addresses.web_address(match[1]) for match in found if match), "")


def slug_of(url: str) -> str:
    """The slug in an address, decoded; empty where it has none."""
    path = unquote(urlsplit(url).path) if url else ""
    last = path.rstrip("/").rpartition("/")[2]
    for ending in (".html", ".htm", ".php", ".aspx", ".amp"):
        last = last.removesuffix(ending)
    return "" if not last or last.isdigit() or last in ("index", "detail", "read", "berita", "news") else last


def _show_text(root: HtmlElement, text: str) -> None:
    """Put the text of a story into a page that only a script would fill with it."""
    story = Element("article", itemprop="articleBody")
    parts = _PARAGRAPH_ENDS.split(text if "<" in text else unescape(text))
    for line in filter(None, (squeezed(unescape(_TAGS.sub("", part))) for part in parts)):
        paragraph = Element("p")
        paragraph.text = line
        story.append(paragraph)
    next(root.iter("body"), root).append(story)


def _without_foreign_dates(row: Row) -> Row:
    """A row without dates in a zone far from Indonesia, as programs write that send mail."""
    return msgspec.structs.replace(row, dates=None) if row.dates and is_foreign(row.line.text) else row


def _has_picture(block: Block) -> bool:
    return next(block.element.iter("img"), None) is not None
