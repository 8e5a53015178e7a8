//! Checks a folder of pages against facts documents, and prints what is found as a table:
//! `judge FOLDER FACTS-OR-API-DOCUMENT… > FOUND.tsv`, with file, line, column, code, marked text and message.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use sourcebook_command::CommandFacts;
use sourcebook_model::Options;
use sourcebook_prose::help::{HelpText, texts};
use sourcebook_prose::page::{Dialect, Page, Slugs};
use sourcebook_prose::{HandWritten, Settings, Vocabulary, check, check_help};
use sourcebook_syntax::{FileId, Sources};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let mut programs = Vec::new();
    let mut documents = Vec::new();
    let mut others = Sources::new();
    for path in arguments {
        let bytes = fs::read(&path)?;
        if serde_json::from_slice::<serde_json::Value>(&bytes)?.get("cli").is_some() {
            programs.push(serde_json::from_slice::<CommandFacts>(&bytes)?);
        } else {
            let reading =
                sourcebook_model::read_path(&mut others, Path::new(&path), Options::default());
            documents.extend(reading.document);
        }
    }
    let mut sources = Sources::new();
    let mut paths = Vec::new();
    pages_below(&folder, &mut paths)?;
    for path in &paths {
        sources.add(path.strip_prefix(&folder)?.to_string_lossy(), fs::read_to_string(path)?);
    }
    let count = paths.len();
    let mut help = Vec::new();
    for text in programs.iter().flat_map(texts) {
        help.push((sources.add(text.name, text.text), text.is_example));
    }
    let start = Instant::now();
    let mut vocabulary = Vocabulary::default();
    for facts in &programs {
        vocabulary.add_program(facts);
    }
    for document in &documents {
        vocabulary.add_document(document);
    }
    let read: Vec<(FileId, Page)> = sources
        .iter()
        .take(count)
        .map(|(id, file)| {
            (id, Page::read(file.text(), Dialect::of_path(file.name()), Slugs::MdBook))
        })
        .collect();
    let pages: Vec<HandWritten<'_>> = read
        .iter()
        .map(|(file, page)| {
            let source = sources.file(*file);
            let (path, text) = (source.name(), source.text());
            HandWritten {
                file: *file,
                path,
                text,
                page,
                is_history: is_history(path),
                is_in_book: false,
            }
        })
        .collect();
    let help: Vec<HelpText<'_>> = help
        .iter()
        .map(|(file, is_example)| HelpText {
            file: *file,
            text: sources.file(*file).text(),
            is_example: *is_example,
        })
        .collect();
    let settings = Settings::default();
    let mut findings = check(&pages, &vocabulary, &settings);
    findings.list.extend(check_help(&help, &vocabulary, &settings).list);
    let elapsed = start.elapsed();
    let mut out = io::stdout().lock();
    for diagnostic in &findings.list {
        let Some(place) = &diagnostic.place else { continue };
        let file = sources.file(place.file);
        let at = file.position(place.span.start);
        let marked = file.slice(place.span).replace('\n', " ");
        let (name, code) = (file.name(), diagnostic.code.name);
        writeln!(
            out,
            "{name}\t{}\t{}\t{code}\t{marked}\t{}",
            at.line, at.column, diagnostic.message
        )?;
    }
    writeln!(io::stderr(), "{count} pages, {elapsed:?}, {} mentions", findings.mentions.len())?;
    Ok(())
}

fn pages_below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            pages_below(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "md" || ending == "mdx") {
            found.push(path);
        }
    }
    Ok(())
}

fn is_history(path: &str) -> bool {
    let path = path.to_lowercase();
    ["proposals/", "rfcs/", "adr/", "upgrad", "migrat", "changelog", "release"]
        .iter()
        .any(|part| path.contains(part))
}
