"""The pictures of a site: which file each name means, in which forms it is shown, and which can't be."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from hashlib import blake2b
from itertools import chain
from pathlib import Path, PurePosixPath

import msgspec

from newsgen.content import article, reader
from newsgen.content.allowlist import address_mistake, is_on_web, is_remote
from newsgen.content.body import Outline
from newsgen.content.images import DECODED, ImageInfo, ImageRefs, mentioned, no_picture
from newsgen.content.players import files_beside, media_type, missing
from newsgen.content.reader import LIST_FOLDERS
from newsgen.errors import Problem, joined, nearest
from newsgen.index.database import Database
from newsgen.index.names import folded
from newsgen.index.rows import FileRow, ImageRow, MediaRow, unpack_facts, unpack_named
from newsgen.pages.values import LinkPreview, Picture, Player, Source
from newsgen.urls import Urls, picture_files

_LISTS = tuple(LIST_FOLDERS.values())
RECIPE = "1"  # of how forms are made: another one gives other addresses
SOCIAL = (1200, 630)
SHAPES = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}  # as search engines want them
_SHAPE_WIDTH = 1200
_WIDTHS = (320, 720, 1280)
_SRC_WIDTH = 720  # of what a browser without `srcset` gets
_SMALLEST_SOCIAL = (600, 315)  # a smaller photo looks poor at 1200 × 630
_WELL_KNOWN = re.compile(r"(?:apple-touch-icon|favicon|icon-|android-chrome|mstile)[\w-]*\.\w+")  # by devices
_PICTURES = (*DECODED, "GIF")  # of which only those are published that something needs
_SMALL = f"image: smaller than {_SMALLEST_SOCIAL[0]} × {_SMALLEST_SOCIAL[1]} pixels, so links go without it"
_ABSENT = "image: the picture is not in content/, so this is shown without it"
_ABSENT_HINT = "copy it there, or correct the path; `newsgen check` names each"
_SMALL_HINT = "take one that is at least 1200 pixels wide"
_LOCATED = ("HEIC", "TIFF")  # they may tell where they were taken, and nothing here can take it out


class Media(msgspec.Struct, frozen=True):
    """A picture file: its path in `content/`, the hash of its bytes, and what is known of it."""

    id: int
    path: str
    digest: bytes
    facts: ImageInfo

    @property
    def is_social(self) -> bool:
        """Whether links can be shown with it."""
        return self.facts.scalable and not self.is_small

    @property
    def is_small(self) -> bool:
        """Whether it would look poor with a link."""
        facts, (width, height) = self.facts, _SMALLEST_SOCIAL
        return facts.scalable and (facts.width < width or facts.height < height)

    @property
    def widths(self) -> list[int]:
        """The widths in which it is offered, none larger than itself."""
        most = min(self.facts.width, _WIDTHS[-1])
        return [*(width for width in _WIDTHS if width < 0.9 * most), most]

    def forms(self, *, is_lead: bool) -> list[str]:
        """All forms that it is offered in; more if a page opens with it."""
        if not self.facts.scalable:
            return []
        forms = [f"{width}.{kind}" for width in self.widths for kind in ("avif", "jpg")]
        if is_lead and self.is_social:
            forms.append("social.jpg")
            forms += [f"{name}.jpg" for name in SHAPES if self.facts.width >= _SHAPE_WIDTH]
        return forms

    @property
    def key(self) -> str:
        """What stands in the addresses of its forms for its bytes."""
        return blake2b(self.digest, digest_size=5, key=RECIPE.encode()).hexdigest()


class ShownMedia(msgspec.Struct, frozen=True):
    """A picture that a page shows, and whether one opens with it."""

    media: Media
    is_lead: bool


class ShownPictures(msgspec.Struct, frozen=True):
    """The pictures of all pages that are shown, by path.

    `missing` are those that can't be shown, by the file that names one as its `image:`. `absent` are those
    named from the root of the site that are not in `content/`, as pictures of an imported site before they
    are downloaded. `previewed` are the ids, by path, of files whose pages links show with a photo.
    `unpublished` are files that are not published under their own names: originals that nothing links to,
    those that may tell where they were taken, and can't be cleaned of that, and those that nothing but a
    removed article names. `warnings` say so, that some are absent, and which are too small for links.
    """

    files: dict[str, ShownMedia]
    missing: dict[str, str]
    absent: dict[str, str]
    previewed: dict[str, int]
    unpublished: frozenset[str]
    warnings: tuple[Problem, ...]


class LinkPictures(msgspec.Struct, frozen=True):
    """How links to a page are shown, and the addresses of its picture in the shapes for search engines."""

    preview: LinkPreview | None = None
    shapes: tuple[str, ...] = ()


class _Roles(msgspec.Struct, frozen=True):
    """All picture files by path; what shown texts name, with path and id; and what removed ones name."""

    media: dict[str, Media]
    naming: list[tuple[str, int, ImageRefs]]
    hidden: frozenset[str]


def media_of(row: FileRow | ImageRow | MediaRow | None) -> Media | None:
    """The picture file of a row, or None if it is none."""
    if row is None or not row.media or row.images is None:
        return None
    return Media(row.id, row.path, row.digest, unpack_facts(row.images))


class Pictures:
    """Finds the pictures that files name, and their values."""

    def __init__(self, database: Database, urls: Urls) -> None:
        self.files = database.files
        self.urls = urls

    def find(self, src: str, owner: str) -> Media | None:
        """The picture file that a name in the file `owner` means."""
        return _first(src, owner, lambda path: media_of(self.files.at(path)))

    def value(self, named: article.Picture | None, owner: str) -> Picture | None:
        """The picture that the file `owner` names, or None where it can't be shown."""
        if named is None:
            return None
        if is_on_web(named.src):
            return Picture(named.src, named.alt, named.caption, named.credit)
        media = self.find(named.src, owner)
        return None if media is None or media.facts.wrong else self._value(media, named)

    def _value(self, media: Media, named: article.Picture) -> Picture:
        facts = media.facts
        words = (named.alt, named.caption, named.credit)
        if not facts.scalable:
            return Picture(self.urls.file(media.path), *words, facts.width, facts.height)
        chosen = next((width for width in media.widths if width >= _SRC_WIDTH), media.widths[-1])
        return Picture(
            self.form_url(media, f"{chosen}.jpg"),
            *words,
            chosen,
            max(1, round(chosen * facts.height / facts.width)),
            self._srcset(media, "jpg"),
            (Source("image/avif", self._srcset(media, "avif")),),
        )

    def _srcset(self, media: Media, kind: str) -> str:
        start = self.form_url(media, "")
        return ", ".join(f"{start}{width}.{kind} {width}w" for width in media.widths)

    def form_url(self, media: Media, form: str) -> str:
        """The address of a form of a picture; of the form "", what all start with."""
        return self.urls.variant(media.path, media.key, form)

    def in_text(self, outline: Outline, path: str) -> tuple[tuple[tuple[str, Picture], ...], list[Problem]]:
        """The pictures in the text of a file, by the names that are typed there; and what can't be shown.

        One from the root of the site that isn't in `content/` may be served from elsewhere. Those that no
        file can be were reported when the text was read.
        """
        pictures, problems = [], []
        for src in outline.pictures:
            value = self.value(article.Picture(src), path)
            if value and value.width:
                pictures.append((src, value))
            elif not value and not src.startswith("/") and not is_remote(src):
                problems.append(no_picture(path, src))
        return tuple(pictures), problems

    def players_in(self, outline: Outline, path: str) -> tuple[tuple[tuple[str, Player], ...], list[Problem]]:
        """The players in the text of a file, by the names that are typed there; and what isn't there."""
        players, problems = [], []
        for src in outline.players:
            file = next(filter(self.files.has_media, picture_files(path, src)), "")
            if file:
                players.append((src, self._player(file)))
            else:
                problems.append(missing(path, src))
        return tuple(players), problems

    def _player(self, file: str) -> Player:
        captions, *posters = files_beside(file)
        type_ = media_type(file)
        found = (media_of(self.files.at(poster)) for poster in posters)
        poster = next((media for media in found if media and not media.facts.wrong), None)
        return Player(
            kind=type_.partition("/")[0],
            type=type_,
            src=self.urls.file(file),
            poster=self._value(poster, article.Picture(""))
            if poster and type_.startswith("video/")
            else None,
            captions=self.urls.file(captions) if self.files.has_media(captions) else "",
            size=row.size if (row := self.files.at(file)) else 0,
        )

    def preview(self, named: article.Picture | None, owner: str) -> LinkPictures:
        """How links to a page are shown that opens with this picture."""
        if named is None:
            return LinkPictures()
        if is_on_web(named.src):
            return LinkPictures(LinkPreview(named.src, named.alt), (named.src,))
        media = self.find(named.src, owner)
        if media is None or not media.is_social:
            return LinkPictures()
        social = self.form_url(media, "social.jpg")
        shapes = tuple(self.form_url(media, f"{name}.jpg") for name in SHAPES)
        is_wide = media.facts.width >= _SHAPE_WIDTH
        return LinkPictures(LinkPreview(social, named.alt, *SOCIAL), shapes if is_wide else (social,))

    def shown(self, documents: Iterable[str], mentions: Iterable[str] | None) -> ShownPictures:
        """The pictures of all pages that are shown, those of static pages and lists by their paths.

        `mentions` are what else may link to originals; None publishes them all.
        """
        roles = self._by_role(set(documents))
        media = roles.media
        in_texts = (mention for _, _, named in roles.naming for mention in named.mentions)
        files: dict[str, ShownMedia] = {}
        missing: dict[str, str] = {}
        absent: dict[str, str] = {}
        previewed: dict[str, int] = {}
        flaws: list[Problem] = []
        for owner, id_, named in roles.naming:
            for src in named.every:
                is_image = src == named.image
                is_lead = is_image and not owner.startswith(_LISTS)
                found = _first(src, owner, media.get)
                if found and not found.facts.wrong:
                    before = files.get(found.path)
                    files[found.path] = ShownMedia(found, is_lead or bool(before and before.is_lead))
                elif is_image and found is None and src.startswith("/") and not is_on_web(src):
                    absent[owner] = src
                    flaws.append(Problem(owner, 0, 0, _ABSENT, _ABSENT_HINT, src, kind="absent image"))
                elif is_image and not is_on_web(src):
                    missing[owner] = src
                if is_lead and found and found.is_small:
                    flaws.append(Problem(owner, 0, 0, _SMALL, _SMALL_HINT, src, kind="small image"))
                if (
                    is_lead
                    and (found is None or found.is_social)
                    and not (owner in missing or owner in absent)
                ):
                    previewed[owner] = id_
        located = [one for one in media.values() if one.facts.kind in _LOCATED]
        unlinked = [] if mentions is None else _unlinked(media.values(), files, chain(mentions, in_texts))
        unpublished = {one.path for one in (*located, *unlinked)} | (roles.hidden - files.keys())
        warnings = (*map(_unpublished, located), *joined(flaws))  # joined here: to find a place is to read
        return ShownPictures(files, missing, absent, previewed, frozenset(unpublished), warnings)

    def _by_role(self, documents: set[str]) -> _Roles:
        """All picture files by path, and what texts name, with their path and id, in order."""
        media, naming, hiding = {}, [], []
        for row in self.files.images():
            if found := media_of(row):
                media[row.path] = found
            elif row.shown or row.path in documents:
                naming.append((row.path, row.id, unpack_named(row.images)))
            elif (named := unpack_named(row.images)).hides:
                hiding += [(src, row.path) for src in named.every]
        found_hidden = (_first(src, owner, media.get) for src, owner in hiding)
        return _Roles(media, sorted(naming), frozenset(found.path for found in found_hidden if found))

    def problems(self, named: Mapping[str, str], content: Path) -> list[Problem]:
        """What is wrong with each `image:`, given by the file that names it, with its place."""
        return [self._problem(content, owner, src) for owner, src in named.items()]

    def _problem(self, content: Path, owner: str, src: str) -> Problem:
        place = _place(content / owner, owner)
        if mistake := address_mistake(src):
            return Problem(owner, *place, f"image: {mistake.message}", mistake.hint, src)
        media = self.find(src, owner)
        if media:
            return Problem(owner, *place, f"image: `{src}` {media.facts.wrong}", media.facts.hint, src)
        if any(self.files.at(path) for path in picture_files(owner, src)):
            hint = "use JPEG, PNG, WebP, AVIF, GIF or SVG"
            return Problem(owner, *place, f"image: `{src}` is not a picture", hint, src)
        every = sorted(row.path for row in self.files.images() if row.media)
        meant = {folded(path) for path in picture_files(owner, src)}
        if spelled := next((path for path in every if folded(path) in meant), ""):
            hint = f"write `{spelled}`: small letters and capitals are not the same"
            return Problem(owner, *place, f"image: there is no picture `{src}`", hint, src)
        name = PurePosixPath(src).name
        elsewhere = [path for path in every if PurePosixPath(path).name == name]
        hint = f"did you mean `{elsewhere[0]}`?" if elsewhere else nearest(src, every)
        hint = hint or "paths are from this file's folder, or from content/"
        return Problem(owner, *place, f"image: there is no picture `{src}`", hint, src)


def _unlinked(media: Iterable[Media], shown: Container[str], mentions: Iterable[str]) -> list[Media]:
    """The pictures that no page shows as they are, and to which nothing links."""
    pictures = [one for one in media if one.facts.kind in _PICTURES and not _WELL_KNOWN.fullmatch(one.path)]
    unshown = [one for one in pictures if one.facts.scalable or one.path not in shown]
    linked = set(mentioned(mentions, {PurePosixPath(one.path).name for one in unshown}))
    return [one for one in unshown if PurePosixPath(one.path).name not in linked]


def _unpublished(media: Media) -> Problem:
    message = f"{media.facts.kind} may tell where it was taken, and is not published"
    return Problem(media.path, 0, 0, message, media.facts.hint)


def _first(src: str, owner: str, find: Callable[[str], Media | None]) -> Media | None:
    return next((media for path in picture_files(owner, src) if (media := find(path))), None)


def is_cleaned(media: Media | None) -> bool:
    """Whether a file is published cleaned of what it tells of its maker, rather than copied."""
    return media is not None and (not media.facts.kind or media.facts.kind in DECODED)


def _place(file: Path, path: str) -> tuple[int, int]:
    try:
        return reader.image_place(path, file.read_bytes())
    except OSError:
        return 0, 0
