"""What is installed only with an extra of newsgen, and what to say where it is missing."""

from importlib.util import find_spec

from newsgen.errors import ConfigError, Problem


def need(module: str, extra: str, what: str) -> None:
    """Raises:
    ConfigError: a module is missing, which `what` needs.
    """
    if find_spec(module) is None:
        message = f"{what} needs {module}, which is not installed"
        raise ConfigError(Problem("newsgen", 0, 0, message, f"pip install 'newsgen[{extra}]'"))
