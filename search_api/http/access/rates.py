"""How often one may ask: a moving minute for each account, or address where nobody is signed in."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_JUMP_S = 5
"""A clock set by more than this makes the counts worthless: they start anew, instead of refusing until it catches up."""
SIGN_IN = frozenset({"/v1/login", "/v1/signin", "/v1/me/password"})


class Rates:
    """Counts in the memory of this process; a restart forgets them.

    Args:
        requests: Requests in a minute of one account or address; 0 for no limit.
        sign_ins: Tries to sign in within a minute from one address; 0 for no limit.
    """

    def __init__(self, requests: int, sign_ins: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._clock = _offset()
        self._requests = RateLimitItemPerMinute(requests) if requests else None
        self._sign_ins = RateLimitItemPerMinute(sign_ins) if sign_ins else None

    def wait_s(self, who: str, address: str, method: str, path: str) -> int:
        """Seconds until this request may be asked again; 0 when it may be answered now, which counts it.

        Args:
            who: Login name; empty for nobody.
            address: Where the request came from.
            method: Its method.
            path: Its path.
        """
        if self._sign_ins and method == "POST" and path in SIGN_IN:
            wait = self._hit(self._sign_ins, f"sign-in {address}")
            if wait:
                return wait
        return self._hit(self._requests, f"user {who}" if who else f"address {address}")

    def _hit(self, limit: RateLimitItemPerMinute | None, key: str) -> int:
        if limit is None:
            return 0
        if abs(_offset() - self._clock) > _JUMP_S:  # what was counted lies in another time now
            self._clock = _offset()
            self._limiter.storage.reset()
        if self._limiter.hit(limit, key):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time()))


def _offset() -> float:
    """How far the clock is from the one that cannot be set."""
    return time.time() - time.monotonic()
