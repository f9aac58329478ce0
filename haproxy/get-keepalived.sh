#!/usr/bin/env bash
# get-keepalived.sh DEST: keepalived from this machine's own Debian suite, unpacked into DEST with its libraries. DEST/usr/sbin/keepalived runs.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/../it/site/unpack-debian.sh" "$1" own keepalived usr/sbin/keepalived
version=$("$1/usr/sbin/keepalived" --version 2>&1)
echo "${version%%$'\n'*}"
