//! Tells where the book is that the feature `embed-docs` makes part of the program.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told by its environment; it is not the server, which has options"
)]

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBED_DOCS").is_none() {
        return;
    }
    println!("cargo:rerun-if-env-changed=CODER_DOCS_BOOK");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let book = env::var_os("CODER_DOCS_BOOK").map_or(root.join("target/book/html"), PathBuf::from);
    println!("cargo:rerun-if-changed={}", book.display());
    if !book.join("index.html").is_file() {
        println!(
            "cargo:error=there is no book in {}: build it with `cargo run -p sourcebook -- site`, or \
             name its folder in CODER_DOCS_BOOK",
            book.display()
        );
    }
    println!("cargo:rustc-env=CODER_DOCS_BOOK={}", book.display());
}
