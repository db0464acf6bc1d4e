"""The site as a browser meets it: a real server, a real Chromium."""
