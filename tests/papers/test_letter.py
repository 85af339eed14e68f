from email.message import EmailMessage

import pikepdf
import pytest

from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.letter import ATTACHED


def mail(**headers) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "王示例 <wang@lanhai.example>"
    message["To"] = "ap@nordlicht.example"
    message["Date"] = "Fri, 12 Apr 2024 10:21:00 +0800"
    message["Subject"] = "Overdue invoice SZ-2024-0031 催款"
    for name, value in headers.items():
        message[name] = value
    return message


def test_a_mail_shows_its_head_its_words_and_what_was_attached(accept):
    message = mail()
    message.set_content("Dear Sirs,\nplease pay.\n请尽快付款。\n")
    message.add_attachment(b"x" * 5000, maintype="image", subtype="jpeg", filename="提单.jpg")
    paper, target = accept("a.eml", message.as_bytes())
    assert paper.media_type == "message/rfc822"
    text = paper.pages[0].text
    for words in (
        "王示例",
        "ap@nordlicht.example",
        "催款",
        "please pay.",
        "请尽快付款",
        "提单.jpg",
    ):
        assert words in text
    assert paper.notes == (ATTACHED.fill(names="提单.jpg (5 KB)"),)
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1


def test_an_html_mail_is_read_as_words_and_fetches_nothing(accept):
    message = mail()
    message.set_content(
        "<html><head><style>p{color:red}</style></head><body><p>Dear&nbsp;Sirs,</p>"
        "<img src='http://canary.example/pixel.gif'><p>second &amp; last<br>line</p>"
        "<script>canary()</script></body></html>",
        subtype="html",
    )
    paper, target = accept("a.eml", message.as_bytes())
    text = paper.pages[0].text
    assert "Dear Sirs," in text
    assert "second & last" in text
    assert "color" not in text
    assert "canary" not in text
    assert b"canary" not in target.read_bytes()


def test_a_chinese_mail_that_names_its_charset_too_narrowly_is_read(accept):
    head = b"From: a@b.example\nDate: Fri, 12 Apr 2024 10:21:00 +0800\nMIME-Version: 1.0\n"
    kind = b"Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
    paper, _ = accept("a.eml", head + kind + "朱镕先生：请付款".encode("gb18030"))
    assert "朱镕先生" in paper.pages[0].text


def test_a_mail_without_words_is_refused(refuse):
    assert refuse("a.eml", mail().as_bytes() + b"\n\n") == refusals.BAD_MAIL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_that_occur(encoding, accept):
    paper, _ = accept("chat.txt", "2024-03-11 张三：请付款".encode(encoding))
    assert paper.pages[0].text == "2024-03-11 张三：请付款"
    assert paper.media_type == "text/plain"


def test_a_long_text_runs_over_pages_and_nothing_is_lost(accept):
    lines = [f"line {number} of the record 记录第{number}行" for number in range(300)]
    paper, target = accept("long.txt", "\n".join(lines).encode())
    said = "\n".join(page.text for page in paper.pages).splitlines()
    assert said == lines
    assert len(paper.pages) == 7
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 7


def test_a_long_line_is_broken_without_losing_a_letter(accept):
    words = "如有疑问请联系我们（电话：0755-12345678）。" * 20 + "W" * 300
    paper, _ = accept("line.txt", words.encode())
    lines = paper.pages[0].text.splitlines()
    assert "".join(lines) == words
    assert len(lines) > 10
    assert not any(line.startswith(("，", "。", "）")) for line in lines)
    assert not any(line.endswith("（") for line in lines)


def test_rare_characters_keep_their_code(accept):
    paper, _ = accept("names.txt", "䶮 㛃 𬭎 镕".encode())
    assert paper.pages[0].text == "䶮 㛃 𬭎 镕"


def test_the_same_mail_gives_the_same_bytes(accept):
    message = mail()
    message.set_content("same")
    data = message.as_bytes()
    _, target = accept("a.eml", data)
    first = target.read_bytes()
    _, target = accept("b.eml", data)
    assert target.read_bytes() == first
