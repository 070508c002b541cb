"""What the file of My learning holds, field by field, for programs that read or write it."""

import json

from handbook.schema import learning
from handbook.site import Site

URI = "data/my-learning.schema.json"
TITLE = "The schema of the file of My learning"
FORMAT = "JSON Schema"


def export(site: Site) -> bytes:
    told = json.dumps(learning(), ensure_ascii=False, indent=1)
    return f"{told}\n".encode()
