# The short menu. `make build` and `make test` need nothing but Python 3.11 (or newer) and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: build serve test browser check format golden bench clean

build: .venv/ready
	$(BIN)/newsgen build

serve: .venv/ready
	$(BIN)/newsgen serve

test: .venv/ready
	$(BIN)/pytest -n auto --ignore=tests/browser

# Needs Chromium (/usr/bin/chromium), Java and Node.js.
browser: .venv/ready tests/browser/node_modules/ready
	$(BIN)/pytest -n 2 --dist loadfile tests/browser

tests/browser/node_modules/ready: tests/browser/package.json
	cd tests/browser && npm install --no-package-lock --no-audit --no-fund --ignore-scripts
	touch $@

golden: .venv/ready
	GOLDEN=write $(BIN)/pytest tests/test_theme.py

check: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.venv/ready: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsgen needs Python 3.11 or newer: make PYTHON=python3.12 build")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

bench: .venv/ready
	$(BIN)/python benchmarks/run.py --sizes 10000

clean:
	rm -rf tests/browser/node_modules .venv .newsgen .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
