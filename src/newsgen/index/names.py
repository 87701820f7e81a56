"""Names of files that not every file system keeps: it would join two of them, or refuse one."""

import re
from unicodedata import normalize

import msgspec

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in "0123456789¹²³"]
)
_PLAIN = re.compile(r"[a-z0-9/._=-]+")
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')


class Name(msgspec.Struct, frozen=True):
    """A file, as it is compared where case and the form of accents don't count, and what Windows forbids."""

    file: str
    folded: str
    forbidden: str


def unusual_name(file: str) -> Name | None:
    """The name of a file that some file system would not keep as it is; None for most files."""
    is_plain = _PLAIN.fullmatch(file) and "./" not in file and not file.endswith(".")
    if is_plain and _DEVICES.isdisjoint(file.replace(".", "/").split("/")):
        return None
    forbidden = _forbidden(file)
    name = folded(file)
    return Name(file, name, forbidden) if forbidden or name != file else None


def folded(file: str) -> str:
    """A file as it is compared where case and the form of accents don't count."""
    return normalize("NFC", normalize("NFC", file).casefold())


def _forbidden(file: str) -> str:
    """What Windows does not allow in the path of a file, or an empty string."""
    if found := _FORBIDDEN.search(file):
        return f"the character {found[0]!r}"
    if "./" in file or " /" in file or file.endswith((".", " ")):
        return "a dot or a space at the end of a name"
    devices = (name for name in file.split("/") if name.lower().partition(".")[0] in _DEVICES)
    return next((f"the name `{name}`" for name in devices), "")
