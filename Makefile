# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ARGS   ?=
SPREAD := -n auto --dist worksteal

# Without bytecode on disk, every process that a test starts compiles all its modules.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run demo test quick fuzz cover check format pictures gallery release lock bench mutants clean
.DEFAULT_GOAL := run

help:  ## what there is to make
	@sed -nE 's/^([a-z%-]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

run: $(VENV)/.run  ## chat in the terminal
	@$(BIN)/paperboy chat $(ARGS)

demo: $(VENV)/.run  ## the same chat over a made-up week, without network
	@$(BIN)/paperboy demo $(ARGS)

test: $(VENV)/.dev  ## the whole suite, on SQLite and on PostgreSQL
	$(BIN)/pytest $(SPREAD) $(ARGS)

quick: $(VENV)/.dev  ## unit, architecture and contract tests on SQLite, without the slow ones
	$(BIN)/pytest $(SPREAD) -q -m "not slow" -k "not postgresql" tests/unit tests/architecture tests/contract $(ARGS)

fuzz: $(VENV)/.dev  ## the property tests, with new examples and ten times as many: ARGS=tests/unit/test_links.py
	$(BIN)/pytest $(SPREAD) -q -m hypothesis --hypothesis-profile fuzz $(ARGS)

cover: $(VENV)/.dev  ## the whole suite, then branch coverage by room
	$(BIN)/pytest $(SPREAD) -q --cov --cov-report= $(ARGS)
	@$(BIN)/python -m tests.support.coverage_by_room

check: $(VENV)/.dev  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/architecture

format: $(VENV)/.dev  ## fix lint and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev  ## every benchmark, each printing one table
	@for each in throughput startup search; do $(BIN)/python -m benchmarks.$$each || exit 1; done
	@$(BIN)/python -m benchmarks.delivery --telegram 1500 --slack 600 --fewer 150

bench-%: $(VENV)/.dev  ## one of them: ARGS="--sizes 1000000"; bench-search, bench-recommend, bench-month, …
	@$(BIN)/python -m benchmarks.$* $(ARGS)

mutants: $(VENV)/.dev  ## changes that no test notices: ARGS="papers/ranking --sample 200"
	@$(BIN)/python -m benchmarks.mutants $(ARGS)

pictures: $(VENV)/.dev  ## how messages look on each platform; ARGS='--language ko --folder DIR "/todo"'
	@$(BIN)/python -m docs.pictures $(ARGS)

gallery: $(VENV)/.dev  ## the main messages on both platforms in three languages, into docs/gallery
	@$(BIN)/python -m docs.pictures --gallery --folder docs/gallery

release: $(VENV)/.dev  ## sdist and wheel, each installed into an empty environment and tried
	.ci/release

lock: $(VENV)/.dev  ## pin what pyproject.toml asks for, with hashes
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		-c requirements-dev.lock --group build pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Paperboy needs Python 3.11 or newer: make run PYTHON=python3.12"; exit 1; }
	@echo "Making the virtual environment (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
SELF    = $(INSTALL) --no-deps --no-build-isolation --editable .

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@test -e $(VENV)/.dev || $(INSTALL) --require-hashes --requirement requirements.lock
	@$(SELF)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(SELF)
	@touch $@
