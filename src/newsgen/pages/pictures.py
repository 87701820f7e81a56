"""The frozen values of pictures: everything that a template shows of one."""

import msgspec


class Source(msgspec.Struct, frozen=True):
    """The same picture in another format: its media type, and addresses with widths as `srcset` has them."""

    type: str
    srcset: str


class Picture(msgspec.Struct, frozen=True):
    """A picture as a page shows it.

    `width` and `height` are 0 where they are not known (on another host). `srcset` has the other
    sizes of `src`, and `sources` the better formats; both are empty where there is only `src`.
    """

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    srcset: str = ""
    sources: tuple[Source, ...] = ()


class Preview(msgspec.Struct, frozen=True):
    """The picture that a link to a page is shown with elsewhere; `width` 0 where it is not known."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0
