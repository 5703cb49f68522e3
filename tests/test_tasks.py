from __future__ import annotations

from corpus_utils.tasks import Task


def test_a_task_is_told_by_its_name_and_its_key():
    first = Task.of("vrstvy/p003", [["žofie", "quoted"]])
    assert first.id == "vrstvy/p003"
    assert first == Task.of("vrstvy/p003", [["žofie", "quoted"]])
    assert first.hash != Task.of("vrstvy/p003", [["žofie", "reported"]]).hash
    assert len(first.hash) == 12
