#!/bin/sh
# Makes a project for a new strategy, outside this tree, that builds by itself:
#
#   ./new-strategy.sh FOLDER NAME              for example ./new-strategy.sh ../my-idea my-idea
#   ./new-strategy.sh --no-jars FOLDER NAME    without Q-Brain's own jars, which the project needs to build
#
# The sources are those of sample-strategies/io.qbrain.samples.template.

set -eu

root=$(cd "$(dirname "$0")" && pwd)
template=$root/sample-strategies/io.qbrain.samples.template
keywords=" abstract assert boolean break byte case catch char class const continue default do double else enum extends false
 final finally float for goto if implements import instanceof int interface long native new null package private protected
 public return short static strictfp super switch synchronized this throw throws transient true try void volatile while "

fail() {
  echo "$*" >&2
  exit 1
}

usage="Usage: ./new-strategy.sh [--no-jars] FOLDER NAME   (for example: ./new-strategy.sh ../my-idea my-idea)"
jars=yes
if [ "${1:-}" = --no-jars ]; then
  jars=no
  shift
fi
[ $# -eq 2 ] || fail "$usage"
folder=$1
name=$2

printf '%s\n' "$name" | LC_ALL=C grep -Eq '^[a-z][a-z0-9-]{0,39}$' ||
  fail "expected a name of a lower-case letter and up to 39 more, digits or '-', found '$name'
$usage"
package=$(printf '%s' "$name" | tr -d -)
Name=$(printf '%s' "$name" | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }')
case $keywords in
  *[[:space:]]"$package"[[:space:]]*) fail "'$name' cannot be the name: the Java package would be the keyword '$package'" ;;
esac
[ ! -e "$folder" ] || [ -d "$folder" ] || fail "$folder is a file; name a folder that is new or empty"
[ -z "$(ls -A "$folder" 2>/dev/null)" ] || fail "$folder is not empty; name a folder that is new or empty"

# The value of a property of the root POM.
property() {
  sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" "$root/pom.xml" | head -n 1
}

# The version that the root POM manages of an artifact.
managed() {
  sed -n "/<artifactId>$1</{
    n
    s|.*<version>\(.*\)</version>.*|\1|p
    q
  }" "$root/pom.xml"
}

# What the sources are called here, and there.
rename() {
  sed -e "s/io\.qbrain\.samples\.template/com.example.$package/g" \
    -e "s/TemplateStrategy/${Name}Strategy/g" \
    -e "s/\"template\"/\"$name\"/g" \
    -e "s/{@code template}/{@code $name}/g" "$1" >"$2"
}

# What the testkit brings with it, beside the model.
libraries="strategy indicators port kernel simulation series markets backtest verifier"

# Sets version, which says what is in the jars, and puts them with their POMs into a Maven repository in the folder.
add_jars() {
  echo "Building Q-Brain's jars for authors (the first time this downloads some libraries) ..."
  (cd "$root" && ./mvnw -q -B package -DskipTests -Djacoco.skip -pl api/io.qbrain.indicators,platform/io.qbrain.testkit -am </dev/null)
  set --
  for module in model $libraries testkit; do
    set -- "$@" "$(ls "$root"/*/"io.qbrain.$module/target/io.qbrain.$module-$own.jar")"
  done
  version=${own%-SNAPSHOT}-$(cat "$@" | cksum | cut -d ' ' -f 1)
  for jar in "$@"; do
    artifact=$(basename "$jar" "-$own.jar")
    to=$folder/repository/io/qbrain/$artifact/$version
    mkdir -p "$to"
    cp "$jar" "$to/$artifact-$version.jar"
    pom "$artifact" >"$to/$artifact-$version.pom"
  done
}

# The POM of one of our jars. The testkit brings all the others with it, and what tests are written with.
pom() {
  cat <<END
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>io.qbrain</groupId>
  <artifactId>$1</artifactId>
  <version>$version</version>
  <dependencies>
END
  case $1 in
    io.qbrain.model | io.qbrain.indicators) ;;
    io.qbrain.testkit)
      for other in $libraries; do
        dependency io.qbrain "io.qbrain.$other" "$version"
      done
      dependency org.assertj assertj-core "$(property assertj.version)"
      dependency org.junit.jupiter junit-jupiter "$(property junit.version)"
      ;;
    *) dependency io.qbrain io.qbrain.model "$version" ;;
  esac
  cat <<END
  </dependencies>
</project>
END
}

dependency() {
  cat <<END
    <dependency>
      <groupId>$1</groupId>
      <artifactId>$2</artifactId>
      <version>$3</version>
    </dependency>
END
}

own=$(managed qbrain)
version=$own
if [ "$jars" = yes ]; then
  add_jars
fi

main=$folder/src/main/java/com/example/$package
test=$folder/src/test/java/com/example/$package
mkdir -p "$main" "$test" "$folder/.mvn/wrapper"
sources=$template/src/main/java/io/qbrain/samples/template
rename "$sources/TemplateStrategy.java" "$main/${Name}Strategy.java"
rename "$sources/TemplateStrategyFactory.java" "$main/${Name}StrategyFactory.java"
rename "$template/src/test/java/io/qbrain/samples/template/TemplateStrategyTest.java" "$test/${Name}StrategyTest.java"

set -- -e "s/@name@/$name/g" -e "s/@Name@/$Name/g" -e "s/@package@/$package/g" \
  -e "s/@qbrain.version@/$version/g" -e "s/@bnd.version@/$(property bnd.version)/g"
for artifact in org.osgi.service.component.annotations maven-clean-plugin maven-resources-plugin maven-compiler-plugin \
  maven-surefire-plugin maven-jar-plugin; do
  set -- "$@" -e "s/@$artifact@/$(managed "$artifact")/g"
done
for file in pom.xml README.md; do
  sed "$@" "$template/src/standalone/$file" >"$folder/$file"
done

cp "$root/mvnw" "$root/mvnw.cmd" "$folder/"
cp "$root/.mvn/wrapper/maven-wrapper.properties" "$folder/.mvn/wrapper/"
# Files are no network: our jars can be had with -o, too.
printf '%s\n' -ntp -Daether.offline.protocols=file >"$folder/.mvn/maven.config"
printf '%s\n' target/ >"$folder/.gitignore"

echo "The strategy $name is in $folder. Next:
  cd $folder
  ./mvnw verify"
