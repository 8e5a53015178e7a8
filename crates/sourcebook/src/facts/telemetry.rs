//! What a program tells about itself while it runs: its metrics and the spans of its traces.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;
use sourcebook_syntax::nearest;

use super::fault::{Fault, span};
use super::members::{self, Members};
use super::{SCHEMA, shape};
use crate::codes::{INVALID_FACTS, UNKNOWN_FACT};

/// Metrics and spans; each is absent where the facts do not speak of it.
#[derive(Debug, Default, Deserialize)]
pub struct Telemetry {
    /// The metrics in the order in which they are shown.
    pub metrics: Option<Vec<Metric>>,
    /// The spans, parents before their children.
    pub spans: Option<Vec<TraceSpan>>,
}

impl Telemetry {
    /// Takes what is still absent.
    pub(super) fn complete(&mut self, other: Self) {
        self.metrics = self.metrics.take().or(other.metrics);
        self.spans = self.spans.take().or(other.spans);
    }
}

/// A metric, as it is exported.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Metric {
    /// The name.
    pub name: String,
    /// `counter`, `gauge`, `histogram` or `summary`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it counts or measures.
    pub help: String,
    /// The names of its labels.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The upper bounds of a histogram's buckets, in the unit of the name.
    #[serde(default)]
    pub buckets: Vec<f64>,
}

/// A span of a trace, as it is exported.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TraceSpan {
    /// The name.
    pub name: String,
    /// The name of the span above it; empty at the top.
    #[serde(default)]
    pub parent: String,
    /// What happens in it.
    #[serde(default)]
    pub description: String,
    /// The names of its attributes.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// The names of its events.
    #[serde(default)]
    pub events: Vec<String>,
}

/// What a facts document, which is a JSON object, says about telemetry, and what is wrong with it.
pub(super) fn read(text: &str) -> (Telemetry, Vec<Fault>) {
    let mut faults = check_shape(text);
    if !faults.is_empty() {
        return (Telemetry::default(), faults);
    }
    let telemetry = serde_json::from_str::<Telemetry>(text).unwrap_or_default();
    faults.extend(misfits(text, telemetry.metrics.as_deref().unwrap_or_default()));
    faults.extend(twice(text, "metrics", names(telemetry.metrics.as_deref(), |one| &one.name)));
    faults.extend(twice(text, "spans", names(telemetry.spans.as_deref(), |one| &one.name)));
    faults.extend(orphans(text, telemetry.spans.as_deref().unwrap_or_default()));
    (telemetry, faults)
}

