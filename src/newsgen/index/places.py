"""Where in a file stands what a problem is about."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from newsgen.content.reader import decode, is_article_file
from newsgen.errors import ContentError, Problem, position


def located(content: Path, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of texts, each with the line and column of its subject."""
    for problem in problems:
        is_placeless = problem.subject and not problem.line and is_article_file(problem.path)
        yield _located(content, problem) if is_placeless else problem


def _located(content: Path, problem: Problem) -> Problem:
    try:
        text = decode(problem.path, (content / problem.path).read_bytes())
    except (OSError, ContentError):  # reported elsewhere
        return problem
    subject = re.escape(problem.subject)
    found = re.search(rf"(?<![\w./-]){subject}(?![\w./-])", text) or re.search(subject, text)
    if found is None:
        return problem
    line, column = position(text, found.start())
    return msgspec.structs.replace(problem, line=line, column=column)
