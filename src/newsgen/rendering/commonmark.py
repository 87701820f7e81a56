"""CommonMark by markdown-it-py, with what other generators add: tables, notes, definitions, attributes.

The rest of it, such as the ids of headings, is as Python-Markdown has it in `python_markdown`.
"""

import re
from html import escape
from itertools import pairwise

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.extensions.toc import unique
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from newsgen.content.slugs import slugify
from newsgen.rendering.prose import Resolve, commonmark_prose_html

# Of blocks, where each list is two levels, and of brackets, each of which takes three of Python's own stack.
_MOST_NESTED = 250
_ATTRIBUTES = r"\{:?[ ]*([^{}%\n ][^{}\n]*)\}"  # `{% x %}` is code of another program
_ALONE = re.compile(rf"[ ]*{_ATTRIBUTES}[ ]*")
_BEHIND = re.compile(_ATTRIBUTES)
_LINE = re.compile(_ATTRIBUTES.replace(":?", ":", 1))  # as kramdown has it below, or above, a block
_AT_END = re.compile(rf"(?<! )[ ]+{_ATTRIBUTES}[ ]*$")
_BLOCKS_WITH_END = {"heading_open", "th_open", "td_open", "dt_open"}
_ALIGNED = re.compile(r"text-align:(\w+)")


