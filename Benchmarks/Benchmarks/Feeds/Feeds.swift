import Benchmark
import Syndication

/// Parts of reading a feed, each by itself. `compare` measures the whole beside its peers.
nonisolated(unsafe) let benchmarks = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.cpuTotal, .peakMemoryResident, .throughput], maxDuration: .seconds(3))

    Benchmark("RSS with escaped HTML to ParsedFeed") { benchmark in
        let document = SampleFeed.rss(items: 500, isEscaped: true)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try FeedParser.parse(document, url: nil, contentType: nil)) }
    }

    Benchmark("RSS with CDATA to ParsedFeed") { benchmark in
        let document = SampleFeed.rss(items: 500, isEscaped: false)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try FeedParser.parse(document, url: nil, contentType: nil)) }
    }

    Benchmark("ParsedFeed to encoded items") { benchmark in
        let parsed = try FeedParser.parse(SampleFeed.rss(items: 500, isEscaped: false), url: nil, contentType: nil)
        let normalizer = FeedNormalizer(documentURL: "https://example.org/")
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            for item in parsed.items { blackHole(EncodedItem(normalizer.normalize(item, in: parsed))) }
        }
    }

    Benchmark("a thousand dates of RFC 822") { benchmark in
        for _ in benchmark.scaledIterations {
            for day in 0..<1000 { blackHole(DateParser.parse("Sun, \(1 + day % 28) Nov 2026 10:00:00 +0200")) }
        }
    }

    Benchmark("a thousand dates in words") { benchmark in
        for _ in benchmark.scaledIterations {
            for day in 0..<1000 { blackHole(DateParser.parse("\(1 + day % 28) ноември 2026 г., 10:15")) }
        }
    }
}
