"""The one way in which a fetch fails."""


class FetchError(Exception):
    """Raised by the fetch modules; `flows.fetch` makes it a refusal.

    `reason` is the word of the refusal. `passing` says that another try may succeed: nothing is
    recorded then until the tries are used up. `retry_after` are seconds that the server asked for.
    """

    def __init__(
        self, reason: str, detail: str, passing: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.passing = passing
        self.retry_after = retry_after
