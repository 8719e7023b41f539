package claimcheck_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paysplit/paysplit/claimcheck"
	"github.com/paysplit/paysplit/money"
)

// someRows are what an office's table may hold: n claim procedures on a third as
// many claims, a fifth of them with something against them. shuffled takes them in
// no order.
func someRows(n int, shuffled bool) (rows []claimcheck.ClaimProc, claims []int64, sum money.Amount) {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	statuses := []claimcheck.Status{claimcheck.Received, claimcheck.Supplemental, claimcheck.CapClaim, claimcheck.CapComplete}
	rows = make([]claimcheck.ClaimProc, n)
	for i := range rows {
		r := claimcheck.ClaimProc{ID: int64(i + 1), Claim: int64(5000 + i/3), Amount: money.Amount(1 + random.IntN(90_000)), Status: statuses[random.IntN(4)]}
		switch random.IntN(20) {
		case 0:
			r.ClaimPayment = 9
		case 1:
			r.Status = claimcheck.Preauth
		case 2:
			r.Transfer = true
		case 3:
			r.Amount = 0
		default:
			sum += r.Amount
		}
		rows[i] = r
	}
	for claim := range (n + 2) / 3 {
		claims = append(claims, int64(5000+claim))
	}
	if shuffled {
		random.Shuffle(n, func(i, j int) {
			rows[i].Claim, rows[j].Claim = rows[j].Claim, rows[i].Claim
		})
	}
	return rows, claims, sum
}

// BenchmarkBatch checks a batch that ties: rows filtered and added, with a list of
// those that count and of those that do not.
func BenchmarkBatch(b *testing.B) {
	for _, n := range []int{10, 1000, 1_000_000} {
		for _, shuffled := range []bool{false, true} {
			b.Run(fmt.Sprintf("rows=%d/shuffled=%t", n, shuffled), func(b *testing.B) {
				rows, claims, sum := someRows(n, shuffled)
				benchmarkBatch(b, claimcheck.BatchCheck{Claims: claims, Amount: sum}, rows, 0)
			})
		}
	}
}

// BenchmarkFewClaims is filter and sum alone: many rows on a hundred claims.
func BenchmarkFewClaims(b *testing.B) {
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprintf("rows=%d", n), func(b *testing.B) {
			rows, claims, sum := someRows(n, false)
			for i := range rows {
				rows[i].Claim = claims[i*100/n]
			}
			benchmarkBatch(b, claimcheck.BatchCheck{Claims: claims[:100], Amount: sum}, rows, 0)
		})
	}
}

// BenchmarkSingle checks one claim among the rows of many.
func BenchmarkSingle(b *testing.B) {
	rows, _, _ := someRows(1_000_000, false)
	var k claimcheck.Checker
	var v claimcheck.Verdict
	b.ReportAllocs()
	for b.Loop() {
		if err := k.Single(&v, claimcheck.SingleCheck{Claim: 5000 + 70_000, Status: claimcheck.ClaimReceived}, rows, claimcheck.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/row")
}

// BenchmarkHints checks a batch that is off by an amount that no row explains.
func BenchmarkHints(b *testing.B) {
	rows, claims, sum := someRows(1_000_000, false)
	benchmarkBatch(b, claimcheck.BatchCheck{Claims: claims, Amount: sum + 1_000_001}, rows, 0)
}

func benchmarkBatch(b *testing.B, check claimcheck.BatchCheck, rows []claimcheck.ClaimProc, problems int) {
	var k claimcheck.Checker
	var v claimcheck.Verdict
	b.ReportAllocs()
	for b.Loop() {
		if err := k.Batch(&v, check, rows, claimcheck.Options{}); err != nil || len(v.Problems) != problems {
			b.Fatal(err, v.Problems)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(rows)), "ns/row")
}
