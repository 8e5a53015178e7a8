//! The test cases of another program for the same question, which stand beside the clone: a table of
//! agreement. Where it judges otherwise than the law, `agreement.tsv` has the reason.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sourcebook_changes::{Change, Level, compare};

use support::{document, folder, options};

/// Where both differ, with the reason. Columns: pair, rule, what is said here, reason.
const DISAGREEMENTS: &str = include_str!("agreement.tsv");

/// One expectation.
struct Row {
    pair: String,
    kind: String,
    least: Level,
    rule: String,
    level: Option<Level>,
    operation: String,
}

fn level(name: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|level| level.name() == name)
}

/// The lines of a table as maps from the names of its columns.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).expect("a table");
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().expect("a head").split('\t').collect();
    let row = |line: &str| {
        let cells = line.split('\t').map(str::to_owned);
        names.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    lines.map(row).collect()
}

/// The expectations, by the law where the table of rules says what it asks for.
fn rows(folder: &Path) -> Vec<Row> {
    let rules = table(&folder.join("rules.tsv"));
    let by_law = |id: &str| {
        let rule = rules.iter().find(|rule| rule["id"] == id)?;
        level(&rule["law_level"]).or_else(|| level(&rule["level"]))
    };
    let row = |row: BTreeMap<String, String>| Row {
        pair: row["pair"].clone(),
        kind: row["kind"].clone(),
        least: level(&row["min_level"]).unwrap_or(Level::Info),
        level: by_law(&row["id"]).or_else(|| level(&row["level"])),
        rule: row["id"].clone(),
        operation: format!("{} {}", row["operation"], row["path"]).trim().to_owned(),
    };
    table(&folder.join("expected.tsv")).into_iter().map(row).collect()
}

/// Whether what is said here agrees with an expectation.
fn agrees(row: &Row, changes: &[Change]) -> bool {
    let reaches = |change: &&Change, level: Level| {
        change.reaches.iter().any(|reach| {
            let is_all = &*reach.operation == "all operations";
            let is_there = row.operation.is_empty() || is_all || *reach.operation == *row.operation;
            is_there && reach.level == level
        })
    };
    match row.kind.as_str() {
        "none" => changes.iter().all(|change| change.level < row.least),
        "absent" => true,
        _ => row.level.is_some_and(|level| {
            changes.iter().any(|change| {
                reaches(&change, level)
                    || (change.level == level
                        && change.reaches.iter().any(|reach| &*reach.operation == "all operations"))
            })
        }),
    }
}

fn told(changes: &[Change]) -> String {
    let mut all: Vec<String> = changes
        .iter()
        .map(|change| format!("{}:{}", change.level.name(), change.code.name))
        .collect();
    all.sort();
    all.dedup();
    if all.is_empty() { "nothing".to_owned() } else { all.join(" ") }
}

#[test]
fn every_disagreement_has_a_reason() {
    let Some(folder) = folder() else { return };
    let reasons: BTreeMap<(&str, &str), &str> = DISAGREEMENTS
        .lines()
        .skip(1)
        .filter_map(|line| {
            let [pair, rule, _, reason] = line.split('\t').collect::<Vec<_>>()[..] else {
                return None;
            };
            Some(((pair, rule), reason))
        })
        .collect();
    let (mut agreed, mut differing, mut new) = (0, BTreeSet::new(), String::new());
    for row in rows(&folder) {
        let pair = folder.join("pairs").join(&row.pair);
        let read = |name: &str| {
            let path = pair.join(name);
            document(name, std::fs::read(&path).expect("a document"), &pair)
        };
        let changes = compare(&read("base.yaml"), &read("revision.yaml"), &options());
        if agrees(&row, &changes) {
            agreed += 1;
        } else if reasons.contains_key(&(row.pair.as_str(), row.rule.as_str())) {
            differing.insert((row.pair.clone(), row.rule.clone()));
        } else {
            let expected = row.level.map_or("none", Level::name);
            new.push_str(&format!(
                "{}\t{}\t{}\texpected {expected} {}\n",
                row.pair,
                row.rule,
                told(&changes),
                row.operation
            ));
        }
    }
    #[expect(clippy::print_stderr, reason = "who runs tests may want to see how much agrees")]
    {
        eprintln!("{agreed} rows agree, {} differ for a reason", differing.len());
    }
    let unused: Vec<_> = reasons
        .keys()
        .filter(|(pair, rule)| !differing.contains(&((*pair).to_owned(), (*rule).to_owned())))
        .collect();
    assert!(new.is_empty(), "{agreed} agree; without a reason:\n{new}");
    assert!(unused.is_empty(), "these do not differ: {unused:?}");
}
