"""Shortcodes of WordPress as HTML."""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsgen.importing.conversion.addresses import Findings

Attachments = Callable[[str], str]

_TAG = re.compile(r"\[(\[?)(/?)([a-zA-Z][\w-]*)(?=[\s\]/=:])")
_LONGEST = 4000  # characters of the attributes of one
_ATTRIBUTE = re.compile(
    r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|[“”″]([^“”″\"]*)[“”″\"]|([^\s'\"]+))|\"([^\"]*)\"|'([^']*)'|(\S+)"
)
_IMAGE = re.compile(
    r"\s*(?:<p>\s*)?((?:<a\s[^<>]*>\s*)?<img\s[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+")
_ID = re.compile(r"[\w-]{6,}")
_MEDIA = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "flv")
_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtube_sc": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tweet": "https://x.com/i/web/status/{}",
    "twitter": "https://x.com/i/web/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "facebook": "{}", "tiktok": "{}", "soundcloud": "{}", "spotify": "{}", "googlemaps": "{}", "embed": "{}",
    "googlevideo": "{}", "fve": "{}", "vc_video": "{}", "et_pb_video": "{}", "embedyt": "{}", "arve": "{}",
}  # fmt: skip
_CODE = {"sourcecode", "code"}
_CODE_COLORER = re.compile(r"cc[nebil]{0,3}(?:_\w+)?")
_LANGUAGES = set("bash css html java javascript js php python ruby sql xml csharp cpp perl text".split())
_FURNITURE = {
    "share-removed": r"(?:sharethis|addtoany|social_?share|share|mashshare|ssba|dpsp|shareaholic)[\w-]*",
    "advert-removed": r"(?:ads?|adsense|adrotate|quads|wp_ad_camp|wpads|iklan|adinserter|the_ad)[\w-]*",
    "related-removed": r"(?:related[\w-]*|yarpp|crp|jetpack-related-posts|display-posts|recent-?_?posts)",
    "rating-removed": r"(?:ratings?|wp_ulike|kkstarratings|post-?_?views|views|yasr[\w-]*|likebtn)",
    "form-removed": r"(?:contact-form(?:-7)?|contact-field|gravityform|wpforms|ninja_form|mc4wp_form|poll)",
    "contents-removed": r"(?:toc|ez-toc|lwptoc|contents)",
}
_FURNISHED = re.compile("|".join(f"(?P<{kind.split('-')[0]}>{words})" for kind, words in _FURNITURE.items()))
_CONTAINER = re.compile(
    r"(?:vc|et_pb|fusion|elementor|av|mk|kc|cs|tatsu|ultimate|wpb|fl|thrive|su|td|tdb|penci|bs)_[\w-]+"
    r"|(?:row|col|column|columns|section|container|span\d*|one_half|one_third|two_third|one_fourth|three_fourth)(?:_last)?"
    r"|(?:box|highlight|dropcap|quote|center|left|right|clear|tabs?|accordion|toggle|spoiler|button|list|note|info)"
)
_READ_ALSO = re.compile(r"(?:baca[_-]?juga|bacajuga|read[_-]?also|irp|lihat[_-]?juga|simak[_-]?juga)[\w-]*")
_LOST = {
    "playlist",
    "gallery",
    "audio",
    "video",
    "vc_raw_html",
    "vc_raw_js",
    "wpvideo",
    "videopress",
    "embed-post",
}


class _Code(NamedTuple):
    """A tag of a shortcode in a text, from `start` to `end`."""

    start: int
    end: int
    name: str
    closes: bool
    is_alone: bool
    typed: str


def attributes(typed: str) -> dict[str, str]:
    """The attributes of a shortcode; those without a name are numbered from 0."""
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(typed):
        name, value = each[1], next((group for group in each.groups()[1:] if group is not None), "")
        key = name.lower() if name else str(sum(1 for known in found if known.isdigit()))
        found.setdefault(key, html.unescape(value))
    return found


def _codes(text: str) -> Iterator[_Code | tuple[int, int]]:
    """The tags in a text; the start and end of one that is escaped."""
    at = 0
    while found := _TAG.search(text, at):
        start, at = found.span()
        end = _end(text, at)
        if end < 0:
            continue
        if found[1] and text[end : end + 1] == "]":
            at = end + 1
            yield start, at
            continue
        at = end
        typed = text[found.end() : end - 1]
        is_alone = typed.endswith("/") and not typed.endswith("://")
        yield _Code(start + len(found[1]), end, found[3].lower(), bool(found[2]), is_alone, typed.rstrip("/"))


def _end(text: str, at: int) -> int:
    """The offset behind the `]` of a tag whose attributes begin at an offset; -1 if it has none."""
    quote = ""
    for offset in range(at, min(len(text), at + _LONGEST)):
        letter = text[offset]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and text[offset - 1] in "= \t":
            quote = letter
        elif letter == "]":
            return offset + 1
        elif letter == "[":
            return -1
    return -1


