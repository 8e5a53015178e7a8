//! Writes a generated document to standard output: `generate SCALE [graph]`.

mod generator;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let scale = arguments.next().map_or(Ok(1), |scale| scale.parse());
    let document: Option<fn(usize) -> String> = match arguments.next().as_deref() {
        None => Some(generator::document),
        Some("graph") => Some(generator::graph::document),
        Some(_) => None,
    };
    let (Ok(scale), Some(document)) = (scale, document) else {
        let usage =
            "the scale is a whole number, and the style `graph` or none: generate SCALE [graph]";
        return Err(std::io::Error::other(usage));
    };
    std::io::stdout().write_all(document(scale).as_bytes())
}
