// Package walk walks through a whole Stint in a real browser, the way people
// do: it presses what can be seen and types what can be typed, with scripts
// and without. On the way it listens for what must not happen: an obstacle for
// people who use assistive technology, a page that scrolls sideways, an error
// in the console, or anything that the content security policy had to stop.
//
// Beside Chromium the tests need axe-core, which `make test` fetches.
package walk
