#!/usr/bin/env bash
# unpack-debian.sh DEST SUITE "PACKAGE..." [PROGRAM...]
# Unpacks packages of a Debian suite ("own": the suite of this machine) with all that they depend on, libc included, into DEST, and
# ties the PROGRAMs (paths or patterns below DEST) to the libraries there. Needs apt and dpkg-deb, no root. The machine's package lists
# and dpkg status are neither used nor changed, and no service is started: apt works in a root of its own with an empty status file.
# DEST appears at once and whole, or not at all.
set -euo pipefail
dest=$(readlink -m "$1") suite=$2 packages=$3
shift 3
work=$dest.unpacking
rm -rf "$work"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{apt/state/lists/partial,apt/cache/archives/partial,apt/etc/apt.conf.d,apt/etc/preferences.d,root,tools}
: >"$work/apt/state/status"

# The first mirror of Debian itself that this machine uses, in whatever form its sources are written, and also before their lists were
# ever fetched. Others have a component main too, but lie elsewhere.
mirror() {
  apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*/debian\)/*/dists/[^/]*/main/binary-.*#\1#p" | head -n 1 || true
}

# private_apt SUITE: an apt that knows this suite and nothing of this machine's state.
private_apt() {
  local sources="" uri
  if [ "$1" != own ]; then
    uri=$(mirror)
    [ -n "$uri" ] || { echo "No Debian mirror in this machine's apt sources (/etc/apt/sources.list*)." >&2; exit 1; }
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $1 main" >"$work/apt/etc/sources.list"
    sources="Dir::Etc \"$work/apt/etc\"; Dir::Etc::SourceList \"$work/apt/etc/sources.list\"; Dir::Etc::SourceParts \"-\";"
  fi
  cat >"$work/apt/apt.conf" <<CONF
Dir::State "$work/apt/state"; Dir::State::status "$work/apt/state/status";
Dir::Cache "$work/apt/cache"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
$sources
APT::Architecture "$(dpkg --print-architecture)"; APT::Install-Recommends "false"; APT::Sandbox::User "$(id -un)";
Acquire::Languages "none"; Acquire::Check-Valid-Until "false"; Acquire::Retries "3";
CONF
  APT_CONFIG=$work/apt/apt.conf apt-get -qq update
}

# A JDK's second copy of all modules, which only cutting a smaller Java out of it needs.
jmods=(--exclude='./usr/lib/jvm/*/jmods')
[ -z "${SIGNALBOX_KEEP_JMODS:-}" ] || jmods=()

# What nothing here needs: perl is for scripts only, the rest is documentation and base files.
unwanted() {
  case ${1##*/} in
    perl* | libperl* | libgdbm* | gcc-*-base* | libc-gconv* | debconf* | tzdata* | adduser* | passwd* | init-system-helpers*) return 0 ;;
  esac
  return 1
}

unpack() {
  local deb
  for deb in "$work"/apt/cache/archives/*.deb; do
    unwanted "$deb" || dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$1" --no-same-owner --exclude='./usr/share/man' \
      --exclude='./usr/share/doc' --exclude='./usr/share/locale' --exclude='./usr/lib/*/gconv' --exclude='./usr/share/javascript' --exclude='./etc/init.d' \
      "${jmods[@]}"
  done
}

download() {
  # The empty status file makes this fetch everything that the packages depend on.
  # shellcheck disable=SC2086
  APT_CONFIG=$work/apt/apt.conf apt-get -qq install -y --download-only --no-install-recommends $1 >/dev/null
}

find_patchelf() {
  patchelf=$(command -v patchelf) && return
  private_apt own
  (cd "$work/tools" && APT_CONFIG=$work/apt/apt.conf apt-get -qq download patchelf && dpkg-deb -x patchelf*.deb .)
  patchelf=$work/tools/usr/bin/patchelf
}

# A link to /etc/x means the x that was unpacked, not the machine's.
relink() {
  local link target
  while read -r link; do
    target=$(readlink "$link")
    [ ! -e "$work/root$target" ] || ln -sfn "$dest$target" "$link"
  done < <(find "$work/root" -type l -lname '/*')
}

# DT_RPATH, not RUNPATH, so that what plugins and libraries need is found in DEST too; and with a loader of its own the process keeps
# its name and its /proc/PID/exe.
tie() {
  local loader libraries program
  loader=$(find "$work/root" \( -name 'ld-linux*.so.*' -o -name 'ld64.so.*' \) -path '*/lib/*/*' -type f -print -quit)
  [ -n "$loader" ] || { echo "There is no loader among what was unpacked." >&2; exit 1; }
  libraries=$(dirname "$loader")
  libraries="$dest${libraries#"$work/root"}"
  libraries="$libraries:$dest/usr/lib/${libraries##*/}:$dest/lib/${libraries##*/}"
  for program in "$@"; do
    # shellcheck disable=SC2086
    for program in "$work"/root/$program; do
      if [ -f "$program" ] && [ ! -L "$program" ] && head -c 4 "$program" | grep -q ELF; then
        "$patchelf" --force-rpath --set-rpath "\$ORIGIN/../lib:$libraries" --set-interpreter "$dest${loader#"$work/root"}" "$program"
      fi
    done
  done
}

find_patchelf
private_apt "$suite"
rm -f "$work"/apt/cache/archives/*.deb
download "$packages"
unpack "$work/root"
relink
tie "$@"
rm -rf "$dest"
mkdir -p "$(dirname "$dest")"
mv "$work/root" "$dest"
