# make run    the whole site on http://127.0.0.1:8000 (PORT=… for another port)
# make test   everything that must hold, browser tests among them
# make test-postgresql   all of it on PostgreSQL; `make test` runs what may differ there
# make proof  the same, tried thousands of times; hours (ONLY="spam purge": just these)
# make pictures   the screenshots in docs/pictures, anew
# make screenshots   every kind of page at many widths, by night, on paper, into screenshots/
# make lighthouse    Lighthouse on every kind of page; the table goes into docs/lighthouse.md
# make check  style, types, migrations, translations
# make bench  how fast the export is, beside Hugo and others (QUICK=1: a first look)
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder
export XINYU_PORT := $(PORT)

.PHONY: run test test-postgresql proof pictures screenshots lighthouse check bench lock clean

run: $(VENV)/.runtime locale
	@$(PY) manage.py start

test: $(VENV)/.test locale check
	@$(PY) tests/needs.py
	@$(PY) -m pytest $(SIDE_BY_SIDE)
	@$(PY) -m tests.on_postgresql -m pytest $(SIDE_BY_SIDE) -m both_databases

test-postgresql: $(VENV)/.test locale
	@$(PY) tests/needs.py
	@$(PY) -m tests.on_postgresql -m pytest $(SIDE_BY_SIDE)

proof: $(VENV)/.test locale
	@$(PY) -m tests.proofs.run $(ONLY)

pictures: $(VENV)/.test locale
	@$(PY) tests/needs.py
	@$(PY) -m tests.pictures $(ONLY)

screenshots: $(VENV)/.test locale
	@$(PY) tests/needs.py
	@$(PY) -m tests.screenshots $(ONLY)

lighthouse: $(VENV)/.test locale
	@$(PY) tests/needs.py
	@$(PY) -m tests.lighthouse $(ONLY)

check: $(VENV)/.test locale
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy site pages news
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m tests.untranslated

# In an environment of its own: what we are measured against wants other versions.
bench: $(VENV)-bench/.bench locale
	@$(VENV)-bench/bin/python -m tests.benchmarks $(if $(QUICK),--quick)

# The lock files carry hashes and no addresses; uv reads them in seconds, pip is the fallback.
$(VENV)/.runtime: requirements/runtime.txt
	@sh requirements/install.sh $(PYTHON) $(VENV) requirements/runtime.txt
	@touch $@

$(VENV)/.test: requirements/test.txt
	@sh requirements/install.sh $(PYTHON) $(VENV) requirements/test.txt
	@touch $@ $(VENV)/.runtime

$(VENV)-bench/.bench: requirements/bench.txt
	@sh requirements/install.sh $(PYTHON) $(VENV)-bench requirements/bench.txt
	@touch $@

locale: $(patsubst %.po,%.mo,$(wildcard site/locale/*/LC_MESSAGES/*.po))

%.mo: %.po | $(VENV)/.runtime
	@$(VENV)/bin/pybabel --quiet compile -i $< -o $@

lock:
	sh requirements/lock.sh $(VENV)

clean:
	rm -rf $(VENV) $(VENV)-bench .lighthouse screenshots build build.next build.previous var
