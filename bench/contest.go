package main

import (
	"fmt"
	"slices"
)

// contest is one piece of work that several contestants do on the same input.
type contest struct {
	name    string // such as "fifo/100"
	input   string // what the input is, in a sentence
	unit    string // what the times are of: "charge"
	units   int    // how many of them one run has
	field   []contestant
	figures []figure
}

// contestant is one way of doing the work. The first of a contest is this library.
type contestant struct {
	name string
	// run does the work n times.
	run func(n int)
	// answer returns what the work gives, in whole minor units, ids and day numbers.
	// All answers of a contest must be the same. It may be nil where note says why.
	answer func() []int64
	within int64  // how far each number may be from the first contestant's
	note   string // what is different about it
}

// agree checks that all contestants give the same answer.
func (c *contest) agree() error {
	if c.field[0].answer == nil {
		return nil
	}
	want := c.field[0].answer()
	if len(want) == 0 {
		return fmt.Errorf("%s: %s gives no answer to compare", c.name, c.field[0].name)
	}
	for _, rival := range c.field[1:] {
		if rival.answer == nil {
			if rival.note == "" {
				return fmt.Errorf("%s: %s has neither an answer nor a note", c.name, rival.name)
			}
			continue
		}
		got := rival.answer()
		if len(got) != len(want) {
			return fmt.Errorf("%s: %s gives %d numbers, %s %d", c.name, rival.name, len(got), c.field[0].name, len(want))
		}
		for i := range want {
			if distance := max(got[i]-want[i], want[i]-got[i]); distance > rival.within {
				return fmt.Errorf("%s: number %d of %s is %d, of %s %d", c.name, i, rival.name, got[i], c.field[0].name, want[i])
			}
		}
	}
	return nil
}

// find returns the index of the contestant of that name.
func (c *contest) find(name string) int {
	i := slices.IndexFunc(c.field, func(f contestant) bool { return f.name == name })
	if i < 0 {
		panic(c.name + " has no contestant " + name)
	}
	return i
}

// each returns a run that goes round a ring of inputs, one for each time, so that
// no branch is learnt by heart.
func each(inputs int, work func(i int)) func(n int) {
	next := 0
	return func(n int) {
		for range n {
			work(next)
			if next++; next == inputs {
				next = 0
			}
		}
	}
}

// always returns a run that does the same each time.
func always(work func()) func(n int) {
	return func(n int) {
		for range n {
			work()
		}
	}
}

// must ends the program where an input of its own is refused.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
