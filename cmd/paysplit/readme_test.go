package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pages are the texts whose commands are run, with the least number of commands
// that stand there with their output.
var pages = map[string]int{"README.md": 3, "docs/open-dental.md": 7, "docs/plan-life.md": 6, "docs/allocation.md": 7}

// TestPagesShowWhatTheCommandPrints runs every command of the pages that stands
// with its output, as on a terminal, and compares. A document may come from echo.
// PAYSPLIT_PAGES=write puts what is printed in the place of what stands there.
func TestPagesShowWhatTheCommandPrints(t *testing.T) {
	for page, least := range pages {
		t.Run(page, func(t *testing.T) {
			name := filepath.Join("../..", page)
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			blocks := strings.Split(string(text), "```")
			found := 0
			for i, block := range blocks {
				if shown, ok := runBlock(t, block); ok {
					found++
					blocks[i] = shown
				}
			}
			if found < least {
				t.Errorf("only %d commands in %s", found, page)
			}
			if os.Getenv("PAYSPLIT_PAGES") == "write" {
				if err := os.WriteFile(name, []byte(strings.Join(blocks, "```")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// runBlock runs the command of a block and returns the block as it should be; ok
// is false for a block without one.
func runBlock(t *testing.T, block string) (shown string, ok bool) {
	const prompt, program = "$ ", "go run ./cmd/paysplit "
	line, want, _ := strings.Cut(strings.TrimPrefix(block, "\n"), "\n")
	rest, isCommand := strings.CutPrefix(line, prompt)
	document := ""
	if echoed, piped, isPipe := strings.Cut(rest, "' | "); isPipe {
		document, rest = strings.TrimPrefix(echoed, "echo '"), piped
	}
	arguments, isOurs := strings.CutPrefix(rest, program)
	if !isCommand || !isOurs || strings.Contains(arguments, ">") {
		return "", false
	}
	args := strings.Fields(arguments)
	if !strings.Contains(arguments, "--format") {
		args = append(args, "--format", "table")
	}
	t.Run(arguments, func(t *testing.T) {
		out, errOut, _ := command(t, document, args...)
		if out += errOut; out != want {
			t.Errorf("%s\nstands there with other words than are printed:\n%s", line, out)
		}
		shown = "\n" + line + "\n" + out
	})
	return shown, true
}
