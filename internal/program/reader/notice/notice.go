// Package notice is the catalog of what the reader of program pages remarks:
// stable codes, each with its severity and an explanation for authors.
package notice

import "sort"

// Notice is one kind of remark.
type Notice struct {
	// Code is stable across releases.
	Code string `json:"code"`
	// Severity is "error", "warning" or "note". A page with an error is not imported.
	Severity string `json:"severity"`
	Title    string `json:"title"`
	// Explanation says what is read, why, and how to settle it.
	Explanation string `json:"explanation"`
}

// Find returns the notice with a code.
func Find(code string) (Notice, bool) {
	for _, n := range catalog {
		if n.Code == code {
			return n, true
		}
	}
	return Notice{}, false
}

// List returns all notices in the order of their codes.
func List() []Notice {
	out := append([]Notice(nil), catalog[:]...)
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

var catalog = [...]Notice{
	{"S100", "error", "The page is empty",
		"There is no text besides front matter. A program needs at least a list of things to do."},
	{"S101", "error", "The page is too large",
		"A page may have 1 MiB (1,048,576 bytes). Split it, or move what is not part of the program to another page."},
	{"S102", "error", "The page is not UTF-8",
		"Some bytes are not UTF-8 text. Save the page as UTF-8. The bytes are shown as � meanwhile."},
	{"S103", "error", "The page has NUL bytes",
		"A NUL byte is never part of a text; the file is probably damaged or saved as UTF-16. Save it as UTF-8."},
	{"S104", "note", "The text and the phases give different lengths",
		"The text names a length, the phases span another. Three months are 13 weeks, and a program of 12 weeks is often called one of three months, so this is a remark only. Where the text above the phases names the longer, that counts: not every week has to have its own. Write weeks in the front matter to settle it."},
	{"S105", "error", "The page has too many parts",
		"A page may have 50,000 headings, paragraphs, items and lines of tables together. What follows the marked line is not read."},
	{"S106", "warning", "No phases were found",
		"No heading, bold line, item, table or line names a week, a day, a month, a module or the like. The page is imported as one without phases: everything to do is in its setup. Give the phases headings such as “Week 1”."},
	{"S107", "warning", "Nothing to do was found",
		"No list, table or line of the page reads as something to do. Write activities as list items."},
	{"S108", "warning", "The program stands in a code block",
		"No phase stands outside, so the code block was read as the page. Take the fence away: renderers show its Markdown as code."},
	{"S109", "warning", "A phase is missing",
		"The numbers of the phases leave one out. Either a heading has the wrong number, or a phase was forgotten. A break can be written as a phase of its own: “Week 4: Break”."},
	{"S110", "warning", "A phase is named twice",
		"Two phases have the same number and stand in the same part of the page. Both are kept, in the page's order. Where the page tells the same phases for several levels, put each level under a heading of its own."},
	{"S111", "warning", "The phases are out of order",
		"A phase has a smaller number than the one before it. They are kept in the page's order."},
	{"S112", "warning", "Phases overlap",
		"A range of phases includes a number that another phase has too. Both are kept; an activity belongs to the one it stands under."},
	{"S113", "note", "A phase has nothing to do",
		"The phase is kept. Where that is meant, say “Break” in its heading, or write its activities as list items."},
	{"S114", "note", "A phase has no end",
		"A phase such as “Weeks 21+” begins and does not end. It takes part in the plan with its first week only."},
	{"S115", "note", "The phases are not headings",
		"Phases were found in bold lines, items, tables or lines of text. That works; headings are read with more certainty and can be linked to."},
	{"S116", "note", "A heading ends the phases",
		"A heading at the level of the phases that names no phase ends the phase before it. What stands below it belongs to the setup. Make the heading one level deeper to keep it in the phase."},
	{"S117", "note", "A heading at the level of the phases was kept in a phase",
		"The same heading stands below other phases as a sub-heading, so it was read as one here too. Make it one level deeper."},
	{"S118", "note", "The same phases are told several times",
		"Phases with the same numbers stand under different headings. Each group of them was read as a track of its own."},
	{"S119", "warning", "Front matter and phases give different lengths",
		"The front matter settles the length; the phases span more or fewer weeks. Terms are refused below the number of weeks in the front matter."},
	{"S120", "warning", "The page has no title",
		"Neither the front matter nor a heading names the program. Write a title in the front matter, or a heading above all others."},
	{"S121", "note", "The text states several hours a week",
		"The text gives the hours of a week in more than one way, such as for full time and for half time. None is taken for those of the program. Write hours in the front matter to settle it."},
	{"S122", "error", "What the page's items share is too long",
		"Something long, such as the address of a link, a heading, a condition or an id, belongs to so many items of the page that all of it together would take more than 16 MiB. Nothing of the page is imported. Make the line shorter that is marked: it is the longest one."},

	{"S210", "warning", "A list number is missing",
		"The line begins with the dot of a list number and stands among the items of a list, so it was read as one of them. Markdown reads it as part of the item before it."},
	{"S211", "warning", "Two list markers on one line",
		"Markdown reads an empty item with a list in it. It was read as one item at the depth of the first marker."},
	{"S212", "warning", "The space after a marker is missing",
		"Markdown needs a space between the marker of a list or heading and its text. It was read as meant."},
	{"S213", "warning", "A checkbox without a list marker",
		"Markdown needs a list marker before a checkbox. It was read as an item of a list."},
	{"S214", "warning", "A checkbox that Markdown does not know",
		"A checkbox is [ ] or [x] with a space behind it. It was read as meant."},
	{"S215", "note", "An item is indented by less than Markdown needs",
		"Below “1.” Markdown wants three spaces. With fewer it reads a list of its own; it was read as nested, as it looks."},
	{"S216", "note", "A bold line without a blank line before it",
		"Markdown joins it with the text before it. It was read as the head of what follows."},
	{"S217", "warning", "Lists or quotes are nested too deep",
		"They are followed 32 levels deep. What is deeper was read as if it stood at that depth."},
	{"S218", "warning", "A code block is never closed",
		"Everything below its first line is code. Close it with the same fence."},
	{"S219", "warning", "A comment is never closed",
		"Renderers hide everything below it. It was read as if it ended on its line. Close it with -->."},
	{"S220", "error", "The front matter is never closed",
		"The first line opens front matter with ---, and no such line follows. The lines that look like settings were read as front matter, but where it ends is a guess. Close it with ---."},
	{"S221", "warning", "A table is too large",
		"A table may have 64 columns and 10,000 cells. This one was kept as text."},
	{"S222", "note", "An item without text",
		"It counts as an item and makes no activity."},
	{"S223", "note", "An activity stands twice in its phase",
		"Two items of the phase have the same words and links. Both are kept."},

	{"S301", "note", "Two ways, one branch",
		"The items exclude one another, so they are the sides of a branch: one of them counts, and either counts fully. The intern's access facts choose, until a side is begun."},
	{"S302", "note", "A condition without another way",
		"The activity is done by those who have the access. For the others it does not count. Write what they do instead as an item of its own to make a branch of it."},
	{"S303", "note", "A prompt that asks for a doing",
		"It stands among the questions to discuss, so it stays on the agenda with them and is counted as a prompt."},
	{"S304", "note", "A list was kept as text",
		"Its heading or its look says that it holds nothing to do: contents, questions and answers, quotes, examples, notes. Write {kind=do} at the end of an item to make it an activity. The other way round, a line with {text} alone above a list keeps it as text, and one with {goals} makes goals of it."},
	{"S305", "note", "A phase has goals and no activities",
		"Its heading says that the list holds goals. They are shown as the phase's goals. Name the heading otherwise to make activities of them."},
	{"S306", "note", "A choice",
		"The activity asks for some of what is nested below it. As many count as are asked for."},

	{"S401", "error", "It builds on something that is not there",
		"No activity of the page has the id. Ids are written as {id=…} at the end of an item."},
	{"S402", "warning", "It seems to build on a phase that is not there",
		"The words say that something was made in a phase that the page does not have. Words are never sure, so the page is imported and the activity builds on nothing. Correct the number, or name the activity: {after=…}."},
	{"S403", "note", "What it builds on was not found",
		"The text says that something was made in an earlier phase, and no activity there fits the words. Name it: {after=…}."},
	{"S404", "error", "It builds on itself",
		"Following “after” leads back to the activity. Take one of them away."},
	{"S405", "error", "An id stands twice",
		"Ids name one activity each. Change one of them; ids survive rewording and moving, so keep the older one."},
	{"S406", "warning", "It builds on something later",
		"The activity it builds on stands in a later phase."},

	{"S501", "warning", "An unknown attribute",
		"Known are kind, owner, role, optional, if, branch, side, choose, course, part, after, est, every, group and id on items; phase, through, unit, topic, track, break, goals, text and owner on headings. The rest of the list was understood."},
	{"S502", "error", "An attribute has a value it cannot have",
		"The attribute settles what is otherwise inferred, so it is not guessed. The message lists the values it may have."},
	{"S503", "warning", "The front matter is not YAML",
		"Front matter is a list of “key: value” lines between two lines of ---. It was read key by key: what Stint knows is taken as it is written, and the rest, which other tools made or read, is left alone. Put quotes around a value that contains a colon."},
	{"S504", "warning", "An unknown key in the front matter",
		"It looks like one that Stint knows and is none. Keys of other tools are left alone. `stint program schema` prints what is known."},
	{"S505", "error", "A value in the front matter cannot be used",
		"What stands in the front matter settles what is otherwise read from the text, so it is not guessed. The message says what the key may hold; `stint program schema` prints it for editors."},
	{"S506", "warning", "The page's address cannot be used",
		"The key address of the front matter says where the page is published, so that links which name no server can be followed. What stands there is no address of http or https; it is left alone, as if it were a key of another tool."},

	{"S601", "warning", "A link without an address",
		"It shows as a link and leads nowhere. Write the address between the parentheses, or take the brackets away."},
	{"S602", "note", "A link that is probably broken",
		"Nearly all links to the same site begin with the same folder, and this one begins with the folder that follows it in the others."},
	{"S603", "warning", "A link that was looked at and is broken",
		"An installation that may call the outside looks once a week at the links of each program's newest page. A link is broken where it failed twice, a day apart. The remark says when it was last looked at and what answered. It stands on the author's desk and in the API's lint of a program or a draft, as long as the page has the link; a file is read without looking at anything. Correct the address, or take the link away."},
}
