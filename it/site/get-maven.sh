#!/usr/bin/env bash
# get-maven.sh DEST: Maven from this machine's own Debian suite, unpacked into DEST. DEST/usr/share/maven/bin/mvn runs with the Java
# of JAVA_HOME; the one that Debian's package comes with is left out.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/unpack-debian.sh" "$1" own maven
for unneeded in "$1"/* "$1"/usr/* "$1"/usr/share/*; do
  case ${unneeded#"$1"/} in
    etc | usr | usr/share | usr/share/java | usr/share/maven) ;;
    *) rm -rf "$unneeded" ;;
  esac
done
[ -x "$1/usr/share/maven/bin/mvn" ]
