package main

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// machine is where and when the figures were measured.
type machine struct {
	date, processor, system, commit, load string
	cores                                 int
	versions                              []string // of the other libraries
}

func thisMachine() machine {
	m := machine{
		date:      time.Now().UTC().Format(time.DateOnly),
		processor: processor(), cores: runtime.NumCPU(),
		system: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH,
		commit: commit(), load: load(),
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Replace == nil {
				m.versions = append(m.versions, strings.TrimPrefix(dep.Path, "github.com/")+" "+dep.Version)
			}
		}
	}
	return m
}

// end notes how busy the machine is at the end.
func (m *machine) end() { m.load += " at the start, " + load() + " at the end" }

// processor returns the model of the processor where the system tells.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// commit returns the commit that was measured, and says if anything but the report
// differs from it.
func commit() string {
	id, err := exec.Command("git", "rev-parse", "--short=12", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	text := strings.TrimSpace(string(id))
	changed, err := exec.Command("git", "status", "--porcelain", "--", ":/", ":!/bench/RESULTS.md").Output()
	if err != nil || len(bytes.TrimSpace(changed)) > 0 {
		text += " with changes that were not committed"
	}
	return text
}

// load returns the load average of the last minute.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}
