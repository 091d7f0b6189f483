# make setup | demo | test | check | fix | bench      (ARGS="…" adds options: make demo ARGS="--port 9000")

# A distribution builds its Python with profile-guided optimization: a third faster than one a version manager compiled.
# So the system's own, where it is new enough and whole, before whatever comes first in the path.
ASK := import ctypes, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(or $(shell for p in /usr/bin/python3 python3; do $$p -c '$(ASK)' 2>/dev/null && echo $$p && break; done),python3)
BIN := .venv/bin
.PHONY: help setup setup-dev demo test check fix bench

help:
	@echo "make setup   everything it takes to run, into .venv (the command is then $(BIN)/dongthuan)"
	@echo "make demo    the Ninh Bình demo, at the address it prints; Ctrl-C stops it"
	@echo "make test    the tests; what needs chromium, LibreOffice or a PostgreSQL server says so and is skipped"
	@echo "make check   style, types, who imports whom, templates, translations, settings, migrations"
	@echo "make fix     put right what a tool can put right"
	@echo "make bench   the measurements of benchmarks/ (slow at full size: ARGS=\"--scale 0.01\")"

setup:
	@$(PYTHON) tools/bootstrap.py

setup-dev:
	@$(PYTHON) tools/bootstrap.py --dev

demo: setup
	@$(BIN)/dongthuan demo $(ARGS)

test: setup-dev
	@$(BIN)/python -m pytest $(ARGS)

check: setup-dev
	@$(BIN)/python tools/check.py

fix: setup-dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python tools/messages.py extract && $(BIN)/python tools/messages.py compile
	@$(BIN)/python tools/diagrams.py
	@$(BIN)/python tools/law.py

bench: setup-dev
	@$(BIN)/python -m benchmarks $(ARGS)
