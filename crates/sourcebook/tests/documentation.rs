//! The documentation of this project tells of every product, and its pictures are up to date.

#[path = "../examples/pictures/drawing.rs"]
mod drawing;
#[path = "../examples/pictures/gallery.rs"]
mod gallery;

use std::fs;
use std::path::{Path, PathBuf};

use sourcebook::products::PRODUCTS;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// The pages about products, one after the other.
fn pages() -> String {
    let folder = docs().join("products");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the pages about products")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a page") + "\n# \n").collect()
}

/// The part of a page that is about one product: from the heading above its table in TOML to the
/// next one of the same level or above.
fn section<'p>(pages: &'p str, product: &str) -> Option<&'p str> {
    let table = [format!("\n[products.{product}]\n"), format!("\n[products.\"{product}\"]\n")];
    let table = table.iter().find_map(|table| pages.find(table.as_str()))?;
    let heading = |from: usize, levels: usize| {
        let found = pages[from..].match_indices("\n#");
        found.map(move |(at, _)| from + at).find(|at| {
            let marks = pages[at + 1..].bytes().take_while(|byte| *byte == b'#').count();
            marks <= levels && pages[at + 1 + marks..].starts_with(' ')
        })
    };
    // A page about one product has no heading between its title and its configuration that counts.
    let title = pages[..table].rfind("\n# ").unwrap_or(0);
    let mut start = title;
    while let Some(next) = heading(start + 1, 3).filter(|next| *next < table) {
        if pages[next..table].contains("\n**In:**") {
            start = next;
        } else {
            break;
        }
    }
    let end = heading(table, 3).unwrap_or(pages.len());
    Some(&pages[start..end])
}

#[test]
fn every_product_is_described() {
    let pages = pages();
    let mut missing = Vec::new();
    for product in PRODUCTS {
        let Some(section) = section(&pages, product.name) else {
            missing.push(format!("{}: nowhere", product.name));
            continue;
        };
        for piece in ["**In:**", "**Out:**", "!["] {
            if !section.contains(piece) {
                missing.push(format!("{}: no {piece}", product.name));
            }
        }
        for setting in (product.settings)() {
            if !section.contains(&format!("\n{} = ", setting.key)) && setting.key != "compat" {
                missing.push(format!("{}: the setting {}", product.name, setting.key));
            }
        }
    }
    assert!(missing.is_empty(), "missing from docs/products:\n{}", missing.join("\n"));
}

#[test]
fn the_start_page_shows_a_check_as_it_is() {
    let page = fs::read_to_string(docs().join("README.md")).expect("the start page");
    let said = gallery::failing_check().expect("a check");
    let said: Vec<&str> = said.trim_end().lines().map(str::trim_end).collect();
    let block = format!("```console\n$ sourcebook check\n{}\n```\n", said.join("\n"));
    assert!(page.contains(&block), "docs/README.md does not show what the check says:\n{block}");
}

#[test]
fn the_pictures_are_up_to_date() {
    let folder = docs().join("pictures");
    let pictures = gallery::pictures().expect("pictures");
    assert!(pictures.len() > gallery::SHOWN.len(), "one for each product, and more");
    let stale: Vec<&str> = pictures
        .iter()
        .filter(|(name, svg)| fs::read_to_string(folder.join(name)).ok().as_ref() != Some(svg))
        .map(|(name, _)| name.as_str())
        .collect();
    let help = "run `cargo run -p sourcebook --example pictures` and commit what changed";
    assert!(stale.is_empty(), "{stale:?} in docs/pictures are out of date; {help}");
}

#[test]
fn every_product_has_a_picture() {
    // These are shown as a browser shows them.
    let seen = ["error-pages"];
    let drawn = gallery::SHOWN.iter().map(|(product, ..)| *product).chain(seen);
    let drawn: Vec<&str> = drawn.collect();
    let without: Vec<&str> =
        PRODUCTS.iter().map(|product| product.name).filter(|name| !drawn.contains(name)).collect();
    assert!(without.is_empty(), "no picture of {without:?} in the gallery");
}
