"""Plans what of an archive goes where in a newsroom, by which settings it keeps the most addresses."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from newsgen.config import LISTS, Config, MenuItem, Paths, PermalinkRule, mistakes
from newsgen.content import reader
from newsgen.content.article import Article, Document, Status
from newsgen.content.fields import undated
from newsgen.content.slugs import is_index, kept_slug
from newsgen.errors import ContentError, Problem
from newsgen.importing.adopt.archive import Generator, Source, Text, UnknownAddressError, keys_of, stem
from newsgen.importing.adopt.patterns import Published, best_rules
from newsgen.importing.adopt.settings_of import likely_zone
from newsgen.urls import Urls

_NO_DATE = "there is no date"
_NO_TITLE = "there is no title"
_NO_MATTER = "there is no front matter"
_LEADS_ON = "this story is to lead elsewhere"
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[-_. ]|$)")
_NOT_TAKEN = {"index.html", "404.html", "sitemap.xml", "feed.xml", "feed.json", "robots.txt"}


class OldAddress(msgspec.Struct, frozen=True):
    """An address of the old site, from its root, the file in `content/` that had it, and where that is now.

    `why` says why it is not kept; it is empty where it is.
    """

    url: str
    file: str
    now: str
    why: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written: the settings, and the files of `content/`, each with the one it is copied from.

    `unread` are files that newsgen can't read yet, which are copied as well; `unknown` texts whose old
    address only the generator knows, and `left` what stays behind: by reason, the files.
    """

    generator: str
    settings: dict[str, Any]
    files: dict[str, str]
    articles: int
    pages: int
    media: int
    addresses: tuple[OldAddress, ...]
    unread: tuple[Problem, ...]
    unknown: dict[str, tuple[str, ...]]
    left: dict[str, tuple[str, ...]]

    @property
    def kept(self) -> int:
        return sum(not one.why for one in self.addresses)


class _Opened(msgspec.Struct, frozen=True):
    source: Source
    target: str
    record: Article | Document
    text: Text


def plan(project: Path, generator: Generator, progress: Callable[[str, int, int], None]) -> Plan:
    """Plan how a project of another generator becomes a newsroom.

    Raises:
        ConfigError: what its settings are can't be told.
    """
    config, settings = _settings({"timezone": "UTC", **generator.settings})
    found = _read_all(project, generator, config.zone, progress)
    if "timezone" not in generator.settings:
        zone = likely_zone(one.record.date.at for one in found.opened if isinstance(one.record, Article))
        if zone != config.timezone:
            config, settings = _settings({**generator.settings, "timezone": zone})
            found = _read_all(project, generator, config.zone, progress)
    addresses, unknown = _old_addresses(generator, found.opened)
    _leave_own_pages(found, addresses, Urls(config))
    config, settings = _with_permalink(config, settings, found.opened, addresses)
    opened = _renamed(found.opened, addresses, Urls(config))
    taken = _Taken(found.left)
    texts = [one for one in opened if taken.take(one.target, one.source.file)]
    problems: list[Problem] = []
    for source, mistake in found.unread:
        if taken.take(source.target or source.page, source.file):
            problems += [one for one in mistake.problems if isinstance(one, Problem)]
    count = len(taken.files)
    moved = _moved_folders(opened)
    for file, target in generator.media():
        taken.take(moved(target), file, is_media=True)
    return Plan(
        generator=generator.name,
        settings=settings,
        files=dict(sorted(taken.files.items())),
        articles=sum(isinstance(one.record, Article) for one in texts),
        pages=sum(isinstance(one.record, Document) for one in texts),
        media=len(taken.files) - count,
        addresses=tuple(_compared(texts, addresses, Urls(config))),
        unread=tuple(sorted(problems)),
        unknown={why: tuple(files) for why, files in sorted(unknown.items())},
        left={reason: tuple(files) for reason, files in sorted(found.left.items())},
    )


class _Read(msgspec.Struct, frozen=True):
    """The texts that can be read, those that can't, and what stays behind by reason."""

    opened: list[_Opened]
    unread: list[tuple[Source, ContentError]]
    left: dict[str, list[str]]


def _read_all(
    project: Path, generator: Generator, zone: ZoneInfo, progress: Callable[[str, int, int], None]
) -> _Read:
    read = _Read([], [], {})
    for reason, file in generator.left():
        read.left.setdefault(reason, []).append(file)
    sources = list(generator.sources())
    for done, source in enumerate(sources):
        progress("Reading", done, len(sources))
        reason = ""
        try:
            found = _opened(project, source, zone)
        except ContentError as error:
            if _NO_MATTER in str(error):
                reason = "without front matter that can be read"
            elif _LEADS_ON in str(error):
                reason = "which lead elsewhere: put their addresses into `aliases` there"
            else:
                read.unread.append((source, error))
        except OSError as error:
            reason = f"can't be read: {error.strerror}"
        else:
            if isinstance(found, _Opened):
                read.opened.append(found)
            else:
                reason = found
        if reason:
            read.left.setdefault(reason, []).append(source.file)
    return read


# settings


