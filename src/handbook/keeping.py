"""Work that a build need not do again, because the records it is done on are what they were."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from handbook.model import Record

T = TypeVar("T")
R = TypeVar("R", bound=Record)

MOST = 256  # records of a block: one edit costs as many, and thousands are a few blocks


class Keeper(Protocol):
    """Gives what `make` makes of some records, or what an earlier build made of the same ones.

    `what` names the work. What is made must be plain values, which `marshal` can write, and may
    hang on the fields of these records and on how all records are linked, but on no texts of others
    (`prints.TEXTS`). Each of the records has an id.
    """

    def __call__(self, what: str, records: Sequence[Record], make: Callable[[], T]) -> T: ...


def anew(what: str, records: Sequence[Record], make: Callable[[], T]) -> T:
    """The keeper that keeps nothing."""
    return make()


def in_blocks(
    kept: Keeper, what: str, records: Sequence[R], make: Callable[[Sequence[R]], T]
) -> Iterator[T]:
    """What `make` makes of each block of up to `MOST` records, in their order."""
    for at in range(0, len(records), MOST):
        block = records[at : at + MOST]
        yield kept(f"{what} {at}", block, partial(make, block))
