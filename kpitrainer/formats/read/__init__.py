"""One file a format: each reads what another program wrote into a `DraftDeck`."""
