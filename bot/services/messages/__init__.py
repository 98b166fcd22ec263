"""What every message says right now: one function per template, given a unit and the delivery."""

from collections.abc import Callable, Mapping

from bot.domain.deliveries import Delivery
from bot.domain.messages import Message
from bot.domain.people import ERASED
from bot.ports import Unit
from bot.services import erasure
from bot.services.messages import (
    agreement,
    channel,
    closing,
    flash,
    heartbeat,
    invitations,
    joined,
    ladder,
    lasting,
    passed_on,
    people,
    reporting,
    requests,
    rounds,
    runs,
    stages,
    support,
    surveys,
)

Composer = Callable[[Unit, Delivery], Message | None]
"""Gives the message as it should read now, or None where it is no longer worth sending."""

COMPOSERS: Mapping[str, Composer] = {
    "channel.invited": channel.invited,
    "channel.card": channel.card,
    "channel.card.moved": channel.moved,
    "channel.coordinator": channel.new_coordinator,
    "preview.mentee": channel.preview_mentee,
    "preview.mentor": channel.preview_mentor,
    "program.closed": channel.closed,
    "invited": invitations.invited,
    "invited.post": invitations.post,
    "invited.unposted": invitations.unposted,
    "joined": joined.joined,
    "request.asked": requests.asked,
    "request.reminder": requests.reminder,
    "request.offer": requests.offer,
    "request.yes": requests.said_yes,
    "request.unavailable": requests.unavailable,
    "request.declined": requests.declined,
    "request.lapsed": requests.lapsed,
    "flash.over": flash.over,
    "flash.again": flash.again,
    "flash.came": flash.came,
    "flash.heard": passed_on.line,
    "round.over": rounds.over,
    "round.place": rounds.place,
    "introduction": heartbeat.introduction,
    "introduction.copy": heartbeat.introduction,
    "before": heartbeat.before,
    "before.topics": heartbeat.topics,
    "after": heartbeat.after,
    "ladder.start": ladder.word,
    "ladder.gap": ladder.word,
    "ladder.mentee": ladder.word,
    "ladder.mentor": ladder.word,
    "ladder.rest": ladder.rest,
    "ended.lapsed": ladder.lapsed,
    "survey": surveys.survey,
    "stage.asked": stages.asked,
    "agreement.new": agreement.changed,
    "agreement.review": agreement.review,
    "run.card": runs.card,
    "line.told": reporting.told,
    "thanks": closing.thanks,
    "ended.closed": closing.closed,
    "lasted.asked": lasting.asked,
    "lasted.line": passed_on.line,
    "ended.told": closing.told,
    "partner.gone": closing.partner_gone,
    "leavers.many": channel.many_left,
    "away.set": people.away_set,
    "left": people.left,
    "reply.hello": people.reply,
    "reply.log": people.reply,
    "reply.away": people.reply,
    "reply.question": people.reply,
    "reply.help": people.reply_help,
    erasure.REMOVED: people.removed,
    "reply.concern": support.concern,
    "support.line": support.line,
}


def ended(unit: Unit, delivery: Delivery) -> Message | None:
    """What stands where something was asked about a mentorship that has ended, as far as the
    reader knows; None for what was never sent, or is about something else."""
    if delivery.ts is None or delivery.mentorship_id is None:
        return None
    return closing.over(unit, delivery, delivery.mentorship_id)


def compose(unit: Unit, delivery: Delivery) -> Message | None:
    """The message of this delivery as it should read now; KeyError: an unknown template.

    Messages of the kind `stage` without a composer of their own come from the library.
    """
    if delivery.kind == "stage" and delivery.template not in COMPOSERS:
        return stages.prompt(unit, delivery) or ended(unit, delivery)
    if ERASED in delivery.key:
        # It was on its way when its reader was erased.
        return Message(erasure.REMOVED, delivery.id)
    return COMPOSERS[delivery.template](unit, delivery) or ended(unit, delivery)
