//! Renders a document to a folder, with samples of some languages: `render DOCUMENT OUT pages curl go`.
//! With the pages of a compatible layout: `render DOCUMENT OUT coder`, or `coder-2026`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example, run by hand")]

use sourcebook::code::LANGUAGES;
use sourcebook::products::api_reference::pages::{self, settings::PagesSettings};
use sourcebook::products::api_reference::{
    RenderedPage, render,
    settings::{Compatibility, ReferenceSettings},
};
use sourcebook::templates::Templates;
use sourcebook_model::{Document, Options, read_path};
use sourcebook_syntax::Sources;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let t0 = std::time::Instant::now();
    let mut sources = Sources::new();
    let reading = read_path(&mut sources, arguments[1].as_ref(), Options::default());
    let t1 = std::time::Instant::now();
    let document = reading.document.expect("document");
    let t2 = std::time::Instant::now();
    let pages = match arguments.get(3).map(String::as_str) {
        Some("coder") => by_coder(&document, Compatibility::Coder),
        Some("coder-2026") => by_coder(&document, Compatibility::Coder2026),
        _ => by_pages(&document, arguments.get(4..).unwrap_or_default()),
    };
    let t3 = std::time::Instant::now();
    std::fs::create_dir_all(&arguments[2]).expect("folder");
    for page in &pages {
        std::fs::write(format!("{}/{}", arguments[2], page.file), &page.text).expect("written");
    }
    println!("read {:?} render {:?} write {:?}", t1 - t0, t3 - t2, t3.elapsed());
}

fn by_pages(document: &Document, languages: &[String]) -> Vec<RenderedPage> {
    let named = |name: &String| LANGUAGES.iter().find(|one| one.name() == name).copied();
    let samples = languages.iter().filter_map(named).collect();
    pages::render(document, &PagesSettings { samples, ..PagesSettings::default() }).pages
}

fn by_coder(document: &Document, compat: Compatibility) -> Vec<RenderedPage> {
    let settings = ReferenceSettings {
        compat,
        server: Some("http://coder-server:8080".to_owned()),
        ..ReferenceSettings::default()
    };
    let templates = Templates::new(&[]).expect("built in");
    render(document, &settings, &templates).expect("pages").pages
}
