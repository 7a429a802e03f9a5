"""Where files come from: what is due, downloaded or dropped, kept as it came, and its journal."""
