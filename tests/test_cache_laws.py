"""Laws of the cache: what is kept comes back as it was, whatever it holds."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from journeymap import cache
from journeymap.cache import Kept, Witness
from journeymap.diagnostic import Diagnostic, Edit, Fix, Level, Passage, Place, Related, Span
from journeymap.escape import MapText
from journeymap.packing import as_bytes, dumped, from_json, to_json
from journeymap.source import DiskStore

places = st.builds(
    Place,
    st.text(min_size=1),
    st.lists(st.text() | st.integers(0, 99), max_size=4).map(tuple),
    st.builds(Span, *[st.integers(1, 999)] * 4),
)
texts = st.text(st.characters(categories=None)).map(MapText)
fixes = st.builds(
    Fix, st.lists(st.builds(Edit, st.builds(Span, *[st.integers(1, 9)] * 4), st.text()), max_size=2).map(tuple), st.booleans()
)
diagnostics = st.builds(
    Diagnostic,
    st.text(),
    st.sampled_from(Level),
    texts,
    places,
    st.none() | texts,
    st.lists(st.builds(Related, texts, places), max_size=2).map(tuple),
    st.none() | fixes,
    st.text(),
    st.text(),
    st.text(),
)


groups_of_a_file = st.lists(st.lists(diagnostics, max_size=3).map(tuple), max_size=3).map(tuple)
counts = st.integers(0, 99)
passages = st.builds(
    Passage,
    st.just("a.yaml"),
    st.lists(st.text(st.characters(categories=None)), max_size=2).map(tuple),
    st.tuples(counts, counts, counts),
    st.tuples(counts, counts),
)


@given(groups_of_a_file, groups_of_a_file, st.none() | passages)
def test_what_is_kept_comes_back_as_it_was(tmp_path_factory, groups, beside, passage):
    place = tmp_path_factory.mktemp("law")
    kept = cache.Cache(place / f"{'0' * 32}.json", "context")
    told = Kept(beside, passage)
    kept.keep("before.yaml", {}, dumped(groups), "form", Kept(groups, passage))
    kept.keep("a.yaml", {}, dumped(groups), "form", told)
    kept.save()
    witness = Witness(DiskStore(place, 10))

    def again() -> cache.Cache:
        read = cache.Cache(kept.place, "context")
        read._rows, read._body = cache._read_in(read)
        return read

    assert from_json(to_json(groups)) == groups
    assert kept.trouble == ""
    assert again().find("a.yaml", witness) == Kept(groups)
    assert again().find("a.yaml", witness, "another form") == Kept(groups)
    assert again().find("a.yaml", witness, "form") == (told if passage is not None else Kept(groups))

    resaved = again()
    resaved.keep("c.yaml", {}, b"[]", "", Kept(()))
    resaved.save()
    assert again().find("a.yaml", witness, "form") == (told if passage is not None else Kept(groups))


def test_two_halves_of_a_pair_stay_two():
    halves = "\ud83d" + "\ude00"

    assert json.loads(as_bytes({"a": halves}).decode("utf-8", "surrogatepass")) == {"a": halves}
