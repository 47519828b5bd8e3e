package patch_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stint/internal/program/bundled"
	"stint/internal/program/mark/patch"
	"stint/internal/program/reader"
)

// apply applies a patch to a page with git, in a folder of its own.
func apply(t testing.TB, name, source, text string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	git := exec.Command("git", "apply", "--whitespace=nowarn", "-")
	git.Dir, git.Stdin = dir, strings.NewReader(text)
	git.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+dir, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1")
	if out, err := git.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s\n%s", err, out, text)
	}
	changed, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(changed)
}

func item(t testing.TB, p *reader.Page, words string) *reader.Activity {
	t.Helper()
	var found *reader.Activity
	p.Walk(func(_ *reader.Phase, a *reader.Activity) {
		if strings.Contains(a.Text, words) {
			found = a
		}
	})
	if found == nil {
		t.Fatalf("nothing on the page says %q", words)
	}
	return found
}

const lamps = `# Lamps

## Week 1

1. Read [the log](/logs/storm/) of the storm {kind=read}
1. [ ] Clean the lamp, see https://lamps.example.com/clean.
   More about it.
1. Write a page about fog

## Week 2

* Row to the [rock](<https://rock.example.com/a b>)
* Ask about ships`

func TestProposalsAreReplacedWhereTheyStand(t *testing.T) {
	page := reader.Read([]byte(lamps), reader.Options{Address: "https://lamps.example.com/handbook/"})
	read, clean, fog, ships := item(t, page, "Read"), item(t, page, "Clean"), item(t, page, "fog"), item(t, page, "ships")
	for name, c := range map[string]struct {
		edit patch.Edit
		want string // the line that changes, as it becomes
		put  int
	}{
		"a link without its server": {patch.Edit{Item: read.ID, Replaces: "https://lamps.example.com/logs/storm/", With: "https://lamps.example.com/logs/2026/"}, "1. Read [the log](https://lamps.example.com/logs/2026/) of the storm {kind=read}", 1},
		"a bare address":            {patch.Edit{Item: clean.ID, Replaces: "https://lamps.example.com/clean", With: "https://lamps.example.com/polish"}, "1. [ ] Clean the lamp, see https://lamps.example.com/polish.", 1},
		"the wording":               {patch.Edit{Item: fog.ID, With: "Write two pages about fog"}, "1. Write two pages about fog", 1},
		"wording before attributes": {patch.Edit{Item: read.ID, With: "Read both logs"}, "1. Read both logs {kind=read}", 1},
		"the last line, unended":    {patch.Edit{Item: ships.ID, With: "Ask about boats"}, "* Ask about boats", 1},
		"an address that is gone":   {patch.Edit{Item: fog.ID, Replaces: "https://fog.example.com/", With: "https://mist.example.com/"}, "1. Write a page about fog <!-- Stint: proposed: https://mist.example.com/ -->", 0},
		"a part of an address":      {patch.Edit{Item: clean.ID, Replaces: "https://lamps.example.com/cle", With: "https://x.example.com/"}, "1. [ ] Clean the lamp, see https://lamps.example.com/clean. <!-- Stint: proposed: https://x.example.com/ -->", 0},
		"attributes smuggled in":    {patch.Edit{Item: fog.ID, With: "Write {owner=mentor}"}, "1. Write a page about fog <!-- Stint: proposed: Write {owner=mentor} -->", 0},
		"an item made no item":      {patch.Edit{Item: ships.ID, With: "<!-- gone -->"}, "* Ask about ships <!-- Stint: proposed: ‹!– gone → -->", 0},
	} {
		t.Run(name, func(t *testing.T) {
			made := patch.Make("lamps.md", lamps, page, []patch.Edit{c.edit})
			got := apply(t, "lamps.md", lamps, made.Text)
			if got != made.Result || made.Put != c.put {
				t.Errorf("git made\n%s\nand not\n%s, %d put", got, made.Result, made.Put)
			}
			if !strings.Contains("\n"+got+"\n", "\n"+c.want+"\n") {
				t.Errorf("the page became\n%s\nand has no line\n%s", got, c.want)
			}
		})
	}
}

func TestNothingToSayIsNoPatch(t *testing.T) {
	page := reader.Read([]byte(lamps), reader.Options{})
	for _, edits := range [][]patch.Edit{nil, {{Item: "nowhere", With: "x", Comment: "y"}}, {{Item: item(t, page, "fog").ID}}} {
		if made := patch.Make("lamps.md", lamps, page, edits); made.Text != "" || made.Result != lamps {
			t.Errorf("%+v: %q", edits, made.Text)
		}
	}
}

