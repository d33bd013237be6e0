"""Python's cycle collector, kept still while much is made that lives on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, freeze: bool = False) -> Iterator[None]:
    """Without the collector, which would look through what grows again and again.

    With `freeze` what was made is left out of later collections, too, and of the one at the end of
    the program: for what lives until then.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if freeze:
            gc.freeze()
        if enabled:
            gc.enable()
