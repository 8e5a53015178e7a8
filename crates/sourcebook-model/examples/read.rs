//! Reads documents and tells what was found in each.
#![expect(clippy::print_stdout, reason = "an example is run to be read")]

use sourcebook_model::{Options, read_path};
use sourcebook_syntax::Sources;

fn main() {
    for path in std::env::args().skip(1) {
        let mut sources = Sources::new();
        let start = std::time::Instant::now();
        let reading = read_path(&mut sources, path.as_ref(), Options::default());
        let time = start.elapsed();
        match &reading.document {
            Some(document) => println!(
                "{path}: {} {} operations, {} schemas in {time:?}",
                document.version_text,
                document.operations().count(),
                document.components.schemas.len(),
            ),
            None => println!("{path}: not read"),
        }
        for diagnostic in &reading.diagnostics {
            let place = diagnostic.place.as_ref().map(|place| {
                let file = sources.file(place.file);
                format!("{}:{} {}", file.name(), file.position(place.span.start), place.pointer)
            });
            let help = diagnostic.help.as_deref().unwrap_or_default();
            println!(
                "  {}: {} [{}] {help}",
                diagnostic.code.name,
                diagnostic.message,
                place.unwrap_or_default()
            );
        }
    }
}
