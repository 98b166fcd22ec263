"""The Web API methods that the pocket Slack knows, by family."""

from sandbox.methods import auth, chat, conversations, files, users, views
from sandbox.methods.call import Call, Method

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}

__all__ = ["METHODS", "Call", "Method"]