def _settings(found: dict[str, Any]) -> tuple[Config, dict[str, Any]]:
    """The settings that can be used, as values and as they are written."""
    settings = {**found, "originals": "all"}
    config = _decoded(settings)
    for wrong in {mistake.key[0] for mistake in mistakes(config)}:
        settings.pop(str(wrong), None)
    return _decoded(settings), settings


def _decoded(settings: dict[str, Any]) -> Config:
    values = dict(settings)
    values["base_url"] = values.get("base_url", Config().base_url).rstrip("/") + "/"
    if "paths" in values:
        values["paths"] = Paths(**values["paths"])
    if "menu" in values:
        values["menu"] = tuple(MenuItem(**one) for one in values["menu"])
    if "feed_aliases" in values:
        values["feed_aliases"] = tuple(values["feed_aliases"])
    return Config(**values)


def _with_permalink(
    config: Config, settings: dict[str, Any], opened: list[_Opened], addresses: dict[str, str]
) -> tuple[Config, dict[str, Any]]:
    published = []
    for one in opened:
        old = addresses.get(one.source.file)
        record = ((old and _under_other_name(one, old)) or one).record
        if old and isinstance(record, Article) and not record.permalink:
            published.append(Published(record, old))
    rules = best_rules(published, config) if published else ()
    if not rules:
        return config, settings
    first, *others = rules
    permalink: str | tuple[PermalinkRule, ...] = rules if others else first.pattern
    written = msgspec.to_builtins(permalink)
    if others:
        written = [_written(rule) for rule in rules]
    return msgspec.structs.replace(config, permalink=permalink), {**settings, "permalink": written}


def _written(rule: PermalinkRule) -> dict[str, Any]:
    match = {key: value for key, value in msgspec.structs.asdict(rule.match).items() if value}
    return {"match": match, "pattern": rule.pattern} if match else {"pattern": rule.pattern}


# texts


def _opened(project: Path, source: Source, zone: ZoneInfo) -> _Opened | str:
    """A text as an article, or as a page if it has no date; a reason if it is neither.

    Raises:
        ContentError: it can't be read.
        OSError: nor can its file.
    """
    data = (project / source.file).read_bytes()
    keys = keys_of(source.target or source.page, data)
    target = _outside_documents(source.target)
    if target:
        try:
            record = reader.read(target, data, zone).record
        except ContentError as error:
            if not _says(error, _NO_DATE):
                raise
        else:
            return _Opened(source, target, record, _text(source, keys, record, zone))
    try:
        record = reader.read(source.page, data, zone).record
    except ContentError as error:
        if not _says(error, _NO_TITLE):
            raise
        return "neither a date nor a title"
    return _Opened(source, source.page, record, _text(source, keys, record, zone))


def _says(error: ContentError, message: str) -> bool:
    return any(one.message == message for one in error.problems if isinstance(one, Problem))


def _outside_documents(target: str) -> str:
    """A target that newsgen takes for an article: some folders hold static pages and lists."""
    return f"posts/{target}" if target.startswith(reader.DOCUMENTS) else target


def _text(source: Source, keys: dict[str, Any], record: Article | Document, zone: ZoneInfo) -> Text:
    written = record.date.at if isinstance(record, Article) else None
    path = source.file
    name = stem(path).rpartition("/")[2]
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return Text(
        source=source,
        keys=keys,
        title=record.title,
        at=written.astimezone(zone) if written else None,
        written=written,
        categories=record.categories if isinstance(record, Article) else (),
        name=folder if is_index(path.rpartition("/")[2]) else name,
        is_index=is_index(path.rpartition("/")[2]),
    )


# addresses


