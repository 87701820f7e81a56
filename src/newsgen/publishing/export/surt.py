"""The keys of a CDXJ index: addresses whose host is turned round, so that a site stands together (SURT)."""

import re
from urllib.parse import quote, unquote_to_bytes, urlsplit

_WWW = re.compile(r"^www\d*\.")
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"  # as the canonicalisation of the Wayback Machine leaves them


def surt(url: str) -> str:
    """The key of an address without a query.

    >>> surt("https://www.Kabar.example/2018/Pasar%20Tani/")
    'example,kabar)/2018/pasar%20tani'
    """
    parts = urlsplit(url)
    host = ",".join(reversed(_WWW.sub("", parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = quote(unquote_to_bytes(parts.path), safe=_KEPT).lower()
    return f"{host}{port})" + (path.rstrip("/") or "/")
