package reader_test

import (
	"testing"

	"stint/internal/program/reader"
)

func TestTitle(t *testing.T) {
	const weeks = "\n\n## Week 1\n\n- Read it\n\n## Week 2\n\n- Write it\n"
	tests := []struct{ name, page, want string }{
		{"first heading", "# Learning the ferry" + weeks, "Learning the ferry"},
		{"settled", "---\ntitle: The ferry\nname: ferry page\n---\n# Learning the ferry" + weeks, "The ferry"},
		{"heading beside phases", "## Learning the ferry" + weeks, "Learning the ferry"},
		{"no space", "![boat](boat.png)\n\n#Ferry School\n\n##About\n\nText.\n\n##Week 1\n\n- Read it\n", "Ferry School"},
		{"name of a template", "---\nname: New deck hand\nabout: All that is to do\ntitle: ''\n---\n## Overview\n\nText.\n\n## Tasks\n\n- [ ] Read it\n\n## Links\n\n- a\n", "New deck hand"},
		{"title to fill in", "---\nname: Deck hand checklist\ntitle: 'Welcome <name of the hand>'\n---\n## Overview\n\nText.\n\n## Tasks\n\n- [ ] Read it\n\n## Links\n\n- a\n", "Deck hand checklist"},
		{"tag of issues", "---\nname: Deck hand checklist\ntitle: '[Onboarding]: '\n---\n## Overview\n\nText.\n\n## Tasks\n\n- [ ] Read it\n\n## Links\n\n- a\n", "Deck hand checklist"},
		{"title behind a tag", "---\nname: Deck hand checklist\ntitle: '[Draft] The [new] ferry'\n---\n## Overview\n\nText.\n\n## Tasks\n\n- [ ] Read it\n\n## Links\n\n- a\n", "[Draft] The [new] ferry"},
		{"both to fill in", "---\nname: Welcome {person}\ntitle: 'Welcome [your name]'\n---\n## Overview\n\nText.\n\n## Tasks\n\n- [ ] Read it\n\n## Links\n\n- a\n", "Welcome [your name]"},
		{"name for machines", "---\nname: new-deck-hand\n---\n## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", ""},
		{"contents", "Knots, topic by topic\n\nWhat helps:\n\n- a book\n\n# Contents\n\n- [Weeks](#weeks)\n\n## Weeks\n\n| Week | Topic |\n|---|---|\n| 1 | Bowline |\n| 2 | Hitches |\n\n## Further\n\n- Read more\n", "Knots, topic by topic"},
		{"line above", "Ferry school of the harbor\n\n## Why a school?\n\nText.\n\n## How to come\n\n1. Ring\n\n## Files\n\n- a\n", "Ferry school of the harbor"},
		{"bold line above", "**Ferry school**\n\n## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", "Ferry school"},
		{"sentence above", "We are glad to have you here.\n\n## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", ""},
		{"link above", "[Back](../README.md)\n\n## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", ""},
		{"field above", "Version: 3\n\n## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", ""},
		{"one of several", "## Access\n\n- Get a key\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", ""},
		{"a program of several", "## Deck hand onboarding\n\nText.\n\n## Tools\n\n- Get a rope\n\n## People\n\n- Meet the crew\n", "Deck hand onboarding"},
		{"above the first", "### Note\n\nMoved.\n\n# Deck hands\n\n## Week 1\n\n- Read it\n", "Deck hands"},
		{"two bold lines", "**Ferry school**\n\n**Week 1**\n\n- Read it\n\n**Week 2**\n\n- Write it\n", "Ferry school"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := reader.Read([]byte(test.page), reader.Options{})
			if page.Title != test.want {
				t.Errorf("%q, want %q", page.Title, test.want)
			}
			if test.name != "settled" {
				checkKept(t, page, test.page)
			}
		})
	}
}
