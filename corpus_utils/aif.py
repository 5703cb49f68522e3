"""Argument maps in the Argument Interchange Format, as the JSON that AIFdb reads and writes.

Chesñevar et al. (2006), "Towards an argument interchange format", Knowledge
Engineering Review 21(4). Claims are I-nodes; a support step is an RA-node, an
attack or undercut a CA-node. An undercut leads to the RA-node or CA-node of
the step that it denies.
"""

from __future__ import annotations

from typing import Any

from corpus_utils.claims import Argument

_SCHEMES = {
    "support": ("RA", "Default Inference"),
    "attack": ("CA", "Default Conflict"),
    "undercut": ("CA", "Default Conflict"),
}


def to_aif(argument: Argument) -> dict[str, Any]:
    """Return ``argument`` as a dict for JSON: ``nodes``, ``edges`` and an empty list of ``locutions``.

    Node ids are the ids of the map. The text of an I-node is the claim's gist, which
    says who holds it; that of the others is the reason of the step.
    """
    nodes = [{"nodeID": claim.id, "text": claim.gist, "type": "I"} for claim in argument.claims]
    ends: list[tuple[str, str]] = []
    for step in argument.relations:
        kind, scheme = _SCHEMES[step.kind]
        nodes.append({"nodeID": step.id, "text": step.reason, "type": kind, "scheme": scheme})
        ends += [*((source, step.id) for source in step.sources), (step.id, step.to)]
    edges = [
        {"edgeID": str(number), "fromID": source, "toID": to}
        for number, (source, to) in enumerate(ends, 1)
    ]
    return {"nodes": nodes, "edges": edges, "locutions": []}
