package plan

import (
	"cmp"
	"slices"

	"stint/internal/id"
	"stint/internal/program/reader"
)

// Node is an activity with what hangs below it.
type Node struct {
	*Activity
	Above *Node // nil at the top
	Below []*Node
}

// Tree hangs activities below one another, in the order of their positions. An
// activity whose parent is not among them stands at the top: one week of a plan
// is a tree too, whatever was moved out of it.
func Tree(activities []Activity) []*Node {
	nodes := make([]*Node, len(activities))
	byID := make(map[id.Activity]*Node, len(activities))
	for i := range activities {
		nodes[i] = &Node{Activity: &activities[i]}
		byID[activities[i].ID] = nodes[i]
	}
	slices.SortStableFunc(nodes, func(a, b *Node) int {
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	var top []*Node
	for _, n := range nodes {
		if above, ok := byID[n.Parent]; ok && above != n {
			n.Above, above.Below = above, append(above.Below, n)
		} else {
			top = append(top, n)
		}
	}
	return top
}

// Walk calls visit for the node and everything below it, parents first.
func (n *Node) Walk(visit func(*Node)) {
	visit(n)
	for _, below := range n.Below {
		below.Walk(visit)
	}
}

// Tally returns how many of the things to do at the node and below are done and
// how many there are, whoever does them: what a container shows as its state.
// What is skipped, waived or replaced is left out, and so is the side of a
// branch that was not taken.
func (n *Node) Tally(taken Taken) Figure {
	var f Figure
	n.Walk(func(n *Node) {
		todo := n.Shape == reader.RoleLeaf || n.Shape == reader.RolePromptHead
		if !todo || n.State != Open && n.State != Done || !taken.Has(n.Activity) {
			return
		}
		f.Total++
		if n.State == Done {
			f.Done++
		}
	})
	return f
}

// subtree returns the node of an activity, or nil.
func subtree(top []*Node, activity id.Activity) (found *Node) {
	for _, n := range top {
		n.Walk(func(n *Node) {
			if n.ID == activity {
				found = n
			}
		})
	}
	return found
}

// path returns the activities that the node hangs below, outermost first.
func (n *Node) path() []Activity {
	var path []Activity
	for above := n.Above; above != nil; above = above.Above {
		path = append(path, *above.Activity)
	}
	slices.Reverse(path)
	return path
}

// each calls do for the node and everything below it, parents first, until one
// fails.
func (n *Node) each(do func(*Node) error) (err error) {
	n.Walk(func(n *Node) {
		if err == nil {
			err = do(n)
		}
	})
	return err
}
