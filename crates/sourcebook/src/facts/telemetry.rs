//! What a program tells about itself while it runs: its metrics and the spans of its traces.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;
use sourcebook_syntax::{Diagnostic, NodeRef, Tree, nearest};

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
pub(super) fn read(tree: &Tree) -> (Telemetry, Vec<Diagnostic>) {
    let root = tree.root();
    let mut found = check_shape(root);
    if !found.is_empty() {
        return (Telemetry::default(), found);
    }
    let telemetry = serde_json::from_str::<Telemetry>(root.source()).unwrap_or_default();
    found.extend(misfits(root, telemetry.metrics.as_deref().unwrap_or_default()));
    found.extend(twice(root, "metrics", names(telemetry.metrics.as_deref(), |one| &one.name)));
    found.extend(twice(root, "spans", names(telemetry.spans.as_deref(), |one| &one.name)));
    found.extend(orphans(root, telemetry.spans.as_deref().unwrap_or_default()));
    (telemetry, found)
}

fn check_shape(root: NodeRef<'_>) -> Vec<Diagnostic> {
    let Ok(schema) = serde_json::from_str::<Value>(SCHEMA) else {
        return Vec::new();
    };
    let codes = shape::Codes { invalid: &INVALID_FACTS, unknown: &UNKNOWN_FACT };
    shape::check(&schema, codes, root, &["metrics", "spans"])
}

fn names<T>(list: Option<&[T]>, name: fn(&T) -> &str) -> Vec<&str> {
    list.into_iter().flatten().map(name).collect()
}

/// The types of Prometheus's text format.
const KINDS: [&str; 4] = ["counter", "gauge", "histogram", "summary"];

/// Metrics of a type that nobody can scrape, and buckets where there can be none.
fn misfits(root: NodeRef<'_>, metrics: &[Metric]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, metric) in metrics.iter().enumerate() {
        if !KINDS.contains(&metric.kind.as_str()) {
            let help = match nearest(&metric.kind, KINDS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a metric is one of {}", KINDS.join(", ")),
            };
            let message = format!("unknown metric type `{}`", metric.kind);
            found.push(invalid(root, &format!("/metrics/{at}/type"), message, "this one", help));
        } else if metric.kind != "histogram" && !metric.buckets.is_empty() {
            let message = format!("the {} `{}` cannot have buckets", metric.kind, metric.name);
            let help = "only histograms have buckets".to_owned();
            found.push(invalid(root, &format!("/metrics/{at}/buckets"), message, "these", help));
        }
    }
    found
}

/// Names that stand in a list more than once.
fn twice(root: NodeRef<'_>, list: &str, names: Vec<&str>) -> Vec<Diagnostic> {
    let mut seen = HashSet::new();
    let again = names.into_iter().enumerate().filter(|(_, name)| !seen.insert(*name));
    let second = |(at, name): (usize, &str)| {
        let message = format!("`{name}` appears twice in `{list}`");
        invalid(root, &format!("/{list}/{at}/name"), message, "the second one", None)
    };
    again.map(second).collect()
}

/// Spans below one that does not stand before them.
fn orphans(root: NodeRef<'_>, spans: &[TraceSpan]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, one) in spans.iter().enumerate() {
        let mut before = spans[..at].iter().map(|span| span.name.as_str());
        if one.parent.is_empty() || before.any(|name| name == one.parent) {
            continue;
        }
        let all = spans.iter().map(|span| span.name.as_str()).filter(|name| *name != one.name);
        let help = match nearest(&one.parent, all) {
            Some(near) if near == one.parent => "list parents before their children".to_owned(),
            Some(near) => format!("did you mean `{near}`?"),
            None => "omit `parent` for a root span".to_owned(),
        };
        let message =
            format!("the parent `{}` of the span `{}` does not precede it", one.parent, one.name);
        found.push(invalid(root, &format!("/spans/{at}/parent"), message, "this one", help));
    }
    found
}

fn invalid(
    root: NodeRef<'_>,
    pointer: &str,
    message: String,
    label: &str,
    help: impl Into<Option<String>>,
) -> Diagnostic {
    let place = root.at_pointer(pointer).unwrap_or(root).place();
    Diagnostic::new(&INVALID_FACTS, message).at(place, label).optional_help(help.into())
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Sources, parse_json};

    use super::*;

    fn parsed(text: &str) -> Tree {
        parse_json(&mut Sources::new(), "facts", text.to_owned()).expect("JSON")
    }

    #[test]
    fn metrics_and_spans_are_read() {
        let (told, found) = read(&parsed(
            r#"{"facts": 1, "metrics": [{"name": "a_total", "type": "counter", "help": "As."}],
                "spans": [{"name": "A"}, {"name": "A.B", "parent": "A", "attributes": ["id"]}]}"#,
        ));
        assert!(found.is_empty());
        assert_eq!(told.metrics.unwrap()[0].kind, "counter");
        assert_eq!(told.spans.unwrap()[1].parent, "A");
        let (told, found) = read(&parsed(r#"{"facts": 1}"#));
        assert!(found.is_empty() && told.metrics.is_none() && told.spans.is_none());
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
                "unknown metric type `guage`",
            ),
            (
                r#"{"metrics": [{"name": "a", "type": "gauge", "help": "", "buckets": [1]}]}"#,
                "[1]",
                "the gauge `a` cannot have buckets",
            ),
            (
                r#"{"spans": [{"name": "A"}, {"name": "A"}]}"#,
                r#""A""#,
                "`A` appears twice in `spans`",
            ),
            (
                r#"{"spans": [{"name": "Acquire"}, {"name": "B", "parent": "Aquire"}]}"#,
                r#""Aquire""#,
                "the parent `Aquire` of the span `B` does not precede it",
            ),
        ];
        for (text, place, message) in table {
            let (_, found) = read(&parsed(text));
            let place_of = |one: &Diagnostic| one.place.as_ref().expect("a place").span.range();
            let found: Vec<_> =
                found.iter().map(|one| (&text[place_of(one)], one.message.as_str())).collect();
            assert_eq!(found, [(place, message)], "{text}");
        }
    }
}
