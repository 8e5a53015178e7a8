//! Pairs of documents with known verdicts, which stand beside the clone.

mod support;

use std::path::Path;
use std::process::Command;

use sourcebook_changes::{Change, compare};
use sourcebook_model::Document;

use support::{document, folder, options, verdict};

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    document(&path.display().to_string(), bytes, path.parent().expect("a folder"))
}

/// Reads a document that is compressed, by the program `xz`.
fn unpacked(path: &Path) -> Document {
    let output = Command::new("xz").arg("-dc").arg(path).output().expect("`xz` runs");
    assert!(output.status.success(), "{} cannot be unpacked", path.display());
    document(&path.display().to_string(), output.stdout, Path::new(""))
}

fn told(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let (level, code) = (change.level.name(), change.code.name);
        format!("  {level} {code}: {} ({})\n", change.message, change.operations().len())
    };
    changes.iter().map(line).collect()
}

/// The lines of a table, split at tabs, without its head.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("a table");
    let row = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().skip(1).map(row).collect()
}

#[test]
fn small_pairs_have_the_right_verdict() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("own");
    let mut wrong = String::new();
    let rows = table(&folder.join("expected.tsv"));
    assert!(!rows.is_empty());
    for row in rows {
        let pair = folder.join(&row[0]);
        let (old, new) = (read(&pair.join("base.yaml")), read(&pair.join("revision.yaml")));
        let changes = compare(&old, &new, &options());
        let expected = row[1].split(' ').next().unwrap_or_default();
        if verdict(&changes) != expected {
            wrong.push_str(&format!("{}: expected {}\n{}", row[0], row[1], told(&changes)));
        }
    }
    assert_eq!(wrong, "", "{wrong}");
}

#[test]
fn real_revisions_have_the_verdict_of_a_person() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("coder");
    let mut wrong = String::new();
    let rows = table(&folder.join("INDEX.tsv"));
    assert!(!rows.is_empty());
    for row in rows {
        let (old, new) = (unpacked(&folder.join(&row[3])), unpacked(&folder.join(&row[4])));
        let changes = compare(&old, &new, &options());
        // A response that gets an optional member is told; who judged by hand let it pass as nothing.
        let is_right = verdict(&changes) == row[5]
            || (row[5] == "none" && changes.iter().all(|one| one.code.name == "member-added"));
        if !is_right {
            wrong.push_str(&format!(
                "{} ({}): expected {}: {}\n{}",
                row[0],
                row[2],
                row[5],
                row[6],
                told(&changes)
            ));
        }
        let moved = changes.iter().filter(|one| one.code.name == "operation-moved").count();
        let expected = match row[0].as_str() {
            "b255827a52" | "970bd73691" => 7,
            "f2d229eed3" => 1,
            _ => 0,
        };
        if moved != expected {
            wrong.push_str(&format!(
                "{}: {moved} moved, not {expected}\n{}",
                row[0],
                told(&changes)
            ));
        }
    }
    assert_eq!(wrong, "", "{wrong}");
}
