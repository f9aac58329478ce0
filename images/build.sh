#!/usr/bin/env bash
# build.sh [prepare]: builds the images of docker-compose.yml from the jars in target/dist/lib; `./signalbox images` makes those first.
# prepare: only what needs no jars, which is most of the work and changes seldom. One build goes at a time, another waits for it.
# From the environment: SIGNALBOX_TAG (default local), and any of BASE JAVA_SUITE JAVA_TARBALL JAVA_SHA256 MYSQL_SUITE MYSQL_TARBALL
# MYSQL_SHA256, which become build arguments.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")
tag=${SIGNALBOX_TAG:-local}
export BASE=${BASE:-debian:bookworm-slim} RUNTIME=signalbox/runtime:$tag JARS=signalbox/jars:$tag

# The repository's names for the images, each with its Dockerfile, in the order in which they need each other.
images=("runtime images" "jars images/jars" "database agents" "balancer haproxy" "controller controller" "etcd images/etcd" "web it/demo-web" "watch grafana")

build() { # build NAME DIRECTORY [OPTION...]: only the arguments that this Dockerfile declares
  local arguments=() name=$1 file=$root/$2/Dockerfile argument
  shift 2
  for argument in BASE RUNTIME JARS JAVA_SUITE JAVA_TARBALL JAVA_SHA256 MYSQL_SUITE MYSQL_TARBALL MYSQL_SHA256; do
    if [ -n "${!argument:-}" ] && grep -q "^ARG $argument=" "$file"; then arguments+=(--build-arg "$argument"); fi
  done
  printf 'images: signalbox/%s:%s\n' "$name" "$tag" >&2
  # The network of the host: its names and its way to the mirror.
  docker build --network host --quiet --tag "signalbox/$name:$tag" --file "$file" "$@" "${arguments[@]}" "$root" >/dev/null
}

# The stages that need no jars. With a name of its own a stage is found again at the next build, whatever was tidied up between.
stages() { # stages NAME DIRECTORY
  local stage
  for stage in $(sed -n 's/^FROM .* AS //p' "$root/$2/Dockerfile"); do
    [ "$stage" = jars ] || build "$1-$stage" "$2" --target "$stage"
  done
}

needs_jars() { grep -qE '^FROM .* AS jars|^COPY target/dist/lib' "$root/$1/Dockerfile"; }

mkdir -p "$root/target"
exec 6>"$root/target/images.lock"
flock 6
"$root/images/base.sh" "$BASE"
for image in "${images[@]}"; do
  # shellcheck disable=SC2086
  stages $image
  if [ "${1:-}" = prepare ] && needs_jars "${image#* }"; then continue; fi
  # shellcheck disable=SC2086
  build $image
done
