#!/usr/bin/env bash
# tarball.sh ADDRESS SHA256 DEST: fetches a tarball in a build stage, checks it, and unpacks it into DEST without its topmost directory.
set -euo pipefail
[ -n "$2" ] || { echo "A tarball needs its checksum: the build argument ..._SHA256 of $1" >&2; exit 2; }
apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends ca-certificates curl xz-utils >/dev/null
curl --fail --silent --show-error --location --retry 3 --output /tmp/tarball "$1"
echo "$2  /tmp/tarball" | sha256sum --check --status || { echo "$1 has another checksum than $2" >&2; exit 1; }
mkdir -p "$3"
tar -C "$3" --strip-components=1 --no-same-owner -xf /tmp/tarball
rm /tmp/tarball
