# shellcheck shell=bash
# Part of ./signalbox: images, and the engine for tests in containers.

engine_runs() { docker info >/dev/null 2>&1; }

# The engine that runs. Tests may start one of their own, below the cache, which stop_engine ends again.
find_engine() {
  if command -v docker >/dev/null && engine_runs; then return; fi
  install docker.io dockerd "the engine of containers"
}

find_compose() {
  docker compose version >/dev/null 2>&1 || install docker-compose docker-compose "which starts several containers together"
}

find_base() {
  docker image inspect "${BASE:-debian:bookworm-slim}" >/dev/null 2>&1 || [ "$(id -u)" != 0 ] \
    || install debootstrap debootstrap "to make a base image where no registry can be reached"
}

build_images() {
  prepare engine base
  engine_runs || die "No Docker engine answers. Start it (systemctl start docker), or join the group docker."
  "$root/images/build.sh"
}

# Why containers cannot be tested here; nothing where they can, and therefore must.
no_containers() {
  local refused
  if engine_runs; then
    can_install && return
    docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null \
      || { echo "docker-compose is missing, and only root can install it, with apt"; return; }
    refused=$("$root/images/base.sh" "${BASE:-debian:bookworm-slim}" 2>&1) || echo "${refused##*$'\n'}"
  elif ! can_install; then
    echo "no Docker engine answers, and only root can install and start one, with apt"
  elif ! unshare --mount --net --pid --fork true 2>/dev/null; then
    echo "no Docker engine answers, and none can run here: the kernel gives us no namespaces"
  fi
}

own_engine=
image_build=

# The engine that runs, or one of our own until the tests end. Its images stay in the cache, so that only the jars' layers are built
# each time. What needs no jars is built while Maven compiles. One test at a time: networks and the packet filter are the machine's.
start_engine() {
  mkdir -p "$cache"
  exec 7>"$cache/containers.lock"
  flock --nonblock 7 || { say "Another test uses containers; waiting until it ends."; flock 7; }
  if ! engine_runs; then
    own_engine=$cache/engine
    say "No Docker engine answers: one runs below $own_engine until the tests end."
    trap stop_engine EXIT
    "$root/images/engine.sh" start "$own_engine"
    "$root/images/engine.sh" clear "$own_engine"
    export DOCKER_HOST=unix://$own_engine/docker.sock
  fi
  mkdir -p "$root/target"
  "$root/images/build.sh" prepare >"$root/target/images-prepare.log" 2>&1 &
  image_build=$!
}

stop_engine() {
  [ -z "$image_build" ] || kill "$image_build" 2>/dev/null || true
  [ -z "$own_engine" ] || "$root/images/engine.sh" stop "$own_engine"
}

# SIGNALBOX_CONTAINERS tells the tests: yes, or why not.
find_containers() {
  SIGNALBOX_CONTAINERS=$(no_containers)
  if [ -z "$SIGNALBOX_CONTAINERS" ]; then
    find_engine
    find_compose
    find_base
    SIGNALBOX_CONTAINERS=yes
  fi
  export SIGNALBOX_CONTAINERS
}

# The sum over all modules, in the words in which Surefire and Failsafe close each.
sum_of() {
  { grep -h '<testsuite ' "$@" || true; } | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
    { run += number("tests"); failures += number("failures"); errors += number("errors"); skipped += number("skipped") }
    END { printf "[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }'
}

# The last lines: how many tests were skipped, and why. Where an engine can run, none in containers may be among them.
report_skipped() {
  local reports containers
  mapfile -t reports < <(find "$root" -path '*/target/*-reports/TEST-*.xml' -newer "$root/target/tests-began")
  [ ${#reports[@]} -gt 0 ] || die "Maven ran no test."
  if grep -q '<skipped' "${reports[@]}"; then
    say "Skipped tests, and why:"
    { grep -h '<skipped' "${reports[@]}" || true; } | sed 's/.*message="\([^"]*\)".*/\1/; s/^Assumption failed: //' | sort | uniq -c >&2
  fi
  sum_of "${reports[@]}"
  [ "${SIGNALBOX_CONTAINERS:-}" = yes ] || return 0
  mapfile -t containers < <(printf '%s\n' "${reports[@]}" | grep -F /TEST-io.signalbox.lab.container.)
  [ ${#containers[@]} -gt 0 ] || die "No test in containers ran, though a Docker engine can run here."
  # Who is played on demand names the property that asks for it.
  if grep -h '<skipped' "${containers[@]}" | grep -v 'System property \[signalbox\.' >/dev/null; then
    die "Tests in containers were skipped, though a Docker engine can run here."
  fi
}
