"""What of a text readers won't see: HTML and links that are dropped, pictures that no browser loads, code.

It is found in the Markdown as it is typed, and agrees with what rendering drops by the same allow-list.
"""

import html
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

import msgspec

from newsgen.content import allowlist
from newsgen.content.blocks import CODE_ELEMENT, TAG, blank, positions, without_code, without_comments
from newsgen.errors import Problem, shortened

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+))?""")
_ELEMENT = re.compile(r"<[a-z][a-z0-9-]*>")
_OPAQUE = {"script", "style", "iframe", "textarea", "title", "xmp", "noembed", "noframes"}  # hold only text
_LINK = re.compile(r"\]\(\s*<?([^\s<>()]+)")
_REFERENCE = re.compile(r"\]:[ \t]*<?([^\s<>]+)")
_ATTRIBUTE_LIST = re.compile(r"\{:([^{}\n]*)\}")  # of Markdown
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
# A line of an .mdx file that is code of its page; prose that begins with the same word ends otherwise.
_MODULE_LINE = re.compile(
    r"^(?:import\s(?:[\w\s{},*$]{1,500}\sfrom\s)?\s?[\"'][^\"'\n]+[\"'];?"
    r"|export\s(?:const|default|function)\s.*)[ \t]*$",
    re.MULTILINE,
)
_SHORTCODE = re.compile(r"\[(?<!\]\[)([a-z][a-z0-9_-]*)((?:\s[^\[\]]*)?)\](?![(\[:])")
_LONE_SHORTCODES = {"gallery", "playlist"}

_STRUCTURE = {"html", "head", "body"}  # they hold the text, and mean nothing in it
_FORMS = set("form input button select option optgroup textarea label fieldset legend datalist".split())
_MEDIA = {"src", "poster", "srcset"}
_PLAIN_TAGS = allowlist.TAGS - _OPAQUE
_KEPT_EVERYWHERE = allowlist.ATTRIBUTES["*"]
_KEPT_ANYWHERE = set().union(*allowlist.ATTRIBUTES.values())
# Without these a page is the same: newsgen writes its own, or browsers do as well without.
_NEEDLESS = set(
    "target rel hreflang loading decoding sizes fetchpriority crossorigin referrerpolicy frameborder"
    " scrolling allowtransparency marginwidth marginheight webkitallowfullscreen mozallowfullscreen"
    " preload playsinline contenteditable spellcheck itemprop itemscope itemtype itemid".split()
)
_POST_SCRIPTS = (
    "twitter.com",
    "x.com",
    "instagram.com",
    "tiktok.com",
    "facebook.net",
    "threads.net",
    "bsky.app",
)
_MOST_NAMES = 4  # in one message


class _Kind(NamedTuple):
    """What all findings of one kind have in common; the summary is of those of many texts."""

    message: str
    hint: str
    summary: str


_DROPPED = "left out of the page:"
_DROPPED_FROM = _DROPPED.removesuffix(":")
_AS_TEXT = "shown as text:"
_SHOWN_AS_TEXT = _AS_TEXT.removesuffix(":")
_NO_CODE = "pages run no code of a text: link to where it runs"
_KINDS = {
    "script": _Kind(_DROPPED, _NO_CODE, f"scripts {_DROPPED_FROM}"),
    "PHP": _Kind(_DROPPED, _NO_CODE, f"PHP {_DROPPED_FROM}"),
    "event handler": _Kind(f"event handlers {_DROPPED}", _NO_CODE, f"event handlers {_DROPPED_FROM}"),
    "post": _Kind(
        f"scripts of posts {_DROPPED}",
        "the quotation and its link stay: delete the script",
        f"scripts of posts {_DROPPED_FROM}",
    ),
    "style": _Kind(
        _DROPPED, "put the rules into the style sheet of the theme", f"style rules {_DROPPED_FROM}"
    ),
    "form": _Kind(_DROPPED, "link to the page that has the form", f"forms {_DROPPED_FROM}"),
    "frame": _Kind(
        f"frames {_DROPPED}",
        "add its host to `embeds` in newsgen.yaml, or link to it",
        f"frames {_DROPPED_FROM}",
    ),
    "element": _Kind(
        _DROPPED,
        "what stands inside stays; write `&lt;` for a `<` that is text",
        f"unknown elements {_DROPPED_FROM}",
    ),
    "attribute": _Kind(
        f"attributes {_DROPPED}",
        "use a class, and give that its looks in the style sheet of the theme",
        f"attributes {_DROPPED_FROM}",
    ),
    "link": _Kind(
        f"links {_DROPPED}",
        "a link names a file, or starts with https:, mailto: or tel:",
        f"links {_DROPPED_FROM}",
    ),
    "insecure": _Kind(allowlist.BLOCKED, allowlist.BLOCKED_HINT, allowlist.BLOCKED.removesuffix(":")),
    "template": _Kind(
        _AS_TEXT, "it is code of another program: write what it stands for", f"template code {_SHOWN_AS_TEXT}"
    ),
    "module": _Kind(
        _AS_TEXT,
        "it is code of another program: write what it stands for",
        f"imports of components {_SHOWN_AS_TEXT}",
    ),
    "shortcode": _Kind(
        _AS_TEXT, "it is code of WordPress: write what it stands for", f"shortcodes {_SHOWN_AS_TEXT}"
    ),
}


class Finding(msgspec.Struct, frozen=True):
    """Something that readers won't see: its kind, what names it in a message, and where it stands."""

    kind: str
    name: str
    at: int


