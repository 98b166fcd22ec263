"""Joining: the form, its search for topics, and what it keeps."""

from dataclasses import replace

from bot.domain.participants import Role
from bot.services import enrollment, programs, topics
from bot.services.enrollment import Enrollment, JoinForm
from handlers.desk import Answer, Desk, Heard, Listener, Offer, Say, Show, Turn
from handlers.views import join as view
from handlers.views.join import BOTH, Asked

OFFER = "invited.offer"
"""The button of an invitation to mentor."""


def opened(desk: Desk, heard: Heard) -> Answer:
    """The join form, filled with what was said before; a mentor is asked what she offers."""
    with desk.store.read() as unit:
        words = desk.words_in(unit, heard.user)
        form = enrollment.form(unit, desk.team, heard.user)
    offers = heard.id == OFFER and not form.joined
    role = Role.MENTOR if offers else _role(form.said.roles)
    return Show(view.view(words, _asked(form, form.said, role)))


def role_chosen(desk: Desk, heard: Heard) -> Answer:
    """Another role was chosen: the lines follow it, and nothing typed is lost."""
    with desk.store.read() as unit:
        words = desk.words_in(unit, heard.user)
        form = enrollment.form(unit, desk.team, heard.user)
    said = _said(heard)
    return Turn(view.view(words, _asked(form, said, str(heard.said["roles"]))))


def sent(desk: Desk, heard: Heard) -> Answer:
    """The form was sent: join, or change what was said."""
    words, profile = desk.words_for(heard.user), desk.profile(heard.user)
    with desk.unit() as unit:
        said = _said(heard)
        names = topics.canonical(words, said.topics, topics.offered(unit, desk.team))
        enrollment.join(unit, desk.team, profile, replace(said, topics=names), desk.now())
    return Say("form.join.done")


def search(desk: Desk, heard: Heard) -> Answer:
    """Topics for what was typed; those that are only spelled alike stand under a question, and
    one's own words stay possible."""
    words = desk.words_for(heard.user)
    with desk.store.read() as unit:
        found = topics.search(words, heard.value, topics.offered(unit, desk.team))
    own = (found.own,) if found.own else ()
    if not found.close:
        return Offer(view.options(words, (*found.fitting, *own)))
    named = (
        ("form.join.close", found.close),
        ("form.join.fitting", found.fitting),
        ("form.join.as_typed", own),
    )
    return Offer(groups=[view.group(words, label, names) for label, names in named if names])


def _said(heard: Heard) -> Enrollment:
    chosen = heard.said.get("roles")
    roles = tuple(Role) if chosen == BOTH else ((Role(chosen),) if chosen else ())
    return Enrollment(
        roles=roles,
        topics=heard.said.get("topics") or (),
        hope=heard.text("hope"),
        lesson=heard.text("lesson"),
        manager=heard.said.get("manager") or None,
    )


def _role(roles: tuple[Role, ...]) -> str:
    return BOTH if len(roles) > 1 else str(roles[0])


def _asked(form: JoinForm, said: Enrollment, role: str) -> Asked:
    return Asked(
        role=role,
        topics=said.topics,
        hope=said.hope,
        lesson=said.lesson,
        manager=said.manager,
        asks_manager=form.asks_manager,
        last_day=programs.last_day(form.program),
        line_most=enrollment.LINE_MOST,
        places=programs.setting(form.program, "capacity"),
        joined=form.joined,
    )


LISTENERS = (
    Listener("word", "join", opened, help="help.word.join"),
    Listener("button", "join.start", opened),
    Listener("button", "join.open", opened),
    Listener("button", "invited.join", opened),
    Listener("button", OFFER, opened),
    Listener("button", "roles", role_chosen),
    Listener("options", "topics", search),
    Listener("form", "form.join", sent),
)
