"""Why a notice was not sent. The words are shown to staff, and never quote a provider: its
messages repeat phone numbers and addresses.
"""


class NotSent(Exception):
    """`uncertain`: it may have arrived all the same, the answer was never heard."""

    def __init__(self, problem: str, uncertain: bool = False):
        super().__init__(problem)
        self.problem = str(problem)
        self.uncertain = uncertain


class LineDown(NotSent):
    """Nothing gets through there now: the others needn't try either."""


class Later(NotSent):
    """This one not now; others may."""


class Never(NotSent):
    """It will be refused however often it is tried."""


class NotNeeded(NotSent):
    """What it tells about is no more, or nobody is there to be told."""
