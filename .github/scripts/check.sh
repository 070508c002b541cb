#!/usr/bin/env bash
# Everything that the text of the handbook must pass: its rules, its layout, a strict build, and the
# links of the built site.
# All of it is told before it fails, so that nobody mends one thing only to hear of the next.
set -uo pipefail
handbook=${HANDBOOK:-.venv/bin/handbook}
failed=0
"$handbook" check --format "${FORMAT:-plain}" || failed=1
"$handbook" fmt --check || failed=1
site=${SITE:-site}
if "$handbook" build --strict --site-dir "$site"; then
  "$handbook" check-site --no-crawl --site-dir "$site" --format "${FORMAT:-plain}" || failed=1
else
  failed=1
fi
exit "$failed"
