"""How large our functions and files are: ceilings for the tests, a report for `make check`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import PRODUCTION, ROOT, sources, top_level

FUNCTION_LINES, FILE_LINES, PARAMETERS = 40, 300, 5
MEDIAN_LINES, P90_LINES = 8, 20
VAGUE_NAMES = {"utils", "helpers", "manager", "common"}
LAST_RESORTS = {"handlers/listening.py", "bot/sender.py", "bot/ticks.py"}
AT_THE_ROOT = {
    *PRODUCTION, "benchmarks", "docs", "tests",
    "manifest.yml", "pyproject.toml", "requirements.lock", "Makefile",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE",
    ".ci", ".slack", ".gitignore", ".env.example",
}  # fmt: skip

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Size:
    where: str
    lines: int
    parameters: int = 0


def functions(root: Path) -> list[Size]:
    return [
        Size(f"{name}:{node.lineno} {node.name}", _lines(node), _parameters(node))
        for name, text in sources(root, *PRODUCTION)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, Function)
    ]


def files(root: Path) -> list[Size]:
    return [Size(name, len(text.splitlines())) for name, text in sources(root, *PRODUCTION)]


def violations(root: Path) -> list[str]:
    """Everything in this tree that goes over a ceiling, one line each."""
    found = [f"{f.where}: {f.lines} lines" for f in functions(root) if f.lines > FUNCTION_LINES]
    found += [
        f"{f.where}: {f.parameters} parameters"
        for f in functions(root)
        if f.parameters > PARAMETERS
    ]
    found += [f"{f.where}: {f.lines} lines" for f in files(root) if f.lines > FILE_LINES]
    found += [f"{name}: a name that says nothing" for name in _vague_names(root)]
    found += [f"{name}: does not belong at the root" for name in set(top_level(root)) - AT_THE_ROOT]
    for name, text in sources(root, *PRODUCTION):
        if name not in LAST_RESORTS:
            found += [f"{name}:{line}: broad except" for line in _broad(ast.parse(text))]
    return found


def report(root: Path) -> str:
    sizes = sorted(functions(root), key=lambda size: size.lines)
    modules = sorted(files(root), key=lambda size: size.lines)
    return "\n".join(
        [
            _line("Functions", sizes, f"budget {MEDIAN_LINES} / {P90_LINES} / {FUNCTION_LINES}"),
            _line("Files", modules, f"at most {FILE_LINES}"),
        ]
    )


def _line(what: str, sizes: list[Size], budget: str) -> str:
    median, p90, longest = sizes[len(sizes) // 2], sizes[int(len(sizes) * 0.9)], sizes[-1]
    return (
        f"{what}: {len(sizes)}, median {median.lines}, p90 {p90.lines}, longest {longest.lines} "
        f"lines ({budget}; {longest.where})"
    )


def _lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _parameters(node: Function) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(arg.arg not in {"self", "cls"} for arg in named)


def _vague_names(root: Path) -> Iterator[str]:
    for name, _ in sources(root, *PRODUCTION, "tests", "benchmarks"):
        parts = Path(name).with_suffix("").parts
        if any(part in VAGUE_NAMES or part.endswith(("_utils", "_helpers")) for part in parts):
            yield name


def _broad(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _catches_all(node.type)):
            yield node.lineno
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            yield from (node.lineno for arg in node.args if _catches_all(arg))


def _catches_all(node: ast.expr) -> bool:
    caught = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(isinstance(n, ast.Name) and n.id in {"Exception", "BaseException"} for n in caught)


if __name__ == "__main__":
    print(report(ROOT))
