"""What a field does not take, with the sentence that stands at it then."""

from collections.abc import Mapping

from tests.journeys.fields import FORMS, Json, choice, choices, date, text, user, users

LONG = "ä" * 3001
LINE, NOTE, TOPICS, TOPIC, CONTACT = 300, 500, 1500, 75, 200


def said(callback: str, **instead: Json) -> Mapping[str, Json]:
    """A good form, with these fields instead."""
    return {**FORMS[callback], **instead}


MENTOR = {"roles": choice("mentor"), "hope": text("")}

# (callback, what it is about, who, field) -> what stands in the form, and the sentence at the field
REFUSED: Mapping[tuple[str, str, str, str], tuple[str, Mapping[str, Json], str]] = {
    ("a long hope", "form.join", "theo", "hope"): ("-", {"hope": text(LONG)}, "join.line/300"),
    ("a long lesson", "form.join", "maya", "lesson"): (
        "-",
        {**MENTOR, "lesson": text(LONG)},
        "join.line/300",
    ),
    ("a long topic", "form.join", "theo", "topics"): (
        "-",
        {"topics": choices(LONG)},
        "join.line/75",
    ),
    ("no topic", "form.join", "theo", "topics"): ("-", {"topics": choices()}, "join.topics/5"),
    ("blank topics", "form.join", "theo", "topics"): (
        "-",
        {"topics": choices(" ")},
        "join.topics/5",
    ),
    ("six topics", "form.join", "theo", "topics"): (
        "-",
        {"topics": choices(*"abcdef")},
        "join.topics/5",
    ),
    ("oneself as manager", "form.join", "theo", "manager"): (
        "-",
        {"manager": user("U_THEO")},
        "join.manager_self",
    ),
    ("a long line", "form.propose", "lena", "line"): ("-", {"line": text(LONG)}, "join.line/300"),
    ("oneself", "form.propose", "lena", "person"): (
        "-",
        {"person": user("U_LENA")},
        "propose.self",
    ),
    ("nobody", "form.propose", "lena", "person"): ("-", {"person": user(None)}, "propose.self"),
    ("a guest", "form.propose", "lena", "person"): (
        "-",
        {"person": user("U_GUEST")},
        "propose.not_joined",
    ),
    ("a bot", "form.propose", "lena", "person"): (
        "-",
        {"person": user("U0SANDBOX")},
        "propose.not_joined",
    ),
    ("a stranger", "form.propose", "lena", "person"): (
        "-",
        {"person": user("U_OTTO")},
        "propose.not_joined",
    ),
    ("somebody who left", "form.propose", "lena", "person"): (
        "-",
        {"person": user("U_JONAS")},
        "propose.not_possible",
    ),
    ("a long line of work", "form.profile.work", "theo", "function"): (
        "-",
        {"function": text(LONG)},
        "join.line/75",
    ),
    ("a long wish", "form.profile.wishes", "theo", "wishes"): (
        "-",
        {"wishes": text(LONG)},
        "join.line/300",
    ),
    ("six people", "form.profile.wishes", "theo", "wanted"): (
        "-",
        {"wanted": users(*"abcdef")},
        "profile.many/5",
    ),
    ("oneself kept apart", "form.profile.apart", "theo", "apart"): (
        "-",
        {"apart": users("U_THEO")},
        "profile.self",
    ),
    ("a manner nobody has", "form.profile.fit", "theo", "looks_for"): (
        "-",
        {"looks_for": choices("friend")},
        "profile.choice",
    ),
    ("a topic that is gone", "form.profile.order", "theo", "first"): (
        "-",
        {"first": choice("gone")},
        "profile.topics_changed",
    ),
    ("a long question", "form.note", "theo", "text"): ("-", {"text": text(LONG)}, "note.long/500"),
    ("an empty question", "form.note", "theo", "text"): ("-", {"text": text(" \n ")}, "note.empty"),
    ("long topics", "form.topics", "theo", "topics"): (
        "meeting",
        {"topics": text(LONG)},
        "note.long/1500",
    ),
    ("empty topics", "form.topics", "theo", "topics"): (
        "meeting",
        {"topics": text(" ")},
        "note.empty",
    ),
    ("a time that is over", "form.pick", "theo", "starts_at"): (
        "mentorship",
        {"starts_at": choice("2026-11-20T10:00:00+00:00")},
        "meeting.past",
    ),
    ("no time", "form.pick", "theo", "starts_at"): (
        "mentorship",
        {"starts_at": choice("soon")},
        "meeting.which",
    ),
    ("no day", "form.pick", "theo", "day"): (
        "mentorship",
        {"starts_at": choice("own"), "day": date(None)},
        "meeting.day",
    ),
    ("no hour", "form.pick", "theo", "hour"): (
        "mentorship",
        {"starts_at": choice("own"), "day": date("2026-12-02"), "hour": text("25:99")},
        "meeting.hour",
    ),
    ("a day ahead", "form.log", "theo", "day"): (
        "mentorship",
        {"day": date("2027-01-04")},
        "log.future",
    ),
    ("a day before it began", "form.log", "theo", "day"): (
        "mentorship",
        {"day": date("2026-11-01")},
        "log.too_early",
    ),
    ("no day at all", "form.log", "theo", "day"): (
        "mentorship",
        {"day": date(None)},
        "meeting.day",
    ),
}

SETUP_REFUSED: Mapping[tuple[str, str, str], tuple[Mapping[str, Json], str]] = {
    ("a long line", "form.setup", "hope"): ({"hope": text(LONG)}, "join.line/300"),
    ("a day that is over", "form.setup", "first_day"): (
        {"first_day": date("2026-11-22")},
        "setup.first_day_past",
    ),
    ("no day", "form.setup", "first_day"): ({"first_day": date(None)}, "setup.first_day"),
    ("no purpose", "form.setup", "template"): ({"template": choice("?")}, "setup.template"),
    **{
        (f"{what} {name}", "form.contacts", name): ({name: text(words)}, code)
        for name in FORMS["form.contacts"]
        for what, words, code in (
            ("a blank", "  ", "setup.contact_missing"),
            ("a long", LONG, "join.line/200"),
        )
    },
}
