package ui

import (
	"context"
	"io"
	"net/url"
	"regexp"
	"sync"

	"github.com/a-h/templ"

	"stint/internal/view"
	"stint/internal/web/asset"
	"stint/internal/web/static"
)

// The smallest parts stand on a page by the hundred. They are written by hand,
// since a generated template costs more than what they say.

// markup is a component that is finished HTML. Whoever makes one escapes what
// is not written here.
type markup string

// Render writes the markup.
func (m markup) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, string(m))
	return err
}

func escaped(text string) string { return templ.EscapeString(text) }

// icons are the symbols of the sprite, ready to be written.
var icons = sync.OnceValue(func() map[string]templ.Component {
	sprite, err := static.Files.ReadFile("icons.svg")
	if err != nil {
		panic("ui: the sprite is not embedded: " + err.Error())
	}
	all := map[string]templ.Component{}
	for _, m := range regexp.MustCompile(`<symbol id="([a-z0-9-]+)"`).FindAllSubmatch(sprite, -1) {
		all[string(m[1])] = markup(icon(string(m[1])))
	}
	return all
})

// iconStart is what every icon begins with.
var iconStart = sync.OnceValue(func() string {
	return `<svg class="i" aria-hidden="true"><use href="` + asset.Path("icons.svg") + `#`
})

func icon(name string) string { return iconStart() + escaped(name) + `"></use></svg>` }

// Icon draws an icon of the sprite. It says nothing to readers: the word
// beside it does. An unknown name draws nothing.
func Icon(name string) templ.Component {
	if c, ok := icons()[name]; ok {
		return c
	}
	return templ.NopComponent
}

// kindMarks are the kinds, ready to be written.
var kindMarks = sync.OnceValue(func() map[view.Kind]templ.Component {
	all := map[view.Kind]templ.Component{}
	for kind, look := range kinds {
		all[kind] = markup(`<span class="kind ` + look.family + `" title="` + look.word + `">` + icon(look.icon) + `<span class="vh">` + look.word + `: </span></span>`)
	}
	return all
})

// Kind shows what sort of thing an activity is. An unknown kind shows nothing.
func Kind(kind view.Kind) templ.Component {
	if c, ok := kindMarks()[kind]; ok {
		return c
	}
	return templ.NopComponent
}

// Face is the round initial of a person.
func Face(p view.PersonRef) templ.Component {
	return markup(`<span class="face ` + hue(p) + `" aria-hidden="true">` + escaped(Initial(p)) + `</span>`)
}

// Badge is a word about how something stands, with an icon where one helps.
func Badge(tone Tone, iconName, word string) templ.Component {
	drawn := ""
	if iconName != "" {
		drawn = icon(iconName)
	}
	return markup(`<span class="badge ` + string(tone) + `">` + drawn + escaped(word) + `</span>`)
}

// Key is the hidden idempotency key that every form of a change carries.
func Key(f Frame) templ.Component {
	return markup(`<input type="hidden" name="key" value="` + escaped(f.Key()) + `">`)
}

// Back is the hidden path to which a change leads back.
func Back(f Frame) templ.Component {
	return markup(`<input type="hidden" name="back" value="` + escaped(f.Path) + `">`)
}

// Tick is the button that ticks an activity, or unticks it, in a form of its
// own. Pressed is done; half is begun. The answer replaces the list item.
func Tick(f Frame, action, id, title string, pressed, half bool) templ.Component {
	class, state := "tick", "false"
	if half {
		class = "tick half"
	}
	if pressed {
		state = "true"
	}
	action, id = escaped(action), escaped(id)
	return markup(`<form method="post" action="` + action + `" hx-post="` + action + `" hx-target="closest li" hx-swap="outerHTML">` +
		`<input type="hidden" name="key" value="` + escaped(f.Key()) + `"><input type="hidden" name="back" value="` + escaped(f.Path) + `">` +
		`<button type="submit" id="tick-` + id + `" class="` + class + `" aria-pressed="` + state + `" aria-label="Done: ` + escaped(title) + `" data-key="x">` +
		icon("check") + `</button></form>`)
}

// Flag leads to the form on which an activity's item is marked, above the page
// where a script can, and back to this row afterwards.
func Flag(f Frame, id, title string) templ.Component {
	id = escaped(id)
	return markup(`<a class="act-flag" id="flag-` + id + `" href="/activities/` + id + `/mark?back=` + escaped(url.QueryEscape(f.Path+"#act-"+id)) +
		`" data-sheet data-key="f" title="Broken, out of date, excellent?" aria-label="Mark: ` + escaped(title) + `">` + icon("flag") + `</a>`)
}

// StillTick is the picture of a tick for those who may not make it; the word is
// there for those who listen.
func StillTick(id string, done, half bool) templ.Component {
	class, inner := "tick still", ""
	switch {
	case done:
		class, inner = "tick still full", icon("check")+`<span class="vh">Done: </span>`
	case half:
		class, inner = "tick still half", icon("minus")+`<span class="vh">Begun: </span>`
	}
	return markup(`<span id="box-` + escaped(id) + `" class="` + class + `">` + inner + `</span>`)
}

// WaitingTick is the box of what waits for somebody else.
func WaitingTick(title string) templ.Component {
	return markup(`<button type="button" class="tick" disabled aria-label="Waits for somebody else: ` + escaped(title) + `"></button>`)
}
