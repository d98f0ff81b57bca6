# Fengqiao. The README names two of these: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EXTRAS ?=
# Processes that run tests beside each other.
WORKERS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
TORCH := torch==2.13.0
export FENGQIAO_HOME ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help install run serve test check audit format lock revision bundle soak bench clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.default  ## create the virtual environment with the locked default set

$(VENV)/.default: requirements/default.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; ok = (3, 11) <= sys.version_info < (3, 14); sys.exit(None if ok else "Fengqiao needs Python 3.11 to 3.13")'
	@echo "Installing the locked packages (once; a few minutes) ..."
	@$(PIP) install -r requirements/default.txt
	@$(PIP) install "setuptools>=77"
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.default requirements/dev.txt
	@$(PIP) install -r requirements/dev.txt
	@touch $@

$(VENV)/.models: $(VENV)/.dev requirements/models.txt
	@$(PIP) install $(TORCH)
	@$(PIP) install -r requirements/models.txt
	@touch $@

run: $(VENV)/.default  ## install, index the sample corpus, show one search, serve API and web page
	@$(BIN)/fengqiao demo

serve: run  ## the same as run

test: $(VENV)/.dev $(if $(filter all,$(EXTRAS)),$(VENV)/.models)  ## every test this machine can run (EXTRAS=all adds torch and OCR)
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered --durations=25

check: $(VENV)/.dev  ## format, lint, types, layers, insecure constructs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports
	@$(BIN)/bandit -q -c pyproject.toml -r corpora indexer office experts search_api eval ui 2>$(VENV)/bandit.log || { cat $(VENV)/bandit.log >&2; exit 1; }

audit: $(VENV)/.dev  ## known faults of the locked dependencies, where the advisory database can be reached
	@PYTHON=$(BIN)/python .ci/audit

format: $(VENV)/.dev  ## rewrite the code in house style
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock:  ## refresh the locked versions (needs uv)
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --no-header --no-annotate -o requirements/default.txt
	uv pip compile -q pyproject.toml --extra dev --extra bench --extra postgres --extra oidc --universal --python-version 3.11 --no-header --no-annotate -c requirements/default.txt -o requirements/dev.txt
	uv pip compile -q pyproject.toml --extra models --extra ocr --universal --python-version 3.11 --no-header --no-annotate -c requirements/default.txt | grep -viE '^(nvidia|cuda|triton|torch==)' > requirements/models.txt

revision: $(VENV)/.default  ## write a migration of the office store (NAME="what changes")
	@$(BIN)/python -m office.migrations.new "$(NAME)"

bundle: $(VENV)/.default  ## one folder in dist/ that installs on a closed network
	@$(BIN)/python -m ui.bundle --python $(BIN)/python

soak: $(VENV)/.dev  ## hours: writes killed (KILLS=100 of each kind), every route as every role (CASES=20000 each), 50 people (SECONDS=300)
	@$(BIN)/python -m tests.kills --kills $(or $(KILLS),100)
	@$(BIN)/python -m tests.search_api.soak --cases $(or $(CASES),20000)
	@$(BIN)/python -m eval.load --seconds $(or $(SECONDS),300)

bench: $(VENV)/.dev  ## speed and memory beside raw baselines
	@$(BIN)/fengqiao bench

clean:  ## remove what the targets made, the data folder excepted
	rm -rf $(VENV) dist build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
