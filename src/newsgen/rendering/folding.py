"""A flat template with all put in that is the same on every page: names, words, addresses of assets.

What is left is compiled so that it reads attributes and escapes texts in place, without a call for each.
"""
# ruff: noqa: N802 - Jinja's own names

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.visitor import NodeTransformer

from newsgen.rendering.flattening import Body, below, bound

_BINDS = (nodes.Assign, nodes.AssignBlock, nodes.Macro)
_ASKS = {"defined", "undefined", "default", "d"}  # tests and filters of what may not be there
_BODIES = ("body", "else_")


def folded(
    environment: Environment, tree: nodes.Template, fixed: Mapping[str, Any], asset: Callable[[str], str]
) -> nodes.Template:
    """The template with the values of the names in `fixed`, if it gives them no other meaning."""
    own = bound(below(tree))
    known = {name: value for name, value in {**fixed, "asset": asset}.items() if name not in own}
    _Folding(environment, known).visit(tree)
    _merge(tree)
    return tree


class _Folding(NodeTransformer):
    def __init__(self, environment: Environment, known: Mapping[str, Any]) -> None:
        self.environment = environment
        self.known = known
        self.context = EvalContext(environment)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        try:
            return self._const(self._value(node), node)
        except nodes.Impossible:
            return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """Texts set side by side: of constants alone, Jinja forgets which of them were safe."""
        safe = any(isinstance(inner, nodes.Filter | nodes.Call) for inner in below(node))
        return node if safe else self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """The address of an asset."""
        match node:
            case nodes.Call(node=nodes.Name(name="asset"), args=[nodes.Const() as name], kwargs=[]):
                with suppress(nodes.Impossible, KeyError, TemplateRuntimeError):
                    return self._const(self.known["asset"](name.value), node)
        return self.generic_visit(node)

    def _const(self, value: Any, node: nodes.Node) -> nodes.Node:
        return nodes.Const.from_untrusted(value, node.lineno, self.environment)

    def _value(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Name) and node.name in self.known:
            return self.known[node.name]
        if isinstance(node, nodes.Getattr):
            with suppress(AttributeError):
                return getattr(self._value(node.node), node.attr)
        raise nodes.Impossible

    def visit_If(self, node: nodes.If) -> nodes.Node | Body:
        """A choice that is the same on every page is made here."""
        left: list[nodes.If] = []
        last = node.else_
        for branch in (node, *node.elif_):
            test = self.visit(branch.test)
            holds = self._constant(test)
            if holds:
                last = branch.body
                break
            if holds is None:
                left.append(nodes.If(test, self._all(branch.body), [], [], lineno=branch.lineno))
        last = self._all(last)
        if not left:
            return last
        left[0].elif_, left[0].else_ = left[1:], last
        return left[0]

    def _constant(self, test: nodes.Expr) -> bool | None:
        try:
            return bool(test.as_const(self.context))
        except (nodes.Impossible, UndefinedError):
            return None

    def _all(self, body: Body) -> Body:
        scope = nodes.Scope(list(body))
        self.generic_visit(scope)
        return scope.body


def _merge(node: nodes.Node) -> None:
    """Neighbouring texts become one, also those of scopes in which nothing gets a name."""
    for key in _BODIES:
        if isinstance(body := getattr(node, key, None), list):
            merged: Body = []
            for child in _opened(body):
                if isinstance(child, nodes.Output) and merged and isinstance(merged[-1], nodes.Output):
                    merged[-1] = nodes.Output(merged[-1].nodes + child.nodes, lineno=merged[-1].lineno)
                else:
                    merged.append(child)
            setattr(node, key, merged)
    for child in node.iter_child_nodes():
        _merge(child)


def _binds(scope: nodes.With) -> bool:
    return any(isinstance(node, _BINDS) for node in below(scope))


def _opened(body: Body) -> Iterator[nodes.Node]:
    for node in body:
        if isinstance(node, nodes.With) and not node.targets and not _binds(node):
            yield from _opened(node.body)
        else:
            yield node


class DirectGenerator(CodeGenerator):
    """Writes `page.title` where Jinja writes a call that also tries `page["title"]`.

    Where there is no such attribute, an AttributeError says so.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._asked = set[int]()
        self._encodes = False

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        plain = node.attr.isascii() and not iskeyword(node.attr)  # Python changes other letters
        if not plain or id(node) in self._asked:
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        self._ask(node)
        super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        self._ask(node)
        super().visit_Test(node, frame)

    def _ask(self, node: nodes.Filter | nodes.Test) -> None:
        if node.name in _ASKS:
            self._asked.add(id(node.node))

    # A page is bytes: what is the same on all of them is encoded once, and the rest as it comes. Joined as
    # texts, one dash makes 20 kB of Latin letters twice as wide, and a page costs 15 µs more.

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        self._encodes = frame.buffer is None  # else it is in a macro, which gives text
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text.encode() if self._encodes else text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("(")
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escape_text(shown) if type(shown := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else shown if type(shown) is Markup else escape(shown)")
        self.write(").encode()" if self._encodes else ")")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        self.write("(")

    def end_write(self, frame: Frame) -> None:
        self.write(").encode()" if frame.buffer is None else ")")
        super().end_write(frame)
