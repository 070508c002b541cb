"""Hands every build to the engine."""

from handbook.hook import on_config  # noqa: F401
