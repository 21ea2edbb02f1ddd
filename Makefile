# The whole workshop: `make env` once, then `make run` or `make test`. CONTRIBUTING.md says more.
.PHONY: env run test check bench quality campaign lock audit clean
BIN    := .venv/bin
PYTEST := $(BIN)/python -m pytest
LOCK   := uv pip compile --quiet --upgrade --universal --python-version 3.11 \
          --generate-hashes --no-emit-index-url --no-header --no-annotate

env: .venv/.complete  # the environment .venv, from the locks; made again only when they change
.venv/.complete: requirements/build.lock requirements/dev.lock
	@sh tools/make_env.sh

run: env  # the site with the samples on http://127.0.0.1:8000 (another port: PORT=8080 make run)
	@$(BIN)/python tools/run_samples.py

test: check  # everything that must hold; pytest's summary comes last
	@$(PYTEST) -n 2

check: env  # style, types, the import law, sizes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/python tools/check_sizes.py

bench: env  # figures of speed and size, beside plain baselines
	@$(BIN)/python -m benchmarks

quality: env  # figures of ranking and detection, beside plain baselines
	@$(BIN)/python -m tests.quality

campaign: env  # the long runs: kills, full disks, mutations
	@$(PYTEST) -m campaign tests

lock:  # the locks anew, from requirements/build.in and pyproject.toml (needs uv, only here)
	$(LOCK) requirements/build.in -o requirements/build.lock
	$(LOCK) pyproject.toml -o requirements/run.lock
	$(LOCK) pyproject.toml --group dev -c requirements/run.lock -o requirements/dev.lock

audit: env  # known vulnerabilities in what is locked (needs pip-audit and a network, only here)
	@$(BIN)/python tools/audit.py

clean:  # everything that was made, the samples' data too
	rm -rf .venv var build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
