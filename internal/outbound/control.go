package outbound

import (
	"context"
	"net/netip"
	"syscall"
)

// control is asked by the dialer right before it connects, with the address that
// the system connects to: the last look.
func control(_ context.Context, network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" {
		return Malformed
	}
	if port := to.Port(); port != 80 && port != 443 || !Allowed(to.Addr()) {
		return Closed
	}
	return nil
}
