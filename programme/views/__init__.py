"""Public pages, one module a section of the addresses."""
