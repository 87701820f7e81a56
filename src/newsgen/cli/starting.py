"""`newsgen new`."""

from pathlib import Path

import click

from newsgen.cli.options import project_option
from newsgen.cli.showing import fail
from newsgen.errors import ConfigError, NewsgenError


@click.command()
@project_option
@click.argument("title")
@click.option("--section", default="", help="The section (kategori) of the article.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
def new(project: Path, title: str, section: str, tags: tuple[str, ...]) -> None:
    """Start an article with this headline, and print the path of its file."""
    from newsgen import clock, config
    from newsgen.content.article import Article, When
    from newsgen.content.slugs import slugify
    from newsgen.content.writer import write_article
    from newsgen.index.view import moment

    try:
        settings = config.load(project / "newsgen.yaml")
        title = " ".join(title.split())
        slug = slugify(title)
        if not slug:
            raise ConfigError(
                f'"{title}" has no letters to make an address from: give the article a headline'
            )
        at = moment(clock.now()).astimezone(settings.zone).replace(second=0, microsecond=0)
        path = f"{at:%Y}/{at:%m}/{slug}.md"
        article = Article(
            path=path,
            title=title,
            date=When(at),
            slug=slug,
            categories=(section,) if section else (),
            tags=tuple(dict.fromkeys(tags)),
        )
        file = project / "content" / path
        _create(file, write_article(article, settings.zone))
    except NewsgenError as error:
        fail(error, as_json=False)
    click.echo(file)


def _create(file: Path, text: str) -> None:
    """Write a file that must not exist yet."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise ConfigError(f"{file}: exists already (edit it, or choose another headline)") from None
    except OSError as error:
        raise ConfigError(f"{file}: can't be written: {error.strerror}") from error
