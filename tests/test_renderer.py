"""The filters of the renderer: held against Jinja's, and what they promise."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from jinja2.filters import do_urlencode

from newsgen.rendering.renderer import _json, _quoted

TEXTS = st.text() | st.text('a<>&"\\/% ,.:\u2028\u2029é”\x00\x1f\x7f')


@given(TEXTS | st.dictionaries(TEXTS, TEXTS) | st.integers())
def test_urlencode_is_jinjas(value: Any) -> None:
    assert _quoted(value) == do_urlencode(value)


@given(TEXTS | st.lists(TEXTS) | st.integers())
def test_json_can_stand_in_a_script(value: Any) -> None:
    found = _json(value)
    assert msgspec.json.decode(found.encode()) == value
    assert not set("<>&\u2028\u2029") & set(found)
    escaped = msgspec.json.encode(value).decode()
    for mark in "<>&\u2028\u2029":
        escaped = escaped.replace(mark, f"\\u{ord(mark):04x}")
    assert found == escaped
