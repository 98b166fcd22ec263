"""Somebody who presses what Slack would not let them, with real ids of Theo and Maya's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.deliveries import Delivery
from sandbox.client import Reply
from tests.journeys.fields import FORMS, Json, choice, sent
from tests.office import CHANNEL, MONDAY, Actor, Office

IN_FORMS = (
    "end.find",
    "end.only",
    "end.keep",
    "agreement.more",
    "attention.tell",
    "attention.rest",
    "attention.word",
    "run.before",
    "run.after",
    "run.change",
    "run.why",
    "run.tell",
    "why.mentee",
    "why.mentor",
    "step.time",
    "step.goal",
    "step.fit",
    "invite.back",
    "data.more",
    "data.back",
    "data.file",
    "calendar.file",
    "data.keep",
    "data.unkeep",
    "data.erase",
    "support.worried",
    "support.stop",
    "contact.choose",
    "leave.sure",
    "leave.now",
    "leave.stay",
)
"""Buttons that stand in a form only."""


@dataclass(frozen=True)
class Line:
    """A listener with the id it carries, who uses it rightly, and a cell for each situation."""

    kind: str
    id: str
    given: str
    by: str
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """How the listener is called in the table."""
        return f"{self.kind} {self.id}"


@dataclass(frozen=True)
class Hand:
    """Somebody who presses what they should not; `ids` are Theo and Maya's."""

    office: Office
    actor: Actor
    ids: Mapping[str, str]

    def use(self, line: Line) -> Reply:
        """Send what this listener hears."""
        reply: Reply = getattr(self, f"_{line.kind}")(line, self.ids.get(line.given, ""))
        return reply

    def _word(self, line: Line, _value: str) -> Reply:
        members = self.office.sandbox._slack.world.conversations[CHANNEL].members
        inside = line.id in ("setup", "admin") and self.actor.id in members
        channel = CHANNEL if inside else None
        found: Reply = self.actor.command(f"/mentor {line.id}".strip(), channel)
        return found

    def _shortcut(self, line: Line, _value: str) -> Reply:
        trigger = self.actor.trigger()
        payload = {"type": "shortcut", "callback_id": line.id, "trigger_id": trigger}
        found: Reply = self.actor.raw(payload)
        return found

    def _button(self, line: Line, value: str) -> Reply:
        if line.id == "roles":
            said = {**FORMS["form.join"], "roles": choice("mentor")}
            return self._in_form(
                {"action_id": "roles", "block_id": "roles", **choice("mentor")}, said
            )
        if line.id in IN_FORMS:
            return self._in_form({"action_id": line.id, "type": "button", "value": value}, {})
        channel, ts = self._message(line)
        found: Reply = self.actor.press_raw(line.id, value, ts, channel)
        return found

    def _more(self, line: Line, _value: str) -> Reply:
        option = {"value": line.id, "text": {"type": "plain_text", "text": line.id}}
        channel, ts = self.ids["after"].split("/")
        found: Reply = self.actor.press_raw(
            "more", None, ts, channel, option=option, type="overflow"
        )
        return found

    def _form(self, line: Line, about: str) -> Reply:
        found: Reply = self.actor.submit_raw(sent(self.actor.id, line.id, about, FORMS[line.id]))
        return found

    def _options(self, line: Line, _value: str) -> Reply:
        view = sent(self.actor.id, "form.join", "", {})
        asked = {"type": "block_suggestion", "action_id": line.id, "block_id": line.id}
        found: Reply = self.actor.raw({**asked, "value": "giving", "view": view})
        return found

    def _in_form(self, action: Json, said: Mapping[str, Json]) -> Reply:
        """Something is pressed or chosen in the open form."""
        shown = self.actor.view
        form = shown.id if shown else "V0CLOSED"
        form_of = (shown.callback_id, shown.private_metadata) if shown else ("closed", "")
        view = sent(self.actor.id, *form_of, said)
        payload = {
            "type": "block_actions",
            "container": {"type": "view", "view_id": form},
            "view": {**view, "id": form, "type": "modal"},
            "trigger_id": self.actor.trigger(True),
            "actions": [action],
        }
        found: Reply = self.actor.raw(payload)
        return found

    def _message(self, line: Line) -> tuple[str, str]:
        """The newest message with this button, else the newest from the bot, else a made-up one."""
        if line.id.startswith(("setup.", "admin.", "invite.", "attention.", "run.", "leavers.")):
            card = self.office.slack.posts(CHANNEL)[0]
            return CHANNEL, str(card["ts"])
        all_of_them = self.actor.messages()
        with_it = [one for one in all_of_them if any(line.id == each[1] for each in one.buttons)]
        for message in reversed(with_it or self.actor.dms):
            return message.channel, message.ts
        return f"D{self.actor.id[1:]}", "1.000001"


def ids_of(office: Office, mentor: str = "U_MAYA") -> dict[str, str]:
    """The ids of Theo and Maya's that the listeners carry, as far as there are any yet."""
    with office.host.store.read() as unit:
        programs, people = unit.programs.find(), {one.slack_id: one for one in unit.people.find()}
        joined = {one.person_id: one.id for one in unit.participants.find()}
        theo = people["U_THEO"].id if "U_THEO" in people else ""
        asked = unit.requests.find(mentee_id=joined.get(theo, ""))
        begun = unit.mentorships.find(request_id=asked[-1].id) if asked else ()
        talks = unit.meetings.find(mentorship_id=begun[0].id) if begun else ()
        after = unit.deliveries.one(template="after", person_id=theo)
        drafts = unit.runs.find()
        matches = unit.run_pairs.find(run_id=tuple(one.id for one in drafts))
        guarded = unit.guards.find()
        found = unit.findings.find(mentorship_id=tuple(one.id for one in begun))
    return {
        "program": programs[0].id if programs else "",
        "channel": CHANNEL,
        "answer": "read.driving/a",
        "coordinator": "U_TOM",
        "mentor": joined.get(people[mentor].id, "") if mentor in people else "",
        "request": asked[-1].id if asked else "",
        "mentorship": begun[0].id if begun else "",
        "meeting": talks[0].id if talks else "",
        "after": _place(after),
        "run": drafts[0].id if drafts else "",
        "match": matches[0].id if matches else "",
        "draft": f"{drafts[0].id}:{CHANNEL}" if drafts else f"none:{CHANNEL}",
        "place": f"{drafts[0].id}:1:{CHANNEL}:{matches[0].id}"
        if matches
        else f"none:1:{CHANNEL}:none",
        "finding": found[0].id if found else "",
        "guard": guarded[0].id if guarded else "",
    }


def _place(delivery: Delivery | None) -> str:
    return f"{delivery.channel}/{delivery.ts}" if delivery else ""


def with_a_time(slack: Office) -> Office:
    """Theo and Maya, with a talk on Wednesday at eleven in Madrid; Jonas has a place too."""
    slack.match()
    slack.go_to(MONDAY + timedelta(hours=4))
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.settle()
    return slack


def with_a_talk(slack: Office) -> Office:
    """Theo has Maya, Lena looks for somebody, Jonas has left the company."""
    slack.match()
    slack.join(slack.lena, "a mentor", "I want to be heard.", "giving feedback")
    slack.maya.press("Pick a time")
    slack.maya.submit()
    slack.slack.deactivate("U_JONAS")
    slack.settle()
    return slack
