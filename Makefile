# Two commands for a newcomer: `make demo` and `make test`.
PORT ?= 8000
PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup setup-dev assets demo test bench trust-6 clean

help:
	@echo "make demo [PORT=8000] [RESET=1]   the seminar of November 2013, to walk through"
	@echo "make test [FAST=1]                everything that is checked before a change lands"
	@echo "make bench                        one table of measured figures"
	@echo "make trust-6                      mail under failures, in its long form"

# The stamp holds what was installed; a changed list installs again.
var/setup.stamp: requirements/base.txt pyproject.toml hatch_build.py
	@python3 -c 'import sys; sys.exit("Idétorg needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@test -x $(PY) || python3 -m venv .venv
	@echo "Installing (about half a minute the first time) …"
	@$(PY) -m pip install -q --no-compile --require-hashes -r requirements/base.txt
	@$(PY) -m pip install -q --no-compile --no-deps -e .
	@mkdir -p var && touch $@

var/setup-dev.stamp: var/setup.stamp requirements/dev.txt frontend/package-lock.json
	@echo "Installing what the checks need …"
	@$(PY) -m pip install -q --require-hashes -r requirements/dev.txt
	@mkdir -p var && touch $@

setup: var/setup.stamp

setup-dev: var/setup-dev.stamp

# In a checkout where the bundle's sources changed; a user's setup has built them already.
assets: setup-dev
	@$(PY) hatch_build.py

demo: setup
	@.venv/bin/idetorg demo --port $(PORT) --data-dir var/demo $(if $(RESET),--reset)

test: assets
	@PYTHON=$(PY) FAST=$(FAST) scripts/test

bench: assets
	@$(PY) -m bench

# The mail server down, slow, refusing and hanging; then 400 mails through 50 killed workers.
trust-6: assets
	@IDETORG_TRUST_LONG=1 $(PY) -m pytest -q -s -n 0 -p no:logging \
	    tests/mailer/test_server.py tests/mailer/test_crash.py

clean:
	rm -rf .venv var src/idetorg/core/static/dist
