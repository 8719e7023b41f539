package paysplit_test

// The sources for TestRulesCatchBreaches, by subject.

var importBreaches = []breach{
	{name: "drawn", rule: importArrows, src: "package alloc\nimport \"" + module + "/money\"\nimport \"" + dates + "\"\nimport \"slices\""},
	{name: "days are shared", rule: importArrows, file: "split/x.go", src: "package split\nimport \"" + module + "/internal/day\""},
	{name: "against the arrow", rule: importArrows, src: "package alloc\nimport \"" + module + "/amortize\"", want: []string{"2 alloc imports amortize, an arrow that is not drawn"}},
	{name: "upwards", rule: importArrows, file: "money/x.go", src: "package money\nimport _ \"" + module + "/wire\"", want: []string{"2 money imports wire"}},
	{name: "foreign", rule: importArrows, src: "package alloc\nimport \"" + apd + "\"", want: []string{"2 alloc imports " + apd}},
	{name: "foreign below an allowed one", rule: importArrows, src: "package alloc\nimport \"" + dates + "/period\"", want: []string{"2 " + dates + "/period"}},
	{name: "test file", rule: importArrows, file: "alloc/x_test.go", src: "package alloc_test\nimport \"" + module + "/internal/laws\"\nimport \"os\""},
	{name: "laws outside a test", rule: importArrows, file: "fuzz/x.go", src: "package fuzz\nimport _ \"" + module + "/internal/laws\"", want: []string{"2 internal/laws, which is for test files"}},
	{name: "tool", rule: importArrows, file: "internal/gen/x/main.go", src: "package main\nimport \"example.com/any\"\nimport \"os\""},
	{name: "module knows wire", rule: importArrows, file: "wasm/js/main.go", src: "package main\nimport \"" + module + "/wire\"\nimport \"syscall/js\""},
	{name: "module knows money", rule: importArrows, file: "wasm/js/main.go", src: "package main\nimport \"" + module + "/money\"", want: []string{"2 wasm/js imports money"}},
	{name: "new package", rule: importArrows, file: "util/x.go", src: "package util", want: []string{"1 package util has no arrows"}},
	{name: "root with code", rule: importArrows, file: "x.go", src: "package paysplit\nimport \"" + module + "/money\"", want: []string{"2 . imports money"}},
	{name: "io", rule: importArrows, src: "package alloc\nimport \"os\"\nimport \"net/http\"\nimport \"io/fs\"", want: []string{"2 imports os", "3 imports net/http", "4 imports io/fs"}},
	{name: "chance and time", rule: importArrows, src: "package alloc\nimport \"math/rand/v2\"\nimport \"time\"", want: []string{"2 math/rand/v2", "3 time"}},
	{name: "shared memory", rule: importArrows, src: "package alloc\nimport \"sync/atomic\"\nimport \"reflect\"\nimport \"unsafe\"", want: []string{"2 sync/atomic", "3 reflect", "4 unsafe"}},
	{name: "near names", rule: importArrows, src: "package alloc\nimport \"math\"\nimport \"math/bits\"\nimport \"io\""},
	{name: "excepted", rule: importArrows, src: "package alloc\nimport \"time\"", except: "alloc time"},
	{name: "excepted elsewhere", rule: importArrows, file: "split/x.go", src: "package split\nimport \"time\"", want: []string{"2 time"}},
	{name: "door may", rule: importArrows, file: "wire/x.go", src: "package wire\nimport \"time\"\nimport \"" + jsontext + "\""},
	{name: "door may not", rule: importArrows, file: "wire/x.go", src: "package wire\nimport \"" + kong + "\"", want: []string{"2 wire imports " + kong}},
	{name: "command may", rule: importArrows, file: "cmd/paysplit/x.go", src: "package main\nimport \"" + kong + "\"\nimport \"" + table + "\"\nimport \"" + module + "/money\""},
	{name: "command may not", rule: importArrows, file: "cmd/paysplit/x.go", src: "package main\nimport \"" + module + "/alloc\"", want: []string{"2 cmd/paysplit imports alloc"}},
}

