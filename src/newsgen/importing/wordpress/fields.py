"""The free fields of a post (postmeta): those that newsgen knows, and those that readers may have seen."""

import re

from newsgen.importing.page_text.bylines import split_names
from newsgen.importing.story import Note
from newsgen.importing.wordpress import lexicon
from newsgen.importing.wordpress.channel import without_address
from newsgen.importing.wordpress.known import Known
from newsgen.importing.wordpress.plain import plain

_SERIALISED = re.compile(r"(?:a|O|s|i|b|d):\d")
_SERIALISED_TEXT = re.compile(r's:\d+:"([^"]*)"')
_NO_PROSE = re.compile(r"[\[{]|https?://|#?[\w.%:/-]*$")
_LETTERS = re.compile(r"[^\W\d_]{2,} +[^\W\d_]{2,}")
_MOST_OF_NAME = 120  # characters of a person's, a place's or a source's name
_MOST_SHOWN = 80


def mapped(meta: list[tuple[str, str]], known: Known) -> dict[str, str]:
    """The values of fields that newsgen has, by their names there; those by `--meta` come first."""
    if not meta:
        return {}
    chosen = {key.lower(): _usual(field) for key, field in known.options.meta.items()}
    found: dict[str, str] = {}
    usual: dict[str, str] = {}
    for key, value in meta:
        low = key.lower()
        if low in chosen:
            if (text := _text(value)) and chosen[low]:
                found.setdefault(chosen[low], text)
        elif low in lexicon.FIELDS and (text := _text(value)) and len(text) <= _MOST_OF_NAME:
            usual.setdefault(lexicon.FIELDS[low], text)
    return {**{field: text for field, text in usual.items() if not text.isdigit()}, **found}


def _usual(field: str) -> str:
    return lexicon.ALIASES_OF_FIELDS.get(field, field)


def _text(value: str) -> str:
    if _SERIALISED.match(value):
        value = "; ".join(_SERIALISED_TEXT.findall(value))
    return plain(value)


def names(text: str, known: Known) -> tuple[str, ...]:
    """The people in a field; a number is that of an account."""
    if text.isdigit():
        name = known.author_ids.get(text, "")
        return (name,) if name else ()
    found = [without_address(name).strip() for part in text.split(";") for name in split_names(part.strip())]
    return tuple(dict.fromkeys(known.authors.get(name, name) for name in found if name))


def unknown_fields(meta: list[tuple[str, str]], known: Known) -> list[Note]:
    """A note for each field with text that readers may have seen, and that goes nowhere."""
    notes = []
    chosen = {key.lower() for key in known.options.meta}
    for key, value in meta:
        low = key.lower()
        if low[:1] in ("_", "") or low in chosen or low in lexicon.FIELDS:
            continue
        if any(part in low for part in lexicon.TECHNICAL_FIELDS) or not _is_prose(value):
            continue
        message = f"the field {key} is not in the article (--meta {key}=FIELD takes it)"
        text = " ".join(value[:400].split())
        shown = text[:_MOST_SHOWN] + ("…" if len(text) > _MOST_SHOWN else "")
        notes.append(Note(f"field-{key[:40]}", message, shown, loses=True))
    return notes


def _is_prose(value: str) -> bool:
    value = value.strip()
    if not value or _SERIALISED.match(value) or _NO_PROSE.match(value[:500]):
        return False
    return _LETTERS.search(value[:500]) is not None


def first(meta: list[tuple[str, str]], keys: tuple[str, ...]) -> str:
    """The value of the first of these fields that has one."""
    values = {key: value.strip() for key, value in reversed(meta) if key in keys}
    return next((values[key] for key in keys if values.get(key)), "")


def more(names: tuple[str, ...], listed: str) -> tuple[str, ...]:
    """Names, and those in a list with commas or semicolons."""
    if not listed:
        return names
    found = [name.strip() for name in listed.replace(";", ",").split(",")]
    return tuple(dict.fromkeys([*names, *filter(None, found)]))
