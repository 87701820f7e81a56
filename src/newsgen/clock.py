"""The one place where the time of day comes in."""

import os
import time

from newsgen.errors import ConfigError


def now() -> int:
    """Microseconds since 1970; `SOURCE_DATE_EPOCH` (seconds) takes the clock's place.

    Raises:
        ConfigError: `SOURCE_DATE_EPOCH` is not a number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return time.time_ns() // 1000
    try:
        return int(fixed) * 1_000_000
    except ValueError:
        raise ConfigError(f'SOURCE_DATE_EPOCH: "{fixed}" is not a number of seconds') from None
