"""The theme: templates, words and assets; files of the newsroom override those of newsgen."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import jinja2.meta
import msgspec
import yaml
from jinja2.bccache import Bucket

import newsgen
from newsgen.content.images import all_mentions
from newsgen.errors import ConfigError, Problem, TemplateError, nearest
from newsgen.revision import revision
from newsgen.symlinks import unfollowed, walk
from newsgen.yaml_nodes import YamlError, compose, is_empty, place

_FRAGMENTS = (
    "ads/in_article.html",
    "ads/sidebar.html",
    "ads/top.html",
    "partials/card.html",
    "partials/channel.html",
    "partials/embed.html",
    "partials/feed/embed.html",
    "partials/feed/item.html",
    "partials/feed/player.html",
    "partials/feed/read_also.html",
    "partials/footer.html",
    "partials/latest.html",
    "partials/latest_card.html",
    "partials/masthead.html",
    "partials/picture.html",
    "partials/player.html",
    "partials/read_also.html",
    "partials/related_card.html",
    "partials/services.html",
)  # rendered by newsgen itself, included by no template


def default_folder() -> Path:
    """The folder of the default theme: inside an installed package, or at the root of a checkout."""
    package = Path(newsgen.__file__).parent
    packed = package / "templates"
    return packed if packed.is_dir() else package.parents[1] / "templates"


_NAMES_OTHERS = re.compile(r"\b(?:include|extends|import|from)\b")


class _Tree(msgspec.Struct, frozen=True):
    """The files in a folder by name, and the links in it that are not followed, with the reasons."""

    files: dict[str, Path]
    links: dict[str, str]


def _tree(top: Path, *, anywhere: bool) -> _Tree:
    """What is in a folder, but for hidden files.

    Raises:
        TemplateError: a folder can't be read.
    """
    files, links = dict[str, Path](), dict[str, str]()
    try:
        for folder in walk(top, lambda name: name.startswith("."), anywhere=anywhere):
            files |= {folder.path + entry.name: Path(entry.path) for entry in folder.files}
            links |= folder.links
    except OSError as error:
        raise TemplateError(
            Problem(str(error.filename or top), 0, 0, f"can't be read: {error.strerror}")
        ) from error
    return _Tree(files, links)


class Theme:
    """Templates, words and assets of one site.

    `own` is the newsroom's folder, which need not exist; `cache` is the folder for Jinja's bytecode cache.
    """

    def __init__(self, own: Path, language: str, cache: Path | None = None) -> None:
        self.folders = tuple(dict.fromkeys(f.resolve() for f in (own, default_folder()) if f.is_dir()))
        self.language = language
        self.loader = jinja2.FunctionLoader(self._load)
        self.root = "/"
        self._cache = cache
        self._site = ""
        self.env = self._environment()
        self.source = lru_cache(maxsize=None)(self._source)
        self.digest = lru_cache(maxsize=None)(self._digest)

    def use(self, root: str, site: str, filters: dict[str, Callable[..., Any]]) -> None:
        """Set the path before addresses and the filters; `site` stands for all that the filters depend on.

        Jinja calls filters of constants when it compiles a template, so another `site` needs other templates.
        """
        if (self.root, self._site) != (root, site):
            self.root, self._site = root, site
            self.env = self._environment()
        self.env.filters.update(filters)

    def _environment(self) -> jinja2.Environment:
        env = _Environment(
            loader=self.loader,
            undefined=jinja2.StrictUndefined,
            autoescape=jinja2.select_autoescape(("html", "xml")),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_bytecode_cache(self._cache, f"{revision().hex()} {self.root} {self._site}"),
        )
        env.globals |= {"asset": self.asset, "picture": self.picture, "root": self.root}
        return env

    def render(self, name: str, **values: Any) -> str:
        """The text of a template.

        Raises:
            TemplateError: names the template and line that failed.
        """
        try:
            return self.env.get_template(name).render(values)
        except TemplateError:  # from a fragment inside this template
            raise
        except Exception as error:  # a template can raise anything
            raise self._error(name, error) from error

    def _error(self, name: str, error: Exception) -> TemplateError:
        if isinstance(error, UnicodeDecodeError):
            return TemplateError(Problem(f"templates/{name}", 0, 0, "is not UTF-8", "save it as UTF-8"))
        line, hint = 0, ""
        if isinstance(error, jinja2.TemplateNotFound):
            hint = nearest(str(error.name), self.files) or "copy it from newsgen's own theme"
            return TemplateError(
                Problem(f"templates/{error.name}", 0, 0, f"is missing (wanted by {name})", hint)
            )
        if isinstance(error, jinja2.TemplateSyntaxError):
            name, line = error.name or name, error.lineno
        else:
            name, line = self._failing_line(name, error)
        message = (
            error.message or ""
            if isinstance(error, jinja2.TemplateError)
            else f"{type(error).__name__}: {error}"
        )
        if isinstance(error, jinja2.UndefinedError):
            hint = "see docs/templates.md for what a page has"
        return TemplateError(Problem(f"templates/{name}", line, 1, message, hint))

    def _failing_line(self, name: str, error: Exception) -> tuple[str, int]:
        """The innermost template and line in the traceback of an error."""
        found = (name, 0)
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            for folder in self.folders:
                if file.is_relative_to(folder):
                    found = (file.relative_to(folder).as_posix(), trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _digest(self, name: str) -> bytes:
        """A hash over a template, all that it may include or extend, fragments, words and assets."""
        seen: dict[str, str] = {}
        wanted = {name, *_FRAGMENTS}
        while wanted:
            current = wanted.pop()
            try:
                seen[current], others = self.source(current)
            except jinja2.TemplateNotFound as error:
                raise self._error(name, error) from error
            wanted |= others - seen.keys()
        parts = [f"{key}\0{text}" for key, text in sorted(seen.items())]
        parts += [f"{key}={text}" for key, text in sorted(vars(self.words).items())]
        parts += [f"{key}={url}" for key, url in sorted(self.asset_names.items())]
        return blake2b("\0".join(parts).encode(), digest_size=16).digest()

    def _source(self, name: str) -> tuple[str, frozenset[str]]:
        """The source of a template, and the names of the templates that it may include or extend."""
        try:
            text, file, _ = self.loader.get_source(self.env, name)
            found = frozenset[str | None]()  # without parsing, for templates of newsgen that name no others
            if _NAMES_OTHERS.search(text) or not Path(file or "").is_relative_to(self.folders[-1]):
                found = frozenset(jinja2.meta.find_referenced_templates(self.env.parse(text, name)))
        except (jinja2.TemplateSyntaxError, UnicodeDecodeError) as error:
            raise self._error(name, error) from error
        names = frozenset(other for other in found if other is not None)
        if len(names) < len(found):  # a name is known only at run time
            names |= frozenset(filter(_is_template, self.files))
        return text, names

    # files

    @cached_property
    def _trees(self) -> tuple[_Tree, ...]:
        """The files in each folder. newsgen's own may be links: so some tools install them."""
        return tuple(_tree(folder, anywhere=folder == self.folders[-1]) for folder in self.folders)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The path of each file of the theme, by name."""
        return {name: file for tree in reversed(self._trees) for name, file in tree.files.items()}

    @property
    def unfollowed(self) -> tuple[Problem, ...]:
        """The links of the newsroom's that lead out of its folder, and are left out."""
        return tuple(unfollowed(f"templates/{name}", what) for name, what in self._trees[0].links.items())

    def _load(self, name: str) -> tuple[str, str, None] | None:
        """The source of a template, and its file, as Jinja wants them."""
        file = self.files.get("/".join(part for part in name.split("/") if part not in ("", ".")))
        return None if file is None else (file.read_text("utf-8"), str(file), None)

    @cached_property
    def stamp(self) -> bytes:
        """A hash over all files of the theme."""
        digest = blake2b(digest_size=16)
        for tree in self._trees:
            for name, file in sorted(tree.files.items()):
                data = file.read_bytes()
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
        return digest.digest()

    def unused(self) -> Iterator[Problem]:
        """The newsroom's files that stand for none of newsgen's, and that no template includes."""
        own, default = self._trees[0], self._trees[-1]
        known = set(default.files)
        strange = [name for name in sorted(own.files) if name not in known and not _may_be_anything(name)]
        used = self._reached(known) if strange else known
        linked = {file.resolve() for name, file in own.files.items() if name in used or name not in strange}
        for name in strange:
            if own.files[name].resolve() not in linked:
                hint = nearest(name, known) or _nearest_place(name, known)
                yield Problem(f"templates/{name}", 0, 0, "newsgen does not use this file", hint)

    def mentions(self) -> Iterator[str]:
        """Where the newsroom's own files name a picture; see `images.mentioned_in`."""
        for name, file in self._trees[0].files.items() if len(self._trees) > 1 else ():
            if _is_template(name) or name.endswith((".css", ".js", ".yaml")):
                yield from all_mentions(file.read_text("utf-8", errors="replace"))

    def _reached(self, names: Iterable[str]) -> set[str]:
        """These files, and the templates that those among them may include or extend."""
        wanted, seen = set(names), set[str]()
        while wanted:
            current = wanted.pop()
            seen.add(current)
            if _is_template(current):
                with suppress(jinja2.TemplateNotFound):  # reported when it is rendered
                    wanted |= self.source(current)[1] - seen
        return seen

    @cached_property
    def words(self) -> SimpleNamespace:
        """The interface words of the site's language; the newsroom's file overrides single words."""
        words: dict[str, str] = {}
        for tree in reversed(self._trees):
            file = tree.files.get(f"words/{self.language}.yaml")
            if file is not None:
                words |= _read_words(file, words)
        return SimpleNamespace(**words)

    def file(self, name: str) -> Path:
        """The path of a file of the theme, such as a font.

        Raises:
            TemplateError: there is none.
        """
        if name in self.files:
            return self.files[name]
        raise TemplateError(Problem(f"templates/{name}", 0, 0, "is missing", "copy it from newsgen's theme"))

    # assets

    @cached_property
    def assets(self) -> dict[str, Path]:
        """The file of each asset, by name."""
        prefix = "assets/"
        return {
            name.removeprefix(prefix): file
            for name, file in sorted(self.files.items())
            if name.startswith(prefix)
        }

    @cached_property
    def asset_names(self) -> dict[str, str]:
        """The path of each asset in the site, with a hash of its content."""
        return {name: _hashed(name, file.read_bytes()) for name, file in self.assets.items()}

    def asset(self, name: str) -> str:
        """The address of an asset, for templates."""
        try:
            return f"{self.root}{self.asset_names[name]}"
        except KeyError:
            raise jinja2.TemplateRuntimeError(f"there is no asset `{name}`") from None

    def picture(self, *args: Any, **options: Any) -> Any:
        """A picture as HTML, for templates: the macro of `partials/picture.html`."""
        module: Any = self.env.get_template("partials/picture.html").module
        return module.picture(*args, **options)


