"""What every listener is given, and what it hears and answers, as plain values."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import local
from typing import Any, Protocol

from bot.domain.deliveries import Delivery
from bot.domain.facts import Fact
from bot.domain.people import Person, PersonStatus
from bot.domain.refusals import refuse
from bot.domain.words import Words
from bot.editing import Shown
from bot.ports import Directory, File, Profile, Store, Unit
from bot.services import taps

EVENT_WAIT = 10.0
"""Seconds an event waits for it: nobody is looking, and it does not come again."""

LOCK_WAIT = 1.5
"""Seconds a listener waits for the store before it says so (docs/delivery.md)."""


class Library(Protocol):
    """Where words come from."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are words in."""

    def words(self, locale: str) -> Words:
        """The words for a locale such as "de-DE"."""


class Editor(Protocol):
    """Brings messages up to date; what fails is repaired later."""

    def show(self, delivery_id: str, moment: datetime) -> Shown | None:
        """Show the current state of one message; None where there is nothing to keep of it."""

    def keep(self, shown: Shown, moment: datetime) -> None:
        """Keep what became of this edit; it is made again where it was overtaken."""

    def edit_now(self, delivery_id: str, moment: datetime) -> object:
        """Both, one after the other."""


class Errand(local):
    """What the units of the listener in this thread leave to be done after its answer.

    `message` was tapped by `user` and is still to be noted; `tapped` is its delivery; `kept`:
    a unit of this listener was committed; `raised` are the messages to be changed; `reader` is who
    was admitted, as long as nothing was kept since.
    """

    def __init__(self) -> None:
        self.message: tuple[str, str] | None = None
        self.user = ""
        self.tapped: str | None = None
        self.kept = False
        self.raised: tuple[str, ...] = ()
        self.reader: Person | None = None

    def begin(self, heard: "Heard") -> None:
        """A listener begins; whatever the last one in this thread left is forgotten."""
        self.message, self.user = heard.message, heard.user
        self.tapped, self.kept, self.raised, self.reader = None, False, (), None

    def changes(self) -> tuple[str, ...]:
        """The messages to be changed, each once; the one that was tapped comes first, since it is
        looked at now."""
        return tuple(sorted(dict.fromkeys(self.raised), key=lambda id: id != self.tapped))


@dataclass(frozen=True)
class Desk:
    """The collaborators of the listeners: nothing here is Slack's own.

    `hurried` is the directory for whom an acknowledgement waits.
    """

    team: str
    store: Store
    library: Library
    directory: Directory
    hurried: Directory
    editor: Editor
    now: Callable[[], datetime]
    wake: Callable[[], None]
    later: Callable[[Callable[[], object]], None]
    """Does something once, soon, and after what was asked for before: replies come first."""
    errand: Errand = field(default_factory=Errand)
    scopes: frozenset[str] = frozenset()

    @contextmanager
    def unit(self, wait: float = LOCK_WAIT) -> Iterator[Unit]:
        """A writing unit of work, which notes the tap that led to it and remembers which messages
        it asked to be changed; waits at most `wait` seconds for the store."""
        errand = self.errand
        with self.store.unit(wait) as unit:
            yield unit
            if errand.message is not None:
                tapped = taps.note(unit, errand.message, errand.user, self.now())
            else:
                tapped = errand.tapped
            ids = unit.deliveries.raised
        errand.message, errand.tapped, errand.kept, errand.reader = None, tapped, True, None
        errand.raised += ids

    def words_for(self, slack_id: str) -> Words:
        """The words of this person's language, the base language for strangers."""
        reader = self.errand.reader
        if reader is not None and reader.slack_id == slack_id:
            return self.library.words(reader.reads)
        with self.store.read() as unit:
            return self.words_in(unit, slack_id)

    def words_in(self, unit: Unit, slack_id: str) -> Words:
        """The same, from inside a unit."""
        person = unit.people.one(workspace_id=self.team, slack_id=slack_id)
        return self.library.words(person.reads if person else "en")

    def profile(self, slack_id: str) -> Profile:
        """What Slack says of this person; raises Refused where Slack knows nobody."""
        try:
            return self.directory.profile(slack_id)
        except LookupError:
            raise refuse("person.unknown") from None

    def admit(self, slack_id: str) -> None:
        """Raise Refused for somebody who is deactivated: what still comes from there is late."""
        with self.store.read() as unit:
            person = unit.people.one(workspace_id=self.team, slack_id=slack_id)
        self.errand.reader = person
        gone = person is not None and person.status is PersonStatus.GONE
        if gone and not self.profile(slack_id).active:
            raise refuse("person.unknown")

    def coordinator(self, slack_id: str, channel: str | None) -> None:
        """Raise Refused unless this is the admin channel and this person is in it now."""
        with self.store.read() as unit:
            bound = unit.workspaces.get(self.team).admin_channel
        if bound is None or channel != bound:
            raise refuse("admin.elsewhere")
        if slack_id not in self.directory.members(bound):
            raise refuse("admin.not_coordinator")

    def delivery(self, heard: "Heard") -> Delivery | None:
        """The delivery whose message was tapped, or None (Home, forms, old messages)."""
        if heard.message is None:
            return None
        channel, ts = heard.message
        with self.store.read() as unit:
            return unit.deliveries.one(channel=channel, ts=ts)


