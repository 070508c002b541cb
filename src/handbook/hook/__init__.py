"""The only package that knows MkDocs: it hands a build our pages, files and macros."""

from handbook import garbage

garbage.let_lie()  # what a build imports lives to its end too: this is a tenth of a small one

from handbook.hook.plugin import Handbook, build_site, on_config  # noqa: E402

__all__ = ["Handbook", "build_site", "on_config"]
