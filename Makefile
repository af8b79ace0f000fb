# Through the Gate. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
JOBS ?= $(shell nproc)
export CTEST_PARALLEL_LEVEL ?= 2
# Objects of one clone serve the next: paths below this folder count as relative.
export CCACHE_BASEDIR ?= $(CURDIR)
export CCACHE_NOHASHDIR ?= 1

.DEFAULT_GOAL := help
.PHONY: help install run demo clean-state test test-unit test-contract test-integration test-e2e \
        test-faults test-tsan lint format tidy bench release-contracts build clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z][a-z -]*:.*## /{printf "  %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: ## install what is missing on Debian 12 (NO_INSTALL=1: only say what)
	@deploy/install-debian12.sh

run: install build ## build and run Redis and all services; Ctrl-C stops them
	@deploy/local/run

demo: install build ## play the whole path on a small caseload of its own, step by step
	@deploy/local/demo

clean-state: ## forget everything that `make run` has stored
	@deploy/local/clean-state

build: ## build what runs (optimised), into build/release
	@cmake --preset release > /dev/null
	@cmake --build --preset release -j $(JOBS) --target ttg_programs

test: install build-asan ## install, build and run all tests, sanitised
	@ctest --preset asan
	@$(MAKE) --no-print-directory test-tsan

.PHONY: build-asan
build-asan:
	@cmake --preset asan > /dev/null
	@cmake --build --preset asan -j $(JOBS)

test-unit test-contract test-integration test-e2e test-faults: build-asan ## run the tests of one label
	@ctest --preset asan -L '^$(@:test-%=%)$$'

test-tsan: ## thread sanitizer over the platform code that has no gRPC in it
	@cmake --preset tsan > /dev/null
	@cmake --build --preset tsan -j $(JOBS) --target ttg_tsan_tests
	@ctest --preset tsan -L tsan

lint: install ## layering, format, contracts, words
	@set -e; for check in layering format contracts words; do tests/lint/$$check.sh; done

tidy: install ## clang-tidy on what changed since TIDY_BASE (default HEAD~1; all: everything)
	@tests/lint/tidy.sh

format: ## write every C++ file and contract in the one format
	@git ls-files '*.h' '*.cc' | xargs clang-format -i
	@cd proto && node_modules/.bin/buf format -w

bench: install ## measure the figures of docs/figures.md, each beside its limit
	@cmake --preset release > /dev/null
	@cmake --build --preset release -j $(JOBS) --target ttg_programs ttg_bench
	@tests/bench/run

release-contracts: lint ## make today's contracts the ones that later changes may not break
	@cd proto && node_modules/.bin/buf build -o released.binpb

clean: ## forget what was built
	@rm -rf build
