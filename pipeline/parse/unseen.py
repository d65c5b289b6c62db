"""Count what was left out of a page because nobody sees it, for the ledger."""

from __future__ import annotations


class Unseen:
    """Letters that were left out, by the reason."""

    def __init__(self) -> None:
        self._letters: dict[str, int] = {}

    def add(self, reason: str, letters: int) -> None:
        if letters:
            self._letters[reason] = self._letters.get(reason, 0) + letters

    def take(self, other: Unseen) -> None:
        """Add what another has counted."""
        for reason, letters in other._letters.items():
            self.add(reason, letters)

    def in_words(self) -> str | None:
        """Say what was left out; null where nothing was."""
        parts = [f"{count} {reason}" for reason, count in self._letters.items()]
        return f"has letters that nobody sees, which were left out: {', '.join(parts)}" if parts else None


def n_letters(text: str) -> int:
    """Return how many letters a text has, blanks not counted."""
    return len("".join(text.split()))
