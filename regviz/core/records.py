"""What a reader predicted, checked and answered in this kernel, for `answers()` to show."""

RECORDS: dict[tuple[str, str], dict] = {}  # (kind, id) -> what is kept of it


def remember(kind: str, name: str, answer: str, right: bool | None, lesson="", asked="") -> None:
    """Keep one try: the first answer, the last one, how many there were, whether it was ever right.

    `right` is None where an answer is neither right nor wrong.
    """
    kept = RECORDS.setdefault((kind, name), {
        "kind": kind, "id": name, "lesson": lesson, "asked": asked, "tries": 0, "first": answer,
        "right_at_once": right, "right": right,
    })
    kept["tries"] += 1
    kept["last"] = answer
    kept["right"] = kept["right"] or right
