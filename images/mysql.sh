#!/usr/bin/env bash
# mysql.sh DEST: in a build stage, DEST/usr/sbin/mysqld and what belongs to it. From the tarball MYSQL_TARBALL (MYSQL_SHA256), in the form
# in which MySQL's makers publish it, else from the Debian suite MYSQL_SUITE.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
dest=$1
if [ -n "${MYSQL_TARBALL:-}" ]; then
  "$here/tarball.sh" "$MYSQL_TARBALL" "${MYSQL_SHA256:-}" "$dest/usr"
  cd "$dest/usr"
  # As Debian lays it out. A hard link, because mysqld finds its libraries relative to where it is.
  mkdir -p sbin lib/mysql
  [ -e sbin/mysqld ] || ln bin/mysqld sbin/mysqld
  [ -e lib/mysql/plugin ] || ln -s ../plugin lib/mysql/plugin
  [ -e share/mysql ] || ln -s . share/mysql
  find bin -type f ! -name mysql ! -name mysqladmin ! -name mysqlbinlog ! -name mysqld -delete
  rm -rf docs man include mysql-test
else
  "$here/get-mysql.sh" "$dest" "$MYSQL_SUITE"
fi
[ -x "$dest/usr/sbin/mysqld" ]
