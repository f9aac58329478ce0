#!/usr/bin/env bash
# get-jdk.sh DEST: Debian's JDK 25 without a screen, unpacked into DEST/usr/lib/jvm.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
"$here/unpack-debian.sh" "$1" sid openjdk-25-jdk-headless \
  'usr/lib/jvm/java-25-openjdk-*/bin/*' 'usr/lib/jvm/java-25-openjdk-*/lib/jspawnhelper'
jdk=$(echo "$1"/usr/lib/jvm/java-25-openjdk-*)
version=$("$jdk/bin/java" -version 2>&1)
echo "${version%%$'\n'*}"

# Debian's JDK trusts whom the machine's Java trusts. Where there was no Java yet, it gets a store of its own: whom the machine
# trusts, else whom Debian does.
store=$jdk/lib/security/cacerts
if [ ! -e "$store" ]; then
  trusted=(/etc/ssl/certs/ca-certificates.crt)
  [ -r "${trusted[0]}" ] || trusted=("$1"/usr/share/ca-certificates/mozilla/*.crt /usr/local/share/ca-certificates/*.crt)
  # Whole or absent, as everything that is unpacked.
  { "$jdk/bin/java" "$here/TrustStore.java" "$store.new" "${trusted[@]}" && mv -f "$store.new" "$store"; } || { rm -rf "$1"; exit 1; }
fi
