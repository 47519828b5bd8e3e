# What one does with this tree. `make` alone lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Real program pages for the tests; tests that read them say so and skip where
# there are none.
ifneq ($(wildcard ../shared/seed),)
export STINT_TEST_PAGES ?= $(abspath ../shared)
endif

PACKAGES ?= ./...
TESTFLAGS ?= -timeout 25m
BENCH ?= .
BENCHED ?= ./internal/...
TOOLS := bin/tools
# The race detector watches all but SQLite, which was translated from C and has
# locks of its own that it does not see: watching it takes two thirds of the
# time of every test with a database, and finds nothing of ours.
RACE := -race -gcflags=modernc.org/...=-race=false
SOURCES = $$(find . -name '*.go' -not -name '*_templ.go' -not -path './.git/*')
WITH_POSTGRES := go run ./internal/sqldb/sqltest/withpostgres

.PHONY: help
help: ## list what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## bin/stint: one static, stripped program that knows its version
	CGO_ENABLED=0 go build -buildvcs=auto -trimpath -ldflags='-s -w' -o bin/stint ./cmd/stint

# Vet runs in `make check`. The pages that are made to be slow, and those put
# together at random, are read without the race detector: reading starts no
# goroutine, and takes several times as long under it.
.PHONY: test
test: ## every test on both databases with the race detector; PACKAGES=./internal/plan/... for some
	@scripts/need
ifeq ($(PACKAGES),./...)
	go test -vet=off $(TESTFLAGS) -run '^Test(Hostile|Composed)$$' ./internal/program/reader
endif
	$(WITH_POSTGRES) go test $(RACE) -vet=off $(TESTFLAGS) $(PACKAGES)

.PHONY: check
check: check-form check-templates check-modules check-vet check-lint ## what CI checks beside the tests: form, templates, modules, vet, staticcheck

.PHONY: check-form
check-form:
	@unformed=$$(gofmt -l $(SOURCES)); [[ -z $$unformed ]] || { echo "Run \`make fmt\` for:" $$unformed >&2; exit 1; }

.PHONY: check-templates
check-templates: $(TOOLS)/templ
	scripts/check-templates $(TOOLS)/templ

.PHONY: check-modules
check-modules:
	@for module in . tools; do (set -x; go -C $$module mod tidy -diff; go -C $$module mod verify); done

# The analyses read what `make test` compiles, hence its flags.
.PHONY: check-vet check-lint
check-vet:
	go vet $(RACE) ./...

check-lint: $(TOOLS)/staticcheck
	GOFLAGS="$${GOFLAGS:-} $(RACE)" $(TOOLS)/staticcheck ./...

.PHONY: bench
bench: ## every benchmark; BENCH=Simplex for some, BENCHED=./internal/bench for pages and ticks beside bare handlers
	@scripts/need
	$(WITH_POSTGRES) go test -run '^$$' -bench '$(BENCH)' -benchmem $(BENCHED)

.PHONY: fmt
fmt: ## format Go
	gofmt -w $(SOURCES)

.PHONY: generate
generate: $(TOOLS)/templ ## make the Go files of the templates
	$(TOOLS)/templ generate -log-level error

# The programs of the tools module, in the versions that it pins.
$(TOOLS)/%: tools/go.mod tools/go.sum
	@mkdir -p $(TOOLS)
	go build -C tools -o ../$(TOOLS)/ tool
	@touch $(TOOLS)/*

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
