# make run      build feedd and watch it poll the sample site in etc/sample
# make test     build and run the tests
# make lint     check the formatting
# make bench    measure feedd beside its peers
# make fuzz     feed what reads web pages with damaged ones, for FUZZ_SECONDS on all cores; FUZZ_TARGET=FuzzFeeds for feeds
# make release  build for installation, with the Swift runtime linked in
# make install  install what `make release` built, the systemd unit and the configuration

PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR ?=

# What building needs from Debian, beside a Swift toolchain.
PACKAGES := pkg-config libcurl4-openssl-dev libdeflate-dev zlib1g-dev libxml2-dev libzstd-dev libsqlite3-dev
EXTRA_PACKAGES ?=

CONFIG ?= etc/sample/sample.toml
STATE ?= .build/sample
RELEASE_FLAGS := -c release --static-swift-stdlib --product feedd

SHELL := /bin/bash
.PHONY: run test lint bench fuzz release install deps

run: deps
	@swift build --product feedd
	@etc/sample/watch "$$(swift build --show-bin-path)/feedd" "$(CONFIG)" "$(STATE)"

test: deps
	swift build --build-tests
	# One by one: some tests lower limits of the whole process, others wait for servers that all of them together would starve.
	swift test --skip-build --no-parallel

lint:
	swift format lint --strict --recursive Package.swift Sources Tests \
	  $(wildcard Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Sources Benchmarks/near_duplicates/Speed \
	    Fuzz/Package.swift Fuzz/Sources)

bench: deps
	Benchmarks/compare
	Benchmarks/compare-pages

# What it finds is left in FUZZ, with the inputs that it learnt: a crash, or what takes a second.
FUZZ_SECONDS ?= 1200
FUZZ_BUILD ?= release
# Or FuzzFeeds.
FUZZ_TARGET ?= FuzzExtraction
FUZZ ?= .build/fuzz/$(FUZZ_TARGET)
fuzz: deps
	swift build --package-path Fuzz -c $(FUZZ_BUILD) --sanitize=fuzzer --product $(FUZZ_TARGET)
	mkdir -p $(FUZZ)/corpus
	SWIFT_BACKTRACE=enable=no Fuzz/.build/$(FUZZ_BUILD)/$(FUZZ_TARGET) -fork=$$(nproc) -max_total_time=$(FUZZ_SECONDS) -timeout=1 -rss_limit_mb=1024 -max_len=65536 \
	  -dict=Fuzz/html.dict -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus Fuzz/Corpus

release: deps
	swift build $(RELEASE_FLAGS)

# Where there is no toolchain (under sudo, say), what was built before is installed.
install:
	@if command -v swift >/dev/null; then $(MAKE) --no-print-directory release; fi
	@test -x .build/release/feedd || { echo "feedd: .build/release/feedd is not there: run 'make release' first" >&2; exit 1; }
	install -D -m 755 .build/release/feedd "$(DESTDIR)$(PREFIX)/bin/feedd"
	install -D -m 644 systemd/feedd.sysusers.conf "$(DESTDIR)$(PREFIX)/lib/sysusers.d/feedd.conf"
	install -D -m 644 README.md "$(DESTDIR)$(PREFIX)/share/doc/feedd/README.md"
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system"
	sed 's,/usr/local/,$(PREFIX)/,; s,/etc/feedd/,$(SYSCONFDIR)/feedd/,' systemd/feedd.service \
	  > "$(DESTDIR)$(PREFIX)/lib/systemd/system/feedd.service"
	install -d "$(DESTDIR)$(SYSCONFDIR)/feedd/sources.d"
	@for file in feedd.toml sources.d/example.toml; do \
	  target="$(DESTDIR)$(SYSCONFDIR)/feedd/$$file"; \
	  if [ -e "$$target" ]; then echo "kept $$target, which is there already"; \
	  else echo "install -m 644 etc/$$file $$target"; install -m 644 "etc/$$file" "$$target"; fi; \
	done

# Installs what is missing, and needs neither network nor privileges where nothing is.
deps:
	@missing=; \
	if command -v dpkg-query >/dev/null; then \
	  for package in $(PACKAGES) $(EXTRA_PACKAGES); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	elif ! pkg-config --exists libcurl libdeflate zlib libxml-2.0 libzstd sqlite3; then \
	  echo "feedd: the development files of libcurl, libdeflate, zlib, libxml2, libzstd and sqlite3 are needed: install them" >&2; exit 1; \
	fi; \
	if [ -n "$$missing" ]; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  echo "installing$$missing"; \
	  get="$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"; \
	  $$get $$missing || { $$sudo apt-get update && $$get $$missing; }; \
	fi
