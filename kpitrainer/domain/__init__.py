"""What cards, decks, answers, memory and sessions are: pure, no input or output."""
