"""What other programs' files hold, as decks: recognised, read, mended, brought up to date."""
