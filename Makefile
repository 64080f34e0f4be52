# make run, make test, make lint, make format, make bench. Everything is installed into .venv and node_modules and
# nowhere else, except that `make test` run by root on Debian installs the packages chromium, postgresql and
# dataset-fashion-mnist where there is no browser, no PostgreSQL or no Fashion-MNIST yet.
#
# The tests need torch. On Linux the public index serves the build with CUDA, several gigabytes; pip's own
# PIP_EXTRA_INDEX_URL or PIP_FIND_LINKS, set to where PyTorch keeps its CPU builds, makes it a tenth of that.

.DEFAULT_GOAL := help

PYTHON ?= python3
# Test processes; 0 runs them all in one.
JOBS ?= 2
# More arguments for what is run: make run ARGS="--server.port 9000", make test ARGS="tests/ops -x".
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
MADE := $(VENV)/.made
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
PIP := $(PY) -m pip install --disable-pip-version-check --quiet
CODE = $(wildcard cnnviz pages app.py tests benchmarks)
# Node.js and npm are in the environment as well; what npm installs, JavaScript's linters and axe-core, lies in
# node_modules.
NPM := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(VENV)/bin/npm
NODE_MODULES := node_modules/.package-lock.json

# An environment that was moved or whose Python has gone is made again; its stamp says where it was made.
ifneq ($(shell test -x $(PY) && test "$$(cat $(MADE) 2>/dev/null)" = '$(CURDIR)' && echo sound),sound)
$(MADE): remake
endif

.PHONY: help run test lint format bench remake

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: $(RUN) ## Serve the app on this machine (ARGS="--server.port 9000")
	$(VENV)/bin/streamlit run app.py $(ARGS)

test: $(DEV) $(NODE_MODULES) ## Run all tests, those in a real browser too (ARGS="tests/ops -x", JOBS=4)
	@$(PY) -m tests.browser.chromium --install || test -z "$$CI"
	@$(PY) -m tests.servers.postgres --install || test -z "$$CI"
	@$(PY) -m tests.datasets.fashion_mnist --install || test -z "$$CI"
	$(NPM) test --silent
	OMP_WAIT_POLICY=PASSIVE $(PY) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(DEV) $(NODE_MODULES) ## Check formatting, style, types and the floors
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m ruff check $(CODE)
	$(PY) -m mypy --explicit-package-bases $(CODE)
	$(VENV)/bin/lint-imports
	$(PY) -m tests.columns
	$(NPM) run lint --silent

format: $(DEV) $(NODE_MODULES) ## Format the code and sort its imports
	$(PY) -m ruff check --select I --fix $(CODE)
	$(PY) -m ruff format $(CODE)
	$(NPM) run format --silent

bench: $(DEV) ## Measure what the promises about speed rest on
	$(PY) -m benchmarks $(ARGS)

remake:

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "cnnviz needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>/dev/null || echo missing)." \
		"Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment." \
		"On Debian and Ubuntu, install its package python3-venv." >&2; exit 1; }
	@$(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		&& grep -qF '$(CURDIR)/$(VENV)/bin/' $(VENV)/bin/pip \
		|| { rm -rf $(VENV) && $(PYTHON) -m venv $(VENV); }
	@printf '%s\n' '$(CURDIR)' > $@

$(RUN): $(MADE) requirements.txt
	@echo "Installing requirements.txt into $(VENV); the first time takes a minute or two."
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): $(MADE) requirements.txt requirements-dev.txt
	@echo "Installing requirements-dev.txt into $(VENV); the first time takes some minutes."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUN)

$(NODE_MODULES): package.json package-lock.json .npmrc | $(DEV)
	@$(NPM) ci --ignore-scripts --loglevel=error
	@touch $@
