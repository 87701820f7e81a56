"""Write the receipt of an import, as a page and as JSON."""

import json
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from newsgen.errors import OutputError, Problem
from newsgen.importing.outcome import Count, Fate, Outcome
from newsgen.importing.receipt.counts import Run, Totals, has_loss, in_words, plural
from newsgen.importing.receipt.findings import Findings
from newsgen.importing.receipt.previews import Preview, shown, source_html, written_html
from newsgen.importing.receipt.unseen import named

VERSION = 1
_HERE = Path(__file__).parent
_JSON_MARK = b'{"newsgen_import": '
_HTML_MARK = b'<meta name="generator" content="newsgen import">'
_HEAD = 2048
_TITLES = {
    Fate.WRITTEN: "written as article files",
    Fate.UPDATED: "written again: the file was as the last import left it",
    Fate.UNCHANGED: "unchanged since the last import",
    Fate.KEPT: "kept: somebody edited or wrote the file, so it stays as it is",
    Fate.QUARANTINED: "held back as spam",
    Fate.LEFT_OUT: "left out",
}
_WITH_FILE = (Fate.WRITTEN, Fate.UPDATED, Fate.UNCHANGED, Fate.KEPT)


class Line(msgspec.Struct, frozen=True):
    """A line of the table of parts; `missing` is what the other numbers don't account for."""

    name: str
    count: Count

    @property
    def missing(self) -> int:
        return self.count.found - self.count.kept - self.count.quarantined - self.count.left


def write_report(path: Path, run: Run, outcomes: Iterable[Outcome], previews: Iterable[Preview]) -> Totals:
    """Write the receipt to a file, and return the totals. `outcomes` are read once, in order.

    One that ends with `.json` is JSON. Any other is a page, and everything is as JSON in a file beside it,
    of the same name with `.json`. A file that is no receipt is never overwritten.

    Raises:
        OutputError: a file can't be written, or is no receipt.
    """
    is_json = path.suffix.lower() == ".json"
    data = path if is_json else path.with_name(f"{path.stem}.json")
    for file in {path, data}:
        _check_free(file)
    findings, totals, chosen = Findings(), Totals(), shown(previews)
    for note in run.site.notes:
        findings.add_note_of_site(note)
    with _written(data) as stream:
        for part in _json(run, outcomes, chosen, totals, findings):
            stream.write(part)
    if not is_json:
        page = _page(path, data, run, totals, findings, chosen)
        with _written(path) as stream:
            stream.write(page.encode(errors="replace"))
    return totals


def _check_free(file: Path) -> None:
    """Refuse a file that is something else than a receipt.

    Raises:
        OutputError: it is.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _failed(file, error) from error
    if head and not head.startswith(_JSON_MARK) and _HTML_MARK not in head:
        hint = "choose another name for the receipt, or remove the file"
        raise OutputError(Problem(str(file), 0, 0, "exists, and is no receipt of an import", hint))


@contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of another once it is whole."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            yield stream
        part.replace(file)
    except OSError as error:
        raise _failed(file, error) from error
    finally:
        part.unlink(missing_ok=True)


def _failed(file: Path, error: OSError) -> OutputError:
    return OutputError(Problem(str(file), 0, 0, f"can't be written: {error.strerror}"))


# JSON


def _json(
    run: Run, outcomes: Iterable[Outcome], chosen: list[Preview], totals: Totals, findings: Findings
) -> Iterator[bytes]:
    """The parts of the JSON file, in which each outcome has a line; counts everything on the way."""
    yield b'%s%d,\n"run": %s,\n"outcomes": [' % (_JSON_MARK, VERSION, _encoded(run))
    comma = b"\n"
    for outcome in outcomes:
        totals.add(outcome)
        findings.add(outcome)
        yield comma + _encoded(outcome)
        comma = b",\n"
    yield b'\n],\n"previews": %s,\n"totals": %s\n}\n' % (_encoded(chosen), _encoded(_sums(totals)))


def _sums(totals: Totals) -> dict[str, Any]:
    return {"found": totals.found, **msgspec.to_builtins(totals)}


def _encoded(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # halves of surrogate pairs, which only escapes can write
        return json.dumps(msgspec.to_builtins(value)).encode()


# the page


def _page(path: Path, data: Path, run: Run, totals: Totals, findings: Findings, chosen: list[Preview]) -> str:
    style = (_HERE / "receipt.css").read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return _environment().get_template("receipt.html").render(
        style=Markup(style),
        style_hash=digest,
        run=run,
        totals=totals,
        is_whole=not has_loss(run, totals),
        fates=[(fate.value, _TITLES[fate], number, _reasons(totals, fate))
               for fate, number in totals.stories.items() if number or fate in (Fate.WRITTEN, Fate.LEFT_OUT)],
        files=sum(totals.stories[fate] for fate in _WITH_FILE),
        bars=list(_bars(totals)),
        lines=[Line(name, getattr(totals.tally, name)) for name in totals.tally.__struct_fields__],
        look=findings.to_look_at(),
        left=findings.left(),
        notes=findings.notes(),
        spam=findings.spam(),
        more_spam=findings.more_spam,
        unlisted=findings.too_many,
        previews=[(one, Markup(source_html(one)), Markup(written_html(one))) for one in chosen],
        data=data.name,
        data_path=str(data),
        has_next=bool(run.steps or run.settings or run.written or run.pictures.to_download),
        file=lambda name: "" if run.dry_run or not name else _relative(Path(run.content) / name, path),
        sibling=lambda name: _relative(Path(name), path) if name else "",
    )  # fmt: skip


def _reasons(totals: Totals, fate: Fate) -> str:
    kinds = sorted(totals.reasons.get(fate, {}).items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{number:,} {in_words(kind)}" for kind, number in kinds)


def _bars(totals: Totals) -> Iterator[tuple[str, float, float]]:
    """Fate, offset and width of the parts of a bar that is 100 wide."""
    at = 0.0
    for fate, number in totals.stories.items():
        if number:
            width = 100 * number / totals.found
            yield fate.value.replace(" ", "-"), round(at, 3), round(width, 3)
            at += width


def _relative(file: Path, page: Path) -> str:
    """The address of a file as a link on the page: relative, so that the folder can be moved."""
    target = os.path.abspath(file)  # noqa: PTH100 - may not be a name that a file can have
    try:
        relative = os.path.relpath(target, page.resolve().parent)
    except ValueError:  # another drive of Windows
        return "file:///" + quote(Path(target).as_posix(), safe="/:", errors="replace")
    return quote(Path(relative).as_posix(), safe="/", errors="replace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": _visible, "plural": plural, "words": in_words, "web": _web_address}
    environment.filters["number"] = lambda number: f"{number:,}"
    return environment


def _web_address(url: str) -> str:
    """An address that may be a link, else an empty string."""
    try:
        is_web = urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        return ""
    return url if is_web and url.isprintable() else ""


def _visible(text: str) -> Markup:
    """A text in which characters that nobody sees, or that turn the direction of others, are named."""
    if text.isascii() and text.isprintable():
        return escape(text)
    return Markup(named(text, lambda part: str(escape(part)), '<span class="code">{}</span>'.format))
