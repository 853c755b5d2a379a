"""Print the changes of one module as JSON: each with its lines before and after, and the whole text. `.venv-mutants`.

    python tests/mutants/mutate.py <module>

What cosmic-ray knows to change and could bite, and what `operators` adds. Left alone: types, imports, what a migration
holds (the body of a model), `Meta`, sentences.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider
from operators import OURS

THEIRS = [
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *("ReplaceComparisonOperator_Is_IsNot", "ReplaceComparisonOperator_IsNot_Is"),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "BitOr_BitAnd", "BitAnd_BitOr")),
    *("ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_Invert"),
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ExceptionReplacer", "NumberReplacer"),
    *("RemoveDecorator", "ZeroIterationForLoop"),
]
KEPT_DECORATORS = {"property", "cached_property", "classmethod", "staticmethod", "dataclass", "abstractmethod"}
Span = tuple[tuple[int, int], tuple[int, int]]


def _span(node: ast.stmt | ast.expr) -> Span:
    return (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)


def _types(node: ast.AST) -> Iterator[Span]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        yield from (_span(each.annotation) for each in arguments if each.annotation)
        yield from [_span(node.returns)] if node.returns else []
    elif isinstance(node, ast.AnnAssign):
        yield _span(node.annotation)
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        yield _span(node)


def _decorators(node: ast.AST) -> Iterator[Span]:
    for each in getattr(node, "decorator_list", []):
        words = ast.walk(each)
        if {getattr(word, "id", getattr(word, "attr", "")) for word in words} & KEPT_DECORATORS:
            yield (each.lineno, 0), ((each.end_lineno or 0) + 1, 0)


def _held_elsewhere(node: ast.AST, *, of_models: bool) -> Iterator[Span]:
    """Yield what a migration holds, the names of the admin, and `__all__`."""
    for each in node.body if isinstance(node, ast.ClassDef) else []:
        is_meta = isinstance(each, ast.ClassDef) and each.name == "Meta"
        if is_meta or (of_models and isinstance(each, ast.Assign | ast.AnnAssign)):
            yield _span(each)
    if isinstance(node, ast.FunctionDef) and node.name in {"__str__", "__repr__"}:
        yield _span(node)
    if isinstance(node, ast.Assign) and any(getattr(each, "id", "") == "__all__" for each in node.targets):
        yield _span(node)


def left_alone(tree: ast.Module, *, of_models: bool) -> Iterator[Span]:
    """Yield the spans that nothing changes."""
    for node in ast.walk(tree):
        yield from _types(node)
        yield from _decorators(node)
        yield from _held_elsewhere(node, of_models=of_models)


def function_at(tree: ast.Module, line: int) -> tuple[str, int]:
    """Return the name and the first line of the body of the outermost function around a line; "", or a class, and 0."""

    def inside(nodes: list[ast.stmt], name: str) -> tuple[str, int] | None:
        for node in nodes:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            if first <= line <= (node.end_lineno or 0):
                full = f"{name}.{node.name}" if name else node.name
                if isinstance(node, ast.ClassDef):
                    return inside(node.body, full) or (full, 0)
                return full, node.body[0].lineno
        return None

    return inside(tree.body, "") or ("", 0)


def changed_lines(before: str, after: str) -> tuple[str, str]:
    """Return the lines that differ, before and after, each as one line of text."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return " ".join(" ".join(old).split()), " ".join(" ".join(new).split())


def operators() -> Iterator[tuple[str, Operator]]:
    """Yield each operator with its name."""
    provider = OperatorProvider()
    yield from ((name, provider[name]()) for name in THEIRS)
    yield from ((each.__name__, each()) for each in OURS)


def changes(path: Path) -> Iterator[dict[str, object]]:
    """Yield every change of a module."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    alone = list(left_alone(tree, of_models="models" in path.parts))
    for name, operator in operators():
        positions = [each for node in ast_nodes(get_ast(source)) for each in operator.mutation_positions(node)]
        for occurrence, (start, end) in enumerate(positions):
            if any(first <= start and end <= last for first, last in alone):
                continue
            text = mutate_code(source, operator, occurrence)
            if text is None:
                continue
            was, now = changed_lines(source, text)
            function, first = function_at(tree, start[0])
            yield {
                "operator": name, "line": start[0], "in": function, "first": first,
                "was": was, "now": now, "text": text,
            }  # fmt: skip


if __name__ == "__main__":
    json.dump(list(changes(Path(sys.argv[1]))), sys.stdout)
