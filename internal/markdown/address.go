package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// The longest address that is a link, and the longest parts of a mail address, in
// bytes.
const (
	maxAddress = 2048
	maxLocal   = 64
	maxDomain  = 255
)

// safeAddress returns the form of a link's address that may stand in a page, and
// whether it leads elsewhere. Addresses that are not http, https, mailto or a
// path on this site have none: nothing that runs, nothing whose host a browser
// could read differently (backslashes, control characters, two leading slashes),
// nothing with a name before the host, which is a way to look like another site.
func safeAddress(address string) (safe string, elsewhere, ok bool) {
	address = strings.TrimSpace(address)
	if len(address) > maxAddress || strings.ContainsFunc(address, misleading) {
		return "", false, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", false, false
	}
	switch u.Scheme {
	case "http", "https":
		elsewhere, ok = true, u.Host != "" && u.Hostname() != "" && u.User == nil && u.Opaque == ""
	case "mailto":
		ok = strings.Contains(u.Opaque, "@") && u.Host == "" && u.Path == ""
	case "":
		ok = u.Host == "" && strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
	}
	if !ok {
		return "", false, false
	}
	return u.String(), elsewhere, true
}

// misleading reports whether browsers drop or change a character in an address.
func misleading(c rune) bool { return c < ' ' || c == '\\' || 0x7f <= c && c <= 0x9f }

// bareAddress returns the length of the address at the beginning of a line, 0
// where there is none, and the protocol to put before it.
func bareAddress(line []byte) (length int, kind ast.AutoLinkType, protocol []byte) {
	for _, prefix := range []string{"https://", "http://", "www."} {
		if !bytes.HasPrefix(line, []byte(prefix)) {
			continue
		}
		length := trimAddress(line[:addressEnd(line)])
		if length <= len(prefix) || !isDomainChar(line[len(prefix)]) {
			return 0, 0, nil
		}
		if prefix == "www." {
			protocol = []byte("http")
		}
		return length, ast.AutoLinkURL, protocol
	}
	return mailLength(line), ast.AutoLinkEmail, nil
}

// addressEnd returns where the address ends at the latest.
func addressEnd(line []byte) int {
	line = line[:min(len(line), maxAddress)]
	if end := bytes.IndexAny(line, " \t\n<>\""); end >= 0 {
		return end
	}
	return len(line)
}

// trimAddress leaves out what ends a sentence rather than the address: marks,
// an entity, and parentheses that were not opened in it.
func trimAddress(address []byte) int {
	opened := bytes.Count(address, []byte("(")) - bytes.Count(address, []byte(")"))
	for n := len(address); n > 0; n-- {
		switch c := address[n-1]; {
		case bytes.IndexByte([]byte("?!.,:*_~'`|"), c) >= 0:
		case c == ')' && opened < 0:
			opened++
		case c == ';' && bytes.LastIndexByte(address[:n], '&') >= 0:
			n = bytes.LastIndexByte(address[:n], '&') + 1
		default:
			return n
		}
	}
	return 0
}

// mailLength returns the length of the mail address at the beginning of a line.
func mailLength(line []byte) int {
	at := 0
	for at < len(line) && at <= maxLocal && (isDomainChar(line[at]) || bytes.IndexByte([]byte("._+"), line[at]) >= 0) {
		at++
	}
	if at == 0 || at > maxLocal || at >= len(line) || line[at] != '@' {
		return 0
	}
	domain := line[at+1 : min(len(line), at+1+maxDomain)]
	end := 0
	for end < len(domain) && (isDomainChar(domain[end]) || domain[end] == '.' || domain[end] == '_') {
		end++
	}
	domain = bytes.TrimRight(domain[:end], ".")
	if dot := bytes.IndexByte(domain, '.'); dot <= 0 || !isLetterOrDigit(domain[len(domain)-1]) {
		return 0
	}
	return at + 1 + len(domain)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isLetterOrDigit(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }

// isDomainChar reports whether c may stand in a name of a domain. Letters beyond
// ASCII may: browsers encode them.
func isDomainChar(c byte) bool { return isLetterOrDigit(c) || c == '-' || c >= 0x80 }
