"""What this newsgen is made of: records and pages of another one are made anew."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("jinja2", "markdown", "markdown-it-py", "mdit-py-plugins", "nh3", "babel", "pillow")


@cache
def revision() -> bytes:
    """A hash over newsgen's own source, and the versions of the libraries that decide a page's bytes."""
    digest = blake2b(" ".join(map(version, _LIBRARIES)).encode(), digest_size=16)
    top = Path(__file__).parent
    for file in sorted(top.rglob("*.py")):
        digest.update(file.relative_to(top).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.digest()
