"""The words of the interface in French and Arabic: found, kept, compiled and checked."""
