#!/usr/bin/env bash
# broker.sh PORT DIR [secure]: start one Apache Kafka broker on 127.0.0.1:PORT and print
# its process id once it accepts connections. DIR holds its data, so that the same call
# after a kill -9 is a restart after a crash. PORT+1 is the controller's. With "secure"
# it listens on localhost:PORT+2 with TLS and SASL, for the user alice, and on PORT+3
# with TLS that demands a client's certificate; see certs.sh for what is in DIR/tls.
# Needs Java 17 and Maven, and openssl for "secure".
set -euo pipefail
port=$1 dir=$2 secure=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jars=${STARLING_KAFKA_JARS:-${XDG_CACHE_HOME:-$HOME/.cache}/starling-test/kafka}
if [ -n "$secure" ] && [ "$secure" != secure ]; then
  echo "broker.sh: \"$secure\" is not \"secure\"" >&2
  exit 2
fi
if ! command -v java >/dev/null; then
  echo "broker.sh: java is not installed; Apache Kafka needs Java 17 or later" >&2
  exit 1
fi
mkdir -p "$dir" "$jars"
dir=$(cd "$dir" && pwd)

if [ ! -e "$jars/.complete" ]; then
  if ! command -v mvn >/dev/null; then
    echo "broker.sh: mvn is not installed; Maven fetches Apache Kafka" >&2
    exit 1
  fi
  mvn -q -f "$here/pom.xml" -DbuildDirectory="$dir/maven" dependency:copy-dependencies -DoutputDirectory="$jars" >&2
  touch "$jars/.complete"
fi

listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised=PLAINTEXT://127.0.0.1:$port
ports=("$port")
if [ -n "$secure" ]; then
  "$here/certs.sh" "$dir/tls"
  password=$(cat "$dir/tls/password")
  listeners+=,SASL_SSL://127.0.0.1:$((port + 2)),SSL://127.0.0.1:$((port + 3))
  advertised+=,SASL_SSL://localhost:$((port + 2)),SSL://localhost:$((port + 3))
  ports+=("$((port + 2))" "$((port + 3))")
fi

config=$dir/broker.properties
(umask 077 && : >"$config")
{
  echo "node.id=1"
  echo "process.roles=controller,broker"
  echo "listeners=$listeners"
  echo "advertised.listeners=$advertised"
  echo "controller.listener.names=CONTROLLER"
  echo "controller.quorum.voters=1@127.0.0.1:$((port + 1))"
  echo "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL"
  echo "log.dirs=$dir/log"
  for topic in offsets.topic transaction.state.log share.coordinator.state.topic; do
    echo "$topic.replication.factor=1"
  done
  echo "transaction.state.log.min.isr=1"
  echo "share.coordinator.state.topic.min.isr=1"
  echo "group.initial.rebalance.delay.ms=0"
} >"$config"
if [ -n "$secure" ]; then
  modules=org.apache.kafka.common.security
  {
    echo "ssl.keystore.type=PEM"
    echo "ssl.keystore.location=$dir/tls/server.pem"
    echo "ssl.truststore.type=PEM"
    echo "ssl.truststore.location=$dir/tls/ca.pem"
    echo "listener.name.ssl.ssl.client.auth=required"
    echo "sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256,PLAIN,OAUTHBEARER"
    echo "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=$modules.scram.ScramLoginModule required;"
    echo "listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=$modules.scram.ScramLoginModule required;"
    echo "listener.name.sasl_ssl.plain.sasl.jaas.config=$modules.plain.PlainLoginModule required user_alice=\"$password\";"
    # Without a validator of its own the broker takes unsigned tokens, which is enough for tests.
    echo "listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=$modules.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"broker\";"
  } >>"$config"
fi

run() { java -Xmx1g -Dlog4j2.level=WARN -cp "$jars/*" "$@"; }
if [ ! -e "$dir/log/meta.properties" ]; then
  users=()
  if [ -n "$secure" ]; then
    users=(--add-scram "SCRAM-SHA-512=[name=alice,password=$password]" --add-scram "SCRAM-SHA-256=[name=alice,password=$password]")
  fi
  run kafka.tools.StorageTool format -t c3RhcmxpbmctdGVzdC0wMQ -c "$config" "${users[@]}" >&2
fi
nohup java -Xmx1g -Dlog4j2.level=WARN -cp "$jars/*" kafka.Kafka "$config" >>"$dir/out.txt" 2>&1 </dev/null &
pid=$!

open() { # every port accepts connections
  local p
  for p in "${ports[@]}"; do
    (: <>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || return 1
  done
}
for ((i = 0; i < 120; i++)); do
  if open; then
    echo "$pid"
    exit 0
  fi
  if ! kill -0 "$pid" 2>/dev/null; then
    tail -n 20 "$dir/out.txt" >&2
    exit 1
  fi
  sleep 0.5
done
echo "no broker on port ${ports[*]} after a minute; $dir/out.txt has its output" >&2
kill "$pid"
exit 1
