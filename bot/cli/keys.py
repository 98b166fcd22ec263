"""`python -m bot keys new|rotate`: the key for private words."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.cli.opening import Trouble, opened_store, parser, said, told
from bot.config import ConfigurationError, chosen, data_key, environment, filled, key_file
from bot.ports import Busy
from storage.errors import StorageError
from storage.sealing import new_key


def main(args: Sequence[str]) -> int:
    """Make a key file, or seal everything anew with a fresh key; 0 when done, 1 otherwise."""
    options = parser("keys", "The key for private words.")
    options.add_argument(
        "what",
        choices=("new", "rotate"),
        help="new: make the key file; rotate: put a fresh key first in it and seal everything "
        "anew (with DATA_KEY set: with the first of its keys)",
    )
    options.add_argument(
        "--keep", action="store_true", help="rotate with the first key there is, and make none"
    )
    options.add_argument("--json", action="store_true", help="print one JSON object instead")
    asked = options.parse_args(args)
    try:
        return _new(asked.json) if asked.what == "new" else _rotate(asked.keep, asked.json)
    except ConfigurationError as error:
        return said(*error.problems)
    except Trouble as trouble:
        return said(str(trouble))
    except (StorageError, Busy) as error:
        return said(str(error), "Run it again to go on: python -m bot keys rotate --keep")


def _new(as_json: bool) -> int:
    path = key_file(filled(environment()) | {"DATA_KEY": ""})
    if path is None:
        raise LookupError("a key file always has a path")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Trouble(f"{path} holds a key already; losing it loses every private word.") from None
    except OSError as error:
        raise Trouble(f"{path} cannot be written ({error.strerror}).") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(new_key() + "\n")
    words = f"Made {path}, readable by you alone. Keep a copy apart from the backups of the data."
    return told({"made": str(path)}, words, as_json)


def _rotate(keep: bool, as_json: bool) -> int:
    values = environment()
    url, keys = chosen(values, "DATABASE_URL")["DATABASE_URL"], data_key(filled(values))
    path = None if keep else key_file(values)
    with opened_store(url, keys):
        # Nobody else writes now, and the keys at hand open what is there.
        if path is not None:
            keys = f"{new_key()}\n{keys}"
            _replace(path, keys)
    with opened_store(url, keys) as store, _bar(as_json) as watch:
        count = store.rotate(watch)
    facts = {"resealed": count, "key_file": None if path is None else str(path)}
    return told(facts, _words(count, path), as_json)


@contextmanager
def _bar(quiet: bool) -> Iterator[Callable[[int, int], object]]:
    """A bar on stderr, seen only by people, where it takes longer and tqdm is installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        yield lambda _done, _of: None
        return
    hidden = quiet or not sys.stderr.isatty()
    with tqdm(desc="Sealing anew", unit=" rows", delay=1.0, disable=hidden, leave=False) as bar:

        def watch(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        yield watch


def _words(count: int, path: Path | None) -> str:
    words = f"{count} private values were sealed anew with the newest key."
    if path is None:
        return words
    return (
        f"{words} It stands first in {path}; the older ones below it still open old backups. "
        "Keep a copy apart from the backups of the data."
    )


def _replace(path: Path, keys: str) -> None:
    """Write the file anew in one step, readable by its owner alone; raises Trouble."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(keys + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise Trouble(f"{path} cannot be written ({error.strerror}); nothing changed.") from None
