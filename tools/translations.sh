#!/bin/sh
# Bring the window's translations up to date with its source, and compile them.
# New sentences come in as unfinished; a test fails until each is translated.
set -eu
cd "$(dirname "$0")/.."
qt="$(${PYTHON:-.venv/bin/python} -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)')"
export LD_LIBRARY_PATH="$qt/Qt/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
find src/xinbao_desktop/gui -name '*.py' | LC_ALL=C sort > build-sources.lst
trap 'rm -f build-sources.lst' EXIT
"$qt/lupdate" -silent -extensions py -no-obsolete -locations none \
    @build-sources.lst -ts resources/i18n/xinbao_zh_CN.ts
"${PYTHON:-.venv/bin/python}" -c 'from pathlib import Path; import hatch_build; hatch_build.compile_all(Path("resources/i18n"))'
