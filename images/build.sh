#!/usr/bin/env bash
# build.sh [SERVICE...]: builds the images of docker-compose.yml from the jars in target/dist/lib. `./signalbox images` makes those first.
# From the environment: SIGNALBOX_TAG (default local), and any of BASE JAVA_SUITE JAVA_TARBALL JAVA_SHA256 MYSQL_SUITE MYSQL_TARBALL
# MYSQL_SHA256, which become build arguments.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
tag=${SIGNALBOX_TAG:-local}
export BASE=${BASE:-debian:bookworm-slim} RUNTIME=signalbox/runtime:$tag

# The repository's names for the images, each with its Dockerfile, in the order in which they need each other.
images=("runtime images" "database agents" "balancer haproxy" "controller controller" "web it/demo-web" "watch grafana")

build() { # build NAME DIRECTORY: only the arguments that this Dockerfile declares
  local arguments=() name
  for name in BASE RUNTIME JAVA_SUITE JAVA_TARBALL JAVA_SHA256 MYSQL_SUITE MYSQL_TARBALL MYSQL_SHA256; do
    if [ -n "${!name:-}" ] && grep -q "^ARG $name=" "$root/$2/Dockerfile"; then arguments+=(--build-arg "$name"); fi
  done
  printf 'images: signalbox/%s:%s\n' "$1" "$tag" >&2
  # The network of the host: its names and its way to the mirror.
  docker build --network host --quiet --tag "signalbox/$1:$tag" --file "$root/$2/Dockerfile" "${arguments[@]}" "$root" >/dev/null
}

"$root/images/base.sh" "$BASE"
for image in "${images[@]}"; do
  # shellcheck disable=SC2086
  build $image
done
