# make demo   set everything up, load the sample corpus, open it in a browser's reach
# make load   the same without serving
# make test   set everything up with the test tools, run the whole suite
# make check  formatting, lint, types and the import contract; CONTRIBUTING.md tells of the other targets, for those who work on it
#
# The environment is made again only when the lock file or pyproject.toml changes.

PYTHON ?= python3
VENV   ?= .venv
DB     ?= db/findings.db
PORT   ?= 8001

BIN     := $(VENV)/bin
JOURNEYS := $(BIN)/journeys
READY   := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test
CODE := pipeline tests corpus benchmarks .ci

.PHONY: demo load test check soak audit licences docs measure bench picture lock english corpus clean

demo: load
	@$(JOURNEYS) browse --db $(DB) --port $(PORT)

load: $(READY)
	@$(JOURNEYS) load corpus/reports/*.pdf --manifest corpus/manifest.csv --db $(DB)

# A program of the system that tests need, under any of its names: $(call program,names,Debian's package,which tests)
define program
	@for name in $(1); do command -v $$name >/dev/null && exit 0; done; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Debian's $(2) for the $(3) tests"; \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(2); \
	  else \
	    echo "The $(3) tests need $(firstword $(1)): install your system's package '$(2)', then run make test again."; exit 1; \
	  fi
endef

test: $(READY_TEST)
	$(call program,chromium chromium-browser,chromium,browser)
	$(call program,tesseract,tesseract-ocr,scan)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(READY_TEST)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# The long runs of which the suite holds short versions: 250 loads killed, and 60 with their reading processes, the sample (and real
# reports, where they lie beside the project) spoilt in many ways, 700 odd files, every expression of the rules tried, and 2,000 reports
# loaded while 50 readers look on, in 2 GB of memory. Each ends with 0 where nothing was lost and nothing hung.
soak: $(READY_TEST)
	@$(BIN)/python -m tests.soak.kills $(or $(KILLS),250)
	@$(BIN)/python -m tests.soak.real_kills $(or $(REAL_KILLS),60)
	@$(BIN)/python -m tests.soak.shipped_rules
	@$(BIN)/python -m tests.soak.mutants $(wildcard corpus/reports ../shared/reports/inspections) --each $(or $(EACH),20)
	@$(BIN)/python -m tests.soak.odd
	@$(BIN)/python -m tests.soak.pile --files $(or $(FILES),2000)

# Known holes in the packages of the lock file, asked of a database on the net; said loudly where that cannot be had.
audit: $(READY)
	@.ci/audit

licences: $(READY_TEST)
	@$(BIN)/python .ci/licences.py

docs: $(READY_TEST)
	@$(BIN)/python -W ignore -m pipeline.rules.needs > needs.json && mv needs.json rules/needs.json
	@$(BIN)/cog -r README.md SCALING.md

picture: $(READY_TEST)
	@$(BIN)/python -m tests.browse.picture

# The figures of the README: of the sample always, of real reports where the folder with their gold lies beside the project.
measure: $(READY_TEST)
	@$(BIN)/python -m benchmarks.measure "The sample, as PDF" corpus/reports corpus/gold --suffix .pdf
	@$(BIN)/python -m benchmarks.measure "The sample, as Word files" corpus/reports corpus/gold --suffix .docx
	@if [ -d ../shared/gold ]; then \
	  $(BIN)/python -m benchmarks.measure "Real committee reports, as PDF" ../shared/renditions/*.pdf ../shared/gold --suffix .pdf; \
	  $(BIN)/python -m benchmarks.measure "Real inspection reports" ../shared/reports/inspections ../shared/gold --suffix .pdf; \
	fi
	@$(BIN)/python -m benchmarks.road

# Four readers of dates and percentages side by side, and four of tables where the competition's files lie beside the project;
# makes environments of their own for two of them.
bench: $(READY_TEST)
	@$(BIN)/python -m benchmarks.side_by_side
	@if [ -d ../shared/data/icdar-2013 ]; then $(BIN)/python -m benchmarks.icdar; fi
	@if [ -d ../shared/reports/inspections ]; then $(BIN)/python -m benchmarks.speed ../shared/reports/inspections; fi

# Needs uv beside the project's own environment; writes versions and hashes, no addresses.
lock:
	@python3 .ci/lock.py

# The parser's weights anew from a folder with the treebank's three parts, about 40 minutes: make english TREEBANK=UD_English-EWT
english: $(READY)
	@test -n "$(TREEBANK)" || { echo "Name the treebank's folder: make english TREEBANK=UD_English-EWT"; exit 1; }
	@$(BIN)/python -m pipeline.english.train "$(TREEBANK)" --output $(or $(OUTPUT),english-model)

corpus: $(READY_TEST)
	@$(BIN)/python -m corpus.make

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || { echo "Making the environment in $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "Installing the packages of requirements.lock"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(READY_TEST): $(READY) requirements-test.lock
	@echo "Installing the test tools of requirements-test.lock"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-test.lock
	@touch $@

clean:
	rm -rf $(VENV) db/findings.db db/findings.db-shm db/findings.db-wal
