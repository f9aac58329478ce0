#!/usr/bin/env bash
# engine.sh start DIR | stop DIR: a Docker engine of one's own, with all its data below DIR, for a machine where none runs. Needs root and
# dockerd. It leaves the machine's packet filter alone; published ports go through its proxy. `stop` ends it and deletes DIR.
set -euo pipefail
dir=$(readlink -m "$2")
readonly start_tenths=300 stop_tenths=300
export DOCKER_HOST=unix://$dir/docker.sock

alive() { [ -e "$dir/docker.pid" ] && kill -0 "$(cat "$dir/docker.pid")" 2>/dev/null; }

await() { # await TENTHS COMMAND...
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ $left -gt 0 ] || return 1
    sleep 0.1
  done
}

start() {
  if docker info >/dev/null 2>&1; then return; fi
  mkdir -p "$dir"
  setsid dockerd --iptables=false --ip6tables=false --ip-masq=false --bridge none --data-root "$dir/data" --exec-root "$dir/exec" \
    --host "$DOCKER_HOST" --pidfile "$dir/docker.pid" >"$dir/log" 2>&1 </dev/null &
  await $start_tenths docker info || { tail -n 5 "$dir/log" >&2; echo "engine: dockerd does not answer" >&2; exit 1; }
}

ended() { ! alive; }

stop() {
  if alive; then
    kill "$(cat "$dir/docker.pid")"
    await $stop_tenths ended || { echo "engine: dockerd does not end; $dir stays" >&2; exit 1; }
  fi
  # What an engine leaves mounted would be deleted through the mount.
  local mounted
  for mounted in $(awk -v below="$dir/" 'index($2, below) == 1 {print $2}' /proc/mounts | sort -r); do umount "$mounted"; done
  rm -rf "$dir"
}

case $1 in
  start) start ;;
  stop) stop ;;
  *) echo "usage: engine.sh start|stop DIR" >&2; exit 2 ;;
esac
