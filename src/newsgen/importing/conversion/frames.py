"""The pages of videos, posts and maps by the addresses of their frames."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from newsgen.content.embeds import embed_of

_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]{11})(?:[?&](.*))?$")
_POST = re.compile(r"(https?://(?:www\.)?instagram\.com/(?:[\w.]+/)?(?:p|reel|tv)/[\w-]+)/embed.*")
_TIME = re.compile(r"(?:^|&)(?:start|t)=(\d+)")
_STATUS = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w+/status(?:es)?/\d+")


def page_of(address: str) -> str:
    """The address for a line of its own that shows what a frame shows; "" if there is none."""
    address = address.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    if found := _YOUTUBE.match(address):
        time = _TIME.search(found[2] or "")
        return f"https://www.youtube.com/watch?v={found[1]}{f'&t={time[1]}' if time else ''}"
    if found := _POST.match(address):
        return f"{found[1]}/"
    try:
        parts = urlsplit(address)
        query = parse_qs(parts.query)
    except ValueError:
        return ""
    if parts.path.startswith("/plugins/") and (href := query.get("href")):
        return page_of(unquote(href[0]))
    if parts.hostname == "platform.twitter.com" and (post := query.get("id")) and post[0].isdigit():
        return f"https://x.com/i/web/status/{post[0]}"
    plain = re.search(r"[\s<>\"'`\\]", address) is None
    return address if plain and embed_of(address) else ""


def status_in(addresses: list[str]) -> str:
    """The address of a post among those in its quotation."""
    return next((found[0] for each in reversed(addresses) if (found := _STATUS.match(each))), "")
