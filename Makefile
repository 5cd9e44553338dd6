# Starling's make targets; `make` lists them.
GO ?= go
BIN := $(CURDIR)/bin
STATICCHECK := $(BIN)/staticcheck
GOFUMPT := $(BIN)/gofumpt
FUZZTIME ?= 1m
N ?= 100000
SEED ?= 1
CHAOS ?=
BENCH ?=
KAFKA_PORT ?= 29092
FLINK_PORT ?= 28083

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: build
build: ## build bin/starling, a static binary
	CGO_ENABLED=0 $(GO) build -trimpath -tags grpcnotrace -o bin/starling ./cmd/starling

.PHONY: install
install: ## install starling where go install puts programs: GOBIN, else GOPATH/bin
	CGO_ENABLED=0 $(GO) install -trimpath -tags grpcnotrace ./cmd/starling

.PHONY: docs
docs: ## write docs/reference, docs/formulas.md and the outputs in the pages anew
	$(GO) test -count=1 ./cmd/starling -run 'TestReference|TestDocs' -update

.PHONY: test
test: ## run the tests
	$(GO) test ./...

.PHONY: check
check: vet fmt staticcheck size test law race ## vet, gofumpt, staticcheck, the size of the binary, the tests, the long law test, the race detector

.PHONY: vet
vet: ## go vet
	$(GO) vet ./...
	$(GO) vet -tags invariants ./engine/... ./internal/... ./kafka

.PHONY: fmt
fmt: $(GOFUMPT) ## fail if a file is not gofumpt-clean
	@out=$$($(GOFUMPT) -l $$(git ls-files '*.go')); test -z "$$out" || { echo "not gofumpt-clean:"; echo "$$out"; exit 1; }

.PHONY: staticcheck
staticcheck: $(STATICCHECK) ## staticcheck
	$(STATICCHECK) ./...

.PHONY: size
size: ## fail if the stripped binary has more than 54,000,000 bytes
	GO=$(GO) ./internal/size.sh

.PHONY: law
law: ## the batching law over tens of thousands of random cycles, on tiny pages too; what was lent is overwritten
	STARLING_LAW_CYCLES=40000 $(GO) test -count=1 ./internal/enginetest
	STARLING_LAW_CYCLES=20000 $(GO) test -count=1 -tags invariants ./internal/enginetest ./engine/... ./kafka

.PHONY: race
race: ## the tests under the race detector, but those of the source's text
	$(GO) test -race $$($(GO) list ./... | grep -v /internal/lint)

.PHONY: fuzz
fuzz: ## every fuzzer, FUZZTIME each (default 1m)
	GO=$(GO) ./internal/fuzzall.sh $(FUZZTIME)

.PHONY: differential
differential: ## N made-up programs (default 100000) compared with python3, from seed SEED on
	$(GO) test -count=1 -timeout 4h ./starlib/py -run TestDifferential -programs $(N) -seed $(SEED)

.PHONY: bench
bench: ## the benchmarks: Kafka to tables, then the packages'
	$(GO) test -run '^$$' -bench Consume -benchtime 1x ./kafka
	$(GO) test -run '^$$' -bench . -benchtime 200ms ./engine/... ./specs/... ./starlib/...

.PHONY: demo
demo: ## the main job on the embedded broker
	$(GO) run ./cmd/starling demo

.PHONY: web
web: ## build the page of starling web, serve/web/page/dist, byte for byte what is committed (needs Node 20)
	cd serve/web/page && npm ci --silent && npm run --silent build

.PHONY: web-test
web-test: web build ## the page in Chromium, on starling with a million rows and the demo's query; pictures in SHOTS
	cd serve/web/page && npm test
	git diff --exit-code --stat -- serve/web/page/dist

.PHONY: flight-test
flight-test: build ## pyarrow, polars, pandas, DuckDB, ADBC and pydeephaven read tables of a running starling (needs Python 3.11 and its packages)
	python3 -m venv bin/flight && bin/flight/bin/pip install --quiet -r serve/flight/clients/requirements.txt
	bin/flight/bin/python serve/flight/clients/check.py bin/starling

.PHONY: kafka
kafka: ## the scripts, the recorded cases, the logins and the chaos run on a real Apache Kafka (needs Java 17, Maven and openssl)
	GO=$(GO) ./internal/kafka/with.sh $(KAFKA_PORT) $(GO) test -count=1 ./cmd/starling ./internal/golden ./kafka
	$(GO) run ./internal/chaos $(CHAOS)

.PHONY: flink
flink: build ## queries by Starling and by a real Apache Flink compared, jobs stopped and resumed, some twenty minutes (needs Java 17, Maven and pip)
	GO=$(GO) ./internal/kafka/with.sh $(KAFKA_PORT) ./internal/flink/with.sh $(FLINK_PORT) \
	  env STARLING_BIN=$(CURDIR)/bin/starling $(GO) test -count=1 -p 1 -timeout 60m ./flink/... ./internal/flinkcheck

.PHONY: flink-howto
flink-howto: build ## the how-to's query on Starling and on Apache Flink, and what one machine does, measured, some ten minutes (HOWTO records, default 2000000)
	GO=$(GO) STARLING_FLINK_HEAP=2048 ./internal/kafka/with.sh $(KAFKA_PORT) ./internal/flink/with.sh $(FLINK_PORT) \
	  env STARLING_BIN=$(CURDIR)/bin/starling STARLING_HOWTO=$(or $(HOWTO),2000000) \
	  $(GO) test -count=1 -v -timeout 60m -run 'TestFlinkHowto|TestOneMachine' ./internal/flinkcheck

.PHONY: chaos
chaos: ## a real Apache Kafka killed, cut off and repartitioned while tables read and write it
	$(GO) run ./internal/chaos $(CHAOS)

.PHONY: bench-kafka
bench-kafka: ## scripts, latency and the cost of updates measured beside a real Apache Kafka, some ten minutes (BENCH="-rounds 1")
	GO=$(GO) ./internal/kafka/with.sh $(KAFKA_PORT) $(GO) run ./internal/kafkabench $(BENCH)

$(STATICCHECK):
	GOBIN=$(BIN) $(GO) install honnef.co/go/tools/cmd/staticcheck@v0.8.2

$(GOFUMPT):
	GOBIN=$(BIN) $(GO) install mvdan.cc/gofumpt@v0.12.0
