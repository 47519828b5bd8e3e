package inline

import (
	"html"
	"strings"

	"stint/internal/program/reader/words"
)

// angle reads an autolink, a comment or a tag, all of which vanish but for an
// autolink's address.
func (s *scanner) angle() {
	rest := s.src[s.i:]
	if strings.HasPrefix(rest, "<!--") && !s.endless {
		if end := strings.Index(rest, "-->"); end >= 0 {
			s.i += end + 3
			return
		}
		s.endless = true
	}
	if strings.HasPrefix(rest, "<%") {
		if end := strings.Index(rest[:min(len(rest), maxTag)], "%>"); end >= 0 {
			s.i += end + 2
			return
		}
	}
	end := strings.IndexAny(rest[1:min(len(rest), maxTag)], "<>")
	if end < 0 || rest[end+1] != '>' {
		s.copy(1)
		return
	}
	inner := rest[1 : end+1]
	if isAddress(inner) {
		s.autolink(inner)
		return
	}
	name, _ := TagName(rest)
	if name == "" {
		s.copy(1)
		return
	}
	if name == "br" || name == "p" || name == "li" {
		s.space()
		s.i--
	}
	s.anchor(name, inner)
	s.i += end + 2
}

// maxTag is how long a tag may be.
const maxTag = 4096

// anchor counts the link of an <a href>; its text is what follows.
func (s *scanner) anchor(name, inner string) {
	at := strings.Index(words.LowerASCII(inner), "href=")
	if name != "a" || at < 0 {
		return
	}
	url := inner[at+5:]
	if url != "" && (url[0] == '"' || url[0] == '\'') {
		url, _, _ = strings.Cut(url[1:], url[:1])
	}
	text, _, _ := strings.Cut(s.src[s.i+len(inner)+2:], "<")
	s.link(s.i, len(s.out), len(s.out), strings.TrimSpace(text), html.UnescapeString(url), false)
}

func (s *scanner) autolink(address string) {
	start, from := len(s.out), s.i
	s.i++
	s.copy(len(address))
	s.i++
	url := address
	if !strings.Contains(address, ":") {
		url = "mailto:" + address
	}
	s.link(from, start, len(s.out), address, url, false)
}

// isAddress says that a string in angle brackets is an address of the web or of mail.
func isAddress(s string) bool {
	if strings.ContainsAny(s, " \t\n") {
		return false
	}
	scheme, rest, found := strings.Cut(s, ":")
	if found && len(scheme) >= 2 && len(scheme) <= 32 && rest != "" {
		return strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") == ""
	}
	name, host, found := strings.Cut(s, "@")
	return found && name != "" && strings.Contains(host, ".")
}

// TagName returns the lower-case name of the tag that a string starts with.
func TagName(s string) (name string, closing bool) {
	s = s[1:]
	if strings.HasPrefix(s, "/") {
		s, closing = s[1:], true
	}
	end := 0
	for end < len(s) && end < 16 && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z' || end > 0 && s[end] >= '0' && s[end] <= '9') {
		end++
	}
	if end == 0 || end < len(s) && !strings.ContainsRune(" \t/>", rune(s[end])) {
		return "", false
	}
	return strings.ToLower(s[:end]), closing
}
