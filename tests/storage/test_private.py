"""What was sealed leaves the store marked, with what it is and whose; nothing else opens it."""

import ast
from pathlib import Path

from bot.domain.access import Item, Private
from storage.store import SqlStore
from storage.tables import Sealed
from tests.storage.values import WORLD, example, table_behind

ROOT = Path(__file__).parents[2]
OPENERS = {"storage/shapes.py", "storage/erasing.py", "storage/keys.py", "storage/sealing.py"}
"""What opens: the mapping, one's own data, the change of keys."""

OURS = [path for name in ("bot", "handlers", "storage") for path in (ROOT / name).rglob("*.py")]


def private_fields() -> list[tuple[str, str]]:
    names = dict.fromkeys(name for name, _ in WORLD)
    return [
        (name, column.name)
        for name in names
        for column in table_behind(name).c
        if isinstance(column.type, Sealed)
    ]


def test_every_sealed_field_is_loaded_as_private(world: SqlStore) -> None:
    filled = 0
    with world.read() as unit:
        for name, field in private_fields():
            found = getattr(getattr(unit, name).get(example(name).id), field)
            if found is not None:
                filled += 1
                assert isinstance(found, Private), (name, field)
                assert found.of != "None", (name, field)
                assert found == getattr(example(name), field), (name, field)
    assert filled >= 10


def test_what_an_answer_is_follows_from_its_question(world: SqlStore) -> None:
    told = {"closing.thanks": Item.THANKS, "sure": Item.NUMBER, "decided": Item.ANSWER}
    with world.unit() as unit:
        for question, item in told.items():
            answer = unit.answers.get("answer")
            unit.answers.save(answer.__class__(**{**vars(answer), "question": question}))
            value = unit.answers.get("answer").value
            assert isinstance(value, Private)
            assert (value.item, value.of) == (item, "ana")


def calls(path: Path) -> set[str]:
    """What a module calls: bare names, and methods with the name of what they are called on."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            last = getattr(owner, "attr", getattr(owner, "id", ""))
            found.add(f"{last}.{node.func.attr}")
    return found


def test_nothing_else_opens_what_is_sealed_or_marks_it() -> None:
    opening = {
        str(path.relative_to(ROOT))
        for path in OURS
        if calls(path) & {"sealer.open", "_all.decrypt", "self.open"} and "sandbox" not in str(path)
    }
    assert opening <= OPENERS
    assert "storage/shapes.py" in opening
    marking = {str(path.relative_to(ROOT)) for path in OURS if "Private" in calls(path)}
    assert marking == {"storage/shapes.py"}
