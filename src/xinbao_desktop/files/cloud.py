"""Notice a folder that a cloud program copies elsewhere while a client file lies in it.

Such programs copy a file at any moment, also in the middle of a change, and keep two versions
when two people edit; the user is warned, never stopped.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

WARNING = Text(
    "{file} 位于{service}同步文件夹中：同步程序可能在写入中途复制文件，或在两台电脑同时编辑时产生"
    "冲突副本。建议把客户文件移到普通文件夹，只把备份放进同步文件夹。",
    "{file} lies in a folder that {service} synchronises: it may be copied in the middle of a "
    "change, or split in two when two computers edit it. Keep client files in an ordinary folder "
    "and put only backups here.",
)

_SERVICES: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text(" OneDrive ", "OneDrive"), ("onedrive", "skydrive")),
    (Text("坚果云", "Nutstore"), ("nutstore", "坚果云")),
    (Text("百度网盘", "Baidu Netdisk"), ("baidunetdisk", "baidusync", "baiduyun", "百度网盘")),
    (Text(" Dropbox ", "Dropbox"), ("dropbox",)),
    (
        Text(" iCloud ", "iCloud"),
        ("icloud", "mobile documents", "com~apple~clouddocs"),
    ),
    (Text(" Google Drive ", "Google Drive"), ("google drive", "googledrive", "my drive")),
    (
        Text(" WPS 云盘", "WPS Cloud"),
        ("wpsdrive", "wps云盘", "wps 云盘", "wps网盘", "kingsoft cloud"),
    ),
    (Text("微云", "Weiyun"), ("weiyun", "微云")),
    (Text("阿里云盘", "Aliyun Drive"), ("aliyundrive", "阿里云盘")),
    (Text("天翼云盘", "eCloud"), ("ecloud", "天翼云盘")),
    (Text("和彩云", "mCloud"), ("mcloud", "和彩云", "中国移动云盘")),
    (Text("360 安全云盘", "360 Cloud"), ("360安全云盘", "360cloud", "360云盘")),
    (Text("云", "a cloud service"), ("cloudstorage", "synologydrive", "nextcloud", "owncloud")),
)
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_MARKERS = ((".dropbox", 3), (".nutstore", 1))


def cloud_warning(path: Path, environment: Mapping[str, str] = os.environ) -> Text | None:
    """Return a warning if a client file lies in a synchronised folder, else None."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - resolving would lose the folder's name
    for folder in (place.parent, place.resolve().parent):
        service = _service_of(folder, environment)
        if service is not None:
            return WARNING.fill(file=path.name, service=service)
    return None


def _service_of(folder: Path, environment: Mapping[str, str]) -> Text | None:
    for variable in _VARIABLES:
        root = environment.get(variable)
        if root and folder.is_relative_to(Path(root)):
            return _SERVICES[0][0]
    for part in folder.parts:
        words = part.casefold()
        for service, names in _SERVICES:
            if any(_is_named(words, name) for name in names):
                return service
    for above in (folder, *folder.parents):
        for marker, number in _MARKERS:
            if (above / marker).exists():
                return _SERVICES[number][0]
    return None


def _is_named(words: str, name: str) -> bool:
    """Say whether a folder carries a service's name: at its start, or anywhere in Chinese."""
    return words.startswith(name) if name.isascii() else name in words
