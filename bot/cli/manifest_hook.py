"""Answers the Slack CLI's `get-manifest` hook, which by itself reads only a manifest.json."""

import json
import sys
from pathlib import Path

import yaml
from slack_cli_hooks.protocol import build_protocol

MANIFEST = Path(__file__).resolve().parents[2] / "manifest.yml"


def main(argv: list[str]) -> None:
    """Prints the manifest as JSON, between the boundary marks that the CLI asks for."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    build_protocol(argv=argv).respond(json.dumps(manifest))


if __name__ == "__main__":
    main(sys.argv)
