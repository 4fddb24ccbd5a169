#!/usr/bin/env bash
# A private, throw-away PostgreSQL cluster for tests and benchmarks.
#
#   scripts/postgres-cluster.sh start [DIR]   makes and starts it, prints its URL on stdout (the only line there)
#   scripts/postgres-cluster.sh url   [DIR]   prints the URL of the running cluster
#   scripts/postgres-cluster.sh stop  [DIR]   stops it and removes DIR
#
# DIR defaults to $TMPDIR/chartwarden-postgres-$UID. Give the URL to the tests as CHARTWARDEN_TEST_POSTGRES; they make
# databases of their own in it and drop them again. It listens on 127.0.0.1 only, on a free port, with a random password.
# fsync stays on: the durability tests would prove nothing otherwise. PostgreSQL refuses to run as root, so root becomes
# the `postgres` user that Debian's package makes.
set -euo pipefail
# runuser lives where not every user's PATH leads.
PATH=$PATH:/usr/sbin:/sbin

usage() { sed -n '2,10p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2; }

action=${1:-}
dir=${2:-${TMPDIR:-/tmp}/chartwarden-postgres-$(id -u)}

as_owner() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Debian keeps initdb and pg_ctl off the PATH; the newest version wins.
find_bin() {
  local initdb
  initdb=$(command -v initdb || true)
  [ -n "$initdb" ] || initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$initdb" ]; then
    echo "No PostgreSQL server found (no initdb). On Debian: apt-get install postgresql" >&2
    exit 1
  fi
  dirname "$(readlink -f "$initdb")"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start() {
  local bin password port tries
  bin=$(find_bin)
  if [ -f "$dir/url" ] && as_owner "$bin/pg_ctl" status -D "$dir/data" >/dev/null 2>&1; then
    cat "$dir/url"
    return
  fi
  if [ -e "$dir" ] && [ -n "$(ls -A "$dir")" ]; then
    echo "$dir is not empty and holds no running cluster; remove it or name another folder" >&2
    exit 1
  fi
  mkdir -p "$dir"
  chmod 700 "$dir"
  [ "$(id -u)" != 0 ] || chown postgres "$dir"
  as_owner test -x "$dir" || { echo "The postgres user cannot enter $dir: a parent folder is private" >&2; exit 1; }

  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  # shellcheck disable=SC2016
  as_owner bash -c 'umask 077; printf "%s\n" "$1" > "$2/password"' _ "$password" "$dir"
  as_owner "$bin/initdb" -D "$dir/data" -U chartwarden -A scram-sha-256 --pwfile="$dir/password" \
    -E UTF8 --locale=C.UTF-8 >"$dir.initdb.log" 2>&1 || { cat "$dir.initdb.log" >&2; exit 1; }
  rm -f "$dir.initdb.log"

  for tries in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + RANDOM % 12000))
    port_is_free "$port" || continue
    if as_owner "$bin/pg_ctl" start -w -t 60 -s -D "$dir/data" -l "$dir/log" \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c fsync=on -c max_connections=200" >&2; then
      as_owner bash -c 'umask 077; printf "%s\n" "$1" > "$2/url"' _ \
        "postgres://chartwarden:$password@127.0.0.1:$port/postgres" "$dir"
      cat "$dir/url"
      return
    fi
    echo "PostgreSQL did not start on port $port (try $tries)" >&2
  done
  tail -n 20 "$dir/log" >&2
  exit 1
}

stop() {
  [ -d "$dir/data" ] || { echo "No cluster in $dir" >&2; exit 1; }
  local bin
  bin=$(find_bin)
  if as_owner "$bin/pg_ctl" status -D "$dir/data" >/dev/null 2>&1; then
    as_owner "$bin/pg_ctl" stop -w -s -m fast -D "$dir/data" >&2
  fi
  rm -rf "$dir"
}

case "$action" in
  start) start ;;
  url) cat "$dir/url" ;;
  stop) stop ;;
  *) usage ;;
esac