var docBreaches = []breach{
	{name: "function", rule: exportedDocs, src: "package alloc\n\n// F is.\nfunc F() {}\nfunc G() {}\n// f is.\nfunc H() {}\nfunc i() {}", want: []string{"5 G is exported", "7 H is exported"}},
	{name: "longer name", rule: exportedDocs, src: "package alloc\n\n// FIFO is.\nfunc F() {}", want: []string{"4 F is exported"}},
	{name: "directive", rule: exportedDocs, src: "package alloc\n\n//go:noinline\nfunc F() {}", want: []string{"4 F is exported"}},
	{name: "method", rule: exportedDocs, src: "package alloc\n\n// T is.\ntype T[E any] struct{}\nfunc (*T[E]) M() {}\ntype t int\nfunc (t) M() {}", want: []string{"5 M is exported"}},
	{name: "type", rule: exportedDocs, src: "package alloc\n\ntype T int\n// A U is.\ntype U int\n// V is.\ntype V = int", want: []string{"3 T is exported", "5 U is exported"}},
	{name: "types in a group", rule: exportedDocs, src: "package alloc\n\n// T and U are.\ntype (\n\tT int\n\t// U is.\n\tU int\n)", want: []string{"5 T is exported"}},
	{name: "constant alone", rule: exportedDocs, src: "package alloc\n\n// The limit.\nconst A = 1\n// B is.\nconst B = 1\nconst c = 1", want: []string{"4 A is exported"}},
	{name: "constants in a group", rule: exportedDocs, src: "package alloc\n\nconst (\n\tA = 1\n\tB = 2 // why\n\t// why\n\tC = 3\n)\n// All.\nconst (\n\tD = 1\n)", want: []string{"4 A is exported"}},
	{name: "test file", rule: exportedDocs, file: "alloc/x_test.go", src: "package alloc\n\nvar Fill = 1\nfunc TestX() {}"},
	{name: "package doc", rule: packageDocs, src: "// Package alloc is.\npackage alloc"},
	{name: "no package doc", rule: packageDocs, src: "package alloc", want: []string{"1 package alloc has no doc"}},
	{name: "detached package doc", rule: packageDocs, src: "// Package alloc is.\n\npackage alloc", want: []string{"3 package alloc has no doc"}},
	{name: "another's package doc", rule: packageDocs, src: "// Package allocate is.\npackage alloc", want: []string{"2 package alloc has no doc"}},
	{name: "command doc", rule: packageDocs, file: "cmd/paysplit/main.go", src: "// Command paysplit is.\npackage main"},
	{name: "no command doc", rule: packageDocs, file: "cmd/paysplit/main.go", src: "// Main is.\npackage main", want: []string{"2 Command paysplit"}},
	{name: "tests alone", rule: packageDocs, file: "fuzz/x_test.go", src: "// Package fuzz is.\npackage fuzz_test"},
}

