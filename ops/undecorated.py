"""Writes decorators as calls, for `make mutants`: mutmut changes no decorated function, and a third of ours are one.

    @property                      def _of_name(self): ...
    def name(self): ...      →     name = property(_of_name)

means the same to Python, and leaves a plain function to change.
"""

import ast
from collections.abc import Iterator

PREFIX = "undecorated_"
MUTATED_AS_IT_IS = {"staticmethod", "classmethod"}
NOT_TO_BE_MOVED = {"setter", "deleter", "overload", "abstractmethod", "register"}
"""Decorators that work by the name of the function, or by being above it."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def undecorated(source: str) -> str:
    """Return a module's source with the decorators of its functions and methods written as calls below them."""
    lines = source.splitlines()
    for function in sorted(_decorated(ast.parse(source)), key=lambda node: node.lineno, reverse=True):
        _move(function, lines)
    return "\n".join([*lines, ""])


def _decorated(module: ast.Module) -> Iterator[Function]:
    classes = (node for node in module.body if isinstance(node, ast.ClassDef))
    for body in (module.body, *(node.body for node in classes)):
        yield from (node for node in body if isinstance(node, Function) and _is_movable(node))


def _is_movable(function: Function) -> bool:
    names = {ast.unparse(decorator).split("(")[0].rsplit(".", maxsplit=1)[-1] for decorator in function.decorator_list}
    return bool(names) and names != (names & MUTATED_AS_IT_IS) and not names & NOT_TO_BE_MOVED


def _move(function: Function, lines: list[str]) -> None:
    """Change the lines of one function; those above it stay where they are."""
    assert function.end_lineno is not None
    indent = " " * function.col_offset
    called = f"{PREFIX}{function.name}"
    for decorator in reversed(function.decorator_list):
        called = f"{ast.unparse(decorator)}({called})"
    lines.insert(function.end_lineno, f"{indent}{function.name} = {called}")
    head = function.lineno - 1
    lines[head] = lines[head].replace(f"def {function.name}(", f"def {PREFIX}{function.name}(", 1)
    del lines[function.decorator_list[0].lineno - 1 : head]
