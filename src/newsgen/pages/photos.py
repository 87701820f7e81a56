"""Pictures as pages have them: which are shown, in which forms, at which addresses, and which can't be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from newsgen.content import article, frontmatter, reader
from newsgen.content.body import Outline
from newsgen.content.images import DECODED, Facts
from newsgen.content.reader import AUTHORS, PAGES
from newsgen.errors import ContentError, Problem, nearest
from newsgen.index.rows import FileRow, unpack_facts, unpack_named
from newsgen.pages.pictures import Picture, Preview, Source
from newsgen.pages.values import Page, PhotoPage
from newsgen.urls import linked_file

if TYPE_CHECKING:
    from newsgen.pages.edition import Edition

RECIPE = "1"  # of how forms are made: another one gives other addresses
SOCIAL = (1200, 630)
SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}  # as search engines want them
_SHAPE_WIDTH = 1200
_WIDTHS = (320, 720, 1280)
_SRC = 720  # what a browser without `srcset` gets
_LEAST_SOCIAL = (600, 315)  # a smaller photo looks poor at 1200 × 630
_FORM = re.compile(r"(.+)\.([0-9a-f]{10})\.(\w+\.(?:avif|jpg))", re.DOTALL)
_REMOTE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_LOCATED = ("HEIC", "TIFF")  # they may tell where they were taken, and nothing here can take it out


class Media(msgspec.Struct, frozen=True):
    """A picture file: its path in `content/`, the hash of its bytes, and what is known of it."""

    path: str
    digest: bytes
    facts: Facts
    id: int


class Shown(msgspec.Struct, frozen=True):
    """The pictures of all pages that are shown: each file, and whether a page opens with it.

    `wrong` are those that can't be shown, by the file that names one as its `image:`; `previewed` are
    the files of those pages that links show with a photo, with their ids. `secret` are files that may
    tell where they were taken, and can't be cleaned of that: they are not published.
    """

    files: dict[str, tuple[Media, bool]]
    wrong: dict[str, str]
    previewed: dict[str, int]
    secret: frozenset[str]


Lookup = Callable[[str], Media | None]


def _media(row: FileRow | None) -> Media | None:
    if row is None or row.kept is not None or row.facts is None:
        return None
    return Media(row.path, row.digest, unpack_facts(row.facts), row.id)


def _resolve(src: str, owner: str, lookup: Lookup) -> Media | None:
    """The file that a picture's name in the file `owner` means: beside it, or from `content/`."""
    plain = unquote(re.split("[?#]", src, maxsplit=1)[0])
    for path in dict.fromkeys((linked_file(owner, plain), linked_file("", plain))):
        if path and (found := lookup(path)):
            return found
    return None


def shown(edition: Edition) -> Shown:
    """All pictures that pages show."""
    standing = {record.path for folder in (PAGES, AUTHORS) for record in edition.standing(folder)}
    media: dict[str, Media] = {}
    naming = []
    for path, digest, is_media, facts, id_, is_article in edition.store.facts():
        if is_media:
            media[path] = Media(path, digest, unpack_facts(facts), id_)
        elif is_article or path in standing:
            naming.append((path, id_, unpack_named(facts)))
    files: dict[str, tuple[Media, bool]] = {}
    wrong: dict[str, str] = {}
    previewed = {}
    for owner, id_, named in sorted(naming):
        for src in filter(None, (named.image, *named.inside)):
            leads = src == named.image and not owner.startswith(AUTHORS)
            found = None if _REMOTE.match(src) else _resolve(src, owner, media.get)
            if found and not found.facts.wrong:
                before = files.get(found.path)
                files[found.path] = (found, leads or bool(before and before[1]))
            elif src == named.image and not _REMOTE.match(src):
                wrong[owner] = src
            if leads and (found is None or _is_social(found.facts)) and owner not in wrong:
                previewed[owner] = id_
    return Shown(files, wrong, previewed, _secret(edition, media))


# values


def picture(edition: Edition, named: article.Picture | None, owner: str) -> Picture | None:
    """The picture that the file `owner` names, or None where it can't be shown (`problems` says why)."""
    if named is None:
        return None
    if _REMOTE.match(named.src):
        return Picture(named.src, named.alt, named.caption, named.credit)
    media = _resolve(named.src, owner, lambda path: _media(edition.store.file(path)))
    if media is None or media.facts.wrong:
        return None
    return _sized(edition, media, named)


def _sized(edition: Edition, media: Media, named: article.Picture) -> Picture:
    facts = media.facts
    words = (named.alt, named.caption, named.credit)
    if not facts.scalable:
        return Picture(edition.urls.file(media.path), *words, facts.width, facts.height)
    sizes = widths(facts)
    chosen = next((width for width in sizes if width >= _SRC), sizes[-1])
    return Picture(
        address(edition, media, f"{chosen}.jpg"),
        *words,
        chosen,
        max(1, round(chosen * facts.height / facts.width)),
        _srcset(edition, media, "jpg"),
        (Source("image/avif", _srcset(edition, media, "avif")),),
    )


def _srcset(edition: Edition, media: Media, kind: str) -> str:
    start = address(edition, media, "")
    return ", ".join(f"{start}{width}.{kind} {width}w" for width in widths(media.facts))


def inside(edition: Edition, outline: Outline, path: str) -> tuple[tuple[str, Picture], ...]:
    """The pictures in the text of a file, by the names that are typed there.

    One from the root of the site that isn't in `content/` may be served from elsewhere.
    """
    found = []
    for src in outline.pictures:
        value = picture(edition, article.Picture(src), path)
        if value and value.width:
            found.append((src, value))
        elif not value and not src.startswith("/"):
            edition.warn(path, f"there is no picture `{src}` that can be shown", "check its path")
    return tuple(found)


