//! `changes-bench OLD NEW [RUNS]`: how long it takes to read and compare two API documents, in JSON, by
//! this project and by the crate `drift`, in the same process and one after the other.

use std::path::Path;
use std::time::{Duration, Instant};

use sourcebook_changes::{Options, compare};
use sourcebook_model::{Document, Options as Reading, read_path};
use sourcebook_syntax::Sources;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [old, new, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: changes-bench OLD NEW [RUNS]");
        std::process::exit(2);
    };
    let runs = rest.first().and_then(|runs| runs.parse().ok()).unwrap_or(5);
    measure("sourcebook", runs, || {
        let (old, new) = (document(old), document(new));
        compare(&old, &new, &Options::default()).len()
    });
    println!("sourcebook: {} MiB at most so far", peak());
    measure("drift", runs, || {
        let (old, new) = (value(old), value(new));
        drift::compare(&old, &new).map_or(0, |changes| changes.len())
    });
    println!("both: {} MiB at most", peak());
}

/// Runs something several times, and prints how long the fastest, the middle and the slowest run took.
fn measure(name: &str, runs: usize, run: impl Fn() -> usize) {
    let mut times = Vec::new();
    let mut found = 0;
    for _ in 0..runs {
        let start = Instant::now();
        found = run();
        times.push(start.elapsed());
    }
    times.sort();
    let shown = |at: usize| times.get(at).map_or(0.0, Duration::as_secs_f64);
    let (first, middle, last) = (shown(0), shown(times.len() / 2), shown(times.len() - 1));
    println!("{name}: {first:.3} s, {middle:.3} s, {last:.3} s; {found} changes");
}

fn document(path: &str) -> Document {
    let reading = read_path(&mut Sources::new(), Path::new(path), Reading::default());
    reading.document.unwrap_or_default()
}

fn value(path: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The most memory that the process had so far, in MiB, as Linux tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let number = line.trim().trim_end_matches("kB").trim().parse::<u64>();
    number.map_or(0, |kib| kib / 1024)
}
