"""Templates compiled for one newspaper, so that a page is one function; kept in a folder for the next run."""

from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
import markupsafe
import msgspec
from jinja2.bccache import Bucket

from newsgen.rendering.flattening import ApartError, flat
from newsgen.rendering.folding import DirectGenerator, folded
from newsgen.revision import revision

_encode = msgspec.msgpack.Encoder().encode
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
_FIXED = ("site", "t")  # what every page of a newspaper has, and the same


def _escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, but not wrapped again, which takes half as long."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    return value if kind is markupsafe.Markup else markupsafe.escape(value)


class PlainTemplate(jinja2.Template):
    """A template whose compiled code calls `_escaped` where it would call `escape`."""

    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's own name
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        plain = dict(globals)  # Jinja's chain of dicts is copied for each page, and takes ten times as long
        template = super().from_code(environment, code, plain, uptodate)
        template.root_render_func.__globals__.update(escape=_escaped, escape_text=_escape_text)
        return template


class Compiled:
    """The templates of an environment, compiled when they are first asked for.

    `stamp` gives what stands for all their sources, words, assets and what filters depend on; `folder` is
    where they are kept.
    """

    def __init__(
        self,
        environment: jinja2.Environment,
        asset: Callable[[str], str],
        stamp: Callable[[], bytes],
        folder: Path | None,
    ) -> None:
        self.plain = environment
        self.quick = environment.overlay()
        self.quick.code_generator_class = DirectGenerator
        self.asset = asset
        self.stamp = stamp
        self._kept = _bytecode_cache(folder)
        self._known: dict[str, tuple[Any, jinja2.Template]] = {}

    def render(self, name: str, values: dict[str, Any]) -> bytes:
        """What a template gives; an AttributeError tells that only Jinja itself can say."""
        template = self.template(name, values)
        pieces: Any = template.root_render_func(template.new_context(values))
        return b"".join(pieces) if template.environment is self.quick else "".join(pieces).encode()

    def template(self, name: str, values: Mapping[str, Any]) -> jinja2.Template:
        """The template for these values: it holds those that all pages of a newspaper share."""
        site = values.get("site")
        seen, template = self._known.get(name, (None, None))
        if template is None or seen is not site:
            if template is None or seen != site:
                template = self._made(name, values)
            self._known[name] = site, template
        return template

    def forget(self) -> None:
        """Compile all anew."""
        self._known.clear()

    def _made(self, name: str, values: Mapping[str, Any]) -> jinja2.Template:
        fixed = {key: values[key] for key in _FIXED if key in values}
        try:
            code = self._code(name, sorted(values), fixed)
        except (ApartError, jinja2.TemplateError):  # an error, if it is one, Jinja itself reports
            return self.plain.get_template(name)
        return self.quick.template_class.from_code(self.quick, code, self.quick.make_globals(None))

    def _code(self, name: str, given: list[str], fixed: Mapping[str, Any]) -> CodeType:
        bucket = self._bucket(name, given, fixed) if self._kept else None
        if bucket and bucket.code:
            return bucket.code
        tree = folded(self.quick, flat(self.quick, name, given), fixed, self.asset)
        code = self.quick.compile(tree, name, name)
        if self._kept and bucket:
            bucket.code = code
            self._kept.set_bucket(bucket)
        return code

    def _bucket(self, name: str, given: list[str], fixed: Mapping[str, Any]) -> Bucket:
        """The place of a template's code, with what was kept of all that decides it."""
        assert self._kept
        seen = (revision(), self.stamp(), given, fixed.get("site"), self.quick.globals["root"])
        key = blake2b(_encode(seen), digest_size=16).hexdigest()
        return self._kept.get_bucket(self.quick, name, None, key)


def _bytecode_cache(folder: Path | None) -> jinja2.BytecodeCache | None:
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only project can be built elsewhere
        return None
    return _Kept(str(folder), "%s.jinja")


class _Kept(jinja2.FileSystemBytecodeCache):
    """Kept where that is possible: a full disk, or a folder that went, costs time only."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)
