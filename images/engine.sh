#!/usr/bin/env bash
# engine.sh start|clear|stop|delete DIR: a Docker engine of one's own, with all its data below DIR, for a machine where none runs. Needs
# root and dockerd. It leaves the machine's packet filter alone; published ports go through its proxy.
#   start   where it does not run already; no container of an earlier time comes back by itself
#   clear   leaves the images that have a name, and nothing else
#   stop    ends it and what runs in it; its data stay
#   delete  also its data
set -euo pipefail
verb=${1:-}
dir=$(readlink -m "${2:?engine.sh start|clear|stop|delete DIR}")
readonly start_tenths=300 stop_tenths=300
export DOCKER_HOST=unix://$dir/docker.sock

# The number in a pid file says nothing after a crash: another program may have it by now.
process() { # process PIDFILE PROGRAM: its number, if it runs
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] && echo "$pid"
}

await() { # await TENTHS COMMAND...
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.1
  done
}

ended() { ! process "$@"; }

end() { # end PIDFILE PROGRAM
  local pid
  pid=$(process "$@") || return 0
  kill "$pid"
  await $stop_tenths ended "$@" || { echo "engine: $2 does not end; $dir stays as it is" >&2; exit 1; }
}

run() {
  rm -f "$dir/docker.pid"
  mkdir -p "$dir/data"
  # Descriptors of the caller, such as those of its locks, are not for the engine to keep.
  (
    for descriptor in /proc/self/fd/*; do
      descriptor=${descriptor##*/}
      [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    exec setsid dockerd --iptables=false --ip6tables=false --ip-masq=false --bridge none --data-root "$dir/data" --exec-root "$dir/exec" \
      --host "$DOCKER_HOST" --pidfile "$dir/docker.pid"
  ) >"$dir/log" 2>&1 </dev/null &
  await $start_tenths docker info
}

start() {
  if docker info >/dev/null 2>&1; then return; fi
  stop
  local hosts
  for hosts in "$dir"/data/containers/*/hostconfig.json; do
    [ ! -e "$hosts" ] || sed -i 's/"RestartPolicy":{"Name":"[a-z-]*"/"RestartPolicy":{"Name":"no"/' "$hosts"
  done
  run && return
  # What a crash or a full disk left of the data may be what it stumbles over.
  tail -n 5 "$dir/log" >&2
  echo "engine: dockerd does not answer; once more without the images of earlier times" >&2
  delete
  run || { tail -n 5 "$dir/log" >&2; echo "engine: dockerd does not answer" >&2; exit 1; }
}

clear() {
  # Only in order does a site's firewall take its rules out of the kernel.
  docker ps --quiet --filter label=com.docker.compose.service=firewall | xargs -r docker stop >/dev/null
  docker ps --all --quiet | xargs -r docker rm --force --volumes >/dev/null
  docker volume ls --quiet | xargs -r docker volume rm --force >/dev/null
  docker network prune --force >/dev/null
  docker image prune --force >/dev/null
}

stop() {
  end "$dir/docker.pid" dockerd
  end "$dir/exec/containerd/containerd.pid" containerd
  # What an engine leaves mounted would be deleted through the mount.
  local mounted
  for mounted in $(awk -v below="$dir/" 'index($2, below) == 1 {print $2}' /proc/mounts | sort -r); do umount "$mounted"; done
  rm -rf --one-file-system "${dir:?}/exec" "$dir/docker.pid" "$dir/docker.sock"
}

delete() {
  stop
  rm -rf --one-file-system "$dir"
}

case $verb in
  start | clear | stop | delete) "$verb" ;;
  *) echo "usage: engine.sh start|clear|stop|delete DIR" >&2; exit 2 ;;
esac