var globalBreaches = []breach{
	{name: "sentinel", rule: noMutableGlobals, src: "package alloc\nimport \"" + module + "/money\"\nvar ErrX = money.NewRule(money.Refused, \"X\", \"\", \"\")\nvar _ error = ErrX"},
	{name: "other sentinel", rule: noMutableGlobals, src: "package alloc\nimport \"errors\"\nvar ErrX = errors.New(\"x\")", want: []string{"3 ErrX is neither an error sentinel"}},
	{name: "counter", rule: noMutableGlobals, src: "package alloc\nvar n int\nfunc f() { n++ }", want: []string{"2 n is neither", "3 n is counted with"}},
	{name: "table", rule: noMutableGlobals, src: "package alloc\nvar t = [...]string{\"a\"}\nvar s = []int{1}\nfunc f() int {\n\tx := t\n\tx[0] = t[0][:1]\n\tfor range s { }\n\treturn s[0] + len(s)\n}"},
	{name: "exported table", rule: noMutableGlobals, src: "package alloc\nvar T = [...]string{\"a\"}", want: []string{"2 T is a table that every caller could write to"}},
	{name: "table of pointers", rule: noMutableGlobals, src: "package alloc\nvar t = [...]*int{nil}\nvar u = [...]struct{ a []int }{}", want: []string{"2 written to through a copy", "3 written to through a copy"}},
	{name: "table of sentinels", rule: noMutableGlobals, src: "package alloc\nimport \"" + module + "/money\"\nvar t = [...]*money.Rule{money.ErrCount}"},
	{name: "element written", rule: noMutableGlobals, src: "package alloc\nvar t [2]struct{ n int }\nfunc f() { t[0].n = 1; (t)[1].n += 2 }", want: []string{"3 t is assigned to"}},
	{name: "map written", rule: noMutableGlobals, src: "package alloc\nvar t = map[int]int{}\nfunc f() {\n\tt[1]++\n\tdelete(t, 1)\n}", want: []string{"4 counted with", "5 handed on"}},
	{name: "address", rule: noMutableGlobals, src: "package alloc\nvar t [2]int\nfunc f() (*int, []int) {\n\treturn &t[0],\n\t\tt[:]\n}", want: []string{"4 has its address taken", "5 is sliced"}},
	{name: "method by pointer", rule: noMutableGlobals, src: "package alloc\ntype c int\nfunc (x *c) add() {}\nfunc (x c) get() {}\nvar t [2]c\nfunc f() {\n\tt[0].get()\n\tt[0].add()\n}", want: []string{"8 by the method add"}},
	{name: "loop variable", rule: noMutableGlobals, src: "package alloc\nvar t [2]int\nfunc f() { for t[0] = range 2 { } }", want: []string{"3 is a loop's variable"}},
	{name: "slice handed on", rule: noMutableGlobals, src: "package alloc\nvar s = []int{1}\nfunc f() []int { return s }", want: []string{"3 is handed on"}},
	{name: "another's", rule: noMutableGlobals, src: "package alloc\nimport \"" + module + "/money\"\nfunc f() { money.ErrCount = nil }", want: []string{"3 ErrCount is assigned to"}},
	{name: "local", rule: noMutableGlobals, src: "package alloc\nfunc f() { var n int; n++; _ = &n }"},
	{name: "excepted", rule: noMutableGlobals, src: "package alloc\nvar Unset = struct{ day int }{1}", except: "alloc.Unset"},
}

var floatBreaches = []breach{
	{name: "types", rule: noFloats, src: "package alloc\ntype f float64\nvar g []float32\nvar h complex128", want: []string{"2 float64", "3 float32", "4 complex128"}},
	{name: "hidden behind a name", rule: noFloats, src: "package alloc\nfunc f() {\n\tx := 1.5\n\t_ = x\n}", want: []string{"3 x is a float64", "4 x is a float64"}},
	{name: "exact integer", rule: noFloats, src: "package alloc\nvar pow = [...]uint64{1e1, 1e18}"},
	{name: "constant", rule: noFloats, src: "package alloc\nconst half = 0.5\nvar n = 1 +\n\t0.5*2", want: []string{"2 half is a untyped float", "3 n is a float64", "4 the operands of *"}},
	{name: "math", rule: noFloats, src: "package alloc\nimport \"math\"\nvar a = math.MaxInt64\nvar b = math.Float64bits", want: []string{"4 math.Float64bits is about floats"}},
	{name: "call", rule: noFloats, src: "package alloc\nimport \"math\"\nfunc f(n int) int {\n\treturn int(math.Sqrt(4))\n}", want: []string{"4 the call makes or converts a float"}},
	{name: "named float from its file", rule: noFloats, except: "amortize/opendental.go", file: "amortize/opendental.go", src: "package amortize\ntype rate float64\nvar r rate = 0.5"},
	{name: "the same file elsewhere", rule: noFloats, file: "alloc/opendental.go", src: "package alloc\ntype rate float64", want: []string{"2 float64"}},
	{name: "computing with a named float", rule: noFloats, src: "package alloc\ntype rate float64\nfunc f(r rate) int {\n\tr *= r\n\t_ = r + r\n\t_ = -r\n\tg := r\n\t_ = g\n\treturn int(r)\n}", want: []string{"2 float64", "4 operands of *=", "5 operands of +", "6 operand of -", "9 the call makes or converts"}},
}

