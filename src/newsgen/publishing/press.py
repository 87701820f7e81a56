"""The press: pages are rendered and staged, in this process or in several."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import msgspec

from newsgen.config import Config
from newsgen.crew import Crew
from newsgen.errors import ContentError, Problem, TemplateError
from newsgen.pages.values import AnyPage, FilePage, SiteInfo
from newsgen.publishing.output import Output
from newsgen.rendering.renderer import Renderer
from newsgen.rendering.theme import Theme


class Settings(msgspec.Struct, frozen=True):
    """What a press needs to know of its site."""

    project: str
    output: str
    config: Config
    info: SiteInfo
    theme: bytes  # the digest of all that the theme is made of, so that a changed one is loaded anew


class Sheet(msgspec.Struct, frozen=True):
    """A page to be printed: its encoded value, its file in the output, its number in the stage."""

    number: int
    file: str
    page: bytes


class Printed(msgspec.Struct, frozen=True):
    """A page that was printed: size and mtime (ns) of its file; not `staged` if that held it already."""

    number: int
    size: int
    mtime: int
    staged: bool


_page: msgspec.msgpack.Decoder[AnyPage] = msgspec.msgpack.Decoder(AnyPage)


@lru_cache(maxsize=1)
def _press(settings: bytes) -> tuple[Renderer, Output]:
    """The renderer and the output of a site, made once in each process."""
    known = msgspec.msgpack.decode(settings, type=Settings)
    project = Path(known.project)
    theme = Theme(project / "templates", known.config.language)
    return Renderer(known.config, known.info, theme, project / "content"), Output(Path(known.output))


def print_sheets(settings: bytes, sheets: list[Sheet]) -> tuple[list[Printed], list[Problem | str]]:
    """Render and stage a batch of sheets; what failed, each thing once."""
    renderer, output = _press(settings)
    printed, problems = [], dict[Problem | str, None]()
    for sheet in sheets:
        page = _page.decode(sheet.page)
        try:
            if isinstance(page, FilePage):
                staged = output.copy(sheet.number, sheet.file, renderer.file(page))
            else:
                staged = output.put(sheet.number, sheet.file, renderer.render(page))
        except (ContentError, TemplateError) as error:
            problems |= dict.fromkeys(error.problems)
            continue
        printed.append(
            Printed(sheet.number, *output.written(sheet.number, sheet.file, staged=staged), staged)
        )
    return printed, list(problems)


def print_all(
    crew: Crew, settings: Settings, sheets: Iterable[Sheet]
) -> Iterator[tuple[list[Printed], list[Problem | str]]]:
    """Print sheets on all processors, batch after batch."""
    yield from crew.each(partial(print_sheets, msgspec.msgpack.encode(settings)), sheets)
