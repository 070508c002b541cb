"""Which layer of an edition each value comes from, for programs that read the downloads."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.local import Local, Marks

LOCAL = ("added_by", "changed_by", "changed_fields")


def layers(local: "Local | None", kind: str, id: str) -> tuple[object, ...]:
    """The cells of a table for one record: who added it, who changed it, and which fields."""
    if local is None:
        return ()
    marks = local.of(kind, id)
    changed = {name: mark.layer for name, mark in marks.fields.items() if not mark.conflict}
    return marks.added, tuple(dict.fromkeys(changed.values())), tuple(changed)


def provenance(local: "Local") -> dict[str, object]:
    """The layers of an edition, the lowest first, and what each of them did, as plain data.

    A record or field that is not named here comes from the first layer.
    """
    return {
        "layers": [
            {
                "id": layer.id,
                "title": layer.title,
                "organisation": layer.organisation,
                "version": layer.version or None,
            }
            for layer in local.layers
        ],
        "records": [
            {"kind": kind, "id": id, **_marks(marks)}
            for (kind, id), marks in sorted(local.marks.items(), key=lambda item: item[0])
        ],
    }


def _marks(marks: "Marks") -> dict[str, object]:
    found: dict[str, object] = {}
    if marks.added:
        found["added_by"] = marks.added
    if marks.fields:
        found["fields"] = {
            name: {"layer": mark.below if mark.conflict else mark.layer, "conflict": mark.conflict}
            for name, mark in marks.fields.items()
        }
    if marks.notes:
        found["notes"] = [{"layer": note.layer, "text": note.text} for note in marks.notes]
    return found
