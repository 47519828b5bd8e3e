package page

import "net/url"

// MaxAddress is how many bytes the address of a page may have: what every browser
// and server takes.
const MaxAddress = 2000

// ParseAddress reads where a page is published: an absolute address of http or
// https. ok is false for any other text.
func ParseAddress(address string) (base *url.URL, ok bool) {
	base, err := url.Parse(address)
	return base, err == nil && len(address) <= MaxAddress && (base.Scheme == "http" || base.Scheme == "https") && base.Host != ""
}
