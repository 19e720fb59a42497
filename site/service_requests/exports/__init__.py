"""Takes requests out of the inbox as a table that a supervisor downloads, and keeps a record of it.

Not here: the copy that a person gets of their own (person_export), the website (site/export).
"""
