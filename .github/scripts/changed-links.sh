#!/usr/bin/env bash
# Looks at the addresses that a change brings, and at no others.
#
#   changed-links.sh REVISION      what the change starts from
# Fails only if one of them is broken. That a machine could not look is no fault of the change.
set -uo pipefail
handbook=${HANDBOOK:-.venv/bin/handbook}
"$handbook" check-links --changed-since "$1" --format markdown --memory "$(mktemp -d)/links.jsonl" |
  tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
status=${PIPESTATUS[0]}
if [ "$status" -eq 3 ]; then
  echo '::notice::The addresses could not be looked at from here.'
  exit 0
fi
exit "$status"
