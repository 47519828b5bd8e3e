package assembly

import (
	"fmt"
	"strconv"
	"strings"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/identity"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/source"
)

// apply settles an activity by its attributes and returns which were there.
func (b *builder) apply(a *page.Activity, text, original inline.Text, list attribute.List) map[string]bool {
	settled := map[string]bool{}
	if list.To == 0 {
		return settled
	}
	b.CheckNames(original, list)
	for _, at := range list.All() {
		settled[at.Name] = true
		switch at.Name {
		case "kind":
			b.applyKind(a, original, at)
		case "owner":
			a.Owner, a.Sure.Owner = page.Owner(b.ownerValue(original, at, string(a.Owner))), 1
		case "role":
			b.applyRole(a, original, at)
		case "est":
			minutes, ok := attribute.Minutes(at.Value)
			if !ok {
				b.BadValue(original, at, "a length of time such as 45m, 2h or 1h30m")
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

func (b *builder) applyKind(a *page.Activity, text inline.Text, at attribute.Attribute) {
	for _, k := range page.Kinds() {
		if string(k) == at.Value {
			a.Kind, a.Sure.Kind = k, 1
			return
		}
	}
	if at.Value == "prompt" {
		return // it stands where nothing gathers prompts; its words decide
	}
	names := make([]string, 0, len(page.Kinds()))
	for _, k := range page.Kinds() {
		names = append(names, string(k))
	}
	b.BadValue(text, at, "one of "+strings.Join(names, ", "))
}

func (b *builder) applyRole(a *page.Activity, text inline.Text, at attribute.Attribute) {
	switch role := page.Role(at.Value); role {
	case page.RoleLeaf, page.RoleContainer, page.RolePromptHead, page.RoleNote, page.RoleMilestone:
		a.Role, a.Sure.Role = role, 1
	default:
		b.BadValue(text, at, "one of leaf, container, prompt-head, note, milestone")
	}
}

// applyBinding settles what is optional, conditional, chosen and built on.
func (b *builder) applyBinding(a *page.Activity, text inline.Text, at attribute.Attribute) {
	switch at.Name {
	case "optional":
		on, ok := attribute.Yes(at.Value)
		if !ok {
			b.BadValue(text, at, "yes or no")
		}
		a.Optional, a.Sure.Optional = on, 1
	case "if":
		condition, ok := conditionValue(at.Value)
		if !ok {
			b.BadValue(text, at, "access:<thing>, “not access:<thing>”, availability or none")
		}
		a.Condition, a.Sure.Condition = condition, 1
	case "branch":
		a.Branch, a.Sure.Branch = noneIsEmpty(at.Value), 1
	case "side":
		a.Side = at.Value
	case "choose":
		n, err := strconv.Atoi(at.Value)
		if err != nil || n < 0 || n > 1000 {
			b.BadValue(text, at, "how many of the nested activities are asked for")
		}
		a.Choose = max(n, 0)
	case "after":
		a.After = append(a.After, strings.FieldsFunc(noneIsEmpty(at.Value), func(r rune) bool { return r == ',' || r == ' ' || r == ';' })...)
		a.Sure.After = 1
		line, column := text.At(at.From)
		_, end := text.At(at.To)
		b.out.After[a.Line] = source.At(line, column, end)
	}
}

// applyPrompt settles a prompt by its attributes.
func (b *builder) applyPrompt(p *page.Prompt, text inline.Text, list attribute.List) {
	if list.To == 0 {
		return
	}
	b.CheckNames(text, list)
	for _, at := range list.All() {
		switch at.Name {
		case "optional":
			p.Optional, _ = attribute.Yes(at.Value)
		case "if":
			condition, ok := conditionValue(at.Value)
			if !ok {
				b.BadValue(text, at, "access:<thing>, “not access:<thing>”, availability or none")
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

func (r *assembly) ownerValue(text inline.Text, at attribute.Attribute, otherwise string) string {
	for _, o := range page.Owners() {
		if string(o) == at.Value {
			return at.Value
		}
	}
	r.BadValue(text, at, "one of intern, mentor, manager, mentor-manager, all")
	return otherwise
}

// idValue takes an id: letters, digits, hyphens, dots and underscores.
func (r *assembly) idValue(text inline.Text, at attribute.Attribute) string {
	ok := at.Value != "" && len(at.Value) <= 80
	for _, c := range at.Value {
		ok = ok && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')
	}
	if !ok {
		r.BadValue(text, at, "up to 80 letters, digits, hyphens, dots and underscores")
		if id := identity.Slug(at.Value, 8); r.out.IDs.Take(id) {
			return id
		}
		return ""
	}
	if !r.out.IDs.Take(at.Value) {
		r.Say("S405", source.AttributePlace(text, at), fmt.Sprintf("The id “%s” stands on this page already.", at.Value), "Ids name one activity each.")
		return ""
	}
	return at.Value
}

// identify gives every phase and activity an id.
func (r *assembly) identify() {
	for i := range r.out.Phases {
		p := &r.out.Phases[i]
		if p.ID = r.phaseAttribute(i); p.ID == "" {
			p.ID = r.out.IDs.Unique(phaseID(p))
		}
	}
	r.name(&r.out.Setup)
	for i := range r.out.Phases {
		r.name(&r.out.Phases[i])
	}
}

// name gives ids to what a phase holds.
func (r *assembly) name(p *page.Phase) {
	p.Walk(func(a *page.Activity) {
		if a.ID == "" {
			a.Named = false
			a.ID = r.out.IDs.Unique(identity.Cut(p.ID + "-" + identity.Slug(a.Text, 6)))
		}
		for i := range a.Prompts {
			q := &a.Prompts[i]
			if q.ID == "" {
				q.Named = false
				q.ID = r.out.IDs.Unique(identity.Cut(p.ID + "-q-" + identity.Slug(q.Text, 6)))
			}
		}
	})
}

// phaseAttribute returns the id that an author has written for a phase, empty for none.
func (r *assembly) phaseAttribute(i int) string {
	a, ok := r.Attributes(r.parts[i].Heading).Find("id")
	if !ok || !r.out.IDs.Take(a.Value) {
		return ""
	}
	return a.Value
}

func phaseID(p *page.Phase) string {
	id := p.Unit
	switch {
	case p.Number != nil && p.Through != nil:
		id += fmt.Sprintf("-%d-%d", *p.Number, *p.Through)
	case p.Number != nil:
		id += fmt.Sprintf("-%d", *p.Number)
	default:
		id = identity.Slug(p.Title, 5)
	}
	if p.Track != "" {
		id = identity.Slug(p.Track, 3) + "-" + id
	}
	return identity.Cut(id)
}
