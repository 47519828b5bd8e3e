// Package tools holds the pinned programs that the build and the checks run,
// in a module of its own, so that what they need never mixes with what Stint
// needs. They are the tool lines of go.mod.
package tools
