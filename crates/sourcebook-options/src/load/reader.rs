//! Reads one option after the other, and goes on after a fault so that all are found.

use super::offers::{Content, Offer, Offers, name_in};
use crate::declaration::{Declaration, Lack};
use crate::effective::Effective;
use crate::problem::Problem;
use crate::source::Source;
use crate::spec::OptionSpec;
use crate::value::{Fault, Faults, Value, ValueError};
use crate::yaml::{Show, excerpt};

/// The longest text that a message quotes, in characters.
const LONGEST: usize = 80;

/// Reads options from the layers.
pub struct Reader<'a> {
    offers: &'a Offers<'a>,
    /// The file could not be read, so what it would set is not missing.
    is_file_lost: bool,
    values: Vec<Effective>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(offers: &'a Offers<'a>, is_file_lost: bool) -> Self {
        Self { offers, is_file_lost, values: Vec::new(), problems: Vec::new() }
    }

    pub(crate) fn finish(self) -> (Vec<Effective>, Vec<Problem>) {
        (self.values, self.problems)
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
        let mut faults = Faults::knowing(&self.offers.layers.variables);
        let value = offer.given().and_then(|given| declaration.read(&given, &mut faults));
        if matches!(offer.content, Content::NotText) {
            faults.add(None, None, ValueError::NotText);
        }
        let problems = faults.found.into_iter().map(|fault| self.problem(offer, fault));
        self.problems.extend(problems.collect::<Vec<_>>());
        value
    }

    fn otherwise<T: Value>(
        &mut self,
        declaration: &Declaration<T>,
        spec: &OptionSpec,
    ) -> (Source, Option<T>) {
        let source = if declaration.has_default() { Source::Default } else { Source::Unset };
        let problem = match declaration.otherwise() {
            Ok(value) => return (source, Some(value)),
            Err(Lack::Required) if self.is_file_lost && spec.yaml.is_some() => {
                return (source, None);
            }
            Err(Lack::Required) => missing(spec),
            Err(Lack::Default(text, error)) => {
                let name = name_in(spec, Source::Flag);
                Problem::error(format!("the default of {name}: {} {error}", quoted(&text)))
                    .help("this is a mistake in the program, not in the settings".to_owned())
            }
        };
        self.problems.push(problem);
        (source, None)
    }

    fn problem(&self, offer: &Offer<'_>, fault: Fault) -> Problem {
        let Fault { span, path, text, error } = fault;
        let owner = self.offers.owner(offer, span, &path);
        let subject = text.as_deref().map_or_else(|| "the value".to_owned(), quoted);
        let problem = Problem::error(format!("{owner}: {subject} {error}")).help(error.help());
        match (span, self.offers.document) {
            (Some(span), Some(document)) => {
                let show = if text.is_some() {
                    Show::Span(document.keys)
                } else {
                    Show::SafeValue(document.keys)
                };
                let place = excerpt(&document.file.name, &document.file.text, span, show);
                let label = error.to_string();
                problem.at(place, label.strip_prefix("is ").unwrap_or(&label))
            }
            _ => problem,
        }
    }
}

/// A text as messages show it.
fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    format!("`{}{rest}`", short.escape_debug())
}

/// A required option that nothing sets, with every way to set it.
fn missing(spec: &OptionSpec) -> Problem {
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
    Problem::error(format!("{} must be set", name_in(spec, Source::Flag))).help(help)
}
