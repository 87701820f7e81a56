"""Where links and files of the old site lead, out of tables that all workers share."""

import pickle
import re
from pathlib import Path
from urllib.parse import urljoin

from newsgen.importing.media import Originals, RefusedError
from newsgen.importing.running.hashes import Table, hash64
from newsgen.importing.running.old_site import key, place
from newsgen.importing.running.records import Records

_VARIANT = re.compile(r"/(?:amp|feed|trackback|print|embed|comment-page-\d+|page/\d+|\d{1,3}|attachment)$")
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?|heic|pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|rar|7z|mp3|m4a|ogg|oga"
    r"|wav|mp4|m4v|webm|mov|avi|mkv|3gp|ogv|flv|wmv|epub|txt|rtf)$",
    re.IGNORECASE,
)


class SiteLinks:
    """The `Links` of one site. `hosts` are the old ones, and `site` is its old address."""

    def __init__(self, workspace: Path, hosts: frozenset[str], site: str) -> None:
        self._hosts = hosts
        self._site = site
        self._targets = Table(workspace / "targets.npy")
        self._addresses = Records(workspace / "addresses", str)
        self._media = Table(workspace / "media.npy")
        self._attachments = Table(workspace / "attachments.npy")
        self._originals: Originals = pickle.loads((workspace / "originals").read_bytes())  # noqa: S301 - own

    def link(self, url: str) -> str | None:
        """See `Links.link`."""
        found = place(url, self._hosts)
        if found is None:
            return url
        target = self._target(found.path, found.query)
        if not target and _MEDIA.search(found.path):
            return self._file(url)
        if not target and key(found.path):
            target = self._target(found.path, "")
        bare = "/" + key(found.path)
        while not target and (variant := _VARIANT.search(bare)):
            bare = bare[: variant.start()]
            target = self._target(bare, "") if bare else ""
        return target + found.fragment if target else None

    def file(self, url: str) -> str:
        """See `Links.file`."""
        if place(url, self._hosts) is not None or self._is_known(url):
            return self._file(url)
        return url

    def attachment(self, number: str) -> str:
        """The full old address of a file by its number on the old site, or an empty string."""
        offset = self._attachments.get(hash64(number))
        return "" if offset is None else self._addresses.at(offset)

    def _is_known(self, url: str) -> bool:
        """Whether a file at another host is one that the old site lists as its own."""
        return url.startswith(("http://", "https://")) and hash64(url) in self._media

    def _target(self, path: str, query: str) -> str:
        offset = self._targets.get(hash64(key(path, query)))
        return "" if offset is None else self._addresses.at(offset)

    def _whole(self, url: str) -> str:
        if url.startswith(("http://", "https://")):
            return url
        try:
            return urljoin(self._site, url.strip())
        except ValueError:
            return url

    def _file(self, url: str) -> str:
        """The address of a file of the old site; as it was where it has no place in the new one."""
        try:
            return self._originals.address(self._whole(url))
        except RefusedError:
            return url
