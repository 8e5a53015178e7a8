//! Measures the steps from an API document to pages on disk, each apart: read (text → trees), model
//! (trees → model), render (model → pages) and write (pages → disk).
//!
//! The documents are generated; with `SOURCEBOOK_BENCH_DOCUMENT` naming a file, that one is
//! measured too.
mod generator;

use std::path::{Path, PathBuf};

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sourcebook::artifact::Artifact;
use sourcebook::files::{self, Root};
use sourcebook::products::api_reference::settings::{Compatibility, ReferenceSettings};
use sourcebook::products::api_reference::{RenderedPage, render};
use sourcebook::templates::Templates;
use sourcebook_model::{Document, Input, Options, Parsed};
use sourcebook_syntax::Sources;

/// The program's own allocator, so that the figures are the program's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sizes of the generated documents.
const SCALES: [usize; 2] = [1, 10];

/// A document to measure.
struct Measured {
    name: String,
    bytes: Vec<u8>,
    folder: PathBuf,
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is told by a variable what to measure")]
fn documents() -> Vec<Measured> {
    let generated = SCALES.iter().map(|&scale| Measured {
        name: format!("generated-{scale}"),
        bytes: generator::document(scale).into_bytes(),
        folder: PathBuf::new(),
    });
    let graph = Measured {
        name: "graph-1".to_owned(),
        bytes: generator::graph::document(1).into_bytes(),
        folder: PathBuf::new(),
    };
    let named = std::env::var_os("SOURCEBOOK_BENCH_DOCUMENT").map(PathBuf::from);
    let named = named.map(|path| Measured {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        bytes: std::fs::read(&path).expect("a readable document"),
        folder: path.parent().map(Path::to_path_buf).unwrap_or_default(),
    });
    generated.chain([graph]).chain(named).collect()
}

fn parse(measured: &Measured, bytes: Vec<u8>) -> Parsed {
    let input = Input { name: measured.name.clone(), bytes, folder: measured.folder.clone() };
    let parsed = Parsed::parse(&mut Sources::new(), input, Options::default());
    parsed.unwrap_or_else(|error| panic!("{}: {}", measured.name, error.message))
}

fn modeled(measured: &Measured) -> Document {
    parse(measured, measured.bytes.clone()).model().document.expect("a document")
}

fn pages(document: &Document, compatibility: Compatibility) -> Vec<RenderedPage> {
    let settings = ReferenceSettings { compat: compatibility, ..ReferenceSettings::default() };
    let templates = Templates::new(&[]).expect("the built-in templates");
    render(document, &settings, &templates).expect("pages").pages
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for measured in documents() {
        group.throughput(Throughput::Bytes(measured.bytes.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(&measured.name), |bencher| {
            bencher.iter_batched(
                || measured.bytes.clone(),
                |bytes| parse(&measured, bytes),
                BatchSize::PerIteration,
            );
        });
    }
}

fn model(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("model");
    for measured in documents() {
        group.throughput(Throughput::Bytes(measured.bytes.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(&measured.name), |bencher| {
            bencher.iter_batched(
                || parse(&measured, measured.bytes.clone()),
                Parsed::model,
                BatchSize::PerIteration,
            );
        });
    }
}

fn render_pages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("render");
    for measured in documents() {
        let document = modeled(&measured);
        group.throughput(Throughput::Bytes(measured.bytes.len() as u64));
        for (profile, compatibility) in
            [("default", Compatibility::None), ("coder", Compatibility::Coder)]
        {
            group.bench_function(BenchmarkId::new(profile, &measured.name), |bencher| {
                bencher.iter_with_large_drop(|| pages(&document, compatibility));
            });
        }
    }
}

fn write(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("write");
    for measured in documents() {
        let artifacts = artifacts(pages(&modeled(&measured), Compatibility::None));
        let bytes: usize = artifacts.iter().map(|artifact| artifact.contents.len()).sum();
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(&measured.name), |bencher| {
            bencher.iter_batched(
                || (tempfile::tempdir().expect("a folder"), artifacts.clone()),
                |(folder, artifacts)| {
                    write_to(folder.path(), artifacts);
                    folder
                },
                BatchSize::PerIteration,
            );
        });
    }
}

fn artifacts(pages: Vec<RenderedPage>) -> Vec<Artifact> {
    let made = pages.into_iter().map(|page| Artifact {
        path: page.file,
        contents: page.text.into_bytes(),
        made_by: "api-reference".into(),
    });
    made.collect()
}

/// Compares the artifacts with an empty folder, and writes them all.
fn write_to(folder: &Path, artifacts: Vec<Artifact>) {
    let root = Root::new(folder).expect("a folder");
    let plan = files::plan(&root, artifacts, None, &mut Sources::new());
    files::carry_out(&root, &plan, None).expect("written files");
}

criterion_group!(steps, read, model, render_pages, write);
criterion_main!(steps);
