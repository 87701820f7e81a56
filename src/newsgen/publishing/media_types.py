"""The content types of files in a site."""

from mimetypes import MimeTypes

from newsgen.content.players import media_type

_TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}
_USUAL = MimeTypes()  # those of Python: not those of the machine, which may know others


def content_type(name: str) -> str:
    """The content type of a file in the site, the same on all machines."""
    known = _TYPES.get(name.rpartition(".")[2].lower()) or media_type(name)
    return known or _USUAL.guess_type(name)[0] or "application/octet-stream"
