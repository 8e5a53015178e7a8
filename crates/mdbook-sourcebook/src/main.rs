//! Sourcebook inside of `mdbook build`: mdBook's protocol, and nothing else.
//!
//! mdBook starts this program three times: with the word `supports` and a renderer's name, then as
//! preprocessor with a context and a book on standard input, then as renderer with one object.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use mdbook_preprocessor::Preprocessor;
use mdbook_renderer::{RenderContext, Renderer};
use sourcebook::site::{Enrich, Finish};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, renderer] = &words[..]
        && word == "supports"
    {
        let is_supported = Enrich.supports_renderer(renderer).unwrap_or(false);
        return if is_supported { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // When this cannot be printed either, the exit code still tells.
            let _ = writeln!(io::stderr(), "mdbook-sourcebook: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    // A preprocessor is given a list of two, a renderer one object.
    if input.trim_start().starts_with('[') {
        let (context, book) = mdbook_preprocessor::parse_input(input.as_bytes())?;
        let book = Enrich.run(&context, book)?;
        Ok(serde_json::to_writer(io::stdout().lock(), &book)?)
    } else {
        let context = RenderContext::from_json(input.as_bytes())?;
        Ok(Finish.render(&context)?)
    }
}
