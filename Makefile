# The habits of this project. Nothing else knows the flags.
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
COMPILED := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))

.PHONY: run test check fmt messages bench

run: .venv/.run .env var/.static $(COMPILED) ## the site on 127.0.0.1, as in production
	@$(MANAGE) prepare
	@echo "Open http://127.0.0.1:$(PORT)/  (Ctrl-C ends it)"
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 \
	  --blocking-threads 4 --log-level warning --no-access-log sahel.wsgi:application

test: check ## linters, then every test on SQLite, PostgreSQL and in the browser
	$(BIN)/pytest -n 2
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --ignore tests/browser

check: .venv/.test .env var/.static $(COMPILED) ## linters, types, templates, imports, migrations, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) messages --check
	SITE_URL=https://example.org ALLOWED_HOSTS=example.org $(MANAGE) check --deploy --fail-level WARNING

fmt: .venv/.test ## format code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(find templates -name '*.html')

messages: .venv/.run .env ## find the words of the interface, update and compile both catalogues
	$(MANAGE) messages

bench: .venv/.test .env var/.static $(COMPILED) ## what pages and long files cost, as ratios within one run
	$(BIN)/python -m tests.bench

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.test: requirements.txt requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/.run

.env: | .venv/bin/python
	@umask 077 && $(BIN)/python -c "import secrets; print('SECRET_KEY=' + secrets.token_urlsafe(64))" > $@

var/.static: $(shell find static -type f) requirements.txt | .env
	@test -e .venv/.run || $(MAKE) .venv/.run
	@$(MANAGE) collectstatic --noinput --clear -v 0
	@touch $@

# Django reads the compiled catalogues; they lie beside their sources, and git ignores them.
%.mo: %.po requirements.txt | .env
	@test -e .venv/.run || $(MAKE) .venv/.run
	@$(MANAGE) messages --compile
