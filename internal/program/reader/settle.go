package reader

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/wording"
)

// apply settles an activity by its attributes and returns which were there.
func (b *builder) apply(a *Activity, text, original outline.Text, list attribute.List) map[string]bool {
	settled := map[string]bool{}
	if list.To == 0 {
		return settled
	}
	b.checkNames(original, list)
	for _, at := range list.All() {
		settled[at.Name] = true
		switch at.Name {
		case "kind":
			b.applyKind(a, original, at)
		case "owner":
			a.Owner, a.Sure.Owner = Owner(b.ownerValue(original, at, string(a.Owner))), 1
		case "role":
			b.applyRole(a, original, at)
		case "est":
			minutes, ok := attribute.Minutes(at.Value)
			if !ok {
				b.badValue(original, at, "a length of time such as 45m, 2h or 1h30m")
			}
			a.Estimate, a.Sure.Estimate = minutes, 1
		case "id":
			a.ID, a.Named = b.idValue(original, at), true
		case "course":
			a.Course = noneIsEmpty(at.Value)
		case "part":
			a.Part = noneIsEmpty(at.Value)
		case "every":
			a.Every = noneIsEmpty(at.Value)
		case "group":
			a.Group = noneIsEmpty(at.Value)
		default:
			b.applyBinding(a, original, at)
		}
	}
	return settled
}

func (b *builder) applyKind(a *Activity, text outline.Text, at attribute.Attribute) {
	for _, k := range Kinds() {
		if string(k) == at.Value {
			a.Kind, a.Sure.Kind = k, 1
			return
		}
	}
	if at.Value == "prompt" {
		return // it stands where nothing gathers prompts; its words decide
	}
	names := make([]string, 0, len(Kinds()))
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	b.badValue(text, at, "one of "+strings.Join(names, ", "))
}

func (b *builder) applyRole(a *Activity, text outline.Text, at attribute.Attribute) {
	switch role := Role(at.Value); role {
	case RoleLeaf, RoleContainer, RolePromptHead, RoleNote, RoleMilestone:
		a.Role, a.Sure.Role = role, 1
	default:
		b.badValue(text, at, "one of leaf, container, prompt-head, note, milestone")
	}
}

// applyBinding settles what is optional, conditional, chosen and built on.
func (b *builder) applyBinding(a *Activity, text outline.Text, at attribute.Attribute) {
	switch at.Name {
	case "optional":
		on, ok := attribute.Yes(at.Value)
		if !ok {
			b.badValue(text, at, "yes or no")
		}
		a.Optional, a.Sure.Optional = on, 1
	case "if":
		condition, ok := conditionValue(at.Value)
		if !ok {
			b.badValue(text, at, "access:<thing>, “not access:<thing>”, availability or none")
		}
		a.Condition, a.Sure.Condition = condition, 1
	case "branch":
		a.Branch, a.Sure.Branch = noneIsEmpty(at.Value), 1
	case "side":
		a.Side = at.Value
	case "choose":
		n, err := strconv.Atoi(at.Value)
		if err != nil || n < 0 || n > 1000 {
			b.badValue(text, at, "how many of the nested activities are asked for")
		}
		a.Choose = max(n, 0)
	case "after":
		for _, id := range strings.FieldsFunc(noneIsEmpty(at.Value), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
			a.After = append(a.After, id)
		}
		a.Sure.After = 1
		line, column := text.At(at.From)
		_, end := text.At(at.To)
		b.afterPlaces[a.Line] = place{line, column, end}
	}
}

// applyPrompt settles a prompt by its attributes.
func (b *builder) applyPrompt(p *Prompt, text outline.Text, list attribute.List) {
	if list.To == 0 {
		return
	}
	b.checkNames(text, list)
	for _, at := range list.All() {
		switch at.Name {
		case "optional":
			p.Optional, _ = attribute.Yes(at.Value)
		case "if":
			condition, ok := conditionValue(at.Value)
			if !ok {
				b.badValue(text, at, "access:<thing>, “not access:<thing>”, availability or none")
			}
			p.Condition = condition
		case "id":
			p.ID, p.Named = b.idValue(text, at), true
		}
	}
}

func noneIsEmpty(value string) string {
	if value == "none" {
		return ""
	}
	return value
}

// conditionValue reads "access:x", "not access:x", "availability".
func conditionValue(value string) (string, bool) {
	v := strings.ToLower(strings.Join(strings.Fields(value), " "))
	switch {
	case v == "none":
		return "", true
	case v == "availability", v == "available":
		return "availability", true
	case strings.HasPrefix(v, "!"):
		v = "not " + strings.TrimSpace(v[1:])
	}
	thing, found := strings.CutPrefix(strings.TrimPrefix(v, "not "), "access:")
	return v, found && strings.TrimSpace(thing) != ""
}