def warnings(
    path: str, body: str, file: bytes, first_line: int, host: str, embeds: Container[str], markdown: str
) -> tuple[Problem, ...]:
    """A warning for each kind of what readers won't see, at the first place.

    `host` is the scheme and host of the site; `embeds` and `markdown` are the settings of these names.
    `first_line` is the line on which the body begins in its `file`, or 0 if it is not a part of it.
    """
    found = find(body, host, embeds, markdown)
    if not found:
        return ()
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in sorted(found, key=lambda one: one.at):
        groups.setdefault((one.kind, "" if one.kind in _KINDS else one.name), []).append(one)
    starts = [group[0].at for group in groups.values()]
    names = [group[0].name for group in groups.values()]
    places = positions(body, starts, names, file, first_line)
    return tuple(_problem(path, place, group) for place, group in zip(places, groups.values(), strict=True))


def _problem(path: str, place: tuple[int, int], group: list[Finding]) -> Problem:
    first = group[0]
    if first.kind not in _KINDS:
        mistake = allowlist.address_mistake(first.name)
        assert mistake
        return Problem(path, *place, mistake.message, mistake.hint, first.name)
    kind = _KINDS[first.kind]
    names = list(dict.fromkeys(one.name for one in group))
    shown = ", ".join(f"`{shortened(name, allowlist.LONGEST)}`" for name in names[:_MOST_NAMES])
    more = ", …" if len(names) > _MOST_NAMES else ""
    times = f" ({len(group)} times)" if len(group) > 1 else ""
    message = f"{kind.message} {shown}{more}{times}"
    return Problem(path, *place, message, kind.hint, kind=first.kind, summary=kind.summary)


def find(body: str, host: str, embeds: Container[str], markdown: str) -> list[Finding]:
    """All that readers of a text won't see, in no order."""
    has_html, has_braces, has_brackets = "<" in body, "{" in body, "[" in body
    has_modules = "import " in body or "export " in body
    if not (has_html or has_braces or has_brackets or has_modules):
        return []
    text = without_code(body, markdown)
    found: list[Finding] = []
    if has_html:
        text = without_comments(text)
        in_html = _in_html(text, host, embeds)
        found += map(_in_commonmark, in_html) if markdown == "commonmark" else in_html
    if has_brackets:
        found += _in_links(text, host)
    if has_braces:
        found += _in_attribute_lists(text, host)
    if has_braces or has_brackets:
        found += _of_other_programs(CODE_ELEMENT.sub(blank, text) if has_html else text)
    if has_modules:
        lines = _MODULE_LINE.finditer(text)
        found += [Finding("module", " ".join(line[0].split()), line.start()) for line in lines]
    return found


# HTML


def _in_html(text: str, host: str, embeds: Container[str]) -> Iterator[Finding]:
    at, last_code_end = 0, text.rfind("?>")
    while found := TAG.search(text, at):
        start, at = found.span()
        if found["code"] is not None:
            yield Finding("PHP", f"<?{found['code']}", start)
            at = text.find("?>", at) if at <= last_code_end else at
            continue
        tag = found[1].lower()
        if not found[2] and tag in _PLAIN_TAGS:
            continue
        attributes = [(name.lower(), _value(value)) for name, value in _ATTRIBUTE.findall(found[2])]
        yield from _in_element(tag, attributes, start, host, embeds)
        if tag in _OPAQUE:
            closing = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, at)
            at = closing.end() if closing else at


