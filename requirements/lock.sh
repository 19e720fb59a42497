#!/bin/sh
# lock.sh VENV: make the lock files anew from pyproject.toml. Hashes, no addresses.
set -eu
uv="$1/bin/uv"
compile() { "$uv" pip compile --quiet --generate-hashes --universal --python-version 3.11 \
    --no-annotate --no-header pyproject.toml "$@"; }
compile -o requirements/runtime.txt
compile --constraint requirements/runtime.txt --extra bucket -o requirements/bucket.txt
compile --constraint requirements/runtime.txt --extra postgresql -o requirements/postgresql.txt
compile --constraint requirements/runtime.txt --extra webhooks -o requirements/webhooks.txt
compile --group test -o requirements/test.txt
compile --group bench -o requirements/bench.txt
