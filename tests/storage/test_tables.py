"""What every table and column must declare, so that nobody has to remember it."""

from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import get_type_hints

import pytest
from sqlalchemy import Boolean, Column, DateTime, Enum, MetaData, String, Table
from sqlmodel.sql.sqltypes import UTCDateTime

from bot.ports import Unit
from storage import datamap
from storage.tables import Erase, InboundRow, Sealed, metadata, table_of
from tests.storage.values import KINDS, table_behind

OF_STORAGE = {"added"}
SEALED = {
    "agreement.terms",
    "role.line",
    "role.rests",
    "participant.wishes",
    "participant.wanted",
    "lesson.name",
    "request.line",
    "request.unheard",
    "round.line",
    "block.slack_id",
    "manager.manager_slack_id",
    "note.text",
    "answer.value",
    "ending.asked_by",
    "goal.sentence",
    "goal.evidence",
    "rating.value",
    "invitation.answer",
    "support_line.text",
}


def columns_of(kind: type, table: Table) -> set[str]:
    """The columns a value needs: its fields, those of a value spread over columns instead."""
    hints = get_type_hints(kind)
    return {
        column
        for field in fields(kind)
        for column in (
            {field.name}
            if field.name in table.c or not is_dataclass(hints[field.name])
            else columns_of(hints[field.name], table)
        )
    }


@pytest.mark.parametrize("name", KINDS)
def test_the_columns_of_a_table_are_the_fields_of_its_value(name: str) -> None:
    table = table_behind(name)
    assert set(table.c.keys()) - OF_STORAGE == columns_of(KINDS[name], table)


def test_every_table_but_the_inbound_one_holds_a_value_of_the_port() -> None:
    properties = {name for name, member in vars(Unit).items() if isinstance(member, property)}
    assert set(KINDS) == properties
    tables = {table_behind(name).name for name in KINDS}
    assert tables | {table_of(InboundRow).name} == set(metadata.tables)


def all_columns() -> list[Column[object]]:
    return [column for table in metadata.tables.values() for column in table.c]


def test_every_time_is_an_aware_instant() -> None:
    times = [one for one in all_columns() if isinstance(one.type, DateTime | UTCDateTime)]
    assert len(times) > 20
    assert all(isinstance(one.type, UTCDateTime) for one in times)
    moments = {
        f"{table_behind(name).name}.{field}"
        for name, kind in KINDS.items()
        for field, hint in get_type_hints(kind).items()
        if hint in (datetime, datetime | None)
    }
    assert moments <= {str(one) for one in times}


def test_every_column_declares_what_erasure_does_to_it() -> None:
    assert len(datamap.columns()) == len(all_columns())


def test_a_column_that_declares_nothing_is_found() -> None:
    planted = MetaData()
    Table("planted", planted, Column("id", String, info={"erase": Erase.KEEP}), Column("x", String))
    with pytest.raises(LookupError, match=r"planted\.x"):
        datamap.columns(planted)


@pytest.mark.parametrize("table", metadata.tables)
def test_erasure_deletes_whole_rows_or_none(table: str) -> None:
    fates = {
        one.erase
        for one in datamap.columns()
        if one.table == table and one.name not in {"added", "id"}
    }
    assert fates == {Erase.DELETE} or Erase.DELETE not in fates


def test_the_data_map_knows_what_is_sealed() -> None:
    assert {f"{one.table}.{one.name}" for one in datamap.columns() if one.sealed} == SEALED


def test_sealed_columns_are_in_no_index_and_no_key() -> None:
    for table in metadata.tables.values():
        used = {column.name for index in table.indexes for column in index.columns}
        used |= {
            column.name
            for constraint in table.constraints
            for column in getattr(constraint, "columns", ())
        }
        assert not any(isinstance(table.c[name].type, Sealed) for name in used)


def test_every_choice_and_no_other_is_checked() -> None:
    choices = [one for one in all_columns() if isinstance(one.type, Enum)]
    assert len(choices) > 10
    assert all(one.type.create_constraint and not one.type.native_enum for one in choices)  # type: ignore[attr-defined]


def test_every_foreign_key_can_be_looked_up_by_an_index() -> None:
    for table in metadata.tables.values():
        leading = {index.columns[0].name for index in table.indexes if not partial(index)}
        leading |= {
            next(iter(constraint.columns)).name
            for constraint in table.constraints
            if getattr(constraint, "columns", None)
            and constraint.__class__.__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}
        }
        linked = {column.name for column in table.c if column.foreign_keys}
        assert linked <= leading, f"{table.name}: {linked - leading}"


def partial(index: object) -> bool:
    options = index.dialect_options  # type: ignore[attr-defined]
    return options["sqlite"]["where"] is not None


def test_truth_values_are_never_null() -> None:
    truths = [one for one in all_columns() if isinstance(one.type, Boolean)]
    assert truths
    assert not any(one.nullable for one in truths)
