#!/usr/bin/env bash
# jars.sh: fetch Apache Flink unless it is there, and print its directory:
#   lib/   the class path of a cluster and of the SQL gateway, with the Kafka connector
#   add/   jars for a session's ADD JAR: the format avro-confluent
# Needs pip, whose package apache-flink-libraries is Flink's distribution, and Maven.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jars=${STARLING_FLINK_JARS:-${XDG_CACHE_HOME:-$HOME/.cache}/starling-test/flink-2.2.1}
if [ -e "$jars/.complete" ]; then
  echo "$jars"
  exit 0
fi
for tool in python3 mvn; do
  if ! command -v "$tool" >/dev/null; then
    echo "jars.sh: $tool is not installed; it fetches Apache Flink" >&2
    exit 1
  fi
done

# The directory gets its name when it is whole, so that two calls at once do not meet half of it.
mkdir -p "$(dirname "$jars")"
new=$(mktemp -d "$jars.XXXXXX")
trap 'rm -rf "$new"' EXIT
mkdir "$new/lib" "$new/add"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
  --dest "$new/wheel" apache-flink-libraries==2.2.1 >&2
python3 -m zipfile -e "$new"/wheel/*.whl "$new/wheel"
mv "$new"/wheel/pyflink/lib/*.jar "$new/lib"
mvn -q -B -f "$here/pom.xml" -DbuildDirectory="$new/maven" dependency:copy-dependencies -DoutputDirectory="$new/lib" >&2
mv "$new"/lib/flink-sql-avro-confluent-registry-*.jar "$new/add"
rm -rf "$new/wheel" "$new/maven"
touch "$new/.complete"
rm -rf "$jars"
mv "$new" "$jars"
echo "$jars"
