//! From layers to settings, or to everything that is wrong with them.

mod deprecated;
mod document;
mod error;
mod offers;
mod reader;
mod safe_keys;
mod secret_files;
mod shared_file;
mod unknown_keys;

pub use error::LoadError;
pub use reader::Reader;

use std::path::Path;

use sourcebook_syntax::{Diagnostic, Disclosure, FileId, Sources};

use crate::codes::UNREADABLE_FILE;
use crate::effective::Effective;
use crate::files::{File, read_file};
use crate::layers::{Layers, unknown_variables};
use crate::source::Source;
use crate::spec::OptionSpec;
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

    /// Its options, and those that name files with secrets.
    const TABLE: &'static [OptionSpec];
}

/// Settings that were read, and where each comes from.
#[derive(Debug, Clone)]
pub struct Loaded<S> {
    /// The settings.
    pub settings: S,
    /// The value of every option, in the order of the table.
    pub values: Vec<Effective>,
    /// What a person should know all the same.
    pub warnings: Vec<Diagnostic>,
    /// The name of the YAML file that was read, if any.
    pub file: Option<String>,
    /// The text of that file, which the places of the warnings lead to.
    pub sources: Sources,
}

impl<S> Loaded<S> {
    /// Every warning over several lines, the last without a line break; `styled` adds the escape
    /// sequences of terminals.
    pub fn render_warnings(&self, styled: bool) -> impl Iterator<Item = String> {
        let render = move |warning| error::render_one(&self.sources, warning, styled);
        self.warnings.iter().map(render)
    }
}

/// Reads the settings from their layers.
///
/// # Errors
/// Everything that is wrong with them, also in layers that others win over.
pub fn load<S: Options>(layers: &Layers) -> Result<Loaded<S>, LoadError> {
    let mut sources = Sources::new();
    let opened = open_file(layers, S::TABLE);
    let lost = opened.as_ref().err().cloned();
    let file = opened.ok().flatten().map(|file| keep(&mut sources, file, S::TABLE));
    let document = file.map(|file| Document::new(&sources, file));
    let outcome = read(layers, document.as_ref(), lost);
    match outcome {
        Ok((settings, values, warnings)) => {
            let file = file.map(|file| sources.file(file).name().to_owned());
            Ok(Loaded { settings, values, warnings, file, sources })
        }
        Err(diagnostics) => Err(LoadError { sources, diagnostics }),
    }
}

/// What [`Loaded`] has of the layers, or everything that is wrong with them.
type Outcome<S> = Result<(S, Vec<Effective>, Vec<Diagnostic>), Vec<Diagnostic>>;

/// Reads every option; `lost` says why the file could not be opened.
fn read<S: Options>(
    layers: &Layers,
    document: Option<&Document<'_>>,
    lost: Option<Box<Diagnostic>>,
) -> Outcome<S> {
    let offers = Offers { layers, table: S::TABLE, document };
    let is_file_lost = lost.is_some() || document.is_some_and(|document| document.root().is_none());
    let mut diagnostics: Vec<_> = lost.into_iter().map(|lost| *lost).collect();
    if let Some(document) = document {
        diagnostics.extend(document.diagnostics.iter().cloned());
        diagnostics.extend(unknown_keys::check(document, offers.table));
    }
    let mut reader = Reader::new(&offers, is_file_lost);
    let settings = S::read(&mut reader);
    let (mut values, found, mut warnings) = reader.finish();
    diagnostics.extend(found);
    warnings.extend(deprecated::check(&offers));
    warnings.extend(unknown_variables(layers, offers.table, S::ENV_PREFIX));
    match settings {
        Some(settings) if diagnostics.is_empty() => {
            add_old_names(&mut values, &offers);
            Ok((settings, values, warnings))
        }
        _ => {
            diagnostics.extend(warnings);
            Err(diagnostics)
        }
    }
}

/// Keeps the text of the file; only what cannot be secret of it may be shown.
fn keep(sources: &mut Sources, file: File, table: &[OptionSpec]) -> FileId {
    let disclosure = Disclosure::Keys(safe_keys::safe_keys(table));
    sources.add_guarded(file.name, file.text, disclosure)
}

/// The text that was handed over, or the file that an option leads to; nothing when no option does,
/// or when only a default names a file that is not there.
fn open_file(
    layers: &Layers,
    table: &'static [OptionSpec],
) -> Result<Option<File>, Box<Diagnostic>> {
    if let Some(file) = &layers.file {
        return Ok(Some(file.clone()));
    }
    let offers = Offers { layers, table, document: None };
    let Some((owner, path, source)) = offers.config_path() else {
        return Ok(None);
    };
    if source == Source::Default && !Path::new(&path).exists() {
        return Ok(None);
    }
    read_file(&path).map(Some).map_err(|error| {
        let diagnostic = Diagnostic::new(&UNREADABLE_FILE, format!("{owner}: {error}"));
        Box::new(diagnostic.optional_help(error.help()))
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
