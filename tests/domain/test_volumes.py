"""Whatever the sizes and limits, no page is lost or doubled, and no volume is over without need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.domain.volumes import Load, Room, Span, divided

if TYPE_CHECKING:
    from collections.abc import Sequence

LOADS = st.lists(
    st.builds(
        Load,
        sizes=st.lists(st.sampled_from([0.0, 1_000.0, 250_000.0, 3e6]), min_size=1, max_size=90)
        .flatmap(lambda sizes: st.sampled_from([sizes, sizes[:1] * len(sizes)]))
        .map(tuple),
        section=st.integers(0, 4),
        divisible=st.booleans(),
    ),
    max_size=25,
).map(lambda loads: sorted(loads, key=lambda load: load.section))
ROOMS = st.builds(
    Room,
    limits=st.builds(
        Limits,
        st.one_of(st.none(), st.integers(12, 120)),
        st.one_of(st.none(), st.integers(100_000, 20_000_000)),
    ),
    fronts=st.lists(st.integers(0, 20), min_size=1, max_size=3).map(tuple),
    front_bytes=st.sampled_from([0.0, 90_000.0]),
    dividers=st.dictionaries(st.integers(0, 4), st.integers(1, 3)),
    two_sided=st.booleans(),
)


def pages_of(volume: Sequence[Span], loads: Sequence[Load], front: int, room: Room) -> int:
    """Count a volume's pages anew, as they are laid out."""
    pages, section = front, None
    for span in volume:
        load = loads[span.document]
        if load.section != section:
            pages += pages % 2 if room.two_sided else 0
            pages += room.dividers.get(load.section, 0)
            section = load.section
        pages += pages % 2 if room.two_sided else 0
        pages += span.last - span.first
    return pages


@given(LOADS, ROOMS)
def test_every_page_lies_in_exactly_one_volume_and_in_order(loads: list[Load], room: Room) -> None:
    found = [(s.document, page) for v in divided(loads, room) for s in v for page in
             range(s.first, s.last)]  # fmt: skip
    assert found == [(n, page) for n, load in enumerate(loads) for page in range(load.pages)]


@given(LOADS, ROOMS)
@example(  # a form too large for any file, then a paper that weighs nothing
    [Load((250_000.0,), divisible=False), Load((0.0,) * 13)],
    Room(limits=Limits(12, 100_000), fronts=(0,)),
)
def test_a_volume_is_over_its_limit_only_with_what_cannot_be_divided(
    loads: list[Load], room: Room
) -> None:
    for number, volume in enumerate(divided(loads, room)):
        size = room.front_bytes + sum(
            sum(loads[s.document].sizes[s.first : s.last]) for s in volume
        )
        pages = pages_of(volume, loads, room.front(number), room)
        limits = room.limits
        over = (limits.pages is not None and pages > limits.pages) or (
            limits.size is not None and size > limits.size
        )
        if over and volume:
            (only,) = volume
            assert not loads[only.document].divisible or only.last - only.first == 1


@given(LOADS, ROOMS)
def test_only_a_document_that_fits_no_volume_is_divided(loads: list[Load], room: Room) -> None:
    volumes = divided(loads, room)
    spans = [s for volume in volumes for s in volume]
    for number, load in enumerate(loads):
        if sum(s.document == number for s in spans) < 2:
            continue
        first = next(v for v, volume in enumerate(volumes) if any(
            s.document == number for s in volume))  # fmt: skip
        alone = [Span(number, 0, load.pages)]
        pages = pages_of(alone, loads, room.front(first), room)
        limits = room.limits
        too_long = limits.pages is not None and pages > limits.pages
        size = room.front_bytes + sum(load.sizes)
        assert load.divisible
        assert too_long or (limits.size is not None and size > limits.size)


@given(LOADS, ROOMS)
def test_only_the_first_volume_may_be_without_documents(loads: list[Load], room: Room) -> None:
    volumes = divided(loads, room)
    assert all(volumes[1:])


@given(LOADS)
def test_without_limits_there_is_one_volume(loads: list[Load]) -> None:
    assert len(divided(loads, Room(limits=Limits()))) == 1
