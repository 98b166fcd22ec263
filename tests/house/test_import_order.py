"""Every use case can be the first that is imported: no circle that only works from one side."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot/services",)

EACH_ALONE = """
import importlib, os, sys
import bot.content, bot.domain, bot.ports  # shared by all of them
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        importlib.import_module(name)
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(name)
"""


def modules() -> list[str]:
    files = (file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return sorted(name.removesuffix(".__init__") for name in names)


@pytest.mark.slow
def test_every_module_of_services_can_be_imported_first() -> None:
    names = modules()
    assert {"bot.services.rounds", "bot.services.messages"} <= set(names)
    run = subprocess.run(
        [sys.executable, "-c", EACH_ALONE, *names],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (run.stdout.split(), run.returncode) == ([], 0), run.stderr[-3000:]
