"""Checks the sizes that keep the house readable: lines per module and function, parameters per function.

Reads Python files only and changes none; prints one line per breach and exits 1 when there is any. Called by
`make check`; what a function is named or does is the business of ruff and mypy.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 5

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("index", "indexer", "webapp", "tests", "benchmarks", "tools")
# A test's parameters are its fixtures and cases, and a golden table may be long: only its module is measured.
FOLDERS_WITH_FREE_FUNCTIONS = ("tests",)

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    """Print every breach of the limits, one per line, and return the exit status."""
    breaches = [breach for path in find_modules(ROOT) for breach in find_breaches(path)]
    for breach in breaches:
        print(breach)
    if breaches:
        print(f"check_sizes: {len(breaches)} over the limits of CONTRIBUTING.md", file=sys.stderr)
    return 1 if breaches else 0


def find_modules(root: Path) -> Iterator[Path]:
    """Yield the project's own Python files in a fixed order."""
    yield from sorted(root.glob("*.py"))
    for folder in FOLDERS:
        yield from sorted((root / folder).rglob("*.py"))


def find_breaches(path: Path) -> Iterator[str]:
    """Yield one line of text for each limit that the file at *path* goes over."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(ROOT).as_posix()
    lines = text.count("\n")
    if lines > MAX_MODULE_LINES:
        yield f"{name}: {lines} lines (at most {MAX_MODULE_LINES})"
    if name.startswith(FOLDERS_WITH_FREE_FUNCTIONS):
        return
    for node in ast.walk(ast.parse(text, filename=name)):
        if isinstance(node, FunctionNode):
            yield from find_function_breaches(name, node)


def find_function_breaches(module: str, function: FunctionNode) -> Iterator[str]:
    """Yield the breaches of one function of *module*; its docstring and decorators are not counted."""
    where = f"{module}:{function.lineno} {function.name}"
    lines = count_lines(function)
    if lines > MAX_FUNCTION_LINES:
        yield f"{where}: {lines} lines (at most {MAX_FUNCTION_LINES})"
    parameters = count_parameters(function)
    if parameters > MAX_PARAMETERS and not is_command(function):
        yield f"{where}: {parameters} parameters (at most {MAX_PARAMETERS})"


def count_lines(function: FunctionNode) -> int:
    """Count the lines from `def` to the last statement, without those of the docstring."""
    last = function.end_lineno or function.lineno
    lines = last - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def count_parameters(function: FunctionNode) -> int:
    """Count the parameters that a caller gives: `self` and `cls` are not among them."""
    arguments = function.args
    names = [argument.arg for argument in arguments.posonlyargs + arguments.args]
    if names and names[0] in {"self", "cls"}:
        names = names[1:]
    return len(names) + len(arguments.kwonlyargs)


def is_command(function: FunctionNode) -> bool:
    """Tell whether click calls *function*: its parameters are the command line's options, fixed outside."""
    for decorator in function.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Attribute) and target.attr in {"command", "group", "option", "argument"}:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
