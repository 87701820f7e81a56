"""A template with all that it extends and includes written into it: one flat body, where Jinja makes a dozen.

Each include makes a context of its own whenever it is met, and each block a generator. Where a flat body
would not do just what Jinja does, there is none, and the template is rendered as it stands.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, NamedTuple, TypeAlias

from jinja2 import Environment, TemplateNotFound, nodes

Body: TypeAlias = list[nodes.Node]
Names: TypeAlias = frozenset[str]

_DEEPEST = 20  # includes in includes: more is a circle, which Jinja itself shall report
_LEFT = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport, nodes.Block)
_SHAPES = (*_LEFT[2:], nodes.Extends, nodes.Macro)  # what an include must not have
_SELF = frozenset({"self", "super"})


class ApartError(Exception):
    """A template that can't be made flat."""


class _Place(NamedTuple):
    """Where a statement stands: in which block, of which child; names of the scopes around it; how deep."""

    block: str = ""
    child: int = 0
    local: Names = frozenset()
    depth: int = 0


def flat(environment: Environment, name: str, given: Iterable[str]) -> nodes.Template:
    """The template of this name as a flat body; `given` are the names that it is rendered with.

    Raises:
        ApartError: it has to be rendered as it stands.
    """
    tree = _Flattening(environment, name).whole()
    asked = loaded(tree)
    late = _assigned(tree) & asked & {*given, *environment.globals}
    if late or asked & _SELF or has(tree, _LEFT):
        raise ApartError(name)  # Jinja looks for what is assigned late in another order
    return tree


def has(tree: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    """Whether there is any statement of these kinds in a template."""
    return any(True for _ in tree.find_all(kinds))


def bound(tree: nodes.Node) -> Names:
    """All names that a template gives a meaning to."""
    names = {found.name for found in tree.find_all(nodes.Name) if found.ctx != "load"}
    return frozenset(names | {macro.name for macro in tree.find_all(nodes.Macro)})


def loaded(tree: nodes.Node) -> Names:
    """All names that a template asks for."""
    return frozenset(found.name for found in tree.find_all(nodes.Name) if found.ctx == "load")


def _assigned(tree: nodes.Node) -> Names:
    """The names that get a meaning in the middle of a scope."""
    stored: list[nodes.Assign | nodes.AssignBlock]
    stored = [*tree.find_all(nodes.Assign), *tree.find_all(nodes.AssignBlock)]
    names = {name for found in stored for name in bound(nodes.Scope([found.target]))}
    return frozenset(names | {macro.name for macro in tree.find_all(nodes.Macro)})


class _Flattening:
    """The way to one flat template: `blocks` has the bodies of each block, the last child's first."""

    def __init__(self, environment: Environment, name: str) -> None:
        self.environment = environment
        self.name = name
        self.escapes = self._escapes(name)
        self.blocks: dict[str, list[Body]] = {}

    def _escapes(self, name: str) -> bool:
        found = self.environment.autoescape
        return found if isinstance(found, bool) else found(name)

    def _parsed(self, name: Any) -> nodes.Template:
        if isinstance(name, nodes.Const):
            name = name.value
        if not isinstance(name, str) or self._escapes(name) != self.escapes:
            raise ApartError(name)
        assert self.environment.loader is not None
        try:
            text, file, _ = self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound as error:  # it may be that nobody gets there
            raise ApartError(name) from error
        tree = self.environment._parse(text, name, file)
        for found in tree.find_all((nodes.Filter, nodes.Test)):
            known = self.environment.filters if isinstance(found, nodes.Filter) else self.environment.tests
            if found.name not in known:  # an error, even where nobody gets
                raise ApartError(found.name)
        return tree

    def whole(self) -> nodes.Template:
        """A template in the place of the one that it extends, and that of the next one."""
        tree, before = self._parsed(self.name), list[nodes.Node]()
        self._gather(tree)
        for _ in range(_DEEPEST):
            if not tree.body or not isinstance(tree.body[0], nodes.Extends):
                break
            own = [node for node in tree.body[1:] if not isinstance(node, nodes.Block | nodes.Output)]
            if not all(isinstance(node, nodes.Assign) for node in own):
                raise ApartError(self.name)
            before += own
            tree = self._parsed(tree.body[0].template)
            self._gather(tree)
        tree.body = [*before, *self._flat(tree.body, _Place())]
        return tree

    def _gather(self, tree: nodes.Template) -> None:
        blocks = list(tree.find_all(nodes.Block))
        if any(block.required for block in blocks) or len({b.name for b in blocks}) < len(blocks):
            raise ApartError(self.name)
        for block in blocks:
            self.blocks.setdefault(block.name, []).append(block.body)

    def _flat(self, body: Body, place: _Place) -> Iterator[nodes.Node]:
        """Statements without blocks and includes. None is changed: a block may stand in several places."""
        if place.depth > _DEEPEST:
            raise ApartError(place.block)
        for node in body:
            match node:
                case nodes.Block():
                    yield self._block(node.name, 0, place)
                case nodes.Include():
                    yield self._include(node, place)
                case nodes.Output():
                    yield from self._output(node, place)
                case nodes.If():
                    yield _changed(node, {k: self._flat(getattr(node, k), place) for k in _BRANCHES})
                case nodes.For() | nodes.With():
                    own = bound(node) | ({"loop"} if isinstance(node, nodes.For) else set())
                    inner = place._replace(local=place.local | own)
                    fields = [key for key in ("body", "else_") if hasattr(node, key)]
                    yield _changed(node, {key: self._flat(getattr(node, key), inner) for key in fields})
                case _:
                    yield node

    def _block(self, name: str, child: int, place: _Place) -> nodes.Node:
        """The text of a block, which sees none of the names around it."""
        if len(self.blocks.get(name, ())) <= child:
            raise ApartError(name)
        scope = nodes.With([], [], self.blocks[name][child])
        if loaded(scope) & place.local:
            raise ApartError(name)
        inner = _Place(name, child, place.local | bound(scope), place.depth + 1)
        return _changed(scope, {"body": self._flat(scope.body, inner)})

    def _include(self, node: nodes.Include, place: _Place) -> nodes.Node:
        tree = self._parsed(node.template)
        loops = "loop" in place.local and "loop" in loaded(tree)
        if has(tree, _SHAPES) or loops or not node.with_context:
            raise ApartError(place.block)
        inner = place._replace(depth=place.depth + 1)
        return nodes.With([], [], list(self._flat(tree.body, inner)))

    def _output(self, node: nodes.Output, place: _Place) -> Iterator[nodes.Node]:
        """Texts, and in their midst `self.block()` and `super()`."""
        for child in node.nodes:
            match child:
                case nodes.Call(node=nodes.Name(name="super"), args=[], kwargs=[]):
                    yield self._block(place.block, place.child + 1, place)
                case nodes.Call(
                    node=nodes.Getattr(node=nodes.Name(name="self")) as block, args=[], kwargs=[]
                ):
                    yield self._block(block.attr, 0, place)
                case _:
                    yield nodes.Output([child], lineno=node.lineno)


_BRANCHES = ("body", "elif_", "else_")


def _changed(node: nodes.Node, fields: dict[str, Iterator[nodes.Node]]) -> nodes.Node:
    """A copy of a statement with other statements in it."""
    changed = copy(node)
    for key, body in fields.items():
        setattr(changed, key, list(body))
    return changed
