package main

import (
	"math"
	"strings"
	"testing"
)

// halves is a result in which ours takes so many nanoseconds in each round and
// the other twice as many.
func halves(figures ...figure) result {
	c := &contest{name: "c", unit: "row", field: []contestant{{name: "ours"}, {name: "other"}}, figures: figures}
	return result{contest: c, ns: [][]float64{{3, 30, 3}, {6, 60, 6}}, pace: []float64{1, 10, 1}, allocs: []int64{1, 0}}
}

func TestFiguresAreJudgedInsideARound(t *testing.T) {
	for _, c := range []struct {
		name string
		f    figure
		want string
		why  string
	}{
		{"ratio", figure{kind: fasterThan, value: 2, of: "other"}, "met", "6/3, 60/30 and 6/3 are all 2, however slow the second round was"},
		{"ratio missed", figure{kind: fasterThan, value: 2.1, of: "other"}, "**missed**", "2 is less than 2.1"},
		{"limit", figure{kind: timesAtMost, value: 0.5, of: "other"}, "met", "3/6 is 0.5"},
		{"limit missed", figure{kind: timesAtMost, value: 0.4, of: "other"}, "**missed**", "0.5 is more than 0.4"},
		{"nanoseconds", figure{kind: nsAtMost, value: 3}, "met", "the median is 3"},
		{"nanoseconds missed", figure{kind: nsAtMost, value: 2.9}, "**missed**", "3 is more than 2.9"},
		{"wish", figure{kind: nsAtMost, value: 2.9, wish: true}, "not yet", "a wish never fails"},
		{"explained", figure{kind: nsAtMost, value: 2.9, reached: 3, because: "of something"}, "missed, explained", "the explanation covers 3"},
		{"explained no further", figure{kind: nsAtMost, value: 2, reached: 2.9, because: "of something"}, "**missed**", "the explanation ends at 2.9, so what got slower since is a failure"},
		{"explained by a bound", figure{kind: nsAtMost, value: 2, reached: 0.5, bound: "other", because: "of something"}, "missed, explained", "3/6, 30/60 and 3/6 are 0.5 of the bound"},
		{"beyond its bound", figure{kind: nsAtMost, value: 2, reached: 0.4, bound: "other", because: "of something"}, "**missed**", "0.5 of the bound is more than 0.4"},
		{"allocations", figure{kind: allocsAtMost}, "**missed**", "ours makes one"},
		{"no two processors", figure{kind: fasterThan, value: 9, of: "other", control: [2]string{"ours", "other"}}, "not judged: the machine had no two processors to give", "the control is half as fast instead of twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := halves(c.f).judge()[0]
			if v.says != c.want || v.failed != (c.want == "**missed**") {
				t.Errorf("says %q, failed %v; want %q: %s", v.says, v.failed, c.want, c.why)
			}
		})
	}
}

func TestASlowMachineIsAllowedForAndAFastOneIsNot(t *testing.T) {
	r := halves(figure{kind: nsAtMost, value: 1.5})
	for pace, want := range map[float64]string{2: "met", 1: "**missed**", 0.5: "**missed**"} {
		r.pace = []float64{pace, pace, pace}
		r.ns[0] = []float64{3, 3, 3}
		if v := r.judge()[0]; v.says != want {
			t.Errorf("3 ns at pace %v: %s, want %s: 3/max(1, %v) beside 1.5", pace, v.says, want, pace)
		}
	}
}

func TestContestantsMustAgree(t *testing.T) {
	gives := func(numbers ...int64) func() []int64 { return func() []int64 { return numbers } }
	for _, c := range []struct {
		name  string
		rival contestant
		want  string
	}{
		{"the same", contestant{answer: gives(1, 2)}, ""},
		{"another number", contestant{answer: gives(1, 3)}, "number 1"},
		{"within a cent", contestant{answer: gives(1, 3), within: 1}, ""},
		{"fewer numbers", contestant{answer: gives(1)}, "gives 1 numbers"},
		{"no answer and no reason", contestant{}, "neither an answer nor a note"},
		{"no answer, with a reason", contestant{note: "another rule"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := (&contest{name: "c", field: []contestant{{answer: gives(1, 2)}, c.rival}}).agree()
			if got := ""; err != nil && (c.want == "" || !strings.Contains(err.Error(), c.want)) || err == nil && c.want != got {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestExponentIsThatOfThePower(t *testing.T) {
	x := []int{10, 100, 1000, 10_000}
	for _, power := range []float64{0, 0.5, 1, 2} {
		y := make([]float64, len(x))
		for i := range x {
			y[i] = 7 * math.Pow(float64(x[i]), power)
		}
		if got := exponent(x, y); math.Abs(got-power) > 1e-9 {
			t.Errorf("7 x^%v: exponent %v", power, got)
		}
	}
}

func TestMedianIsTheMiddle(t *testing.T) {
	if got := median([]float64{9, 1, 2}); got != 2 {
		t.Errorf("of 9, 1, 2: %v", got)
	}
	if got := median([]float64{9, 1, 2, 4}); got != 3 {
		t.Errorf("of 9, 1, 2, 4, the mean of 2 and 4: %v", got)
	}
}
