"""handlers -> bot <- storage: every contract is kept, and a planted import breaks it."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import PRODUCTION, ROOT

LINT = Path(sys.executable).parent / "lint-imports"
# (contract, the file it is planted in, what it imports and must not)
PLANTS = [
    ("domain", "bot/domain/planted.py", "sqlmodel"),
    ("domain", "bot/domain/planted.py", "dotenv"),
    ("domain", "bot/domain/planted.py", "bot.services"),
    ("domain", "bot/domain/planted.py", "bot.content"),
    ("domain", "bot/domain/planted.py", "slack_sdk"),
    ("domain", "bot/domain/planted.py", "bot.clock"),
    ("matching", "bot/matching/planted.py", "ortools.sat"),
    ("matching", "bot/matching/planted.py", "bot.services"),
    ("matching", "bot/matching/planted.py", "slack_sdk"),
    ("matching", "bot/matching/planted.py", "numpy"),
    ("arrays", "bot/matching/grid.py", "ortools.graph"),
    ("arrays", "bot/matching/grid.py", "bot.services"),
    ("engine", "bot/matching/engine.py", "bot.ports"),
    ("engine", "bot/matching/engine.py", "sqlalchemy"),
    ("ports", "bot/ports.py", "storage"),
    ("ports", "bot/ports.py", "bot.services"),
    ("services", "bot/services/planted.py", "storage"),
    ("services", "bot/services/planted.py", "handlers"),
    ("services", "bot/services/planted.py", "slack_sdk"),
    ("services", "bot/services/planted.py", "sqlmodel"),
    ("services", "bot/services/planted.py", "apscheduler"),
    ("services", "bot/services/planted.py", "bot.clock"),
    ("content", "bot/content/planted.py", "bot.ports"),
    ("content", "bot/content/planted.py", "slack_sdk"),
    ("handlers", "handlers/planted.py", "storage"),
    ("handlers", "handlers/planted.py", "sqlmodel"),
    ("handlers", "handlers/planted.py", "sqlalchemy"),
    ("handlers", "handlers/planted.py", "apscheduler"),
    ("handlers", "handlers/planted.py", "sandbox"),
    ("views", "handlers/views/planted.py", "handlers.planted"),
    ("views", "handlers/views/planted.py", "bot.services"),
    ("views", "handlers/views/planted.py", "bot.content"),
    ("views", "handlers/views/planted.py", "slack_sdk"),
    ("storage", "storage/planted.py", "slack_sdk"),
    ("storage", "storage/planted.py", "slack_bolt"),
    ("storage", "storage/planted.py", "bot.services"),
    ("storage", "storage/planted.py", "bot.content"),
    ("storage", "storage/planted.py", "handlers"),
    ("sandbox", "sandbox/planted.py", "bot.domain"),
    ("sandbox", "sandbox/planted.py", "handlers"),
    ("sandbox", "sandbox/planted.py", "storage"),
    ("sandbox", "sandbox/planted.py", "slack_sdk"),
    ("tour", "bot/tour/planted.py", "storage"),
    ("tour", "bot/tour/planted.py", "handlers"),
    ("tour", "bot/tour/planted.py", "bot.services.requests"),
    ("cli", "bot/ticks.py", "bot.cli"),
    ("cli", "handlers/planted.py", "bot.cli"),
    ("cli", "storage/planted.py", "bot.cli"),
]


def copy_of_the_tree(to: Path) -> Path:
    for name in (*PRODUCTION, "tests/house"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", to)
    return to


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache"], cwd=root, capture_output=True, text=True, check=False
    )


def contracts() -> list[dict[str, Any]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = config["tool"]["importlinter"]["contracts"]
    return contracts


def constrained() -> set[str]:
    return {module for c in contracts() if "may_import" in c for module in c["modules"]}


def plant(root: Path, name: str, imported: str) -> None:
    target = root / imported.replace(".", "/")
    if imported.startswith("bot.") and not target.is_dir():
        target.with_suffix(".py").touch()
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(f"\nimport {imported}\n")


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every import planted at once, each line of it seen by one run: contract -> its complaints."""
    root = copy_of_the_tree(tmp_path_factory.mktemp("planted"))
    for _, name, imported in PLANTS:
        plant(root, name, imported)
    run = lint(root)
    assert run.returncode == 1, run.stdout + run.stderr
    ids = {c["name"]: c["id"] for c in contracts()}
    blocks = re.split(r"^(.+)\n-+\n", run.stdout.split("Broken contracts")[1], flags=re.MULTILINE)
    return {
        ids[title]: re.sub(r"\s+", " ", body)
        for title, body in zip(blocks[1::2], blocks[2::2], strict=True)
        if title in ids
    }


def test_the_tree_keeps_every_contract() -> None:
    run = lint(ROOT)

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("contract", "name", "imported"), PLANTS, ids=[f"{c}-{i}-{n}" for c, n, i in PLANTS]
)
def test_a_planted_import_breaks_its_contract(
    complaints: dict[str, str], contract: str, name: str, imported: str
) -> None:
    importer = name.removesuffix(".py").replace("/", ".")
    distribution, _, _ = imported.partition(".")
    shown = imported if distribution in PRODUCTION else distribution

    assert f"{importer} may not import {shown} (" in complaints[contract]


def test_every_contract_has_a_plant() -> None:
    assert {contract for contract, _, _ in PLANTS} == {c["id"] for c in contracts()}


def test_every_folder_of_bot_has_a_contract() -> None:
    """A single file beside them puts others together; no layer may import it anyhow."""
    folders = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}

    assert {f"bot.{folder}" for folder in folders - {"cli"}} <= constrained()
