"""Make slugs, the parts of an address, out of words and of names of files."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

_SEPARATORS = re.compile(r"[\W_]+")
_KEPT = "-._~+@"  # beside letters, figures and accents
_GAPS = re.compile(r"-* [ -]*")
_USUAL = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_SIGNS = re.compile(r"(?<=[^\W_])([+#]+)(?=([^\W_]?))")
_SPOKEN = {"+": "plus", "#": "sharp"}
_MAX_TEXT = 1000  # characters; to order the accents of many more takes the square of their number
_MAX_ESCAPED = 12  # characters of the longest percent-escape of one
_MAX_LENGTH = 100
_MAX_BYTES = 200  # no file system takes a name of more than 255


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """Lower-case words joined by hyphens: Latin letters without accents, other scripts as they are.

    Percent-escapes are undone first, as WordPress exports carry them. Text without any letter or
    digit gives an empty string. No slug is longer than 100 characters or 200 bytes, cut between words;
    a text counts up to its first 1,000 characters.
    """
    text = unquote(text[: _MAX_TEXT * _MAX_ESCAPED])[:_MAX_TEXT]
    if text.isascii():
        slug = _SEPARATORS.sub("-", text.replace("'", "").lower()).strip("-")
    else:
        slug = _hyphenated(_folded(text).translate(_APOSTROPHES)).strip("-")
    limit = _MAX_LENGTH
    if not slug.isascii():
        limit = min(limit, len(slug.encode()[:_MAX_BYTES].decode(errors="ignore")))
    if len(slug) > limit:
        slug = slug[: limit + 1].rpartition("-")[0] or slug[:limit]
    return slug


def kept_slug(text: str) -> str:
    """A part of an address as it is typed, in any capitals, with dots, accents and underscores.

    Only what can't stand in an address or in the name of a file becomes a hyphen; apostrophes are left out.
    Text without any letter or digit gives an empty string. No slug is longer than 200 bytes.

    >>> [kept_slug(text) for text in ("Berita_1.2", "Jum'at  Kelabu", "a--b", "-")]
    ['Berita_1.2', 'Jumat-Kelabu', 'a--b', '']
    """
    if len(text) <= _MAX_BYTES and _USUAL.fullmatch(text):
        return text
    text = unquote(text[: _MAX_TEXT * _MAX_ESCAPED])[:_MAX_TEXT].translate(_APOSTROPHES)
    text = unicodedata.normalize("NFC", text)
    slug = _GAPS.sub("-", "".join(char if _is_kept(char) else " " for char in text)).strip("-.")
    if len(slug.encode()) > _MAX_BYTES:
        slug = slug.encode()[:_MAX_BYTES].decode(errors="ignore")
        slug = (slug.rpartition("-")[0] or slug).strip("-.")
    return slug if any(map(str.isalnum, slug)) else ""


def _is_kept(char: str) -> bool:
    return char.isalnum() or char in _KEPT or unicodedata.category(char)[0] == "M"


def name_slug(name: str) -> str:
    """The slug of a tag, section, author or series, which tells `C`, `C++` and `C#` apart.

    >>> [name_slug(name) for name in ("C++", "C#", "#C", "Disney+", "A+B", "C++11")]
    ['cplusplus', 'csharp', 'c', 'disneyplus', 'a-plus-b', 'c-plusplus-11']
    """
    if "+" in name or "#" in name or "%" in name:
        name = _SIGNS.sub(_spoken, unquote(name[: _MAX_TEXT * _MAX_ESCAPED]))
    return slugify(name)


def term_slug(name: str) -> str:
    """The address part of a tag, section, author or series; never empty."""
    return name_slug(name) or blake2b(name.encode(), digest_size=4).hexdigest()


def folder_slugs(path: str) -> list[str]:
    """The folders of a file as parts of an address, without the one by whose name an `index.md` goes.

    >>> folder_slugs("2018/Kota Lama/a.md"), folder_slugs("kota/banjir/index.md")
    (['2018', 'Kota-Lama'], ['kota'])
    """
    *folders, name = path.split("/")
    if is_index(name):
        folders = folders[:-1]
    return [slug for slug in map(kept_slug, folders) if slug]


def is_index(name: str) -> bool:
    """Whether a file of this name goes by that of its folder; Hugo and Zola write `_index.md`, too."""
    return name.lower().rpartition(".")[0].strip() in ("index", "_index")


def _spoken(signs: re.Match[str]) -> str:
    words = "".join(map(_SPOKEN.__getitem__, signs[1]))
    return f"-{words}-" if signs[2] else words


def _folded(text: str) -> str:
    """Case-folded text in NFKD, accents separate from their letters.

    Folded twice: mathematical letters have a case only after the first normalisation.
    """
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())


def _hyphenated(text: str) -> str:
    """Letters and digits joined by hyphens, with the combining marks that scripts like Devanagari need."""
    chars: list[str] = []
    letter = ""
    for char in text:
        if char.isalnum():
            chars.append(char)
            letter = char
        elif unicodedata.category(char)[0] != "M":
            if letter:
                chars.append("-")
            letter = ""
        elif letter and not letter.isascii():
            chars.append(char)
    return unicodedata.normalize("NFC", "".join(chars))
