#!/bin/sh
# deploy VERSION: what the agent beside this web server runs. The release that is there becomes the current one, and the web server is
# restarted: its supervisor starts it again when it has ended. Done again, it does the same.
set -eu
version=$1
here=$(dirname -- "$0")
if [ ! -d "$here/releases/$version" ]; then
  echo "there is no release $version here" >&2
  exit 3
fi
ln -sfn -- "releases/$version" "$here/current.new"
mv -T -- "$here/current.new" "$here/current"
echo "current is $version"
# The line has no end of its own.
read -r pid started < "$here/../../supervisor/pids/PIDFILE" || [ -n "$pid" ]
if kill -TERM "$pid" 2> /dev/null; then
  while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done
  echo "web server $pid has ended; its supervisor starts it again"
fi
