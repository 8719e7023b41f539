// Package parity makes the documents on which every form of the engine must agree to the
// byte: the native one, the WebAssembly modules, and whatever hosts them. They are the
// conformance cases, and as many again as are asked for that are made of these and of the
// operations' examples by small changes, the same ones in every run.
package parity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/paysplit/paysplit/wire"
)

// Case is one document, and what the native engine answers.
type Case struct {
	ID       string // a conformance case's, or that of its origin and a number
	Op       string
	Document []byte // may be no JSON and no UTF-8
	Answer   []byte // the result, or the error document
	Refused  bool   // the answer is an error document
}

// Cases returns the conformance cases in the JSON files of vectors, and generated ones,
// the same number for every operation, give or take one.
func Cases(vectors fs.FS, generated int) ([]Case, error) {
	cases, err := conformance(vectors)
	if err != nil {
		return nil, err
	}
	ops := wire.Ops()
	seeds := make(map[string][]Case)
	for _, c := range cases {
		seeds[c.Op] = append(seeds[c.Op], c)
	}
	cases = append(cases, fixed()...)
	for i := range generated {
		op := ops[i%len(ops)]
		from := append([]Case{{ID: "example", Op: op.Name, Document: []byte(op.Example)}}, seeds[op.Name]...)
		m := mutator{rng: rand.New(rand.NewPCG(uint64(i), 835))}
		seed := from[m.rng.IntN(len(from))]
		document, err := m.change(seed.Document)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", seed.ID, err)
		}
		cases = append(cases, Case{ID: fmt.Sprint(seed.ID, " changed, ", i), Op: op.Name, Document: document})
	}
	for i := range cases {
		cases[i].run()
	}
	return cases, nil
}

// run asks the native engine.
func (c *Case) run() {
	out, err := wire.Run(c.Op, c.Document)
	var refused *wire.Error
	if c.Refused = errors.As(err, &refused); c.Refused {
		out = refused.AppendJSON(nil)
	}
	c.Answer = out
}

// conformance reads the conformance cases.
func conformance(vectors fs.FS) (cases []Case, err error) {
	files, err := fs.Glob(vectors, "*.json")
	if err == nil && len(files) == 0 {
		err = errors.New("no conformance cases")
	}
	for _, file := range files {
		text, readErr := fs.ReadFile(vectors, file)
		if readErr != nil {
			return nil, readErr
		}
		var list struct {
			Vectors []struct {
				ID, Op string
				Input  json.RawMessage
			}
		}
		if err := json.Unmarshal(text, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, v := range list.Vectors {
			cases = append(cases, Case{ID: v.ID, Op: v.Op, Document: v.Input})
		}
	}
	return cases, err
}

// fixed are calls that are no document of any operation, and large documents.
func fixed() []Case {
	return []Case{
		{ID: "no operation", Op: "", Document: []byte("{}")},
		{ID: "unknown operation", Op: "alloc.pya", Document: []byte("{}")},
		{ID: "operation in other letters", Op: "alloc.påy 𝔘", Document: []byte("{}")},
		{ID: "empty document", Op: "alloc.pay", Document: []byte{}},
		{ID: "only a byte order mark", Op: "alloc.pay", Document: []byte("\ufeff")},
		{ID: "not UTF-8", Op: "alloc.pay", Document: []byte("{\"note\":\"\xff\xfe\"}")},
		{ID: "zero bytes", Op: "plan.schedule", Document: make([]byte, 9)},
		{ID: "nested as deep as may be", Op: "alloc.pay", Document: bytes.Repeat([]byte("["), wire.MaxNesting)},
		{ID: "nested deeper", Op: "alloc.pay", Document: bytes.Repeat([]byte("["), wire.MaxNesting+1)},
		{ID: "many weights", Op: "split.allocate", Document: fmt.Appendf(nil, `{"amount":"987654.32","weights":[%s1]}`, strings.Repeat("3,1,4,1,5,9,2,6,", 400))},
		{ID: "a long text", Op: "plan.schedule", Document: fmt.Appendf(nil, `{"principal":"600.00","numberOfPayments":6,"frequency":"Monthly","today":"2024-01-31","payPlanDate":"2024-01-31","note":"%s"}`, strings.Repeat("Zoë 𝔘 ", 20_000))},
		{ID: "many charges", Op: "alloc.pay", Document: account(1000)},
	}
}

// account is an account with that many procedures, and a payment that pays for most of
// them, with all that led to it.
func account(procedures int) []byte {
	text := []byte(`{"explain":true,"today":"2026-03-02","family":[{"id":1}],"payment":{"patient":1,"amount":"150000.00","date":"2026-03-02"},` +
		`"unearnedTypes":{"prepayment":101},"charges":[`)
	for i := range procedures {
		text = fmt.Appendf(text, `{"type":"procedure","id":%d,"patient":1,"date":"2025-%02d-%02d","fee":"%d.%02d"},`, 100+i*7919%procedures, 1+i%12, 1+i%28, 20+i%300, i%100)
	}
	return append(bytes.TrimSuffix(text, []byte(",")), "]}"...)
}

// line is a case in a file of JSON lines. A document that is no UTF-8 stands in Base64.
type line struct {
	ID      string `json:"id"`
	Op      string `json:"op"`
	Text    string `json:"text,omitempty"`
	Base64  []byte `json:"base64,omitempty"`
	Answer  string `json:"answer"`
	Refused bool   `json:"refused"`
}

// AppendLine appends a case as a line of JSON, for who compares outside of Go.
func (c Case) AppendLine(dst []byte) ([]byte, error) {
	l := line{ID: c.ID, Op: c.Op, Answer: string(c.Answer), Refused: c.Refused}
	if !utf8.Valid(c.Answer) {
		return dst, fmt.Errorf("%s: the answer is not UTF-8", c.ID)
	}
	if utf8.Valid(c.Document) {
		l.Text = string(c.Document)
	} else {
		l.Base64 = c.Document
	}
	text, err := json.Marshal(l)
	return append(append(dst, text...), '\n'), err
}

// Count says how many cases of an operation give a result and how many are refused.
type Count struct {
	Op               string
	Results, Refused int
}

// Counts counts the cases of every operation, in the order of the documentation.
func Counts(cases []Case) []Count {
	var counts []Count
	for _, op := range wire.Ops() {
		n := Count{Op: op.Name}
		for _, c := range cases {
			switch {
			case c.Op != op.Name:
			case c.Refused:
				n.Refused++
			default:
				n.Results++
			}
		}
		counts = append(counts, n)
	}
	return counts
}
