"""What cosmic-ray does not change by itself: statements, results, links of a query, words. Runs in `.venv-mutants`.

Every change keeps the number of lines, so that the rest of the module compiles to the same code.
"""

from collections.abc import Iterable, Iterator

import parso
from cosmic_ray.operators.operator import Operator
from parso.python.tree import Function, PythonNode
from parso.tree import Leaf, NodeOrLeaf

Position = tuple[tuple[int, int], tuple[int, int]]
CONDITIONS = {"filter", "exclude", "get", "update", "Q"}  # calls in which each word is a rule of its own
LAST_LINKS = {"filter", "exclude", "distinct", "select_for_update", "order_by"}
WORD = {"comparison", "return_stmt", "dictorsetmaker", "test", "ternary", "expr_stmt"}


def _same_lines(node: NodeOrLeaf, code: str) -> NodeOrLeaf:
    """Return `code` in the place of a node, with its indentation and as many lines."""
    lines = node.end_pos[0] - node.start_pos[0]
    new = parso.parse(code + "\n" * lines)
    new.get_first_leaf().prefix = node.get_first_leaf().prefix
    new.parent = node.parent
    return new


class Change(Operator):
    """A change of some nodes, in one or more ways each."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        """Return the code of each way to write this node; none when it is left alone."""
        raise NotImplementedError

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Position]:
        for _ in self.ways(node):
            yield (node.start_pos, node.end_pos)

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        return _same_lines(node, list(self.ways(node))[index])

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class RemoveStatement(Change):
    """Nothing is called, raised, nor written to an object."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if node.parent is None or node.parent.type != "simple_stmt":
            return
        assigned = node.type == "expr_stmt" and (node.children[0].type != "name" or node.children[1].type != "operator"
                                                 or node.children[1].value != "=")  # fmt: skip
        if node.type in {"atom_expr", "power", "raise_stmt", "del_stmt", "yield_expr"} or assigned:
            if node.type != "expr_stmt" or node.children[1].type != "annassign":
                yield "pass"
        elif node.type == "keyword" and node.value == "raise":
            yield "pass"


class ReplaceResult(Change):
    """A question is always answered yes, or no; anything else is None."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if node.type != "return_stmt" or node.children[1].get_code().strip() in {"None", "True", "False"}:
            return
        function = node
        while function is not None and not isinstance(function, Function):
            function = function.parent
        asked = function is not None and function.annotation is not None and function.annotation.get_code().strip()
        yield from ("return True", "return False") if asked == "bool" else ("return None",)


class RemoveLink(Change):
    """A call is taken out of a chain: `.filter(…)`, `.select_for_update()`, `.open()`."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if not isinstance(node, PythonNode) or node.type != "atom_expr":
            return
        links = node.children
        for at in range(1, len(links) - 1):
            if links[at].children[0].value == "." and links[at + 1].children[0].value == "(":
                name = links[at].children[1].value
                if at >= 2 and (name in LAST_LINKS or at + 2 < len(links)):
                    kept = [*links[:at], *links[at + 2 :]]
                    yield "".join([kept[0].get_code(include_prefix=False), *(link.get_code() for link in kept[1:])])


class RemoveCondition(Change):
    """A condition is taken out of a query, or a value out of what it writes."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if not isinstance(node, PythonNode) or node.type != "arglist":
            return
        called = node.parent.get_previous_sibling()
        if called is None or called.get_last_leaf().value not in CONDITIONS:
            return
        arguments = [each for each in node.children if each.type != "operator"]
        for left_out in arguments:
            if left_out.type != "argument" and called.get_last_leaf().value not in {"filter", "exclude"}:
                continue
            yield ", ".join(each.get_code(include_prefix=False) for each in arguments if each is not left_out)


class ReverseMembership(Change):
    """`in` is `not in`, and the other way."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if node.type == "comparison" and len(node.children) == 3:
            left, word, right = (child.get_code().strip() for child in node.children)
            if word.split() == ["in"]:
                yield f"{left} not in {right}"
            elif word.split() == ["not", "in"]:
                yield f"{left} in {right}"


class ReplaceWord(Change):
    """A word that the code compares, returns or keeps is another one; sentences are left alone."""

    def ways(self, node: NodeOrLeaf) -> Iterable[str]:
        if isinstance(node, Leaf) and node.type == "string" and node.parent.type in WORD:
            text = node.value
            if text[0] in "\"'" and text[1:3] != text[0] * 2 and len(text) > 2 and " " not in text:
                yield text[0] + "other" + text[0]


OURS = (RemoveStatement, ReplaceResult, RemoveLink, RemoveCondition, ReverseMembership, ReplaceWord)
