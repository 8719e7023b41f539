package claimcheck_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

const received, supplemental, capClaim, capComplete = claimcheck.ERARowReceived, claimcheck.ERARowSupplemental, claimcheck.ERARowCapClaim, claimcheck.ERARowCapComplete

func row(id int64, status claimcheck.ERARowStatus, paid money.Amount) claimcheck.ERARow {
	return claimcheck.ERARow{ID: id, Claim: 7, Status: status, Paid: paid}
}

// TestMessagesOfBooks shows whole sentences, and where a claim stands that is not received.
func TestMessagesOfBooks(t *testing.T) {
	books := claimcheck.ERABooks{Payment: 99_99, Rows: []claimcheck.ERARow{row(1, received, 100_00)}, Claims: []claimcheck.ERAClaimStatus{{7, "R"}, {8, "S"}}}
	got, err := claimcheck.CheckERA(&books)
	if err != nil || len(got.Findings) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []string{
		"books.Payment payment: the payment does not match the rows that are ready for it: the rows sum to 100.00, but the checks pay 99.99 (short by 0.01); correct the rows or the payment; a provider adjustment is posted apart from the claims",
		"books.Claims[1].Status claim 8: the claim is not received; receive the claim before the payment is finalized",
	} {
		p := &got.Findings[i]
		if text := p.Path + " " + p.Message(2); text != want {
			t.Errorf("got  %s\nwant %s", text, want)
		}
	}
}

// TestRemittanceAndBooks shows which rows count, what explains a difference, and when
// Open Dental would finalize by itself.
func TestRemittanceAndBooks(t *testing.T) {
	attached, transfer := row(8, received, 40_00), row(9, received, 40_00)
	attached.Check, transfer.Transfer = 5, true
	estimated := row(9, claimcheck.ERARowEstimate, 40_00)
	estimated.Transfer = true
	for _, test := range []struct {
		name  string
		books claimcheck.ERABooks
		want  claimcheck.ERACheck
		codes string
		hint  string
		why   string
	}{
		{"equal", claimcheck.ERABooks{Payment: 100_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), row(2, supplemental, 30_00), row(3, capClaim, 10_00)}},
			claimcheck.ERACheck{Sum: 100_00, SumMinusPLB: 100_00, AutoFinalizes: true}, "", "", "60 + 30 + 10"},
		{"a cent short", claimcheck.ERABooks{Payment: 99_99, Rows: []claimcheck.ERARow{row(1, received, 100_00)}},
			claimcheck.ERACheck{Sum: 100_00, SumMinusPLB: 100_00, Difference: -1}, "ERA_AMOUNT_MISMATCH", "", "99.99 - 100.00"},
		{"explained by PLB", claimcheck.ERABooks{Payment: 165_00, PLB: 25_00, Rows: []claimcheck.ERARow{row(1, received, 190_00)}},
			claimcheck.ERACheck{Sum: 190_00, SumMinusPLB: 165_00, Difference: -25_00, ExplainedByPLB: true}, "ERA_AMOUNT_MISMATCH ERA_HAS_PLB", "the provider adjustments are the whole difference", "190 - 25 = 165, and still nothing is taken off"},
		{"PLB of the other sign", claimcheck.ERABooks{Payment: 215_00, PLB: 25_00, Rows: []claimcheck.ERARow{row(1, received, 190_00)}},
			claimcheck.ERACheck{Sum: 190_00, SumMinusPLB: 165_00, Difference: 25_00}, "ERA_AMOUNT_MISMATCH ERA_HAS_PLB", "check the PLB signs", "190 + 25 = 215"},
		{"attached and transfer rows do not count", claimcheck.ERABooks{Payment: 60_00, Rows: []claimcheck.ERARow{attached, row(1, received, 60_00), transfer}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00, AutoFinalizes: true, Excluded: []claimcheck.ERAExcluded{{0, "already-attached"}, {2, "transfer"}}}, "", "", "60"},
		{"it ties with a row that does not count", claimcheck.ERABooks{Payment: 100_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), attached}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00, Difference: 40_00, Excluded: []claimcheck.ERAExcluded{{1, "already-attached"}}}, "ERA_AMOUNT_MISMATCH", "it ties with row 8, which does not count (already-attached)", "60 + 40"},
		{"CapComplete is no status of a remittance", claimcheck.ERABooks{Payment: 60_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), row(2, capComplete, 5_00)}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00, Excluded: []claimcheck.ERAExcluded{{1, "status"}}}, "ERA_ROW_STATUS", "", "a warning, but nothing is finalized"},
		{"a claim that is not received", claimcheck.ERABooks{Payment: 60_00, Rows: []claimcheck.ERARow{row(1, received, 60_00)}, Claims: []claimcheck.ERAClaimStatus{{7, "R"}, {8, "S"}}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00}, "ERA_CLAIM_NOT_RECEIVED", "", "S is sent"},
		{"a row twice", claimcheck.ERABooks{Payment: 60_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), row(2, received, 60_00)}},
			claimcheck.ERACheck{Sum: 120_00, SumMinusPLB: 120_00, Difference: -60_00}, "ERA_AMOUNT_MISMATCH", "row 1 is just as much: it may be there twice", "120 - 60"},
		{"a row missing", claimcheck.ERABooks{Payment: 120_00, Rows: []claimcheck.ERARow{row(1, received, 60_00)}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00, Difference: 60_00}, "ERA_AMOUNT_MISMATCH", "another like it may be missing", "60 + 60"},
		{"a sign", claimcheck.ERABooks{Payment: 50_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), row(2, received, 5_00)}},
			claimcheck.ERACheck{Sum: 65_00, SumMinusPLB: 65_00, Difference: -15_00}, "ERA_AMOUNT_MISMATCH", "", "no row is 7.50"},
		{"a sign that is wrong", claimcheck.ERABooks{Payment: 55_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), row(2, received, 5_00)}},
			claimcheck.ERACheck{Sum: 65_00, SumMinusPLB: 65_00, Difference: -10_00}, "ERA_AMOUNT_MISMATCH", "it ties if the sign changes of row 2", "60 - 5"},
		{"provider adjustments that sum to zero", claimcheck.ERABooks{Payment: 60_00, HasPLB: true, Rows: []claimcheck.ERARow{row(1, received, 60_00)}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00}, "ERA_HAS_PLB", "", "60 = 60, but any provider adjustment blocks"},
		{"a transfer of a status that does not count", claimcheck.ERABooks{Payment: 60_00, Rows: []claimcheck.ERARow{row(1, received, 60_00), estimated}},
			claimcheck.ERACheck{Sum: 60_00, SumMinusPLB: 60_00, Excluded: []claimcheck.ERAExcluded{{1, "status"}}}, "ERA_ROW_STATUS", "", "the status is asked before the transfer"},
		{"two digits of the payment", claimcheck.ERABooks{Payment: 54_00, Rows: []claimcheck.ERARow{row(1, received, 45_00)}},
			claimcheck.ERACheck{Sum: 45_00, SumMinusPLB: 45_00, Difference: 9_00}, "ERA_AMOUNT_MISMATCH", "it ties if two neighbouring digits change places", "54.00 and 45.00"},
		{"nines", claimcheck.ERABooks{Payment: 59_00, Rows: []claimcheck.ERARow{row(1, received, 50_00)}},
			claimcheck.ERACheck{Sum: 50_00, SumMinusPLB: 50_00, Difference: 9_00}, "ERA_AMOUNT_MISMATCH", "a multiple of nine units", "no swap of 59.00 gives 50.00"},
		{"nothing to finalize", claimcheck.ERABooks{}, claimcheck.ERACheck{}, "", "", "0 = 0, with no row"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := claimcheck.CheckERA(&test.books)
			if err != nil {
				t.Fatal(err)
			}
			codes, says := "", ""
			for i := range got.Findings {
				codes += " " + got.Findings[i].Rule.Code()
				says += got.Findings[i].Message(2)
			}
			ok := got.OK()
			got.Findings, codes = nil, strings.TrimSpace(codes)
			if !reflect.DeepEqual(*got, test.want) || codes != test.codes || !strings.Contains(says, test.hint) {
				t.Errorf("%s\ngot  %+v %s %s\nwant %+v %s %s", test.why, *got, codes, says, test.want, test.codes, test.hint)
			}
			if want := codes == "" || codes == "ERA_ROW_STATUS" || codes == "ERA_HAS_PLB"; ok != want {
				t.Errorf("ok %t", ok)
			}
		})
	}
}

