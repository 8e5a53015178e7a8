//! From layers to settings, or to everything that is wrong with them.

mod deprecated;
mod document;
mod offers;
mod reader;
mod unknown_keys;

pub use reader::Reader;

use std::path::Path;

use crate::effective::Effective;
use crate::layers::{File, Layers, read_file, unknown_variables};
use crate::problem::{Problem, Refused};
use crate::source::Source;
use crate::spec::OptionSpec;
use crate::yaml::SafeKeys;
use document::Document;
use offers::Offers;

/// A struct of options: the root of the settings, or a group.
pub trait Section: Sized {
    /// Its options and those of its groups, in the order of declaration.
    const SECTION: &'static [OptionSpec];

    /// Reads every option; `None` after adding to the reader's problems.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;

    /// Adds the names of the schemas of its value paths.
    fn name_schemas(names: &mut Vec<(String, &'static str)>);
}

/// The root of the settings; made by [`options!`](crate::options).
pub trait Options: Section {
    /// What all its variables begin with, without the underscore.
    const ENV_PREFIX: &'static str;
}

/// Settings that were read, and where each comes from.
#[derive(Debug, Clone)]
pub struct Loaded<S> {
    /// The settings.
    pub settings: S,
    /// The value of every option, in the order of the table.
    pub values: Vec<Effective>,
    /// What a person should know all the same.
    pub warnings: Vec<Problem>,
    /// The name of the YAML file that was read, if any.
    pub file: Option<String>,
}

/// Reads the settings from their layers.
///
/// # Errors
/// Everything that is wrong with them, also in layers that others win over.
pub fn load<S: Options>(layers: &Layers) -> Result<Loaded<S>, Refused> {
    let table = S::SECTION;
    let mut problems = Vec::new();
    let opened = match &layers.file {
        Some(_) => Ok(None),
        None => open_file(layers, table),
    };
    let is_file_lost = opened.is_err();
    let opened = opened.unwrap_or_else(|problem| {
        problems.push(*problem);
        None
    });
    let keys = SafeKeys::new(table);
    let document = layers.file.as_ref().or(opened.as_ref()).map(|file| Document::new(file, &keys));
    if let Some(document) = &document {
        problems.extend(document.problems.iter().cloned());
        problems.extend(unknown_keys::check(document, table));
    }
    let is_file_lost =
        is_file_lost || document.as_ref().is_some_and(|document| document.root.is_none());
    let offers = Offers { layers, table, document: document.as_ref() };
    read(&offers, is_file_lost, problems)
}

/// Reads every option; the problems that were found before come first.
fn read<S: Options>(
    offers: &Offers<'_>,
    is_file_lost: bool,
    mut problems: Vec<Problem>,
) -> Result<Loaded<S>, Refused> {
    let mut reader = Reader::new(offers, is_file_lost);
    let settings = S::read(&mut reader);
    let (mut values, found) = reader.finish();
    problems.extend(found);
    let mut warnings = deprecated::check(offers);
    warnings.extend(unknown_variables(offers.layers, offers.table, S::ENV_PREFIX));
    match settings {
        Some(settings) if problems.is_empty() => {
            add_old_names(&mut values, offers);
            let file = offers.document.map(|document| document.file.name.clone());
            Ok(Loaded { settings, values, warnings, file })
        }
        _ => {
            problems.extend(warnings);
            Err(Refused { problems })
        }
    }
}

/// Opens the file that an option leads to; nothing when no option does, or when only a default
/// names a file that is not there.
fn open_file(layers: &Layers, table: &'static [OptionSpec]) -> Result<Option<File>, Box<Problem>> {
    let offers = Offers { layers, table, document: None };
    let Some((owner, path, source)) = offers.config_path() else {
        return Ok(None);
    };
    if source == Source::Default && !Path::new(&path).exists() {
        return Ok(None);
    }
    read_file(&path).map(Some).map_err(|error| {
        let help = error.help();
        Box::new(Problem::error(format!("{owner}: {error}")).help(help))
    })
}

/// An old name has the value of the option that it is a name of.
fn add_old_names(values: &mut Vec<Effective>, offers: &Offers<'_>) {
    let old = offers.table.iter().filter(|spec| spec.replaced_by.is_some());
    for spec in old {
        let current = values.iter().find(|value| Some(value.spec.field) == spec.replaced_by);
        let source = offers.of(spec).first().map_or(Source::Unset, |offer| offer.source);
        if let Some(value) = current.map(|current| Effective { spec, source, ..current.clone() }) {
            values.push(value);
        }
    }
    let place =
        |value: &Effective| offers.table.iter().position(|spec| spec.field == value.spec.field);
    values.sort_by_key(place);
}
