#!/usr/bin/env bash
# with.sh PORT COMMAND...: run the command beside a fresh Apache Flink, and stop Flink
# afterwards. The command finds it by
#   STARLING_FLINK_GATEWAY  the URL of the SQL gateway, on PORT
#   STARLING_FLINK          the URL of the JobManager's REST
#   STARLING_FLINK_AVRO     a jar for ADD JAR: the format avro-confluent
#   STARLING_FLINK_LOGS     the directory of the logs, gone at the end
set -euo pipefail
port=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d)
pids=()

stop() {
  local pid
  if [ ${#pids[@]} -gt 0 ]; then
    kill "${pids[@]}" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do
      kill -0 "${pids[@]}" 2>/dev/null || break
      sleep 0.1
    done
    for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  fi
  rm -rf "$dir"
}
trap stop EXIT
started=$("$here/cluster.sh" "$port" "$dir")
read -ra pids <<<"$started"
avro=$(echo "$("$here/jars.sh")"/add/flink-sql-avro-confluent-registry-*.jar)
STARLING_FLINK_GATEWAY=http://127.0.0.1:$port \
  STARLING_FLINK=http://127.0.0.1:$((port + 1)) \
  STARLING_FLINK_AVRO=$avro \
  STARLING_FLINK_LOGS=$dir \
  "$@"
