#!/usr/bin/env bash
# Puts a built edition into object storage. If it fails, readers keep the site that was there.
#
#   publish.sh SITE STORE EDITION        such as: publish.sh site store:handbooks north
#
# SITE is the folder that `handbook build` made. STORE is a remote of rclone and a bucket.
# Readers are served from STORE/live; nobody is from STORE/next.
set -euo pipefail
site=$1 next=$2/next/$3 live=$2/live/$3
assets=(--filter '+ /assets/handbook-*/**' --filter '- **')
export RCLONE_CHECKSUM=true # a date says nothing: each run of a CI service has its own files
export RCLONE_NO_UPDATE_MODTIME=true
test -s "$site/index.html" -a -s "$site/404.html" # a whole site, not an empty folder

# 1. Upload what has changed, each kind of file with its word on how long browsers may keep it.
rclone copy "$site" "$next" "${assets[@]}" \
  --header-upload 'Cache-Control: public, max-age=31536000, immutable'
rclone copy "$site" "$next" \
  --filter '- /assets/handbook-*/**' --filter '+ /assets/**' --filter '- **' \
  --header-upload 'Cache-Control: public, max-age=3600'
rclone copy "$site" "$next" --exclude '/assets/**' --header-upload 'Cache-Control: public, max-age=60'
rclone sync "$site" "$next" # nothing is left to send: this takes away what is gone
rclone check "$site" "$next"

# 2. Let the storage itself copy, which takes seconds: first what pages need, then the pages.
rclone copy "$next" "$live" "${assets[@]}"
rclone copy "$next" "$live"

# 3. Take away what is gone. Old styles and scripts stay for a while, for pages in browsers' caches.
rclone sync "$next" "$live" --exclude '/assets/handbook-*/**'
for old in $(rclone lsf --dirs-only "$live/assets" --include '/handbook-*/'); do
  test -d "$site/assets/$old" || rclone delete --min-age "${KEEP:-30d}" "$live/assets/$old"
done
