package main

import (
	"os"
	"strings"
	"testing"
)

// TestReadmeShowsWhatTheCommandPrints runs every command of the README that
// stands with its output, as on a terminal, and compares.
func TestReadmeShowsWhatTheCommandPrints(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const prompt = "$ go run ./cmd/paysplit "
	found := 0
	for block := range strings.SplitSeq(string(text), "```") {
		line, want, ok := strings.Cut(strings.TrimPrefix(block, "\n"), "\n")
		arguments, isCommand := strings.CutPrefix(line, prompt)
		if !ok || !isCommand {
			continue
		}
		found++
		t.Run(arguments, func(t *testing.T) {
			args := strings.Fields(arguments)
			if !strings.Contains(arguments, "--format") {
				args = append(args, "--format", "table")
			}
			out, errOut, status := command(t, "", args...)
			if status != exitOK || out != want {
				t.Errorf("status %d, the README differs from what is printed:\n%s%s", status, out, errOut)
			}
		})
	}
	if found < 3 {
		t.Errorf("only %d commands in the README", found)
	}
}