def photo_preview(
    edition: Edition, named: article.Picture | None, owner: str
) -> tuple[Preview | None, tuple[str, ...]]:
    """How links to a page that opens with this picture are shown, and its shapes for search engines."""
    if named is None:
        return None, ()
    if _REMOTE.match(named.src):
        return Preview(named.src, named.alt), (named.src,)
    media = _resolve(named.src, owner, lambda path: _media(edition.store.file(path)))
    if media is None or not _is_social(media.facts):
        return None, ()
    social = address(edition, media, "social.jpg")
    shapes = tuple(address(edition, media, f"{name}.jpg") for name in SHAPES)
    wide = media.facts.width >= _SHAPE_WIDTH
    return Preview(social, named.alt, *SOCIAL), shapes if wide else (social,)


# forms and addresses


def widths(facts: Facts) -> list[int]:
    """The widths in which a picture is offered, none larger than itself."""
    most = min(facts.width, _WIDTHS[-1])
    return [*(width for width in _WIDTHS if width < 0.9 * most), most]


def _is_social(facts: Facts) -> bool:
    return facts.scalable and facts.width >= _LEAST_SOCIAL[0] and facts.height >= _LEAST_SOCIAL[1]


def forms(facts: Facts, opens: bool) -> list[str]:
    """All forms of a picture; more if a page `opens` with it."""
    if not facts.scalable:
        return []
    found = [f"{width}.{kind}" for width in widths(facts) for kind in ("avif", "jpg")]
    if opens and _is_social(facts):
        found.append("social.jpg")
        found += [f"{name}.jpg" for name in SHAPES if facts.width >= _SHAPE_WIDTH]
    return found


def _key(digest: bytes) -> str:
    return blake2b(digest, digest_size=5, key=RECIPE.encode()).hexdigest()


def address(edition: Edition, media: Media, form: str) -> str:
    """Where a form of a picture is; of the form "", what all start with. Another photo has others."""
    return edition.urls.file(f"{media.path}.{_key(media.digest)}.{form}")


def keyed(edition: Edition) -> Iterator[tuple[int, int, bytes]]:
    """File, number of the form and digest of every form."""
    for media, opens in edition.photos.files.values():
        for number in range(len(forms(media.facts, opens))):
            yield media.id, number, media.digest


def numbered(edition: Edition, file: int, number: int) -> tuple[Media, str]:
    """The picture of a file, and its form of a number."""
    media = _media(edition.store.file_numbered(file))
    assert media is not None
    return media, forms(media.facts, True)[number]


def form_page(edition: Edition, file: int, number: int) -> PhotoPage:
    media, form = numbered(edition, file, number)
    return _page(address(edition, media, form), media, form)


def _page(url: str, media: Media, form: str) -> PhotoPage:
    return PhotoPage(url=url, title=media.path, path=media.path, digest=media.digest.hex(), form=form)


def find(edition: Edition, url: str, path: str) -> Page | None:
    """A form of a picture at an address, or None."""
    found = _FORM.fullmatch(path)
    if not found or found[1] not in edition.photos.files:
        return None
    media, opens = edition.photos.files[found[1]]
    if found[2] != _key(media.digest) or found[3] not in forms(media.facts, opens):
        return None
    return _page(url, media, found[3])


def original(row: FileRow, url: str) -> Page | None:
    """A picture file itself, without what it tells of its maker, or None for one of another kind."""
    media = _media(row)
    if media is None or (media.facts.kind and media.facts.kind not in DECODED):
        return None
    return PhotoPage(url=url, title=row.path, path=row.path, digest=row.digest.hex(), form="original")


def _secret(edition: Edition, media: dict[str, Media]) -> frozenset[str]:
    found = {path: one.facts for path, one in media.items() if one.facts.kind in _LOCATED}
    for path, facts in found.items():
        edition.warn(path, f"{facts.kind} may tell where it was taken, and is not published", facts.hint)
    return frozenset(found)


# problems


def problems(edition: Edition, content: Path) -> list[Problem]:
    """Each `image:` of a page that can't be shown, with the place where it stands."""
    return [_problem(edition, content, owner, src) for owner, src in edition.photos.wrong.items()]


def _problem(edition: Edition, content: Path, owner: str, src: str) -> Problem:
    place = _place(content / owner, owner)
    media = _resolve(src, owner, lambda path: _media(edition.store.file(path)))
    if media:
        return Problem(owner, *place, f"image: `{src}` {media.facts.wrong}", media.facts.hint)
    row = _resolve_any(edition, src, owner)
    if row:
        hint = "use JPEG, PNG, WebP, AVIF, GIF or SVG"
        return Problem(owner, *place, f"image: `{src}` is not a picture", hint)
    every = sorted(row[0] for row in edition.store.facts() if row[2])
    name = PurePosixPath(src).name
    elsewhere = [path for path in every if PurePosixPath(path).name == name]
    hint = f"did you mean `{elsewhere[0]}`?" if elsewhere else nearest(src, every)
    hint = hint or "paths are from this file's folder, or from content/"
    return Problem(owner, *place, f"image: there is no picture `{src}`", hint)


def _resolve_any(edition: Edition, src: str, owner: str) -> FileRow | None:
    plain = unquote(src)
    rows = (edition.store.file(path) for path in (linked_file(owner, plain), linked_file("", plain)) if path)
    return next((row for row in rows if row), None)


def _place(file: Path, path: str) -> tuple[int, int]:
    """Line and column of the picture's key, or zeros where they can't be told."""
    try:
        fields = frontmatter.split(path, reader.decode(path, file.read_bytes())).fields
    except (ContentError, OSError):
        return 0, 0
    field = fields.get("image") or fields.get("gambar")
    return (field.key_line or field.line, 1 if field.key_line else field.column) if field else (0, 0)
