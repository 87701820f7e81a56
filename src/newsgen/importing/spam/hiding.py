"""Whether an element is hidden from readers, and by what."""

import re
from enum import Enum

import msgspec

from newsgen.importing.spam.markup import Element, attributes_of
from newsgen.importing.spam.words import HIDING_CLASSES, OPENED_BY_READERS

_SPACE = re.compile(r"\s+|/\*[^*]{0,200}\*/|\\")
_NUMBER_ZERO = r"(?:0*\.?0+[1-9]?|0?\.0\d*|0|1)(?:px|pt|em|rem|%|vh|vw)?(?:!important)?(?:;|$)"
_SWITCHED_OFF = re.compile(r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse))")
_TRICKS = {
    "opacity 0": re.compile(
        r"(?:^|;)opacity:(?:0|0?\.0\d*|0\.0+)(?:!important)?(?:;|$)|filter:(?:alpha\(opacity=0\)|opacity\(0)"
    ),
    "a font size of 0 or 1": re.compile(
        r"(?:^|;)font-size:(?:0?\.\d+(?:px|pt|em|rem)|[01](?:\.0+)?(?:px|pt|%)?|0(?:em|rem))(?:!important)?(?:;|$)"
    ),
    "a place off the screen": re.compile(
        r"(?:^|;)(?:left|top|right|bottom|text-indent|margin-left|margin-top|margin-right|margin):-\d{3,}"
        r"|translate[xy3d]{0,2}\((?:0,)?-\d{4,}|translate[xy3d]{0,2}\(-\d{4,}|(?:^|;)(?:left|top):\d{5,}"
    ),
    "a size of nothing": re.compile(
        r"scale[xy]?\(0(?:\.0+)?[,)]"
        r"|clip:rect\([01](?:px)?[, ]|clip-path:inset\((?:50|100)%|clip-path:circle\(0"
    ),
    "a transparent colour": re.compile(r"(?:^|;)color:(?:transparent|rgba\([^)]{0,30},0(?:\.0+)?\))"),
}
_SMALL = re.compile(r"(?:^|;)(?:max-)?(?:height|width):(?:0|1)(?:px|pt|em|%)?(?:!important)?(?:;|$)")
_CLIPPED = re.compile(r"(?:^|;)overflow(?:-[xy])?:(?:hidden|clip|auto|scroll)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_BACKGROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
_WHITE = frozenset(
    ("#fff", "#ffffff", "white", "rgb(255,255,255)", "#fefefe", "#fdfdfd", "rgba(255,255,255,1)")
)
_NAME = re.compile(r"[.#]([a-zA-Z_][\w-]*)")
_BRACE = re.compile(r"[{}]")

# A look at a whole text whether anything in it may be hidden.
MAY_HIDE = re.compile(
    r"display\s{0,9}:|visibility\s{0,9}:|opacity\s{0,9}:\s{0,9}[0.]|font-size\s{0,9}:\s{0,9}[01.]|:\s{0,9}-\d{3}"
    r"|<noscript|<marquee|\shidden|<style"
    r"|<script|transform\s{0,9}:|overflow(?:-[xy])?\s{0,9}:|clip(?:-path)?\s{0,9}:|:\s{0,9}transparent"
    r"|\"hidden|d-none|color\s{0,9}[:=]|size=.?[01]\b|invisible|sr-only"
)


class Strength(Enum):
    """How much it says that something is hidden."""

    SWITCHED_OFF = "switched off"  # scripts and style sheets also do that for readers
    TRICK = "trick"  # seldom done but for machines
    PALE = "pale"  # white on what is probably white


class Hiding(msgspec.Struct, frozen=True):
    """By what something is hidden, in words, and whether readers may open it by themselves."""

    strength: Strength
    words: str
    opened: bool = False


def hides(style: str) -> Hiding | None:
    """How the declarations of a style hide what has it."""
    plain = _SPACE.sub("", style.lower())
    if off := _SWITCHED_OFF.search(plain):
        return Hiding(Strength.SWITCHED_OFF, f"hidden by {off[0].lstrip(';')}")
    for words, pattern in _TRICKS.items():
        if pattern.search(plain):
            return Hiding(Strength.TRICK, f"hidden by {words}")
    if _SMALL.search(plain) and _CLIPPED.search(plain):
        return Hiding(Strength.TRICK, "hidden by a size of nothing")
    return _same_colour(plain)


def _same_colour(plain: str) -> Hiding | None:
    colour, background = _COLOUR.search(plain), _BACKGROUND.search(plain)
    if not colour:
        return None
    if background and (background[1] == colour[1] or {colour[1], background[1]} <= _WHITE):
        return Hiding(Strength.TRICK, "hidden by the colour of its background")
    if colour[1] in _WHITE and not background:
        return Hiding(Strength.PALE, "white letters")
    return None


def hidden_names(css: str) -> dict[str, Hiding]:
    """The classes and ids that a style sheet hides on all screens."""
    found: dict[str, Hiding] = {}
    selectors: list[str] = []
    last = 0
    for brace in _BRACE.finditer(css):
        text = css[last : brace.start()]
        last = brace.end()
        if brace[0] == "{":
            selectors.append(text.strip())
            continue
        if len(selectors) == 1 and not selectors[0].startswith("@") and (hiding := hides(text)):
            for selector in selectors[0].split(","):
                for name in _NAME.findall(selector.split()[-1] if selector.split() else "")[-1:]:
                    found.setdefault(name, Hiding(hiding.strength, f"{hiding.words} in a style sheet"))
        if selectors:
            selectors.pop()
    return found


def hiding_of(element: Element, named: dict[str, Hiding]) -> Hiding | None:
    """How an element is hidden by itself; `named` are the classes and ids that style sheets hide."""
    if element.name in ("noscript", "template"):
        return Hiding(Strength.SWITCHED_OFF, f"inside of <{element.name}>")
    if not element.attributes or element.name.startswith(("wp:", "!--")):
        return None
    attributes = attributes_of(element.attributes)
    names = [*attributes.get("class", "").split(), *attributes.get("id", "").split()]
    hiding = _by_attributes(element.name, attributes, names, named)
    if hiding is None:
        return None
    about = " ".join(
        (attributes.get("class", ""), attributes.get("id", ""), attributes.get("role", ""))
    ).lower()
    return Hiding(hiding.strength, hiding.words, bool(OPENED_BY_READERS.search(about)))


def _by_attributes(
    name: str, attributes: dict[str, str], names: list[str], named: dict[str, Hiding]
) -> Hiding | None:
    if (style := attributes.get("style")) and (hiding := hides(style)):
        return hiding
    if "hidden" in attributes:
        return Hiding(Strength.SWITCHED_OFF, "hidden by the attribute hidden")
    if by_size := _by_size(name, attributes):
        return by_size
    if in_sheet := next((named[one] for one in names if one in named), None):
        return in_sheet
    if hiding_class := HIDING_CLASSES.intersection(names):
        return Hiding(Strength.SWITCHED_OFF, f"hidden by the class {min(hiding_class)}")
    return None


def _by_size(name: str, attributes: dict[str, str]) -> Hiding | None:
    """How a frame, a marquee or a font hides by its attributes."""
    sizes = {attributes.get("width", ""), attributes.get("height", "")}
    is_small = sizes & {"0", "1", "0px", "1px", "0%"} or _SMALL.search(
        _SPACE.sub("", attributes.get("style", "").lower())
    )
    if name in ("marquee", "iframe") and is_small:
        return Hiding(Strength.TRICK, f"hidden in a {name} of no size")
    tiny = attributes.get("size") in ("0", "-7")
    white = attributes.get("color", "").lower() in _WHITE
    if name == "font" and (tiny or white):
        return Hiding(Strength.TRICK if tiny and white else Strength.PALE, "white or tiny letters")
    return None
