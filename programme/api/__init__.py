"""The public rows for programs: read-only JSON, page by page, and the description of it."""
