"""A field of front matter as it was typed."""

import msgspec

Value = str | list["Field"] | dict[str, "Field"]


class Field(msgspec.Struct, frozen=True, gc=False):
    """A value as it was typed, with the line and column where it stands, both from 1.

    `key_line` is the line of its key, where that is known to be another.
    """

    value: Value
    line: int
    column: int
    key_line: int = 0
