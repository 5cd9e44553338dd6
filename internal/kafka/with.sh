#!/usr/bin/env bash
# with.sh PORT COMMAND...: run the command with STARLING_KAFKA naming a fresh Apache
# Kafka broker on that port, and stop the broker afterwards.
set -euo pipefail
port=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d)
pid=$("$here/broker.sh" "$port" "$dir")
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$dir"' EXIT
STARLING_KAFKA=127.0.0.1:$port "$@"
