import logging
from decimal import Decimal
from pathlib import Path

import pytest

from xinbao_desktop.files.logs import FILE_NAME, discreet_message, set_up_logs, take_down_logs

SECRETS = ("深圳示例照明", "Northwind GmbH", "12345.67", "91440300MA5EXAMP1X", "/home/zhang")


@pytest.fixture
def log(tmp_path):
    set_up_logs(tmp_path / "logs")
    yield tmp_path / "logs" / FILE_NAME
    take_down_logs()


def test_a_log_tells_counts_and_code_words_and_nothing_a_client_entered(log):
    logger = logging.getLogger("xinbao_desktop.app")
    logger.info("imported %d rows of %s in %s", 40, "shipments", Path(SECRETS[4]))
    logger.warning("buyer %s owes %s", SECRETS[1], Decimal(SECRETS[2]))
    logger.info("company %(name)s", {"name": SECRETS[0]})
    logger.info("number %s, %r", SECRETS[3], ValueError(SECRETS[0]))
    words = log.read_text(encoding="utf-8")
    assert "imported 40 rows of shipments in …" in words
    assert "ValueError" in words
    assert not [secret for secret in SECRETS if secret in words]


def test_an_exception_is_logged_by_its_type_and_place_without_its_words(log):
    try:
        {}[SECRETS[0]]
    except KeyError:
        logging.getLogger("xinbao_desktop.gui").exception("unexpected")
    words = log.read_text(encoding="utf-8")
    assert "KeyError" in words
    assert f"{Path(__file__).name}:" in words
    assert str(Path(__file__).parent) not in words
    assert SECRETS[0] not in words


@pytest.mark.parametrize(
    ("message", "values", "words"),
    [
        ("%d of %d", ("a long Name",), "%d of %d"),
        ("%d rows", ("深圳",), "%d rows"),
        (ValueError("深圳"), (), "ValueError"),
    ],
)
def test_a_message_that_does_not_fit_its_values_breaks_nothing(message, values, words):
    record = logging.LogRecord("xinbao_desktop", logging.INFO, "a.py", 1, message, values, None)
    assert discreet_message(record) == words


def test_the_log_is_bounded(log):
    logger = logging.getLogger("xinbao_desktop")
    for _ in range(40_000):
        logger.info("a line of about eighty characters, again and again, to fill up the file")
    sizes = [path.stat().st_size for path in log.parent.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= 512 * 1024
