"""Migrations: the tables as declared, all or nothing, and never backwards."""

import re
import shutil
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, MetaData, String, create_engine, inspect, text
from sqlalchemy.engine import Connection

from storage import schema
from storage.errors import NewerSchema, StorageError
from storage.sealing import Sealer
from storage.store import SqlStore
from storage.tables import metadata
from tests.plugins.stores import KEY
from tests.storage.values import example, populate

ROOT = Path(__file__).parents[2]
HEAD = schema._known()[-1]


def asked(url: str, ask: Callable[[Connection], object]) -> object:
    engine = create_engine(url)
    with engine.begin() as connection:
        answer = ask(connection)
    engine.dispose()
    return answer


@pytest.fixture
def own_url(fresh_url: str) -> str:
    """The address of a migrated database that no other test will see."""
    schema.upgrade(fresh_url)
    return fresh_url


def execute(url: str, statement: str) -> None:
    asked(url, lambda connection: connection.execute(text(statement)))


def tables_in(url: str) -> set[str]:
    engine = create_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_an_upgrade_is_done_once(fresh_url: str) -> None:
    assert schema.current(fresh_url) is None
    assert schema.pending(fresh_url) == schema._known() != ()
    assert schema.upgrade(fresh_url) == schema._known()
    assert schema.upgrade(fresh_url) == ()
    assert schema.pending(fresh_url) == ()
    assert schema.current(fresh_url) == HEAD
    assert tables_in(fresh_url) == {*metadata.tables, "alembic_version"}


def test_asking_makes_no_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.db"
    assert schema.pending(url)
    assert schema.current(url) is None
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    schema.upgrade(f"sqlite:///{tmp_path}/mentor.db")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"mentor.db": 0o600, "mentor.db.lock": 0o600}


def differences(url: str, declared: MetaData) -> list[object]:
    def ask(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(
            compare_metadata(MigrationContext.configure(connection, opts=options), declared)
        )

    found = asked(url, ask)
    assert isinstance(found, list)
    return found


def test_migrations_make_the_tables_as_declared(store_url: str) -> None:
    assert differences(store_url, metadata) == []


def test_a_column_without_a_migration_is_found(store_url: str) -> None:
    planted = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(planted)
    planted.tables["note"].append_column(Column("mood", String, index=True))
    assert [str(one[0]) for one in differences(store_url, planted)] == ["add_column", "add_index"]  # type: ignore[index]


def in_any_order(line: str) -> str:
    """The definition of a SQLite table without the order of its parts; others as they are."""
    parts = re.split(r"[\s,]+", line.replace('"', ""))
    return " ".join(sorted(parts) if line.startswith("CREATE TABLE") else parts)


def definitions(url: str) -> set[str]:
    """Every table, constraint, CHECK and partial index, as the database writes it."""
    queries = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL",
        "postgresql": """
            SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
            UNION SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
            UNION SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable)
            FROM information_schema.columns WHERE table_schema = current_schema()
        """,
    }

    def ask(connection: Connection) -> set[str]:
        kind = connection.dialect.name
        own = connection.scalar(text("SELECT current_schema()")) if kind == "postgresql" else "main"
        lines = (one.replace(f"{own}.", "") for one in connection.scalars(text(queries[kind])))
        # A table that was made anew on its way has its name in quotes.
        bare = (line.replace('"', "") for line in lines if "alembic_version" not in line)
        return {in_any_order(line) for line in bare}

    found = asked(url, ask)
    assert isinstance(found, set)
    return found


def test_migrations_make_every_check_and_partial_index_too(store_url: str, fresh_url: str) -> None:
    asked(fresh_url, metadata.create_all)
    declared = definitions(fresh_url)
    assert definitions(store_url) == declared
    assert sum("WHERE" in one for one in declared) == 11
    assert any("CHECK" in one and "unconfirmed" in one for one in declared)


