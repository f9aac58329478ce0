#!/usr/bin/env bash
# get-jdk.sh DEST: Debian's JDK 25 without a screen, unpacked into DEST/usr/lib/jvm.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/unpack-debian.sh" "$1" sid openjdk-25-jdk-headless \
  'usr/lib/jvm/java-25-openjdk-*/bin/*' 'usr/lib/jvm/java-25-openjdk-*/lib/jspawnhelper'
version=$("$1"/usr/lib/jvm/java-25-openjdk-*/bin/java -version 2>&1)
echo "${version%%$'\n'*}"
