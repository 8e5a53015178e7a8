//! Reads one option after the other, and goes on after a mistake so that all are found.

use sourcebook_syntax::{Diagnostic, Reveal};

use super::offers::{Content, Offer, Offers, name_in};
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
    offers: &'a Offers<'a>,
    /// The file could not be read, so what it would set is not missing.
    is_file_lost: bool,
    values: Vec<Effective>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(offers: &'a Offers<'a>, is_file_lost: bool) -> Self {
        Self { offers, is_file_lost, values: Vec::new(), diagnostics: Vec::new() }
    }

    pub(crate) fn finish(self) -> (Vec<Effective>, Vec<Diagnostic>) {
        (self.values, self.diagnostics)
    }

    /// Reads an option from every layer that gives it; the best one counts.
    pub fn value<T: Value>(&mut self, declaration: &Declaration<T>) -> Option<T> {
        let spec = self.offers.spec(declaration.spec().field)?;
        let mut best = None;
        for offer in self.offers.with_old_names(spec) {
            let value = self.read(declaration, &offer);
            best.get_or_insert((offer.source, value));
        }
        let (source, value) = best.unwrap_or_else(|| self.otherwise(declaration, spec));
        if let Some(value) = &value {
            self.values.push(Effective::new(spec, source, value));
        }
        value
    }

    fn read<T: Value>(&mut self, declaration: &Declaration<T>, offer: &Offer<'_>) -> Option<T> {
        let mut problems = ValueProblems::knowing(&self.offers.layers.variables);
        let value = offer.given().and_then(|given| declaration.read(&given, &mut problems));
        if matches!(offer.content, Content::NotText) {
            problems.add(None, None, ValueError::NotText);
        }
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
            Err(NoValue::Required) if self.is_file_lost && spec.yaml.is_some() => {
                return (source, None);
            }
            Err(NoValue::Required) => missing(spec),
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

/// A required option that nothing sets, with every way to set it.
fn missing(spec: &OptionSpec) -> Diagnostic {
    let ways = [Source::Flag, Source::Env, Source::Yaml];
    let has_name = |source: &Source| match source {
        Source::Flag => spec.flag.is_some(),
        Source::Env => spec.env.is_some(),
        _ => spec.yaml.is_some(),
    };
    let names = ways.into_iter().filter(has_name).map(|source| match source {
        Source::Yaml => format!("`{}` in the YAML file", name_in(spec, source)),
        _ => name_in(spec, source),
    });
    let help = format!("set {}", names.collect::<Vec<_>>().join(" or "));
    Diagnostic::new(&INVALID_SETTING, format!("{} must be set", name_in(spec, Source::Flag)))
        .help(help)
}