class _Parser(MarkdownIt):
    """Addresses stay as they are typed: files are looked up by them, and the allow-list judges them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def parser() -> MarkdownIt:
    """A parser of CommonMark with tables, strikethrough, definition lists and footnotes, and no more."""
    made = _Parser("commonmark", {"maxNesting": _MOST_NESTED})
    made.enable(["table", "strikethrough"])
    made.use(deflist_plugin)
    made.use(footnote_plugin, inline=False, move_to_end=False)
    return made


class CommonMark:
    """Reads CommonMark."""

    def __init__(self, backlink_title: str) -> None:
        self._backlink = backlink_title
        self._parser = parser()
        self._parser.add_render_rule("footnote_ref", _note_mark)
        for rule in (_refuse_too_deep, _add_attributes, self._move_notes, _finish_headings, _finish_tokens):
            self._parser.core.ruler.before("text_join", rule.__name__, rule)

    def html(self, text: str) -> str:
        return str(self._parser.render(text)).strip("\n")

    def prose(self, text: str, resolve: Resolve) -> str | None:
        return commonmark_prose_html(text, resolve)

    def _move_notes(self, state: StateCore) -> None:
        """Put the footnotes at the end, in the order of their marks; those without a mark come last."""
        text, notes = _without_notes(state.tokens)
        if not notes:
            return
        counts = {note["label"]: note["count"] for note in state.env["footnotes"]["list"].values()}
        labels = [*counts, *(label for label in notes if label not in counts)]
        text += [
            Token("footnotes_open", "div", 1, {"class": "footnote"}, block=True),
            Token("hr", "hr", 0, block=True),
            Token("ordered_list_open", "ol", 1, block=True),
        ]
        for number, label in enumerate(labels, 1):
            title = self._backlink.format(number)
            marks = (escape(_mark_id(label, time)) for time in range(counts.get(label, 0)))
            links = (
                f'<a class="footnote-backref" href="#{mark}" title="{title}">&#8617;</a>' for mark in marks
            )
            text.append(Token("list_item_open", "li", 1, {"id": f"fn:{label}"}, block=True))
            text += _with_links(notes[label], "".join(links))
            text.append(Token("list_item_close", "li", -1, block=True))
        text += [
            Token("ordered_list_close", "ol", -1, block=True),
            Token("footnotes_close", "div", -1, block=True),
        ]
        state.tokens = text


def _refuse_too_deep(state: StateCore) -> None:
    """The parser leaves out what is nested deeper than it goes.

    Raises:
        RecursionError: it may have done so.
    """
    if any(token.level >= _MOST_NESTED - 1 for token in state.tokens):
        raise RecursionError


# footnotes


def _mark_id(label: str, time: int) -> str:
    return f"fnref{time + 1 if time else ''}:{label}"


def _note_mark(_: RendererHTML, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    meta = tokens[at].meta
    label, name = escape(meta["label"]), escape(_mark_id(meta["label"], meta["subId"]))
    return f'<sup id="{name}"><a class="footnote-ref" href="#fn:{label}">{meta["id"] + 1}</a></sup>'


def _without_notes(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens of a text, and those of its footnotes by their labels."""
    text: list[Token] = []
    notes: dict[str, list[Token]] = {}
    opened: list[list[Token]] = [text]  # a footnote may stand in another
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened.append(notes.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            opened.pop()
        else:
            opened[-1].append(token)
    return text, notes


def _with_links(note: list[Token], links: str) -> list[Token]:
    """A footnote with the links back into the text at the end of its last paragraph."""
    if not links:
        return note
    link = Token("html_inline", "", 0, content=f"&nbsp;{links}")
    if len(note) > 1 and note[-1].type == "paragraph_close":
        note[-2].children = [*(note[-2].children or ()), link]
        return note
    link.content = links
    inside = Token("inline", "", 0, children=[link])
    return [
        *note,
        Token("paragraph_open", "p", 1, block=True),
        inside,
        Token("paragraph_close", "p", -1, block=True),
    ]


# attribute lists


def _add_attributes(state: StateCore) -> None:
    """Take attribute lists such as `{: .class #id }` from the text, and give them to what they stand at."""
    tokens, taken = state.tokens, set[int]()
    for at, token in enumerate(tokens):
        if token.type == "fence":
            _name_language(token)
        elif token.type == "inline" and token.children and "{" in token.content:
            if owned := _owned(tokens, at):
                owner, block = owned
                _assign(owner, token.content.strip("{: }"))
                taken.update(block)
            else:
                _add_inline_attributes(token.children)
                _add_block_attributes(tokens, at, token.children)
    if taken:
        state.tokens = [token for at, token in enumerate(tokens) if at not in taken]


def _owned(tokens: list[Token], at: int) -> tuple[Token, range] | None:
    """Whose attributes a text is, which stands alone right below a block, and the tokens that it takes."""
    if not _LINE.fullmatch(tokens[at].content):
        return None
    start, end = at - 1, at + 1
    if tokens[start].type == "td_open":  # a table takes each line below it for a row
        start, end = start - 1, next(n for n in range(end, len(tokens)) if tokens[n].type == "tr_close")
        cells = [token.content for token in tokens[start:end] if token.type == "inline"]
        is_row = (
            tokens[start].type == "tr_open" and tokens[end + 1].type == "tbody_close" and not any(cells[1:])
        )
        if not is_row:  # which is so for all but the last: no look at the table for each
            return None
        table = next(n for n in range(start, -1, -1) if tokens[n].type == "table_open")
        return tokens[table], range(start, end + 1)
    owner = _block_above(tokens, start)
    return (owner, range(start, end + 1)) if owner else None


def _block_above(tokens: list[Token], at: int) -> Token | None:
    """The block that ends on the line above the paragraph which begins at a token."""
    paragraph = tokens[at]
    if paragraph.type != "paragraph_open" or not at or tokens[at - 1].nesting > 0:
        return None
    for n in range(at - 1, -1, -1):
        block = tokens[n]
        if block.level == paragraph.level and block.nesting >= 0:
            return block if block.map and paragraph.map and block.map[1] == paragraph.map[0] else None
    return None


def _name_language(fence: Token) -> None:
    """Of `{.python #id}` behind a fence, the first class is the language."""
    if found := _ALONE.fullmatch(fence.info):
        _assign(fence, found[1])
        language, _, others = str(fence.attrs.pop("class", "")).partition(" ")
        fence.info = language
        if others:
            fence.attrs["class"] = others


def _add_inline_attributes(children: list[Token]) -> None:
    opened: list[Token] = []
    for child, behind in pairwise(children):
        if child.nesting > 0:
            opened.append(child)
        owner = opened.pop() if child.nesting < 0 else child
        is_element = child.nesting < 0 or child.type in ("image", "code_inline")
        if is_element and behind.type == "text" and (found := _BEHIND.match(behind.content)):
            _assign(owner, found[1])
            behind.content = behind.content[found.end() :]


def _add_block_attributes(tokens: list[Token], at: int, children: list[Token]) -> None:
    first, last, block = children[0], children[-1], tokens[at - 1]
    if len(children) > 1 and children[1].type == "softbreak" and (found := _LINE.fullmatch(first.content)):
        owner = _block_above(tokens, at - 1) or (tokens[at - 2] if block.hidden else block)
        _assign(owner, found[1])
        del children[:2]
    if last.type != "text":
        return
    if block.type in _BLOCKS_WITH_END:
        if found := _AT_END.search(last.content):
            _assign(block, found[1])
            last.content = last.content[: found.start()]
    elif len(children) > 1 and children[-2].tag == "br" and (found := _ALONE.fullmatch(last.content)):
        _assign(tokens[at - 2] if block.hidden else block, found[1])
        del children[-2:]


def _assign(token: Token, written: str) -> None:
    for name, value in get_attrs_and_remainder(written)[0]:
        if name == ".":
            token.attrJoin("class", value or "")
        else:
            token.attrSet(name, value or name)


# what is as Python-Markdown has it


def _finish_headings(state: StateCore) -> None:
    """Give headings their ids; `#` counts as `##`, since the headline of the page is its only `h1`."""
    tokens = state.tokens
    ids = {str(token.attrs["id"]) for token in tokens if "id" in token.attrs}
    for at, token in enumerate(tokens):
        if token.tag == "h1":
            token.tag = "h2"
        if token.type == "heading_open" and "id" not in token.attrs:
            token.attrs["id"] = unique(slugify(_text_of(tokens[at + 1].children or [])), ids)


def _text_of(children: list[Token]) -> str:
    return "".join(
        " " if child.type == "softbreak" else child.content
        for child in children
        if child.type in ("text", "text_special", "code_inline", "softbreak")
    )


def _finish_tokens(state: StateCore) -> None:
    """Align cells by an attribute, and order the attributes of pictures."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and (
            found := _ALIGNED.match(str(token.attrs.get("style", "")))
        ):
            del token.attrs["style"]
            token.attrs["align"] = found[1]
        for child in token.children or ():
            if child.type == "image":
                child.attrs = {"alt": "", **child.attrs}
