#!/usr/bin/env bash
# get-faketime.sh DEST: libfaketime from this machine's own Debian suite, unpacked into DEST/usr/lib/*/faketime.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/../site/unpack-debian.sh" "$1" own libfaketime
ls "$1"/usr/lib/*/faketime/libfaketimeMT.so.1
