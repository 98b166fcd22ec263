"""The directory: remembered for a while, forgotten on request, and closed when Slack is silent."""

from datetime import timedelta

import pytest

from bot.clock import HandClock
from handlers.directory import SlackDirectory, SlackSilent
from sandbox import Client


def test_a_profile_is_what_slack_says(directory: SlackDirectory) -> None:
    theo = directory.profile("UTHEO")
    assert (theo.zone, theo.active, theo.bot, theo.guest) == ("Europe/Madrid", True, False, False)
    guest = directory.profile("UGUEST")
    assert (guest.guest, guest.locale) == (True, "de-DE")
    assert not directory.profile("UGONE").active
    assert directory.profile("UROBOT").bot


def test_nobody_is_a_lookup_error(directory: SlackDirectory) -> None:
    with pytest.raises(LookupError):
        directory.profile("UNOBODY")


def test_a_profile_is_remembered_for_a_day(
    directory: SlackDirectory, slack: Client, clock: HandClock
) -> None:
    directory.profile("UTHEO")
    slack.change_user("UTHEO", tz="Asia/Tokyo")
    clock.advance(timedelta(hours=23))
    assert directory.profile("UTHEO").zone == "Europe/Madrid"
    clock.advance(timedelta(hours=1))
    assert directory.profile("UTHEO").zone == "Asia/Tokyo"


def test_a_profile_is_forgotten_on_request(directory: SlackDirectory, slack: Client) -> None:
    directory.profile("UTHEO")
    slack.change_user("UTHEO", tz="Asia/Tokyo")
    directory.invalidate("UTHEO")
    assert directory.profile("UTHEO").zone == "Asia/Tokyo"


def test_members_are_read_to_the_last_page(directory: SlackDirectory, slack: Client) -> None:
    slack.short_pages(1)
    assert directory.members("CADMIN") == {"UADA", "U0SANDBOX"}
    assert len(slack.journal(method="conversations.members")) == 2


def test_members_are_remembered_for_a_minute(
    directory: SlackDirectory, slack: Client, clock: HandClock
) -> None:
    directory.members("CADMIN")
    slack.join("CADMIN", "UTOM")
    clock.advance(timedelta(seconds=59))
    assert "UTOM" not in directory.members("CADMIN")
    clock.advance(timedelta(seconds=1))
    assert "UTOM" in directory.members("CADMIN")


def test_members_are_forgotten_on_request(directory: SlackDirectory, slack: Client) -> None:
    directory.members("CADMIN")
    slack.leave("CADMIN", "UADA")
    directory.invalidate("CADMIN")
    assert "UADA" not in directory.members("CADMIN")


def test_what_is_forgotten_while_it_is_asked_for_is_not_kept(directory: SlackDirectory) -> None:
    answers = iter(["old", "new"])

    def fetch() -> str:
        answer = next(answers)
        if answer == "old":
            directory.invalidate("CADMIN")
        return answer

    remembered = directory._memory.members
    assert remembered.get("CADMIN", fetch) == "old"  # type: ignore[arg-type,comparison-overlap]
    assert remembered.get("CADMIN", fetch) == "new"  # type: ignore[arg-type,comparison-overlap]


@pytest.mark.parametrize("fault", ["status", "html", "empty", "half", "reset", "ratelimited"])
def test_a_silent_slack_closes_the_door(
    directory: SlackDirectory, slack: Client, fault: str
) -> None:
    slack.fault(fault, count=-1)
    with pytest.raises(SlackSilent):
        directory.members("CADMIN")
    with pytest.raises(SlackSilent):
        directory.profile("UTHEO")
    slack.clear_faults()
    assert directory.members("CADMIN")


def test_a_failed_second_page_is_no_smaller_channel(
    directory: SlackDirectory, slack: Client
) -> None:
    slack.short_pages(1)
    slack.fault("error", "conversations.members", skip=1, error="internal_error")
    with pytest.raises(SlackSilent, match="internal_error"):
        directory.members("CADMIN")


@pytest.mark.parametrize(
    ("channel", "fault"),
    [
        ("CADMIN", None),
        ("CTOWN", "public"),
        ("CVAULT", "not_member"),
        ("COLD", "archived"),
        ("CPARTNER", "shared"),
        ("CNOWHERE", "not_member"),
    ],
)
def test_only_a_private_channel_of_ours_can_be_the_admin_channel(
    directory: SlackDirectory, channel: str, fault: str | None
) -> None:
    assert directory.channel_fault(channel) == fault


def test_a_channel_slack_says_nothing_about_is_not_taken(
    directory: SlackDirectory, slack: Client
) -> None:
    slack.fault("error", "conversations.info", error="internal_error")
    with pytest.raises(SlackSilent):
        directory.channel_fault("CADMIN")


def test_the_granted_scopes_are_known(directory: SlackDirectory, slack: Client) -> None:
    assert {"chat:write", "im:history"} <= directory.granted_scopes()
    slack.remove_scope("im:history")
    assert "im:history" not in directory.granted_scopes()


def test_the_bot_knows_itself(directory: SlackDirectory) -> None:
    me = directory.identity()
    assert (me.team_id, me.bot_user) == ("T0MENTOR", "U0SANDBOX")
    assert me.bot_id
    assert "chat:write" in me.scopes


def test_many_are_asked_about_at_once_and_strangers_are_left_out(
    directory: SlackDirectory, slack: Client
) -> None:
    found = directory.profiles(["UTHEO", "UNOBODY", "UGUEST", "UTHEO"])
    assert list(found) == ["UTHEO", "UGUEST"]
    assert found["UGUEST"].guest
    directory.profiles(["UTHEO", "UGUEST"])
    assert len(slack.journal(method="users.info")) == 3
