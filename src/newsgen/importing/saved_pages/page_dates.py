"""Date an open page: what is shown, said and written in its address are weighed against each other."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from newsgen.content.dates import parse_date
from newsgen.importing.page_text.candidates import FieldValue
from newsgen.importing.page_text.datelines import is_relative_date
from newsgen.importing.page_text.published import publication_dates
from newsgen.importing.saved_pages import addresses
from newsgen.importing.saved_pages.dates import Dating, Witnesses, decide, stamp, surer
from newsgen.importing.saved_pages.editions import edition_day
from newsgen.importing.saved_pages.layout import Layout
from newsgen.importing.saved_pages.metadata import Said
from newsgen.importing.saved_pages.opened import OpenPage
from newsgen.importing.saved_pages.shown_dates import days_in, shown_dates
from newsgen.importing.saved_pages.tree import named, short_words, words

_SAVED_AT_ONCE = timedelta(days=2)
_NEAR = 60  # elements above the headline and below the story in which its date may stand
_LONGEST_AGO = 40
_MOMENT = re.compile(r"\d|\blalu\b|\bago\b|kemarin|yesterday", re.I)
_TIMES = ("datetime", "data-datetime", "data-timestamp", "data-published", "data-date", "data-time")
_PUBLISHED = re.compile(r"published|(?:entry|post)-?date|pubdate")


def date_page(page: OpenPage, layout: Layout) -> Dating:
    """When a page was published and changed."""
    url = page.own or page.url
    fields, _ = publication_dates(layout.rows, layout.headline, layout.start, layout.end, "", url, page.zone)
    shown = shown_dates(page, layout)
    published, modified = [*page.said.published], [*page.said.modified]
    for said, is_change in _time_elements(page, layout):
        (modified if is_change else published).append(said)
    updated = fields["updated"].value if "updated" in fields else shown.updated
    if updated is not None and not modified:
        changed = updated.when
        modified.append(Said(changed.at.isoformat() if changed.clock else str(changed.at.date()), "seen"))
    seen, crawled = surer(fields.get("date"), shown.published), _crawled(page.saved)
    if seen is None and not published:
        seen = _edition(page, layout, crawled)
    witnesses = Witnesses(
        seen=seen,
        zone=page.zone,
        address_day=_address_day(url),
        address_month=addresses.month_in(url),
        story_days=days_in(layout.beginning, page.zone),
        crawled=crawled,
    )
    return decide(published, modified, witnesses)


def _edition(page: OpenPage, layout: Layout, crawled: datetime | None) -> FieldValue | None:
    """The day of the edition of a story, unless it is about that on which the page was saved."""
    found = edition_day(page, layout)
    if found is None or crawled is None:
        return found
    return found if abs(crawled.date() - found.value.when.at.date()) > _SAVED_AT_ONCE else None


def _is_ago(element: HtmlElement) -> bool:
    """Whether an element says how long ago something was, whose date stands in its title."""
    return element.get("title") is not None and is_relative_date(short_words(element, _LONGEST_AGO))


def _address_day(url: str) -> date | None:
    day = addresses.day_in(url)
    try:
        return date(*day) if day else None
    except ValueError:
        return None


def _crawled(saved: str) -> datetime | None:
    """When a page was saved, as an archive or a program says it."""
    texts = [saved]
    if len(parts := saved.replace(",", "").split()) == len(("12:00:00", "Aug", "02", "2018")):
        clock, month, day, year = parts
        texts.append(f"{day} {month} {year} {clock}")
    for text in texts if saved else ():
        try:
            return parse_date(text, ZoneInfo("UTC")).when.at
        except ValueError:
            continue
    return None


def _time_elements(page: OpenPage, layout: Layout) -> Iterator[tuple[Said, bool]]:
    """The times in markup beside the story, each with whether it is that of a change.

    What stands above the headline or below the story says no more than that it may be so.
    """
    order = {element: place for place, element in enumerate(page.root.iter())}
    last = order.get(page.blocks[layout.places[-1]].place, 0)
    top = order.get(page.blocks[layout.title.at].place, 0) if layout.title.at >= 0 else 0
    found: list[tuple[int, Said]] = []
    for element in page.root.iter("time", "abbr", "span", "div", "p", "small"):
        text = next((value for name in _TIMES if (value := element.get(name))), "")
        names = f"{named(element)} {named(element.getparent())}"
        text = text or (element.get("title") if "published" in names or _is_ago(element) else "") or ""
        place = order[element]
        if not text or not top - _NEAR <= place <= last + _NEAR or page.regions.is_elsewhere(element):
            continue
        if ("updated" in names or "modified" in names) and not _PUBLISHED.search(names):
            yield Said(text, "time"), True
            continue
        sure = top <= place <= last or (place > last and _PUBLISHED.search(names) is not None)
        said = Said(text, "time" if sure else "weak")
        if element.tag == "time" or (_MOMENT.search(words(element)) and stamp(said, page.zone)):
            found.append((0 if sure else 1, said))
    yield from ((said, False) for _, said in sorted(found, key=lambda one: one[0])[:1])
