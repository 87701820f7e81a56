"""What the first reading finds of each post: whether it is a story, who could see it, and its addresses."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from newsgen.content.article import When
from newsgen.importing.story import Header, LeftOut, Note, Visibility
from newsgen.importing.wordpress import elementor, fields, lexicon, splitting
from newsgen.importing.wordpress.channel import without_address
from newsgen.importing.wordpress.dates import clock_time, feed_date, moment
from newsgen.importing.wordpress.elementor import elementor_text
from newsgen.importing.wordpress.items import Item
from newsgen.importing.wordpress.known import ExportFile, Known, zone_of
from newsgen.importing.wordpress.plain import first_words, plain, slug_of

SAFE = "/:[]@!$&'()*+,;=~%"
_LANGUAGE_PART = re.compile(r"<!--:(\w\w)-->|\[:(\w\w)\]")
_LANGUAGE_END = re.compile(r"<!--:-->|\[:\]")
_WORDS_OF_TITLE = 10
_MOST_OF_TITLE = 500  # characters
_MOST_FIELDS = 1000  # of a post that are looked at for slugs that it had
_MOST_PAGES = 100  # of a post whose addresses are kept
_NUMBER = re.compile(r"[\d-]*$")
LOSSES = frozenset(
    ("damaged", splitting.UNCLOSED, splitting.UNOPENED, splitting.TRUNCATED, "unreadable-bytes")
)


class Terms(msgspec.Struct):
    """The terms of a post: names, and what its custom taxonomies say."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    other: tuple[str, ...] = ()  # taxonomies that were taken for tags
    unsorted: bool = False  # a feed does not tell categories from tags


class Titled(msgspec.Struct, frozen=True):
    """The headline of a post; `is_guess` if it has none of its own."""

    text: str
    is_guess: bool = False
    languages: tuple[str, ...] = ()


class Parts(msgspec.Struct, frozen=True):
    """What the header of a post and its story are both made of; `mapped` are fields of newsgen."""

    terms: Terms
    title: Titled
    mapped: dict[str, str]


def parts_of(item: Item, known: Known, file: ExportFile) -> Parts:
    return Parts(terms_of(item, known, file), title_of(item, known), fields.mapped(item.meta, known))


def place_of(item: Item, file: ExportFile, number: int) -> str:
    """Where a post is, for people."""
    post = item.number("wp:post_id")
    return f"{file.name}: {kind_of(item)} {post}" if post else f"{file.name}: item {number}"


def kind_of(item: Item) -> str:
    return item.text("wp:post_type") or "post"


def body_of(item: Item) -> str:
    """The text of a post, or of an item of a feed."""
    for name in ("content:encoded", "content", "description", "summary"):
        if (name in ("content:encoded", "content") or not item.is_wordpress) and (
            text := item.texts.get(name, "").strip("\n")
        ).strip():
            return text
    return elementor_text(fields.first(item.meta, (elementor.FIELD,)))


def why_left_out(item: Item, known: Known, file: ExportFile, number: int) -> LeftOut | None:
    """Why an item is no story to take; None if it is one."""
    kind, title = kind_of(item), plain(item.text("title"))[:_MOST_OF_TITLE]

    def left(why: str, reason: str, loses: bool = False) -> LeftOut:
        return LeftOut(place_of(item, file, number), why, reason, title, url_of(item, known), loses)

    for fault in (splitting.OUTSIDE, splitting.TOO_LARGE):
        if fault in item.faults:
            return left(fault, item.faults[fault], loses=fault == splitting.TOO_LARGE)
    unsaved = item.text("wp:status").lower() == "auto-draft"
    if kind in lexicon.INTERNAL_TYPES or unsaved:
        named = kind if kind in lexicon.INTERNAL_TYPES else "auto-draft"
        return left(named, lexicon.INTERNAL_TYPES.get(kind, "the editor was opened, but nothing was saved"))
    if known.options.types:
        if kind not in known.options.types:
            return left("type-not-chosen", f"it is a {kind}, which --types leaves out")
    elif kind not in ("post", "page") and (reason := _why_not_public(item, kind)):
        was_seen = reason[0] == "type-without-text" and visibility_of(item, file)[0] is Visibility.PUBLIC
        return left(*reason, loses=was_seen)
    if not body_of(item) and not title and not fields.first(item.meta, ("_thumbnail_id",)):
        is_damaged = not LOSSES.isdisjoint(item.faults)
        why = ("unreadable", "nothing of it can be read") if is_damaged else ("empty", "it has no text")
        return left(*why, loses=is_damaged)
    return None


