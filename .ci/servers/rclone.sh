# Sees to rclone, the other client that S3Proxy is asked by, or says in one line why it is not there.

if ! command -v rclone >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get install -y -qq rclone >/dev/null 2>&1; then
    echo "rclone: installed"
  else
    echo "rclone: not there and not installable: its tests are skipped"
  fi
fi
