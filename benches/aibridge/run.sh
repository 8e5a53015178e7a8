#!/usr/bin/env bash
# Measures the AI Bridge beside nginx, both in front of a provider on loopback. Needs wrk, nginx,
# curl and jq, and a release build:
#
#     cargo build --release -p coderd --bin coder --example scripted_provider
#     benches/aibridge/run.sh
#
# SECONDS_EACH (5) is how long each measurement takes, and PASSED_PATH (/v1/not/intercepted) the path
# whose requests pass through.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly SECONDS_EACH="${SECONDS_EACH:-5}"
# What passes through without being read. Servers that pass everything ignore the setting.
readonly PASSED="${PASSED_PATH:-/v1/not/intercepted}"
readonly TARGET="${CARGO_TARGET_DIR:-target}/release"
readonly PROVIDER=127.0.0.1:8099 NGINX=127.0.0.1:8098 BRIDGE=127.0.0.1:8097
work="$(mktemp -d)"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

start_nginx() {
    cat >"$work/nginx.conf" <<CONF
worker_processes auto; daemon off; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 4096; }
http {
    access_log off;
    upstream provider { server $PROVIDER; keepalive 1024; }
    server {
        listen $NGINX; keepalive_requests 1000000000;
        location / {
            proxy_pass http://provider; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Authorization "Bearer secret";
            proxy_buffering off;
        }
    }
}
CONF
    nginx -p "$work" -c "$work/nginx.conf" &
    pids+=($!)
    nginx_pid=$!
}

# Starts the server with further settings, and sets token and bridge_pid.
start_bridge() {
    env HOME="$work" CODER_DATA_DIRECTORY="$work/data" CODER_HTTP_ADDRESS="$BRIDGE" \
        CODER_LOGGING_HUMAN=/dev/null CODER_AIBRIDGE_ENABLED=true \
        CODER_AIBRIDGE_OPENAI_BASE_URL="http://$PROVIDER/v1/" CODER_AIBRIDGE_OPENAI_KEY=secret \
        CODER_AIBRIDGE_PASSTHROUGH="POST /openai$PASSED" \
        "$@" "$TARGET/coder" server >"$work/welcome" &
    bridge_pid=$!
    pids+=("$bridge_pid")
    until curl -fs "http://$BRIDGE/healthz" >/dev/null; do sleep 0.1; done
    local user='{"username":"ada","email":"ada@example.com","password":"correct horse battery"}'
    local api="http://$BRIDGE/api/v2/users"
    curl -s -H 'content-type: application/json' -d "$user" "$api/first" >/dev/null
    token="$(curl -s -H 'content-type: application/json' -d "$user" "$api/login" | jq -r .session_token)"
}

stop_bridge() {
    kill "$bridge_pid"
    wait "$bridge_pid" || true
}

# body MODEL STREAM
body() {
    printf '{"model":"%s","stream":%s,"messages":[{"role":"user","content":"Say a sentence."}]}' "$1" "$2"
}

# load URL CONNECTIONS BODY: prints requests per second, p50, p99, and errors.
load() {
    cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.body = [[$3]]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer $token"
LUA
    local threads=2
    [[ $2 -ge 2 ]] || threads=1
    wrk -t$threads -c"$2" -d"${SECONDS_EACH}s" --latency -s "$work/post.lua" "$1" >"$work/wrk"
    awk '/50%/ {p50 = $2} /99%/ {p99 = $2} /Requests\/sec/ {rps = $2} /Non-2xx/ {bad = $NF}
        /requests in/ {all = $1}
        END {printf "%10.0f | %9s | %9s | %s", rps, p50, p99, bad + 0}' "$work/wrk"
}

# first_byte URL BODY: the median time to the first byte of a stream, on one connection, in ms.
first_byte() {
    : >"$work/curl"
    for _ in $(seq 300); do
        printf 'url = "%s"\noutput = "/dev/null"\n' "$1" >>"$work/curl"
    done
    curl -s -K "$work/curl" -H 'content-type: application/json' -H "Authorization: Bearer $token" \
        -d "$2" -w '%{time_starttransfer}\n' | sort -n | awk '{at[NR] = $1} END {printf "%.2f", at[int(NR / 2)] * 1000}'
}

memory() {
    awk '/VmHWM/ {printf "%.0f MiB", $2 / 1024}' "/proc/$1/status"
}

"$TARGET/examples/scripted_provider" "$PROVIDER" &
pids+=($!)
start_nginx
start_bridge
readonly CHAT=/v1/chat/completions
declare -A urls=(
    [direct]="http://$PROVIDER$CHAT"
    [nginx]="http://$NGINX$CHAT"
    [passed]="http://$BRIDGE/api/v2/aibridge/openai$PASSED"
    [bridge]="http://$BRIDGE/api/v2/aibridge/openai$CHAT"
)
echo "| Answer | Connections | Through | Requests/s | p50 | p99 | not 2xx |"
echo "|---|---|---|---|---|---|---|"
for model in fast slow; do
    for stream in false true; do
        for connections in 1 64 512; do
            for through in direct nginx passed bridge; do
                printf '| %s, stream %s | %s | %s | %s |\n' "$model" "$stream" "$connections" "$through" \
                    "$(load "${urls[$through]}" "$connections" "$(body "$model" "$stream")")"
            done
        done
    done
done
echo
echo "| Through | first byte of a stream, median |"
echo "|---|---|"
for through in direct nginx passed bridge; do
    echo "| $through | $(first_byte "${urls[$through]}" "$(body fast true)") ms |"
done
echo
echo "peak memory: bridge $(memory "$bridge_pid"), nginx worker $(memory "$(pgrep -P "$nginx_pid" | head -1)")"
stop_bridge

start_bridge CODER_AIBRIDGE_MAX_CONCURRENCY=64
echo
echo "| Limit 64, answers after 50 ms | Requests/s | p50 | p99 | not 2xx |"
echo "|---|---|---|---|---|"
for connections in 64 640; do
    echo "| $connections connections | $(load "${urls[bridge]}" "$connections" "$(body slow false)") |"
    curl -s -H "Coder-Session-Token: $token" "http://$BRIDGE/api/v2/aibridge/interceptions?limit=1" | jq -r '"recorded so far: \(.count)"'
done
stop_bridge
