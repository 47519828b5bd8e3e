// Package patch turns what people said about the items of a program's page into
// a patch of the page: replaced words and links where a coordinator took a
// proposal over, and comments beside the items for the rest.
//
// The page belongs to its author, so the patch is careful. A comment never
// changes what is understood of the page: each is tried, and put elsewhere where
// it would. A proposal that cannot be put exactly, or that would change how many
// things the page holds, becomes a comment. The result is a unified diff as `git
// apply` and `patch -p1` take it.
package patch

import (
	"slices"
	"strings"

	"stint/internal/program/reader"
)

// Edit is what is to become of one item.
type Edit struct {
	Item string // id of the activity on the page
	// Replaces and With are a proposal: an address on the item that is to be
	// another one, or, where Replaces is empty, the item's wording. Nothing is
	// replaced where With is empty.
	Replaces, With string
	// Comment is said beside the item, in one line; empty for nothing.
	Comment string
}

// Patch is what Make made.
type Patch struct {
	Text   string // the unified diff; empty where nothing is to be said
	Result string // the page after it
	Put    int    // proposals that stand in it as such
	Said   int    // comments in it
}

// Make makes the patch of a page by its reading. The name is the file's, as in
// "csm-internship.md". Edits of items that the page does not have are left out.
func Make(name, source string, page *reader.Page, edits []Edit) Patch {
	items := map[string]*reader.Activity{}
	page.Walk(func(_ *reader.Phase, a *reader.Activity) { items[a.ID] = a })
	d := newDraft(source)
	var done Patch
	comments := map[string][]string{}
	var order []*reader.Activity
	say := func(a *reader.Activity, text string) {
		if text = plain(text); text == "" {
			return
		}
		if comments[a.ID] == nil {
			order = append(order, a)
		}
		comments[a.ID] = append(comments[a.ID], text)
	}
	for _, e := range edits {
		a := items[e.Item]
		if a == nil {
			continue
		}
		if e.With != "" {
			if d.replace(a, e.Replaces, e.With) {
				done.Put++
			} else {
				say(a, "proposed: "+e.With)
			}
		}
		say(a, e.Comment)
	}
	slices.SortStableFunc(order, func(a, b *reader.Activity) int { return a.Line - b.Line })
	remarks := make([]remark, len(order))
	for i, a := range order {
		remarks[i] = remark{a, "<!-- Stint: " + strings.Join(comments[a.ID], "; ") + " -->"}
	}
	d.comment(remarks)
	done.Said = len(remarks)
	done.Text, done.Result = d.diff(name), d.text()
	return done
}

// maxComment bounds one remark within a comment, in bytes.
const maxComment = 500

// plain makes words safe within an HTML comment: one line, no end of a comment,
// and short.
func plain(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	text = strings.NewReplacer("-->", "→", "--", "–", "<!", "‹!", "\x00", "").Replace(text)
	for strings.Contains(text, "--") {
		text = strings.ReplaceAll(text, "--", "–")
	}
	if len(text) > maxComment {
		text = strings.ToValidUTF8(text[:maxComment], "") + "…"
	}
	return strings.TrimSuffix(text, "-")
}
