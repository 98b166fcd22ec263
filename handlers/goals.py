"""Goals and the other small forms of a question: opened by a tap, kept with who reads it."""

from collections.abc import Mapping
from functools import partial

from bot.domain.access import shown
from bot.domain.questions import ATTEMPT, GOAL, OUTCOME, RATE, SURE, Question
from bot.domain.refusals import refuse
from bot.ports import Unit
from bot.services import goals, questions
from handlers.desk import Answer, Desk, Heard, Listener, Say, Show
from handlers.views import questions as view

OWN = (GOAL, RATE)
"""Questions about the goal; it is its author's, with a mentorship or without."""


def opened(question: Question, desk: Desk, heard: Heard) -> Answer:
    """The form of a question; the button carries a talk, a mentorship, or the author's own id."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        typed = _typed(desk, unit, question, heard)
    return Show(view.view(words, question, heard.value, typed))


def written(question: Question, desk: Desk, heard: Heard) -> Answer:
    """The form was sent; sending it twice keeps it once."""
    names = question.lines or ("number",)
    fields = {name: heard.text(name) for name in names}
    with desk.unit() as unit:
        if not unit.once(heard.key, desk.now()):
            return None
        if _of_mentorship(unit, heard.about):
            said = (question.id, fields)
            questions.write(unit, heard.about, heard.user, said, desk.now())
            return None
        author = goals.author(unit, desk.team, heard.user)
        if question is GOAL:
            goals.keep(unit, author.id, tuple(fields.values()), desk.now())
        else:
            goals.rate(unit, author.id, fields["number"], desk.now())
    return Say(f"form.{question.id}.done")


def word(desk: Desk, heard: Heard) -> Answer:
    """`/mentor goal`: set the goal, or reword it."""
    return opened(GOAL, desk, Heard("word", heard.id, heard.user, trigger=heard.trigger))


def _typed(desk: Desk, unit: Unit, question: Question, heard: Heard) -> Mapping[str, str]:
    """What was said before, for the goal; raises Refused for others, and where there is nothing
    to rate."""
    if question not in OWN or _of_mentorship(unit, heard.value):
        here = questions.place(unit, heard.value, heard.user)
        author_id = here.member.participant_id
    else:
        author_id = goals.author(unit, desk.team, heard.user).id
    goal = goals.current(unit, author_id)
    if question is RATE and goal is None:
        raise refuse("goal.none")
    if question is GOAL and goal is not None:
        mine = (author_id,)
        return {
            "sentence": shown(goal.sentence, mine),
            "evidence": shown(goal.evidence, mine),
        }
    return {}


def _of_mentorship(unit: Unit, about: str) -> bool:
    """Whether this id is a talk's or a mentorship's."""
    return unit.meetings.one(id=about) is not None or unit.mentorships.one(id=about) is not None


_FORMS = (GOAL, RATE, ATTEMPT, OUTCOME, SURE)

LISTENERS = (
    Listener("word", "goal", word, help="help.word.goal", who="mentee"),
    *(Listener("button", f"{one.id}.open", partial(opened, one)) for one in _FORMS),
    *(Listener("form", f"form.{one.id}", partial(written, one)) for one in _FORMS),
)