fn check_shape(text: &str) -> Vec<Fault> {
    let (Ok(schema), Ok(members)) =
        (serde_json::from_str::<Value>(SCHEMA), serde_json::from_str::<Members<'_>>(text))
    else {
        return Vec::new();
    };
    let codes = shape::Codes { invalid: &INVALID_FACTS, unknown: &UNKNOWN_FACT };
    let told = ["metrics", "spans"].into_iter().filter_map(|name| Some((name, members.get(name)?)));
    told.flat_map(|(name, value)| shape::check(&schema, codes, text, name, value)).collect()
}

fn names<T>(list: Option<&[T]>, name: fn(&T) -> &str) -> Vec<&str> {
    list.into_iter().flatten().map(name).collect()
}

/// The types of Prometheus's text format.
const KINDS: [&str; 4] = ["counter", "gauge", "histogram", "summary"];

/// Metrics of a type that nobody can scrape, and buckets where there can be none.
fn misfits(text: &str, metrics: &[Metric]) -> Vec<Fault> {
    let mut found = Vec::new();
    for (at, metric) in metrics.iter().enumerate() {
        if !KINDS.contains(&metric.kind.as_str()) {
            let help = match nearest(&metric.kind, KINDS) {
                Some(near) => format!("the nearest type is `{near}`"),
                None => format!("a metric is one of {}", KINDS.join(", ")),
            };
            let message = format!("`{}` is no type of a metric", metric.kind);
            found.push(fault_at(text, format!("/metrics/{at}/type"), message, "this one", help));
        } else if metric.kind != "histogram" && !metric.buckets.is_empty() {
            let message = format!("the {} `{}` can have no buckets", metric.kind, metric.name);
            let help = "only histograms have buckets".to_owned();
            found.push(fault_at(text, format!("/metrics/{at}/buckets"), message, "these", help));
        }
    }
    found
}

/// Names that stand in a list more than once.
fn twice(text: &str, list: &str, names: Vec<&str>) -> Vec<Fault> {
    let mut seen = HashSet::new();
    let again = names.into_iter().enumerate().filter(|(_, name)| !seen.insert(*name));
    let fault = |(at, name): (usize, &str)| {
        let message = format!("`{name}` stands in `{list}` twice");
        fault_at(text, format!("/{list}/{at}/name"), message, "the second one", String::new())
    };
    again.map(fault).collect()
}

/// Spans below one that does not stand before them.
fn orphans(text: &str, spans: &[TraceSpan]) -> Vec<Fault> {
    let mut found = Vec::new();
    for (at, one) in spans.iter().enumerate() {
        let mut before = spans[..at].iter().map(|span| span.name.as_str());
        if one.parent.is_empty() || before.any(|name| name == one.parent) {
            continue;
        }
        let all = spans.iter().map(|span| span.name.as_str()).filter(|name| *name != one.name);
        let help = match nearest(&one.parent, all) {
            Some(near) if near == one.parent => "list parents before their children".to_owned(),
            Some(near) => format!("the nearest span is `{near}`"),
            None => "leave `parent` out for a span at the top".to_owned(),
        };
        let message =
            format!("the parent `{}` of the span `{}` is not before it", one.parent, one.name);
        found.push(fault_at(text, format!("/spans/{at}/parent"), message, "this one", help));
    }
    found
}

fn fault_at(
    text: &str,
    pointer: String,
    message: String,
    label: &'static str,
    help: String,
) -> Fault {
    let place = members::at(text, &pointer).map(|value| span(text, value)).unwrap_or_default();
    Fault { code: &INVALID_FACTS, message, span: place, pointer, label, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_and_spans_are_read() {
        let (told, faults) = read(
            r#"{"facts": 1, "metrics": [{"name": "a_total", "type": "counter", "help": "As."}],
                "spans": [{"name": "A"}, {"name": "A.B", "parent": "A", "attributes": ["id"]}]}"#,
        );
        assert!(faults.is_empty());
        assert_eq!(told.metrics.unwrap()[0].kind, "counter");
        assert_eq!(told.spans.unwrap()[1].parent, "A");
        let (told, faults) = read(r#"{"facts": 1}"#);
        assert!(faults.is_empty() && told.metrics.is_none() && told.spans.is_none());
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        let table = [
            (
                r#"{"metrics": [{"name": "a", "type": "gauge"}]}"#,
                "{",
                "a metric needs a member `help`",
            ),
            (
                r#"{"metrics": [{"name": "a", "type": "gauge", "help": "", "lables": []}]}"#,
                r#""lables""#,
                "a metric has no member `lables`",
            ),
            (r#"{"metrics": {}}"#, "{}", "`metrics` must be a list"),
            (
                r#"{"metrics": [{"name": "a", "type": "guage", "help": ""}]}"#,
                r#""guage""#,
                "`guage` is no type of a metric",
            ),
            (
                r#"{"metrics": [{"name": "a", "type": "gauge", "help": "", "buckets": [1]}]}"#,
                "[1]",
                "the gauge `a` can have no buckets",
            ),
            (
                r#"{"spans": [{"name": "A"}, {"name": "A"}]}"#,
                r#""A""#,
                "`A` stands in `spans` twice",
            ),
            (
                r#"{"spans": [{"name": "Acquire"}, {"name": "B", "parent": "Aquire"}]}"#,
                r#""Aquire""#,
                "the parent `Aquire` of the span `B` is not before it",
            ),
        ];
        for (text, place, message) in table {
            let (_, faults) = read(text);
            let found: Vec<_> = faults
                .iter()
                .map(|fault| (&text[fault.span.range()], fault.message.as_str()))
                .collect();
            assert_eq!(found, [(place, message)], "{text}");
        }
    }
}
