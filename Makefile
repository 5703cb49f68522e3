# Five Arguments. Two commands are enough: `make lab` and `make test`.
# Without make (Windows, say) the README gives the same in three plain lines.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
READY := $(VENV)/ready
COMPILE := $(PY) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11
LOCK := $(COMPILE) --extra dev pyproject.toml
PEERS := tests/peers/requirements
LOWEST := $(VENV)-lowest

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help lab test lint bench lessons lock lowest clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

lab: $(READY) ## open JupyterLab on the first lesson (sets everything up the first time)
	@$(PY) -m corpus_utils lab

test: $(READY) ## run every test: unit tests, doctests, lessons, browser (sets up too)
	@$(PY) -m corpus_utils test

lint: $(READY) ## check the code's and the lessons' style
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

bench: $(READY) ## measure speed, memory and size
	@$(PY) -m tests.bench

lessons: $(READY) ## run the lessons and store their static outputs
	@$(PY) -m corpus_utils store lessons/*.ipynb

lock: $(READY) ## renew requirements.lock and that of tests/peers within their bounds
	@$(PY) -m pip install --quiet uv
	@$(LOCK) --upgrade --custom-compile-command 'make lock' --output-file requirements.lock
	@$(COMPILE) --upgrade --custom-compile-command 'make lock' $(PEERS).in --output-file $(PEERS).txt

lowest: $(READY) ## run the unit tests with the lowest direct versions we promise
	@$(PY) -m pip install --quiet uv
	@mkdir -p $(LOWEST)
	@$(LOCK) --resolution lowest-direct --output-file $(LOWEST)/requirements.lock
	@$(PYTHON) -m venv $(LOWEST)
	@$(LOWEST)$(BIN:$(VENV)%=%)/python -m pip install --quiet -r $(LOWEST)/requirements.lock
	@$(LOWEST)$(BIN:$(VENV)%=%)/python -m corpus_utils test tests corpus_utils --ignore=tests/browser

clean: ## remove what set-up and tests have made
	rm -rf $(VENV) $(LOWEST) .pytest_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), but the course needs 3.11 or newer: make PYTHON=/path/to/newer/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv: install it (on Debian and Ubuntu the package is python3-venv)"; exit 1; }
	@echo "Setting up in $(VENV), once: a few minutes with a slow network …"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)
