"""The files around the code: lock files, README, documents, notices."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

from xinbao_desktop.cli.parser import make_parser

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)
ADDRESS = re.compile(r"https?://|file:|--(extra-)?index-url|--find-links|git\+", re.IGNORECASE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
COMMAND = re.compile(r"(?:`|bin/|Scripts.)xinbao ([a-z][a-z-]*)")
LOCKS = ("requirements.lock", "requirements-dev.lock")
SCRIPT_SUFFIXES = {".sh"}


def pins(text: str) -> dict[str, str]:
    """Return what a lock file pins."""
    return dict(PIN.findall(text))


def block(readme: str, name: str) -> str:
    """Return the fenced block right under ``<!-- run: name -->``."""
    found = re.search(
        rf"^<!-- run: {name} -->\n```sh\n(.+?)\n```$", readme, re.MULTILINE | re.DOTALL
    )
    assert found, f"no block under <!-- run: {name} -->"
    return found[1]


def test_lock_files_hold_hashes_and_no_address(root):
    """What is installed is fixed, from wherever it comes."""
    for name in LOCKS:
        text = (root / name).read_text("utf-8")
        assert not ADDRESS.search(text), name
        for entry in re.split(r"\n(?=[a-z0-9])", text.strip()):
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_both_lock_files_agree(root):
    """Tests run with the versions that users get."""
    run, dev = (pins((root / name).read_text("utf-8")) for name in LOCKS)
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_is_locked(root):
    """A dependency added to the project needs new lock files."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in project["dependencies"]}
    assert names <= set(pins((root / LOCKS[0]).read_text("utf-8")))


def test_the_readme_says_the_same_on_every_system(root):
    """The commands for Windows install the same lock files and run the same job."""
    readme = (root / "README.md").read_text("utf-8")
    shells = re.findall(r"^```powershell\n(.+?)\n```$", readme, re.MULTILINE | re.DOTALL)
    for name, lock, job in (
        ("demo", LOCKS[0], "xinbao demo out"),
        ("tests", LOCKS[1], "-m pytest"),
    ):
        command = block(readme, name)
        assert f"--require-hashes -r {lock}" in command
        assert command.rstrip().endswith(job)
        assert any(f"--require-hashes -r {lock}" in s and s.endswith(job) for s in shells), name


def test_links_between_documents_lead_somewhere(root, texts):
    """A moved document takes its links along."""
    wrong = [
        f"{file.relative_to(root)} -> {link}"
        for file in texts
        if file.suffix == ".md"
        for link in LINK.findall(file.read_text("utf-8"))
        if not (file.parent / link).exists()
    ]
    assert wrong == []


def test_every_command_a_document_names_exists(root, texts):
    """A renamed command takes the documents along."""
    known = set(make_parser()._subparsers._group_actions[0].choices)
    wrong = [
        f"{file.relative_to(root)}: xinbao {command}"
        for file in texts
        if file.suffix == ".md"
        for command in COMMAND.findall(file.read_text("utf-8"))
        if command not in known
    ]
    assert {"demo", "verify"} <= known
    assert wrong == []


def test_third_party_notices_are_in_step(root):
    """Made anew from the lock file and the installed packages, they are the same."""
    command = [sys.executable, str(root / "tools" / "notices.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_scripts_can_be_run(root, texts):
    """Scripts name their shell and stop at the first error."""
    scripts = [f for f in texts if f.suffix in SCRIPT_SUFFIXES or f == root / ".ci" / "run"]
    assert root / ".ci" / "run" in scripts
    for script in scripts:
        text = script.read_text("utf-8")
        assert text.startswith("#!"), script
        assert re.search(r"^set -eu", text, re.MULTILINE), script
