"""Takes requests out of the inbox as a table that a supervisor downloads, and keeps a record of it.

The sign-ups of a gathering go out by the same form, record and files (sign_up.staff.export).
Not here: the copy that a person gets of their own (person_export), the website (site/export).
"""
