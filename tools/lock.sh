#!/bin/sh
# Writes both lock files anew: exact versions with hashes for every platform, and no download address.
# Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --python-version 3.11 --quiet "$@"; }
lock --group build --output-file requirements.lock
lock --group dev --output-file requirements-dev.lock
