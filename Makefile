# make          build feedd
# make run      build feedd and watch it poll the sample site in etc/sample
# make test     build and run all tests; the whole log is .build/test.log
# make check    what to run before each commit: formatting, import matrix, fast tests
# make deps     install the Debian packages that building needs (run and test do so too)
# make release  build for installation, with the Swift runtime linked in, and strip
# make install  install what `make release` built, the systemd unit and the configuration; PREFIX, SYSCONFDIR, UNITDIR, SYSUSERSDIR, DESTDIR
# make uninstall  remove what `make install` installed, but neither configuration nor state
# make lint     check the formatting
# make bench    measure feedd beside its peers
# make fuzz     feed a reader with damaged input for FUZZ_SECONDS on FUZZ_CORES; FUZZ_TARGET names one of Fuzz/Sources, FuzzExtraction unless said
# make help     print this list

# What building and testing need from Debian, beside a Swift toolchain and make. Those of the first line are for Swift itself: its package manager, and
# what its linker takes from GCC.
PACKAGES := git ca-certificates binutils libstdc++-12-dev libncurses6 pkg-config \
  libcurl4-openssl-dev libdeflate-dev zlib1g-dev libzstd-dev libxml2-dev libpsl-dev libsqlite3-dev libssl-dev
EXTRA_PACKAGES ?=

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := build
.PHONY: build run test check lint bench fuzz release install uninstall deps prerequisites help

help:
	@sed -n '/^# make/{s/^# //;p}; /^$$/q' Makefile

# ── Building and testing

# Installs what is missing, and needs neither network nor privileges where nothing is.
deps:
	@scripts/deps --install $(PACKAGES) $(EXTRA_PACKAGES)

# Says what is missing.
prerequisites:
	@scripts/deps $(PACKAGES) $(EXTRA_PACKAGES)

build: prerequisites
	@swift build --product feedd

CONFIG ?= etc/sample/sample.toml
SAMPLE_STATE := .build/sample
STATE ?= $(SAMPLE_STATE)
run: deps
	@swift build --product feedd
	@etc/sample/watch $(if $(filter $(SAMPLE_STATE),$(STATE)),--anew) "$$(swift build --show-bin-path)/feedd" "$(CONFIG)" "$(STATE)"

# Arguments of `swift test`, such as --filter MatcherTests.
TEST_FLAGS ?=
test: deps
	@scripts/test --no-parallel $(TEST_FLAGS)

# Suites that are tagged slow are left out.
check: prerequisites lint
	@scripts/import-matrix --quiet
	@FEEDD_FAST=1 scripts/test $(TEST_FLAGS)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests \
	  $(wildcard Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Sources Benchmarks/near_duplicates/Speed Benchmarks/filter/Speed \
	    Fuzz/Package.swift Fuzz/Sources)

bench: deps
	Benchmarks/compare
	Benchmarks/compare-pages

# What a target finds is left in FUZZ, with the inputs that it learnt: a crash, or what takes a second. The targets are the folders of Fuzz/Sources: each
# begins with the inputs of Fuzz/Corpus, and makes new ones with the words of Fuzz/Dictionaries.
FUZZ_SECONDS ?= 1200
FUZZ_BUILD ?= release
FUZZ_TARGET ?= FuzzExtraction
FUZZ_CORES ?= $(shell nproc)
FUZZ ?= .build/fuzz/$(FUZZ_TARGET)
FUZZ_WORDS = $(if $(filter FuzzAmplification,$(FUZZ_TARGET)),FuzzAmplification FuzzExtraction FuzzFeeds,$(FUZZ_TARGET))
FUZZ_DICTIONARIES = $(or $(wildcard $(FUZZ_WORDS:%=Fuzz/Dictionaries/%.dict)),Fuzz/Dictionaries/FuzzExtraction.dict)
# FuzzAmplification measures CPU time itself: a second on the clock is nothing on a busy machine for documents of its size.
FUZZ_TIMEOUT ?= $(if $(filter FuzzAmplification,$(FUZZ_TARGET)),120,1)
FUZZ_LENGTH ?= $(if $(filter FuzzAmplification,$(FUZZ_TARGET)),4096,65536)
# Targets call what is internal to Aggregator, Configuration and Transfer.
fuzz: deps
	swift build --package-path Fuzz -c $(FUZZ_BUILD) --sanitize=fuzzer -Xswiftc -enable-testing --product $(FUZZ_TARGET)
	mkdir -p $(FUZZ)/corpus
	cat $(FUZZ_DICTIONARIES) > $(FUZZ)/words.dict
	SWIFT_BACKTRACE=enable=no Fuzz/.build/$(FUZZ_BUILD)/$(FUZZ_TARGET) -fork=$(FUZZ_CORES) -max_total_time=$(FUZZ_SECONDS) -timeout=$(FUZZ_TIMEOUT) \
	  -rss_limit_mb=1024 -max_len=$(FUZZ_LENGTH) -dict=$(FUZZ)/words.dict -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus $(wildcard Fuzz/Corpus/$(FUZZ_TARGET))