def test_a_database_of_a_newer_version_is_left_alone(own_url: str) -> None:
    execute(own_url, "UPDATE alembic_version SET version_num = '9999'")
    for act in (schema.upgrade, schema.pending):
        with pytest.raises(NewerSchema, match=f"has schema 9999.* up to {HEAD}") as caught:
            act(own_url)
        assert "restore a backup" in str(caught.value)
    assert schema.current(own_url) == "9999"


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Plants a migration with this body after the newest one."""

    def plant(body: str) -> None:
        scripts = tmp_path / "migrations"
        shutil.copytree(schema._SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        lines = ["import sqlalchemy as sa", "from alembic import op", "revision = '8000'"]
        lines += [f"down_revision = {HEAD!r}", "def upgrade():"]
        lines += [f"    {line}" for line in body.splitlines()]
        (scripts / "versions" / "8000_planted.py").write_text("\n".join(lines))
        monkeypatch.setattr(schema, "_SCRIPTS", scripts)

    return plant


@pytest.mark.slow
def test_an_upgrade_that_fails_leaves_nothing(
    own_url: str, next_version: Callable[[str], None]
) -> None:
    before = tables_in(own_url)
    next_version(
        "op.create_table('half', sa.Column('id', sa.String()))\n"
        "op.execute('DELETE FROM person')\n"
        "raise RuntimeError('power cut')"
    )
    assert schema.pending(own_url) == ("8000",)
    with pytest.raises(RuntimeError, match="power cut"):
        schema.upgrade(own_url)
    assert tables_in(own_url) == before
    assert schema.current(own_url) == HEAD


@pytest.mark.slow
def test_a_table_is_rebuilt_without_losing_what_points_to_it(
    own_url: str, next_version: Callable[[str], None]
) -> None:
    store = SqlStore(own_url, Sealer([KEY]))
    populate(store)
    store.close()
    before = definitions(own_url)
    next_version(
        "with op.batch_alter_table('person', recreate='auto') as person:\n"
        "    person.alter_column('locale', nullable=True)\n"
        "with op.batch_alter_table('delivery', recreate='auto') as delivery:\n"
        "    delivery.alter_column('reason', type_=sa.Text())"
    )
    assert schema.upgrade(own_url) == ("8000",)
    store = SqlStore(own_url, Sealer([KEY]))
    with store.unit() as unit:
        assert unit.people.get("p-ana") == example("people")
        assert unit.participants.get("ana") == example("participants")
        assert unit.deliveries.get("delivery") == example("deliveries")
    store.close()
    kept = {one for one in definitions(own_url) if one.startswith("CREATE") and "INDEX" in one}
    assert kept == {one for one in before if one.startswith("CREATE") and "INDEX" in one}


def test_an_upgrade_that_leaves_rows_pointing_nowhere_is_refused(
    migrated_file: Path, tmp_path: Path, next_version: Callable[[str], None]
) -> None:
    path = tmp_path / "mentor.db"
    shutil.copy(migrated_file, path)
    store = SqlStore(f"sqlite:///{path}", Sealer([KEY]))
    populate(store)
    store.close()
    next_version("op.execute('DELETE FROM person')")
    with pytest.raises(StorageError, match="point nowhere; nothing was changed"):
        schema.upgrade(f"sqlite:///{path}")
    assert schema.current(f"sqlite:///{path}") == HEAD
    store = SqlStore(f"sqlite:///{path}", Sealer([KEY]))
    with store.read() as unit:
        assert unit.people.get("p-ana")
    store.close()


def test_foreign_keys_are_on_again_after_an_upgrade() -> None:
    store = SqlStore("sqlite://", Sealer([KEY]))
    with pytest.raises(StorageError), store.unit() as unit:
        unit.people.add(example("people"))
    store.close()


def test_a_percent_sign_in_the_path_is_only_a_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "50% of %(here)s"
    shutil.copytree(schema._SCRIPTS, odd)
    monkeypatch.setattr(schema, "_SCRIPTS", odd)
    assert schema.upgrade(f"sqlite:///{odd}/mentor.db") == schema._known()


def test_an_installed_bot_has_its_migrations() -> None:
    from setuptools import find_namespace_packages

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packed = settings["tool"]["setuptools"]["packages"]["find"]
    assert packed.get("namespaces", True)
    found = find_namespace_packages(str(ROOT), include=packed["include"])
    assert {"storage", "storage.tables"} <= set(found)
    assert {"storage.migrations", "storage.migrations.versions"} <= set(found)
