package mark

import (
	"context"
	"fmt"
	"strings"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/mark/patch"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// File is a patch of a program's page, to be taken away.
type File struct {
	Name  string // "csm-internship.v4.patch"
	Patch patch.Patch
}

// Patch makes the patch of a program's newest page, for its coordinators: the
// accepted proposals at their lines, comments beside the items for everything
// else that stands, and for links that were found broken. The comments hold
// what was said and never by whom. What is excellent is said too: it is what
// should stay. links says of addresses why they are broken; see package link.
func (s *Service) Patch(ctx context.Context, a access.Actor, of id.Program, links func(*sqldb.Tx, *reader.Page) (map[string]string, error)) (File, error) {
	var page program.Version
	var slug, source string
	var marks []Mark
	var broken map[string]string
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if marks, err = List(tx, a, of, false); err != nil {
			return err
		}
		p, err := program.Find(tx, a, of)
		if err != nil {
			return err
		}
		slug = p.Slug
		if page, err = s.programs.FindVersion(tx, p.Newest.ID); err != nil {
			return err
		}
		if source, err = program.Source(tx, a, p.Newest.ID); err != nil || links == nil {
			return err
		}
		broken, err = links(tx, page.Page)
		return err
	})
	if err != nil {
		return File{}, err
	}
	edits := append(editsOf(marks), brokenLinks(page.Page, broken)...)
	// Trying where comments fit takes a while on a long page: not in a snapshot.
	made := patch.Make(slug+".md", source, page.Page, edits)
	return File{Name: fmt.Sprintf("%s.v%d.patch", slug, page.Number), Patch: made}, nil
}

// editsOf turns marks, which come by item, into edits: one for each accepted
// proposal, and one comment for each verdict on an item that says how many and
// what they wrote.
func editsOf(marks []Mark) []patch.Edit {
	var edits []patch.Edit
	type key struct {
		item    string
		verdict Verdict
	}
	counts, words := map[key]int{}, map[key][]string{}
	var order []key
	for _, m := range marks {
		if m.State == Accepted {
			edits = append(edits, patch.Edit{Item: m.Item, Replaces: m.Replaces, With: m.Proposal})
			continue
		}
		k := key{m.Item, m.Verdict}
		if counts[k] == 0 {
			order = append(order, k)
		}
		counts[k]++
		if m.Comment != "" {
			words[k] = append(words[k], "“"+oneLine(m.Comment)+"”")
		}
		if m.Proposal != "" {
			words[k] = append(words[k], "proposed: “"+m.Proposal+"”")
		}
	}
	for _, k := range order {
		text := k.verdict.Words() + ", " + people(counts[k])
		if len(words[k]) > 0 {
			text += ": " + strings.Join(words[k], ", ")
		}
		edits = append(edits, patch.Edit{Item: k.item, Comment: text})
	}
	return edits
}

func people(n int) string {
	if n == 1 {
		return "one person"
	}
	return fmt.Sprintf("%d people", n)
}

// brokenLinks are comments beside the items whose links were found broken.
func brokenLinks(page *reader.Page, broken map[string]string) []patch.Edit {
	var edits []patch.Edit
	if len(broken) == 0 {
		return nil
	}
	page.Walk(func(_ *reader.Phase, a *reader.Activity) {
		for _, l := range a.Links {
			if why, ok := broken[l.URL]; ok {
				edits = append(edits, patch.Edit{Item: a.ID, Comment: "broken link, " + why + ": " + l.URL})
			}
		}
	})
	return edits
}
