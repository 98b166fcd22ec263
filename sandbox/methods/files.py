"""files.*: the upload in three steps, and the message that shares it."""

from typing import Final

from sandbox.methods.call import Call, Method
from sandbox.refusal import Json, Refused
from sandbox.state import BOT_USER_ID
from sandbox.talk import Content, post


def get_upload_url(call: Call) -> Json:
    """Give out an address that takes the bytes of one file."""
    slack, name = call.slack, call.args.required("filename")
    length = call.args.number("length", 0)
    if length <= 0:
        raise Refused("invalid_arguments", ("must be greater than 0 [json-pointer:/length]",))
    file_id = slack.world.new_id("F")
    slack.world.files[file_id] = {"id": file_id, "name": name, "size": length}
    return {"upload_url": f"{slack.base_url}/upload/{file_id}", "file_id": file_id}


def complete_upload(call: Call) -> Json:
    """Share what was uploaded, in the conversation that is named."""
    world = call.slack.world
    asked = call.args.structure("files", "invalid_arguments") or []
    if not asked:
        raise Refused("invalid_arguments", ("missing required field: files [json-pointer:/files]",))
    files = [world.files.get(one.get("id", "")) for one in asked]
    shared = [one for one in files if one is not None and "content" in one]
    if len(shared) != len(asked):
        raise Refused("file_not_found")
    channel = call.args.text("channel_id")
    if channel:
        found = world.conversation(channel)
        for one, said in zip(shared, asked, strict=True):
            one["title"] = said.get("title") or one["name"]
            post(world, BOT_USER_ID, found.id, Content(text=one["title"], files=[_shown(one)]))
            world.journal.add("file", channel=found.id, name=one["name"], text=one["content"])
    return {"files": [_shown(one) for one in shared]}


def _shown(file: Json) -> Json:
    return {key: value for key, value in file.items() if key != "content"}


METHODS: Final[dict[str, Method]] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
}
