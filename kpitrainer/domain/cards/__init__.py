"""Cards, decks, and one showing of a card."""
