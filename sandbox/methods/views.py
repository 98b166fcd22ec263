"""views.*: modals and the Home tab."""

from typing import Final

from sandbox.blocks import check_view
from sandbox.lint import lint_view
from sandbox.methods.call import Call, Method
from sandbox.refusal import Json, Refused
from sandbox.views import Trigger, View


def _body(call: Call, kinds: tuple[str, ...]) -> Json:
    body = call.args.structure("view", "invalid_arguments")
    if body is None:
        raise Refused("invalid_arguments", ("missing required field: view [json-pointer:/view]",))
    check_view(body, kinds)
    lint_view(call.slack.journal, body, call.name, call.index)
    checked: Json = body
    return checked


def _trigger(call: Call) -> Trigger:
    trigger_id = call.args.text("trigger_id") or call.args.required("interactivity_pointer")
    return call.slack.views.exchange(trigger_id)


def _answer(call: Call, view: View) -> Json:
    return {"view": call.slack.views.payload(view)}


def open_view(call: Call) -> Json:
    """Show a modal."""
    body = _body(call, ("modal",))
    trigger = _trigger(call)
    return _answer(call, call.slack.views.open(trigger.user, body))


def push(call: Call) -> Json:
    """Show a modal on top of the one that the person has open."""
    body = _body(call, ("modal",))
    trigger = _trigger(call)
    if not trigger.from_modal or call.slack.views.top(trigger.user) is None:
        raise Refused("not_found")
    return _answer(call, call.slack.views.push(trigger.user, body))


def _check_hash(call: Call, view: View) -> None:
    given = call.args.text("hash")
    if given and given != view.hash:
        raise Refused("hash_conflict")


def update(call: Call) -> Json:
    """Replace what an open view shows."""
    body = _body(call, ("modal", "home"))
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        call.args.required("view_id")
    view = call.slack.views.find(view_id, external_id)
    _check_hash(call, view)
    call.slack.views.change(view, body)
    return _answer(call, view)


def publish(call: Call) -> Json:
    """Show a person's Home tab."""
    user = call.args.required("user_id")
    if not call.slack.world.manifest.home_tab:
        raise Refused("not_enabled")
    call.slack.world.person(user)
    body = _body(call, ("home",))
    before = call.slack.views.homes.get(user)
    if before is not None:
        _check_hash(call, before)
    return _answer(call, call.slack.views.publish(user, body))


METHODS: Final[dict[str, Method]] = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
