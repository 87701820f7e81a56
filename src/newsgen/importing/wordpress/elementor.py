"""The text of a post that only Elementor's own data has, as HTML."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

FIELD = "_elementor_data"
_TEXTS = {"text-editor": "editor", "html": "html", "heading": "title", "theme-post-content": ""}
_MOST = 10_000  # elements that are looked at


def elementor_text(data: str) -> str:
    """The headings and texts of the widgets, in order; empty if there are none, or the data is damaged."""
    if not data.lstrip().startswith("["):
        return ""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    return "\n\n".join(filter(None, map(_text, _elements(found))))


def _elements(found: list[Any]) -> Iterator[dict[str, Any]]:
    """All elements, each before those in it, without recursion."""
    waiting, seen = found[::-1], 0
    while waiting and seen < _MOST:
        one = waiting.pop()
        seen += 1
        if isinstance(one, dict):
            yield one
            inner = one.get("elements")
            waiting += inner[::-1] if isinstance(inner, list) else []


def _text(element: dict[str, Any]) -> str:
    settings, kind = element.get("settings"), element.get("widgetType")
    if not isinstance(settings, dict) or not isinstance(kind, str):
        return ""
    text = settings.get(_TEXTS.get(kind, ""), "")
    if not isinstance(text, str) or not text.strip():
        return _picture(settings) if kind == "image" else ""
    return f"<h2>{text}</h2>" if kind == "heading" else text


def _picture(settings: dict[str, Any]) -> str:
    image = settings.get("image")
    url = image.get("url") if isinstance(image, dict) else None
    return f'<img src="{escape(url)}" alt="">' if isinstance(url, str) and url.startswith("http") else ""