def _old_addresses(
    generator: Generator, opened: list[_Opened]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The old addresses by file, and the files without one by reason; a draft had none."""
    found: dict[str, str] = {}
    unknown: dict[str, list[str]] = {}
    for one in opened:
        if one.record.status is Status.DRAFT:
            continue
        try:
            found[one.source.file] = generator.address(one.text)
        except UnknownAddressError as error:
            unknown.setdefault(str(error), []).append(one.source.file)
    return found, unknown


def _leave_own_pages(found: _Read, addresses: dict[str, str], urls: Urls) -> None:
    """Leave static pages behind in whose place newsgen makes pages of its own."""
    own = {urls.root, urls.search(), urls.period(), *(urls.list(kind) for kind in LISTS)}
    own |= {urls.path_address(f"/{name}") for name in _NOT_TAKEN}
    for one in list(found.opened):
        file = one.source.file
        address = urls.path_address(addresses.get(file, one.record.path))
        if isinstance(one.record, Document) and address in own:
            found.opened.remove(one)
            addresses.pop(file, None)
            found.left.setdefault("since newsgen makes a page at its address", []).append(file)


def _renamed(opened: list[_Opened], addresses: dict[str, str], urls: Urls) -> list[_Opened]:
    """The texts, those under other names that keep their address thereby."""
    used = {one.target.lower() for one in opened}
    found = []
    for one in opened:
        old = addresses.get(one.source.file)
        other = None
        if old and _address(urls, one.record) != urls.path_address(old):
            other = _under_other_name(one, old)
            if other and _address(urls, other.record) != urls.path_address(old):
                other = None
        own, wanted = one.target.lower(), other.target.lower() if other else ""
        if other and (wanted == own or wanted not in used):
            used.add(wanted)
            found.append(other)
        else:
            found.append(one)
    return found


def _under_other_name(one: _Opened, old: str) -> _Opened | None:
    """A text under the name that its old address ends in; None where the name decides nothing."""
    record = one.record
    segments = [part for part in old.split("/") if part]
    last = segments[-1].removesuffix(".html") if segments else ""
    if record.permalink or one.text.key("slug") or not last or kept_slug(last) != last:
        return None
    if isinstance(record, Document):  # `a.html.md` is at `a.html`
        target = f"pages/{'/'.join(segments)}{_suffix(one.target)}"
        renamed: Article | Document = msgspec.structs.replace(record, path=target, slug="/".join(segments))
    else:
        target = _target(one.target, last, record)
        renamed = msgspec.structs.replace(record, path=target, slug=last)
    return _Opened(one.source, target, renamed, one.text)


def _suffix(path: str) -> str:
    return path[len(stem(path)) :]


def _target(target: str, name: str, article: Article) -> str:
    """The path of a file by whose name an article has this slug: that of its folder for an index."""
    folder, _, file = target.rpartition("/")
    above = ""
    if is_index(file):
        folder, _, own = folder.rpartition("/")
        above = f"/{file}"
    else:
        own = stem(file)
    date = own[: len(own) - len(undated(own))]
    if date and date[-1].isdigit():  # the name is a date and nothing else
        date = f"{date}-"
    elif not date and _DATED.match(name):
        date = f"{article.date.at:%Y-%m-%d}-"
    ending = above or _suffix(file)
    return f"{folder}/{date}{name}{ending}" if folder else f"{date}{name}{ending}"


def _address(urls: Urls, record: Article | Document) -> str:
    return urls.article(record) if isinstance(record, Article) else urls.page(record.slug, record.permalink)


def _compared(texts: list[_Opened], addresses: dict[str, str], urls: Urls) -> Iterator[OldAddress]:
    """The old addresses, each with what stands for it now."""
    wanted = [(one, addresses[one.source.file]) for one in texts if one.source.file in addresses]
    owners: dict[str, str] = {}
    for one, _ in wanted:
        owners.setdefault(_address(urls, one.record), one.target)
    for one, old in wanted:
        record, now = one.record, _address(urls, one.record)
        url = urls.path_address(old)
        aliases = {urls.alias(alias) for alias in record.aliases}
        why = ""
        if now != url and url not in aliases:
            why = _why(one, old, now)
        elif owners[now] != one.target:
            why = f"content/{owners[now]} is at the same address"
        yield OldAddress(url, one.target, now, why)


def _why(one: _Opened, old: str, now: str) -> str:
    if one.record.permalink:
        return "it has an address of its own in its front matter"
    if isinstance(one.record, Document):
        return "a static page has the address of its file: write it as `permalink`"
    written, at = one.text.written, one.text.at
    if written and at and written.date() != at.date():
        return "its date is written in another time zone than the site's, where it is another day"
    if one.text.key("slug"):
        return "its `slug` is spelled in another way by its generator"
    return "no pattern that fits the others gives it"


# files


class _Taken:
    """The files of `content/`, each path once, whatever its capitals."""

    def __init__(self, left: dict[str, list[str]]) -> None:
        self.files: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._folders: set[str] = set()
        self._left = left

    def take(self, target: str, file: str, *, is_media: bool = False) -> bool:
        key = target.lower()
        if is_media and (target in _NOT_TAKEN or reader.is_article_file(target)):
            text = target not in _NOT_TAKEN
            reason = "which would be taken for articles" if text else "in the place of what newsgen makes"
            self._left.setdefault(reason, []).append(file)
            return False
        if ".." in key.split("/"):
            self._left.setdefault("which would be outside of content/", []).append(file)
            return False
        above = [key[:at] for at, char in enumerate(key) if char == "/"]
        if key in self._folders or any(folder in self._names for folder in above):
            self._left.setdefault("where a folder has the name of a file", []).append(file)
            return False
        if key in self._names:
            if self._names[key] != file:
                self._left.setdefault("a file of this name is there already", []).append(file)
            return False
        self._names[key] = file
        self._folders.update(above)
        self.files[target] = file
        return True


def _moved_folders(opened: list[_Opened]) -> Callable[[str], str]:
    """Where a file goes that lies beside a text in the folder of one that was renamed."""
    moved = {}
    for one in opened:
        before, after = one.source.target.rpartition("/")[0], one.target.rpartition("/")[0]
        if one.text.is_index and before != after and before and isinstance(one.record, Article):
            moved[before] = after

    def target(path: str) -> str:
        folder = path.rpartition("/")[0]
        while folder:
            if folder in moved:
                return moved[folder] + path[len(folder) :]
            folder = folder.rpartition("/")[0]
        return path

    return target
