#!/usr/bin/env bash
# Makes the present api modules the agreed ones: builds them and puts their jars into api/baseline,
# a Maven repository in the tree that bnd and japicmp compare every build with.
#
#   api/renew-baseline.sh          the version of each package must announce what changed in it
#   api/renew-baseline.sh --anew   agree anew, whatever changed (needs a decision record)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

most_kilobytes=1000
case "${1:-}" in
  "") check=(-Dbnd.baseline.fail.on.missing=false) ;;
  --anew) check=(-Dbnd.baseline.skip) ;;
  *) echo "unknown option $1: expected --anew or nothing" >&2; exit 2 ;;
esac

modules=()
for pom in io.qbrain.*/pom.xml; do modules+=("$(dirname "$pom")"); done
../mvnw -q -B -f .. clean verify -DskipTests -Djapicmp.skip "${check[@]}" \
  -pl "$(IFS=,; echo "${modules[*]/#/:}")" -am </dev/null

jar_of() { ls "$1"/target/"$1"-*.jar; }

version=$(for module in "${modules[@]}"; do sha256sum <"$(jar_of "$module")"; done | sha256sum | cut -c1-12)
rm -rf baseline
for module in "${modules[@]}"; do
  folder=baseline/io/qbrain/$module/$version
  mkdir -p "$folder"
  cp "$(jar_of "$module")" "$folder/$module-$version.jar"
  cat >"$folder/$module-$version.pom" <<POM
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.qbrain</groupId>
  <artifactId>$module</artifactId>
  <version>$version</version>
</project>
POM
  for file in "$folder"/*.{jar,pom}; do
    sha1sum "$file" | cut -d' ' -f1 >"$file.sha1"
  done
done
sed -i "s|<baseline.version>.*</baseline.version>|<baseline.version>$version</baseline.version>|" pom.xml

kilobytes=$(du -sk baseline | cut -f1)
if ((kilobytes > most_kilobytes)); then
  echo "api/baseline has $kilobytes KB: expected at most $most_kilobytes" >&2
  exit 1
fi
echo "The api is agreed as $version ($kilobytes KB): commit api/baseline and api/pom.xml."
