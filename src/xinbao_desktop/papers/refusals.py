"""The reasons for which a file is not accepted as a paper, each true and with what to do.

Only sentences and the exception that carries one up to the worker's border.
"""

from __future__ import annotations

from xinbao_desktop.text import Text


class RefusedError(Exception):
    """Carries a refusal from deep inside a conversion to its border; never leaves ``papers``."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


EMPTY = Text(
    "文件是空的（0 字节），请重新复制或向对方重新索取",
    "The file is empty (0 bytes); copy it again or ask for it again",
)
NOT_A_FILE = Text(
    "不是可读取的普通文件，请检查路径和权限",
    "This is not a file that can be read; check the path and the permission",
)
TOO_LARGE = Text(
    "文件有 {size} MB，超过 {limit} MB 上限，请拆分后再添加",
    "The file has {size} MB, more than the {limit} MB accepted; split it and add the parts",
)
TOO_MANY_PAGES = Text(
    "共 {pages} 页，超过 {limit} 页上限，请拆分后再添加",
    "It has {pages} pages, more than the {limit} accepted; split it and add the parts",
)
NO_PAGES = Text(
    "PDF 里没有任何页面，请重新导出或重新索取",
    "The PDF holds no page at all; export it again or ask for it again",
)
PASSWORD = Text(
    "PDF 需要打开密码，请用密码打开后另存为不加密的 PDF 再添加",
    "The PDF asks for a password; open it with the password, save it without, and add that copy",
)
DAMAGED_PDF = Text(
    "PDF 已损坏，无法修复，请重新导出或向对方重新索取",
    "The PDF is damaged beyond repair; export it again or ask for it again",
)
NOTHING_LEFT = Text(
    "PDF 已损坏，修复后各页都是空白，内容很可能已丢失，请重新索取",
    "The PDF is damaged, and all its pages are blank after repair, so its content is probably "
    "lost; ask for it again",
)
XFA = Text(
    "这是 XFA 动态表单，只有 Adobe Reader 能显示内容；请在其中打开并打印为 PDF 后再添加",
    "This is a dynamic XFA form whose content shows in Adobe Reader alone; open it there, print "
    "it to PDF and add that",
)
BLANK_XFA = Text(
    "这份空白表是 XFA 动态表单，表单域只有 Adobe Reader 能读；请向保险人索取普通 PDF 表单"
    "（AcroForm），或在 Adobe Reader 中打印为 PDF 后再添加，然后在页面上标出填写位置",
    "This blank is a dynamic XFA form whose fields Adobe Reader alone can read; ask the insurer "
    "for an ordinary PDF form (AcroForm), or print it to PDF in Adobe Reader, add that, and mark "
    "on its pages where to fill in",
)
TOO_MANY_FIELDS = Text(
    "空白表有超过 {limit} 个表单域（可能是恶意文件），不予接收",
    "The blank has more than {limit} fields (it may be hostile) and is not accepted",
)
NOT_A_PDF = Text(
    "空白表应当是 PDF 文件；请向保险人索取 PDF 版，或打印为 PDF 后再添加",
    "A blank has to be a PDF; ask the insurer for one, or print it to PDF and add that",
)
DAMAGED_PICTURE = Text(
    "图片已损坏或不完整，无法读出，请重新扫描、拍照或索取",
    "The picture is damaged or incomplete and cannot be read; scan, photograph or ask for it again",
)
PICTURE_TOO_BIG = Text(
    "图片为 {width}×{height} 像素，超过 {limit} 百万像素上限，请以 300 dpi 以内重新扫描",
    "The picture has {width}×{height} pixels, more than the {limit} million accepted; "
    "scan it again at no more than 300 dpi",
)
STREAM_TOO_BIG = Text(
    "PDF 的内容解压后超过 {limit} MB（可能是恶意文件），不予接收",
    "The PDF unpacks to more than {limit} MB (it may be hostile) and is not accepted",
)
WEB_PAGE = Text(
    "这是网页（HTML），不是单证文件{named}；请在浏览器中打印为 PDF 后再添加",
    "This is a web page (HTML), not a paper{named}; print it to PDF in the browser and add that",
)
ARCHIVE = Text(
    "这是压缩包（{kind}），请解压后添加其中的文件",
    "This is an archive ({kind}); unpack it and add the files inside",
)
PROGRAM = Text(
    "这是可执行程序，不是单证，不予接收",
    "This is a program, not a paper, and is not accepted",
)
OFFICE = Text(
    "文件类型为 {kind}，请先打印（另存）为 PDF 再添加",
    "This file belongs to {kind}; print it to PDF first and add that",
)
OFFICE_PASSWORD = Text(
    "这是加密的 Office 文件，需要密码；请用密码打开并打印为 PDF 后再添加",
    "This is an encrypted Office file that asks for a password; open it with the password, print "
    "it to PDF and add that",
)
OFD = Text(
    "这是 OFD 版式文件，请用 OFD 阅读器转换或打印为 PDF 后再添加",
    "This is an OFD file; convert or print it to PDF with an OFD reader and add that",
)
MESSAGE_OUTLOOK = Text(
    "这是 Outlook 邮件（.msg），请另存为 .eml 或打印为 PDF 后再添加",
    "This is an Outlook message (.msg); save it as .eml or print it to PDF and add that",
)
MEDIA = Text(
    "这是音频或视频文件，不能印成纸页；请截图或写成文字说明后再添加",
    "This is sound or video and cannot be printed; add a screenshot or a written account instead",
)
OTHER_PICTURE = Text(
    "暂不支持 {kind} 格式，请另存为 PDF、JPEG 或 PNG 后再添加",
    "The format {kind} is not accepted; save it as PDF, JPEG or PNG and add that",
)
UNKNOWN = Text(
    "认不出文件格式；可接收 PDF、JPEG、PNG、TIFF、HEIC 图片、.eml 邮件和纯文本",
    "The format is not recognised; PDF, JPEG, PNG, TIFF and HEIC pictures, .eml mail and plain "
    "text are accepted",
)
MISNAMED = Text(
    "内容与扩展名不符，既不是 PDF 也不是可识别的图片（可能没有下载完整），请重新下载或索取",
    "The content is not what the name says, neither a PDF nor a picture that is known (perhaps "
    "an unfinished download); fetch it again or ask for it again",
)
NO_WORDS = Text("文件里只有空白，没有内容", "The file holds nothing but blanks")
TIMEOUT = Text(
    "处理超过 {seconds} 秒仍未完成，已停止；文件可能异常，请打印为 PDF 或拆分后再添加",
    "Reading it took more than {seconds} seconds and was stopped; the file may be malformed: "
    "print it to PDF or split it, and add that",
)
MEMORY = Text(
    "处理所需内存超过 {limit} MB，已停止；请降低分辨率或拆分后再添加",
    "Reading it needs more than {limit} MB of memory and was stopped; lower the resolution or "
    "split it, and add that",
)
CRASHED = Text(
    "读取时转换程序异常退出，文件很可能已损坏或过大；请打印为 PDF 或重新索取后再添加",
    "The converter crashed while reading it, so the file is probably damaged or far too large; "
    "print it to PDF or ask for it again",
)
UNREADABLE = Text(
    "文件内容不符合其格式（{kind}），无法转换；请打印为 PDF 或重新索取后再添加",
    "The content does not follow its own format ({kind}) and cannot be converted; print it to "
    "PDF or ask for it again",
)
DISK_FULL = Text(
    "磁盘已满，无法转换；这个文件没有问题，请腾出空间后再添加一次",
    "The disk is full, so it could not be converted; nothing is wrong with the file: free some "
    "space and add it again",
)
BAD_TEXT = Text(
    "认不出文本的编码，请另存为 UTF-8 文本或打印为 PDF 后再添加",
    "The encoding of the text is not recognised; save it as UTF-8 or print it to PDF",
)
BAD_MAIL = Text(
    "邮件里没有可读的正文，请在邮件程序中打印为 PDF 后再添加",
    "The mail holds no text that can be read; print it to PDF in the mail program and add that",
)
