#!/bin/sh
# Breaks a server, the disk or a start under a platform that trades on paper, and compares what is left:
# faults.sh NAME [SECONDS], or faults.sh all; without a name it lists them. Exit code 0 only if everything holds.

set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

cd "$root"
if [ ! -f karaf-assembly/target/faults.classpath ] || [ -n "${FAULTS_BUILD:-}" ] \
  || ! ls karaf-assembly/target/assembly/lib/boot/io.qbrain.launcher* > /dev/null 2>&1; then
  ./mvnw -B -q package -pl karaf-assembly -am -DskipTests -Dfeatures.verify.skip=true -Ddistribution.archive=false
fi
cd karaf-assembly
exec "$java" -XX:+UseSerialGC -cp "target/test-classes:$(cat target/faults.classpath)" \
  io.qbrain.container.faults.Faults "$@"
