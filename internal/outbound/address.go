package outbound

import "net/netip"

// closed are the blocks of addresses that calls never go to: this machine, its
// networks, what clouds tell their machines, what reaches many at once, what
// carries another address inside, and what is kept for documents and the
// future. After IANA's registries of special-purpose addresses (RFC 6890), with
// the address at which one cloud answers its machines outside them.
var closed = prefixes(
	"0.0.0.0/8",        // this network
	"10.0.0.0/8",       // private (RFC 1918)
	"100.64.0.0/10",    // shared by carriers (RFC 6598)
	"127.0.0.0/8",      // loopback
	"168.63.129.16/32", // Azure's answers to its machines
	"169.254.0.0/16",   // link-local, with most clouds' metadata
	"172.16.0.0/12",    // private
	"192.0.0.0/24",     // protocol assignments
	"192.0.2.0/24",     // documents
	"192.88.99.0/24",   // 6to4 relays
	"192.168.0.0/16",   // private
	"198.18.0.0/15",    // benchmarks
	"198.51.100.0/24",  // documents
	"203.0.113.0/24",   // documents
	"224.0.0.0/4",      // multicast
	"240.0.0.0/4",      // future, and broadcast
	"2001::/23",        // protocol assignments, with Teredo
	"2001:db8::/32",    // documents
	"2002::/16",        // 6to4, which carries an IPv4 address
	"3fff::/20",        // documents
)

// global is where addresses of IPv6 that anybody can reach are given out. What is
// outside it (loopback, local, multicast, IPv4 in its mapped and translated
// forms, ::ffff:0:0/96 and 64:ff9b::/96) is closed as a whole.
var global = netip.MustParsePrefix("2000::/3")

func prefixes(texts ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		list[i] = netip.MustParsePrefix(text)
	}
	return list
}

// Allowed reports whether an address is one that anybody on the internet can
// reach, in its own form. IPv4 addresses that IPv6 carries are not allowed,
// whatever they are: nobody publishes a page at one.
func Allowed(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	if a.Is6() && (!global.Contains(a) || carriesIPv4(a)) {
		return false
	}
	for _, block := range closed {
		if block.Contains(a) {
			return false
		}
	}
	return true
}

// carriesIPv4 reports whether the last half of an address is one of ISATAP (RFC
// 5214), which embeds an IPv4 address in any network.
func carriesIPv4(a netip.Addr) bool {
	b := a.As16()
	return (b[8] == 0 || b[8] == 2) && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe
}
