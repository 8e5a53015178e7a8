//! Runs what a fresh world needs, and keeps what it prints.

use std::path::Path;

use sourcebook_model::document::Value;
use sourcebook_syntax::{Diagnostic, Sources, parse_json};

use super::program::{Ended, Program};
use crate::exchange::seconds;
use crate::fill::Names;
use crate::problems::failed_server;
use crate::settings::{Seed, Settings};

/// Runs every seed; each may use the output of earlier ones.
pub(super) fn run(
    settings: &Settings,
    names: &mut Names,
    home: &Path,
) -> Result<(), Box<Diagnostic>> {
    for seed in &settings.seeds {
        let words = names
            .fill_all(&seed.command)
            .map_err(|error| failed_server::unknown_name_in_seed(seed, &error))?;
        let program =
            Program { words: &words, folder: &settings.folder, home, environment: Vec::new() };
        let ended = program
            .finish(settings.start_patience)
            .map_err(|error| failed_server::seed(seed, &format!("cannot be run: {error}"), ""))?;
        check(seed, &ended, settings)?;
        names.set(&seed.name, value(&ended.output));
    }
    Ok(())
}

fn check(seed: &Seed, ended: &Ended, settings: &Settings) -> Result<(), Box<Diagnostic>> {
    match ended.status {
        Some(status) if status.success() => Ok(()),
        Some(status) => {
            Err(failed_server::seed(seed, &format!("failed ({status})"), &ended.complaints))
        }
        None => {
            let what = format!("did not end within {}", seconds(settings.start_patience));
            Err(failed_server::seed(seed, &what, &ended.complaints))
        }
    }
}

/// What a seed printed: JSON, else the text without the line break at its end.
fn value(output: &str) -> Value {
    let tree = parse_json(&mut Sources::new(), "output", output.to_owned());
    tree.map_or_else(|_| Value::string(output.trim_end()), |tree| tree.root().to_value())
}
