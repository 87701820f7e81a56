"""Stories from tables: CSV, JSON lines, and an array in JSON."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from newsgen.errors import ContentError, Problem, nearest
from newsgen.importing import table_rows
from newsgen.importing.story import (
    LeftOut,
    Note,
    Progress,
    SiteFacts,
    SourceOptions,
    Story,
    Survey,
    Unit,
    UnitHeaders,
)
from newsgen.importing.table_columns import BODIES, FIELDS, Columns, columns_of, is_known, mapped
from newsgen.importing.table_rows import Layout, Part, Row
from newsgen.importing.table_stories import Shape, story_of, usual_format
from newsgen.importing.text_files import TextFile, decoded, in_utf8
from newsgen.workers import WorkerPool

_HEAD = 1 << 16
_PART_ROWS, _PART_BYTES = 300, 1 << 20
_SAMPLE = 300  # rows by which the format of texts is told
_MAX_COLUMNS = 1000
_MAX_SHORT = 40
_ORDER = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-]\d{4}\b", re.ASCII)
_MAX_NAMED = 20


def is_csv(head: bytes) -> bool:
    """Whether a file that begins so (with 64 KiB, or all of it) is a table with a line of names on top."""
    return table_rows.looks_like_csv(head, is_known)


def is_json_lines(head: bytes) -> bool:
    """Whether a file that begins so holds JSON objects, one a line or in an array."""
    return table_rows.looks_like_json(head)


class _Unit(msgspec.Struct, frozen=True):
    """Some rows of a table."""

    part: Part
    shape: Shape
    options: SourceOptions

    def found(self) -> Iterator[Story | LeftOut]:
        for row in table_rows.rows(self.part):
            if row.values != {}:
                place = f"{self.part.file}: {self.part.layout.unit} {row.line}"
                yield story_of(row, place, self.shape, self.options)


class _Scan:
    """What a first reading finds out about a table: its parts, its columns, and how dates and texts look."""

    def __init__(self, first: Part) -> None:
        self.parts: list[Part] = []
        self.first = first
        self.names = dict.fromkeys(first.layout.names)
        self.sample: list[Row] = []
        self.rows = 0
        self.orders: dict[str, set[int]] = {}

    def read(self) -> Iterator[int]:
        """Read the table, and yield the offsets up to which it is read."""
        start, count = self.first, 0
        for row in table_rows.rows(self.first):
            self.add(row)
            count += 1
            if count == _PART_ROWS or row.next.start - start.start >= _PART_BYTES:
                self.parts.append(msgspec.structs.replace(start, end=row.next.start))
                start, count = row.next, 0
                yield start.start
        if count:
            self.parts.append(start)

    def add(self, row: Row) -> None:
        self.rows += 1
        values = row.values or {}
        if len(self.sample) < _SAMPLE and values:
            self.sample.append(row)
        for name, value in values.items():
            if isinstance(value, str) and len(value) <= _MAX_SHORT and (found := _ORDER.match(value)):
                order = self.orders.setdefault(name, set())
                order.update(place for place in (1, 2) if int(found[place]) > 12)
            if name not in self.names and len(self.names) < _MAX_COLUMNS:
                self.names[name] = None

    def shape(self, columns: Columns) -> Shape:
        bodies = [name for field in BODIES for name in columns.fields.get(field, ())]
        texts = [_body(row, bodies) for row in self.sample]
        wordpress = "body_wordpress" in columns.fields
        month_first = tuple(name for name, order in self.orders.items() if order == {2})
        return Shape(columns, usual_format([*filter(None, texts)], is_wordpress=wordpress), month_first)


def _body(row: Row, names: Sequence[str]) -> str:
    for name in names:
        value = (row.values or {}).get(name)
        value = value.get("rendered") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return value
    return ""


class Table:
    """Tables of one site, as a source."""

    name = "table"

    def __init__(self, files: Sequence[str], options: SourceOptions) -> None:
        self.files = tuple(files)
        self.options = options
        self._units: list[_Unit] = []

    def survey(self, pool: WorkerPool, progress: Progress) -> Survey:
        """Find the columns and the rows of each table.

        Raises:
            ContentError: a file can't be read or is no table, or no column has texts.
        """
        scans, notes = [], list[Note]()
        for file in self.files:
            first, note = _first_part(file, self.options.workspace)
            notes += note
            scan = _Scan(first)
            size = Path(first.path).stat().st_size
            for done in scan.read():
                progress("Reading tables", done, size)
            scans.append(scan)
        self._check_map(scans)
        for scan in scans:
            names = tuple(scan.names)
            columns = columns_of(names, mapped(self.options.columns, names))
            if not columns.has_text and scan.rows:
                raise ContentError(_no_text(scan.first.file, names))
            notes += _unknown(scan.first.file, columns)
            if scan.rows and not columns.has_body:
                message = f"{scan.first.file}: no column has texts, so that there are only titles"
                notes.append(Note("no-text", message, scan.first.file))
            shape = scan.shape(columns)
            if shape.month_first:
                message = "dates have the month first, as some show"
                notes += [Note("month-first", message, name) for name in shape.month_first]
            self._units += [_Unit(part, shape, self.options) for part in scan.parts]
        return Survey(site=SiteFacts(notes=tuple(notes)), headers=UnitHeaders(self._units, pool, progress))

    def units(self) -> Iterator[Unit]:
        yield from self._units

    def _check_map(self, scans: Sequence[_Scan]) -> None:
        """Refuse a field for a column that is in no table.

        Raises:
            ContentError: there is such a one.
        """
        names = [*dict.fromkeys(name for scan in scans for name in scan.names)]
        for given in self.options.columns.items():
            if mapped(dict([given]), names):
                continue
            is_turned = given[0].lower() in FIELDS and given[0] not in names
            field, column = given if is_turned else reversed(given)
            if field.lower() in FIELDS:
                message = f"there is no column `{column}`"
                hint = nearest(column, names) or f"there are {_listed(names)}"
            else:
                message = f"`{field}` is no field"
                hint = nearest(field.lower(), FIELDS) or f"write one of {', '.join(sorted(FIELDS))}"
            raise ContentError(Problem(self.files[0], 0, 0, message, hint))


def _first_part(file: str, workspace: str) -> tuple[Part, list[Note]]:
    """A whole file as a part, and what is to be said of it.

    Raises:
        ContentError: it can't be read, or is no table.
    """
    try:
        text = in_utf8(file, workspace)
        notes = [_guessed(file, text)] if text.is_guess else []
        notes += [_unread(file, text.problem)] if text.problem else []
        with Path(text.path).open("rb") as stream:
            stream.seek(text.start)
            head = stream.read(_HEAD)
        if table_rows.looks_like_json(head):
            if table_rows.is_json_lines(text):
                return Part(file=file, path=text.path, layout=Layout(), start=text.start), notes
            lines = Path(workspace) / f"{Path(text.path).name}-{len(file)}.jsonl"
            if problem := table_rows.write_lines(text, lines):
                notes.append(_unread(file, problem))
            return Part(file=file, path=str(lines), layout=Layout(unit="item"), start=0), notes
        found = table_rows.csv_layout(_complete(head))
        if found is None:
            hint = "put the names of the columns on the first line"
            raise ContentError(Problem(file, 1, 1, "this is no table", hint))
        layout, skipped = found
        with Path(text.path).open("rb") as stream:
            stream.seek(text.start)
            for _ in range(skipped):
                stream.readline()
            start = stream.tell()
    except OSError as error:
        raise ContentError(Problem(file, 0, 0, f"can't be read: {error.strerror}")) from error
    return Part(file=file, path=text.path, layout=layout, start=start, line=skipped + 1), notes


def _complete(head: bytes) -> str:
    cut = head.rfind(b"\n")
    return decoded(head[: cut + 1] if len(head) == _HEAD and cut > 0 else head)[0]


def _unread(file: str, problem: str) -> Note:
    return Note("unreadable-rest", f"{file}: {problem}", file, loses=True)


def _guessed(file: str, text: TextFile) -> Note:
    if text.encoding == "utf-8":
        message = "some lines are not UTF-8; they were read as Windows-1252"
    else:
        message = f"the file is not UTF-8; it was read as {text.encoding}"
    return Note("encoding", message, file)


def _no_text(file: str, names: Sequence[str]) -> Problem:
    hint = f"say which, as in --map title=COLUMN; there are {_listed(names)}"
    return Problem(file, 1, 1, "no column is known to have titles or texts", hint)


def _listed(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MAX_NAMED else ""
    return ", ".join(f"`{name[:60]}`" for name in names[:_MAX_NAMED]) + more


def _unknown(file: str, columns: Columns) -> Iterator[Note]:
    for name, key in columns.extra.items():
        message = f"{file}: the column `{name}` is no field; it is kept in each article as `{key}`"
        yield Note("unknown-column", message, name)
