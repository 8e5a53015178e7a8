//! Writes a generated document to standard output: `generate SCALE`.

mod generator;

use std::io::Write;

fn main() -> std::io::Result<()> {
    let scale = std::env::args().nth(1).map_or(Ok(1), |scale| scale.parse());
    let Ok(scale) = scale else {
        return Err(std::io::Error::other("the scale is a whole number: generate SCALE > FILE"));
    };
    std::io::stdout().write_all(generator::document(scale).as_bytes())
}
