package split_test

import (
	"math/big"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// exactShare returns |total|*weight/sum as a whole part and a fraction.
func exactShare(total money.Amount, weight, sum *big.Int) (whole, rest *big.Int) {
	product := new(big.Int).Mul(new(big.Int).Abs(big.NewInt(int64(total))), weight)
	return new(big.Int).QuoRem(product, sum, new(big.Int))
}

// bigSum returns the sum of some amounts.
func bigSum(amounts []money.Amount) *big.Int {
	sum := new(big.Int)
	for _, a := range amounts {
		sum.Add(sum, big.NewInt(int64(a)))
	}
	return sum
}

// slowLargest is AppendLargest the obvious way, for weights that it accepts: whole
// parts, and the units that are left to the largest fractions, one after another.
func slowLargest(total money.Amount, weights []money.Amount) []money.Amount {
	shares, sum := make([]*big.Int, len(weights)), bigSum(weights)
	rests := make([]*big.Int, len(weights))
	left := new(big.Int).Abs(big.NewInt(int64(total)))
	order := make([]int, len(weights))
	for i, w := range weights {
		shares[i], rests[i], order[i] = new(big.Int), new(big.Int), i
		if sum.Sign() > 0 {
			shares[i], rests[i] = exactShare(total, big.NewInt(int64(w)), sum)
		}
		left.Sub(left, shares[i])
	}
	slices.SortStableFunc(order, func(i, j int) int { return rests[j].Cmp(rests[i]) })
	for _, i := range order[:left.Int64()] {
		shares[i].Add(shares[i], big.NewInt(1))
	}
	return signed(total, shares)
}

// signed gives shares the sign of the total.
func signed(total money.Amount, shares []*big.Int) []money.Amount {
	out := make([]money.Amount, len(shares))
	for i, share := range shares {
		if total < 0 {
			share.Neg(share)
		}
		out[i] = money.Amount(share.Int64())
	}
	return out
}
