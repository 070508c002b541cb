#!/usr/bin/env bash
# Looks at the addresses that are due, keeps what was seen on the branch `link-history`, and keeps one issue about it.
# Needs gh with $GH_TOKEN, and git that may push.
set -uo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
handbook=${HANDBOOK:-.venv/bin/handbook}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if git fetch --quiet origin link-history; then
  git show FETCH_HEAD:links.jsonl > links.jsonl || exit
fi
"$handbook" check-links --due --report "issue=$work/issue.md" --report "markdown=${GITHUB_STEP_SUMMARY:-/dev/null}"
status=$?
# 0 and 1: it has looked. Else nothing is to be kept or told.
[ "$status" -le 1 ] || exit "$status"

# A branch of its own, with one file in it: its history can be read, and no page's does.
blob=$(git hash-object -w links.jsonl) || exit
tree=$(printf '100644 blob %s\tlinks.jsonl\n' "$blob" | git mktree) || exit
parent=$(git rev-parse --quiet --verify FETCH_HEAD || true)
if [ -z "$parent" ] || [ "$(git rev-parse "$parent^{tree}")" != "$tree" ]; then
  commit=$(git -c user.name='github-actions[bot]' \
    -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
    commit-tree "$tree" ${parent:+-p "$parent"} -m 'Links looked at') || exit
  git push --quiet origin "$commit:refs/heads/link-history" || exit
fi
grep -q '[^[:space:]]' "$work/issue.md" || : > "$work/issue.md"
"$here/rolling-issue.sh" links 'Links that need a look' "$work/issue.md"
