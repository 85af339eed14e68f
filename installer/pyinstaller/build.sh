#!/bin/sh
# Build one folder with the program in it, and prove that it works where no Python is:
#   installer/pyinstaller/build.sh OUT
# Wants an environment with requirements.lock and PyInstaller; PYTHON names its interpreter.
set -eu
[ "$#" -eq 1 ] || { echo "usage: $0 OUT" >&2; exit 2; }
root="$(cd "$(dirname "$0")/../.." && pwd)"
mkdir -p "$1"
out="$(cd "$1" && pwd)"
export XINBAO_ROOT="$root"
cd "$root"
"${PYTHON:-python3}" -c 'from pathlib import Path; import hatch_build; hatch_build.compile_all(Path("resources/i18n"))'
cd "$out"
"${PYTHON:-python3}" -m PyInstaller --noconfirm --log-level WARN \
    --distpath "$out" --workpath "$out/work" "$root/installer/pyinstaller/xinbao.spec"
rm -rf "$out/work"

# The proof: an empty environment, another folder, every part of the self-check.
trial="$(mktemp -d)"
trap 'rm -rf "$trial"' EXIT
cd "$trial"
env -i HOME="$trial" LANG="${LANG:-C.UTF-8}" "$out/xinbao-desktop/xinbao" self-check
du -sh "$out/xinbao-desktop"
