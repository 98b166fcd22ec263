"""requirements.lock pins everything that pyproject.toml asks for, and names no place to get it."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement

from tests.house.tree import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
INSTALLED_EXTRAS = ("dev", "demo", "matching", "postgres")


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+) \\$", LOCK, flags=re.MULTILINE))


def wanted() -> Iterator[str]:
    yield from PYPROJECT["build-system"]["requires"]
    yield from PYPROJECT["project"]["dependencies"]
    for extra in INSTALLED_EXTRAS:
        yield from PYPROJECT["project"]["optional-dependencies"][extra]


@pytest.mark.parametrize("requirement", [Requirement(line) for line in wanted()], ids=str)
def test_the_lock_satisfies_pyproject(requirement: Requirement) -> None:
    version = pinned()[re.sub(r"[-_.]+", "-", requirement.name).lower()]

    assert requirement.specifier.contains(version), f"{version} is locked; run `make lock`"


def test_every_pin_has_a_hash() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert len(blocks) == len(pinned())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_holds_pins_hashes_and_comments_only() -> None:
    allowed = re.compile(r"[\w.-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?| *#.*|")

    assert [line for line in LOCK.splitlines() if not allowed.fullmatch(line)] == []
    assert "://" not in LOCK