def _why_not_public(item: Item, kind: str) -> tuple[str, str] | None:
    """Why posts of a kind of its own are no stories: the kind of reason, and what to say."""
    body = body_of(item).lstrip()
    if kind.startswith(lexicon.INTERNAL_PREFIXES) or body.startswith(("{", "a:")):
        return "internal-type", f"it is a {kind}, which belongs to a plugin or theme"
    if not body or not item.text("title"):
        return "type-without-text", f"it is a {kind} without a text"
    return None


def visibility_of(item: Item, file: ExportFile) -> tuple[Visibility, str]:
    """Who could see a post, and why that is not sure; what is not known is not published."""
    status = item.text("wp:status").lower()
    if file.is_feed and not item.is_wordpress:
        return Visibility.PUBLIC, ""
    if not status:
        return Visibility.DRAFT, "it has no status, so it is not published"
    if status not in lexicon.VISIBILITY:
        return (
            Visibility.DRAFT,
            f"its status is {status[:40]}, which WordPress has not, so it is not published",
        )
    visibility = lexicon.VISIBILITY[status]
    if visibility in (Visibility.PUBLIC, Visibility.SCHEDULED):
        if item.text("wp:post_password"):
            return Visibility.PROTECTED, ""
        if "wp:post_password" not in item.texts and not LOSSES.isdisjoint(item.faults):
            return Visibility.DRAFT, "it is damaged where a password may have been, so it is not published"
    return visibility, ""


def header_of(item: Item, parts: Parts, known: Known, file: ExportFile) -> Header:
    """What is known of a story. A date without a zone is left so until that of the site is known."""
    kind = kind_of(item)
    url = url_of(item, known)
    terms, mapped = parts.terms, parts.mapped
    return Header(
        kind="page" if kind == "page" else "article",
        title=mapped.get("title") or parts.title.text,
        slug=_slug(item.text("wp:post_name")) or _slug_in(url),
        date=date_of(item),
        url=url,
        addresses=tuple(dict.fromkeys(_addresses(item, known, kind, url))),
        visibility=visibility_of(item, file)[0],
        categories=fields.more(terms.categories, mapped.get("categories", "")),
        authors=authors_of(item, known, terms, mapped),
        tags=fields.more(terms.tags, mapped.get("tags", "")),
        language=terms.language or _other_language(item.text("language")),
    )


def title_of(item: Item, known: Known) -> Titled:
    """The headline of a post, of several languages that of the site; else its slug, or its first words."""
    raw = item.text("title", "media:title")
    languages: tuple[str, ...] = ()
    if _LANGUAGE_PART.search(raw):
        parts = dict(_languages(raw))
        languages = tuple(parts)
        wanted = known.options.language or known.language[:2]
        raw = parts.get(wanted) or next((text for text in parts.values() if plain(text)), "")
    if text := plain(raw):
        return Titled(text[:_MOST_OF_TITLE], languages=languages)
    words = first_words(body_of(item), _WORDS_OF_TITLE)
    slug = slug_of(item.text("wp:post_name"))
    if slug and not _NUMBER.match(slug):
        words = slug.replace("-", " ").strip().capitalize() or words
    return Titled(words or f"{kind_of(item)} {item.text('wp:post_id')}".strip(), is_guess=True)


