# The targets that people and CI call. They need Go, and a C compiler for race.

SHELL = /bin/bash
.SHELLFLAGS = -o pipefail -ec

.PHONY: check test race laws exhaust fuzz mutate bench bench-quick bench-own bench-once lint generate wasm wasm-size wasm-parts wasm-test wasm-bench web web-build web-test

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

generate: ## the currency table, the JSON Schemas, the TypeScript types
	go generate ./...

BUILD = build
NPM = $(BUILD)/npm
wasm: $(BUILD)/js.wasm $(BUILD)/wasip1.wasm $(BUILD)/wasip1-reactor.wasm npm ## the modules, and the npm package in build/npm

WASM_BUILD = go run ./internal/gen/wasmbuild
.PHONY: $(BUILD)/js.wasm $(BUILD)/wasip1.wasm $(BUILD)/wasip1-reactor.wasm npm
$(BUILD)/js.wasm $(BUILD)/wasip1.wasm: $(BUILD)/%.wasm:
	@mkdir -p $(BUILD)
	$(WASM_BUILD) -os $* -o $@ ./wasm/$*
$(BUILD)/wasip1-reactor.wasm:
	@mkdir -p $(BUILD)
	$(WASM_BUILD) -os wasip1 -o $@ -- -buildmode=c-shared ./wasm/wasip1

# The Go runtime's script becomes a module that is given its global object, so that it
# leaves nothing in the page's.
npm: $(BUILD)/js.wasm
	@rm -rf $(NPM) && mkdir -p $(NPM)
	cp wasm/npm/* LICENSE $(NPM)/
	cp "$$(go env GOROOT)/LICENSE" $(NPM)/LICENSE-go
	cp $(BUILD)/js.wasm $(NPM)/paysplit.wasm
	@{ echo 'export default function (globalThis) {' && echo 'const fs = globalThis.fs;' && \
	  cat "$$(go env GOROOT)/lib/wasm/wasm_exec.js" && echo 'return globalThis.Go;' && echo '}'; } > $(NPM)/wasm_exec.js

WASM_LIMIT = 1500 # kB gzipped
wasm-size: wasm ## gzipped size of the modules in kB (1000 bytes); fails above WASM_LIMIT
	@for f in js wasip1 wasip1-reactor; do \
	  kb=$$(( $$(gzip -9 -c $(BUILD)/$$f.wasm | wc -c) / 1000 )); \
	  printf '%-15s %5d kB gzipped\n' $$f $$kb; \
	  test $$kb -le $(WASM_LIMIT) || { echo "more than $(WASM_LIMIT) kB: see where it comes from with internal/gen/wasmsize"; exit 1; }; \
	done

wasm-parts: ## where the weight of a module comes from
	@mkdir -p $(BUILD)
	$(WASM_BUILD) -os js -names -o $(BUILD)/names.wasm ./wasm/js
	go run ./internal/gen/wasmsize $(BUILD)/names.wasm

wasm-test: wasm wasm/test/node_modules ## the npm package in Node and Chromium: the native answers, and its types
	go run ./internal/gen/parity -out $(BUILD)/parity.jsonl
	cd wasm/test && node types.js && npx tsc -p . && node --test --test-reporter=spec node.test.js chromium.test.js

wasm-bench: wasm wasm/test/node_modules ## size, start and speed of the modules, into wasm/RESULTS.md
	go build -o $(BUILD)/native ./wasm/native
	cd wasm/test && node bench.js ../RESULTS.md

wasm/test/node_modules: wasm/test/package-lock.json
	cd wasm/test && npm ci
	@touch $@

web: web-build ## the page, served on this machine at the address that is printed; ctrl-C ends it
	cd web && npm run --silent serve

web-build: npm web/node_modules ## the page as static files, in build/web
	cd web && npm run --silent build

web-test: web-build ## the page in Chromium; pictures of it are left in build/screens
	cd web && npm test --silent

web/node_modules: web/package-lock.json
	cd web && npm ci
	@touch $@
