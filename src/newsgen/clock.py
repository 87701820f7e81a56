"""Read the clock; no other module does."""

import os
import re
import time

from newsgen.errors import ConfigError


def now() -> int:
    """Microseconds since 1970; `SOURCE_DATE_EPOCH` (seconds) replaces the clock.

    Raises:
        ConfigError: `SOURCE_DATE_EPOCH` is not a number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return time.time_ns() // 1000
    if not re.fullmatch(r"\d{1,11}", fixed, re.ASCII):  # digits enough for any date
        raise ConfigError(f'SOURCE_DATE_EPOCH: "{fixed}" is not a number of seconds since 1970')
    return int(fixed) * 1_000_000
