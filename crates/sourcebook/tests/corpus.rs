//! The pages of real documents.

mod corpus_folder;
mod documents;
mod pages;

use std::fmt::Write;
use std::path::Path;

use sourcebook::code::LANGUAGES;
use sourcebook::products::api_reference::pages::settings::{
    OperationPages, PagesSettings, SchemaFiles,
};
use sourcebook::products::api_reference::settings::{Compatibility, ReferenceSettings};
use sourcebook::products::api_reference::{RenderedPage, render};
use sourcebook::templates::Templates;
use sourcebook_model::Document;
use sourcebook_syntax::Sources;

use corpus_folder::corpus;
use documents::{documents, read};

fn rendered(document: &Document, settings: &ReferenceSettings) -> Vec<RenderedPage> {
    render(document, settings, &Templates::new(&[]).expect("valid templates")).expect("pages").pages
}

#[test]
fn every_document_gives_sound_pages() {
    let Some(corpus) = corpus() else { return };
    let splits = [
        (OperationPages::Tag, None),
        (OperationPages::Tag, Some(SchemaFiles::Letter)),
        (OperationPages::Operation, Some(SchemaFiles::Each)),
    ];
    let mut report = String::new();
    for path in documents(&corpus) {
        let document = read(&mut Sources::new(), &path);
        for (pages, schemas) in splits {
            let samples = LANGUAGES.to_vec();
            let settings = PagesSettings { pages, schemas, samples, ..PagesSettings::default() };
            let pages =
                sourcebook::products::api_reference::pages::render(&document, &settings).pages;
            let problems = pages::problems(&pages).into_iter();
            let problems = problems.chain(pages::lines::problems(&pages));
            for problem in problems.chain(pages::structure::problems(&pages)) {
                let _ = writeln!(report, "{} ({schemas:?}): {problem}", path.display());
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn coders_reference_is_reproduced_byte_for_byte() {
    let Some(corpus) = corpus() else { return };
    let published =
        [("coder-2025-12", Compatibility::Coder), ("coder-2026-03", Compatibility::Coder2026)];
    for (name, compat) in published {
        let document = read(&mut Sources::new(), &corpus.join(format!("{name}.json")));
        is_reproduced(&document, &corpus.join(format!("{name}.expected")), compat);
    }
}

/// Compares the pages of a document with those in a folder.
fn is_reproduced(document: &Document, expected: &Path, compat: Compatibility) {
    let text = |name: &str| std::fs::read_to_string(expected.join(name)).expect("an expected page");
    let settings = ReferenceSettings {
        compat,
        server: Some("http://coder-server:8080".to_owned()),
        index: Some(text("index.md")),
        authentication: Some(text("authentication.md")),
        ..ReferenceSettings::default()
    };
    let pages = rendered(document, &settings);
    let mut names: Vec<&str> = pages.iter().map(|page| page.file.as_str()).collect();
    names.sort_unstable();
    let folder = std::fs::read_dir(expected).expect("a folder");
    let mut expected_names: Vec<String> = folder
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    expected_names.sort_unstable();
    assert_eq!(names, expected_names, "{compat:?}");
    for page in &pages {
        assert!(page.text == text(&page.file), "{} differs by {compat:?}", page.file);
    }
}
