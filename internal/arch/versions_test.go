package arch

import (
	"fmt"
	"strings"
)

// versions are those that were tried together and are built in, by module. To
// change one, try it first, and write down why in docs/adr.
var versions = map[string]string{
	"codeberg.org/go-pdf/fpdf":               "v0.12.0",
	"github.com/a-h/templ":                   "v0.3.977",
	"github.com/caarlos0/env/v11":            "v11.4.2",
	"github.com/chromedp/cdproto":            "v0.0.0-20250724212937-08a3db8b4327", // what chromedp was made with
	"github.com/chromedp/chromedp":           "v0.14.2",
	"github.com/coreos/go-oidc/v3":           "v3.21.0",
	"github.com/danielgtaylor/huma/v2":       "v2.37.2",
	"github.com/emersion/go-smtp":            "v0.25.1",
	"github.com/go-jose/go-jose/v4":          "v4.1.8",
	"github.com/go-webauthn/webauthn":        "v0.18.2",
	"github.com/google/go-cmp":               "v0.7.0",
	"github.com/jackc/pgx/v5":                "v5.12.0",
	"github.com/microcosm-cc/bluemonday":     "v1.0.27",
	"github.com/minio/minio-go/v7":           "v7.4.1",
	"github.com/modelcontextprotocol/go-sdk": "v1.8.0",
	"github.com/pressly/goose/v3":            "v3.28.0", // v3.29 breaks the pin of SQLite
	"github.com/prometheus/client_golang":    "v1.25.0",
	"github.com/rickar/cal/v2":               "v2.1.13",
	"github.com/slack-go/slack":              "v0.35.0",
	"github.com/spf13/cobra":                 "v1.10.2",
	"github.com/teambition/rrule-go":         "v1.8.2",
	"github.com/wneessen/go-mail":            "v0.8.1",
	"github.com/yuin/goldmark":               "v1.8.7",
	"gitlab.com/gitlab-org/api/client-go/v2": "v2.64.0",
	"go.yaml.in/yaml/v3":                     "v3.0.5",
	"golang.org/x/net":                       "v0.58.0",
	"golang.org/x/oauth2":                    "v0.37.0",
	"golang.org/x/text":                      "v0.41.0",
	"golang.org/x/time":                      "v0.16.0",
	"modernc.org/libc":                       "v1.77.1", // the one that modernc.org/sqlite was made with
	"modernc.org/sqlite":                     "v1.60.1",
	"pgregory.net/rapid":                     "v1.3.0",
}

// toolVersions are those of the programs in the module tools.
var toolVersions = map[string]string{
	"github.com/a-h/templ": versions["github.com/a-h/templ"],
	"honnef.co/go/tools":   "v0.8.2",
}

// checkVersions: go.mod names exactly the versions that were tried.
func checkVersions(t *tree) []finding {
	found := compareVersions(t, "go.mod", versions, true)
	return append(found, compareVersions(t, "tools/go.mod", toolVersions, false)...)
}

// compareVersions holds a go.mod against pinned versions. With complete, what
// it requires directly must be pinned.
func compareVersions(t *tree, path string, pinned map[string]string, complete bool) []finding {
	var found []finding
	block := ""
	line := 0
	for text := range strings.Lines(string(t.others[path])) {
		line++
		words, comment, _ := strings.Cut(strings.TrimSpace(text), "//")
		fields := strings.Fields(words)
		switch {
		case len(fields) == 0:
			continue
		case fields[0] == ")":
			block = ""
			continue
		case len(fields) == 2 && fields[1] == "(":
			block = fields[0]
			continue
		case block != "":
			fields = append([]string{block}, fields...)
		}
		report := func(format string, args ...any) {
			found = append(found, finding{path: path, line: line, text: fmt.Sprintf(format, args...)})
		}
		switch fields[0] {
		case "replace", "exclude":
			report("%s hides which versions are built in", fields[0])
		case "require":
			want, known := pinned[fields[1]]
			direct := !strings.Contains(comment, "indirect")
			switch {
			case known && fields[2] != want:
				report("%s is pinned at %s, not %s", fields[1], want, fields[2])
			case !known && direct && complete:
				report("%s has no pinned version", fields[1])
			}
		}
	}
	return found
}
