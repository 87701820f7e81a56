"""Bring files of the old site to their old paths below `content/`, or list what has to be downloaded."""

import filecmp
import heapq
import os
import re
import shutil
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from posixpath import splitext
from shlex import quote as shell_quote
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import msgspec

from newsgen.content import reader
from newsgen.importing.story import LeftOut, Media
from newsgen.importing.uploads import Uploads

ARIA2, WGET = "media.aria2.txt", "media.wget.txt"
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}$", re.ASCII)
_SCALED = ("-scaled", "-rotated")
_PHOTON = re.compile(r"i\d\.wp\.com", re.ASCII)  # it resizes pictures of other sites: /lama.example/foto.jpg
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\\]")
_SAFE = "/%:@!$&'()*+,;=~"
_LONGEST_NAME, _LONGEST_PATH = 255, 1000  # bytes, as file systems have it
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_PROGRAMS = re.compile(r"\.(?:php\d?|phtml|phar|cgi|pl|py|rb|aspx?|jspx?|m?js|exe|sh|bat)$", re.IGNORECASE)
_MADE = ("sitemap.xml", "feed.xml", "feed.json", "robots.txt")
_THEME = re.compile(r"assets/[\w-]+\.[0-9a-f]{10}\.\w+", re.ASCII)  # of a site that newsgen made
_DRAWN = "social.jpg"  # of the site, and of each section
_CHUNK = 200_000  # lines that are sorted in memory
_PART = ".newsgen-part"  # of a file that is being copied


class RefusedError(Exception):
    """A file of the old site has no place in `content/`: `kind` is the same for all of one reason."""

    def __init__(self, kind: str, reason: str) -> None:
        self.kind = kind
        super().__init__(reason)


class File(msgspec.Struct, frozen=True):
    """A file of the old site: the address to download it from, and its path from `content/`."""

    url: str
    path: str


class MediaFolders(msgspec.Struct, frozen=True, kw_only=True):
    """Where files go: `content` is a folder of `project`. `workspace` is an empty one for the time being."""

    project: Path
    content: Path
    workspace: Path


class MediaResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files of the old site: `found` is the sum of the other counts and those `left`.

    `commands` download what is missing, one or the other, in the project's folder.
    """

    found: int = 0
    copied: int = 0
    there: int = 0
    missing: int = 0
    left: tuple[LeftOut, ...] = ()
    commands: tuple[str, ...] = ()


class Originals:
    """Where the files of an old site belong. It can be pickled, and is small for a million of files.

    `site` is the old address of the site; what is below its path keeps the rest of its path. `media` are the
    files that the old site says that it has.
    """

    def __init__(self, site: str, media: Iterable[Media] = (), uploads: Uploads | None = None) -> None:
        self.site = site
        self.uploads = uploads
        self._below = _decoded(urlsplit(site).path).strip("/")
        self._known = array("Q", sorted({*self._hashes(media)}))

    def _hashes(self, media: Iterable[Media]) -> Iterator[int]:
        for one in media:
            try:
                yield _hash(self._file(one.url).path)
            except RefusedError:
                continue

    def file(self, url: str) -> File:
        """The file for an old full address; for a resized picture its original, where there is one.

        Raises:
            RefusedError: it has no place in `content/`.
        """
        found = self._file(url)
        if self._knows(found.path):
            return found
        for name in _originals(found.path):
            if self._knows(name) or (self.uploads and self.uploads.find(name)):
                stem, ending = found.url.rpartition("/")[0], quote(name.rpartition("/")[2])
                return File(f"{stem}/{ending}", name)
        return found

    def address(self, url: str) -> str:
        """The address to write for an old full address, from the root of the site, percent-encoded.

        Raises:
            RefusedError: it has no place in `content/`.
        """
        return "/" + quote(self.file(url).path)

    def _knows(self, path: str) -> bool:
        wanted = _hash(path)
        at = bisect_left(self._known, wanted)
        return at < len(self._known) and self._known[at] == wanted

    def _file(self, url: str) -> File:
        parts = _split(url)
        host, path = parts.netloc.rpartition("@")[2], parts.path
        if _PHOTON.fullmatch(host) and "." in path.lstrip("/").partition("/")[0]:
            host, _, path = path.lstrip("/").partition("/")
        if not _HOST.fullmatch(host):
            raise RefusedError("file-address", "its address is not one of the web")
        decoded = "/".join(part for part in _decoded(path).split("/") if part not in ("", "."))
        if decoded.startswith(f"{self._below}/"):
            decoded = decoded[len(self._below) + 1 :]
        _check(decoded, is_folder=path.endswith("/"))
        return File(f"{parts.scheme}://{host}/{quote(path.lstrip('/'), safe=_SAFE)}", decoded)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url.strip())
        url.encode()
    except ValueError:
        raise RefusedError("file-address", "its address is none") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedError("file-address", "its address is not one of the web")
    return parts


def _decoded(path: str) -> str:
    data = unquote_to_bytes(path)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _check(path: str, *, is_folder: bool) -> None:
    """See that a file can stand at a path from `content/`, and be no more there than a file.

    Raises:
        RefusedError: it can't.
    """
    segments = path.split("/")
    if is_folder or not path:
        raise RefusedError("file-address", "its address names no file")
    if ".." in segments or _CONTROL.search(path):
        raise RefusedError("file-name", "its name could lead out of content/, or can't be written")
    if any(part.startswith((".", "#")) or part != part.strip() or part.endswith(".") for part in segments):
        raise RefusedError("file-name", "its name is hidden, or one that some computers can't have")
    if len(path.encode()) > _LONGEST_PATH or any(len(part.encode()) > _LONGEST_NAME for part in segments):
        raise RefusedError("file-name", "its name is too long")
    if reader.is_article_file(path) or path.lower().endswith(_PAGES):
        raise RefusedError("file-text", "newsgen would take it for an article or a page")
    if _PROGRAMS.search(path):
        raise RefusedError("file-program", "it is a program")
    is_drawn = segments[-1].lower() == _DRAWN and "uploads" not in segments
    if path.lower() in _MADE or is_drawn or _THEME.fullmatch(path):
        raise RefusedError("file-made", "newsgen makes a file of this name itself")


def _originals(path: str) -> Iterator[str]:
    """The names under which the original of a resized picture may be there."""
    stem, ending = splitext(path)
    for resized in (_SIZE.sub("", stem), *(stem.removesuffix(end) for end in _SCALED)):
        if resized != stem and not resized.endswith("/"):
            yield resized + ending
            yield from (f"{resized}{end}{ending}" for end in _SCALED if f"{resized}{end}" != stem)


def _hash(path: str) -> int:
    return int.from_bytes(blake2b(path.encode(), digest_size=8).digest())


# bring them


def bring(
    urls: Iterable[str],
    originals: Originals,
    folders: MediaFolders,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    *,
    dry_run: bool = False,
) -> MediaResult:
    """Copy the files of these old addresses to where they belong, and list what has to be downloaded.

    The lists are written beside `newsgen.yaml`, and taken away if nothing is missing. No file is overwritten.

    Raises:
        OSError: a file can't be written.
    """
    left: dict[str, LeftOut] = {}
    files, number = _sorted(_lines(urls, originals, left), folders.workspace)
    task = _Bringing(originals.uploads, folders, left, dry_run=dry_run)
    wget = _Wget(originals.site)
    with _Lists(folders, dry_run=dry_run) as lists:
        for done, file in enumerate(_files(files)):
            if done % 1000 == 0:
                progress("Files", done, number)
            if task.is_missing(file):
                lists.add(file, wget.takes(file))
    return MediaResult(
        found=task.copied + task.there + lists.missing + len(left),
        copied=task.copied,
        there=task.there,
        missing=lists.missing,
        left=tuple(left[url] for url in sorted(left)),
        commands=tuple(_commands(folders, wget, lists)),
    )


def _lines(urls: Iterable[str], originals: Originals, left: dict[str, LeftOut]) -> Iterator[str]:
    """A line for each file, by whose order the files of one path stand together, https: first."""
    for url in urls:
        try:
            file = originals.file(url)
        except RefusedError as error:
            left[url] = _left(url, error)
        else:
            yield f"{file.path}\t{not file.url.startswith('https:'):d}\t{file.url}\n"


def _left(url: str, error: RefusedError) -> LeftOut:
    return LeftOut(place=url, kind=error.kind, reason=str(error), url=url, loses=True)


def _files(lines: Iterable[str]) -> Iterator[File]:
    last = None
    for line in lines:
        path, _, url = line.rstrip("\n").split("\t")
        if path != last:
            yield File(url, path)
        last = path


def _sorted(lines: Iterator[str], workspace: Path) -> tuple[Iterator[str], int]:
    """The lines in order, of which few are in memory at a time, and how many there are."""
    parts: list[Path] = []
    number = 0
    while chunk := sorted(islice(lines, _CHUNK)):
        number += len(chunk)
        if len(chunk) < _CHUNK and not parts:
            return iter(chunk), number
        part = workspace / f"media-{len(parts)}"
        part.write_text("".join(chunk), "utf-8", newline="\n")
        parts.append(part)
    return heapq.merge(*map(_read_lines, parts)), number


def _read_lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8", newline="\n") as stream:
        yield from stream
    file.unlink()


class _Bringing:
    """Copies files, and counts what it does."""

    def __init__(
        self, uploads: Uploads | None, folders: MediaFolders, left: dict[str, LeftOut], *, dry_run: bool
    ) -> None:
        self.copied = 0
        self.there = 0
        self._uploads = uploads
        self._content = os.fspath(folders.content)
        self._top = os.path.realpath(folders.content)
        self._left = left
        self._is_dry = dry_run
        self._checked = ""  # the folder of the file before

    def is_missing(self, file: File) -> bool:
        """Whether a file has to be downloaded, since it is neither there nor among the uploads."""
        try:
            return not (self._is_there(file) or self._is_copied(file))
        except RefusedError as error:
            self._left[file.url] = _left(file.url, error)
            return False

    def _is_there(self, file: File) -> bool:
        target = f"{self._content}/{file.path}"
        if not os.path.lexists(target):
            return False
        if not Path(target).is_file():
            raise RefusedError("file-differs", "something that is no file has its name in content/")
        if os.path.lexists(f"{target}.aria2"):  # which aria2c keeps until the download is whole
            return False
        source = self._uploads.find(file.path) if self._uploads else None
        if source and not filecmp.cmp(source, target):
            raise RefusedError("file-differs", "another file has its name in content/")
        self.there += 1
        return True

    def _is_copied(self, file: File) -> bool:
        source = self._uploads.find(file.path) if self._uploads else None
        self._check_folder(f"{self._content}/{file.path}".rpartition("/")[0])
        if source is None:
            return False
        if not self._is_dry:
            target = Path(self._content, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.parent / _PART
            shutil.copyfile(source, part)
            status = source.stat()
            os.utime(part, ns=(status.st_atime_ns, status.st_mtime_ns))
            part.replace(target)
        self.copied += 1
        return True

    def _check_folder(self, folder: str) -> None:
        """See that a folder is, or can be made, inside `content/`."""
        if folder == self._checked:
            return
        self._checked = folder
        while folder != self._content and not os.path.lexists(folder):
            folder = folder.rpartition("/")[0]
        if folder != self._content and not Path(folder).is_dir():
            self._checked = ""
            raise RefusedError("file-differs", "a file has the name of its folder in content/")
        if os.path.commonpath((self._top, os.path.realpath(folder))) != self._top:
            self._checked = ""
            raise RefusedError("file-name", "its folder in content/ is a link that leads out of it")


# what is missing


class _Lists:
    """The lists of what is to be downloaded, for aria2c and wget."""

    def __init__(self, folders: MediaFolders, *, dry_run: bool) -> None:
        self.missing = 0
        self.for_wget = 0
        self._folder = _from_project(folders)
        self._is_dry = dry_run
        self._places = [(folders.project / name, folders.workspace / name) for name in (ARIA2, WGET)]

    def __enter__(self) -> "_Lists":
        opened = [part.open("w", encoding="utf-8", newline="\n") for _, part in self._places]
        self._aria2, self._wget = opened
        return self

    def add(self, file: File, is_for_wget: bool) -> None:
        folder, _, name = f"{self._folder}/{file.path}".rpartition("/")
        self.missing += 1
        self._aria2.write(f"{file.url}\n  dir={folder}\n  out={name}\n")
        if is_for_wget:
            self.for_wget += 1
            self._wget.write(f"{file.url}\n")

    def __exit__(self, kind: type[BaseException] | None, *others: object) -> None:
        self._aria2.close()
        self._wget.close()
        for (place, part), number in zip(self._places, (self.missing, self.for_wget), strict=True):
            if kind or self._is_dry:
                part.unlink()
            elif number:
                shutil.copyfile(part, beside := place.with_name(f".{place.name}"))
                beside.replace(place)
                part.unlink()
            else:
                part.unlink()
                place.unlink(missing_ok=True)


class _Wget:
    """What wget makes of addresses: it keeps their path, less some of its first folders."""

    def __init__(self, site: str) -> None:
        self.cut = len([part for part in urlsplit(site).path.split("/") if part])

    def takes(self, file: File) -> bool:
        """Whether wget puts a file where it belongs."""
        segments = [part for part in file.url.split("/")[3:] if part]
        kept = "/".join(segments[min(self.cut, len(segments) - 1) :])
        is_plain = "%2F" not in kept.upper() and not _ESCAPED.search(file.path)  # wget decodes it twice
        return is_plain and unquote_to_bytes(kept) == file.path.encode()


def _from_project(folders: MediaFolders) -> str:
    return os.path.relpath(folders.content, folders.project).replace(os.sep, "/")


def _commands(folders: MediaFolders, wget: _Wget, lists: _Lists) -> Iterator[str]:
    if lists.missing:
        yield (
            f"aria2c --input-file={ARIA2} --continue=true --auto-file-renaming=false"
            " --max-concurrent-downloads=4 --remote-time=true"
        )
    if lists.for_wget:
        cut = f" --cut-dirs={wget.cut}" if wget.cut else ""
        folder = shell_quote(_from_project(folders))
        yield (
            f"wget --input-file={WGET} --force-directories --no-host-directories{cut}"
            f" --directory-prefix={folder} --no-clobber --restrict-file-names=nocontrol"
        )
