"""Decides where each story goes: its file, its address, and which old addresses lead there."""

import re
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import msgspec
import numpy as np

from newsgen.config import Config
from newsgen.content.article import Article, When
from newsgen.content.reader import PAGES
from newsgen.content.schema import address_mistake
from newsgen.importing.running.catalog import Catalog
from newsgen.importing.running.entries import Entry, is_draft, left_by_visibility, to_review, was_public
from newsgen.importing.running.former import FormerFiles
from newsgen.importing.running.hashes import hash64, write_table
from newsgen.importing.running.names import file_name, path_key, slug_of
from newsgen.importing.running.old_site import key_of
from newsgen.importing.running.records import Records, RecordWriter, in_order
from newsgen.importing.story import Header, Visibility
from newsgen.urls import Urls, is_feed_alias

UNDATED = "undated/"
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # of a draft that a person has to date
_SAFE = "/:?#[]@!$&'()*+,;=%~"
_PATTERN = re.compile(r"(?<!\w):[a-z]|[{}<>]")
_PLAIN = re.compile(r"(?=.{1,200}\Z)/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?(?:\?[\w-]+=[\w-]*)?", re.ASCII)
_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """What a story would be without the others: its file without suffix, its slug and its addresses.

    `natural` is the address that the settings give it, `old` the one that it had, and `others` are more old
    ones: these as they are typed in front matter. `outside` are old addresses at which nothing can stand.
    """

    base: str
    slug: str
    natural: str
    old: str = ""
    others: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    former: str = ""
    is_kept: bool = False  # its former file, which was edited, stays
    address: str = ""  # of that file


