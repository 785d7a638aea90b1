# Starts Azurite, the emulator of Azure's Blob service, for the run that sources this file.
# Sets WELKIN_AZURITE, or says in one line why it cannot; ends the server with the run.

azurite_version=3.35.0
azurite_home="${TMPDIR:-/tmp}/welkin-azurite-$azurite_version"

azurite_start() {
  local blob="$azurite_home/node_modules/azurite/dist/src/blob/main.js" port waited=0
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "azurite: not started, node and npm are needed: the contracts of Azure are skipped"
    return 0
  fi
  if [ ! -e "$blob" ] && ! npm install --silent --no-audit --no-fund --ignore-scripts \
      --prefix "$azurite_home" "azurite@$azurite_version" >/dev/null 2>&1; then
    echo "azurite: not started, npm cannot install azurite $azurite_version: the contracts of Azure are skipped"
    return 0
  fi
  port="$(node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
  node "$blob" --inMemoryPersistence --disableTelemetry --skipApiVersionCheck --silent \
    --blobHost 127.0.0.1 --blobPort "$port" >"$azurite_home/azurite.log" 2>&1 </dev/null &
  azurite_pid=$!
  azurite_end_with_run &
  while ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    waited=$((waited + 1))
    if [ "$waited" -gt 100 ] || ! kill -0 "$azurite_pid" 2>/dev/null; then
      echo "azurite: not started, see $azurite_home/azurite.log: the contracts of Azure are skipped"
      return 0
    fi
    sleep 0.2
  done
  export WELKIN_AZURITE="http://127.0.0.1:$port/devstoreaccount1"
  echo "azurite: started, WELKIN_AZURITE=$WELKIN_AZURITE"
}

# The run may replace its shell by another program, which keeps the process id but no trap: so somebody watches it.
azurite_end_with_run() {
  exec >/dev/null 2>&1 </dev/null
  while kill -0 $$; do
    sleep 1
  done
  kill "$azurite_pid"
}

if [ -z "${WELKIN_AZURITE:-}" ]; then
  azurite_start
fi
