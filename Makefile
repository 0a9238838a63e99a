# `make` lists what there is. Settings come from the environment and .env, see .env.example.

PYTHON ?= $(shell command -v python3.11 || echo python3)
PY = .venv/bin/python
ARGS ?=

.PHONY: help run seed test soak check audit bench system

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: .venv/run.stamp ## the whole desk, with a stand-in for each service that .env does not name
	@$(PY) -m workers.launch

seed: .venv/run.stamp ## twelve months of example complaints, on the stand-ins only
	@$(PY) -m workers.seed

test: .venv/dev.stamp system ## all tests, with a real PostgreSQL and a real browser
	@$(PY) -m pytest -n 2 --dist loadfile --ignore tests/e2e
	@$(PY) -m pytest -n 2 --dist loadfile tests/e2e  # these mostly wait, as people do

soak: .venv/dev.stamp system ## 500 kills, long outages, 10,000 chance steps at the Sheet: two hours
	@$(PY) -m pytest -m slow tests/crash tests/e2e tests/sheets_schema tests/workers

bench: .venv/dev.stamp ## beside a naive bot and gsab, one run; a table and bench.json
	@$(PY) -m tests.benchmarks $(ARGS)

check: .venv/dev.stamp audit ## format, lint, types, imports and what it is built of
	.venv/bin/ruff format --check --line-length 100 .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

audit: .venv/dev.stamp ## all pinned, installed as pinned, and no vulnerability known today
	@$(PY) -m tests.audit

system:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	    || missing="$$missing postgresql"; \
	command -v nginx >/dev/null || test -x /usr/sbin/nginx || missing="$$missing nginx-light"; \
	if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        apt-get update -q && DEBIAN_FRONTEND=noninteractive \
	            apt-get install -q -y --no-install-recommends $$missing; \
	    else echo "Not installed:$$missing. The tests that need it do not run."; fi; \
	fi

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/run.stamp $@
