/**
 * The reaper's program, in plain `sh`: it starts in a millisecond, takes a megabyte, and lives in no file that a
 * bundle could lose. `$1` is the owner part of the marks, which is digits, hex and dashes only. Every marked process
 * is also tried as the leader of a group, which catches members that cleaned their environment.
 */
export const reaperScript = `
owner=$1
groups=' '
while read -r line; do
  number=\${line#?}
  case $line in
    +*) groups="$groups$number " ;;
    -*) groups="\${groups%%" $number "*} \${groups#*" $number "}" ;;
  esac
done

marked() {
  [ -r /proc/self/environ ] && grep -lsaz "^OMNI_MARK=$owner:" /proc/[0-9]*/environ
}
strike() {
  hit=
  for group in $groups; do
    kill -s "$1" -- "-$group" 2>/dev/null && hit=1
  done
  for path in $(marked); do
    pid=\${path#/proc/}
    pid=\${pid%/environ}
    kill -s "$1" -- "-$pid" 2>/dev/null
    kill -s "$1" "$pid" 2>/dev/null && hit=1
  done
}

strike TERM
[ "$hit" ] || exit 0
for pause in 0.1 0.2 0.4; do
  sleep "$pause"
  strike 0
  [ "$hit" ] || exit 0
done
for round in 1 2 3 4 5 6 7 8 9 10; do
  strike KILL
  [ "$hit" ] || exit 0
  sleep 0.1
done
`;
