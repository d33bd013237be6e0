"""The first tables: the state of each card, and the review log.

Nothing leads to them: a new file gets the tables of `storage/tables.py`, as they are now.
"""

revision = "0001"
down_revision = None
