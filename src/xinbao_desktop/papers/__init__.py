"""Evidence intake: sniff, normalise to A4 PDF pages, read text, recognise the document type."""
