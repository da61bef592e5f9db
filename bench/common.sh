# Sourced by the benchmarks: builds, starts and ends the site on a free loopback port.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
work=${BENCH_DIR:-$(mktemp -d "${TMPDIR:-/tmp}/videotube-bench-XXXXXX")}
mkdir -p "$work"
processes=()

finish() {
  local process
  for process in "${processes[@]}"; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null; done
  [ -n "${BENCH_DIR:-}" ] || rm -rf "$work"
}
trap finish EXIT

build_bench() { dotnet build VideoTube.slnx -c Release -v quiet -nologo >&2; }

bench_tool() { dotnet artifacts/bin/VideoTube.Bench/release/VideoTube.Bench.dll "$@"; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# start_site DATA_FOLDER: sets $site and $site_process; returns when it answers.
start_site() {
  local port; port=$(free_port)
  PORT=$port HOST=127.0.0.1 DATA_DIR=$1 dotnet artifacts/bin/VideoTube/release/VideoTube.dll >"$work/site.log" 2>&1 &
  site_process=$!
  processes+=("$site_process")
  site=http://127.0.0.1:$port
  until curl -sf "$site/api/v1/healthcheck" >/dev/null; do sleep 0.02; kill -0 "$site_process" || { cat "$work/site.log"; exit 1; }; done
}

# requests URL [SECONDS]: requests a second by wrk, after a second of warming up.
requests() {
  wrk -t1 -c"${CONNECTIONS:-16}" -d1 "$1" >/dev/null
  wrk -t1 -c"${CONNECTIONS:-16}" -d"${2:-4}" "$1" | awk '/Requests\/sec/ { rate = $2 } /Non-2xx/ { bad = " (" $0 ")" } END { print rate bad }'
}
