"""Finds where Slack is told to say something."""

import ast
from collections.abc import Iterator

POSTS = (
    "chat_post", "chat_update", "chat_schedule", "chat_meMessage", "chat_delete",
    "chat_stream", "chat_startStream", "chat_appendStream", "chat_stopStream",
    "files_upload", "files_completeUpload",
)  # fmt: skip
METHODS = tuple(name.replace("_", ".", 1) for name in POSTS)


def posts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of every use, called or passed on, of a method that posts or edits."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith(POSTS):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Call):
            yield from _indirect(node)


def _indirect(call: ast.Call) -> Iterator[tuple[int, str]]:
    if isinstance(call.func, ast.Name) and call.func.id == "say":
        yield call.lineno, "say"
    for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
        word = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(word, str) and word.startswith((*POSTS, *METHODS)):
            yield call.lineno, word
