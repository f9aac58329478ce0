#!/usr/bin/env bash
# get-haproxy.sh DEST: HAProxy from this machine's own Debian suite, unpacked into DEST with its libraries. DEST/usr/sbin/haproxy runs.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/../it/site/unpack-debian.sh" "$1" own haproxy usr/sbin/haproxy
version=$("$1/usr/sbin/haproxy" -v)
echo "${version%%$'\n'*}"
