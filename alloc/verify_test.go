package alloc_test

import (
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"pgregory.net/rapid"
)

// certified pays an account and returns the splits with their certificate.
func certified(t rapid.TB, a account) ([]alloc.PaySplit, alloc.Certificate) {
	t.Helper()
	var allocator alloc.Allocator
	splits, _, err := allocator.AppendPay(nil, &a.ledger, a.payment, a.options)
	expectError(t, err, fault{}, "nothing is wrong with the account")
	return splits, allocator.AppendCertificate(alloc.Certificate{})
}

// verifiable returns the accounts of a tape: plain, with what a payer may ask for, and
// with plans.
func verifiable(data []byte) []account {
	return []account{readAccount(data), asked(data), onPlans(data)}
}

// holdVerified is the law that what an allocation says is verified, whatever was
// asked for.
func holdVerified(t rapid.TB, data []byte) {
	for _, a := range verifiable(data) {
		splits, c := certified(t, a)
		expectError(t, alloc.Verify(&a.ledger, a.payment, a.options, splits, c), fault{}, "it follows from the ledger")
	}
}

func TestPaymentsAreVerified(t *testing.T) { law(holdVerified).check(t, familyTape) }

func FuzzVerify(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) { holdVerified(t, data[:min(len(data), familyTape.longest())]) })
}
