"""Accounts in the fediverse (Mastodon and its like), as `nama@server.example`."""

import re

_ACCOUNT = re.compile(r"@?[\w.-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)


def is_account(typed: str) -> bool:
    """Whether a text is an account, with or without an `@` before it."""
    return _ACCOUNT.fullmatch(typed) is not None
