"""A pocket Slack on loopback: Web API, Socket Mode and people who act, for one app manifest."""

from sandbox.client import Client, Impossible, Person
from sandbox.server import Sandbox
from sandbox.windows import Windows
from sandbox.workspace import Channel, Human, Workspace

__all__ = [
    "Channel",
    "Client",
    "Human",
    "Impossible",
    "Person",
    "Sandbox",
    "Windows",
    "Workspace",
]
