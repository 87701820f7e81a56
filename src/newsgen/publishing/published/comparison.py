"""`newsgen check --published`: holds addresses that were published against the pages of a site."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec

from newsgen.errors import ConfigError, Problem
from newsgen.pages.site import Site
from newsgen.publishing.options import Progress
from newsgen.publishing.published.address import Address, Published, parse
from newsgen.publishing.published.exempt import exemption
from newsgen.publishing.published.guesses import Guess, Guesses, guess
from newsgen.publishing.published.html_head import Head, read_head
from newsgen.publishing.published.known import KnownPages, known_pages, origin_of
from newsgen.publishing.published.lists_and_files import ListsAndFiles, is_feed, is_file
from newsgen.publishing.published.reading import read_source
from newsgen.publishing.published.source import Source
from newsgen.publishing.published.traces import Trace, ids, trace
from newsgen.urls import Urls, is_wordpress

_LIKELY = 50  # percent from which on a guess is more than a hint
_MOSTLY = 0.9  # part of the addresses of a source that make a host the former one
_HOSTS_NAMED = 5
_NAMED = 100  # percent: the source names the file


class Dying(msgspec.Struct, frozen=True, kw_only=True):
    """A published address at which nothing would answer, and the page that it most likely belongs to.

    `url` is the site's own address, `typed` the one of the source and `place` where it stands there. `kind`
    is "page", "feed" or "file": only the address of a page can be kept, by `alias` in `aliases`.
    `certainty` is in percent, and 0 without a guess; the `others` are nearly as likely. `file` is from
    `content/`, and `leads_to` its address.
    """

    url: str
    typed: str
    place: str
    kind: str
    alias: str = ""
    certainty: int = 0
    file: str = ""
    leads_to: str = ""
    why: str = ""
    others: tuple[Guess, ...] = ()

    @property
    def is_likely(self) -> bool:
        return self.certainty >= _LIKELY

    def is_certain(self, sure: int) -> bool:
        """Whether the guess is as sure as that, and the only one."""
        return self.certainty >= sure and not self.others


class SourceFound(msgspec.Struct, frozen=True, kw_only=True):
    """What a source had: how many addresses, counted once each.

    `former` is the host that the site had before, whose paths were compared; `elsewhere` counts addresses of
    other hosts, which were not.
    """

    name: str
    kind: str
    addresses: int
    former: str = ""
    elsewhere: dict[str, int] = {}


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How many published addresses there are, and which of them would die, sorted.

    `exempt` counts those that need not answer, by what they are.
    """

    sources: tuple[SourceFound, ...]
    addresses: int
    answered: int
    exempt: dict[str, int]
    dying: tuple[Dying, ...]
    warnings: tuple[Problem, ...] = ()


def compare(
    site: Site, known: Iterable[str], names: Iterable[str], former: Iterable[str], progress: Progress
) -> Comparison:
    """Hold the addresses of some sources against a site, of which all addresses are known.

    `former` are addresses that the site had before (`https://lama.example/berita/`).

    Raises:
        ConfigError: a source can't be read, or a former address is none.
    """
    wanted: dict[tuple[str, str, str], tuple[str, Published]] = {}
    found: list[SourceFound] = []
    warnings: list[Problem] = []
    every = list(dict.fromkeys(names))
    formers = [_former(typed) for typed in former]
    for done, name in enumerate(every):
        progress("Reading", done, len(every))
        source = read_source(name, progress)
        places = _Places(site.snapshot.urls, source, formers)
        counted, elsewhere = set(), Counter[str]()
        for published in source.addresses:
            counted.add(published.address.key)
            local = places.local(published.address)
            if local is None:
                elsewhere[published.address.host] += 1
            else:
                wanted.setdefault(_key(local), (local, published))
        found.append(
            SourceFound(
                name=source.name,
                kind=source.kind,
                addresses=len(counted),
                former=places.former,
                elsewhere=dict(elsewhere.most_common()),
            )
        )
        warnings += [*source.warnings, *_about(found[-1], places.is_compared)]
    return _compared(site, {unquote(url) for url in known}, wanted.values(), progress, found, warnings)


def _key(local: str) -> tuple[str, str, str]:
    """What the spellings of an address of the site have in common; a slash at its end may be left out."""
    path, _, query = local.partition("?")
    return "", unquote(path).rstrip("/"), unquote(query)


def _former(typed: str) -> Address:
    address = parse(typed)
    if address is None or not address.host:
        raise ConfigError(Problem(typed, 0, 0, "is no address of a site", "write https://lama.example/"))
    return address