# ── Installing

# A static Swift runtime exports all symbols, which keeps every function in the binary, called or not.
RELEASE_FLAGS := -c release --static-swift-stdlib --product feedd -Xlinker --no-export-dynamic
RELEASE := .build/release/feedd
# What is installed. The other one keeps its symbols, for profilers.
STRIPPED := .build/stripped/feedd

release: deps
	swift build $(RELEASE_FLAGS)
	@mkdir -p $(dir $(STRIPPED))
	strip -o $(STRIPPED) $(RELEASE)

PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR ?=
DOCDIR ?= $(PREFIX)/share/doc/feedd
# Where systemd looks, also if PREFIX is another place.
SYSTEMDDIR := $(if $(filter /usr /usr/local,$(PREFIX)),$(PREFIX),/usr/local)/lib
UNITDIR ?= $(SYSTEMDDIR)/systemd/system
SYSUSERSDIR ?= $(SYSTEMDDIR)/sysusers.d
DOCUMENTS := README.md LICENSE $(wildcard CHANGELOG.md SECURITY.md docs/*.md)

# Never builds: under sudo that would leave root's files in the checkout.
install:
	@test -x $(STRIPPED) || { echo "feedd: there is nothing to install: run 'make release' first, without sudo" >&2; exit 1; }
	install -d -m 755 "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(DOCDIR)" "$(DESTDIR)$(UNITDIR)" "$(DESTDIR)$(SYSUSERSDIR)" \
	  "$(DESTDIR)$(SYSCONFDIR)/feedd" "$(DESTDIR)$(SYSCONFDIR)/feedd/sources.d"
	install -m 755 $(STRIPPED) "$(DESTDIR)$(PREFIX)/bin/feedd"
	install -m 644 $(DOCUMENTS) "$(DESTDIR)$(DOCDIR)"
	install -m 644 systemd/feedd.sysusers.conf "$(DESTDIR)$(SYSUSERSDIR)/feedd.conf"
	sed 's,/usr/local/share/doc/feedd/,$(DOCDIR)/,; s,/usr/local/,$(PREFIX)/,; s,/etc/feedd/,$(SYSCONFDIR)/feedd/,' systemd/feedd.service \
	  | install -m 644 /dev/stdin "$(DESTDIR)$(UNITDIR)/feedd.service"
	@for file in feedd.toml sources.d/example.toml; do \
	  target="$(DESTDIR)$(SYSCONFDIR)/feedd/$$file"; \
	  if [ -e "$$target" ]; then echo "kept $$target, which is there already"; \
	  else echo "install -m 644 etc/$$file $$target"; install -m 644 "etc/$$file" "$$target"; fi; \
	done

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/feedd" "$(DESTDIR)$(UNITDIR)/feedd.service" "$(DESTDIR)$(SYSUSERSDIR)/feedd.conf"
	rm -rf "$(DESTDIR)$(DOCDIR)"
	@echo "kept: $(DESTDIR)$(SYSCONFDIR)/feedd, /var/lib/feedd and the user feedd"