func (r *reading) ownerValue(text outline.Text, at attribute.Attribute, otherwise string) string {
	for _, o := range Owners() {
		if string(o) == at.Value {
			return at.Value
		}
	}
	r.badValue(text, at, "one of intern, mentor, manager, mentor-manager, all")
	return otherwise
}

// idValue takes an id: letters, digits, hyphens, dots and underscores.
func (r *reading) idValue(text outline.Text, at attribute.Attribute) string {
	ok := at.Value != "" && len(at.Value) <= 80
	for _, c := range at.Value {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')
	}
	if !ok {
		r.badValue(text, at, "up to 80 letters, digits, hyphens, dots and underscores")
		return slug(at.Value, 8)
	}
	if r.ids[at.Value] {
		r.say("S405", attributePlace(text, at), fmt.Sprintf("The id “%s” stands on this page already.", at.Value), "Ids name one activity each.")
		return ""
	}
	r.ids[at.Value] = true
	return at.Value
}

func attributePlace(text outline.Text, at attribute.Attribute) place {
	line, column := text.At(at.From)
	_, end := text.At(at.To)
	return place{line, column, end}
}

// badValue says that an attribute has a value it cannot have.
func (r *reading) badValue(text outline.Text, at attribute.Attribute, may string) {
	r.say("S502", attributePlace(text, at), fmt.Sprintf("“%s” is no value for %s.", at.Value, at.Name), "It is "+may+".")
}

// checkNames says which attributes are unknown.
func (r *reading) checkNames(text outline.Text, list attribute.List) {
	for _, at := range list.All() {
		if attribute.Known(at.Name) {
			continue
		}
		p := attributePlace(text, at)
		help := "Known are " + strings.Join(attribute.Names(), ", ") + "."
		meant := attribute.Nearest(at.Name, attribute.Names())
		if meant != "" {
			help = fmt.Sprintf("Did you mean “%s”?", meant)
		}
		d := r.say("S501", p, fmt.Sprintf("“%s” is no attribute.", at.Name), help)
		if meant != "" {
			d.Fix = &Fix{Line: p.line, Column: p.column, EndColumn: p.column + len(at.Name), Text: meant}
		}
	}
}

// onlyGoals says that the topic of a phase's heading announces goals.
func onlyGoals(topic string) bool {
	read := wording.Read(topic)
	section, _ := read.Section()
	return section == wording.SectionGoals && len(read.Words) <= 3
}

// identify gives every phase and activity an id.
func (r *reading) identify() {
	for i := range r.page.Phases {
		p := &r.page.Phases[i]
		p.ID = r.unique(phaseID(p))
		if a, ok := r.phaseAttribute(i, "id"); ok {
			p.ID = a
		}
	}
	r.page.Walk(func(p *Phase, a *Activity) {
		if a.ID == "" {
			a.Named = false
			a.ID = r.unique(cutID(p.ID + "-" + slug(a.Text, 6)))
		}
		for i := range a.Prompts {
			q := &a.Prompts[i]
			if q.ID == "" {
				q.Named = false
				q.ID = r.unique(cutID(p.ID + "-q-" + slug(q.Text, 6)))
			}
		}
	})
}

// cutID keeps an id short enough to be written as an attribute.
func cutID(id string) string {
	const most = 64
	if len(id) <= most {
		return id
	}
	if at := strings.LastIndexByte(id[:most], '-'); at > most/2 {
		return id[:at]
	}
	return id[:most]
}

// phaseAttribute returns an attribute of a phase's heading.
func (r *reading) phaseAttribute(i int, name string) (string, bool) {
	if r.parts[i].heading == nil {
		return "", false
	}
	a, ok := r.lists[r.parts[i].heading].Find(name)
	if !ok || r.ids[a.Value] {
		return "", false
	}
	r.ids[a.Value] = true
	return a.Value, true
}

func phaseID(p *Phase) string {
	id := p.Unit
	switch {
	case p.Number != nil && p.Through != nil:
		id += fmt.Sprintf("-%d-%d", *p.Number, *p.Through)
	case p.Number != nil:
		id += fmt.Sprintf("-%d", *p.Number)
	default:
		id = slug(p.Title, 5)
	}
	if p.Track != "" {
		id = slug(p.Track, 3) + "-" + id
	}
	return cutID(id)
}

// unique takes an id, with a number behind it where it is in use.
func (r *reading) unique(id string) string {
	out := id
	for n := max(r.tried[id], 2); r.ids[out]; n++ {
		out = id + "-" + strconv.Itoa(n)
		r.tried[id] = n + 1
	}
	r.ids[out] = true
	return out
}

// sortedKeys returns the keys of a map in order of a map, so that reports are stable.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
