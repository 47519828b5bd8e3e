package outbound

import "testing"

// The dialer of production asks this with the address that it connects to,
// whatever was looked at before.
func TestTheLastLook(t *testing.T) {
	for address, want := range map[string]error{
		"1.1.1.1:80": nil, "[2606:4700::1111]:443": nil, "127.0.0.1:80": Closed, "[::1]:443": Closed, "1.1.1.1:22": Closed,
		"[::ffff:10.0.0.1]:80": Closed, "[fe80::1%eth0]:80": Closed, "name:80": Malformed,
	} {
		if err := control(t.Context(), "tcp4", address, nil); err != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := control(t.Context(), "udp4", "1.1.1.1:443", nil); err != Malformed {
		t.Errorf("%v", err)
	}
}
