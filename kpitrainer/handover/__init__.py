"""Decks from hand to hand: fetched from where they are, added, looked for anew, removed.

Only `download` speaks to the network, and only `repository` runs another program, which is git.
"""
