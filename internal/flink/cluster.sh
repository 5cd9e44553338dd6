#!/usr/bin/env bash
# cluster.sh PORT DIR: start Apache Flink on loopback and print the process ids of its
# JobManager, TaskManager and SQL gateway once the gateway answers and the TaskManager is
# registered. The gateway is on PORT, the JobManager's REST on PORT+1; PORT+2 to PORT+5
# are between them. DIR holds their configuration, logs (*.log, and *.out for what comes
# before a log), checkpoints and savepoints. Together they take some 0.8 GB of memory idle and 1.3 GB at work and
# offer 4 slots. Needs Java 17, and what jars.sh needs.
set -euo pipefail
port=$1 dir=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for tool in java curl; do
  if ! command -v "$tool" >/dev/null; then
    echo "cluster.sh: $tool is not installed" >&2
    exit 1
  fi
done
for ((p = port; p <= port + 5; p++)); do
  if (: <>"/dev/tcp/127.0.0.1/$p") 2>/dev/null; then
    echo "cluster.sh: port $p is taken" >&2
    exit 1
  fi
done
jars=$("$here/jars.sh")
heap=${STARLING_FLINK_HEAP:-224}
mkdir -p "$dir/conf" "$dir/tmp" "$dir/checkpoints" "$dir/savepoints"
dir=$(cd "$dir" && pwd)
gateway=http://127.0.0.1:$port
rest=http://127.0.0.1:$((port + 1))

# A TaskManager that no script of Flink's starts must be told all sizes of its memory.
cat >"$dir/conf/config.yaml" <<END
sql-gateway.endpoint.rest.address: 127.0.0.1
sql-gateway.endpoint.rest.bind-address: 127.0.0.1
sql-gateway.endpoint.rest.port: $port
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $((port + 1))
jobmanager.rpc.address: 127.0.0.1
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.port: $((port + 2))
blob.server.port: $((port + 3))
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.rpc.port: $((port + 4))
taskmanager.data.port: $((port + 5))
taskmanager.numberOfTaskSlots: 4
taskmanager.cpu.cores: 4.0
taskmanager.memory.framework.heap.size: 96mb
taskmanager.memory.framework.off-heap.size: 64mb
taskmanager.memory.task.heap.size: ${heap}mb
taskmanager.memory.task.off-heap.size: 16mb
taskmanager.memory.managed.size: 64mb
taskmanager.memory.network.min: 48mb
taskmanager.memory.network.max: 48mb
taskmanager.memory.jvm-metaspace.size: 192mb
taskmanager.memory.jvm-overhead.min: 64mb
taskmanager.memory.jvm-overhead.max: 64mb
parallelism.default: 1
execution.checkpointing.dir: file://$dir/checkpoints
execution.checkpointing.savepoint-dir: file://$dir/savepoints
io.tmp.dirs: $dir/tmp
END
cat >"$dir/conf/log4j.properties" <<'END'
rootLogger.level = INFO
rootLogger.appenderRef.file.ref = file
appender.file.name = file
appender.file.type = FILE
appender.file.fileName = ${sys:log.file}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} %m%n
END

# Flink reaches into these of Java's modules.
open=()
for package in java.lang java.net java.io java.nio sun.nio.ch java.lang.reflect java.text java.time java.util \
  java.util.concurrent java.util.concurrent.atomic java.util.concurrent.locks; do
  open+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
compiler=jdk.compiler/com.sun.tools.javac
for package in java.rmi/sun.rmi.registry $compiler.api $compiler.file $compiler.parser $compiler.tree $compiler.util java.security.jgss/sun.security.krb5; do
  open+=("--add-exports=$package=ALL-UNNAMED")
done

small=(-XX:+UseSerialGC -XX:ReservedCodeCacheSize=96m -XX:TieredStopAtLevel=1)
java=("${small[@]}")
names=() pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT # unless all stand
start() { # NAME JAVA-OPTIONS-AND-CLASS...
  local name=$1
  shift
  FLINK_CONF_DIR=$dir/conf nohup java "${java[@]}" \
    -Djava.io.tmpdir="$dir/tmp" "${open[@]}" \
    -Dlog.file="$dir/$name.log" -Dlog4j.configurationFile="$dir/conf/log4j.properties" \
    -cp "$jars/lib/*" "$@" >"$dir/$name.out" 2>&1 </dev/null &
  names+=("$name")
  pids+=($!)
}
entry=org.apache.flink.runtime
start jobmanager -Xmx256m -XX:MaxMetaspaceSize=192m $entry.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$dir/conf"
if [ -n "${STARLING_FLINK_HEAP:-}" ]; then java=(-XX:+UseG1GC); fi
start taskmanager -Xmx$((heap + 96))m -XX:MaxDirectMemorySize=128m -XX:MaxMetaspaceSize=192m $entry.taskexecutor.TaskManagerRunner --configDir "$dir/conf"
java=("${small[@]}")
start gateway -Xmx320m -XX:MaxMetaspaceSize=256m org.apache.flink.table.gateway.SqlGateway

fail() { # REASON NAME...
  local name
  echo "cluster.sh: $1" >&2
  shift
  for name in "$@"; do
    echo "--- $name" >&2
    tail -n 20 "$dir/$name.out" "$dir/$name.log" >&2 2>/dev/null || true
  done
  exit 1
}
ask() { curl --silent --fail --noproxy '*' --max-time 5 "$@"; }
ready() {
  ask "$gateway/v3/info" >/dev/null && ask "$rest/overview" | grep -q '"taskmanagers":1,'
}
for ((i = 0; i < 240; i++)); do
  if ready; then
    trap - EXIT
    echo "${pids[@]}"
    exit 0
  fi
  for n in "${!pids[@]}"; do
    kill -0 "${pids[n]}" 2>/dev/null || fail "the ${names[n]} ended" "${names[n]}"
  done
  sleep 0.5
done
fail "no Flink on ports $port to $((port + 5)) after two minutes" "${names[@]}"
