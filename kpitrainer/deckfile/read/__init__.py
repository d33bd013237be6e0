"""From a deck file to its deck, with every diagnostic."""
