"""Plain data as YAML, laid out as an editor would write it: long texts in blocks, order kept."""

from typing import Any

import yaml

WIDTH = 100


def write(data: dict[str, Any]) -> str:
    """The YAML of fields, lists, texts and dates. The same data gives the same text."""
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, indent=2
    )


class _Dumper(yaml.SafeDumper):
    """Indents the items of a list, and writes texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out: readers need no anchors."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text or len(text) > WIDTH else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
