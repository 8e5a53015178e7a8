//! Reads one option after the other, and goes on after a mistake so that all are found.

use sourcebook_syntax::{Diagnostic, Reveal};

use super::offers::{Content, Offer, Offers, name_in};
use super::shared_file;
use crate::codes::INVALID_SETTING;
use crate::declaration::{Declaration, NoValue};
use crate::effective::Effective;
use crate::source::Source;
use crate::spec::OptionSpec;
use crate::value::{Value, ValueError, ValueProblem, ValueProblems, masked_url};

/// Maximum number of characters of a text that a message quotes.
const MAX_QUOTED_CHARACTERS: usize = 80;

/// Reads options from the layers.
pub struct Reader<'a> {
    pub(super) offers: &'a Offers<'a>,
    /// The file could not be read, so what it would set is not missing.
    is_file_lost: bool,
    pub(super) values: Vec<Effective>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(offers: &'a Offers<'a>, is_file_lost: bool) -> Self {
        Self {
            offers,
            is_file_lost,
            values: Vec::new(),
            diagnostics: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The values, the errors and the warnings.
    pub(crate) fn finish(self) -> (Vec<Effective>, Vec<Diagnostic>, Vec<Diagnostic>) {
        (self.values, self.diagnostics, self.warnings)
    }

    /// Reads an option from every layer that gives it; the best one counts.
    pub fn value<T: Value>(&mut self, declaration: &Declaration<T>) -> Option<T> {
        let spec = self.offers.spec(declaration.spec().field)?;
        let mut best = None;
        for offer in self.offers.with_old_names(spec) {
            let value = self.read(declaration, &offer);
            best.get_or_insert((offer.source, value));
        }
        let best = self.in_file(declaration, spec).or(best);
        let (source, value) = best.unwrap_or_else(|| self.otherwise(declaration, spec));
        if let Some(value) = &value {
            self.values.push(Effective::new(spec, source, value));
        }
        value
    }

    pub(super) fn read<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        offer: &Offer<'_>,
    ) -> Option<T> {
        let mut problems = ValueProblems::knowing(&self.offers.layers.variables);
        let value = offer.given().and_then(|given| declaration.read(&given, &mut problems));
        if matches!(offer.content, Content::NotText) {
            problems.add(None, None, ValueError::NotText);
        }
        let shared = problems.shared_files.into_iter().map(|file| {
            let owner = self.offers.owner(offer, file.span, &file.within);
            shared_file::warning(&owner, &file.path, file.mode)
        });
        self.warnings.extend(shared);
        let found = problems.found.into_iter().map(|problem| self.diagnostic(offer, problem));
        self.diagnostics.extend(found.collect::<Vec<_>>());
        value
    }

    fn otherwise<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        spec: &OptionSpec,
    ) -> (Source, Option<T>) {
        let source = if declaration.has_default() { Source::Default } else { Source::Unset };
        let diagnostic = match declaration.otherwise() {
            Ok(value) => return (source, Some(value)),
            Err(NoValue::Required) => {
                let file = self.offers.file_of(spec);
                let is_in_yaml = spec.yaml.or(file.and_then(|file| file.yaml)).is_some();
                if self.is_file_lost && is_in_yaml {
                    return (source, None);
                }
                missing(spec, file)
            }
            Err(NoValue::UnusableDefault(text, error)) => {
                let name = name_in(spec, Source::Flag);
                Diagnostic::new(
                    &INVALID_SETTING,
                    format!("the default of {name}: {} {error}", quoted(&text)),
                )
                .help("this is a mistake in the program, not in your settings")
            }
        };
        self.diagnostics.push(diagnostic);
        (source, None)
    }

    fn diagnostic(&self, offer: &Offer<'_>, problem: ValueProblem) -> Diagnostic {
        let ValueProblem { span, path, text, error } = problem;
        let owner = self.offers.owner(offer, span, &path);
        let shown = text.as_deref().map(masked_url);
        let is_masked = shown.as_deref() != text.as_deref();
        let subject = shown.as_deref().map_or_else(|| "the value".to_owned(), quoted);
        let message = format!("{owner}: {subject} {error}");
        let diagnostic = Diagnostic::new(&INVALID_SETTING, message).optional_help(error.help());
        match (span, self.offers.document) {
            (Some(span), Some(document)) => {
                let reveal = match text {
                    Some(_) if is_masked => Reveal::Key,
                    Some(_) => Reveal::Marked,
                    None => Reveal::SafeValue,
                };
                let label = error.to_string();
                let label = label.strip_prefix("is ").unwrap_or(&label);
                diagnostic.at(document.place(span), label).reveal(reveal)
            }
            _ => diagnostic,
        }
    }
}

/// A text as messages show it.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(MAX_QUOTED_CHARACTERS).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    format!("`{}{rest}`", short.escape_debug())
}

/// A required option that nothing sets, with every way to set it: by itself, or by its file.
fn missing(spec: &OptionSpec, file: Option<&OptionSpec>) -> Diagnostic {
    let names: Vec<String> = std::iter::once(spec).chain(file).flat_map(ways).collect();
    let help = format!("set {}", names.join(" or "));
    Diagnostic::new(&INVALID_SETTING, format!("{} must be set", name_in(spec, Source::Flag)))
        .help(help)
}

/// Every way to set an option.
fn ways(spec: &OptionSpec) -> Vec<String> {
    let flag = spec.flag.map(|_| name_in(spec, Source::Flag));
    let env = spec.env.map(|_| name_in(spec, Source::Env));
    let yaml = spec.yaml.map(|path| format!("`{path}` in the YAML file"));
    [flag, env, yaml].into_iter().flatten().collect()
}
