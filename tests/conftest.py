"""What every test gets."""

pytest_plugins = [
    "pytester",
    "tests.plugins.tiers",
    "tests.plugins.seeds",
    "tests.plugins.postgres",
    "tests.plugins.stores",
    "tests.plugins.browser",
]
