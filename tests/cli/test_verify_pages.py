"""The command line names pages as a person writes them; the JSON names each."""

from __future__ import annotations

import json

import pikepdf

from xinbao_desktop.cli import main


def test_pages_in_a_row_are_printed_as_a_range(tmp_path, capsys):
    path = tmp_path / "stranger.pdf"
    with pikepdf.Pdf.new() as pdf:
        for number in range(5):
            pdf.add_blank_page(page_size=(595.28, 841.89))
            if number == 3:
                pdf.pages[-1].obj.Rotate = 90
        pdf.save(path)
    assert main(["verify", str(path), "--lang", "en"]) == 1
    lines = {line[:3]: line for line in capsys.readouterr().out.splitlines()}
    assert " 1-5 " in lines["V10"]
    assert " 4 " in lines["V12"]
    main(["verify", str(path), "--json"])
    checks = {c["id"]: c for c in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["V10"]["pages"] == [1, 2, 3, 4, 5]
