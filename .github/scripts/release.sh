#!/usr/bin/env bash
# Builds what a release consists of, into dist/: the wheel, and the notes from CHANGELOG.md.
#
#   release.sh TAG      such as v0.1.0; it must be the version in pyproject.toml
set -euo pipefail
version=${1#v}
written=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
if [ "$version" != "$written" ]; then
  echo "The tag says $version, and pyproject.toml says $written." >&2
  exit 1
fi
make dist
awk -v head="## $version" 'index($0, "## ") == 1 { on = index($0 " ", head " ") == 1; next } on' \
  CHANGELOG.md > dist/notes.md
if ! grep -q '[^[:space:]]' dist/notes.md; then
  echo "CHANGELOG.md says nothing under '## $version'." >&2
  exit 1
fi
