#!/usr/bin/env bash
# get-etcd.sh DEST: etcd from this machine's own Debian suite, unpacked into DEST with its libraries. DEST/usr/bin/etcd runs.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/../it/site/unpack-debian.sh" "$1" own etcd-server usr/bin/etcd
version=$("$1/usr/bin/etcd" --version)
echo "${version%%$'\n'*}"