var callBreaches = []breach{
	{name: "now", rule: noClock, src: "package alloc\nimport \"time\"\nvar t = time.Now()\nvar f = time.Since", want: []string{"3 Now reads the clock", "4 Since reads the clock"}},
	{name: "today", rule: noClock, file: "wire/x.go", src: "package wire\nimport d \"" + dates + "\"\nvar t = d.Today()\nvar u = d.TodayUTC()\nvar v = d.TodayIn(nil)", want: []string{"3 Today", "4 TodayUTC", "5 TodayIn"}},
	{name: "dot import", rule: noClock, src: "package alloc\nimport . \"time\"\nvar t = Now()", want: []string{"3 Now"}},
	{name: "own Now", rule: noClock, src: "package alloc\nimport \"time\"\nvar m = time.May\nfunc Now() {}\nfunc f() { Now() }"},
	{name: "go", rule: noGoroutines, src: "package alloc\nfunc f() {\n\tgo f()\n\tfunc() { go f() }()\n}", want: []string{"3 starts a goroutine", "4 starts a goroutine"}},
	{name: "go in a test", rule: noGoroutines, file: "alloc/x_test.go", src: "package alloc\nfunc f() { go f() }"},
}

var amountBreaches = []breach{
	{name: "binary", rule: amountArithmetic, src: amounts + "func f(a, b A) []A {\n\treturn []A{a + b,\n\t\ta - 1,\n\t\t2 * a,\n\t\ta / b,\n\t\ta % b,\n\t\ta << 1}\n}", want: []string{"5 + on amounts in alloc.f", "6 -", "7 *", "8 /", "9 %", "10 <<"}},
	{name: "assignment", rule: amountArithmetic, src: amounts + "func f(a A) {\n\ta += 1\n\ta -= 1\n\ta *= 2\n\ta /= 2\n\ta %= 2\n\ta++\n\ta--\n\t_ = -a\n}", want: []string{"5 +=", "6 -=", "7 *=", "8 /=", "9 %=", "10 ++", "11 --", "12 -"}},
	{name: "method", rule: amountArithmetic, src: amounts + "type T[E any] struct{ a A }\nfunc (t *T[E]) m() { t.a++ }", want: []string{"5 ++ on amounts in alloc.T.m"}},
	{name: "function in a variable", rule: amountArithmetic, src: amounts + "var f = func(a A) A { return a + a }", want: []string{"4 + on amounts in alloc.f"}},
	{name: "harmless", rule: amountArithmetic, src: amounts + "const big = money.MaxAmount - 1\nfunc f(a A, n int64) (A, bool) {\n\tn++\n\ta = max(a, -5)\n\t_, err := a.Add(big)\n\treturn a | 1, err == nil && a < 2+3 && int64(a) > n*2\n}"},
	{name: "other amounts", rule: amountArithmetic, src: "package alloc\ntype Amount int64\nfunc f(a Amount) Amount { return a + a }"},
	{name: "excepted", rule: amountArithmetic, except: "alloc.f", src: amounts + "func f(a A) A { return a + a }\nfunc g(a A) A { return a + a }", want: []string{"5 alloc.g"}},
	{name: "in money", rule: amountArithmetic, file: "money/x.go", src: "package money\ntype Amount int64\nfunc f(a Amount) Amount { return a + a }"},
}

// amounts begins a source that has money.Amount under the name A.
const amounts = "package alloc\nimport \"" + module + "/money\"\ntype A = money.Amount\n"

var mapBreaches = []breach{
	{name: "range", rule: noMapOrder, src: "package alloc\ntype m map[int]int\nfunc f(x m) {\n\tfor range x {\n\t}\n}", want: []string{"4 alloc.f walks a map"}},
	{name: "slice", rule: noMapOrder, src: "package alloc\nfunc f(x []int, y map[int]int) {\n\tfor range x {\n\t\t_ = y[1]\n\t}\n}"},
	{name: "keys", rule: noMapOrder, src: "package alloc\nimport \"maps\"\nfunc f(x map[int]int) {\n\tfor range maps.Keys(x) {\n\t}\n}", want: []string{"4 walks a map"}},
	{name: "sorted keys", rule: noMapOrder, src: "package alloc\nimport (\n\t\"maps\"\n\t\"slices\"\n)\nfunc f(x map[int]int) []int { return slices.Sorted(maps.Keys(x)) }"},
	{name: "collected keys", rule: noMapOrder, src: "package alloc\nimport (\n\t\"maps\"\n\t\"slices\"\n)\nfunc f(x map[int]int) []int { return slices.Collect(maps.Keys(x)) }", want: []string{"6 walks a map"}},
	{name: "excepted", rule: noMapOrder, except: "alloc.f", src: "package alloc\nfunc f(x map[int]int) { for range x { } }"},
}
