// Command native times the native engine, for the benchmark of the WebAssembly modules in
// wasm/test. Its argument is a file with a document of alloc.pay. For each line of standard
// input, a number, it runs the document as often as that and answers with the nanoseconds
// that all of it took.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/paysplit/paysplit/wire"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: native DOCUMENT.json")
	}
	document, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		times, err := strconv.Atoi(lines.Text())
		if err != nil {
			log.Fatal(err)
		}
		began := time.Now()
		for range times {
			if _, err := wire.Run("alloc.pay", document); err != nil {
				log.Fatal(err)
			}
		}
		fmt.Println(time.Since(began).Nanoseconds())
	}
}
