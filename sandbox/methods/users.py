"""users.info and users.list."""

from typing import Final

from sandbox.arguments import page_of
from sandbox.methods.call import Call, Method
from sandbox.portraits import user_object
from sandbox.refusal import Json


def info(call: Call) -> Json:
    """Describe a person."""
    world = call.slack.world
    person = world.person(call.args.required("user"))
    return {"user": user_object(world, person, call.args.flag("include_locale"))}


def list_users(call: Call) -> Json:
    """List everyone, bots and deactivated people too."""
    world = call.slack.world
    page = page_of(list(world.people.values()), call.args, world.short_pages)
    with_locale = call.args.flag("include_locale")
    members = [user_object(world, person, with_locale) for person in page.items]
    return {"members": members, "cache_ts": int(world.now().timestamp()), **page.metadata()}


METHODS: Final[dict[str, Method]] = {"users.info": info, "users.list": list_users}
