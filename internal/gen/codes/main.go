// Command codes writes the table of error codes for the documentation. It is run
// by go generate in package wire.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
)

func main() {
	log.SetFlags(0)
	out := flag.String("out", "", "the file to write")
	flag.Parse()
	if err := os.WriteFile(*out, []byte(page(wire.Codes())), 0o644); err != nil {
		log.Fatal(err)
	}
}

// page returns the table in Markdown.
func page(rules []*money.Rule) string {
	var b strings.Builder
	b.WriteString("# Error codes\n\n" +
		"Codes are stable. A *malformed* document cannot be read (exit status 2); a *refused* one can, and a rule forbids it " +
		"(exit status 1); a *finding* stands inside a report.\n\n" +
		"| code | class | what is wrong | what mends it |\n|---|---|---|---|\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", r.Code(), r.Class(), r.Error(), r.Mend())
	}
	return b.String()
}