def _languages(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text that has each language between marks, as qTranslate writes it."""
    starts = list(_LANGUAGE_PART.finditer(text))
    for place, found in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        yield found[1] or found[2], _LANGUAGE_END.sub("", text[found.end() : end])


def _slug(name: str) -> str:
    """A slug, which is one part of an address and never leads elsewhere."""
    slug = slug_of(name)
    return slug.strip("/").replace("/", "-").lstrip(".") if "/" in slug or slug[:1] == "." else slug


def _slug_in(url: str) -> str:
    """The last part of an address, without the ending of a file."""
    path = urlsplit(url).path.rstrip("/") if url else ""
    name = _slug(path.rpartition("/")[2])
    return name.partition(".")[0] if name.endswith((".html", ".htm", ".php")) else name


def date_of(item: Item) -> When | None:
    """When a post was published; by the clock of the site if that is known, else without a zone."""
    local = moment(item.text("wp:post_date"))
    gmt = moment(item.text("wp:post_date_gmt"))
    if local or gmt:
        at = clock_time(local, gmt)
        return When(at) if at else None
    found = feed_date(item.text("pubDate")) or moment(item.text("dc:date", "published", "updated"))
    return When(found) if found else None


def zoned(when: When | None, known: Known, *, is_local: bool) -> When | None:
    """A date by the clock of the site; one of a feed, or in UTC alone, is moved there."""
    if when is None:
        return None
    zone = zone_of(known)
    if when.at.tzinfo is None:
        return When(when.at.replace(tzinfo=zone), when.clock)
    return when if is_local else When(when.at.astimezone(zone), when.clock)


def updated_of(item: Item) -> When | None:
    """When a post was last changed, by the clock of the site as `date_of`."""
    at = clock_time(moment(item.text("wp:post_modified")), moment(item.text("wp:post_modified_gmt")))
    if at is None and not item.is_wordpress:
        at = moment(item.text("updated"))
    return When(at) if at else None


def url_of(item: Item, known: Known) -> str:
    """The full address of a post, "" if it is not known."""
    link = item.text("link")
    if not link:
        link = next((one.get("href", "") for one in item.links if _leads_to_page(one)), "")
    if not link and "://" in (guid := item.text("guid")) and _is_permalink(item):
        link = guid
    link = "".join(link.split())
    if known.url and link.startswith("/"):
        link = urljoin(known.url, link)
    try:
        return link if urlsplit(link).netloc else ""
    except ValueError:
        return ""


def _leads_to_page(link: dict[str, str]) -> bool:
    return link[""] == "link" and link.get("rel", "alternate") == "alternate"


def _is_permalink(item: Item) -> bool:
    return not any(one[""] == "guid" and one.get("isPermaLink") == "false" for one in item.links)


def _addresses(item: Item, known: Known, kind: str, url: str) -> Iterator[str]:
    """Other addresses by which WordPress knows a post, each from the root of the host."""
    base = known.base
    if post := item.number("wp:post_id"):
        if kind == "page":
            yield f"{base}?page_id={post}"
        yield f"{base}?p={post}"
    parts = urlsplit(url) if url else None
    if parts and "=" in parts.query and parts.path in (base, base[:-1], "/index.php"):
        yield f"{base}?{parts.query}"
    slug = _slug(item.text("wp:post_name"))
    if kind == "post" and slug and item.is_wordpress:
        own = quote(slug, safe=SAFE)
        if not parts or quote(slug_of(parts.path), safe=SAFE).strip("/") != (base + own).strip("/"):
            yield f"{base}{own}/"
    yield from _related(item, url)
    guid = item.text("guid")
    if guid.startswith(("http://", "https://")) and guid != url:
        yield from _on_site(guid, url or known.url)


def _related(item: Item, url: str) -> Iterator[str]:
    """Addresses beside that of a post: under slugs that it had before, and of its further pages."""
    path = urlsplit(url).path if url else ""
    folder, _, name = path.rstrip("/").rpartition("/")
    if not name:
        return
    ending = path[len(path.rstrip("/")) :] or name[name.find(".") :] * ("." in name)
    for key, value in item.meta[:_MOST_FIELDS]:
        if key == "_wp_old_slug" and (old := _slug(value)):
            yield f"{folder}/{quote(old, safe=SAFE)}{ending}"
    if path.endswith("/"):
        pages = min(item.texts.get("content:encoded", "").count("<!--nextpage-->"), _MOST_PAGES)
        yield from (f"{path}{number}/" for number in range(2, pages + 2))


def _on_site(url: str, site: str) -> Iterator[str]:
    try:
        one, two = urlsplit(url), urlsplit(site)
    except ValueError:
        return
    if _host(one.netloc) == _host(two.netloc) and (one.path.strip("/") or one.query):
        yield f"{one.path or '/'}{'?' + one.query if one.query else ''}"


def _host(name: str) -> str:
    return name.lower().removeprefix("www.").partition(":")[0]


def authors_of(item: Item, known: Known, terms: Terms, mapped: dict[str, str]) -> tuple[str, ...]:
    """Who wrote a post: those in a field for it, else those of the plugin for several, else the account."""
    if "authors" in mapped and (found := fields.names(mapped["authors"], known)):
        return found
    if terms.authors:
        return terms.authors
    names = [known.authors.get(login, login) for login in item.authors[:20]]
    return tuple(dict.fromkeys(plain(without_address(name)) for name in names if name.strip()))


def terms_of(item: Item, known: Known, file: ExportFile) -> Terms:
    """The terms of a post, each once: WXR 1.0 has every one twice, once without its taxonomy."""
    found: dict[str, dict[str, str]] = {}  # names by slug, or by name if there is no slug
    for domain, slug, name in item.terms:
        taxonomy = _taxonomy(domain, item, found)
        if name and taxonomy not in lexicon.INTERNAL_TAXONOMIES:
            named = found.setdefault(taxonomy, {})
            if plain(name) not in named.values():
                named[slug_of(slug) or name] = plain(name)
    bare = list(found.pop("", {}).values())
    terms = Terms()
    categories = found.pop("category", {})
    tags = list(found.pop("post_tag", {}).values())
    if bare and not item.is_wordpress:
        terms.unsorted = len(bare) > 1
        tags += bare[1:]
        bare = bare[:1]
    known_names = {*categories.values(), *tags}
    categories |= {name: name for name in bare if name not in known_names}
    for taxonomy, named in found.items():
        values = tuple(named.values())
        if taxonomy in lexicon.LANGUAGE_TAXONOMIES:
            terms.language = _other_language(next(iter(named)))
        elif taxonomy in lexicon.SERIES_TAXONOMIES:
            terms.series = values[0]
        elif taxonomy in lexicon.AUTHOR_TAXONOMIES:
            terms.authors = tuple(dict.fromkeys(_coauthor(*one, known) for one in named.items()))
        else:
            terms.other += (taxonomy,)
            tags += values
    terms.tags = tuple(dict.fromkeys(tags))
    terms.categories = _with_parents(_best_first(categories, item, known), item, known)
    return terms


def _taxonomy(domain: str, item: Item, found: dict[str, dict[str, str]]) -> str:
    domain = domain.strip()
    if domain in lexicon.CATEGORY_TAXONOMIES:
        return "category"
    if domain in lexicon.TAG_TAXONOMIES:
        return "post_tag"
    return "" if "://" in domain else domain


def _coauthor(slug: str, name: str, known: Known) -> str:
    login = slug.removeprefix("cap-")
    return known.authors.get(login) or known.authors.get(name) or without_address(name)


def _other_language(code: str) -> str:
    code = code.strip().lower().removeprefix("pll_").replace("_", "-")
    return code if 2 <= len(code.partition("-")[0]) <= 3 and code.replace("-", "").isalpha() else ""


def _best_first(categories: dict[str, str], item: Item, known: Known) -> dict[str, str]:
    """Categories by slug, the main one first: that of a search plugin, else the one in the address."""
    if len(categories) < 2:
        return categories
    best = known.category_ids.get(fields.first(item.meta, lexicon.PRIMARY_CATEGORY_FIELDS), "")
    if best not in categories:
        parts = [slug_of(part) for part in item.text("link").split("/")[3:-1]]
        best = next((part for part in reversed(parts) if part in categories), "")
    return {best: categories[best], **categories} if best else categories


def _with_parents(categories: dict[str, str], item: Item, known: Known) -> tuple[str, ...]:
    """Names of categories with those above them, as WordPress lists a story in those, too.

    Those above come first, unless the address of the story has the category without them.
    """
    parts = [slug_of(part) for part in item.text("link").split("/")[3:-1]]
    names: dict[str, None] = {}
    for slug, name in categories.items():
        above: list[str] = []
        parent = known.parents.get(slug, "")
        is_alone = not names and slug in parts and parent not in parts
        while parent and parent in known.categories and len(above) < 10:
            above.append(known.categories[parent])
            parent = known.parents.get(parent, "")
        names |= dict.fromkeys([name, *above] if is_alone else [*reversed(above), name])
    return tuple(names)


def fault_notes(item: Item) -> Iterator[Note]:
    """What was repaired in an item."""
    for kind, message in item.faults.items():
        yield Note(kind, message, loses=kind in LOSSES)
