"""What all pages share: the newspaper itself, as templates see it."""

import msgspec

from newsgen.pages.pictures import Preview
from newsgen.pages.values import Link


class SiteInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What every page may show of its newspaper; `root` is the path of `base_url`, a slash at its end."""

    title: str
    tagline: str
    description: str
    base_url: str
    root: str
    language: str
    timezone: str
    logo: str
    accent: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    social: tuple[Link, ...]
    whatsapp_channel: str
    publisher: str
    masthead: tuple[str, ...]
    comments: str
    latest: str
    archive: Link
    home: Link
    preview: Preview | None = None
