"""Forms as Slack sends them, filled in rightly; a test spoils what it is about."""

from collections.abc import Mapping
from typing import Any

from bot.domain.settings import SETTINGS

Json = dict[str, Any]


def text(value: str) -> Json:
    """What stands in a text field."""
    return {"type": "plain_text_input", "value": value}


def choice(value: str) -> Json:
    """What is chosen among radio buttons or in a select."""
    return {"type": "radio_buttons", "selected_option": {"value": value}}


def choices(*values: str) -> Json:
    """What is chosen in a select of several."""
    picked = [{"value": value} for value in values]
    return {"type": "multi_external_select", "selected_options": picked}


def date(value: str | None) -> Json:
    """A day."""
    return {"type": "datepicker", "selected_date": value}


def user(value: str | None) -> Json:
    """A person."""
    return {"type": "users_select", "selected_user": value}


def people(*slack_ids: str) -> Json:
    """Several people."""
    return {"type": "multi_users_select", "selected_users": list(slack_ids)}


def users(*values: str) -> Json:
    """Several people."""
    return {"type": "multi_users_select", "selected_users": [*values]}


FORMS: Mapping[str, Mapping[str, Json]] = {
    "form.join": {
        "roles": choice("mentee"),
        "topics": choices("giving_feedback"),
        "hope": text("I want to say hard things without hurting people."),
        "manager": user("U_ADA"),
    },
    "form.flash": {"question": text("Which of two offers?")},
    "form.flash.tell": {"line": text("I asked, and it helped.")},
    "form.pair": {
        "mentee": user("U_THEO"),
        "mentor": user("U_MAYA"),
        "type": choice("one_on_one"),
        "line": text("Hello"),
    },
    "form.again": {},
    "form.accept": {},
    "form.confirm": {},
    "form.propose": {"person": user("U_MAYA"), "role": choice("mentee"), "line": text("Hello")},
    "form.pick": {"starts_at": choice("2026-12-02T10:00:00+00:00")},
    "form.log": {"day": date("2026-11-24")},
    "form.note": {"text": text("How do I begin a hard talk?")},
    "form.topics": {"topics": text("How do I begin a hard talk?")},
    "form.setup": {
        "template": choice("career"),
        "first_day": date("2026-11-30"),
        "hope": text("More people find a mentor."),
    },
    "form.settings": {
        **{name: text(str(one.default)) for name, one in SETTINGS.items()},
        "minutes": text("60"),
    },
    "form.run": {"weighting": choice("balanced")},
    "form.change": {"mentor": user(None)},
    "form.publish": {},
    "form.closing": {},
    "form.away": {"first": date("2026-12-21"), "last": date("2026-12-23")},
    "form.preferences": {
        "days": choices("0", "1", "2", "3"),
        "opens": {"type": "timepicker", "selected_time": "10:00"},
        "closes": {"type": "timepicker", "selected_time": "16:00"},
        "volume": choice("half"),
        "snoozed": choices(),
    },
    "form.invite": {
        "role": choice("mentee"),
        "people": people("U_OTTO"),
        "channel": {"type": "conversations_select", "selected_conversation": None},
    },
    "form.inviting": {},
    "form.posting": {},
    "form.profile.work": {
        "purpose": choice("career"),
        "function": text("sales"),
        "location": text("Madrid"),
        "tenure": choice("two"),
    },
    "form.profile.fit": {"looks_for": choices("mirror"), "languages": choices("en", "es")},
    "form.profile.wishes": {"wishes": text("Somebody patient."), "wanted": users("U_MAYA")},
    "form.profile.apart": {"apart": users("U_OTTO")},
    "form.profile.levels": {},
    "form.profile.order": {"first": choice("-")},
    "form.contact": {"text": text("May we talk?"), "may_act": choice("yes")},
    "form.erase": {"sure": choices()},
    "form.farewell": {
        "changed": text("I say it earlier."),
        "thanks": text("For asking back."),
        "number": choice("7"),
        "next": choice("rest"),
    },
    "form.agreement": {
        "purpose": text("Saying hard things early."),
        "cadence": choice("7"),
        "minutes": choice("30"),
        "contact": text("A call on Thursdays."),
        "review": date("2026-12-15"),
    },
    "form.goal": {"sentence": text("I say it early."), "evidence": text("I did it on Monday.")},
    "form.rate": {"number": choice("6")},
    "form.attempt": {"what": text("Ask first."), "cue": text("After stand-up.")},
    "form.outcome": {"happened": text("They thanked me.")},
    "form.lasted": {"text": text("I still ask first.")},
    "form.selfcheck": {"topics": choice("3"), "sure": choice("7")},
    "form.sure": {"number": choice("6")},
    "form.contacts": {
        "assistance": text("Care line 4040"),
        "people_team": text("people@northwind.example"),
        "harassment": text("Ombuds office, room 2"),
        "emergency": text("112"),
    },
}


def sent(who: str, callback: str, about: str, said: Mapping[str, Json]) -> Json:
    """A form as Slack sends it; the same person sends the same one again and again."""
    inputs = [{"type": "input", "block_id": name, "element": {"action_id": name}} for name in said]
    return {
        "id": f"V-{who}-{callback}-{about}",
        "callback_id": callback,
        "private_metadata": about,
        "blocks": [*inputs, {"type": "section"}],
        "state": {"values": {name: {name: state} for name, state in said.items()}},
    }
