"""Which keys a deck file has, what stands under each, and what is wrong with an entry's shape."""
