"""Randomness that can be had again: a run prints its seed, and CI always draws the same."""

import os
import random

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "here",
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("here"), derandomize=True, database=None
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        hypothesis.settings.load_profile("ci")
        return
    hypothesis.settings.load_profile("here")
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(random.randrange(10**8))


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.option.hypothesis_seed
    if seed is None:
        return "seed: each test's own, the same in every run"
    return f"seed: {seed} (again with --hypothesis-seed={seed})"
