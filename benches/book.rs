//! Writes a generated book into a folder: `book PAGES FOLDER`. The same number gives the same bytes.
//!
//! Every page has eight sections with a paragraph, a list, a table, code and a link to another page.
//! `plain.toml` is the configuration of mdBook alone, `sourcebook.toml` asks for everything.

#[path = "generator/dice.rs"]
#[expect(dead_code, reason = "shared with the generator of API documents")]
mod dice;

use std::fmt::Write;
use std::io::{Error, Result};
use std::path::Path;

use dice::Dice;
use sourcebook::files::replace;

const WORDS: [&str; 24] = [
    "server", "request", "answer", "page", "reader", "folder", "setting", "default", "number",
    "name", "value", "table", "chapter", "network", "machine", "program", "change", "version",
    "limit", "token", "session", "header", "address", "message",
];

const SECTIONS: usize = 8;

const CONFIGURATION: &str = "\
[site]
title = \"Generated\"
url = \"https://docs.example.com/\"
[products.theme-css]
[products.summary]
[products.book-toml]
[problems]
unknown-history = \"allow\"
";

const PLAIN: &str = "\
[book]
title = \"Generated\"
src = \"docs\"
[build]
build-dir = \"plain\"
";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let pages = arguments.next().and_then(|pages| pages.parse::<usize>().ok());
    let (Some(pages), Some(folder)) = (pages, arguments.next()) else {
        return Err(Error::other("give the number of pages and a folder: book PAGES FOLDER"));
    };
    let folder = Path::new(&folder);
    let write = |path: &str, text: &str| replace(&folder.join(path), text.as_bytes(), None);
    for at in 0..pages {
        write(&format!("docs/{}", path(at)), &page(at, pages))?;
    }
    write("docs/manifest.json", &manifest(pages))?;
    write("sourcebook.toml", CONFIGURATION)?;
    write("plain.toml", PLAIN)
}

fn path(at: usize) -> String {
    if at == 0 { "README.md".to_owned() } else { format!("part-{}/page-{at}.md", at % 20) }
}

fn manifest(pages: usize) -> String {
    let entries = (0..pages).map(|at| {
        serde_json::json!({
            "title": title(at),
            "description": format!("What there is to know about number {at}."),
            "path": path(at),
        })
    });
    serde_json::json!({ "routes": entries.collect::<Vec<_>>() }).to_string()
}

fn title(at: usize) -> String {
    let mut dice = Dice::new(at);
    format!("The {} {} {at}", dice.pick(&WORDS), dice.pick(&WORDS))
}

fn page(at: usize, pages: usize) -> String {
    let mut dice = Dice::new(at);
    let mut text = format!("# {}\n\n{}\n", title(at), sentence(&mut dice));
    for section in 0..SECTIONS {
        let other = dice.below(pages);
        let up = if at == 0 { "" } else { "../" };
        let _ = write!(
            text,
            "\n## Section {section} on {}\n\n{} {}\n\n- {}\n- See [another page]({up}{}).\n\n\
             | Name | Meaning |\n|---|---|\n| `{}` | {} |\n| `{}` | {} |\n\n\
             ```json\n{{\"{}\": {}}}\n```\n",
            dice.pick(&WORDS),
            sentence(&mut dice),
            sentence(&mut dice),
            sentence(&mut dice),
            path(other),
            dice.pick(&WORDS),
            sentence(&mut dice),
            dice.pick(&WORDS),
            sentence(&mut dice),
            dice.pick(&WORDS),
            dice.below(1000),
        );
    }
    text
}

fn sentence(dice: &mut Dice) -> String {
    let words: Vec<&str> = (0..12).map(|_| dice.pick(&WORDS)).collect();
    format!("The {}.", words.join(" "))
}
