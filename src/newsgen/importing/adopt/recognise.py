"""Tells by its files which generator a project is of."""

from collections.abc import Callable, Sequence
from pathlib import Path

from newsgen.errors import ConfigError, Problem
from newsgen.importing.adopt import settings_of
from newsgen.importing.adopt.archive import Generator
from newsgen.importing.adopt.astro import Astro
from newsgen.importing.adopt.eleventy import Eleventy
from newsgen.importing.adopt.hugo import Hugo, Zola
from newsgen.importing.adopt.jekyll import Hexo, Jekyll
from newsgen.importing.adopt.pelican import Pelican

_DATA = ("toml", "yaml", "yml", "json")
_HUGO = [f"{folder}hugo.{kind}" for folder in ("", "config/_default/") for kind in _DATA]
_HUGO_BEFORE = [f"{folder}config.{kind}" for folder in ("", "config/_default/") for kind in _DATA]
_ELEVENTY = [
    *(f".eleventy.{kind}" for kind in ("js", "cjs", "mjs")),
    *(f"eleventy.config.{kind}" for kind in ("js", "cjs", "mjs", "ts")),
]
_ASTRO = [f"astro.config.{kind}" for kind in ("mjs", "js", "ts", "mts", "cjs")]
NAMES = ("Jekyll", "Hugo", "Eleventy", "Astro", "Pelican", "Hexo", "Zola")


def recognise(project: Path) -> Generator | None:
    """The project in a folder; None if its generator is not known.

    Raises:
        ConfigError: its settings can't be read.
    """
    if found := recognise_settings(project):
        return found
    if (project / "_posts").is_dir():
        return Jekyll(project, None)
    if next((project / "content").rglob("_index.md"), None):
        return Hugo(project, None)
    return None


def recognise_settings(project: Path) -> Generator | None:
    """The project in a folder, if the settings of its generator are there.

    Raises:
        ConfigError: they can't be read.
    """
    for names, of in _KINDS:
        for name in names:
            file = project / name
            if file.is_file() and (found := of(project, file)):
                return found
    return None


def _jekyll_or_hexo(project: Path, file: Path) -> Generator:
    is_hexo = (project / "source" / "_posts").is_dir()
    return Hexo(project, file) if is_hexo else Jekyll(project, file)


def _zola(project: Path, file: Path) -> Generator | None:
    return Zola(project, file) if "base_url" in settings_of.read(file) else None


def _older_hugo(project: Path, file: Path) -> Generator | None:
    is_hugo = {key.lower() for key in settings_of.read(file)} & {"baseurl", "languagecode", "theme"}
    return Hugo(project, file) if is_hugo else None


_KINDS: tuple[tuple[Sequence[str], Callable[[Path, Path], Generator | None]], ...] = (
    (_HUGO, Hugo),
    (("zola.toml", "config.toml"), _zola),
    (_ELEVENTY, Eleventy),
    (_ASTRO, Astro),
    (("pelicanconf.py",), Pelican),
    (("_config.yml", "_config.yaml", "_config.toml"), _jekyll_or_hexo),
    (_HUGO_BEFORE, _older_hugo),
)


def recognised(project: Path) -> Generator:
    """The project in a folder.

    Raises:
        ConfigError: its generator is not known, or its settings can't be read.
    """
    found = recognise(project)
    if found is None:
        known = f"{', '.join(NAMES[:-1])} and {NAMES[-1]} are known by their settings files"
        raise ConfigError(Problem(str(project), 0, 0, "is no project of a known generator", known))
    return found
