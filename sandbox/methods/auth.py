"""auth.test, api.test and apps.connections.open."""

from typing import Final

from sandbox.methods.call import Call, Method
from sandbox.refusal import Json, Refused
from sandbox.state import BOT_ID, BOT_USER_ID


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    world = call.slack.world
    return {
        "url": f"https://{world.domain}.slack.com/",
        "team": world.team_name,
        "user": world.people[BOT_USER_ID].name,
        "team_id": world.team_id,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def api_test(call: Call) -> Json:
    """Echo the arguments, or fail with the error that was asked for."""
    if call.args.text("error"):
        raise Refused(call.args.text("error"))
    return {"args": call.args.given}


def open_connection(call: Call) -> Json:
    """Give out the address of a WebSocket."""
    if not call.slack.world.manifest.socket_mode:
        raise Refused("not_allowed")
    address = call.slack.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.slack.hub.ticket()}&app_id=sandbox"}


METHODS: Final[dict[str, Method]] = {
    "auth.test": auth_test,
    "api.test": api_test,
    "apps.connections.open": open_connection,
}
