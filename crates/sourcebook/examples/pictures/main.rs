//! Writes the pictures of the documentation: what each product makes of a small project.
//!
//! `cargo run -p sourcebook --example pictures` writes them into `docs/pictures`; a test fails when
//! they are out of date.

mod drawing;
mod gallery;

use std::path::Path;

use sourcebook::files::replace;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures");
    for (name, svg) in gallery::pictures()? {
        replace(&folder.join(name), svg.as_bytes(), None)?;
    }
    Ok(())
}
