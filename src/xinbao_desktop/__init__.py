"""Xinbao Desktop (信保案卷): export credit insurance for small Chinese exporters, offline."""

__version__ = "0.1.0"
