"""The two kinds of fault: in what we wrote, and in a report that somebody else wrote."""

from __future__ import annotations


class JourneysError(Exception):
    """A fault that the command line prints in words, without a traceback."""


class RuleError(JourneysError):
    """A rule file is wrong: the run stops, and the message says where, what, and the remedy."""


class RuleHangsError(RuleError):
    """A rule's search did not come to its end on some text; `rule` is its id."""

    def __init__(self, message: str, rule: str) -> None:
        super().__init__(message, rule)
        self.rule = rule

    def __str__(self) -> str:
        return str(self.args[0])


class UsageError(JourneysError):
    """The command was asked for something it cannot do; the message says what to do instead."""


class DocumentError(JourneysError):
    """A file cannot be read as a report; the other files go on.

    The message becomes the report's `problem`: which page, what is the matter, what to do.
    """


class LockedError(DocumentError):
    """A file opens with a password only, and none that was given is it."""


class OpenError(DocumentError):
    """A file cannot be opened just now: it is gone, locked by the system, on a disk that is not there."""


class EvidenceError(JourneysError):
    """A finding's words do not stand where it says: nothing of its report is loaded."""


class StoreError(JourneysError):
    """The database cannot be read or written: locked, read-only, damaged, or the disk is full."""


class ClusterError(JourneysError):
    """The cluster that reads for a load is gone, or is not made of this program; what was loaded stands."""
