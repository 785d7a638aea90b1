# Finds rclone, which reads on S3Proxy what we write there and the reverse, for the run that sources this file.
# Sets WELKIN_RCLONE, or says in one line why it cannot; what it fetches is unpacked beside, nothing is installed.

rclone_home="${TMPDIR:-/tmp}/welkin-rclone"

rclone_fetch() {
  mkdir -p "$rclone_home" && (
    cd "$rclone_home" || exit 1
    apt-get download rclone || { apt-get update && apt-get download rclone; } || exit 1
    dpkg-deb -x rclone_*.deb .
  ) >/dev/null 2>&1
}

rclone_find() {
  WELKIN_RCLONE="$(command -v rclone || true)"
  if [ -z "$WELKIN_RCLONE" ] && { [ -x "$rclone_home/usr/bin/rclone" ] || rclone_fetch; }; then
    WELKIN_RCLONE="$rclone_home/usr/bin/rclone"
  fi
  if [ -z "$WELKIN_RCLONE" ] || ! "$WELKIN_RCLONE" version >/dev/null 2>&1; then
    unset WELKIN_RCLONE
    echo "rclone: not found, and apt-get cannot fetch it: what it reads and writes on S3Proxy is skipped"
    return 0
  fi
  export WELKIN_RCLONE
  echo "rclone: $("$WELKIN_RCLONE" version | head -n 1), WELKIN_RCLONE=$WELKIN_RCLONE"
}

if [ -z "${WELKIN_RCLONE:-}" ]; then
  rclone_find
fi
