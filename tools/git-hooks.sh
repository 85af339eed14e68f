#!/bin/sh
# Install a hook that checks style, types and contracts before each commit.
set -eu
cd "$(dirname "$0")/.."
hook="$(git rev-parse --git-path hooks)/pre-commit"
cat > "$hook" <<'HOOK'
#!/bin/sh
set -eu
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports --no-logo
HOOK
chmod +x "$hook"
echo "$hook"
