"""Use cases of who writes decks: the preview, the editor, edits during a session."""
