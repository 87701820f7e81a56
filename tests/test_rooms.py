"""The layout of the source: imports go one way, modules and functions stay small, SQL has one home."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "newsgen"
MAY_USE = {  # the rooms, in the order in which an article goes through them
    "content": (),
    "importing": ("content",),
    "index": ("content", "importing"),
    "related": ("content", "index"),
    "pages": ("content", "importing", "index", "related"),
    "rendering": ("content", "pages"),
    "publishing": ("content", "importing", "index", "related", "pages", "rendering"),
    "preview": ("content", "importing", "index", "related", "pages", "rendering", "publishing"),
}
BESIDE = {
    "",
    "config",
    "hosts",
    "errors",
    "urls",
    "permalinks",
    "i18n",
    "clock",
    "workers",
    "revision",
    "services",
    "symlinks",
    "yaml_nodes",
    "yaml_values",
}
ABOVE = {"cli", "__main__"}
SQL_ROOM = "index"
TREES = {file: ast.parse(file.read_text("utf-8")) for file in sorted(SOURCE.rglob("*.py"))}
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE FROM|REPLACE INTO|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT)\b[ ;\w]"
)


def module(file: Path) -> str:
    """The name of a module, without `newsgen.`; "" is the package itself."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module(file) for file in TREES}


def room(name: str) -> str:
    return name.partition(".")[0]


def imports(tree: ast.Module) -> Iterator[str]:
    """The modules of newsgen that a module imports, wherever in it, also for the type checker alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [n if n.removeprefix("newsgen.") in NAMES else str(node.module) for n in whole]
        else:
            continue
        for name in names:
            if name == "newsgen" or name.startswith("newsgen."):
                yield name.removeprefix("newsgen").lstrip(".")


IMPORTS = {module(file): sorted(set(imports(tree))) for file, tree in TREES.items()}


def allowed(importer: str, imported: str) -> bool:
    here, there = room(importer), room(imported)
    if here in ABOVE or here == there or there in BESIDE:
        return True
    # What stands beside the rooms knows records at most.
    return there in MAY_USE.get(here, ("content",))


def test_every_module_has_its_place() -> None:
    assert len(NAMES) > 25
    assert {room(name) for name in NAMES} == {*MAY_USE, *BESIDE, *ABOVE}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_imports_go_one_way(name: str) -> None:
    against = [imported for imported in IMPORTS[name] if not allowed(name, imported) or imported not in NAMES]
    assert against == []


def test_imports_have_no_circle() -> None:
    """Imports for the type checker count as well."""
    graph = {name: {imported for imported in found if imported} for name, found in IMPORTS.items()}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) >= NAMES - {""}


def test_rooms_may_not_import_later_ones() -> None:
    """The rule itself: what it must refuse."""
    for earlier, later in pairwise(MAY_USE):
        assert not allowed(f"{earlier}.x", f"{later}.y")
        assert not allowed("urls", f"{later}.y")
    assert not allowed("importing.wxr", "index.database")
    assert not allowed("content.fields", "cli")
    assert not allowed("rendering.theme", "index.database")


@pytest.mark.parametrize("file", TREES, ids=module)
def test_a_module_says_what_it_is_for(file: Path) -> None:
    said = ast.get_docstring(TREES[file])
    assert said
    assert said.split("\n\n")[0].rstrip().endswith((".", ";", ":"))


@pytest.mark.parametrize("file", [file for file in TREES if room(module(file)) != SQL_ROOM], ids=module)
def test_sql_stands_in_the_index_only(file: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(TREES[file])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
    assert texts == []
    assert "sqlite3" not in [
        alias.name for node in ast.walk(TREES[file]) if isinstance(node, ast.Import) for alias in node.names
    ]


def test_the_store_would_be_caught() -> None:
    store = ast.parse((SOURCE / "index" / "articles.py").read_text("utf-8"))
    texts = [
        node.value
        for node in ast.walk(store)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert sum(SQL.match(text) is not None for text in texts) > 10


def _says_it(node: ast.AST) -> bool:
    """Whether an error becomes a problem, or is raised again if it can't be one."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("unexpected", "failure")


@pytest.mark.parametrize("file", TREES, ids=module)
def test_no_error_is_swallowed(file: Path) -> None:
    """`except Exception: pass`, and anything like it, drops articles silently."""
    elsewhere = "_work" if module(file) == "workers" else ""  # what a worker raises, its parent raises again
    functions = [node for node in TREES[file].body if getattr(node, "name", "") != (elsewhere or None)]
    swallowed = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and not any(isinstance(inner, ast.Raise) or _says_it(inner) for inner in ast.walk(node))
    ]
    assert swallowed == []


@pytest.mark.parametrize("file", [file for file in TREES if module(file) != "clock"], ids=module)
def test_the_time_of_day_comes_in_by_the_clock_only(file: Path) -> None:
    """`time.monotonic` measures, and file times are no dates; `listing` compares those with the clock."""
    calls = {ast.unparse(node.func) for node in ast.walk(TREES[file]) if isinstance(node, ast.Call)}
    of_day = {
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "date.today",
        "time.time",
        "time.localtime",
    }
    assert calls & of_day == set()
    assert "time.time_ns" not in calls or module(file) == "index.listing"
