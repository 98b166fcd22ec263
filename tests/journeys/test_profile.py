"""More about me, over the wire: from Home, from suggestions, and whatever can happen to a form."""

import pytest

from tests.journeys.fields import choice, choices, sent, text
from tests.office import Actor, Office

pytestmark = pytest.mark.slow

WISH = "Somebody who came back from a long leave."


@pytest.fixture
def joined(slack: Office) -> Office:
    """Theo looks for a mentor; Maya and Jonas offer what he asked for."""
    slack.open_program()
    slack.people_join()
    return slack


def open_form(who: Actor, label: str) -> None:
    """From Home, through the screen that lists everything."""
    who.home()
    who.press_home("More about me")
    who.press(label, in_view=True)


def shown(who: Actor) -> str:
    return str(who.view.text())


def sane(office: Office) -> None:
    assert office.slack.lint() == []
    assert office.slack.errors() == []
    assert office.slack.unacked() == []


def test_each_part_is_told_in_a_small_form_and_stands_there_again(joined: Office) -> None:
    theo = joined.theo
    open_form(theo, "Change my work")
    assert len(theo.view.inputs) <= 5
    theo.fill("purpose", "career")
    theo.fill("function", "sales")
    theo.submit()
    assert "career and sales" in shown(theo)
    theo.press("Change my work", in_view=True)
    assert theo.view.inputs["function"].value == "sales"
    theo.fill("purpose", "No answer")
    theo.submit()
    assert "career" not in shown(theo)
    assert "sales" in shown(theo)
    theo.press("Change my wishes", in_view=True)
    theo.fill("wishes", WISH)
    theo.fill("wanted", ["U_JONAS"])
    theo.submit()
    assert WISH in shown(theo)
    theo.command("/mentor find")
    assert shown(theo).index(WISH) < shown(theo).index("Jonas") < shown(theo).index("Maya")
    sane(joined)


def test_levels_are_asked_for_where_they_help_and_then_no_more(joined: Office) -> None:
    theo = joined.theo
    theo.press("See who fits")
    theo.press("Set my levels", in_view=True)
    (name,) = theo.view.inputs
    theo.fill(name, "I know the basics")
    theo.submit()
    assert "giving feedback (I know the basics)" in shown(theo)
    theo.close_view(whole_stack=True)
    theo.press("See who fits")
    assert "Set my levels" not in shown(theo)
    sane(joined)


def test_a_private_block_holds_at_once_and_nobody_is_told(joined: Office) -> None:
    theo = joined.theo
    open_form(theo, "Keep people apart")
    theo.fill("apart", ["U_JONAS"])
    before = len(joined.slack.posts())
    theo.submit()
    joined.settle()
    assert "Jonas" in shown(theo)
    theo.press("See who fits")
    assert "Jonas" not in shown(theo)
    assert len(joined.slack.posts()) == before
    assert "Theo" not in joined.jonas.home().text()
    open_form(theo, "Keep people apart")
    theo.fill("apart", [])
    theo.submit()
    theo.press("See who fits")
    assert "Jonas" in shown(theo)
    sane(joined)


def test_what_was_typed_stays_in_a_form_that_is_refused(joined: Office) -> None:
    """Herself among the people: refused at that field, and the line beside it is still there."""
    theo = joined.theo
    open_form(theo, "Change my wishes")
    theo.fill("wishes", WISH)
    theo.fill("wanted", ["U_THEO"])
    theo.submit()
    assert "not yourself" in theo.view.errors["wanted"]
    assert theo.view.inputs["wishes"].value == WISH
    theo.fill("wanted", ["U_MAYA"])
    theo.submit(double=True)
    assert WISH in shown(theo)
    sane(joined)


def test_a_form_whose_topics_are_gone_says_so_and_a_new_one_is_one_tap_away(
    joined: Office,
) -> None:
    theo = joined.theo
    open_form(theo, "Set my levels")
    (name,) = theo.view.inputs
    theo.fill(name, "new to it")
    with joined.host.store.unit() as unit:
        unit.topics.remove(name)
    theo.submit()
    assert "Your topics have changed" in theo.view.errors[name]
    theo.close_view(whole_stack=True)
    open_form(theo, "Set my levels")
    sane(joined)


def test_a_form_of_somebody_who_has_left_since_keeps_its_words(joined: Office) -> None:
    theo = joined.theo
    open_form(theo, "Change my wishes")
    theo.fill("wishes", WISH)
    with joined.host.store.unit() as unit:
        for member in unit.participants.find():
            unit.participants.change(member.id, {}, {"left_at": joined.clock.wall()})
    theo.submit()
    assert "Join the program first" in theo.view.errors["wishes"]
    assert theo.view.inputs["wishes"].value == WISH


def test_the_join_form_leads_on_without_losing_what_was_typed(joined: Office) -> None:
    theo = joined.theo
    theo.command("/mentor join")
    theo.fill("hope", "Another line")
    theo.press("More about me", in_view=True)
    theo.press("Change how it fits", in_view=True)
    theo.fill("languages", ["Spanish", "English"])
    theo.submit()
    assert "English and Spanish" in shown(theo)
    theo.close_view()
    assert theo.view.callback_id == "form.join"
    assert theo.view.inputs["hope"].value == "Another line"
    sane(joined)


def test_a_close_spelling_is_a_question_and_ones_own_words_stay_possible(slack: Office) -> None:
    slack.open_program()
    view = sent("U_THEO", "form.join", "", {})
    asked = {"type": "block_suggestion", "action_id": "topics", "block_id": "topics"}
    reply = slack.theo.raw({**asked, "value": "giveing feedbak", "view": view})
    groups = {
        one["label"]["text"]: [each["text"]["text"] for each in one["options"]]
        for one in reply.ack_payload["option_groups"]
    }
    assert groups == {
        "Did you mean": ["giving feedback"],
        "In your own words": ["giveing feedbak"],
    }
    slack.join(slack.theo, "a mentor", "More.", "giveing feedbak", "giving feedback")
    assert _topics(slack) == {"giveing feedbak", "giving_feedback"}
    sane(slack)


def test_what_a_mentor_offers_in_her_own_words_is_found_however_it_is_typed(
    slack: Office,
) -> None:
    slack.open_program()
    slack.join(slack.maya, "to be a mentor", "Silence.", "Bird watching")
    form = {"roles": choice("mentee"), "topics": choices("bird watching"), "hope": text("More.")}
    slack.theo.submit_raw(sent("U_THEO", "form.join", "", form))
    slack.settle()
    slack.theo.press("See who fits")
    assert "offers Bird watching" in shown(slack.theo)
    sane(slack)


def _topics(office: Office) -> set[str]:
    with office.host.store.read() as unit:
        return {one.name for one in unit.topics.find()}
