# On a machine with make and Python 3.11, 3.12 or 3.13, every target does its own set-up.
# PYTHON=/path/to/python make setup   takes that Python instead of the newest one found.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?=
# Compiled once, and not anew by every process that a test starts.
export PYTHONDONTWRITEBYTECODE :=

EXTRAS := --extra dev --extra demo --extra matching --extra postgres
NOT_QUICK := explorer or faults or browser or simulation or slow
PYTEST := $(BIN)/python -m pytest -n auto

.DEFAULT_GOAL := help
.PHONY: help setup demo tour run test test-all check bench lock clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## Create .venv with every pinned dependency

$(READY): requirements.lock pyproject.toml .ci/make-venv
	@PYTHON="$(PYTHON)" .ci/make-venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## A pocket Slack with a running program in the browser; needs no account
	@$(BIN)/python -m bot demo

tour: $(READY) ## Tell the tour anew, and store it as the one that is good (bot/tour.txt)
	@$(BIN)/python -m bot demo --tour --retell bot/tour.txt

run: $(READY) ## Run the bot against your workspace
	@$(BIN)/python -m bot run

test: $(READY) ## The quick tests: rules, both databases, journeys (a minute)
	@$(PYTEST) -m "not ($(NOT_QUICK))"

test-all: $(READY) ## Every test, with the explorer, faults, browser and simulation
	@$(PYTEST)

check: $(READY) ## Format, lint, types, layers, sizes
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Not formatted; run: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/mypy --no-error-summary
	@PYTHONPATH=. $(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tests.house.budgets

bench: $(READY) ## Measure
	@$(BIN)/python -m benchmarks

lock: $(READY) ## Pin the newest versions that pyproject.toml allows
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Lock with the oldest Python we support: PYTHON=python3.11 make clean lock")'
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade $(EXTRAS) \
		--build-deps-for editable --allow-unsafe --generate-hashes --strip-extras \
		--no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--annotation-style line --output-file requirements.lock pyproject.toml

clean: ## Remove everything that make and the tests made
	@rm -rf $(VENV) build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +
