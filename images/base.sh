#!/usr/bin/env bash
# base.sh [IMAGE]: sees to it that the image exists that every Dockerfile here begins FROM (default debian:bookworm-slim). One that is
# there is used as it is; one that a registry has is pulled; else it is made of the mirror that this machine's own apt uses, with
# debootstrap. Needs a Docker engine, and for the last way root and debootstrap.
set -euo pipefail
image=${1:-debian:bookworm-slim}
suite=${image#*:}
suite=${suite%-slim}
readonly pull_seconds=120

docker image inspect "$image" >/dev/null 2>&1 && exit 0
if timeout $pull_seconds docker pull --quiet "$image" >/dev/null 2>&1; then exit 0; fi

say() { printf 'base image: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
[ "${image%%:*}" = debian ] || die "$image is not here, no registry has it, and only debian:SUITE-slim can be made here."
command -v debootstrap >/dev/null || die "$image is not here and no registry can be reached. Install debootstrap to make it: apt-get install debootstrap"
[ "$(id -u)" = 0 ] || die "$image is not here and no registry can be reached. Making it with debootstrap needs root."

# repository PATTERN: the first repository of Debian with this path that the machine's apt uses.
repository() { apt-get --print-uris update 2>/dev/null | sed -n "s#^'\(.*/$1\)/*/dists/[^/]*/main/binary-.*#\1#p" | head -n 1 || true; }
mirror=$(repository debian)
security=$(repository debian-security)
[ -n "$mirror" ] || die "there is no Debian mirror in this machine's apt sources."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "no registry has $image for us: making it with debootstrap from this machine's mirror (a minute) ..."
debootstrap --variant=minbase "$suite" "$work/root" "$mirror" >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; die "debootstrap failed."; }

{
  echo "deb $mirror $suite main"
  echo "deb $mirror $suite-updates main"
  [ -z "$security" ] || echo "deb $security $suite-security main"
} >"$work/root/etc/apt/sources.list"

# As small as Debian's own slim image: no documentation, no translations, no package lists, also of what is installed later.
cat >"$work/root/etc/dpkg/dpkg.cfg.d/slim" <<'CONF'
path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/groff/*
path-exclude /usr/share/lintian/*
CONF
find "$work/root/usr/share/doc" -type f ! -name copyright -delete
find "$work/root/usr/share/doc" -type l -delete
rm -rf "$work"/root/usr/share/{man,info,locale,groff,lintian}/* "$work"/root/var/lib/apt/lists/* "$work"/root/var/cache/apt/* \
  "$work"/root/var/cache/debconf/*-old "$work"/root/var/log/* "$work"/root/usr/lib/*/gconv
tar -C "$work/root" --one-file-system -c . | docker import --change 'CMD ["bash"]' - "$image" >/dev/null
say "made $image"
