//! Regular expressions, formats and contents of texts; formats of numbers.

use sourcebook_model::document::{Schema, Value};
use sourcebook_model::view::Shape;

use super::order::{Codes, Limit};
use super::sizes::Size;
use super::{Relator, Shapes};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::graph::{Node, Pair, Step};
use crate::relation::Relation;

mod formats;

pub(super) use formats::of_numbers;

const FORMAT: Codes = Codes {
    narrowed: &codes::FORMAT_NARROWED,
    widened: &codes::FORMAT_WIDENED,
    changed: &codes::FORMAT_CHANGED,
};

/// Expressions that every text matches.
const ANYTHING: [&str; 8] = ["", ".*", "^.*", ".*$", "^", "$", "^.*$", "^[\\s\\S]*$"];

impl<'d> Relator<'_, 'd> {
    pub(super) fn texts(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        self.size(pair, shapes, Size::Length, node);
        self.patterns(pair, shapes, node);
        let relation = formats::of_texts(&shapes.old, &shapes.new);
        self.format(pair, shapes, relation, node);
        self.content(pair, shapes, node);
    }

    /// Compares expressions by their texts. Whether one matches all that another matches is not
    /// decided.
    fn patterns(&self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (patterns(&shapes.old), patterns(&shapes.new));
        let gone: Vec<&str> = old.iter().filter(|one| !new.contains(one)).copied().collect();
        let came: Vec<&str> = new.iter().filter(|one| !old.contains(one)).copied().collect();
        let (relation, rule) = match (gone.is_empty(), came.is_empty()) {
            (true, true) => return,
            (true, false) => (Relation::Narrower, Rule::Law),
            (false, true) => (Relation::Wider, Rule::Law),
            (false, false) => (Relation::Unknown, Rule::PatternChanged),
        };
        let words = |all: &[&str]| match all {
            [] => "not limited".to_owned(),
            all => all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" and "),
        };
        let says = |schema: &Schema| {
            schema.limits.as_deref().is_some_and(|limits| limits.pattern.is_some())
        };
        let subject = Subject::Keyword("pattern");
        let candidates = ["", " ", "?", "a", "A", "0", "a b", "ä", "-", "a/b"];
        node.differences.push(Difference {
            relation,
            rule,
            was: words(&gone),
            now: words(&came),
            candidates: candidates.map(Value::string).to_vec(),
            ..self.difference_at(&codes::PATTERN_CHANGED, pair, subject, "pattern", says)
        });
    }

    /// Adds what became of the format.
    pub(super) fn format(
        &self,
        pair: Pair,
        shapes: &Shapes<'d>,
        relation: Relation,
        node: &mut Node,
    ) {
        let words = |shape: &Shape<'d>| {
            let all: Vec<String> = shape.formats.iter().map(|one| format!("`{one}`")).collect();
            (!all.is_empty()).then(|| all.join(" and "))
        };
        let limit =
            Limit { keyword: "format", relation, was: words(&shapes.old), now: words(&shapes.new) };
        let before = node.differences.len();
        self.limit(pair, FORMAT, limit, |schema| schema.format.is_some(), node);
        for difference in &mut node.differences[before..] {
            difference.candidates = formats::values();
        }
    }

    /// Compares what texts contain.
    fn content(&mut self, pair: Pair, shapes: &Shapes<'d>, node: &mut Node) {
        let (old, new) = (shapes.old.content, shapes.new.content);
        let media_type = |content: Option<sourcebook_model::view::Content<'d>>| {
            content.and_then(|content| content.media_type).filter(|name| !formats::is_bytes(name))
        };
        let says = |schema: &Schema| {
            schema.content_media_type.is_some() || schema.content_encoding.is_some()
        };
        let (was, now) = (media_type(old), media_type(new));
        let pairs = [
            ("contentMediaType", was, now),
            ("contentEncoding", formats::encoding(&shapes.old), formats::encoding(&shapes.new)),
        ];
        for (keyword, was, now) in pairs {
            let relation = match (was, now) {
                (was, now) if was == now => Relation::Equal,
                (None, Some(_)) => Relation::Narrower,
                (Some(_), None) => Relation::Wider,
                _ => Relation::Incomparable,
            };
            let text = |one: Option<&str>| one.map(|one| format!("`{one}`"));
            let limit = Limit { keyword, relation, was: text(was), now: text(now) };
            self.limit(pair, FORMAT, limit, says, node);
        }
        let schema = |content: Option<sourcebook_model::view::Content<'d>>| {
            content.and_then(|content| content.schema)
        };
        if let (Some(old), Some(new)) = (schema(old), schema(new)) {
            let below = self.meets(old, new);
            node.below(below, Step::Content);
        }
    }
}

/// The expressions that say something.
fn patterns<'d>(shape: &Shape<'d>) -> Vec<&'d str> {
    let all = shape.bounds.patterns.iter().copied();
    all.filter(|pattern| !ANYTHING.contains(pattern)).collect()
}
