"""Signing in to the desk: password, second factor, one's own settings, and who may go where."""
