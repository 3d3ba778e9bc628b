#!/bin/sh
# Measures streams and the relay on a Kafka and a PostgreSQL of its own: run.sh [MESSAGES]

set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi
module=bundles/io.qbrain.messaging.kafka
./mvnw -q -B -pl $module -am test-compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile=target/benchmark-classpath.txt
cd $module
exec "$java" -Xmx1g -cp "target/test-classes:target/classes:$(cat target/benchmark-classpath.txt)" \
  io.qbrain.messaging.kafka.KafkaBenchmark "$@"
