#!/usr/bin/env bash
# broker.sh PORT DIR: start one Apache Kafka broker on 127.0.0.1:PORT and print its
# process id once it accepts connections. DIR holds its data, so that the same call
# after a kill -9 is a restart after a crash. Needs Java 17 and Maven.
set -euo pipefail
port=$1 dir=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jars=${STARLING_KAFKA_JARS:-${XDG_CACHE_HOME:-$HOME/.cache}/starling-test/kafka}
mkdir -p "$dir" "$jars"

if [ ! -e "$jars/.complete" ]; then
  mvn -q -f "$here/pom.xml" -DbuildDirectory="$dir/maven" dependency:copy-dependencies -DoutputDirectory="$jars" >&2
  touch "$jars/.complete"
fi

config=$dir/broker.properties
{
  echo "node.id=1"
  echo "process.roles=controller,broker"
  echo "listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))"
  echo "advertised.listeners=PLAINTEXT://127.0.0.1:$port"
  echo "controller.listener.names=CONTROLLER"
  echo "controller.quorum.voters=1@127.0.0.1:$((port + 1))"
  echo "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"
  echo "log.dirs=$dir/log"
  for topic in offsets.topic transaction.state.log share.coordinator.state.topic; do
    echo "$topic.replication.factor=1"
  done
  echo "transaction.state.log.min.isr=1"
  echo "share.coordinator.state.topic.min.isr=1"
  echo "group.initial.rebalance.delay.ms=0"
} >"$config"

run() { java -Xmx1g -Dlog4j2.level=WARN -cp "$jars/*" "$@"; }
if [ ! -e "$dir/log/meta.properties" ]; then
  run kafka.tools.StorageTool format -t "$(run kafka.tools.StorageTool random-uuid 2>/dev/null | tail -n 1)" -c "$config" >&2
fi
nohup java -Xmx1g -Dlog4j2.level=WARN -cp "$jars/*" kafka.Kafka "$config" >>"$dir/out.txt" 2>&1 </dev/null &
pid=$!
for ((i = 0; i < 120; i++)); do
  if (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "$pid"
    exit 0
  fi
  if ! kill -0 "$pid" 2>/dev/null; then
    tail -n 20 "$dir/out.txt" >&2
    exit 1
  fi
  sleep 0.5
done
echo "no broker on port $port after a minute; $dir/out.txt has its output" >&2
kill "$pid"
exit 1