// TestBooksThatAreRefused shows the errors of the books.
func TestBooksThatAreRefused(t *testing.T) {
	rows := []claimcheck.ERARow{row(1, received, 1), row(0, received, 1), row(0, received, 1), row(1, received, 1)}
	_, err := claimcheck.CheckERA(&claimcheck.ERABooks{Rows: rows})
	wantError(t, err, money.ErrDuplicateID, "books.Rows[3].ID")
	_, err = claimcheck.CheckERA(&claimcheck.ERABooks{Rows: []claimcheck.ERARow{row(1, received, money.MaxAmount), row(2, received, 1)}})
	wantError(t, err, money.ErrOverflow, "books.Rows")
	_, err = claimcheck.CheckERA(&claimcheck.ERABooks{Payment: money.MinAmount, Rows: []claimcheck.ERARow{row(2, received, 1)}})
	wantError(t, err, money.ErrOverflow, "books.Payment")
	_, err = claimcheck.CheckERA(&claimcheck.ERABooks{PLB: money.MinAmount})
	wantError(t, err, money.ErrOverflow, "books.PLB")
}

// TestBooksConserve is the law that rows which count and those which do not are all
// rows, and that the payment is the sum and the difference.
func TestBooksConserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var books claimcheck.ERABooks
		books.Payment, books.PLB = cents(-500, 500).Draw(t, "payment"), cents(-5, 5).Draw(t, "plb")
		var all money.Amount
		for i := range rapid.IntRange(0, 9).Draw(t, "rows") {
			r := row(int64(i+1), claimcheck.ERARowStatus(rapid.IntRange(0, 9).Draw(t, "status")), cents(-50, 50).Draw(t, "paid"))
			r.Check, r.Transfer = rapid.Int64Range(0, 1).Draw(t, "check"), rapid.Bool().Draw(t, "transfer")
			all += r.Paid
			books.Rows = append(books.Rows, r)
		}
		got, err := claimcheck.CheckERA(&books)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range got.Excluded {
			all -= books.Rows[e.Row].Paid
		}
		if got.Sum != all || got.Sum+got.Difference != books.Payment || got.Sum-got.SumMinusPLB != books.PLB || got.OK() != (got.Difference == 0) {
			t.Fatalf("%+v\n%+v", books, got)
		}
	})
}
