# `make` or `make help` lists the verbs. Every verb sets up what it needs.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement

.DEFAULT_GOAL := help
.PHONY: help run test lint types fix check bench once hour lock revision clean

help: ## List these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/rehearsal.ok ## Start TocToc: on Discord with a token, else the rehearsal in your browser
	@$(BIN)/python -m bot

# What Python compiled is kept, or every process that a test starts would compile it anew.
test: $(VENV)/dev.ok ## Run every test
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(VENV)/dev.ok ## Measure beside a baseline, and quote the ratios: ONLY=nudges for one, FULL=1 for the real numbers
	@$(BIN)/python -m tests.bench $(ONLY) $(if $(FULL),--full)

once: $(VENV)/dev.ok ## Kill the bot many times: does every nudge arrive once? KILLS=300 DATABASE=postgresql PROCESSES=2
	@$(BIN)/python -m tests.wire.once --kills $(or $(KILLS),60) --database $(or $(DATABASE),sqlite) \
	  --processes $(or $(PROCESSES),1) $(if $(SEED),--seed $(SEED))

hour: $(VENV)/dev.ok ## Play an hour at the doors: does every press count once? PEOPLE=60 KILLS=20 DATABASE=postgresql
	@$(BIN)/python -m tests.wire.hour --people $(or $(PEOPLE),60) --kills $(or $(KILLS),0) \
	  --database $(or $(DATABASE),sqlite) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED))

lint: $(VENV)/dev.ok ## Look for mistakes and untidy lines
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/dev.ok ## Check the types, strictly
	@$(BIN)/mypy

fix: $(VENV)/dev.ok ## Mend what can be mended by itself
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

check: lint types test ## All of the above

lock: $(VENV)/dev.ok ## Pin every library anew, with hashes (requirements*.txt)
	@for set in "requirements.txt" "requirements-rehearsal.txt --extra rehearsal" \
	            "requirements-dev.txt --extra rehearsal --extra dev"; do set -- $$set; out=$$1; shift; \
	  $(BIN)/uv pip compile pyproject.toml "$$@" --universal --python-version 3.11 --generate-hashes --quiet \
	    --no-header --no-emit-index-url --no-emit-find-links --output-file $$out $(ARGS) || exit 1; done

revision: $(VENV)/dev.ok ## Write a migration for changed tables: make revision WHAT="add rides"
	@$(BIN)/python -m bot revision "$(WHAT)"

clean: ## Remove what was set up (never your data)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "TocToc needs Python 3.11 or newer (none was found)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make an environment; on Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/rehearsal.ok: requirements-rehearsal.txt | $(VENV)/bin/python
	@echo "Setting up (once, about a minute) …"
	@$(PIP) requirements-rehearsal.txt && touch $@

$(VENV)/dev.ok: requirements-dev.txt | $(VENV)/bin/python
	@echo "Setting up for development (once, a minute or two) …"
	@$(PIP) requirements-dev.txt && touch $@ $(VENV)/rehearsal.ok
