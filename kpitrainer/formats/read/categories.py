"""The categories of a quiz: of several, each tags its cards; one alone is the deck's title."""

from kpitrainer.formats.draft import DraftDeck, beginning

_ABOVE_ALL = frozenset({"", "top", "$course$", "$system$", "$cat$", "$module$", "$category$"})
_LONGEST = 100


class Categories:
    """Those that a file names, in the order in which it does."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        self.tags: list[str] = []
        """The tag of the questions that come now, if any."""

    def begin(self, path: str) -> None:
        """Let the category `path` begin: its name stands behind the last `/` (`//` is a sign)."""
        name = path.replace("//", "\ue0f7").split("/")[-1].replace("\ue0f7", "/").strip()
        self.tags = [] if name in _ABOVE_ALL else [" ".join(name.split())[:_LONGEST].strip()]
        self._names.update(dict.fromkeys(self.tags))

    def finish(self, deck: DraftDeck) -> None:
        """Let one category alone be the title, and tell of them."""
        if len(self._names) > 1:
            names = beginning(", ".join(self._names))
            deck.tell("import.categories", count=len(self._names), names=names)
        for name in self._names if len(self._names) == 1 else ():
            deck.title = name
            deck.tell("import.category", category=name)
            for draft in deck.drafts:
                if draft.fields.get("tags", [])[:1] == [name]:
                    draft.fields["tags"] = draft.fields["tags"][1:]
