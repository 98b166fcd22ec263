"""What a client of the control API gets back: replies, messages, forms and Home tabs."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Value: TypeAlias = Any


class Impossible(AssertionError):
    """A person could not have done this: no such button, field, option, form or right."""


@dataclass(frozen=True)
class Reply:
    """How an act went: `error` is what Slack's client would show, `errors` stand at fields."""

    acked: bool
    ack_payload: Any
    seconds: float
    error: str | None
    errors: dict[str, str]
    others: list["Reply"] = field(default_factory=list)

    @classmethod
    def read(cls, body: Json) -> "Reply":
        """Return the reply in a control answer."""
        others = [cls.read(other) for other in body.get("others", [])]
        named = {key: body[key] for key in ("acked", "ack_payload", "seconds", "error", "errors")}
        return cls(**named, others=others)


@dataclass(frozen=True)
class SeenMessage:
    """A message as one person sees it; `author` is "bot" or a user id."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[Json]
    attachments: list[Json]
    files: list[Json]
    metadata: Json | None
    thread_ts: str | None
    buttons: list[tuple[str, str, str | None]]
    menu: list[str]
    touchables: list[Json]
    edited: bool
    ephemeral: bool
    words: str

    @classmethod
    def read(cls, body: Json) -> "SeenMessage":
        """Return the message in a control answer."""
        given = {**body, "words": body["visible"]}
        given["buttons"] = [tuple(button) for button in body["buttons"]]
        del given["visible"]
        return cls(**given)

    def visible(self) -> str:
        """Return the plain words as shown, mentions as names, buttons in brackets."""
        return self.words

    def __contains__(self, words: str) -> bool:
        return words in self.words or words in self.text


@dataclass(frozen=True)
class Input:
    """A field of a form with its present bare value."""

    label: str
    hint: str
    block_id: str
    action_id: str
    type: str
    optional: bool
    value: Any
    options: list[str]


class Inputs(dict[str, Input]):
    """Fields by block_id; looking up a label or an action_id works too."""

    def __missing__(self, name: str) -> Input:
        for entry in self.values():
            if name in (entry.label, entry.action_id):
                return entry
        raise KeyError(f"{name!r} is none of {[entry.label for entry in self.values()]}")

    def __contains__(self, name: object) -> bool:
        return any(name in (each.label, each.action_id, each.block_id) for each in self.values())


@dataclass(frozen=True)
class SeenView:
    """A modal or a Home tab as its person sees it."""

    id: str
    type: str
    title: str
    submit: str
    close: str
    callback_id: str
    private_metadata: str
    external_id: str
    hash: str
    blocks: list[Json]
    values: dict[str, dict[str, Json]]
    errors: dict[str, str]
    inputs: Inputs
    buttons: list[tuple[str, str, str | None]]
    touchables: list[Json]
    words: str

    @classmethod
    def read(cls, body: Json) -> "SeenView":
        """Return the view in a control answer."""
        given = {**body, "words": body["text"]}
        given["inputs"] = Inputs({each["block_id"]: Input(**each) for each in body["inputs"]})
        given["buttons"] = [tuple(button) for button in body["buttons"]]
        del given["text"]
        return cls(**given)

    def text(self) -> str:
        """Return the plain words as shown: title, blocks, errors at fields."""
        return self.words

    def __contains__(self, words: str) -> bool:
        return words in self.words
