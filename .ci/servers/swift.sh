# Starts OpenStack Swift (proxy, account, container and object server, one memcached; tempauth) for the run that sources
# this file. Sets WELKIN_SWIFT, or says in one line why it cannot; ends the servers with the run.

swift_packages="swift-proxy swift-account swift-container swift-object memcached"
swift_home="${TMPDIR:-/tmp}/welkin-swift-$$"

swift_skip() {
  echo "swift: not started, $1: the contracts of Swift are skipped"
}

swift_installed() {
  command -v swift-proxy-server >/dev/null && command -v swift-ring-builder >/dev/null && command -v memcached >/dev/null
}

# The packages would start daemons of their own: at runlevel 1 they do not.
swift_install() {
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -q --no-install-recommends \
    -o Acquire::Retries=0 -o Acquire::http::Timeout=20 $swift_packages </dev/null >"$swift_home/apt.log" 2>&1
}

swift_get() {
  swift_installed && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  swift_install || { timeout 120 apt-get update -o Acquire::Retries=0 -o Acquire::http::Timeout=20 >/dev/null 2>&1 && swift_install; } || return 1
  swift_installed
}

swift_ports() {
  python3 - <<'PYTHON'
import socket
held = [socket.socket() for _ in range(5)]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PYTHON
}

swift_rings() {
  local etc="$swift_home/etc" server
  for server in account:$1 container:$2 object:$3; do
    swift-ring-builder "$etc/${server%:*}.builder" create 4 1 1 &&
      swift-ring-builder "$etc/${server%:*}.builder" add "r1z1-127.0.0.1:${server#*:}/d1" 1 &&
      swift-ring-builder "$etc/${server%:*}.builder" rebalance || return 1
  done >>"$swift_home/rings.log" 2>&1
}

swift_default() {
  printf '[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = %s\nuser = %s\nswift_dir = %s\ndevices = %s\n' \
    "$1" "$(id -un)" "$swift_home/etc" "$swift_home/srv"
  printf 'mount_check = false\nworkers = 0\nlog_level = WARNING\nlog_address = %s/no-syslog\n' "$swift_home"
}

swift_store() {
  swift_default "$2" >"$swift_home/etc/$1-server.conf"
  printf '[pipeline:main]\npipeline = %s-server\n[app:%s-server]\nuse = egg:swift#%s\n' "$1" "$1" "$1" \
    >>"$swift_home/etc/$1-server.conf"
}

swift_proxy() {
  local name
  {
    swift_default "$1"
    echo "[pipeline:main]"
    echo "pipeline = catch_errors gatekeeper cache listing_formats bulk tempurl tempauth copy slo dlo proxy-server"
    printf '[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n'
    for name in catch_errors gatekeeper listing_formats bulk tempurl copy slo dlo; do
      printf '[filter:%s]\nuse = egg:swift#%s\n' "$name" "$name"
    done
    printf '[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:%s\n' "$2"
    printf '[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_tester = testing .admin\nuser_test_guest = visiting\n'
  } >"$swift_home/etc/proxy-server.conf"
}

swift_launch() {
  "$@" >>"$swift_home/swift.log" 2>&1 </dev/null &
  swift_pids="$swift_pids $!"
}

swift_answers() {
  local waited=0
  while ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    waited=$((waited + 1))
    [ "$waited" -le 300 ] || return 1
    sleep 0.2
  done
}

swift_start() {
  local account container object proxy cache server port
  mkdir -p -m 700 "$swift_home" "$swift_home/etc" "$swift_home/srv/d1"
  swift_pids=""
  swift_end_with_run &
  if ! swift_get; then
    swift_skip "the Debian packages $swift_packages are missing and cannot be installed here"
    return 0
  fi
  read -r account container object proxy cache < <(swift_ports)
  printf '[swift-hash]\nswift_hash_path_prefix = a\nswift_hash_path_suffix = b\n[storage-policy:0]\nname = p0\ndefault = yes\n' \
    >"$swift_home/etc/swift.conf"
  swift_rings "$account" "$container" "$object" || { swift_skip "see $swift_home/rings.log"; return 0; }
  swift_store account "$account"
  swift_store container "$container"
  swift_store object "$object"
  swift_proxy "$proxy" "$cache"
  swift_launch memcached -l 127.0.0.1 -p "$cache" -m 32 -U 0 -u "$(id -un)"
  for server in account container object proxy; do
    swift_launch swift-$server-server "$swift_home/etc/$server-server.conf"
  done
  echo "$swift_pids" >"$swift_home/pids"
  for port in "$account" "$container" "$object" "$cache" "$proxy"; do
    swift_answers "$port" || { swift_skip "see $swift_home/swift.log"; return 0; }
  done
  export WELKIN_SWIFT="http://127.0.0.1:$proxy/auth/v1.0"
  echo "swift: started, WELKIN_SWIFT=$WELKIN_SWIFT"
}

# The run may replace its shell by another program, which keeps the process id but no trap: so somebody watches it.
swift_end_with_run() {
  exec >/dev/null 2>&1 </dev/null
  while kill -0 $$; do
    sleep 1
  done
  kill $(cat "$swift_home/pids")
  sleep 1
  rm -rf "$swift_home"
}

if [ -z "${WELKIN_SWIFT:-}" ]; then
  swift_start
fi
