# Two commands matter: `make run` and `make test`. The README shows the same without make.
# The value of a setting: what make or the environment says, else what the file says that the site reads, too.
QUOTED = '$(subst ','\'',$(1))'
FROM_FILE = $(shell LC_ALL=C awk -v name=$(1) -f tools/setting.awk $(call QUOTED,$(or $(ENV_FILE),.env)) 2>/dev/null)
setting = $(if $(filter undefined,$(origin $(1))),$(FROM_FILE),$($(1)))
DATABASE_URL := $(call setting,DATABASE_URL)
PYTHON := $(or $(call setting,PYTHON),python3)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet --no-input
PYTEST := $(PY) -m pytest
# PostgreSQL needs its driver: its lock is the same with the driver added.
RUN_LOCK := requirements/$(if $(filter postgres% POSTGRES%,$(DATABASE_URL)),postgres,run).txt
FILE ?=

.PHONY: run test bench backup restore lock

run: .venv/$(notdir $(RUN_LOCK)).installed
	@exec $(PY) manage.py serve

# Everything but the browser's tests on SQLite and on PostgreSQL; then the browser's, on SQLite: each worker has one site.
# What was compiled once is not compiled anew for each worker of each run, whatever the environment says.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/test.txt.installed
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -m "not browser"
	TEST_ON=postgresql $(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -m "not browser"
	$(PYTEST) -n 2 --dist loadfile --no-loadscope-reorder -m browser

# How fast it is, into benchmarks/RESULTS.md. `make bench OPTIONS="--sizes S --pages dossier* --rounds 1"` takes a minute.
bench: .venv/test.txt.installed
	@exec $(PY) -m benchmarks $(OPTIONS)

backup: .venv/$(notdir $(RUN_LOCK)).installed
	@$(PY) manage.py backup $(FILE)

restore: .venv/$(notdir $(RUN_LOCK)).installed
	@test -n "$(FILE)" || { echo "Say which backup: make restore FILE=var/backups/….tar.gz"; exit 1; }
	@$(PY) manage.py restore "$(FILE)"

.venv/%.installed: requirements/% | .venv/bin/python
	@echo "Installing what requirements/$* names…"
	@$(PIP) install --require-hashes -r $<
	@touch $@

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This site needs Python 3.11 or newer; $(PYTHON) is older or missing. Name another: make PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; echo "On Debian: apt install python3-venv"; exit 1; }

# Newest versions that pyproject.toml allows; hashes of every file, so that they hold for each Python and platform.
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --upgrade --strip-extras --generate-hashes \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe
lock: .venv/lock.txt.installed
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml -c requirements/run.txt --extra postgres -o requirements/postgres.txt
	$(LOCK) pyproject.toml -c requirements/postgres.txt --extra postgres --extra redis --extra s3 --extra pdf -o requirements/nodes.txt
	$(LOCK) pyproject.toml -c requirements/nodes.txt --extra postgres --extra redis --extra s3 --extra pdf --extra test -o requirements/test.txt
	$(LOCK) pyproject.toml -c requirements/run.txt --extra lock -o requirements/lock.txt
