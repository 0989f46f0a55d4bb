# From a bare machine with Python 3.11 or newer:
#   make try     opens Encore in a browser, with a simulated Discord and sample data
#   make test    sets everything up and runs every check
#   make soak    looks for what a test run has no time for: Hypothesis with other examples every time, and
#                every answer of Discord's to every single request of the bot
# Another Python: make test PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python -m
INSTALL = $(RUN) pip install --quiet --disable-pip-version-check

.PHONY: try test lint types tests soak run clean

try: $(VENV)/.try
	@$(RUN) bot try

test: lint types tests

lint: $(VENV)/.dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: $(VENV)/.dev
	$(RUN) pyright --pythonpath $(VENV)/bin/python

tests: $(VENV)/.dev
	$(RUN) pytest --numprocesses 3 --dist worksteal $(TESTS)

soak: $(VENV)/.dev
	HYPOTHESIS_PROFILE=soak $(RUN) pytest --numprocesses 3 --dist worksteal tests/domain tests/store tests/services tests/ui tests/faults/matrix

run: $(VENV)/.try
	$(RUN) bot

$(VENV)/.try: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --editable '.[try]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/.try

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Encore needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis dist
