#!/usr/bin/env bash
# Everything that the text of the handbook must pass: its rules, its layout, and a strict build.
# All of it is told before it fails, so that nobody mends one thing only to hear of the next.
set -uo pipefail
handbook=${HANDBOOK:-.venv/bin/handbook}
failed=0
"$handbook" check --format "${FORMAT:-plain}" || failed=1
"$handbook" fmt --check || failed=1
"$handbook" build --strict --site-dir "${SITE:-site}" || failed=1
exit "$failed"
