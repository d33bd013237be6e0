"""The tables of the log's second edition.

Nothing leads to them: a new file gets the tables of `storage/tables.py`, as they are now, and so
does one of the first edition (revisions 0001 to 0003), which `storage/first_edition.py` rewrites.
"""

revision = "0004"
down_revision = None
