#!/bin/bash
# get-mysql.sh [DEST [SUITE [PACKAGE...]]]: unpacks a Debian suite's MySQL with its whole library closure into DEST
# (default ~/.cache/signalbox/mysql, suite sid, packages mysql-server-core mysql-client-core).
#
# Touches neither the machine's apt sources, nor its package lists, nor its dpkg status, nor any service. Needs apt and dpkg,
# no root; fetches patchelf from the machine's own suite if it is missing. Quick when DEST is there already; unpacks beside
# DEST and renames at the end, so that DEST is always whole or absent. Packages come from the mirror that the machine's own
# sources name.
set -euo pipefail

dest=$(realpath -m "${1:-$HOME/.cache/signalbox/mysql}")
suite=${2:-sid}
packages=("${@:3}")
[ ${#packages[@]} -gt 0 ] || packages=(mysql-server-core mysql-client-core)

fail() {
  echo "get-mysql: $*" >&2
  exit 1
}

server_in() { # the server's program below $1
  local program
  for program in "$1/usr/sbin/mysqld" "$1/usr/sbin/mariadbd"; do
    if [ -x "$program" ]; then echo "$program"; return; fi
  done
  return 1
}

version_of() {
  local program
  program=$(server_in "$1") && "$program" --no-defaults --version 2>/dev/null
}

if version_of "$dest"; then exit 0; fi

for tool in apt-get dpkg-deb dpkg; do
  command -v "$tool" >/dev/null || fail "$tool is missing: this needs Debian. Elsewhere unpack MySQL 8.4 or 9 yourself so that $dest/usr/sbin/mysqld runs."
done

# Beside DEST, so that the last step is a rename.
mkdir -p "$(dirname "$dest")"
work=$(mktemp -d "$dest.unfinished.XXXXXX")
trap 'rm -rf "$work"' EXIT
root=$work/root
apt=$work/apt
mkdir -p "$root" "$apt"/etc/{apt.conf.d,preferences.d,trusted.gpg.d}

mirror=$(apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*/debian\)/*/dists/[^/]*/main/binary-.*#\1#p" | head -1 || true)
[ -n "$mirror" ] || fail "there is no Debian mirror in /etc/apt/sources.list or /etc/apt/sources.list.d."
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || fail "$keyring is missing. Install it with: apt-get install debian-archive-keyring"

echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/etc/sources.list"

configuration() { # of an apt whose state is below $1, with the sources that $2 names
  # Check-Valid-Until: a mirror that lags by days is good enough for a server that is asked its version afterwards.
  mkdir -p "$1"/{state/lists/partial,cache/archives/partial}
  : > "$1/state/status" # empty: apt fetches the whole closure, the suite's libc included
  cat > "$1/apt.conf" <<CONF
Dir::State "$1/state"; Dir::State::status "$1/state/status";
Dir::Cache "$1/cache"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
$2
APT::Architecture "$(dpkg --print-architecture)"; APT::Install-Recommends "false"; APT::Sandbox::User "$(id -un)";
Acquire::Languages "none"; Acquire::Check-Valid-Until "false"; Acquire::Retries "3";
CONF
}

configuration "$apt" "Dir::Etc \"$apt/etc\"; Dir::Etc::SourceList \"$apt/etc/sources.list\"; Dir::Etc::SourceParts \"-\";
Dir::Etc::Parts \"$apt/etc/apt.conf.d\";"
private_apt() { APT_CONFIG="$apt/apt.conf" apt-get -qq "$@"; }
own_apt() { APT_CONFIG="$work/own/apt.conf" apt-get -qq "$@"; }

echo "get-mysql: fetching ${packages[*]} of Debian $suite (about 80 MB) ..." >&2
private_apt update >&2 || fail "the package list of $suite cannot be fetched from the machine's mirror."
private_apt install -y --download-only --no-install-recommends "${packages[@]}" > /dev/null \
  || fail "${packages[*]} cannot be fetched from $suite."

for deb in "$apt"/cache/archives/*.deb; do
  case ${deb##*/} in perl*|libperl*|libgdbm*|gcc-*-base*|libc-gconv*) continue ;; esac # only mysqld_safe needs perl
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --exclude='./usr/share/man' --exclude='./usr/share/doc' \
    --exclude='./usr/share/locale' --exclude='./usr/lib/*/gconv'
done

patchelf=$(command -v patchelf || true)
if [ -z "$patchelf" ]; then
  configuration "$work/own" ""
  (own_apt update && cd "$work" && own_apt download patchelf) >&2 \
    || fail "patchelf is missing. Install it with: apt-get install patchelf"
  dpkg -x "$work"/patchelf*.deb "$work/patchelf"
  patchelf=$work/patchelf/usr/bin/patchelf
fi

# DT_RPATH, not RUNPATH, so that plugins' and libraries' own needs are found below DEST too; it names DEST, where all will
# lie, so until the rename nothing runs. With an interpreter of its own, /proc/PID/exe and the process's name stay mysqld's.
interpreter=$(find "$root/usr/lib" -name 'ld-linux*.so.*' | head -1)
[ -n "$interpreter" ] || fail "the packages of $suite hold no dynamic linker."
libraries=$dest${interpreter#"$root"}
libraries=${libraries%/*}
clients=(mysql mysqladmin mysqlbinlog mysqldump mariadb mariadb-admin mariadb-binlog my_print_defaults)
for program in "$root"/usr/sbin/{mysqld,mariadbd} "${clients[@]/#/$root/usr/bin/}"; do
  if [ -f "$program" ] && [ ! -L "$program" ]; then
    "$patchelf" --force-rpath --set-rpath "$libraries" --set-interpreter "$dest${interpreter#"$root"}" "$program"
  fi
done
keep=()
for client in "${clients[@]}"; do keep+=(! -name "$client"); done
find "$root/usr/bin" -type f "${keep[@]}" -delete
server_in "$root" > /dev/null || fail "${packages[*]} of $suite hold no mysqld."

if [ -e "$dest" ] && ! [ -L "$dest" ]; then mv "$dest" "$work/old"; fi
rm -f "$dest"
mv "$root" "$dest"
version_of "$dest" || { mv "$dest" "$work/broken"; fail "what was unpacked does not run on this machine."; }