def with_shortcodes(text: str, findings: Findings, attachments: Attachments | None = None) -> str:
    """A text with HTML in the place of its shortcodes; unknown ones stay, with a note of each kind."""
    codes = list(_codes(text))
    closing: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        if isinstance(code, _Code) and code.closes:
            closing.setdefault(code.name, []).append(at)
    writer = _Writer(text, codes, closing, findings, attachments)
    return writer.written(0, len(codes), 0, len(text))


class _Writer:
    """Writes the parts of one text."""

    def __init__(
        self,
        text: str,
        codes: list[_Code | tuple[int, int]],
        closing: dict[str, list[int]],
        findings: Findings,
        attachments: Attachments | None,
    ) -> None:
        self._text = text
        self._codes = codes
        self._closing = {name: list(reversed(places)) for name, places in closing.items()}
        self._findings = findings
        self._file = attachments or (lambda _: "")

    def written(self, first: int, last: int, start: int, end: int, depth: int = 0) -> str:
        """The text from `start` to `end`, which has the tags from `first` to `last`."""
        pieces, number = [], first
        while number < last:
            code = self._codes[number]
            if not isinstance(code, _Code):
                pieces += [self._text[start : code[0]], self._text[code[0] + 1 : code[1] - 1]]
                start, number = code[1], number + 1
                continue
            pieces.append(self._text[start : code.start])
            until = self._closed(number, last) if depth < 30 else None
            shown, number, start = self._one(number, code, until, depth)
            pieces.append(shown)
        pieces.append(self._text[start:end])
        return "".join(pieces)

    def _closed(self, number: int, last: int) -> int | None:
        """The number of the tag that closes another."""
        code = self._codes[number]
        places = self._closing.get(code.name, []) if isinstance(code, _Code) else []
        while places and places[-1] <= number:
            places.pop()
        if not isinstance(code, _Code) or code.closes or code.is_alone or not places or places[-1] >= last:
            return None
        return places[-1]

    def _one(self, number: int, code: _Code, until: int | None, depth: int) -> tuple[str, int, int]:
        """What stands for a tag, the number of the next tag, and the offset where the text goes on."""
        name, behind = code.name, (number + 1, code.end)
        if _is_container(name) and name not in _LOST and name not in _PAGES:
            if _is_code_like(self._text, code, until):
                return (self._container(code), *behind)
            return (self._unknown(code), *behind)
        if until is None:
            shown = self._shown(code, "", "") if not code.closes else None
            return (self._unknown(code) if shown is None else shown, *behind)
        end = self._codes[until]
        assert isinstance(end, _Code)
        inside = self._text[code.end : end.start]
        is_verbatim = _is_code(name)
        content = inside if is_verbatim else self.written(number + 1, until, code.end, end.start, depth + 1)
        shown = self._shown(code, inside, content)
        if shown is None:
            self._unknown(code)
            shown = f"{self._text[code.start : code.end]}{content}{self._text[end.start : end.end]}"
        return shown, until + 1, end.end

    def _shown(self, code: _Code, inside: str, content: str) -> str | None:  # noqa: PLR0911
        """The HTML for a shortcode; None for an unknown one."""
        name = code.name
        if _is_code(name):
            return self._code(code, inside) if inside.strip() else None
        if name in ("caption", "wp_caption"):
            return _caption(attributes(code.typed), content) if content else ""
        if name in ("gallery", "audio", "video", "playlist"):
            return self._media(name, attributes(code.typed), inside)
        if name in _PAGES:
            return self._page(name, code.typed, inside)
        if _READ_ALSO.fullmatch(name):
            return self._read_also(attributes(code.typed), content, name)
        if name in _LOST:
            self._findings.note(
                "shortcode-removed", "what a shortcode showed is not in the text", name, loses=True
            )
            return ""
        if (found := _FURNISHED.fullmatch(name)) and not content.strip():
            self._findings.note(f"{found.lastgroup}-removed", subject=f"[{name}]")
            return ""
        return None

    def _unknown(self, code: _Code) -> str:
        if "=" in code.typed or code.closes or code.name in self._closing:
            self._findings.note("unknown-shortcode", "an unknown shortcode is kept as text", code.name)
        return self._text[code.start : code.end]

    def _container(self, code: _Code) -> str:
        """What a tag for the looks shows by itself: its text goes on behind it."""
        self._findings.note(
            "layout-shortcode", "a shortcode for the looks is left out, its text is kept", code.name
        )
        is_button = "button" in code.name or "btn" in code.name
        if code.closes:
            return "</a>\n\n" if is_button else "\n\n"
        values = attributes(code.typed)
        shown = []
        if (address := values.get("src", "")) and "image" in code.name:
            shown.append(f'<img src="{html.escape(address)}" alt="{html.escape(values.get("alt", ""))}">')
        elif (number := values.get("image", "")).isdigit():
            address = self._file(number)
            shown.append(f'<img src="{html.escape(address)}" alt="">' if address else "")
            if not address:
                self._findings.note(
                    "picture-removed", "a picture is known by a number only", number, loses=True
                )
        words = values.get("text") or values.get("title") or values.get("button_text") or ""
        if words and ("heading" in code.name or "blurb" in code.name):
            shown.append(f"<h3>{html.escape(words)}</h3>")
        elif is_button and (
            href := values.get("button_url") or values.get("url") or values.get("link") or ""
        ):
            link = f'<a href="{html.escape(href)}">'
            shown.append(f"<p>{link}{html.escape(words)}</a></p>" if words else link)
            return f"\n\n{shown[-1]}"
        return "\n\n" + "\n\n".join(shown) + "\n\n"

    def _code(self, code: _Code, inside: str) -> str:
        values = attributes(code.typed)
        language = values.get("language") or values.get("lang") or values.get("0", "").lstrip("=")
        last = code.name.rpartition("_")[2]
        language = language or (last if last in _LANGUAGES else "")
        named = f' data-language="{html.escape(language)}"' if re.fullmatch(r"[\w#.+-]+", language) else ""
        text = inside.strip("\n").replace("<", "&lt;").replace(">", "&gt;")
        return f"\n\n<pre{named}>\n{text}</pre>\n\n"

    def _media(self, name: str, values: dict[str, str], inside: str) -> str:
        numbers = re.findall(r"\d+", values.get("ids") or values.get("include") or values.get("id") or "")
        files = (
            [values[key] for key in _MEDIA if values.get(key)]
            + _ADDRESS.findall(inside)
            + [values.get("0", "")]
        )
        address = next(filter(_ADDRESS.match, files), "")
        if name in ("audio", "video") and address:
            return f'\n\n<{name} src="{html.escape(address)}"></{name}>\n\n'
        found = [file for file in map(self._file, numbers) if file]
        if name == "gallery" and found:
            images = "".join(f'<img src="{html.escape(file)}" alt="">' for file in found)
            return f'\n\n<div class="gallery">{images}</div>\n\n'
        if len(found) < max(len(numbers), 1):
            message = "files of a gallery or player are known by their numbers only"
            self._findings.note(f"{name}-removed", message, " ".join(numbers), loses=True)
        return "".join(f'\n\n<audio src="{html.escape(file)}"></audio>\n\n' for file in found)

    def _page(self, name: str, typed: str, inside: str) -> str | None:
        values = attributes(typed.lstrip("=: "))
        keys = ("url", "link", "src", "href", "id", "v", "0")
        candidates = [inside.strip(), *(values.get(key, "") for key in keys)]
        for candidate in candidates:
            value = html.unescape(candidate.strip().strip('"'))
            if found := _ADDRESS.match(value):
                return f"\n\n<p>{html.escape(found[0])}</p>\n\n"
            if _ID.fullmatch(value) and _PAGES[name] != "{}":
                return f"\n\n<p>{html.escape(_PAGES[name].format(value))}</p>\n\n"
        return None

    def _read_also(self, values: dict[str, str], content: str, name: str) -> str | None:
        title = values.get("title") or values.get("judul") or values.get("name") or values.get("text") or ""
        address = values.get("url") or values.get("link") or values.get("href") or ""
        if content.strip():
            return f'<div class="baca-juga">{content}</div>'
        if title and address:
            return f'<div class="baca-juga"><a href="{html.escape(address)}">{html.escape(title)}</a></div>'
        if title:
            return f'<div class="baca-juga">{html.escape(title)}</div>'
        message = "a read-also names its story by a number, or not at all"
        self._findings.note("read-also-removed", message, f"[{name}]", loses=True)
        return ""


def _is_code(name: str) -> bool:
    return name in _CODE or name in _LANGUAGES or _CODE_COLORER.fullmatch(name) is not None


def _is_container(name: str) -> bool:
    return _CONTAINER.fullmatch(name) is not None


def _is_code_like(text: str, code: _Code, until: int | None) -> bool:
    """Whether a tag with the name of a container is one, and no word in brackets."""
    return code.closes or "=" in code.typed or until is not None or "_" in code.name or code.is_alone


def _caption(values: dict[str, str], content: str) -> str:
    found = _IMAGE.match(content)
    words = values.get("caption", "")
    if not found:
        return f"{content}\n\n{words}" if words else content
    words = words or found[2].strip().removesuffix("</p>")
    return f'\n\n<div class="wp-caption">{found[1]}<p class="wp-caption-text">{words}</p></div>\n\n'
