#!/bin/sh
# Builds what is needed, and measures the engine against the hand-written loops:
# run.sh [w1|w2|w3|allocation|latency|hosting|all] [SIZE] [ROUNDS]
# run.sh jmh [OPTIONS OF JMH]
# run.sh ta4j [BARS] [ROUNDS]: downloads ta4j, and measures it on the same work

set -eu

name=${1:-w1}
[ $# -eq 0 ] || shift
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

build() {
  ./mvnw -q -pl platform/io.qbrain.benchmarks -am "$@" compile
  path=
  for classes in api/*/target/classes platform/*/target/classes; do
    path=$path${path:+:}$classes
  done
}

# With what others have made: those jars are on no class path but this one.
build_with_jars() {
  ./mvnw -q -pl platform/io.qbrain.benchmarks -am "$@" compile \
    dependency:build-classpath -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=compile
  path=platform/io.qbrain.benchmarks/target/classes
  path=$path:$(cat platform/io.qbrain.benchmarks/target/classpath.txt)
}

measure() {
  "$java" ${QBRAIN_JAVA_OPTS:-} -cp "$path" "$@"
}

case $name in
  all)
    build
    for one in w1 w2 w3 allocation latency hosting; do
      measure io.qbrain.benchmarks.Benchmarks $one
    done ;;
  jmh)
    build_with_jars
    measure org.openjdk.jmh.Main io.qbrain.benchmarks "$@" ;;
  ta4j)
    build_with_jars -Pta4j
    measure io.qbrain.benchmarks.Ta4jBenchmark "$@" ;;
  *)
    build
    measure io.qbrain.benchmarks.Benchmarks "$name" "$@" ;;
esac
