"""Mock exams: a paper drawn from decks and a seed, its marking, and what the log holds of it."""
