#!/usr/bin/env bash
# java.sh DEST: in a build stage, a Java 25 with just the modules that the daemons use. From the tarball JAVA_TARBALL (JAVA_SHA256), else
# from the Debian suite JAVA_SUITE; that one brings the libraries it was built with, as the image's own may be older.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
dest=$1
readonly modules=java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

link() { # link JDK
  "$1/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 --output "$dest"
}

if [ -n "${JAVA_TARBALL:-}" ]; then
  "$here/tarball.sh" "$JAVA_TARBALL" "${JAVA_SHA256:-}" /tmp/jdk
  link /tmp/jdk
else
  SIGNALBOX_KEEP_JMODS=yes "$here/unpack-debian.sh" /tmp/jdk "$JAVA_SUITE" "openjdk-25-jdk-headless patchelf" \
    'usr/lib/jvm/java-25-openjdk-*/bin/*' 'usr/lib/jvm/java-25-openjdk-*/lib/jspawnhelper' usr/bin/patchelf
  link "$(echo /tmp/jdk/usr/lib/jvm/java-25-openjdk-*)"
  mkdir "$dest/lib/debian"
  # The dynamic linker, the C library with its parts, and what Java itself is linked to.
  find /tmp/jdk -path /tmp/jdk/usr/lib/jvm -prune -o \( -name 'ld-linux*' -o -name 'lib[cm].so.*' -o -name 'libdl.so.*' -o -name 'libpthread.so.*' \
    -o -name 'librt.so.*' -o -name 'libresolv.so.*' -o -name 'libnss_*.so.*' -o -name 'libz.so.*' -o -name 'libstdc++.so.*' \
    -o -name 'libgcc_s.so.*' \) ! -type d ! -name '*.py' -exec cp -Lf {} "$dest/lib/debian/" \;
  for program in "$dest"/bin/* "$dest/lib/jspawnhelper"; do
    if head -c 4 "$program" | grep -q ELF; then
      /tmp/jdk/usr/bin/patchelf --force-rpath --set-rpath "$dest/lib:$dest/lib/debian" \
        --set-interpreter "$(echo "$dest"/lib/debian/ld-linux*)" "$program"
    fi
  done
fi
# Debian's modules bring their debug symbols, ten times as large as all the rest.
find "$dest" -name '*.debuginfo' -delete
rm -rf /tmp/jdk
"$dest/bin/java" -version
