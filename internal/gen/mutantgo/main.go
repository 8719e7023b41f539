// Command mutantgo makes mutation tests cheap. A mutant is a change of one operator, and
// gremlins runs the go command for each: it compiles the package and its tests, and links
// them, which takes far longer than the tests do. So this command puts all mutants of a
// package into one test binary, and stands in for the go command where gremlins calls it:
//
//	mutantgo build alloc build/mutantgo/alloc   makes the binary; mutants are told apart by a variable of the environment
//	go test ...                                 the same program under the name of go: finds out which mutant is asked for, and runs the binary with it
//
// Each mutant is a copy of the whole function with the one operator changed. The function
// itself asks at its beginning whether it should call one of them. .ci/mutate is where
// both are called.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The environment between .ci/mutate, this command and the test binary.
const (
	envTests  = "MUTANTGO_TESTS"  // the directory that build wrote
	envSource = "MUTANTGO_SOURCE" // the file that is being changed, as it was
	envHangs  = "MUTANTGO_HANGS"  // gets line:column of each mutant that never ended, and whether it moves a boundary
	envMutant = "MUTANTGO_MUTANT" // the number of the mutant for the test binary
	envReach  = "MUTANTGO_REACH"  // where the test binary notes which functions it reaches
)

// The files in the directory of a package.
const (
	binaryFile  = "tests"
	profileFile = "profile"
	planFile    = "plan.json"
	recentFile  = "recent"
	reachFile   = "reach"
)

func main() {
	code, err := call(strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutantgo:", err)
		code = 3
	}
	os.Exit(code)
}

func call(name string, args []string) (code int, err error) {
	switch {
	case name != "go" && len(args) == 3 && args[0] == "build":
		return 0, build(args[1], args[2])
	case name == "go" && len(args) > 1 && args[0] == "mod":
		return 0, nil // the modules are there, else there would be no binary
	case name == "go" && len(args) > 3 && args[0] == "test" && args[1] == "-cover":
		return 0, cover(args[3])
	case name == "go" && len(args) > 0 && args[0] == "test":
		return try()
	}
	return 0, errors.New("usage: mutantgo build PACKAGE DIR, or what gremlins calls the go command with")
}
