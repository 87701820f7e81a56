"""What static hosts take: the limits of their free plans, as of 2026, and of the paid ones beyond.

A limit that isn't here is none, or none that a build could tell.
"""

from typing import Literal

import msgspec

Measure = Literal[
    "files",
    "bytes",
    "largest file",
    "files and folders",
    "entries of one folder",
    "redirects",
    "dynamic redirects",
    "longest redirect",
    "bytes of redirects",
    "publishes a month",
]
IN_BYTES: tuple[Measure, ...] = ("bytes", "largest file", "bytes of redirects")


class Limit(msgspec.Struct, frozen=True):
    """The most that a free plan takes of something; `paid` is 0 where a paid one takes no more."""

    what: Measure
    free: int
    paid: int = 0


class Host(msgspec.Struct, frozen=True):
    """A host by the name that people know."""

    title: str
    limits: tuple[Limit, ...] = ()


HOSTS = {
    "cloudflare": Host(
        "Cloudflare",
        (
            Limit("files", 20_000, 100_000),
            Limit("largest file", 25 * 1024**2),
            Limit("redirects", 2_000),
            Limit("dynamic redirects", 100),
            Limit("longest redirect", 1_000),
        ),
    ),
    "github": Host("GitHub Pages", (Limit("bytes", 10**9),)),
    "gitlab": Host(
        "GitLab Pages",
        (
            Limit("files and folders", 200_000),
            Limit("bytes", 10**9),
            Limit("redirects", 1_000),
            Limit("bytes of redirects", 64_000),
        ),
    ),
    "netlify": Host(
        "Netlify",
        (
            Limit("entries of one folder", 54_000),
            Limit("publishes a month", 20),  # 300 credits, of which each takes 15
        ),
    ),
    "server": Host("Server, S3, R2"),
}
