"""What a page or a form field of a PDF inherits from the nodes above it."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary

DEPTH = 64
"""Nodes to go up; a damaged file may be its own parent."""


def inherited(node: Any, key: str) -> Any:
    """Return what a node, or the nearest one it belongs to, says under a key; else None."""
    for _ in range(DEPTH):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
