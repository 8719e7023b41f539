# The targets that people and CI call. They need Go, and a C compiler for race.

SHELL = /bin/bash
.SHELLFLAGS = -o pipefail -ec

.PHONY: check test race laws exhaust fuzz mutate bench bench-quick bench-own bench-once lint generate wasm wasm-size

check: lint test race bench-once bench-quick wasm ## most of what CI runs; it also fuzzes and makes the generated files anew

test: ## the README's test command
	go test ./...

race:
	go test -race ./...

laws: ## every law on 10,000 random cases, and those of splits on 100,000
	PAYSPLIT_LAWS=10000 go test -count=1 -timeout 60m ./...
	PAYSPLIT_LAWS=100000 go test -count=1 -timeout 60m ./split

exhaust: ## small input spaces whole, instead of a part of them
	PAYSPLIT_EXHAUST=1 go test -count=1 -timeout 60m ./...

FUZZTIME ?= 30s
fuzz: ## every fuzz target for FUZZTIME
	./.ci/fuzz $(FUZZTIME)

MINUTES ?= 60
mutate: ## mutation tests for MINUTES; another run goes on where this one ended
	./.ci/mutate $(MINUTES) $(PACKAGES)

bench: ## this library beside others, into bench/RESULTS.md; fails if a figure is missed
	cd bench && go run . -o RESULTS.md

bench-quick: ## the same in a few seconds: all of it runs and agrees
	cd bench && go mod tidy -diff && go vet ./... && go test ./... && go run . -quick

bench-own: ## every benchmark of the packages
	go test -run '^$$' -bench . -benchmem ./...

bench-once: ## every benchmark once: they must run
	go test -run '^$$' -bench . -benchtime 1x ./...

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run: gofmt -w .'; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	go mod tidy -diff

generate: ## the currency table and the JSON Schemas
	go generate ./...

BUILD = build
wasm: $(BUILD)/js.wasm $(BUILD)/wasip1.wasm

.PHONY: $(BUILD)/js.wasm $(BUILD)/wasip1.wasm
$(BUILD)/js.wasm $(BUILD)/wasip1.wasm: $(BUILD)/%.wasm:
	@mkdir -p $(BUILD)
	GOOS=$* GOARCH=wasm go build -trimpath -ldflags='-s -w' -o $@ ./wasm/$*

wasm-size: wasm ## gzipped size of both builds in kB (1000 bytes)
	@for f in js wasip1; do printf '%-7s %5d kB gzipped\n' $$f $$(( $$(gzip -9 -c $(BUILD)/$$f.wasm | wc -c) / 1000 )); done