class _Environment(jinja2.Environment):
    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        """The globals of a template: one dictionary, since Jinja copies them for every page."""
        return {**self.globals, **(d or {})}


class _BytecodeCache(jinja2.FileSystemBytecodeCache):
    """Compiled templates on disk. A folder that can't be written costs only time."""

    def __init__(self, folder: Path, version: str) -> None:
        super().__init__(str(folder), "%s.jinja")
        self.version = version

    def get_source_checksum(self, source: str) -> str:
        """The checksum of a source and of what else its bytecode depends on."""
        return super().get_source_checksum(f"{self.version}\0{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode_cache(folder: Path | None, version: str) -> _BytecodeCache | None:
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only project can be built elsewhere
        return None
    return _BytecodeCache(folder, version)


def _may_be_anything(name: str) -> bool:
    """Whether a file is published whatever its name is, or is a note of the newsroom to itself."""
    return name.startswith("assets/") or name.lower().endswith((".md", "license", "readme", "~"))


def _nearest_place(name: str, known: Iterable[str]) -> str:
    """A hint for a file that may only be in the wrong folder."""
    base = name.rpartition("/")[2]
    places = [other for other in known if other.rpartition("/")[2] == base]
    if places:
        return f"did you mean `{min(places)}`?"
    return "include it in a template, or delete it" if _is_template(name) else "what pages load is in assets/"


def _is_template(name: str) -> bool:
    return name.endswith((".html", ".xml", ".txt"))


def _hashed(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    digest = blake2b(data, digest_size=5).hexdigest()
    return f"assets/{stem}.{digest}.{suffix}" if dot else f"assets/{name}.{digest}"


_PLACEHOLDER = re.compile(r"\{\w*\}")


def _read_words(file: Path, known: dict[str, str]) -> dict[str, str]:
    """The words of a file, checked against newsgen's own words (`known`; empty for newsgen's own file)."""
    shown = f"templates/words/{file.name}"
    try:
        root = compose(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError(Problem(shown, 0, 0, "is not UTF-8", "save it as UTF-8")) from None
    except YamlError as error:
        hint = error.hint or "put the text in quotes"
        raise ConfigError(Problem(shown, *error.place, error.reason, hint)) from None
    words: dict[str, str] = {}
    problems = []
    for key, text in _pairs(root, shown):
        at = (shown, *place(key))
        if not (isinstance(key, yaml.ScalarNode) and isinstance(text, yaml.ScalarNode)):
            problems.append(Problem(*at, "expected `word: text`", "put the text in quotes"))
        elif key.value in words:
            problems.append(Problem(*at, f"`{key.value}` is given twice", "keep one of them"))
        elif known and key.value not in known:
            problems.append(Problem(*at, f"unknown word `{key.value}`", nearest(key.value, known)))
        else:
            words[key.value] = text.value
            own = known[key.value] if known else text.value
            if set(_PLACEHOLDER.findall(text.value)) - set(_PLACEHOLDER.findall(own)):
                message = f"{key.value}: a placeholder that newsgen does not fill"
                problems.append(Problem(*at, message, own))
    if problems:
        raise ConfigError(*problems)
    return words


def _pairs(root: yaml.Node | None, shown: str) -> list[tuple[yaml.Node, yaml.Node]]:
    if root is None or is_empty(root):
        return []
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError(Problem(shown, *place(root), "expected lines of `word: text`"))
    return list(root.value)
