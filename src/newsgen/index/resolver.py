"""Resolves the mentions in articles: read-alsos, an editor's picks, translations, links, pictures.

That happens once, when an article is indexed. What it asked for is kept, so that it asks again only when
something comes, changes or goes that answers to one of those keys.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import msgspec

from newsgen.content.body import Outline
from newsgen.content.images import no_picture
from newsgen.content.languages import canonical_language, same_language
from newsgen.content.players import missing
from newsgen.errors import Problem
from newsgen.index.database import Database
from newsgen.index.entries import hash64
from newsgen.index.places import located
from newsgen.index.rows import (
    MentioningRow,
    Mentions,
    References,
    ResolvedRow,
    Target,
    TranslationLink,
    TranslationMention,
    pack,
    unpack_facts,
    unpack_mentions,
)

_LAST = "\U0010ffff"
REMOVED = -1  # the target of a read-also that means an article of which nothing may be shown


# read-alsos in their text


class PlacedCard(msgspec.Struct, frozen=True):
    """The card of an article, and the characters of the text that it takes the place of."""

    article: int
    start: int
    end: int


class PlacedReadAlsos(msgspec.Struct, frozen=True):
    """The read-alsos of a text that are resolved, and the characters of those that are left out.

    `redundant` has the number of each that leads to its own page, or where another one does.
    """

    cards: tuple[PlacedCard, ...]
    dropped: tuple[tuple[int, int], ...]
    redundant: tuple[int, ...]


def place_read_alsos(asker: int, spans: Sequence[tuple[int, int]], targets: Sequence[int]) -> PlacedReadAlsos:
    """Which cards stand where in the text of the article `asker`: `targets` are articles, 0 where none is.

    Where one in a line finds nothing, the whole line stays text, unless it names a removed article.
    """
    cards: list[PlacedCard] = []
    dropped, redundant, seen = [], [], {asker}
    for (start, end), inside in groupby(enumerate(spans), key=lambda item: item[1]):
        numbers = [number for number, _ in inside]
        is_text = not all(targets[number] for number in numbers)
        if is_text and REMOVED not in {targets[number] for number in numbers}:
            continue
        begin = start
        for number in numbers:
            if targets[number] <= 0:
                continue
            if targets[number] in seen:
                redundant.append(number)
                continue
            seen.add(targets[number])
            cards.append(PlacedCard(targets[number], begin, end))
            begin = end
        if begin == start:
            dropped.append((start, end))
    return PlacedReadAlsos(tuple(cards), tuple(dropped), tuple(redundant))


def _removed_read_also(asker: Target, outline: Outline, number: int) -> Problem:
    line, column = outline.positions[number] if number < len(outline.positions) else (0, 0)
    title = outline.read_alsos[number].title
    message = f"Baca Juga: `{title}` was removed, and is left out"
    return Problem(asker.path, line, column, message, "remove this line", title)


def _redundant_read_also(asker: Target, outline: Outline, number: int, target: int) -> Problem:
    line, column = outline.positions[number] if number < len(outline.positions) else (0, 0)
    why = "leads to its own page" if target == asker.id else "leads where another one does"
    title = outline.read_alsos[number].title
    return Problem(asker.path, line, column, f"Baca Juga: `{title}` {why}", "remove it", title)


# articles by their keys


def find_target(database: Database, asker: Target, keys: tuple[str, ...]) -> Target | None:
    """The article that a read-also means which goes by these keys: `asker` where it leads to its own page.

    None if there is none, or if it may not be offered. Of several with one title it is the newest that came
    before the one that asks, else the oldest after. A title cut with `…` must begin one article's title only,
    and not end inside a number.
    """
    return next(_targets(database, asker, keys), None)


def find_pick(database: Database, asker: Target, keys: tuple[str, ...]) -> Target | None:
    """The article that an editor picked by path, address, slug or title, or None."""
    return next((target for target in _targets(database, asker, keys) if target.id != asker.id), None)


def _targets(database: Database, asker: Target, keys: tuple[str, ...]) -> Iterator[Target]:
    """What the keys lead to and may be offered, one for each key; `asker` may be among them."""
    for key in keys:
        kind, _, value = key.partition(":")
        target = _target(database, kind, value, asker)
        if target and target.listed:
            yield target


def _target(database: Database, kind: str, value: str, asker: Target) -> Target | None:
    articles = database.articles
    match kind:
        case "url":
            return articles.target_at_url(value) or articles.target_at_old_url(value)
        case "path":
            return articles.target_at(value)
        case "origin":
            return articles.target_from(value)
        case "slug":
            return articles.target_slugged(value)
    keys = [value] if kind == "title" else articles.title_keys(*_key_range(value), asker.path)
    if len(keys) > 1:
        return None
    target = articles.target_titled(keys[0], asker.at, asker.path) if keys else None
    return target or (asker if _is_own(kind, value, asker.key) else None)


def _is_own(kind: str, value: str, key: str) -> bool:
    if kind == "title":
        return key == value
    start, end = _key_range(value)
    return start <= key < end


def _key_range(start: str) -> tuple[str, str]:
    """From which title key up to which all begin with `start`; a number is never continued."""
    return start, start + ("!" if start[-1].isdigit() else _LAST)


# all mentions of an article


class Resolver:
    """Resolves mentions. `pages` are the addresses of static pages, by path of their files in `content`.

    `language` is that of the site.
    """

    def __init__(self, database: Database, content: Path, pages: dict[str, str], language: str) -> None:
        self.database = database
        self.content = content
        self.pages = pages
        self.language = language

    def resolve(self, asker: MentioningRow) -> ResolvedRow:
        """Resolve all mentions in an article."""
        mentions = unpack_mentions(asker.mentions)
        problems: list[Problem] = []
        targets = [self._read_also(asker, keys) for keys in mentions.read_alsos]
        picks = tuple(dict.fromkeys(self._picks(asker, mentions, problems)))
        linked = [target for target in self._linked(asker, mentions) if target]
        articles = {*targets, *picks, *(target.id for target in linked if target.listed)}
        references = References(
            targets=tuple(targets),
            picks=picks,
            links=tuple(self._links(asker, mentions, problems)),
            translations=tuple(self._translations(asker, mentions, problems)),
            articles=tuple(sorted(articles - {0, REMOVED, asker.id})),
        )
        problems += self._left_out(asker, mentions, references)
        files = self.database.files
        image = next((path for path in mentions.image if files.has_media(path)), "")
        pictures = self._pictures(asker.path, mentions, problems)
        players = self._players(asker.path, mentions, problems)
        removed = [number for number, target in enumerate(targets) if target == REMOVED]
        leads_to = (references.links, image, pictures, players, removed)
        return ResolvedRow(
            article=asker.id,
            refs=pack(references),
            card=hash64(asker.card, pictures, image) if pictures else asker.card,
            own=hash64(asker.own, *leads_to)
            if pictures or players or references.links or removed
            else asker.own,
            problems=pack(list(located(self.content, problems))) if problems else None,
        )

    def _read_also(self, asker: Target, keys: tuple[str, ...]) -> int:
        """The article that a read-also leads to, 0 if there is none, or `REMOVED`."""
        if found := find_target(self.database, asker, keys):
            return found.id
        return REMOVED if self._names_removed(keys) else 0

    def _names_removed(self, keys: tuple[str, ...]) -> bool:
        """Whether some of these keys are those of an article of which nothing may be shown."""
        articles = self.database.articles
        for key in keys:
            kind, _, value = key.partition(":")
            end = _key_range(value)[1] if kind == "cut" else value
            for path in articles.unlisted_at(kind, value, end):
                row = articles.at(path)
                if row and row.is_removed:
                    return True
        return False

    def _left_out(self, asker: Target, mentions: Mentions, references: References) -> Iterator[Problem]:
        """The read-alsos that readers don't see: those that are redundant, and those of removed articles."""
        targets = references.targets
        found = [target for target in targets if target]
        if REMOVED not in found and len({asker.id, *found}) > len(found):  # no two are the same
            return
        numbers = place_read_alsos(asker.id, mentions.spans, targets).redundant
        removed = [number for number, target in enumerate(targets) if target == REMOVED]
        file = self.database.files.get(asker.id) if numbers or removed else None
        if file and file.unpacked:
            outline = file.unpacked.outline
            for number in numbers:
                yield _redundant_read_also(asker, outline, number, targets[number])
            for number in removed:
                yield _removed_read_also(asker, outline, number)

    def _picks(self, asker: Target, mentions: Mentions, problems: list[Problem]) -> Iterator[int]:
        for pick in mentions.picks:
            if found := find_pick(self.database, asker, pick.keys):
                yield found.id
            else:
                hint = "write its path, slug or title"
                message = f"related: there is no article `{pick.name}`"
                problems.append(Problem(asker.path, 0, 0, message, hint, pick.name))

    def _translations(
        self, asker: Target, mentions: Mentions, problems: list[Problem]
    ) -> Iterator[TranslationLink]:
        for mention in mentions.translations:
            found = find_pick(self.database, asker, mention.keys)
            if found:
                yield TranslationLink(mention.language, found.id)
            elif mention.url:
                yield TranslationLink(mention.language, 0, mention.url)
            if mistake := self._translation_mistake(mentions.language, mention, found):
                problems.append(Problem(asker.path, 0, 0, *mistake, mention.name))

    def _translation_mistake(
        self, own: str, mention: TranslationMention, found: Target | None
    ) -> tuple[str, str] | None:
        """What is odd about a translation that an article in the language `own` names, and how to mend it."""
        language, name = mention.language, mention.name
        if not found and not mention.url:
            return f"translations: there is no article `{name}`", "write its path, slug or title"
        if language == canonical_language(own):
            return f"translations: this article itself is in `{language}`", "write the other one's language"
        row = self.database.articles.get(found.id) if found else None
        is_in = row.article.language or self.language if row else language
        if not row or same_language(is_in, language):
            return None
        message = f"translations: `{name}` is in `{is_in}`, and not in `{language}`"
        return message, f"write `language: {language}` into content/{row.path}"

    def _links(self, asker: Target, mentions: Mentions, problems: list[Problem]) -> Iterator[tuple[str, str]]:
        """The links in a text that lead elsewhere than it is typed: those to files, and to former hosts."""
        articles = self.database.articles
        for link in mentions.links:
            if url := articles.url_of(link.file) or self.pages.get(link.file):
                yield link.typed, url
            else:
                message = f"there is no `{link.typed}` to link to"
                problems.append(Problem(asker.path, 0, 0, message, "check its path", link.typed))
        for address in mentions.addresses:
            found = self._answering(asker, address.keys) if address.typed else None
            if found and (url := articles.url_of(found.path)):
                yield address.typed, url

    def _linked(self, asker: Target, mentions: Mentions) -> Iterator[Target | None]:
        """What each link in a text leads to, by file or address; None where that is no article."""
        for link in mentions.links:
            yield self.database.articles.target_at(link.file)
        for address in mentions.addresses:
            yield self._answering(asker, address.keys)

    def _answering(self, asker: Target, keys: tuple[str, ...]) -> Target | None:
        """The first article that answers to one of these keys, listed or not."""
        named = (key.partition(":") for key in keys)
        return next(
            filter(None, (_target(self.database, kind, value, asker) for kind, _, value in named)), None
        )

    def _pictures(self, path: str, mentions: Mentions, problems: list[Problem]) -> list[bytes]:
        """Path and digest of each picture of an article, empty for one that is missing."""
        digests = []
        for picture in mentions.pictures:
            files = (self.database.files.at(path) for path in picture.files)
            file = next((file for file in files if file and file.media), None)
            digests.append(file.path.encode() + file.digest if file else b"")
            can_be_shown = file and file.images and not unpack_facts(file.images).wrong
            if picture.src and not can_be_shown:
                problems.append(no_picture(path, picture.src))
        return digests

    def _players(self, path: str, mentions: Mentions, problems: list[Problem]) -> list[tuple[str, bytes]]:
        """Path and digest of the files that the players of an article are made of."""
        files, found = self.database.files, list[tuple[str, bytes]]()
        for player in mentions.players:
            file, beside = next((one for one in player.files if files.has_media(one[0])), ("", ()))
            if file:
                rows = filter(None, map(files.at, beside))
                own = files.at(file)
                found.append((file, own.digest if own else b""))
                found += ((row.path, row.digest) for row in rows if row.media)
            else:
                problems.append(missing(path, player.src))
        return found