def _in_commonmark(finding: Finding) -> Finding:
    """What is dropped elsewhere, but is no element for CommonMark, such as `<o:p>`, is shown as text."""
    is_text = finding.kind == "element" and not _ELEMENT.fullmatch(finding.name)
    return Finding("template", finding.name, finding.at) if is_text else finding


def _value(typed: str) -> str:
    return html.unescape(typed[1:-1] if typed[:1] in ('"', "'") else typed)


def _in_element(
    tag: str, attributes: list[tuple[str, str]], at: int, host: str, embeds: Container[str]
) -> Iterator[Finding]:
    values: dict[str, str] = {}
    for name, value in attributes:
        values.setdefault(name, value)
    if tag == "iframe" and not allowlist.is_known_frame(values.get("src", ""), embeds):
        src = values.get("src", "")
        yield Finding("frame", allowlist.frame_host(src) or src or "<iframe>", at)
    elif tag == "script" and (post := _post(values.get("src", ""))):
        yield Finding("post", post, at)
    elif tag not in allowlist.TAGS:
        if tag not in _STRUCTURE:
            kind = tag if tag in ("script", "style") else "form" if tag in _FORMS else "element"
            yield Finding(kind, f"<{tag}>", at)
    else:
        own = allowlist.ATTRIBUTES.get(tag, _KEPT_EVERYWHERE)
        for name, value in values.items():
            is_allowed = name in _KEPT_EVERYWHERE or name in own
            yield from _in_attribute(name, value, at, host, is_allowed=is_allowed)


def _post(src: str) -> str:
    """The host of the script that belongs to a post of a social network."""
    host = allowlist.frame_host(src)
    return host if host.endswith(_POST_SCRIPTS) else ""


def _in_attribute(name: str, value: str, at: int, host: str, *, is_allowed: bool) -> Iterator[Finding]:
    if not is_allowed:
        if name not in _NEEDLESS and not name.startswith(("data-", "xmlns")):
            yield Finding("event handler" if name.startswith("on") else "attribute", name, at)
    elif name == "srcset":
        for link, _, _ in allowlist.srcset(value):
            yield from _in_address(link, at, host, is_media=True)
    elif name in allowlist.LINK_ATTRIBUTES and not allowlist.is_plain(value):
        yield from _in_address(value, at, host, is_media=name in _MEDIA)


def _in_attribute_lists(text: str, host: str) -> Iterator[Finding]:
    for found in _ATTRIBUTE_LIST.finditer(text):
        for name, value in _ATTRIBUTE.findall(found[1]):
            if value:
                kept = name.lower() in _KEPT_ANYWHERE
                yield from _in_attribute(name.lower(), _value(value), found.start(), host, is_allowed=kept)


# addresses


def _in_links(text: str, host: str) -> Iterator[Finding]:
    for pattern in (_LINK, _REFERENCE):
        for found in pattern.finditer(text):
            if not allowlist.is_plain(found[1]):
                is_picture = is_picture_at(text, found.start())
                yield from _in_address(html.unescape(found[1]), found.start(1), host, is_media=is_picture)


def is_picture_at(text: str, at: int) -> bool:
    """Whether the `](` at an offset is that of a picture."""
    opening = text.rfind("[", 0, at)
    return opening > 0 and text[opening - 1] == "!" and "](" not in text[opening:at]


def _in_address(link: str, at: int, host: str, *, is_media: bool) -> Iterator[Finding]:
    link = allowlist.without_invisible(link)
    if not allowlist.is_remote(link):
        return
    if allowlist.is_local(link) or (is_media and not allowlist.is_on_web(link)):
        yield Finding("address", link, at)
    elif not allowlist.is_kept(link):
        yield Finding(
            "link", link if allowlist.has_allowed_scheme(link) else f"{allowlist.scheme(link)}:", at
        )
    elif is_media and allowlist.is_blocked(link, host):
        yield Finding("insecure", f"{link.partition('//')[0]}//{allowlist.frame_host(link)}", at)


# code of other programs


def _of_other_programs(text: str) -> Iterator[Finding]:
    if "{{" in text or "{%" in text:
        for found in _TEMPLATE.finditer(text):
            yield Finding("template", " ".join(found[0].split()), found.start())
    for found in _SHORTCODE.finditer(text):
        name = found[1]
        if "=" in found[2] or name in _LONE_SHORTCODES or f"[/{name}]" in text:
            yield Finding("shortcode", f"[{name}]", found.start())
