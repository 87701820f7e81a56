"""How much work a body is for Python-Markdown, some of whose rules look again and again at what follows."""

import re

from newsgen.errors import ContentError, Problem, position

_MOST_WORK = 3_000_000  # characters that are looked at: two seconds or so; real articles need a tenth of it
_EACH, _RULE, _CODE = 2, 1 / 8, 1 / 4  # of that for a character of any text, a rule or heading, a code mark
_BLOCKS = 800  # of a block for all others together
_MOST_NESTED = 40  # levels of lists and quotes, each of which costs many levels of Python's own stack

_MARKER = r"[ \t]*(?:>|(?:[-*+]|\d+\.)(?=[ \t]))"  # without a space behind it, a dash is one of a rule
_TOO_NESTED = re.compile(
    rf"\n(?:(?:{_MARKER}){{{_MOST_NESTED + 1}}}|(?:    |\t){{{_MOST_NESTED}}}{_MARKER}[ \t])"
)
_BLANK = re.compile(r"\n[ \t]*\n")
_RULE_OR_HEADING = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ ]*$)", re.MULTILINE)
_MARK = re.compile(r"[`\\]|<[\w.+-]+@")
_BRACKET = re.compile(r"\[|\]\(?|\)")
_FENCE = re.compile(r"^(`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_FENCED = 64  # characters behind a fence that are looked at as quickly as one of the others
_TAG = re.compile(r"<(?:[a-zA-Z/!?])|>")


def check_complexity(text: str, path: str, line: int) -> None:
    """See that a body, which begins at a line of the file `path`, can be converted in good time.

    Raises:
        ContentError: it is nested too deeply, or would take minutes.
    """
    if found := _TOO_NESTED.search("\n" + text):
        message = f"lists or quotes are nested in more than {_MOST_NESTED} levels"
        raise ContentError(Problem(path, *position(text, found.start(), line), message, "write it flatter"))
    marks = text.count("\n") + sum(text.count(mark) for mark in "[]`\\<" if mark in text)
    if (marks + _EACH) * len(text) <= _MOST_WORK:
        return
    blocks = _BLANK.split(text)
    work = _tags(text) + _fences(text) + _EACH * len(text) + len(blocks) ** 2 // _BLOCKS
    start = 0
    for block in blocks:
        work += _block(block)
        if work > _MOST_WORK:
            place = position(text, text.find(block, start), line)
            message = "the text can't be converted in good time: it has thousands of marks in one paragraph"
            hint = "close each `[`, `(`, `<` and backtick, and part headings and rules by blank lines"
            raise ContentError(Problem(path, *place, message, hint))
        start += len(block)


def _block(block: str) -> int:
    """The work for what stands between two blank lines: each rule, heading and mark looks at all of it."""
    work = _RULE * len(_RULE_OR_HEADING.findall(block)) + _CODE * len(_MARK.findall(block))
    return int(work * len(block)) + _brackets(block)


def _brackets(block: str) -> int:
    """The work for links, each of which is followed to its end, or to that of the block."""
    work = 0
    labels: list[int] = []
    targets: list[int] = []
    for found in _BRACKET.finditer(block):
        at, mark = found.start(), found[0]
        if mark == "[":
            labels.append(at)
            continue
        opened = targets if mark == ")" else labels
        if opened:
            work += at - opened.pop()
        if mark == "](":
            targets.append(at)
    return work + sum(len(block) - at for at in labels + targets)


def _fences(text: str) -> int:
    """The work for fences: the end of one that is not closed is looked for in all that follows."""
    work, ends = 0, dict[str, int]()
    for found in reversed(list(_FENCE.finditer(text))):
        work += ends.get(found[1], len(text)) - found.start()
        if not found[2].strip():
            ends[found[1]] = found.start()
    return work // _FENCED


def _tags(text: str) -> int:
    """The work for HTML: a tag that is not closed is looked for in all that follows."""
    work, end = 0, len(text)
    for found in reversed(list(_TAG.finditer(text))):
        if found[0] == ">":
            end = found.start()
        else:
            work += end - found.start()
    return work
