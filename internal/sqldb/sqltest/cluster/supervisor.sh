# Runs a PostgreSQL server until standard input closes.
# $1: folder of its programs   $2: folder of the cluster   $3: settings
#
# Says "ready" when the server answers; otherwise the last lines of its log.
data=$2/data log=$2/log
if "$1/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$log" 2>&1 &&
	"$1/pg_ctl" -D "$data" -l "$log" -o "$3" -s -w -t 60 start >>"$log" 2>&1; then
	echo ready
	cat >/dev/null
else
	tail -n 4 "$log"
	failed=1
fi
exec >/dev/null 2>&1
"$1/pg_ctl" -D "$data" -m immediate -s -w stop
rm -rf "$2"
exit "${failed:-0}"
