"""What a PDF is and holds. No Django in here: it runs in a process of its own, under limits."""