class Planner:
    """Plans the stories of a catalog for a site with these settings, below `folder` of `content/`."""

    def __init__(
        self,
        catalog: Catalog,
        config: Config,
        workspace: Path,
        *,
        folder: str,
        private: bool,
        former: FormerFiles | None = None,
        force: bool = False,
    ) -> None:
        self._catalog = catalog
        self._urls = Urls(config)
        self._zone = config.zone
        self._workspace = workspace
        self._folder = folder
        self._private = private
        self._former = former
        self._force = force
        self._claimed: dict[int, int] = {}  # stories by the hash of their address
        self._aliases: dict[int, int] = {}

    def write(self) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Write the entries into the workspace, where workers find them.

        Yields them in order, with the old addresses of each as they are typed in front matter.
        """
        suffixes = self._candidates()
        twice = set(self._catalog.left.values()) & {
            winner
            for loser, winner in self._catalog.left.items()
            if self._catalog.identities[loser] == self._catalog.identities[winner]
        }
        offsets = array("Q")
        with RecordWriter(self._workspace / "entries") as writer:
            candidates = in_order(self._workspace / "candidates", Candidate)
            for number, (header, candidate) in enumerate(zip(self._catalog, candidates, strict=True)):
                entry = self._entry(number, header, candidate, suffixes.get(number))
                if number in twice:
                    entry = msgspec.structs.replace(entry, twice=True)
                offsets.append(writer.add(entry))
                is_public = header.visibility is Visibility.PUBLIC
                yield entry, (tuple(filter(None, (candidate.old, *candidate.others))) if is_public else ())
        write_table(self._workspace / "stories.npy", zip(self._catalog.identities, offsets, strict=True))

    # what each would be alone

    def _candidates(self) -> dict[int, int]:
        """Write all candidates, claim addresses, and return the numbers in names of files that need one."""
        count = len(self._catalog)
        paths = np.zeros(count, np.uint64)
        naturals, olds = array("Q", bytes(8 * count)), array("Q", bytes(8 * count))
        drafts = bytearray(count)
        self._offsets = array("Q", bytes(8 * count))
        with RecordWriter(self._workspace / "candidates") as writer:
            for number, header in enumerate(self._catalog):
                if number in self._catalog.left or left_by_visibility(header, private=self._private)[0]:
                    self._offsets[number] = writer.add(Candidate("", "", ""))
                    drafts[number] = 2
                    continue
                candidate = self._candidate(header, self._catalog.joined.get(number, []))
                self._offsets[number] = writer.add(candidate)
                paths[number] = path_key(candidate.base)
                naturals[number] = 0 if self._is_own(candidate.natural) else hash64(candidate.natural)
                if candidate.old and self._may_stand(candidate.old):
                    olds[number] = hash64(self._urls.alias(candidate.old))
                drafts[number] = is_draft(header)
        self._claim(naturals, olds, drafts)
        return self._suffixes(paths)

    def _candidate(self, header: Header, joined: list[int]) -> Candidate:
        slug = slug_of(header.slug, header.title, header.url or header.title)
        others = dict.fromkeys(header.addresses)
        for other in self._catalog.some(joined):
            others.update(dict.fromkeys(old_paths(other)))
        typed = {one: self._typed(one) for one in others}
        old = self._typed(_path_of(header.url)) if header.url else ""
        aliases = tuple(dict.fromkeys(filter(None, typed.values())))
        article = self.article(header, slug, aliases)
        if header.kind == "page":
            base, natural = f"{PAGES}{file_name(slug)}", self._urls.page(slug)
        else:
            base, natural = self._base(header, slug), self._urls.article(article)
        outside = [one for one, kept in typed.items() if not kept]
        if header.url and not old:
            outside.append(_path_of(header.url))
        candidate = Candidate(base, slug, natural, old, tuple(a for a in aliases if a != old), tuple(outside))
        return self._after(candidate, header) if self._former else candidate

    def _after(self, candidate: Candidate, header: Header) -> Candidate:
        """The candidate, with what has to stay of the file that the story had at the last import."""
        assert self._former is not None
        known = self._former.addresses(header)
        if known is None:
            return candidate
        others = dict.fromkeys((*candidate.others, *filter(None, map(self._typed, known.urls))))
        others.pop(candidate.old, None)
        if re.fullmatch(rf"{re.escape(candidate.base)}(?:-\d+)?\.md", known.path):
            return msgspec.structs.replace(candidate, others=tuple(others))
        file = self._former.file(known.path)
        if file is None:
            return candidate
        if file.is_edited and not self._force:
            return msgspec.structs.replace(
                candidate, base=known.path.removesuffix(".md"), is_kept=True, address=file.address
            )
        others |= dict.fromkeys(filter(None, map(self._typed, filter(None, (file.address, *file.aliases)))))
        others.pop(candidate.old, None)
        return msgspec.structs.replace(candidate, others=tuple(others), former=known.path)

    def _base(self, header: Header, slug: str) -> str:
        if header.date is None:
            return f"{self._folder}{UNDATED}{file_name(slug)}"
        at = header.date.at.astimezone(self._zone)
        return f"{self._folder}{at.year:04d}/{at.month:02d}/{file_name(slug)}"

    def article(self, header: Header, slug: str, aliases: tuple[str, ...]) -> Article:
        """What patterns of addresses need of a story."""
        return Article(
            path=f"{self._base(header, slug)}.md",
            title=header.title,
            date=header.date or When(NO_DATE, False),
            slug=slug,
            authors=header.authors,
            categories=header.categories,
            language=header.language,
            aliases=aliases,
        )

    def typed_alias(self, address: str) -> str:
        """An address from the root of the host as it is typed in front matter; empty where none can stand."""
        return self._typed(address)

    def _typed(self, address: str) -> str:
        """An address from the root of the host as `aliases` has it, from the root of the site."""
        path, mark, query = address.partition("#")[0].partition("?")
        root = self._urls.root
        if root != "/":
            if not f"{path}/".startswith(root):
                return ""
            path = "/" + path[len(root) :]
        path = "/" + path.lstrip("/")
        if path.endswith("/index.html"):  # the file of the page itself
            path = path.removesuffix("index.html")
        meant = path + (mark + query if query else "")
        if _PLAIN.fullmatch(meant):
            return meant
        if address_mistake(unquote(meant).replace("?", "/")):
            return ""
        return quote(meant, safe=_SAFE)

    def is_plain(self, typed: str) -> bool:
        """Whether a page can be at an address that is typed."""
        last = typed.rpartition("/")[2]
        is_file = bool(_FILE.search(last)) and not last.endswith(".html")
        is_odd = bool(_PATTERN.search(typed)) or typed.endswith("index.html") or typed == "/"
        return not ("?" in typed or is_file or is_odd or is_feed_alias(typed))

    def _may_stand(self, typed: str) -> bool:
        """Whether a page can be at an address, where newsgen has none of its own."""
        return self.is_plain(typed) and not self._is_own(self._urls.alias(typed))

    def _is_own(self, address: str) -> bool:
        """Whether newsgen makes a page at an address by itself."""
        path = self._urls.path(address)
        if not path:
            return True
        urls = self._urls
        parsed = (
            urls.parse_list(path),
            urls.parse_period(path),
            urls.parse_search(path),
            urls.parse_sitemap(path),
        )
        return any(one is not None for one in parsed)

    # what each gets among the others

    def _claim(self, naturals: "array[int]", olds: "array[int]", drafts: bytearray) -> None:
        """Give addresses away: to those that keep theirs by the settings, by themselves, and to drafts."""
        for number, natural in enumerate(naturals):
            if not drafts[number] and natural and natural == olds[number]:
                self._claimed.setdefault(natural, number)
        for is_drawn in (0, 1):
            for number, old in enumerate(olds):
                if drafts[number] == is_drawn and old:
                    self._claimed.setdefault(old, number)
            for number, natural in enumerate(naturals):
                if drafts[number] == is_drawn and natural and self._claimed.get(olds[number]) != number:
                    self._claimed.setdefault(natural, number)

    def _suffixes(self, paths: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> dict[int, int]:
        """The numbers for names of files that others have, by story: the oldest has none."""
        used = paths != 0
        keys, counts = np.unique(paths[used], return_counts=True)
        if not (counts > 1).any():
            return {}
        several = set(keys[counts > 1].tolist())
        groups: dict[int, list[int]] = {}
        for number in np.flatnonzero(used & np.isin(paths, keys[counts > 1])).tolist():
            groups.setdefault(int(paths[number]), []).append(number)
        taken = set(keys.tolist())
        days = self._catalog.days
        candidates = Records(self._workspace / "candidates", Candidate)
        found: dict[int, int] = {}
        for one in sorted(several):
            ordered = sorted(groups[one], key=lambda number: (days[number], number))
            for number in ordered[1:]:
                base = candidates.at(self._offsets[number]).base
                suffix = 2
                while path_key(f"{base}-{suffix}") in taken:
                    suffix += 1
                taken.add(path_key(f"{base}-{suffix}"))
                found[number] = suffix
        return found

    def _entry(self, number: int, header: Header, candidate: Candidate, suffix: int | None) -> Entry:
        if number in self._catalog.left:
            return self._same(number)
        left, reason = left_by_visibility(header, private=self._private)
        if left:
            return Entry(left=left, reason=reason)
        address, permalink = self._address(number, candidate)
        aliases, lost = self._own_aliases(number, address, candidate, claims=not is_draft(header))
        olds = tuple(filter(None, (candidate.old, *candidate.others)))
        unanswered = (*lost, *candidate.outside)
        found, answered = len(olds) + len(candidate.outside), len(olds) - len(lost)
        if not was_public(header):
            found, answered, unanswered = 0, 0, ()  # nobody knows these addresses
        elif is_draft(header):
            answered, unanswered = 0, (*olds, *candidate.outside)
        return Entry(
            path=f"{candidate.base}{f'-{suffix}' if suffix else ''}.md",
            slug=candidate.slug,
            permalink=permalink,
            aliases=aliases,
            address=address,
            is_draft=is_draft(header),
            review=to_review(header),
            found=found,
            answered=answered,
            unanswered=unanswered,
            former=candidate.former,
        )

    def _same(self, number: int) -> Entry:
        winner = self._catalog.left[number]
        header = next(self._catalog.some([winner]))
        named = header.url or header.title
        return Entry(left="same-story", reason=f"is there in a fuller form: {named}")

    def _address(self, number: int, candidate: Candidate) -> tuple[str, str]:
        """The address of a story, and what has to be written as `permalink` for it."""
        natural, old = candidate.natural, candidate.old
        if candidate.is_kept and candidate.address:
            return candidate.address, ""
        old_address = self._urls.alias(old) if old else ""
        if old and self._claimed.get(hash64(old_address)) == number:
            return old_address, "" if old_address == natural else self._urls.as_alias(old_address)
        if self._claimed.get(hash64(natural)) == number:
            return natural, ""
        stem, dot = (natural[:-1], "/") if natural.endswith("/") else (natural.removesuffix(".html"), ".html")
        suffix = 2
        while hash64(f"{stem}-{suffix}{dot}") in self._claimed:
            suffix += 1
        address = f"{stem}-{suffix}{dot}"
        self._claimed[hash64(address)] = number
        return address, self._urls.as_alias(address)

    def _own_aliases(
        self, number: int, address: str, candidate: Candidate, *, claims: bool
    ) -> tuple[tuple[str, ...], list[str]]:
        """The old addresses that lead to a story, without those that it is at, and those that can't.

        One that `claims` them has them before all later ones.
        """
        kept: dict[str, str] = {}
        lost: list[str] = []
        contested = self._catalog.contested
        for old in filter(None, (candidate.old, *candidate.others)):
            url = self._urls.alias(old)
            if url == address or url in kept:
                continue
            if "?" not in old and self._is_own(url):  # a page of newsgen's own answers
                lost += [old] if old == candidate.old else []
                continue
            claim = hash64(url)
            if self._claimed.get(claim, number) != number or self._aliases.get(claim, number) != number:
                lost.append(old)
                continue
            kept[url] = old
            if claims and hash64(key_of(self._urls.from_root(old))) in contested:
                self._aliases[claim] = number
        return tuple(kept.values()), lost


def _path_of(url: str) -> str:
    """Path and query of a full address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def old_paths(header: Header) -> tuple[str, ...]:
    """The old addresses of a story, each from the root of the host."""
    return (_path_of(header.url), *header.addresses) if header.url else header.addresses
