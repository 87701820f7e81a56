"""Read the data that a page leaves for its scripts: Next.js, Nuxt and others that build pages in browsers."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from newsgen.content.slugs import slugify
from newsgen.importing.saved_pages.linked_data import Node, texts

_LONGEST = 3_000_000
_NODES = 20_000
_ASSIGNED = re.compile(r"\s*(?:var |let |const )?(?:window\.|self\.)?[\w$.]{2,60}\s*=\s*(?=[{\[])")
_PUSHED = re.compile(r"\s*self\.__next_f\.push\((\[.*\])\)\s*;?\s*", re.DOTALL)
_TITLES = frozenset("title headline judul heading posttitle articletitle".split())
_PUBLISHED = frozenset(
    "publishedat publisheddate publisheddatetime publishedtime publishedon publishdate publishtime publishat"
    " datepublished dateposted publicationdate firstpublishedat firstpublishdate tanggalterbit tanggaltayang"
    " tglterbit tgltayang".split()
)
_MODIFIED = frozenset("updatedat modifiedat datemodified lastmodified updateddate modifieddate".split())
_EDITORS = frozenset("editor editors penyunting redaktur".split())


class Told:
    """What the data of a page says of the story with a headline: all dates and editors that it gives."""

    def __init__(self) -> None:
        self.published: list[str] = []
        self.modified: list[str] = []
        self.editors: list[str] = []


def told_of(scripts: list[str], headlines: frozenset[str]) -> Told:
    """What the data in scripts says of the story that has one of the headlines, as slugs."""
    told = Told()
    pushed: list[str] = []
    for script in scripts:
        if found := _PUSHED.fullmatch(script[:_LONGEST]):
            parts = _loaded(found[1])
            pushed += [part for part in parts or () if isinstance(part, str)]
        else:
            _read(_loaded(_ASSIGNED.sub("", script[:_LONGEST], count=1)), headlines, told)
    for line in "".join(pushed).split("\n"):
        _read(_loaded(line.partition(":")[2]), headlines, told)
    return told


def _loaded(text: str) -> Any:
    """The value at the start of a text; None if it is no JSON."""
    text = text.lstrip()
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _read(data: Any, headlines: frozenset[str], told: Told) -> None:
    for node in _nodes(data):
        plain = {re.sub(r"[_-]", "", name).lower(): value for name, value in node.items()}
        titles = [text for name in sorted(_TITLES & plain.keys()) for text in _texts(plain[name])]
        if not any(slugify(unescape(title)) in headlines for title in titles):
            continue
        for names, into in (
            (_PUBLISHED, told.published),
            (_MODIFIED, told.modified),
            (_EDITORS, told.editors),
        ):
            into += [text for name in sorted(names & plain.keys()) for text in _texts(plain[name])]


def _texts(value: Any) -> list[str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, dict) and isinstance(value.get("rendered"), str):
        return [value["rendered"]]
    return [*texts(value)]


def _nodes(data: Any) -> Iterator[Node]:
    """The objects in data; those of Nuxt are in one list, and their values places in it."""
    flat = data if isinstance(data, list) else []
    waiting, seen = [data], 0
    while waiting and seen < _NODES:
        one = waiting.pop()
        seen += 1
        if isinstance(one, dict):
            is_flat = bool(flat) and all(type(value) is int and value < len(flat) for value in one.values())
            yield {name: flat[value] for name, value in one.items()} if is_flat else one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
