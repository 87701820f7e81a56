"""Pictures inside a text: given their size, so that nothing jumps, and lighter forms to choose from."""

import html
import re

from markupsafe import escape

from newsgen.pages.values import Picture

_IMAGE = re.compile(r"<img [^<>]*>")  # of HTML that was cleaned: `<` and `>` in attributes are escaped
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_SIZES = "(min-width: 48rem) 42rem, 100vw"


def sized(text: str, pictures: dict[str, Picture]) -> str:
    """Cleaned HTML in which each of these pictures, by its address, has its size and other forms."""
    alone = "<picture" not in text  # else somebody chose by hand, and a picture stands in no other

    def put(found: re.Match[str]) -> str:
        given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[0])}
        picture = pictures.get(given.get("src", ""))
        if picture is None:
            return found[0]
        return _image(given, picture, alone and "srcset" not in given)

    return _IMAGE.sub(put, text)


def _image(given: dict[str, str], picture: Picture, free: bool) -> str:
    attributes = dict(given)
    if picture.width and not {"width", "height"} & given.keys():
        attributes |= {"width": str(picture.width), "height": str(picture.height)}
    if not free or not picture.srcset:
        return _tag("img", attributes)
    attributes |= {"src": picture.src, "srcset": picture.srcset, "sizes": _SIZES}
    sources = (
        _tag("source", {"type": source.type, "srcset": source.srcset, "sizes": _SIZES})
        for source in picture.sources
    )
    return f"<picture>{''.join(sources)}{_tag('img', attributes)}</picture>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    return "".join((f"<{name}", *(f' {key}="{escape(value)}"' for key, value in attributes.items()), ">"))
