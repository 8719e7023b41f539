package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paysplit/paysplit/wire"
)

// payDocument is a document of alloc.pay with n procedures, every third of them with a
// claim row.
func payDocument(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"today":"2026-03-02","family":[{"id":1,"guarantor":1},{"id":2,"guarantor":1}],"charges":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"type":"procedure","id":%d,"patient":%d,"provider":%d,"clinic":0,"date":"2025-%02d-%02d","fee":"%d.%02d"`,
			100+i, 1+i%2, 5+i%3, 1+i*12/n, 1+i%28, 20+i%300, i%100)
		if i%3 == 0 {
			b.WriteString(`,"claims":[{"status":"Received","insPayAmt":"12.00","writeOff":"3.50"}]`)
		}
		b.WriteByte('}')
	}
	b.WriteString(`],"payment":{"patient":1,"clinic":0,"amount":"5000.00","date":"2026-03-02"},"unearnedTypes":{"prepayment":101}}`)
	return []byte(b.String())
}

// payShape is what encoding/json reads the document into.
type payShape struct {
	Today   string
	Family  []struct{ ID, Guarantor int64 }
	Charges []struct {
		Type                          string
		ID, Patient, Provider, Clinic int64
		Date, Fee                     string
		Claims                        []struct{ Status, InsPayAmt, WriteOff string }
	}
	Payment struct {
		Patient, Clinic int64
		Amount, Date    string
	}
	UnearnedTypes struct{ Prepayment int64 }
}

// wireBecause is the profile of an account of 200 procedures.
const wireBecause = "Of the profile, half is reading the document: JSON tokens (PeekKind, ReadValue), finding the field of each name, amounts and dates. A sixth is the allocation itself, in fresh scratch, because the package keeps no state between calls; a tenth each is writing the splits and making room for lists whose length is not known; the rest is the collector. Small documents pay more a byte for what a call costs once. The row \"json.Unmarshal\" reads the same document into structs, checks nothing and takes as long."

// wireReached is what the explanation covers, in times of json.Unmarshal.
func wireReached(procedures int) float64 {
	if procedures <= 10 {
		return 1.8
	}
	return 1.4
}

// wireContests run a whole operation: text in, text out.
func wireContests(short bool) (all []contest) {
	sizes := []int{10, 200, 5000}
	if short {
		sizes = sizes[:2]
	}
	for _, n := range sizes {
		input := payDocument(n)
		all = append(all, contest{
			name: fmt.Sprintf("wire/alloc.pay/%d", n), unit: "byte", units: len(input),
			input: fmt.Sprintf("an account of %d procedures as JSON, %d bytes", n, len(input)),
			field: []contestant{
				{name: "wire.Run", run: always(func() { keptBytes = must(wire.Run("alloc.pay", input)) })},
				{name: "json.Valid", note: "checks the syntax and does nothing else", run: always(func() {
					if !json.Valid(input) {
						panic("not JSON")
					}
				})},
				{name: "json.Unmarshal", note: "reads the document and does nothing with it", run: always(func() {
					var shape payShape
					if err := json.Unmarshal(input, &shape); err != nil {
						panic(err)
					}
				})},
			},
			figures: []figure{{kind: nsAtMost, value: 12, reached: wireReached(n), bound: "json.Unmarshal", because: wireBecause}},
		})
	}
	return all
}
