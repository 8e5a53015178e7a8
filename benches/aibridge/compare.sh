#!/usr/bin/env bash
# Compares what two builds of the server need for a request through the AI Bridge: both run at the same
# time under the same load, so that whatever slows the machine down slows both. Each pair is measured
# twice, the second time with their places changed. Needs wrk, curl and jq, and release builds:
#
#     cargo build --release -p coderd --bin coder --example scripted_provider
#     benches/aibridge/compare.sh path/to/other/coder target/release/coder
#
# SECONDS_EACH (2) is how long each measurement takes, and ROUNDS (3) how often each is repeated. Prints
# the processor time for a request of the second build as a share of that of the first.
set -euo pipefail

readonly FIRST="$1" SECOND="$2"
readonly SECONDS_EACH="${SECONDS_EACH:-2}" ROUNDS="${ROUNDS:-3}"
readonly PROVIDER_PROGRAM="$(dirname "$SECOND")/examples/scripted_provider"
readonly PROVIDER=127.0.0.1:8196 PORTS=(8197 8198)
readonly PASSED=/v1/not/intercepted RECORDED=/v1/chat/completions
work="$(mktemp -d)"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

# start PLACE PROGRAM: starts a server at a place, 0 or 1, and sets its process and token.
start() {
    local url="http://127.0.0.1:${PORTS[$1]}" home="$work/$1"
    rm -rf "$home" && mkdir "$home"
    env HOME="$home" CODER_DATA_DIRECTORY="$home/data" CODER_HTTP_ADDRESS="${url#http://}" \
        CODER_LOGGING_HUMAN=/dev/null CODER_AIBRIDGE_ENABLED=true \
        CODER_AIBRIDGE_OPENAI_BASE_URL="http://$PROVIDER/v1/" CODER_AIBRIDGE_OPENAI_KEY=secret \
        CODER_AIBRIDGE_PASSTHROUGH="POST /openai$PASSED" "$2" server >"$home/welcome" 2>&1 &
    processes[$1]=$!
    pids+=($!)
    until curl -fs "$url/healthz" >/dev/null; do sleep 0.1; done
    local user='{"username":"ada","email":"ada@example.com","password":"correct horse battery"}'
    curl -s -H 'content-type: application/json' -d "$user" "$url/api/v2/users/first" >/dev/null
    tokens[$1]="$(curl -s -H 'content-type: application/json' -d "$user" "$url/api/v2/users/login" | jq -r .session_token)"
}

# load PLACE PATH STREAM SECONDS: prints how many requests were answered.
load() {
    cat >"$work/$1.lua" <<LUA
wrk.method = "POST"
wrk.body = [[{"model":"fast","stream":$3,"messages":[{"role":"user","content":"Say a sentence."}]}]]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer ${tokens[$1]}"
LUA
    wrk -t1 -c64 -d"${4}s" -s "$work/$1.lua" "http://127.0.0.1:${PORTS[$1]}/api/v2/aibridge/openai$2" |
        awk '/requests in/ {print $1}'
}

# both PATH STREAM SECONDS: loads both servers at once, and sets how many requests each answered.
both() {
    load 0 "$1" "$2" "$3" >"$work/0.count" & local zero=$!
    load 1 "$1" "$2" "$3" >"$work/1.count" & local one=$!
    wait "$zero" "$one"
    answered=("$(cat "$work/0.count")" "$(cat "$work/1.count")")
}

# The processor time of a process so far, in hundredths of a second.
used() {
    awk '{print $14 + $15}' "/proc/$1/stat"
}

# share PATH STREAM PROGRAM PROGRAM: prints what the second needs as a share of what the first needs.
share() {
    processes=() tokens=()
    start 0 "$3"
    start 1 "$4"
    both "$1" "$2" 1
    local before=("$(used "${processes[0]}")" "$(used "${processes[1]}")")
    both "$1" "$2" "$SECONDS_EACH"
    local after=("$(used "${processes[0]}")" "$(used "${processes[1]}")")
    kill "${processes[@]}"
    wait "${processes[@]}" 2>/dev/null || true
    awk -v a=$((after[0] - before[0])) -v b=$((after[1] - before[1])) \
        -v of_a="${answered[0]}" -v of_b="${answered[1]}" 'BEGIN {print (b / of_b) / (a / of_a)}'
}

"$PROVIDER_PROGRAM" "$PROVIDER" &
pids+=($!)
echo "| Requests, 64 connections | Second build: first |"
echo "|---|---|"
for path in "$PASSED" "$RECORDED"; do
    for stream in false true; do
        for _ in $(seq "$ROUNDS"); do
            share "$path" "$stream" "$FIRST" "$SECOND"
            share "$path" "$stream" "$SECOND" "$FIRST" | awk '{print 1 / $1}'
        done | awk -v what="$path, stream $stream" \
            '{sum += log($1)} END {printf "| %s | %.3f |\n", what, exp(sum / NR)}'
    done
done
