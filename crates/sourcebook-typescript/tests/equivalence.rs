//! The types of Coder's document beside those that Coder makes from its Go sources: the same names, members
//! and values, and what differs counted by its reason.
//!
//! `SOURCEBOOK_TYPESCRIPT` names a folder with `guts-types.tsv`, `guts-members.tsv` and Coder's own file.

mod documents;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sourcebook_typescript::{Responses, Settings, render};

use documents::{folder, read_document};

/// A declaration, as far as it is compared.
#[derive(Debug, PartialEq, Eq)]
enum Declared {
    /// Members: whether each is optional, and its type.
    Interface(BTreeMap<String, (bool, String)>),
    /// The options of a union, or the one type of an alias.
    Alias(BTreeSet<String>),
}

/// The declarations of a file that has one member a line.
fn declarations(text: &str) -> BTreeMap<String, Declared> {
    let mut all = BTreeMap::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("export interface ") {
            let name = rest.split([' ', '<']).next().unwrap_or_default().to_owned();
            let mut members = BTreeMap::new();
            while let Some(line) = lines.next_if(|line| *line != "}") {
                let member = line.trim().strip_prefix("readonly ");
                let Some((name, value)) = member.and_then(|it| it.split_once(": ")) else {
                    continue;
                };
                let is_optional = name.ends_with('?');
                let name = name.trim_end_matches('?').trim_matches('"').to_owned();
                members.insert(name, (is_optional, value.trim_end_matches(';').to_owned()));
            }
            all.insert(name, Declared::Interface(members));
        } else if let Some(rest) = line.strip_prefix("export type ") {
            let (name, first) = rest.split_once(" =").unwrap_or((rest, ""));
            let mut value = first.to_owned();
            while !value.ends_with(';') {
                let Some(line) = lines.next() else { break };
                value.push_str(line.trim());
            }
            let options = value.trim_end_matches(';').split('|').map(str::trim);
            let options = options.filter(|option| !option.is_empty()).map(str::to_owned);
            all.insert(name.to_owned(), Declared::Alias(options.collect()));
        }
    }
    all
}

/// The rows of a table, without its head.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("a table");
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

/// The declarations of Coder's document, with the prefixes of Coder's own names.
fn ours(corpus: &Path, responses: Responses) -> BTreeMap<String, Declared> {
    let prefixes = [
        ("health", "Health"),
        ("serpent", "Serpent"),
        ("tailcfg", "Tail"),
        ("netcheck", "Netcheck"),
    ];
    let prefixes = prefixes.map(|(name, prefix)| (name.to_owned(), prefix.to_owned()));
    let settings = Settings { responses, prefixes: prefixes.into(), ..Settings::default() };
    let document = read_document(&corpus.join("coder-2025-12.json")).expect("Coder's document");
    declarations(&render(&document, &settings))
}

fn count(counts: &mut BTreeMap<String, usize>, what: &str) {
    *counts.entry(what.to_owned()).or_default() += 1;
}

fn expected(counts: &[(&str, usize)]) -> BTreeMap<String, usize> {
    counts.iter().map(|(what, count)| ((*what).to_owned(), *count)).collect()
}

#[test]
fn names_members_and_values_are_those_of_coder() {
    let (Some(data), Some(corpus)) = (folder("SOURCEBOOK_TYPESCRIPT"), folder("SOURCEBOOK_CORPUS"))
    else {
        return;
    };
    let ours = ours(&corpus, Responses::Declared);
    let file = std::fs::read_to_string(data.join("coder-typesGenerated-6f86f67754e5.ts"));
    let theirs = declarations(&file.expect("Coder's own types"));
    let mut counts = BTreeMap::new();
    for row in rows(&data.join("guts-types.tsv")) {
        let [definition, name, verdict, ..] = row.as_slice() else { continue };
        let is_compared = verdict.starts_with("interface: same") || verdict.starts_with("enum: ");
        if definition.is_empty() || !is_compared {
            continue;
        }
        match (ours.get(name), theirs.get(name)) {
            (Some(Declared::Alias(own)), Some(Declared::Alias(other))) if own == other => {
                count(&mut counts, "same values");
            }
            (Some(Declared::Interface(own)), Some(Declared::Interface(other))) => {
                // Members of bases are written in Coder's file with those.
                let own: BTreeSet<&String> = own.keys().collect();
                let has_all = other.keys().all(|name| own.contains(name));
                count(&mut counts, if has_all { "same members" } else { "other members" });
            }
            (None, _) => count(&mut counts, "another name"),
            _ => count(&mut counts, "another kind"),
        }
    }
    assert_eq!(counts, expected(&[("same members", 303), ("same values", 58)]));
}

#[test]
fn types_of_members_are_those_of_coder() {
    let (Some(data), Some(corpus)) = (folder("SOURCEBOOK_TYPESCRIPT"), folder("SOURCEBOOK_CORPUS"))
    else {
        return;
    };
    let (declared, complete) =
        (ours(&corpus, Responses::Declared), ours(&corpus, Responses::Complete));
    let (mut types, mut optional) = (BTreeMap::new(), BTreeMap::new());
    for row in rows(&data.join("guts-members.tsv")) {
        let [_, name, member, _, there, _, other, why] = row.as_slice() else { continue };
        let of = |all: &BTreeMap<String, Declared>| match all.get(name) {
            Some(Declared::Interface(members)) => members.get(member).cloned(),
            _ => None,
        };
        let Some((_, own)) = of(&declared) else {
            count(&mut types, "another name");
            continue;
        };
        let reason = if own == *other { "same" } else { why.as_str() };
        count(&mut types, reason);
        let (is_optional, _) = of(&complete).expect("the same member");
        let verdict = match (is_optional, there == "optional") {
            (true, true) | (false, false) => "same",
            (true, false) => "optional in a type that requests hold",
            (false, true) => "always sent, by the setting",
        };
        count(&mut optional, verdict);
    }
    // Reasons are those of the table: what its document does not say, or says otherwise than its Go sources.
    let reasons = [
        ("bytes printed as array of integer", 3),
        ("inline enum in document", 9),
        ("null in TS only", 34),
        ("other", 31),
        ("readonly", 5),
        ("same", 1541),
        ("serpent type", 19),
        ("unknown on one side", 4),
    ];
    assert_eq!(types, expected(&reasons));
    // What Go leaves out where it is empty is optional there, and its document does not tell it apart.
    let optionality = [
        ("always sent, by the setting", 253),
        ("optional in a type that requests hold", 118),
        ("same", 1275),
    ];
    assert_eq!(optional, expected(&optionality));
}
