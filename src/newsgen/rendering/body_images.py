"""Images in an article's text: their size, so that the layout does not shift, and smaller variants."""

import html
import re

from markupsafe import escape

from newsgen.pages.values import Picture

_IMAGE = re.compile(r"<img [^<>]*>")  # in sanitised HTML: `<` and `>` are escaped in attributes
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')
_SIZES = "(min-width: 48rem) 42rem, 100vw"


def responsive_images(html_text: str, pictures: dict[str, Picture]) -> str:
    """Sanitised HTML in which each image whose address is in `pictures` has its size and variants."""
    has_picture = "<picture" in html_text  # chosen by hand; a picture can't stand in another

    def replace(found: re.Match[str]) -> str:
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[0])}
        picture = pictures.get(attributes.get("src", ""))
        if picture is None:
            return found[0]
        return _image_html(attributes, picture, with_variants=not has_picture and "srcset" not in attributes)

    return _IMAGE.sub(replace, html_text)


def _image_html(attributes: dict[str, str], picture: Picture, *, with_variants: bool) -> str:
    sizes = attributes.pop("sizes", _SIZES)
    if picture.width and not {"width", "height"} & attributes.keys():
        attributes |= {"width": str(picture.width), "height": str(picture.height)}
    if not with_variants or not picture.srcset:
        return _tag("img", attributes)
    attributes |= {"src": picture.src, "srcset": picture.srcset, "sizes": sizes}
    sources = (
        _tag("source", {"type": source.type, "srcset": source.srcset, "sizes": sizes})
        for source in picture.sources
    )
    return f"<picture>{''.join(sources)}{_tag('img', attributes)}</picture>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    return "".join((f"<{name}", *(f' {key}="{escape(value)}"' for key, value in attributes.items()), ">"))
