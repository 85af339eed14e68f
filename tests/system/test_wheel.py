"""The wheel: everything it needs is inside, and it works far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = "xinbao_desktop/_data/"
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build it from a copy of the sources, so that nothing made earlier slips in."""
    out = tmp_path_factory.mktemp("wheel")
    sdist = out / "sdist"
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", sdist, cwd=ROOT)
    run("tar", "-xf", next(sdist.glob("*.tar.gz")), cwd=out)
    unpacked = next(out.glob("xinbao_desktop-*"))
    for made in unpacked.rglob("*.qm"):
        made.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=unpacked)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    """What is inside."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """An environment with the wheel; the libraries are those of the one that runs the tests."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(place, with_pip=False)
    folder = "Scripts" if sys.platform == "win32" else "bin"
    python = place / folder / ("python.exe" if sys.platform == "win32" else "python")
    asked = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place)
    site = Path(asked.stdout.strip())
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps",
        "--no-index", wheel, cwd=place,
    )  # fmt: skip
    (site / "borrowed.pth").write_text(borrowed_path(), encoding="utf-8")
    return python


def borrowed_path() -> str:
    """Return where the libraries of this environment lie."""
    import sqlalchemy

    return str(Path(sqlalchemy.__file__).parent.parent)


def test_every_resource_and_form_of_the_checkout_is_inside(names):
    """Nothing is found only because the checkout lies near."""
    for folder in ("resources", "forms"):
        wanted = {
            DATA + p.relative_to(ROOT).as_posix()
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and p.suffix != ".qm"
        }
        assert wanted
        assert wanted - names == set()


def test_the_compiled_translation_and_the_notices_are_inside(names):
    assert DATA + "resources/i18n/xinbao_zh_CN.qm" in names
    assert DATA + "THIRD-PARTY.md" in names
    assert DATA + "resources/fonts/OFL.txt" in names
    licences = {name.rsplit("/", 1)[-1] for name in names if ".dist-info/licenses/" in name}
    assert {"LICENSE", "THIRD-PARTY.md", "OFL.txt"} <= licences


def test_no_test_and_no_tool_is_inside(names):
    roots = {name.split("/", 1)[0] for name in names}
    assert len(roots) == 2
    assert all(root.startswith("xinbao_desktop") for root in roots)


def test_every_module_is_inside(names):
    source = ROOT / "src"
    modules = {p.relative_to(source).as_posix() for p in source.rglob("*.py")}
    assert modules - names == set()


def test_self_check_passes_in_another_environment_and_folder(python, tmp_path):
    """In a folder with a Chinese name and a space, with the user's folders there too."""
    elsewhere = tmp_path / "张三 的文件"
    elsewhere.mkdir()
    script = python.with_name("xinbao.exe" if sys.platform == "win32" else "xinbao")
    where = run(
        python, "-c", "import xinbao_desktop; print(xinbao_desktop.__file__)", cwd=elsewhere
    )
    assert str(ROOT / "src") not in where.stdout
    done = run(script, "self-check", "--lang", "en", cwd=elsewhere, HOME=str(elsewhere))
    assert "FAIL" not in done.stdout
    assert "translations" in done.stdout
