package templates_test

import (
	"strings"

	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/account"
	"stint/internal/web/templates/problem"
	"stint/internal/web/templates/ui"
)

func outside() ui.Frame { return ui.Frame{NewKey: keys()} }

func accountPages() []page {
	mail := view.SignIn{Mail: true, Minutes: 15}
	dark := outside()
	dark.Viewer.Theme = view.ThemeDark
	off := frame(noor, "My week")
	off.Viewer.KeysOff = true
	return []page{
		{name: "sign-in", content: account.SignIn(outside(), mail, ui.Form{})},
		{name: "sign-in-no-mail", content: account.SignIn(outside(), view.SignIn{Minutes: 15}, sent(map[string][]string{"email": {payload}}, fault.Field{Name: "email", Message: "That is no address."}))},
		{name: "check-mail", content: account.CheckMail(outside(), mail)},
		{name: "check-mail-no-mail", content: account.CheckMail(dark, view.SignIn{Minutes: 15})},
		{name: "link", content: account.LinkOpened(outside(), payload)},
		{name: "set-up", content: account.SetUp(outside(), payload, []string{"Europe/Amsterdam", "Europe/Lisbon"}, ui.Form{})},
		{name: "keyboard", content: account.Keyboard(frame(noor, ""))},
		{name: "keyboard-off", content: account.Keyboard(off)},
	}
}

func problemPages() (all []page) {
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		p := view.Problem{Kind: k.String(), Message: "What happened. Nothing you wrote is lost.", Reference: "7c1e-42"}
		all = append(all, page{name: "error-" + p.Kind, content: problem.Page(outside(), p)})
	}
	unknown := view.Problem{Kind: "new", Message: payload, Retry: &view.Retry{Action: "/prompts/q-1/answers", Fields: []view.RetryField{
		{Name: "key", Value: "k"}, {Name: "body", Value: strings.Repeat(payload, 5)},
	}}}
	return append(all,
		page{name: "error-retry", content: problem.Page(frame(noor, ""), unknown)},
		page{name: "error-plain", content: problem.Plain("7c1e-42")})
}
