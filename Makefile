# Everything is made in .venv, beside this file; nothing else on the machine is touched.
NOTICE ?=
OUT ?= demo-out
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(if $(shell $(name) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(name))))
RUN = .venv/bin/
.PHONY: setup demo test check spec serve docs corpus bench clean

setup: .venv/.ready

.venv/.ready: pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found. Install one and run make again."; exit 1; }
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip --upgrade >/dev/null
	@.venv/bin/python -m uv --version >/dev/null 2>&1 || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv/bin/python -m uv sync --quiet --frozen --inexact --extra pdf
	@touch $@

demo:
	@began=$$(date +%s); $(MAKE) --no-print-directory setup && echo "Set up in $$(($$(date +%s) - began)) s." >&2
	@$(RUN)schoolgate demo $(NOTICE) --out $(OUT) $(DEMO_FLAGS)

serve: setup
	@$(RUN)schoolgate up

check: setup
	$(RUN)ruff check
	$(RUN)ruff format --check
	$(RUN)mypy
	$(RUN)lint-imports
	$(RUN)pytest tests/test_shape.py tests/test_docs.py tests/test_contracts.py

# A file's tests stay together: they share what is dear to make, such as a home or a server.
ALL = $(RUN)pytest --numprocesses auto --maxprocesses 4 --dist loadfile --ignore $(ALONE)
# It doubles its own process, which may have one thread only: beside others pytest's has more.
ALONE = tests/actions/test_makers.py

test: check
	$(RUN)pytest $(ALONE)
	$(ALL)
	SCHOOLGATE_TEST_DATABASE=postgresql $(ALL) tests/store tests/server tests/actions

docs: setup
	$(RUN)python tools/write_docs.py

corpus: setup
	@$(RUN)python tests/corpus/score.py
	@$(RUN)python -m tests.corpus.flows
	@$(RUN)python -m tests.corpus.prose

bench: setup
	$(RUN)python bench/reading.py
	$(RUN)python bench/ledger.py

clean:
	rm -rf .venv demo-out
