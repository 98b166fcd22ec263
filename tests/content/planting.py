"""Content folders planted in a temporary place, and what the reader says about them."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from bot.content.reader import ContentError, Library, read

MESSAGE = '+++\nrole = "mentee"\nkind = "before"\nbuttons = ["send"]\n+++\n'

BASE: Mapping[str, str] = {
    "en/words/terms.toml": (
        '[button]\nsend = "Send my topics"\nlater = "Later"\n'
        '[form.join]\ntitle = "Join {program}"\nhint = "One line"\n'
        '[count.places]\none = "{n} place"\nother = "{n} places"\n'
    ),
    "en/messages/before.md": MESSAGE + "You meet {partner} on {at}.\n",
    "en/messages/ended.md": '+++\nrole = "both"\n+++\nThis match has ended.\n',
}


def plant(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def library(
    root: Path,
    base: Mapping[str, str | bytes] | None = None,
    over: Mapping[str, str | bytes] | None = None,
    predicates: Collection[str] | None = None,
) -> Library:
    """A library of BASE with `base` beside or instead of its files, and `over` as the overlay."""
    builtin = plant(root / "base", {**BASE, **(base or {})})
    overlay = None if over is None else plant(root / "over", over)
    return read(overlay, builtin, predicates)


def faults(
    root: Path,
    base: Mapping[str, str | bytes] | None = None,
    over: Mapping[str, str | bytes] | None = None,
    predicates: Collection[str] | None = None,
) -> list[str]:
    """What the reader complains about, the place of the folders left out."""
    with pytest.raises(ContentError) as caught:
        library(root, base, over, predicates)
    return [str(fault).replace(f"{root}/", "") for fault in caught.value.faults]
