//! From layers to settings, or to everything that is wrong with them.

mod deprecated;
mod document;
mod offers;
mod reader;
mod unknown_keys;

pub use reader::Reader;

use crate::effective::Effective;
use crate::layers::{File, Layers, read_file, unknown_variables};
use crate::problem::{Problem, Refused, Severity};
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
}

/// Reads the settings from their layers.
///
/// # Errors
/// Everything that is wrong with them, also in layers that others win over.
pub fn load<S: Options>(layers: &Layers) -> Result<Loaded<S>, Refused> {
    let table = S::SECTION;
    let keys = SafeKeys::new(table);
    let mut problems = Vec::new();
    let opened = match &layers.file {
        Some(_) => None,
        None => open_file(layers, table).unwrap_or_else(|problem| {
            problems.push(problem);
            Some(None)
        }),
    };
    let is_file_lost = matches!(opened, Some(None));
    let opened = opened.flatten();
    let document = layers.file.as_ref().or(opened.as_ref()).map(|file| Document::new(file, &keys));
    let has_document_failed = document.as_ref().is_some_and(|document| document.root.is_none());
    if let Some(document) = &document {
        problems.extend(document.problems.iter().cloned());
        problems.extend(unknown_keys::check(document, table));
    }
    let offers = Offers { layers, table, document: document.as_ref() };
    let mut reader = Reader::new(&offers, is_file_lost || has_document_failed);
    let settings = S::read(&mut reader);
    let (mut values, found) = reader.finish();
    problems.extend(found);
    let mut warnings = deprecated::check(&offers);
    warnings.extend(unknown_variables(layers, table, S::ENV_PREFIX));
    add_old_names(&mut values, &offers);
    match settings {
        Some(settings) if problems.is_empty() => Ok(Loaded { settings, values, warnings }),
        _ => {
            problems.extend(warnings);
            debug_assert!(problems.iter().any(|problem| problem.severity == Severity::Error));
            Err(Refused { problems })
        }
    }
}

/// Opens the file that an option leads to; nothing when no option does, or when only a default
/// names a file that is not there.
fn open_file(
    layers: &Layers,
    table: &'static [OptionSpec],
) -> Result<Option<Option<File>>, Problem> {
    let offers = Offers { layers, table, document: None };
    let Some((owner, path, source)) = offers.config_path() else {
        return Ok(None);
    };
    match read_file(&owner, &path) {
        Err(_) if source == Source::Default && !std::path::Path::new(&path).exists() => Ok(None),
        Ok(file) => Ok(Some(Some(file))),
        Err(problem) => Err(problem),
    }
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
