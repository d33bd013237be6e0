"""Use cases of who learns, shared by every front end: what can be done, whatever shows it."""
