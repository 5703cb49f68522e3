import json

import pytest

from corpus_utils.anchors import (
    BITS,
    CHECK_BITS,
    CHECK_LETTERS,
    STEP,
    WINDOW,
    encode,
    fingerprint,
    from_fields,
    hasher,
    released_bits,
    rolling,
    to_fields,
)
from corpus_utils.errors import DataError
from corpus_utils.tokens import letters
from tests.essay import essay

STREAM = letters(essay(400)).stream


def made():
    starts = [0, STREAM.index("zürich".replace("ü", "u")), len(STREAM) - 5]
    return fingerprint("essay", STREAM, starts=starts, ends=[5, len(STREAM)])


def test_a_window_in_every_hundred_letters_is_hashed():
    anchors = made()
    assert anchors.letters == len(STREAM)
    every = list(rolling(STREAM))
    assert list(anchors.hashes) == every[::STEP]
    assert len(every) == len(STREAM) - WINDOW + 1
    assert all(0 <= value < 2**BITS for value in anchors.hashes)


def test_checks_cover_twelve_letters_or_what_there_is():
    anchors, check = made(), hasher(CHECK_BITS)
    assert anchors.starts[0] == check(encode(STREAM[:CHECK_LETTERS]))
    assert anchors.starts[len(STREAM) - 5] == check(encode(STREAM[-5:]))
    assert anchors.ends[5] == check(encode(STREAM[:5]))
    assert anchors.ends[len(STREAM)] == check(encode(STREAM[-CHECK_LETTERS:]))


@pytest.mark.parametrize("options", [{"starts": [-1]}, {"starts": [10**6]}, {"ends": [0]}])
def test_a_boundary_outside_the_text_is_refused(options):
    with pytest.raises(ValueError, match="in a stream of"):
        fingerprint("essay", STREAM, **options)


def test_fields_survive_json_and_leave_other_fields_alone():
    fields = json.loads(json.dumps(to_fields(made()) | {"paragraphs": [], "notes": []}))
    assert from_fields(fields) == made()


def test_no_letter_of_the_text_is_in_the_fields():
    packed = json.dumps(
        {k: v for k, v in to_fields(made()).items() if k in {"hashes", "starts", "ends"}}
    )
    assert not any(STREAM[i : i + 7] in packed for i in range(len(STREAM) - 7))


def test_a_short_or_empty_text_has_no_anchors_and_can_be_written():
    for stream in ("", "déjàvu"):
        anchors = fingerprint("short", stream)
        assert anchors.hashes == ()
        assert from_fields(to_fields(anchors)) == anchors


def test_released_bits_count_anchors_and_checks():
    anchors = made()
    assert released_bits(anchors) == len(anchors.hashes) * BITS + 5 * CHECK_BITS
    bare = fingerprint("essay", STREAM)
    assert released_bits(bare) / len(STREAM) * 100 <= 48


@pytest.mark.parametrize(
    ("change", "path", "fragment"),
    [
        ({"format": 2}, "format", "reads 1"),
        ({"bits": True}, "bits", "reads 20"),
        ({"key": ""}, "key", "missing"),
        ({"letters": "many"}, "letters", "number of letters"),
        ({"letters": -5}, "letters", "number of letters"),
        ({"hashes": "xyz"}, "hashes", "hexadecimal"),
        ({"hashes": "00"}, "hashes", "digits"),
        ({"check": None}, "check.letters", "reads 12"),
        ({"starts": []}, "starts", "mapping"),
        ({"starts": {"ä": "0000"}}, "starts.ä", "no letter offset"),
        ({"starts": {"9" * 5000: "0000"}}, "starts.999", "no letter offset"),
        ({"ends": {"0": "0000"}}, "ends.0", "no letter offset"),
        ({"ends": {"7": "ffff"}}, "ends.7", "more than 14 bits"),
        ({"ends": {"7": 12}}, "ends.7", "four hexadecimal"),
    ],
)
def test_malformed_fields_are_named_with_file_and_path(change, path, fragment):
    with pytest.raises(DataError) as caught:
        from_fields(to_fields(made()) | change, file="anchors.json")
    told = [p for p in caught.value.problems if p.path.startswith(path)]
    assert told
    assert fragment in told[0].message
    assert told[0].file == "anchors.json"


def test_all_faults_are_told_at_once():
    with pytest.raises(DataError) as caught:
        from_fields(to_fields(made()) | {"format": 0, "key": None, "ends": None})
    assert [p.path for p in caught.value.problems] == ["format", "key", "ends"]


def test_fields_that_are_no_mapping_are_refused():
    with pytest.raises(DataError, match="mapping"):
        from_fields(["anchors"], file="anchors.json")
