"""Pictures that stand together in a text with nothing else beside them: a gallery."""

import html
import re

from markupsafe import escape

from newsgen.pages.values import Picture

# In sanitised HTML: `<` and `>` are escaped in attributes.
_LINK, _IMAGE = r"<a [^<>]*>", r"<img [^<>]*>"
_ONE = rf"(?:{_IMAGE}|{_LINK}{_IMAGE}</a>)"
_ITEM = rf"<li>\s*(?:<p>)?{_ONE}(?:</p>)?\s*</li>\s*"
_GALLERY = re.compile(
    rf"<p>{_ONE}(?:\s*(?:<br>\s*)?{_ONE})+</p>|<(?P<list>[ou]l)>\s*{_ITEM}(?:{_ITEM})+</(?P=list)>"
)
_PICTURE = re.compile(rf"(?P<link>{_LINK})?(?P<image>{_IMAGE})")
_SIZES = "(min-width: 40rem) 21rem, 50vw"
_ATTRIBUTE = re.compile(r' (\w+)="([^"]*)"')


def galleries(text: str, pictures: dict[str, Picture]) -> str:
    """Sanitised HTML in which a paragraph or list that is nothing but pictures, two or more, is a gallery.

    Each picture leads to its largest form, unless it leads elsewhere already; its title is its caption.
    """
    return _GALLERY.sub(lambda found: _gallery(found[0], pictures), text)


def _gallery(text: str, pictures: dict[str, Picture]) -> str:
    figures = (_figure(found["link"], found["image"], pictures) for found in _PICTURE.finditer(text))
    return f'<div class="gallery">\n{"".join(figures)}</div>'


def _figure(link: str | None, image: str, pictures: dict[str, Picture]) -> str:
    attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(image)}
    src, caption = attributes.get("src", ""), attributes.pop("title", "")
    picture = pictures.get(src)
    largest = picture.srcset.split(", ")[-1].partition(" ")[0] if picture else ""
    start = link or f'<a href="{escape(largest or src)}">'
    attributes |= {"sizes": _SIZES} if picture else {}
    shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{start}<img{shown}></a>{below}</figure>\n"
