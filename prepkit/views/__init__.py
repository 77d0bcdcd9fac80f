"""Draws: forms, tables, charts, pages. Never stores."""
