"""What scripts hide by escapes, codes and base64."""

import re
from base64 import b64decode
from binascii import Error
from html import unescape
from urllib.parse import unquote

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,20000}={0,2}")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")
_CODES = re.compile(r"fromCharCode\(([\d\s,]{3,20000})\)")
_JOINED = re.compile(r"['\"]\s{0,3}\+\s{0,3}['\"]")


def written_out(text: str) -> str:
    """A script with what it hides by escapes, codes and base64 written out once."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    plain = _JOINED.sub("", plain)
    parts = [plain]
    if "%3c" in plain.lower():
        parts.append(unquote(plain))
    parts.extend(_from_codes(codes) for codes in _CODES.findall(plain))
    for coded in _BASE64.findall(plain)[:50]:
        try:
            parts.append(b64decode(coded + "=" * (-len(coded) % 4)).decode("utf-8"))
        except (Error, UnicodeDecodeError, ValueError):
            continue
    return unescape(" ".join(parts))


def _from_codes(codes: str) -> str:
    numbers = (code.strip() for code in codes.split(","))
    return "".join(chr(int(n)) for n in numbers if n.isdigit() and len(n) < 8 and int(n) < 0x110000)