@dataclass(frozen=True)
class Heard:
    """What came in from Slack, whatever its shape there.

    `value` is a button's value, the rest of a command or what was typed into a search;
    `said` holds a form's fields by block id; `key` names the inbound event once and for all;
    `whispered`: it came from a reply that only this person sees and that nothing edits later.
    """

    kind: str
    id: str
    user: str
    value: str = ""
    channel: str | None = None
    trigger: str | None = None
    message: tuple[str, str] | None = None
    whispered: bool = False
    view: Mapping[str, Any] = field(default_factory=dict)
    event: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def about(self) -> str:
        """The opaque id a form was opened for."""
        return str(self.view.get("private_metadata", ""))

    @property
    def in_modal(self) -> bool:
        """Whether it came from inside an open form."""
        return self.view.get("type") == "modal"

    @property
    def at_home(self) -> bool:
        """Whether it came from Home."""
        return self.view.get("type") == "home"

    def text(self, name: str) -> str:
        """A text field of the form, stripped; "" where it was left empty."""
        value = self.said.get(name)
        return value.strip() if isinstance(value, str) else ""


@dataclass(frozen=True)
class Say:
    """Answer with a sentence or message of the content, shown to this person only."""

    id: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Tell:
    """Answer with blocks that are already rendered, shown to this person only."""

    text: str
    blocks: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Show:
    """Answer by opening a form (on top of the open one, where there is one)."""

    view: Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """Answer by turning the open form into this one; as a form's last word it goes on to it."""

    view: Mapping[str, Any]


@dataclass(frozen=True)
class Give:
    """Answer by putting a file into this person's own messages, and turn the open form into
    `done`, or into `refused` where Slack does not take it."""

    file: File
    done: Mapping[str, Any]
    refused: Mapping[str, Any]


@dataclass(frozen=True)
class Offer:
    """Answer a search with these options, or with groups of them, each under its label."""

    options: Sequence[Mapping[str, Any]] = ()
    groups: Sequence[Mapping[str, Any]] = ()


Answer = Say | Tell | Show | Turn | Give | Offer | None
Work = Callable[[Desk, Heard], Answer]


@dataclass(frozen=True)
class Listener:
    """One thing Slack may send us, and what we do about it.

    `kind` is word, button, form, options, shortcut, event or menu; `decides` listeners commit
    before they acknowledge, the others acknowledge first.
    """

    kind: str
    id: str
    work: Work
    help: str | None = None
    who: str = "all"

    @property
    def decides(self) -> bool:
        """Whether the acknowledgement carries the decision (forms and searches)."""
        return self.kind in ("form", "options")
