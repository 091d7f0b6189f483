# make setup | setup-cluster | demo | test | check | fix | bench      (ARGS="…" adds options: make demo ARGS="--port 9000")
PYTHON ?= python3
BIN := .venv/bin
# Every command and every server is a process of its own: the code it reads in is kept compiled, a third of each start.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup setup-dev setup-cluster demo test check fix bench

help:
	@echo "make setup   everything it takes to run, into .venv (the command is then $(BIN)/dongthuan)"
	@echo "make setup-cluster   Spark as well (456 MB), for consolidate --engine spark; needs Java 17"
	@echo "make demo    the Ninh Bình demo, at the address it prints; Ctrl-C stops it"
	@echo "make test    the tests; what needs chromium, LibreOffice or a PostgreSQL server says so and is skipped"
	@echo "make check   style, types, who imports whom, templates, translations, settings, migrations"
	@echo "make fix     put right what a tool can put right"
	@echo "make bench   the measurements of benchmarks/ (slow at full size: ARGS=\"--scale 0.01\")"

setup:
	@$(PYTHON) tools/bootstrap.py

setup-dev:
	@$(PYTHON) tools/bootstrap.py --dev

setup-cluster: setup
	@$(PYTHON) tools/bootstrap.py --cluster

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
