"""What readers type over the results, in three languages → the results they must find.

Written from reading the texts, before the search of that language was written.
"""
