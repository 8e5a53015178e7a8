//! Writes the types of an API document: `types DOCUMENT [client] [complete]`.

use std::io::Write;
use std::path::PathBuf;

use sourcebook_model::{Input, Options, read};
use sourcebook_syntax::Sources;
use sourcebook_typescript::{Responses, Settings, render};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = PathBuf::from(&arguments[0]);
    let has = |word: &str| arguments.iter().any(|one| one == word);
    let bytes = std::fs::read(&path).expect("a document");
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    let input = Input { name: arguments[0].clone(), bytes, folder };
    let reading = read(&mut Sources::new(), input, Options::default());
    let document = reading.document.expect("a document that can be read");
    let responses = if has("complete") { Responses::Complete } else { Responses::Declared };
    let settings = Settings { client: has("client"), responses, ..Settings::default() };
    let text = render(&document, &settings);
    std::io::stdout().write_all(text.as_bytes()).expect("somebody reads");
}
