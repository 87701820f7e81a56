# The short menu. `make build` and `make test` need nothing but Python 3.11 (or newer) and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: build serve test browser servers check format golden bench clean

build: $(VENV)/ready
	$(BIN)/newsgen build

serve: $(VENV)/ready
	$(BIN)/newsgen serve

test: $(VENV)/tools
	$(BIN)/pytest -n auto --ignore=tests/browser --ignore=tests/servers

# Needs Chromium (/usr/bin/chromium), Java and Node.js.
browser: $(VENV)/tools tests/browser/node_modules/ready
	$(BIN)/pytest -n 2 --dist loadfile tests/browser

# Needs nginx, Apache, Caddy, aria2 and wget.
servers: $(VENV)/tools
	$(BIN)/pytest -n 2 --dist loadfile tests/servers

tests/browser/node_modules/ready: tests/browser/package.json
	cd tests/browser && npm install --no-package-lock --no-audit --no-fund --ignore-scripts
	touch $@

golden: $(VENV)/tools
	GOLDEN=write $(BIN)/pytest tests/test_theme.py

check: $(VENV)/tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/tools
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsgen needs Python 3.11 or newer: make PYTHON=python3.12 build")'
	@echo "Installing newsgen into $(VENV), once: this takes half a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade "pip>=25.1"
	@$(PIP) --editable .
	@touch $@

$(VENV)/tools: $(VENV)/ready
	@echo "Installing what the tests need into $(VENV), once: this takes a minute."
	@$(PIP) --editable . --group dev
	@touch $@

bench: $(VENV)/tools
	$(BIN)/python benchmarks/run.py --sizes 10000

clean:
	rm -rf tests/browser/node_modules $(VENV) .newsgen .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
