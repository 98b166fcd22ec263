"""What people do in forms: fill in, submit, close."""

from sandbox.acting import Acting
from sandbox.blocks import elements_of
from sandbox.interactions import Outcome
from sandbox.refusal import Json, Unable, Value
from sandbox.slack import Slack
from sandbox.values import entered, flaws_before_submit
from sandbox.views import View


class Forms:
    """Carries out what people do in modals."""

    def __init__(self, slack: Slack, acting: Acting) -> None:
        self._slack = slack
        self._acting = acting
        self._interactions = acting.interactions

    async def fill(self, user: str, label: str, value: Value, place: str = "modal") -> Outcome:
        """Put a value into the input with this label, block_id or action_id."""
        self._slack.world.actor(user)
        view = self._acting.view_of(user, place)
        block = _input_named(view, label)
        element = elements_of(block)[0]
        if element["type"].endswith("external_select") and value is not None:
            element = await self._with_options(user, view, block, value)
        self._check_people(element, value)
        state = entered(element, value)
        view.values[block["block_id"]][element["action_id"]] = state
        self._slack.journal.add("action", user=user, what="fill", label=label, value=value)
        if not block.get("dispatch_action"):
            return Outcome(acked=True)
        ids = {"action_id": element["action_id"], "block_id": block["block_id"]}
        payload = self._interactions.on_view(user, view, {**ids, **state})
        return await self._interactions.interactive(payload)

    async def _with_options(self, user: str, view: View, block: Json, value: Value) -> Json:
        """The element with what the app offers when each of the wanted options is searched."""
        element = elements_of(block)[0]
        place = {
            "container": {"type": "view", "view_id": view.id},
            "view": self._slack.views.payload(view),
            "block_id": block["block_id"],
        }
        options: list[Json] = []
        for query in value if isinstance(value, list) else [value]:
            found = await self._interactions.suggest(user, place, element, str(query))
            options.extend(option for option in found if option not in options)
        return {**element, "options": options}

    def _check_people(self, element: Json, value: Value) -> None:
        if "users_select" not in element["type"] or value is None:
            return
        for user in value if isinstance(value, list) else [value]:
            if user not in self._slack.world.people:
                raise Unable(f"there is no {user} to choose")

    async def submit(self, user: str, double: bool = False) -> Outcome:
        """Submit the top modal; raises Unable where Slack's client would not send it."""
        self._slack.world.actor(user)
        view = self._acting.view_of(user, "modal")
        if not view.body.get("submit"):
            raise Unable("the form has no button to submit it")
        if flaws := flaws_before_submit(view.body["blocks"], view.values):
            raise Unable("; ".join(flaws))
        view.errors = {}
        self._slack.journal.add("action", user=user, what="submit", view_id=view.id)
        payload = self._interactions.submission(user, self._slack.views.payload(view))
        return await self._interactions.submit(view, payload, double)

    async def close(self, user: str, whole_stack: bool) -> Outcome:
        """Close the top modal, or all of them, and tell the app where it asked for that."""
        self._slack.world.actor(user)
        top = self._acting.view_of(user, "modal")
        cleared = whole_stack or bool(top.body.get("clear_on_close"))
        self._slack.journal.add("action", user=user, what="close", view_id=top.id)
        outcome = Outcome(acked=True)
        for view in self._slack.views.close(user, cleared):
            if view.body.get("notify_on_close"):
                payload = self._interactions.closing(user, view, cleared)
                outcome = await self._interactions.interactive(payload)
        return outcome

    async def raw_submit(self, user: str, view: Json) -> Outcome:
        """Send a submission as anyone could craft it; the answer changes nothing on screen."""
        self._slack.journal.add("action", user=user, what="raw submit")
        known: Json = {"id": "V0RAW", "team_id": self._slack.world.team_id, "type": "modal"}
        known.update(blocks=[], private_metadata="", hash="raw", state={"values": {}})
        payload = self._interactions.submission(user, {**known, **view})
        return await self._interactions.interactive(payload)


def _input_named(view: View, label: str) -> Json:
    inputs: list[Json] = [block for block in view.body["blocks"] if block["type"] == "input"]
    for block in inputs:
        names = (block["label"]["text"], block["block_id"], elements_of(block)[0]["action_id"])
        if label in names:
            return block
    shown = [block["label"]["text"] for block in inputs]
    raise Unable(f"the form has no field {label!r}, only {shown}")
