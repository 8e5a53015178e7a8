//! Renders a document to a folder: `render DOCUMENT OUT [coder]`.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example, run by hand")]

use sourcebook::products::api_reference::{
    render,
    settings::{Compatibility, ReferenceSettings},
};
use sourcebook::templates::Templates;
use sourcebook_model::{Options, read_path};
use sourcebook_syntax::Sources;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let t0 = std::time::Instant::now();
    let mut sources = Sources::new();
    let reading = read_path(&mut sources, arguments[1].as_ref(), Options::default());
    let t1 = std::time::Instant::now();
    let mut settings = ReferenceSettings::default();
    if arguments.get(3).is_some_and(|one| one == "coder") {
        settings.compat = Compatibility::Coder;
        settings.server = Some("http://coder-server:8080".to_owned());
    }
    if arguments.get(3).is_some() {
        settings.server = Some("http://coder-server:8080".to_owned());
    }
    let templates = Templates::new(&[]).expect("built in");
    let t2 = std::time::Instant::now();
    let pages = render(&reading.document.expect("document"), &settings, &templates).expect("pages");
    let t3 = std::time::Instant::now();
    std::fs::create_dir_all(&arguments[2]).expect("folder");
    for page in &pages {
        std::fs::write(format!("{}/{}", arguments[2], page.file), &page.text).expect("written");
    }
    println!(
        "read {:?} templates {:?} render {:?} write {:?}",
        t1 - t0,
        t2 - t1,
        t3 - t2,
        t3.elapsed()
    );
}
