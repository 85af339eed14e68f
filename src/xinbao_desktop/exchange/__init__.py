"""Workbook, CSV, JSON and ICS, in and out."""
