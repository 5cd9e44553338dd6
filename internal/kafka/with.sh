#!/usr/bin/env bash
# with.sh PORT COMMAND...: run the command beside a fresh Apache Kafka broker, and stop
# the broker afterwards. The command finds it by
#   STARLING_KAFKA        host:port without security, on PORT
#   STARLING_KAFKA_TLS    host:port with TLS and SASL: SCRAM, PLAIN, OAUTHBEARER
#   STARLING_KAFKA_MTLS   host:port with TLS that demands a client's certificate
#   STARLING_KAFKA_CERTS  the directory that certs.sh describes
#   STARLING_KAFKA_USER   a user; the password is in the file "password" there
set -euo pipefail
port=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d)
pid=

stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
  fi
  rm -rf "$dir"
}
trap stop EXIT
pid=$("$here/broker.sh" "$port" "$dir" secure)
STARLING_KAFKA=127.0.0.1:$port \
  STARLING_KAFKA_TLS=localhost:$((port + 2)) \
  STARLING_KAFKA_MTLS=localhost:$((port + 3)) \
  STARLING_KAFKA_CERTS=$dir/tls \
  STARLING_KAFKA_USER=alice \
  "$@"
