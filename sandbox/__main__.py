"""Runs the pocket Slack alone: `python -m sandbox --manifest manifest.yml --port 8080`."""

import argparse
import sys
import threading
from datetime import UTC, datetime

from sandbox.server import Sandbox


def _now() -> datetime:
    """Return the real time: alone, nobody else keeps the clock."""
    return datetime.now(UTC)  # noqa: TID251


def main() -> None:
    """Serve until interrupted; prints what the app needs in its environment."""
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--manifest", default="manifest.yml", help="the app's manifest")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    options = parser.parse_args()
    with Sandbox(options.manifest, _now, options.port) as sandbox:
        lines = (
            f"url={sandbox.url}",
            f"SLACK_API_URL={sandbox.api_url}",
            f"SLACK_BOT_TOKEN={sandbox.bot_token}",
            f"SLACK_APP_TOKEN={sandbox.app_token}",
        )
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
