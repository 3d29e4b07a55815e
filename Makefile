# Everything starts from here; `make help` says what there is. The work is done by the modules in ops/.
PYTHON ?= python3
PORT ?= 8000
SEARCH ?= embedded

export PORT SEARCH ES_PORT

.DEFAULT_GOAL := help
.PHONY: help run test lint mutants elasticsearch arrows lock bench tour validate packages messages

help: ## what can be made
	@echo "绿鉴 Lüjian"
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## the filled site on 127.0.0.1 (PORT=8000, SEARCH=embedded or elastic)
	@$(PYTHON) -m ops.run

test: ## all that CI checks, about half an hour on two cores
	@$(PYTHON) -m ops.check

lint: ## the quick checks: format, lint, templates, types, arrows, migrations
	@$(PYTHON) -m ops.check --quick

mutants: ## do the tests notice small changes? takes three quarters of an hour (ONLY='search.core.query.*' names some)
	@$(PYTHON) -m ops.mutants $(ONLY)

elasticsearch: ## a real Elasticsearch node on 127.0.0.1 until interrupted (ES_PORT=9200)
	@$(PYTHON) -m ops.elasticsearch start

arrows: ## draw the layers into docs/architecture.md
	@$(PYTHON) -m ops.arrows

lock: ## resolve the dependencies again into the requirements files
	@$(PYTHON) -m ops.lock

bench: ## the benchmarks there are
	@$(PYTHON) -m ops.bench

tour: packages ## the pictures of docs/tour.md, from the demonstration, and the page (after a change of words: --text)
	@.venv/bin/python -m ops.tour

validate: packages ## validators over every public address of the demonstration (ONLY='links markup' names some)
	@.venv/bin/python -m ops.validate $(ONLY)

packages:
	@$(PYTHON) -c "from ops import environment, places; environment.ensure(places.TEST_LOCK)"

NOT_OURS := --ignore .venv --ignore var --ignore node_modules --ignore tests
messages: packages ## gather the interface texts into locale/ and compile them (needs gettext)
	@.venv/bin/django-admin makemessages --locale zh_Hans --locale en --no-wrap --no-obsolete --add-location file $(NOT_OURS)
	@.venv/bin/django-admin compilemessages $(NOT_OURS)