// ends are how pages end their lines.
var ends = map[string]func(string) string{
	"line feeds":       func(s string) string { return s },
	"both":             func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"an end":           func(s string) string { return s + "\n" },
	"carriage returns": func(s string) string { return strings.Replace(s, "\n* Ask", "\r* Ask", 1) },
	"a mark":           func(s string) string { return "\uFEFF" + s },
}

func TestEveryItemWithACommentIsUnderstoodAsBefore(t *testing.T) {
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			source := end(lamps)
			page := reader.Read([]byte(source), reader.Options{})
			var edits []patch.Edit
			page.Walk(func(_ *reader.Phase, a *reader.Activity) {
				edits = append(edits, patch.Edit{Item: a.ID, Comment: "two found it broken: “the link -- it is --> dead”"})
			})
			made := patch.Make("lamps.md", source, page, edits)
			if got := apply(t, "lamps.md", source, made.Text); got != made.Result {
				t.Errorf("git made %q, not %q", got, made.Result)
			}
			unchanged(t, source, made.Result)
			if strings.Count(made.Result, "<!-- Stint: two found it broken") != len(edits) || made.Said != len(edits) {
				t.Errorf("%d comments of %d:\n%s", strings.Count(made.Result, "<!-- Stint:"), len(edits), made.Result)
			}
		})
	}
}

// unchanged fails where two pages are not understood alike.
func unchanged(t interface{ Errorf(string, ...any) }, was, now string) {
	old, fresh := facts(was), facts(now)
	if old != fresh {
		t.Errorf("it is understood otherwise:\n%s\nwas\n%s\nof\n%s", fresh, old, now)
	}
}

// facts are what a page says, in the words of the reader.
func facts(source string) string {
	page := reader.Read([]byte(source), reader.Options{})
	var b bytes.Buffer
	fmt.Fprintln(&b, page.Title, page.Weeks, page.Hours, page.Counts, page.Importable)
	page.Walk(func(p *reader.Phase, a *reader.Activity) {
		fmt.Fprintln(&b, p.ID, a.ID, a.Text, a.Kind, a.Owner, a.Role, a.Optional, a.Condition, a.Branch, a.Side, a.Group, a.Estimate, a.After, len(a.Links), len(a.Notes))
		for _, q := range a.Prompts {
			fmt.Fprintln(&b, q.ID, q.Text)
		}
	})
	return b.String()
}

// The page that comes with Stint, and the pages of the tests, with words of all
// sorts beside any of their items.
func TestCommentsChangeNothingOnRealPages(t *testing.T) {
	pages := map[string]string{"bundled": string(bundled.CSM())}
	if dir := os.Getenv("STINT_TEST_PAGES"); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "programs", "*.md"))
		for i, file := range files {
			if text, err := os.ReadFile(file); err == nil && len(text) < 40_000 && i%3 == 0 {
				pages[filepath.Base(file)] = string(text)
			}
		}
	}
	for name, source := range pages {
		page := reader.Read([]byte(source), reader.Options{})
		var all []*reader.Activity
		page.Walk(func(_ *reader.Phase, a *reader.Activity) { all = append(all, a) })
		if len(all) == 0 || !page.Importable {
			continue
		}
		t.Run(name, func(t *testing.T) {
			var edits []patch.Edit
			for i, a := range all {
				if i%7 == 0 || name == "bundled" {
					edits = append(edits, patch.Edit{Item: a.ID, Comment: "out of date, said by 2: “{if=access:x} # no [link](x) -->”"})
				}
			}
			made := patch.Make("page.md", source, page, edits)
			if got := apply(t, "page.md", source, made.Text); got != made.Result {
				t.Error("git makes another page")
			}
			unchanged(t, source, made.Result)
		})
	}
}

func TestAnyWordsBesideAnyItem(t *testing.T) {
	page := reader.Read([]byte(lamps), reader.Options{})
	var all []string
	page.Walk(func(_ *reader.Phase, a *reader.Activity) { all = append(all, a.ID) })
	rapid.Check(t, func(t *rapid.T) {
		var edits []patch.Edit
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			edits = append(edits, patch.Edit{Item: rapid.SampledFrom(all).Draw(t, "item"), Comment: rapid.String().Draw(t, "comment")})
		}
		unchanged(t, lamps, patch.Make("lamps.md", lamps, page, edits).Result)
	})
}
