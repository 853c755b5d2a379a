"""Where files are kept, when it is not a disk of this machine."""


class StoreAwayError(OSError):
    """The store does not answer, or refuses: it may do a little later."""
