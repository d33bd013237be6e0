"""Use cases shared by every front end: what can be done, whatever shows it."""