class _Places:
    """Tells which address of the site one of a source means."""

    def __init__(self, urls: Urls, source: Source, formers: list[Address]) -> None:
        self._urls = urls
        own = parse(urls.host + urls.root)
        assert own is not None
        self._own = own.host
        self._formers = formers
        hosts = Counter(one.address.host for one in source.addresses if one.address.host)
        known = {"", self._own, *(former.host for former in formers)}
        self.former = ""
        if hosts and not any(host in known for host in hosts):
            host, count = hosts.most_common(1)[0]
            self.former = host if count >= _MOSTLY * hosts.total() else ""
        self.is_compared = bool(self.former) or any(one.address.host in known for one in source.addresses)

    def local(self, address: Address) -> str | None:
        """The site's own address, or None for one that is of another site."""
        for former in self._formers:
            folder = former.path.rstrip("/") + "/"
            if address.host == former.host and (address.path + "/").startswith(folder):
                rest = address.path[len(folder) - 1 :] or "/"
                return self._urls.from_root(Address("", rest, address.query).local)
        if address.host == self._own:
            is_inside = (address.path + "/").startswith(self._urls.root)
            return address.local if is_inside else None
        if address.host and address.host == self.former:
            return self._urls.from_root(address.local)
        if address.host:
            return None
        if address.path.startswith(self._urls.root):
            return address.local
        return self._urls.from_root(address.local)


def _about(found: SourceFound, is_compared: bool) -> Iterator[Problem]:
    """What a person should know of a source."""
    if not found.addresses:
        yield Problem(found.name, 0, 0, f"there are no addresses in this {found.kind}")
        return
    if found.elsewhere:
        named = [f"{host} ({count})" for host, count in list(found.elsewhere.items())[:_HOSTS_NAMED]]
        more = ", …" if len(found.elsewhere) > _HOSTS_NAMED else ""
        message = f"addresses of other sites were not compared: {', '.join(named)}{more}"
        hint = "" if is_compared else "if the site was there before, give --former-url https://HOST/"
        yield Problem(found.name, 0, 0, message, hint)


# which answer


def _compared(
    site: Site,
    known: set[str],
    wanted: Iterable[tuple[str, Published]],
    progress: Progress,
    sources: list[SourceFound],
    warnings: list[Problem],
) -> Comparison:
    every = sorted(wanted, key=lambda one: one[0])
    exempt, dead = Counter[str](), list[tuple[str, Published]]()
    for done, (url, published) in enumerate(every):
        progress("Comparing", done, len(every))
        if _answers(site, known, url):
            continue
        if reason := exemption(site, url):
            exempt[reason] += 1
        else:
            dead.append((url, published))
    dying = tuple(_dying(site, dead, progress))
    return Comparison(
        sources=tuple(sources),
        addresses=len(every),
        answered=len(every) - exempt.total() - len(dead),
        exempt=dict(sorted(exempt.items())),
        dying=dying,
        warnings=tuple(sorted(set(warnings))),
    )


def _answers(site: Site, known: set[str], url: str) -> bool:
    """Whether what was published at an address answers there; most are among the `known` ones."""
    path, _, query = url.partition("?")
    plain = unquote(path)
    if path == site.snapshot.urls.root and ids(url):  # `/?id=12` was a story, though the front page answers
        return site.redirection(url) is not None
    if not is_wordpress(query) and not known.isdisjoint((plain, f"{plain}/")):
        return True
    return site.find(url) is not None


# what they belong to


def _dying(site: Site, dead: list[tuple[str, Published]], progress: Progress) -> Iterator[Dying]:
    if not dead:
        return
    traces = [_trace(published) for _, published in dead]
    pages, others = KnownPages(known_pages(site.snapshot), traces), ListsAndFiles(site)
    for done, ((url, published), its_trace) in enumerate(zip(dead, traces, strict=True)):
        progress("Looking for stories", done, len(dead))
        yield _guessed(site, pages, others, url, published, its_trace)


def _guessed(
    site: Site, pages: KnownPages, others: ListsAndFiles, url: str, published: Published, its_trace: Trace
) -> Dying:
    address = published.address
    path = "/" + (site.snapshot.urls.path(url.partition("?")[0]) or "")
    kind = "feed" if is_feed(path) else "file" if is_file(path) else "page"
    origin = origin_of(address.host, address.local) if address.host else ""
    named = pages.at(published.belongs_to) if published.belongs_to else None
    if named and kind == "page":
        found = Guesses(Guess(named.url, named.path, _NAMED, "named there"))
    else:
        found = _by_kind(kind, path, others, lambda: guess(its_trace, origin, pages.like(its_trace, origin)))
    best = found.best
    return Dying(
        url=url,
        typed=str(address),
        place=published.place,
        kind=kind,
        alias=site.snapshot.urls.as_alias(url) if kind == "page" else "",
        certainty=best.certainty if best else 0,
        file=best.path if best else "",
        leads_to=best.url if best else "",
        why=best.why if best else "",
        others=found.others,
    )


def _by_kind(kind: str, path: str, others: ListsAndFiles, story: Callable[[], Guesses]) -> Guesses:
    if kind == "feed":
        return Guesses(others.feed(path))
    if kind == "file":
        return Guesses(others.file(path))
    if of_list := others.list(path):
        return Guesses(of_list)
    return Guesses() if others.is_list(path) else story()


def _trace(published: Published) -> Trace:
    """What an address tells; the HTML file that stood there is read for its headline."""
    head = Head()
    if published.file:
        try:
            head = read_head(Path(published.file).read_bytes())
        except OSError:  # it was there a moment ago, and tells no more than the address does
            head = Head()
    told = msgspec.structs.replace(published, date=published.date or head.date)
    return trace(told, (*published.titles, *head.titles))
