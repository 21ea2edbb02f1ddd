#!/bin/sh
# Makes .venv from the first Python >= 3.11 found and installs the locked requirements, hashes checked.
# It writes nothing outside .venv but the project's own *.egg-info; ends with the stamp .venv/.complete, which
# is newer than the locks only when everything was installed. $PYTHON chooses another interpreter.
set -eu
cd "$(dirname "$0")/.."

fail() {
    printf 'make env: %s\n' "$*" >&2
    exit 1
}

# Started, not only looked up: a version manager's shim may stand in PATH for a version it does not have.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

if ! is_new_enough .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python) || fail "no Python >= 3.11 found (tried: ${PYTHON:-python3, python3.14 … python3.11, python});" \
        "install one, or name it: make env PYTHON=/path/to/python3"
    "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
        fail "python3-venv is missing for $python: on Debian or Ubuntu, apt install python3-venv"
    printf 'make env: .venv from %s\n' "$("$python" --version) ($python)"
    rm -rf .venv
    "$python" -m venv .venv || fail "$python -m venv failed: on Debian or Ubuntu, apt install python3-venv"
fi

rm -f .venv/.complete
install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@"
}
# jieba is published as source only: what builds it is locked too, and comes first.
install --require-hashes -r requirements/build.lock
install --require-hashes --no-build-isolation -r requirements/dev.lock
install --no-deps --no-build-isolation --editable .
touch .venv/.complete
