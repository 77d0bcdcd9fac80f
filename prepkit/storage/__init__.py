"""Bytes in, bytes out: revisions in one SQLite file. Never draws."""
