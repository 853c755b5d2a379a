# `make` alone lists the targets. PORT, BIND, ORIGIN and every setting of README.md may be given: make run PORT=8001
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
BIND ?= 127.0.0.1
VAR_DIR ?= $(CURDIR)/var
export PORT BIND VAR_DIR
BIN := .venv/bin
# What `make run` decides by itself, for the commands that speak to the same site.
LOCAL = ORIGIN="$${ORIGIN:-http://localhost:$(PORT)}"
MANAGE = $(LOCAL) $(BIN)/python site/manage.py

.PHONY: help run dev test check bench doors crash mutants statements lint format lock advisories code manage

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 18

run: ## Install, prepare and serve the site with demonstration content, on http://localhost:8000
	@exec $(PYTHON) tools/run.py

dev: ## The same, for writing code: reloads, explains its errors, prints mails
	@$(PYTHON) tools/run.py --dev

test: ## Everything that must pass: lint, checks, both databases, browser
	@exec $(PYTHON) tools/test.py

check: lint ## Before a commit, in under a minute: lint, types and the consistency of the code
	@$(BIN)/python -m pytest -q -p no:cacheprovider tests/consistency

bench: ## Time the site beside a bare Django view: make bench [SCALE=100]
	@exec env PYTHONPATH=tools $(PYTHON) tests/performance/bench.py

doors: ## Time the doors for a known and an unknown card or address: make doors [TRIES=200]
	@$(BIN)/python -m pytest -q -p no:cacheprovider -p no:xdist tests/performance/doors.py

crash: ## Kill the site a hundred times while people write, and look for what is lost: make crash [ROUNDS=100]
	@exec env PYTHONPATH=tools $(PYTHON) tests/performance/crash.py

mutants: ## Change the modules that decide, line by line, and see whether a test notices: make mutants [MODULES="…"]
	@exec env PYTHONPATH=tools $(PYTHON) tests/mutants/run.py

statements: ## Choose again which tests run on SQLite alone, by the statements that each sends to PostgreSQL
	@exec env PYTHONPATH=tools:. $(PYTHON) tests/both_databases/choose.py

lint: ## Ruff, template lint, import contracts, types: what can be said without running the code
	@$(PYTHON) tools/install.py dev && $(PYTHON) tools/lint.py

format: ## Rewrite code and templates the way `make lint` wants them
	@$(PYTHON) tools/install.py dev && $(PYTHON) tools/lint.py --fix

lock: ## Compute the locked versions and the list of parts again: make lock [UPGRADE=1]
	@$(PYTHON) tools/install.py dev && $(PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)

advisories: ## Ask OSV whether a part, in its locked version, is under an advisory
	@exec $(PYTHON) tools/advisories.py

code: ## Print the current second-factor code of a demonstration person: make code USER=…
	@test "$(origin USER)" = "command line" || { echo "Usage: make code USER=…"; exit 2; }
	@$(MANAGE) code "$(USER)"

manage: ## Any Django command on the site of `make run`: make manage DO="showmigrations"
	@$(MANAGE) $(DO)
