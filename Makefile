# make demo   set everything up, run the main job on samples/, show the events found
# make test   set everything up, run all tests
# make lint   ruff and mypy
# make lock   renew requirements.lock from pyproject.toml
# make clean  remove the environment and everything that was built

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/ready
DEMO_HOME ?= build/demo
PYTEST_FLAGS ?= -n auto

.PHONY: setup demo test lint lock clean

setup: $(READY)

# The stamp is newer than all that it was made from: a second call does nothing.
$(READY): requirements.lock pyproject.toml .ci/bootstrap.py
	@echo "Setting up .venv (once; a minute or two)"
	@$(PYTHON) .ci/bootstrap.py
	@touch $@

demo: $(READY)
	@rm -rf $(DEMO_HOME)
	$(BIN)/summitry run samples --home $(DEMO_HOME)
	$(BIN)/summitry events --home $(DEMO_HOME)

test: $(READY)
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(READY)
	$(BIN)/python -m pip install -q --upgrade --target build/uv uv
	build/uv/bin/uv pip compile pyproject.toml --extra dev --generate-hashes \
		--python-version 3.11 --universal --no-header -o requirements.lock
	# old pip looks for the newest "sqlalchemy[asyncio]" where only "sqlalchemy" is pinned
	sed -i 's/^sqlalchemy==/sqlalchemy[asyncio]==/' requirements.lock

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
