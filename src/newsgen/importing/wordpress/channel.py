"""Read what stands before the items: the site, its authors and its terms."""

import re

import msgspec

from newsgen.importing.wordpress.dates import feed_date, moment
from newsgen.importing.wordpress.items import FieldReader, Namespaces, decoded
from newsgen.importing.wordpress.plain import plain, slug_of

_XMLNS = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_USUAL = (  # part of the name of a namespace, and its usual prefix
    ("/excerpt/", "excerpt"), ("wordpress.org/export/", "wp"), ("rss/1.0/modules/content", "content"),
    ("purl.org/dc/elements", "dc"), ("search.yahoo.com/mrss", "media"), ("itunes.com/dtds", "itunes"),
    ("1999/02/22-rdf-syntax-ns", "rdf"),
)  # fmt: skip


class Author(msgspec.Struct, frozen=True):
    """Somebody with an account; `name` is shown to readers."""

    login: str
    name: str
    id: int = 0


class Term(msgspec.Struct, frozen=True):
    """A category, tag or another term; `parent` is the slug of the one above it."""

    taxonomy: str
    slug: str
    name: str
    id: int = 0
    parent: str = ""
    text: str = ""


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of its site. `exported` sorts exports by age."""

    title: str = ""
    tagline: str = ""
    url: str = ""
    language: str = ""
    version: str = ""
    exported: str = ""
    authors: tuple[Author, ...] = ()
    terms: tuple[Term, ...] = ()
    faults: dict[str, str] = {}


def namespaces(head: bytes) -> Namespaces:
    """The prefixes and the encoding that a document declares."""
    prefixes = {}
    for prefix, uri in _XMLNS.findall(head[:1_000_000]):
        name = uri.decode("ascii", "replace")
        usual = next((usual for part, usual in _USUAL if part in name), "")
        if usual and usual != prefix.decode("ascii", "replace"):
            prefixes[prefix.decode("ascii", "replace")] = usual
    found = _ENCODING.search(head[:1_000_000])
    return Namespaces(prefixes, found[1].decode().lower() if found else "")


def read_channel(head: bytes, names: Namespaces) -> Channel:
    """What stands in the channel before its first item; every term once, though WXR 1.0 lists it twice."""
    faults: dict[str, str] = {}
    own: dict[str, str] = {}
    authors: list[dict[str, str]] = []
    terms: list[tuple[str, dict[str, str]]] = []
    place = own
    # What comes before the first tag of the document, such as warnings of PHP, is no part of it.
    starts = [at for mark in (b"<channel", b"<feed", b"<rdf:RDF") if (at := head.find(mark)) >= 0]
    text = decoded(head[min(starts, default=0) :], names, faults)
    for name, attributes, value in FieldReader(text, names.prefixes, faults).fields():
        if name in ("wp:author", "wp:category", "wp:tag", "wp:term"):
            place = {}
            if name == "wp:author":
                authors.append(place)
            else:
                terms.append((name, place))
        elif name == "image":
            place = {}
        elif name == "link" and "href" in attributes and not _is_home(attributes):
            continue
        else:
            place = own if not name.startswith("wp:") or name.startswith("wp:base_") else place
            text = value.strip() or (_href(attributes) if name == "link" else "")
            place.setdefault(name, " ".join(text.split()) if "description" not in name else text)
    found = {author.login: author for author in map(_author, authors) if author.login}
    listed = {(term.taxonomy, term.slug): term for term in (_term(*one) for one in terms) if term.name}
    return Channel(
        title=plain(own.get("title", "")),
        tagline=plain(own.get("description", "") or own.get("subtitle", "")),
        url=_site(own),
        language=own.get("language", ""),
        version=own.get("wp:wxr_version", ""),
        exported=_exported(own),
        authors=tuple(found.values()),
        terms=tuple(listed.values()),
        faults=faults,
    )


def _is_home(attributes: str) -> bool:
    return 'rel="self"' not in attributes and ("rel=" not in attributes or "alternate" in attributes)


def _href(attributes: str) -> str:
    found = re.search(r"""href\s*=\s*["']([^"']*)["']""", attributes)
    return found[1] if found else ""


def _exported(own: dict[str, str]) -> str:
    at = feed_date(own.get("pubDate", "") or own.get("lastBuildDate", "")) or moment(own.get("updated", ""))
    return f"{at.timestamp():015.0f}" if at and at.tzinfo else ""


def _site(own: dict[str, str]) -> str:
    for name in ("wp:base_blog_url", "link", "wp:base_site_url"):
        if (url := own.get(name, "").strip()).startswith(("http://", "https://")):
            return url.rstrip("/") + "/"
    return ""


def _author(fields: dict[str, str]) -> Author:
    login = fields.get("wp:author_login", "").strip()
    first, last = fields.get("wp:author_first_name", ""), fields.get("wp:author_last_name", "")
    name = plain(fields.get("wp:author_display_name", ""))
    whole = plain(f"{first} {last}")
    if not name or (name == login and whole) or "@" in name:
        name = whole or name or login
    return Author(login, without_address(name), _number(fields.get("wp:author_id", "")))


def without_address(name: str) -> str:
    """A name; of an e-mail address that stands for one, what is before its `@`."""
    return name.partition("@")[0].strip() if "@" in name.strip("@") else name


def _term(kind: str, fields: dict[str, str]) -> Term:
    number = _number(fields.get("wp:term_id", ""))
    if kind == "wp:category":
        slug, name = fields.get("wp:category_nicename", ""), fields.get("wp:cat_name", "")
        parent, text = fields.get("wp:category_parent", ""), fields.get("wp:category_description", "")
        return Term("category", slug_of(slug), plain(name), number, slug_of(parent), text.strip())
    if kind == "wp:tag":
        slug, name = fields.get("wp:tag_slug", ""), fields.get("wp:tag_name", "")
        return Term("post_tag", slug_of(slug), plain(name), number, "", fields.get("wp:tag_description", ""))
    name, parent = fields.get("wp:term_name", ""), slug_of(fields.get("wp:term_parent", ""))
    text = fields.get("wp:term_description", "").strip()
    slug, taxonomy = slug_of(fields.get("wp:term_slug", "")), fields.get("wp:term_taxonomy", "").strip()
    return Term("post_tag" if taxonomy == "tag" else taxonomy, slug, plain(name), number, parent, text)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
