/**
 * Run by `sh` as the first program of fresh mount, process and network namespaces: `sh NEWROOT PATH... -- PROGRAM...`.
 * Builds a read-only root that holds the given folders (with a slash at the end) and files at their own paths, moves
 * into it (`rw:` before a folder leaves that one writable), lets the old root go, and becomes the program. `/proc` is there only while `umount` needs it. Any failing
 * step ends it before the program starts.
 */
export const jailScript = `
set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
new=$1
shift
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$new"
while [ "$1" != -- ]; do
  # A later path may lie in a folder that is there already.
  [ -e "$new$1" ] || case "$1" in
    rw:*) mkdir -p "$new\${1#rw:}"; mount --bind -o nosuid,nodev "\${1#rw:}" "$new\${1#rw:}" ;;
    */) mkdir -p "$new$1"; mount --bind -o ro,nosuid,nodev "$1" "$new$1" ;;
    *) mkdir -p "$new\${1%/*}"; : > "$new$1"; mount --bind -o ro,nosuid,nodev "$1" "$new$1" ;;
  esac
  shift
done
shift
mkdir "$new/.old" "$new/proc"
mount --rbind /proc "$new/proc"
mount -o remount,bind,ro,nosuid,nodev "$new"
cd "$new"
pivot_root . .old
/.old/bin/umount -l /.old /proc
cd /
unset PWD OLDPWD
exec "$@"
`;
