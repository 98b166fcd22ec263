"""The Bolt app: every listener registered, every payload turned into what a listener hears."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from handlers import features
from handlers.desk import Desk, Heard
from handlers.directory import Identity
from handlers.listening import Wire, answers, decides, report

COMMAND = "/mentor"
NAMED = re.compile(r"<([@#])\w+\|([^>]*)>")
ANYTHING = re.compile(".*", re.DOTALL)
EVENTS = (
    "app_home_opened",
    "channel_id_changed",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message",
    "user_change",
)
"""Every event of the manifest; `message.im` arrives as `message`."""

_SINGLE = ("value", "selected_user", "selected_conversation", "selected_date", "selected_time")

Bolted = Callable[..., None]
Hear = Callable[[Mapping[str, Any]], Heard]


def build(
    desk: Desk,
    client: WebClient,
    executor: ThreadPoolExecutor,
    identity: Identity,
    signing_secret: str | None = None,
) -> App:
    """The app over this desk. Nothing is called on the network here, and who we are is never
    asked again."""
    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team_id,
        bot_token=client.token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user,
    )
    app = App(
        name="mentor",
        token=None,
        client=client,
        signing_secret=signing_secret or "unused in Socket Mode",
        authorize=lambda **_: known,
        listener_executor=executor,
        token_verification_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    _register(app, desk)
    return app


def _register(app: App, desk: Desk) -> None:
    """One of ours for each kind of payload; which listener it is for, a table says, since Bolt
    would ask all of them one after the other."""
    app.command(COMMAND)(_answering(desk, heard_word))
    for event in EVENTS:
        app.event(event)(_answering(desk, heard_event))
    app.action(ANYTHING)(_answering(desk, heard_button))
    app.shortcut(ANYTHING)(_answering(desk, heard_shortcut))
    hurried = replace(desk, directory=desk.hurried)
    app.view(ANYTHING)(_deciding(hurried, heard_form))
    app.options(ANYTHING)(_deciding(hurried, heard_search))
    app.error(_unhandled)


def _answering(desk: Desk, hear: Hear) -> Bolted:
    def listen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard = hear(body)
        answers(desk, features.listener(heard), heard, Wire(client, body.get("response_url")))

    return listen


def _deciding(desk: Desk, hear: Hear) -> Bolted:
    def listen(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        heard = hear(body)
        decides(desk, features.listener(heard), heard, Wire(client), ack)

    return listen


def _unhandled(error: Exception, body: dict[str, Any]) -> BoltResponse:
    """Whatever nobody listens to is acknowledged, so that Slack neither retries nor complains; what
    went wrong outside every listener is logged."""
    if not isinstance(error, BoltUnhandledRequestError):
        report(error, str(body.get("type") or "command"))
    return BoltResponse(status=200, body="")


# --- payloads -> what a listener hears -------------------------------------------------------


def heard_word(body: Mapping[str, Any]) -> Heard:
    """`/mentor WORD rest`, as it was typed: Slack sends names and three signs escaped."""
    typed = unescape(NAMED.sub(r"\1\2", str(body.get("text", ""))))
    word, _, rest = typed.strip().partition(" ")
    return Heard(
        kind="word",
        id=word.casefold(),
        user=body["user_id"],
        value=rest.strip(),
        channel=body.get("channel_id"),
        trigger=body.get("trigger_id"),
    )


def heard_button(body: Mapping[str, Any]) -> Heard:
    """A button, a select or a choice of the `...` menu."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    container = body.get("container") or {}
    message = (container.get("channel_id", ""), container.get("message_ts", ""))
    channel = body.get("channel") or {}
    return Heard(
        kind="button",
        id=action["action_id"],
        user=body["user"]["id"],
        value=str(action.get("value") or chosen.get("value") or ""),
        channel=channel.get("id") or container.get("channel_id"),
        trigger=body.get("trigger_id"),
        message=message if container.get("type") == "message" else None,
        whispered=bool(container.get("is_ephemeral")),
        view=body.get("view") or {},
        said=fields(body.get("view") or {}),
    )


def heard_form(body: Mapping[str, Any]) -> Heard:
    """A form was sent."""
    view = body["view"]
    return Heard(
        kind="form",
        id=view["callback_id"],
        user=body["user"]["id"],
        trigger=body.get("trigger_id"),
        view=view,
        said=fields(view),
        key=f"view/{view['id']}/{view.get('hash', '')}",
    )


def heard_search(body: Mapping[str, Any]) -> Heard:
    """Somebody types into a search."""
    return Heard(
        kind="options",
        id=body["action_id"],
        user=body["user"]["id"],
        value=str(body.get("value", "")),
        view=body.get("view") or {},
    )


def heard_shortcut(body: Mapping[str, Any]) -> Heard:
    """A global shortcut."""
    return Heard(
        kind="shortcut",
        id=body["callback_id"],
        user=body["user"]["id"],
        trigger=body.get("trigger_id"),
    )


def heard_event(body: Mapping[str, Any]) -> Heard:
    """An event; a user may stand there as an id or as a whole profile."""
    event = body["event"]
    user = event.get("user") or ""
    channel = event.get("channel") or ""
    return Heard(
        kind="event",
        id=event["type"],
        user=user["id"] if isinstance(user, dict) else user,
        channel=channel["id"] if isinstance(channel, dict) else channel,
        event=event,
        key=f"event/{body['event_id']}",
    )


def fields(view: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form by block id: text, an option's value, a list of values, a date."""
    found: dict[str, Any] = {}
    for block_id, actions in view.get("state", {}).get("values", {}).items():
        for state in actions.values():
            found[block_id] = _field(state)
    return found


def _field(state: Mapping[str, Any]) -> Any:
    if "selected_options" in state:
        return tuple(option["value"] for option in state["selected_options"] or ())
    if "selected_option" in state:
        chosen = state["selected_option"]
        return chosen["value"] if chosen else None
    if "selected_users" in state:
        return tuple(state["selected_users"] or ())
    return next((state[key] for key in _SINGLE if key in state), None)
