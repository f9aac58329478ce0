#!/usr/bin/env bash
# get-prometheus.sh DEST: Prometheus and promtool from this machine's own Debian suite, unpacked into DEST/usr/bin.
set -euo pipefail
"$(dirname "$(readlink -f "$0")")/unpack-debian.sh" "$1" own prometheus usr/bin/prometheus usr/bin/promtool
version=$("$1/usr/bin/prometheus" --version 2>&1)
echo "${version%%$'\n'*}"
