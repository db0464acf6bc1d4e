"""What pages and files cost: `python -m tests.bench`."""
