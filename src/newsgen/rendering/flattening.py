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
_NOT_INCLUDED = (nodes.Extends, nodes.Import, nodes.FromImport, nodes.Block, nodes.Macro)
_SELF = frozenset({"self", "super"})


class ApartError(Exception):
    """A template that can't be made flat."""


class _Place(NamedTuple):
    """Where a statement stands: in which block, of which child; names of the scopes around it; how deep.

    `hidden` are names of scopes around the block, which it does not see.
    """

    block: str = ""
    child: int = 0
    local: Names = frozenset()
    depth: int = 0
    hidden: Names = frozenset()


def flat(environment: Environment, name: str, given: Iterable[str]) -> nodes.Template:
    """The template of this name as a flat body; `given` are the names that it is rendered with.

    Raises:
        ApartError: it has to be rendered as it stands.
    """
    tree = _Flattening(environment, name).whole()
    every = below(tree)
    asked = _loaded(every)
    late = _assigned(every) & asked & {*given, *environment.globals}
    if late or asked & _SELF or any(isinstance(node, _LEFT) or _is_open(node) for node in every):
        raise ApartError(name)  # Jinja looks for what is assigned late in another order
    return tree


def _is_open(node: nodes.Node) -> bool:
    """Whether it is only known when a page is rendered if texts are escaped."""
    if not isinstance(node, nodes.ScopedEvalContextModifier):
        return False
    return not all(isinstance(option.value, nodes.Const) for option in node.options)


def below(*trees: nodes.Node) -> list[nodes.Node]:
    """All nodes of some trees: what Jinja's `find_all` finds, in a quarter of the time."""
    found, left = [], list(trees)
    while left:
        node = left.pop()
        found.append(node)
        for key in node.fields:
            value = getattr(node, key, None)
            if isinstance(value, nodes.Node):
                left.append(value)
            elif isinstance(value, list):
                left += [item for item in value if isinstance(item, nodes.Node)]
    return found


def bound(every: Iterable[nodes.Node]) -> Names:
    """The names that are given a meaning."""
    names = {node.name for node in every if isinstance(node, nodes.Name) and node.ctx != "load"}
    return frozenset(names | {node.name for node in every if isinstance(node, nodes.Macro)})


def _loaded(every: Iterable[nodes.Node]) -> Names:
    """The names that are asked for."""
    return frozenset(node.name for node in every if isinstance(node, nodes.Name) and node.ctx == "load")


def _assigned(every: Iterable[nodes.Node]) -> Names:
    """The names that get a meaning in the middle of a scope."""
    targets = [node.target for node in every if isinstance(node, nodes.Assign | nodes.AssignBlock)]
    names = bound(below(*targets))
    return names | {node.name for node in every if isinstance(node, nodes.Macro)}


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

    def _parsed(self, name: Any) -> tuple[nodes.Template, list[nodes.Node]]:
        """A template, and all nodes of it."""
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
        every = below(tree)
        for found in every:
            if isinstance(found, nodes.Filter | nodes.Test):
                known = (
                    self.environment.filters if isinstance(found, nodes.Filter) else self.environment.tests
                )
                if found.name not in known:  # an error, even where nobody gets
                    raise ApartError(found.name)
        return tree, every

    def whole(self) -> nodes.Template:
        """A template in the place of the one that it extends, and that of the next one."""
        before: Body = []
        tree = self._parent(self.name)
        for _ in range(_DEEPEST):
            if not tree.body or not isinstance(tree.body[0], nodes.Extends):
                break
            own = [node for node in tree.body[1:] if not isinstance(node, nodes.Block | nodes.Output)]
            if not all(isinstance(node, nodes.Assign) for node in own):
                raise ApartError(self.name)
            before += own
            tree = self._parent(tree.body[0].template)
        tree.body = [*before, *self._flat(tree.body, _Place())]
        return tree

    def _parent(self, name: Any) -> nodes.Template:
        """A template whose blocks are remembered."""
        tree, every = self._parsed(name)
        blocks = [node for node in every if isinstance(node, nodes.Block)]
        if any(block.required for block in blocks) or len({b.name for b in blocks}) < len(blocks):
            raise ApartError(name)
        for block in blocks:
            self.blocks.setdefault(block.name, []).append(block.body)
        return tree

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
                    own = bound(below(node)) | ({"loop"} if isinstance(node, nodes.For) else set())
                    inner = place._replace(local=place.local | own)
                    fields = [key for key in ("body", "else_") if hasattr(node, key)]
                    yield _changed(node, {key: self._flat(getattr(node, key), inner) for key in fields})
                case _:
                    yield node

    def _block(self, name: str, child: int, place: _Place) -> nodes.Node:
        """The text of a block, which sees none of the names around it."""
        if len(self.blocks.get(name, ())) <= child:
            raise ApartError(name)
        body = self.blocks[name][child]
        every = below(*body)
        if _loaded(every) & place.local:
            raise ApartError(name)
        hidden = place.hidden | place.local
        inner = _Place(name, child, place.local | bound(every), place.depth + 1, hidden)
        return nodes.With([], [], list(self._flat(body, inner)))

    def _include(self, node: nodes.Include, place: _Place) -> nodes.Node:
        tree, every = self._parsed(node.template)
        asked = _loaded(every)
        loops = "loop" in place.local and "loop" in asked
        if (
            loops
            or asked & place.hidden
            or not node.with_context
            or any(isinstance(node, _NOT_INCLUDED) for node in every)
        ):
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
