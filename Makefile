# The commands of the README. `make run` and `make test` install what is missing first; both work on a clean clone.
#
# One cargo selection everywhere: another one changes the features of shared crates and compiles the database layer anew.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

# The system's OpenSSL for development and tests; `bundle` compiles its own so that the program stands alone.
export OPENSSL_NO_VENDOR := 1
export CARGO_TERM_PROGRESS_WHEN := never
CARGO_FLAGS := --workspace --all-targets
TARGET := $(or $(CARGO_TARGET_DIR),target)
UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print 2>/dev/null) \
	$(wildcard src-tauri/core/labels/*.json)

.PHONY: help api schema setup run check test bench faults soak bundle pdf pdf-test ui build format lint rust-tests window-tests desktop-tests pictures

help:
	@sed -n 's/^## //p' Makefile

## make run      install what is missing, build, open the window (without a display: do the main job on the command line)
run:
	@scripts/setup run
	@$(MAKE) ui
	@echo "run: building (the first time takes 10 to 20 minutes)"
	@cargo build $(CARGO_FLAGS)
	@scripts/run "$(TARGET)/debug"

## make check    after a change: format, lints, the core's tests and the tidy tests
check: ui
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) -- -D warnings
	cargo build $(CARGO_FLAGS)
	cargo test --workspace --lib --test kyojo

## make test     everything, from a clean clone: set-up, window, core on both databases, window tests, the real window
test:
	@scripts/test

## make bench    speed against the anchors, in a release build (long)
bench:
	cargo build --release --workspace --bins --examples
	@scripts/bench "$(TARGET)/release"

## make faults   kills, full disks, damaged files (long; power cuts need root)
faults: ui
	cargo test $(CARGO_FLAGS) -- --ignored --test-threads=1

## make soak     tests that make random choices, with new ones each time, for an hour (`scripts/soak MINUTES` for another time)
soak:
	@scripts/with-postgres scripts/soak

## make bundle   the installer for this system (deb and rpm, nsis, dmg), with its own OpenSSL
bundle:
	@scripts/bundle

## make pdf      the program that sets reports as PDF, which other builds leave out (5 minutes the first time)
pdf:
	cargo build -p kyojo-pdf --features pdf

## make pdf-test the sample union's booklets, every cell compared with its page
pdf-test: pdf
	cargo build $(CARGO_FLAGS)
	cargo test -p kyojo-pdf --features pdf
	node tests/pdf/run.mjs "$(TARGET)/debug"

## make setup    only install what is missing
setup:
	@scripts/setup

## make api      write ui/src/ipc/api.ts from the core's verbs       make schema   write migrations/schema.sql
api schema:
	KYOJO_WRITE=1 cargo test --workspace --test kyojo tidy::schema

# The parts of `make test`, each by itself.
ui: ui/dist/index.html

ui/dist/index.html: $(UI_SOURCES)
	npm --prefix ui run build
	@touch $@

build: ui
	cargo build $(CARGO_FLAGS)

format:
	cargo fmt --all

lint: ui
	npm --prefix ui run lint
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) -- -D warnings

rust-tests: ui
	cargo build $(CARGO_FLAGS)
	scripts/with-postgres cargo test --workspace

window-tests: ui
	cargo build $(CARGO_FLAGS)
	node tests/window/run.mjs "$(TARGET)/debug"

desktop-tests: ui
	cargo build $(CARGO_FLAGS)
	scripts/with-display node tests/desktop/run.mjs "$(TARGET)/debug"

# The pictures in docs/pictures: the main screens, taken from the real window, and the pages of papers.
pictures: ui
	cargo build $(CARGO_FLAGS)
	scripts/with-display node tests/desktop/run.mjs "$(TARGET)/debug" --pictures docs/pictures
	scripts/papers "$(TARGET)/debug" docs/pictures
