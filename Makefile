# Every command of the project; `make` alone lists them.

HOST ?= 127.0.0.1
PORT ?= 8050
PY := .venv/bin/python

.PHONY: help run test setup browser postgres office build bench audit reference lint clean
.NOTPARALLEL:

help: ## List these commands.
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 18

run: setup ## Serve the site, after all that it needs; for another address: make run HOST=0.0.0.0 PORT=80.
	@$(PY) -m observatory build || [ -e var/current ] # refused, and said so: the last published data are served
	@exec $(PY) -m observatory serve --host $(HOST) --port $(PORT)

test: setup browser postgres office ## Run every test, with a real browser, database and office program.
	@$(PY) -m pytest -n auto

setup: .venv/ready assets/vendor/LICENCES.txt ## Install the Python packages and make the front-end files.

.venv/ready: pyproject.toml uv.lock setup/machine.sh setup/python.sh
	@setup/python.sh
	@touch $@

assets/vendor/LICENCES.txt: $(wildcard setup/package*.json setup/*.mjs setup/plotly/*.js) setup/machine.sh setup/assets.sh | .venv/ready
	@setup/assets.sh

browser: .venv/ready ## Install Chromium, for the tests.
	@setup/browser.sh

postgres: ## Install PostgreSQL, for the tests.
	@setup/postgres.sh

office: ## Install LibreOffice, for the tests.
	@setup/office.sh

build: setup ## Build the data again and publish it.
	@$(PY) -m observatory build

bench: setup ## Measure the speed of the site, of the build and of the reading of a large file.
	@$(PY) -m benchmarks.bench

audit: setup ## Run the long campaigns (bad files, kills, full disks, flipped bits), and keep the count.
	@$(PY) -m benchmarks.audit

reference: setup ## Write the territories and their outlines again, from the official code.
	@PATH="$$PATH:$(CURDIR)/.venv/bin" $(PY) setup/reference.py
	@$(PY) setup/outlines.py

templates: setup ## Write the templates that producers fill in again, from their declarations.
	@$(PY) -m setup.templates

lint: setup ## Check the style of the code.
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check

clean: ## Remove what the set-up and the tests made; the published data stay.
	rm -rf .tools .venv assets/vendor setup/node_modules .hypothesis .pytest_cache .ruff_cache
