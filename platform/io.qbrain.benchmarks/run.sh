#!/bin/sh
# Builds what is needed, and measures the engine against the hand-written loops:
# run.sh [w1|w2|w3|allocation|latency|hosting|all] [SIZE] [ROUNDS]

set -eu

name=${1:-w1}
[ $# -eq 0 ] || shift
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
./mvnw -q -pl platform/io.qbrain.benchmarks -am compile
path=
for classes in api/*/target/classes platform/*/target/classes; do
  path=$path${path:+:}$classes
done
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

measure() {
  "$java" ${QBRAIN_JAVA_OPTS:-} -cp "$path" io.qbrain.benchmarks.Benchmarks "$@"
}

case $name in
  all)
    for one in w1 w2 w3 allocation latency hosting; do measure $one; done ;;
  *)
    measure "$name" "$@" ;;
esac
