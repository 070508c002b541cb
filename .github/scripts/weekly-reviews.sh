#!/usr/bin/env bash
# Keeps one issue about what is due for review; closes it when nothing is. Needs gh with $GH_TOKEN.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
handbook=${HANDBOOK:-.venv/bin/handbook}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$handbook" review --format markdown > "$work/due.md"
grep -q '[^[:space:]]' "$work/due.md" || : > "$work/due.md"
"$here/rolling-issue.sh" reviews 'Reviews that are due' "$work/due.md"
