package fuzz_test

import (
	"bytes"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/amortize"
	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/split"
	"github.com/paysplit/paysplit/wire"
)

// question is a case that many goroutines share: input of each engine, all made of one
// tape, and documents.
type question struct {
	family   family
	plan     amortize.Plan
	book     claimBook
	set      setCase
	era      remittance
	posted   split.Transaction
	practice practice
	docs     []known
}

// readQuestion makes a question of a tape, and documents of what it holds; one more is a
// known one of an operation in its turn.
func readQuestion(n int) (q question) {
	data := noise(uint64(n), 40+7*n)
	of := func() *tape { tp := tape(data); return &tp }
	q.family, q.set, q.book, q.era, q.posted, q.practice = readFamily(data), readSet(data), readBook(of()), readBroken(of()), readPosted(of()), readPractice(of())
	q.plan, _ = readPlan(of())
	all := documents()
	q.docs = []known{
		all[n*len(all)/sharedCases], {"alloc.pay", string(q.family.document(2).bytes())}, {"checkset.validate", string(q.set.document().bytes())},
		{"era.balance", string(q.era.document().bytes())},
	}
	return q
}

// scratch is what one goroutine uses again from question to question.
type scratch struct {
	allocator alloc.Allocator
	planner   amortize.Planner
	checker   claimcheck.Checker
	splitter  split.Splitter
	verdict   claimcheck.Verdict
}

// answers is what all engines say, in rows and reports, and what documents say, in
// bytes. They are copies: scratch is used again.
type answers struct {
	engines   string
	documents [][]byte
}

// ask asks the engines and wire.
func (s *scratch) ask(q *question) (x answers) {
	paid := q.family.pay(&s.allocator)
	expected, _, _ := s.planner.AppendExpected(nil, &q.plan, amortize.WholePlan)
	shares, rest, _ := s.splitter.AppendAllocate(nil, q.family.payment.Amount, []split.Weight{{Units: 1}, {Units: 2}, {Units: int64(q.posted.Amount)}}, split.Rule{})
	report := split.Validate(q.posted, q.practice.known())
	errBatch := s.checker.Batch(&s.verdict, claimcheck.BatchCheck{Claims: q.book.claims, Status: q.book.status, Amount: q.book.amount}, q.book.rows, q.book.options)
	set, errSet := claimcheck.ValidateCheckSet(&q.set.set, &q.set.options)
	era, errERA := claimcheck.BalanceERA(&q.era.era)
	x.engines = fmt.Sprint(paid.splits, paid.err, expected, shares, rest, report, s.verdict, errBatch, set, errSet, eraSaid(era), errERA)
	for _, doc := range q.docs {
		for _, explain := range []bool{false, true} {
			out, err := wire.RunWith(doc.op, []byte(doc.doc), wire.Options{Explain: explain})
			x.documents = append(x.documents, out, fmt.Append(nil, err))
		}
	}
	return x
}

func (x answers) equal(y answers) bool {
	return x.engines == y.engines && slices.EqualFunc(x.documents, y.documents, bytes.Equal)
}

// sharedCases is how many questions the goroutines share.
const sharedCases = 40

// TestAnswersAreTheSameEverywhere: many goroutines share families, plans, claims, check
// sets, remittances and documents, each with scratch of its own, on one processor and on
// eight. All get the answers that one of them gets alone. With -race it shows that input
// is only read.
func TestAnswersAreTheSameEverywhere(t *testing.T) {
	questions, want := make([]question, sharedCases), make([]answers, sharedCases)
	for i := range questions {
		questions[i] = readQuestion(i)
		want[i] = new(scratch).ask(&questions[i])
	}
	everywhere(t, func(worker int) {
		var s scratch
		for n := range questions {
			i := (n*(2*worker+1) + worker) % len(questions)
			if got := s.ask(&questions[i]); !got.equal(want[i]) {
				t.Errorf("case %d: %+v\nwant %+v", i, got, want[i])
			}
		}
	})
}

// everywhere runs eight workers at once, on one processor and on eight.
func everywhere(t *testing.T, work func(worker int)) {
	t.Helper()
	const workers = 8
	for _, processors := range []int{1, 8} {
		before := runtime.GOMAXPROCS(processors)
		var wait sync.WaitGroup
		for w := range workers {
			wait.Go(func() { work(w) })
		}
		wait.Wait()
		runtime.GOMAXPROCS(before)
	}
}

// TestExamplesAreTheSameEverywhere: the example of each operation is answered with the
// same bytes, with a trace and without, by eight goroutines at once, and its bytes stay
// as they are.
func TestExamplesAreTheSameEverywhere(t *testing.T) {
	type example struct {
		op            string
		doc           []byte
		plain, traced []byte
	}
	var examples []example
	for _, op := range wire.Ops() {
		plain, err := wire.Run(op.Name, []byte(op.Example))
		traced, errTraced := wire.RunWith(op.Name, []byte(op.Example), wire.Options{Explain: true})
		if err != nil || errTraced != nil {
			t.Fatalf("%s: %v, %v", op.Name, err, errTraced)
		}
		examples = append(examples, example{op.Name, []byte(op.Example), plain, traced})
	}
	everywhere(t, func(worker int) {
		for n := range 4 * len(examples) {
			e := &examples[(n*(2*worker+1)+worker)%len(examples)]
			plain, err := wire.Run(e.op, e.doc)
			traced, errTraced := wire.RunWith(e.op, e.doc, wire.Options{Explain: true})
			if err != nil || errTraced != nil || !bytes.Equal(plain, e.plain) || !bytes.Equal(traced, e.traced) {
				t.Errorf("%s: %v, %v, %s\nwant %s", e.op, err, errTraced, plain, e.plain)
			}
		}
	})
	for i, op := range wire.Ops() {
		if string(examples[i].doc) != op.Example {
			t.Errorf("%s: its document was %s and is %s", op.Name, op.Example, examples[i].doc)
		}
	}
}
