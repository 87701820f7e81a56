"""The settings, menus and lists that follow from an export."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import msgspec

from newsgen.config import Config, mistakes
from newsgen.content.slugs import slugify, term_slug
from newsgen.importing.adopt.settings_of import likely_zone
from newsgen.importing.story import ListText, Note, SiteFacts
from newsgen.importing.wordpress import lexicon
from newsgen.importing.wordpress.channel import Author, Channel, Term
from newsgen.importing.wordpress.collecting import Collected, PageFact
from newsgen.importing.wordpress.dates import fixed_zone
from newsgen.importing.wordpress.headers import LOSSES, SAFE
from newsgen.importing.wordpress.known import FALLBACK_ZONE, Known
from newsgen.importing.wordpress.plain import plain
from newsgen.importing.wordpress.surveying import MenuEntry

_WORDS = {"section": "category", "tag": "tag", "author": "author", "page": "page"}
_SAMPLES = 2000
_MOST_ENTRIES = 30  # of a menu
_MAIN_MENUS = ("main", "utama", "primary", "menu", "header", "top", "nav")
_OTHER_MENUS = ("footer", "bawah", "kaki", "bottom", "sosial", "social", "mobile")
_LEAST_FIT = 0.9


def site_facts(channels: list[Channel], collected: Collected) -> SiteFacts:
    """What an export says of its site. A setting that newsgen would refuse is left out, and noted."""
    known = collected.known
    newest = max(channels, key=lambda channel: channel.exported)
    notes = [*_stream_notes(channels, collected)]
    words = {**_WORDS, **_list_words(collected.words)}
    found: dict[str, Any] = {
        "title": newest.title,
        "tagline": newest.tagline,
        "base_url": known.url,
        "language": _language(known),
        "timezone": _zone(collected, notes),
        "paths": words,
        "feed_aliases": ["feed/"],
        "menu": _menu(collected, words, "menu"),
        "footer": _menu(collected, words, "footer"),
        "policies": _policies(collected),
    }
    settings = _accepted({name: value for name, value in found.items() if value}, notes)
    lists = (*_author_lists(channels, collected, words), *_term_lists(collected, words))
    return SiteFacts(url=known.url, settings=settings, lists=lists, notes=tuple(dict.fromkeys(notes)))


def _language(known: Known) -> str:
    """The language of the site, of those that newsgen has; "" if it is not told."""
    code = known.language.lower().partition("-")[0]
    return "" if not code else "id" if code in ("id", "in") else "en"


def _accepted(found: dict[str, Any], notes: list[Note]) -> dict[str, Any]:
    """The settings without those that are wrong for newsgen."""
    accepted = dict(found)
    for name, value in found.items():
        try:
            config = msgspec.convert({name: value}, Config)
            wrong = [mistake for mistake in mistakes(config) if mistake.key[0] == name]
        except (msgspec.ValidationError, ValueError) as error:
            wrong, accepted[name] = [], None
            notes.append(Note("setting-left", f"{name} of the old site can't be used: {error}", name))
        if wrong:
            accepted[name] = None
            notes.append(
                Note("setting-left", f"{name} of the old site can't be used: {wrong[0].message}", name)
            )
    return {name: value for name, value in accepted.items() if value is not None}


def _stream_notes(channels: list[Channel], collected: Collected) -> Iterator[Note]:
    names = [file.name for file in collected.known.files]
    for number, fault in collected.stream_faults:
        yield Note("file-damaged", f"{fault}: what comes after that is lost", names[number], loses=True)
    for name, channel in zip(names, channels, strict=True):
        for kind, message in channel.faults.items():
            yield Note(kind, f"before its first item, {message}", name, loses=kind in LOSSES)
    for file in collected.known.files:
        if file.is_feed:
            yield Note("plain-feed", "it is a feed: it has only the newest stories, and no drafts", file.name)


def _zone(collected: Collected, notes: list[Note]) -> str:
    """The time zone that fits the differences between local time and UTC through the years."""
    total = collected.offsets.total()
    dates: list[datetime] = []
    for sample, count in sorted(collected.offsets.items()):
        minutes, month = sample.split(" ")
        at = datetime.fromisoformat(f"{month}-15T12:00:00")
        at = at.replace(tzinfo=fixed_zone(timedelta(minutes=int(minutes))))
        dates += [at] * max(1, count * _SAMPLES // total)
    if not dates:
        return collected.known.options.timezone
    zone = collected.known.options.timezone or likely_zone(dates)
    fits = sum(at.astimezone(ZoneInfo(zone)).utcoffset() == at.utcoffset() for at in dates) / len(dates)
    if not fits:
        message = f"no time zone fits the times of the posts; {FALLBACK_ZONE} is taken for those without one"
        notes.append(Note("timezone-unknown", message))
        return ""
    if fits < _LEAST_FIT:
        notes.append(
            Note("timezone-mixed", f"{1 - fits:.0%} of the posts were written in another zone", zone)
        )
    return zone


def _list_words(words: Counter[str]) -> dict[str, str]:
    """The words of lists in addresses that links of the old texts have most often."""
    found: dict[str, str] = {}
    for name, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        kind, _, word = name.partition(" ")
        if kind not in found and word not in found.values():
            found[kind] = word
    return {kind: word for kind, word in found.items() if word not in ("author", "page")}


def _policies(collected: Collected) -> dict[str, str]:
    """The pages by which a newspaper tells who it is, by their slugs and titles."""
    found: dict[str, str] = {}
    for number in sorted(collected.pages):
        page = collected.pages[number]
        names = {slugify(page.slug), slugify(page.title)}
        for policy, known in lexicon.POLICIES.items():
            if page.is_public and names & known and policy not in found:
                found[policy] = _path(page, collected)
    return found


def _path(page: PageFact, collected: Collected) -> str:
    """The address of a page from the root of the host."""
    path = urlsplit(page.url).path
    return path if path.strip("/") else f"{collected.known.base}{quote(page.slug, safe=SAFE)}/"


# menus


def _menu(collected: Collected, words: dict[str, str], part: str) -> list[dict[str, str]]:
    """The entries of the main menu, or of that at the foot, in order; those below others come after them."""
    menus: dict[str, list[MenuEntry]] = {}
    for entry in collected.menus:
        menus.setdefault(entry.menu, []).append(entry)
    names = [name for name in menus if any(word in name for word in _OTHER_MENUS[:4]) == (part == "footer")]
    if part == "menu":
        names = [name for name in names if not any(word in name for word in _OTHER_MENUS)] or names
    if not names:
        return []
    best = min(
        names, key=lambda name: (not any(word in name for word in _MAIN_MENUS), -len(menus[name]), name)
    )
    terms = {term.id: term for term in collected.listed_terms if term.id}
    entries = sorted(menus[best], key=lambda entry: (entry.order, entry.id))
    found = [one for entry in entries if (one := _entry(entry, collected, terms, words))]
    unique = list({one["url"]: one for one in reversed(found)}.values())[::-1]
    return unique[:_MOST_ENTRIES]


def _entry(
    entry: MenuEntry, collected: Collected, terms: dict[int, Term], words: dict[str, str]
) -> dict[str, str] | None:
    title, url = entry.title, ""
    if entry.kind == "post_type" and (page := collected.pages.get(entry.target)) and page.is_public:
        title, url = title or page.title, _path(page, collected)
    elif entry.kind == "taxonomy" and (term := terms.get(entry.target)):
        word = words["section" if term.taxonomy == "category" else "tag"]
        title, url = title or term.name, f"{collected.known.base}{word}/{term_slug(term.name)}/"
    elif entry.kind == "custom":
        url = _from_root(entry.url, collected.known)
    is_usable = title and url.startswith(("/", "https://", "http://", "mailto:"))
    return {"title": title, "url": url} if is_usable else None


def _from_root(url: str, known: Known) -> str:
    """The address of a menu entry; one on the site starts at its root."""
    try:
        parts, site = urlsplit(url.strip()), urlsplit(known.url)
    except ValueError:
        return ""
    if parts.netloc and parts.netloc.removeprefix("www.") == site.netloc.removeprefix("www."):
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return url.strip()


# lists


def _author_lists(channels: list[Channel], collected: Collected, words: dict[str, str]) -> Iterator[ListText]:
    """The authors of stories, with the addresses of their lists; accounts of one name are one author."""
    found: dict[str, list[Author]] = {}
    authors = [author for channel in channels for author in channel.authors]
    authors += [Author(login, name) for login, name in sorted(collected.profiles.items())]
    for author in authors:
        if author.name in collected.used_authors or author.login in collected.profiles:
            found.setdefault(term_slug(author.name), []).append(author)
    for same in found.values():
        addresses: dict[str, None] = {}
        for author in same:
            addresses[f"{collected.known.base}{words['author']}/{_nicename(author.login)}/"] = None
            if author.id:
                addresses[f"{collected.known.base}?author={author.id}"] = None
        yield ListText("author", same[0].name, _nicename(same[0].login), addresses=tuple(addresses))


def _nicename(login: str) -> str:
    """What WordPress makes of a login for addresses."""
    return slugify(login.replace(".", "-").replace("@", "")) or term_slug(login)


def _term_lists(collected: Collected, words: dict[str, str]) -> Iterator[ListText]:
    """Categories and tags whose address newsgen would not give them, or of which something is said."""
    found: dict[tuple[str, str], list[Term]] = {}
    for term in collected.listed_terms:
        if term.taxonomy in ("category", "post_tag"):
            found.setdefault((term.taxonomy, term_slug(term.name)), []).append(term)
    for (taxonomy, own), same in found.items():
        word = words["section" if taxonomy == "category" else "tag"]
        addresses: dict[str, None] = {}
        for term in same:
            addresses |= dict.fromkeys(_term_addresses(term, word, collected))
        addresses.pop(f"{collected.known.base}{word}/{own}/", None)
        text = next((term.text for term in same if term.text), "")
        if text or addresses:
            kind = "section" if taxonomy == "category" else "tag"
            yield ListText(
                "section" if kind == "section" else "tag",
                same[0].name, same[0].slug, plain(text), addresses=tuple(addresses),
            )  # fmt: skip


def _term_addresses(term: Term, word: str, collected: Collected) -> Iterator[str]:
    known, slug = collected.known, quote(term.slug, safe=SAFE)
    yield f"{known.base}{word}/{slug}/"
    if term.taxonomy != "category":
        if collected.numbered * 2 > collected.count:  # else nobody saw such an address of a tag
            yield f"{known.base}?tag={slug}"
        return
    parts = [term.slug]
    while (parent := known.parents.get(parts[0], "")) and len(parts) < 10:
        parts.insert(0, parent)
    if len(parts) > 1:
        yield f"{known.base}{word}/{quote('/'.join(parts), safe=SAFE)}/"
    if term.id:
        yield f"{known.base}?cat={term.id}"
