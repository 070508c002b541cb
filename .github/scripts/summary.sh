#!/usr/bin/env bash
# Tells people in a comment what a pull request changes, in words, and proposes corrected lines.
#
#   summary.sh BASE HEAD REPOSITORY BRANCH RUN
# BASE and HEAD are revisions. The pull request comes from BRANCH of REPOSITORY; RUN is the address of its checks.
# The program is that of the default branch; of the proposal it reads the text, and runs nothing.
# Needs jq and gh with $GH_TOKEN.
set -euo pipefail
base=$1 head=$2 from=$3 branch=$4 run=$5
here=$(dirname "${BASH_SOURCE[0]}")
handbook=${HANDBOOK:-.venv/bin/handbook}
repository=repos/${GITHUB_REPOSITORY:?}
mark='<!-- handbook-summary -->'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Whoever proposes may say anything; GitHub knows which pull request has this commit at its head.
number=$(HEAD=$head FROM=$from BRANCH=$branch gh api --paginate "$repository/pulls?state=open&per_page=100" \
  --jq '.[] | select(.head.sha == env.HEAD and .head.ref == env.BRANCH and .head.repo.full_name == env.FROM) | .number')
if [ -z "$number" ]; then
  echo 'No open pull request is at this commit any more.'
  exit 0
fi
git fetch --quiet origin "$head"
start=$(git merge-base "$base" "$head")
status=0
"$handbook" summary "$start" "$head" --suggestions "$work/lines.json" > "$work/summary.md" || status=$?
if [ "$status" -ne 0 ]; then
  echo 'This change cannot be summed up yet: a file cannot be read. The checks say where.' > "$work/summary.md"
  echo '[]' > "$work/lines.json"
fi
{
  echo "$mark"
  cat "$work/summary.md"
  printf '\n[Checks, and the whole site with this change to download](%s)\n' "$run"
} > "$work/comment.md"
"$here/comment.sh" "$number" "$mark" "$work/comment.md"

# Corrected lines, once for each commit.
told=$(HEAD=$head gh api --paginate "$repository/pulls/$number/reviews" \
  --jq '.[] | select(.user.type == "Bot" and .commit_id == env.HEAD) | .id')
if [ -z "$told" ] && [ "$(jq length "$work/lines.json")" -gt 0 ]; then
  jq --arg head "$head" '{commit_id: $head, event: "COMMENT", body: "Lines that would put this right:", comments: .[:30]}' \
    "$work/lines.json" > "$work/review.json"
  # A line outside of what the pull request shows cannot have a comment.
  gh api --method POST "$repository/pulls/$number/reviews" --input "$work/review.json" --silent ||
    echo 'GitHub did not take the corrected lines.'
fi
