"""The files of this project, for tests about the tree itself."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = ("bot", "handlers", "storage", "sandbox")


def sources(root: Path, *packages: str) -> Iterator[tuple[str, str]]:
    """Path from the root and text of every Python file of the packages; revisions are left out."""
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith("storage/migrations/versions/"):
                yield name, path.read_text(encoding="utf-8")


def trees(root: Path, *packages: str) -> Iterator[tuple[str, ast.Module]]:
    for name, text in sources(root, *packages):
        yield name, ast.parse(text, filename=name)


def top_level(root: Path) -> list[str]:
    """What lies in the root, but for what .gitignore names."""
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.rstrip("/") for line in lines if line and not line.startswith("#")]
    names = sorted(path.name for path in root.iterdir() if path.name != ".git")
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in ignored)]
