"""Whether a client's paper may be part of a PDF/A-1b file (ISO 19005-1:2005), and why not.

The judgement is careful: what is not surely allowed hinders, so that a packet claims nothing it
does not keep. Pictures and simple pages pass; what is seldom met is not looked into any deeper.
``paper`` walks through a paper's pages, the other modules know one kind of object each.
"""

from xinbao_desktop.packet.pdfa.paper import hindrance_of
from xinbao_desktop.packet.pdfa.taming import tame

__all__ = ["hindrance_of", "tame"]
