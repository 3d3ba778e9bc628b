#!/bin/sh
# Builds what is needed, and measures the engine against the hand-written loops:
# run.sh [w1|w2|w3|allocation|latency|hosting|store|all] [SIZE] [ROUNDS]
# run.sh jmh [OPTIONS OF JMH]
# run.sh ta4j [BARS] [ROUNDS]: needs the network once; measures it on the same work

set -eu

name=${1:-w1}
[ $# -eq 0 ] || shift
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

build() {
  ./mvnw -q -pl platform/io.qbrain.benchmarks -am compile
  path=
  for classes in api/*/target/classes platform/*/target/classes; do
    path=$path${path:+:}$classes
  done
}

# With what others have made: their jars are in no other build.
build_comparison() {
  build
  own=platform/io.qbrain.benchmarks
  if "$java" --version | grep -qE '^[^ ]+ (1[7-9]|20)[. ]'; then
    ta4j=0.17 api=ta4j-java17
  else
    ta4j=0.21.0 api=ta4j-java21
  fi
  made=$own/target/compare/$ta4j
  mkdir -p "$made"
  ./mvnw -q -f $own/compare/pom.xml \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dta4j.version=$ta4j -Dmdep.outputFile="$root/$made/classpath.txt"
  path=$made:$path:$(cat $made/classpath.txt)
  "${java}c" -d $made -cp "$path" -proc:none \
    $own/compare/$api/io/qbrain/benchmarks/Ta4jVersion.java $own/compare/src/io/qbrain/benchmarks/Ta4jBenchmark.java
  "${java}c" -d $made -cp "$path" \
    -processor org.openjdk.jmh.generators.BenchmarkProcessor \
    $own/compare/src/io/qbrain/benchmarks/HotPaths.java
}

# With the collector that qbrain backtest uses, unless another is asked for.
collector=-XX:+UseParallelGC
case ${QBRAIN_JAVA_OPTS:-} in *GC*) collector= ;; esac

# Memory that the system has given already, as a platform has it that has traded for a while: the first
# touch of a page takes longer than an order does.
touched() {
  echo "-Xms$1 -Xmx$1 -XX:+AlwaysPreTouch"
}

memory=
measure() {
  "$java" $collector $memory ${QBRAIN_JAVA_OPTS:-} -cp "$path" "$@"
}

benchmark() {
  case $1 in
    w1 | w3 | latency) memory=$(touched 1g) ;;
    w2) memory=$(touched 3g) ;;
    *) memory= ;;
  esac
  measure io.qbrain.benchmarks.Benchmarks "$@"
}

case $name in
  all)
    build
    for one in w1 w2 w3 allocation hosting store latency; do
      benchmark $one
    done ;;
  jmh)
    build_comparison
    measure org.openjdk.jmh.Main io.qbrain.benchmarks "$@" ;;
  ta4j)
    build_comparison
    measure io.qbrain.benchmarks.Ta4jBenchmark "$@" ;;
  *)
    build
    benchmark "$name" "$@" ;;
esac
