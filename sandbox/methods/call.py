"""One call of a Web API method."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.arguments import Args
from sandbox.refusal import Json
from sandbox.slack import Slack


@dataclass(frozen=True, slots=True)
class Call:
    """Who is called with what; `index` is the call's place in the journal."""

    slack: Slack
    name: str
    args: Args
    index: int


Method = Callable[[Call], Json]
