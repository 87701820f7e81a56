"""The true source of a picture, behind placeholders of scripts that load pictures late."""

import re

from lxml import etree

from newsgen.importing.conversion.vocabulary import BEACON, BLANK_PICTURE, LAZY, LAZY_SETS

_CANDIDATE = re.compile(r"\s*([^\s,][^\s]*)(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_MOST = 100  # candidates


def source_of(image: etree._Element) -> str:
    """The address of a picture: the largest that is named; "" if there is none."""
    for name in LAZY:
        value = (image.get(name) or "").strip()
        if value and not BLANK_PICTURE.match(value):
            return value
    for name in LAZY_SETS:
        if (candidates := image.get(name)) and (largest := _largest(candidates)):
            return largest
    value = (image.get("src") or "").strip()
    return "" if BLANK_PICTURE.match(value) and not value.startswith("data:") else value


def _largest(srcset: str) -> str:
    best, width = "", 0.0
    for count, found in enumerate(_CANDIDATE.finditer(srcset)):
        size = float(found[2]) if found[2] and found[2].count(".") < 2 and found[2] != "." else 1.0
        if count < _MOST and size > width and not BLANK_PICTURE.match(found[1]):
            best, width = found[1].rstrip(","), size
    return best if width > 1 else ""


def is_beacon(image: etree._Element) -> bool:
    """Whether a picture is there to count readers."""
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return (
        sizes[0] in ("0", "1") or sizes[1] in ("0", "1") or BEACON.search(image.get("src") or "") is not None
    )
