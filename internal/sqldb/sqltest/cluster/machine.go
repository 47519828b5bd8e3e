package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// ErrMissing says that no PostgreSQL was found, and how to get one.
var ErrMissing = errors.New("PostgreSQL 14 or newer is not installed: run `apt-get install postgresql`, " +
	"or set STINT_TEST_POSTGRES to the URL of a server whose databases may be made and dropped")

// oldest is the first major version that Stint supports.
const oldest = 14

// findPrograms returns the folder of PostgreSQL's programs: the one in PATH,
// Debian's newest, or what pg_config names.
func findPrograms(ctx context.Context) (string, error) {
	for _, folder := range candidates(ctx) {
		if major, err := version(ctx, folder); err == nil && major >= oldest {
			return folder, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return "", ErrMissing
}

func candidates(ctx context.Context) []string {
	var folders []string
	if path, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			folders = append(folders, filepath.Dir(target))
		}
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well-formed
	slices.SortFunc(debian, func(a, b string) int {
		return majorOf(filepath.Base(filepath.Dir(b))) - majorOf(filepath.Base(filepath.Dir(a)))
	})
	folders = append(folders, debian...)
	if out, err := exec.CommandContext(ctx, "pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	return folders
}

// version asks the programs in folder for their major version.
func version(ctx context.Context, folder string) (int, error) {
	for _, name := range []string{"initdb", "pg_ctl"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			return 0, err
		}
	}
	out, err := exec.CommandContext(ctx, filepath.Join(folder, "postgres"), "--version").Output()
	if err != nil {
		return 0, err
	}
	return majorOf(string(out)), nil
}

var number = regexp.MustCompile(`[0-9]+`)

// majorOf returns the first number in text, such as 15 of "postgres
// (PostgreSQL) 15.18", and 0 where there is none.
func majorOf(text string) int {
	n, err := strconv.Atoi(number.FindString(text))
	if err != nil {
		return 0
	}
	return n
}

// owner is the user that a server runs as.
type owner struct {
	other    bool // not the user of this process
	uid, gid int
}

// findOwner returns the user of this process, and for root an unprivileged one.
func findOwner() (*owner, error) {
	if os.Geteuid() != 0 {
		return &owner{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.Atoi(found.Uid)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.Atoi(found.Gid)
		if err != nil {
			return nil, err
		}
		return &owner{other: true, uid: uid, gid: gid}, nil
	}
	return nil, fmt.Errorf("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
}

// attributes start a process as the owner and in a session of its own, so that
// an interrupt from the terminal does not reach it before its work is done.
func (o *owner) attributes() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setsid: true}
	if o.other {
		a.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return a
}

// memory is where Linux keeps files in memory.
const memory = "/dev/shm"

// roomy reports whether the folder is there with two gigabytes free: a cluster
// needs eight megabytes for each database that is open at once. Containers
// often have no more than 64 in all.
func roomy(folder string) bool {
	var stat syscall.Statfs_t
	err := syscall.Statfs(folder, &stat)
	return err == nil && stat.Bavail*uint64(stat.Bsize) >= 2<<30
}

// passable reports whether every user may pass through the folder.
func passable(folder string) bool {
	for ; ; folder = filepath.Dir(folder) {
		stat, err := os.Stat(folder)
		if err != nil || stat.Mode().Perm()&0o001 == 0 {
			return false
		}
		if folder == filepath.Dir(folder) {
			return true
		}
	}
}
