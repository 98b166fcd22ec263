"""The rotating question: by stage, by what was asked and said before, always the same one."""

from collections import Counter

import pytest

from bot.domain.mentorships import Answer, Stage
from bot.domain.participants import Role
from bot.domain.questions import (
    ATTEMPT,
    CLOSING,
    DECIDED,
    GOAL,
    LISTENED,
    OPENNESS,
    OUTCOME,
    QUESTIONS,
    RATE,
    SURE,
    TOPIC,
    Standpoint,
    choose,
    standpoint,
)
from tests.builders import at

MENTEE, MENTOR = Standpoint(Role.MENTEE), Standpoint(Role.MENTOR)
SET = Standpoint(Role.MENTEE, goal=True)


def row(stage: Stage, who: Standpoint, times: int) -> list[str]:
    """What somebody is asked after so many talks in a stage, answering nothing."""
    asked: Counter[str] = Counter()
    found = []
    for _ in range(times):
        question = choose(stage, who, asked)
        found.append(question.id if question else "")
        asked.update(found[-1:])
    return found


@pytest.mark.parametrize("who", [MENTEE, MENTOR], ids=["mentee", "mentor"])
def test_getting_to_know_each_other_asks_how_easy_it_was(who):
    assert row(Stage.GETTING_TO_KNOW, who, 2) == [OPENNESS.id] * 2


def test_expectations_ask_for_the_goal_until_there_is_one():
    assert row(Stage.EXPECTATIONS, MENTEE, 2) == [GOAL.id] * 2
    assert row(Stage.EXPECTATIONS, SET, 1) == [RATE.id]
    due = Standpoint(Role.MENTEE, goal=True, sure_due=True)
    assert row(Stage.EXPECTATIONS, due, 1) == [SURE.id]
    assert row(Stage.EXPECTATIONS, MENTOR, 1) == [LISTENED.id]


def test_learning_asks_once_for_a_goal_then_what_is_tried_then_what_happened():
    assert row(Stage.LEARNING, MENTEE, 3) == [GOAL.id, ATTEMPT.id, ATTEMPT.id]
    assert row(Stage.LEARNING, Standpoint(Role.MENTEE, goal=True, trying=True), 1) == [OUTCOME.id]


def test_learning_asks_for_the_number_in_between_where_its_week_has_come():
    due = Standpoint(Role.MENTEE, goal=True, sure_due=True)
    assert row(Stage.LEARNING, due, 3) == [ATTEMPT.id, SURE.id, ATTEMPT.id]


def test_learning_asks_a_mentor_two_things_by_turns():
    assert row(Stage.LEARNING, MENTOR, 3) == [LISTENED.id, TOPIC.id, LISTENED.id]


def test_independence_asks_for_the_number_first_and_then_by_turns():
    due = Standpoint(Role.MENTEE, goal=True, sure_due=True)
    assert row(Stage.INDEPENDENCE, due, 4) == [SURE.id, DECIDED.id, TOPIC.id, DECIDED.id]
    assert row(Stage.INDEPENDENCE, SET, 3) == [DECIDED.id, TOPIC.id, DECIDED.id]


@pytest.mark.parametrize("role", Role)
def test_transition_asks_to_round_it_off_until_that_is_done(role):
    assert row(Stage.TRANSITION, Standpoint(role), 1) == [CLOSING.id]
    assert row(Stage.TRANSITION, Standpoint(role, closed=True), 1) == [""]


def answer(question: str, day: int) -> Answer:
    return Answer(f"{question}-{day}", "theo-and-maya", "theo-in-career", question, "…", at(day))


def test_where_somebody_stands_follows_from_what_was_said():
    said = [answer(ATTEMPT.id, 3), answer(SURE.id, 15)]
    found = standpoint(Role.MENTEE, said, [at(2)], [at(14)])
    assert found == Standpoint(Role.MENTEE, goal=True, trying=True)
    later = standpoint(Role.MENTEE, [*said, answer(OUTCOME.id, 20)], [], [at(14), at(49)])
    assert later == Standpoint(Role.MENTEE, sure_due=True)


def test_a_question_has_a_button_for_each_choice_or_one_for_its_form():
    for question in QUESTIONS.values():
        assert len(question.buttons) == max(1, len(question.choices))
        assert 1 <= len(question.buttons) <= 3


def test_only_who_brought_the_topic_is_read_by_both():
    assert [one.id for one in QUESTIONS.values() if not one.private] == [TOPIC.id]
