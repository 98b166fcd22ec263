"""How a column is declared: its type, whether it is sealed, and what erasure does to it."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Enum, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from storage.sealing import Token

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMES)


class Erase(StrEnum):
    """What the erasure of a person does to a column of the rows that concern her."""

    KEEP = "keep"  # stays: once the identity is masked it is about nobody
    BLANK = "blank"  # emptied: null, or the empty value it declares
    MASK = "mask"  # a made-up identity takes the place of hers
    DELETE = "delete"  # the whole row goes


class Sealed(TypeDecorator[Token]):
    """A column that takes sealed values only; the repositories seal and open them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Token | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is not None and not isinstance(value, Token):
            raise TypeError("a sealed column was given something that is not sealed")
        return value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Token | None:  # noqa: ARG002
        return None if value is None else Token(value)


JSON_TYPE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
_ORDER = BigInteger().with_variant(Integer(), "sqlite")


def plain(erase: Erase, blank: object = None, **more: Any) -> Any:
    """A column of the type its annotation says; `blank` is what erasure leaves where the column
    is to be emptied and takes no null, `more` goes to sqlmodel's Field."""
    return Field(sa_column_kwargs={"info": {"erase": erase, "blank": blank}}, **more)


def link(target: str, erase: Erase, **more: Any) -> Any:
    """A foreign key ("table.column")."""
    return plain(erase, foreign_key=target, **more)


def sealed(erase: Erase, blank: str | None = None) -> Any:
    """A sealed column."""
    return plain(erase, blank, sa_type=Sealed)


def structure(erase: Erase, blank: object = None) -> Any:
    """A JSON column: text, numbers, truth values, lists and objects; no dates."""
    return plain(erase, blank, sa_type=JSON_TYPE)


def choice(among: type[StrEnum], erase: Erase, blank: StrEnum | None = None) -> Any:
    """A column that holds the value of one of these members, and a CHECK that says so."""
    kind = Enum(
        among,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    return plain(erase, blank, sa_type=kind)


class Row(SQLModel, registry=registry(metadata=metadata)):
    """What every table has: the id of its value, and the order in which rows were added."""

    added: int | None = Field(
        default=None,
        primary_key=True,
        sa_type=_ORDER,
        sa_column_kwargs={"info": {"erase": Erase.KEEP}},
    )
    id: str = Field(unique=True, sa_column_kwargs={"info": {"erase": Erase.KEEP}})


def table_of(row: type[Row]) -> Table:
    """The table of a row class."""
    return metadata.tables[str(row.__tablename__)]
