//! Renders a document to a folder: `render DOCUMENT OUT [coder]`, or by the pages of the default
//! layout with samples of some languages: `render DOCUMENT OUT pages curl go`.
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
        Some("pages") => by_pages(&document, &arguments[4..]),
        other => by_templates(&document, other.is_some(), other == Some("coder")),
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

fn by_templates(document: &Document, has_server: bool, is_coder: bool) -> Vec<RenderedPage> {
    let mut settings = ReferenceSettings::default();
    if is_coder {
        settings.compat = Compatibility::Coder;
    }
    if has_server {
        settings.server = Some("http://coder-server:8080".to_owned());
    }
    let templates = Templates::new(&[]).expect("built in");
    render(document, &settings, &templates).expect("pages").pages
}
