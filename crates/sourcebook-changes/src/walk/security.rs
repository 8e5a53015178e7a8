//! Ways to sign in: each that was open must still lead in.

use sourcebook_model::document::SecurityScheme;

use super::operations::of_operation;
use super::{Context, Placed, Seen, Walk, difference};
use crate::codes;
use crate::difference::{Difference, Rule, Subject};
use crate::normalize::security::{self, Alternative, Need};

impl<'d> Walk<'_, 'd> {
    pub(super) fn security(
        &mut self,
        was: &Placed<'d>,
        now: &Placed<'d>,
        context: &Context,
        seen: &mut Seen,
    ) {
        let old = security::alternatives(self.old, was.operation);
        let new = security::alternatives(self.new, now.operation);
        Self::schemes(&old, &new, context, seen);
        let is_same = |one: &Need<'_>, other: &Need<'_>| is_same(one, other);
        let is_open =
            |alternative: &Alternative<'d>| new.iter().any(|one| alternative.implies(one, is_same));
        let refused: Vec<String> =
            old.iter().filter(|one| !is_open(one)).map(Alternative::words).collect();
        let mut of = |code, rule, words: Vec<String>| {
            let told = Difference {
                now: words.join(", or "),
                ..of_operation(code, rule, Some(was), Some(now))
            };
            seen.tell(&told, context, "", context.request());
        };
        if !refused.is_empty() {
            of(&codes::SECURITY_TIGHTENED, Rule::Breaks, refused);
        }
        let was_open =
            |alternative: &Alternative<'d>| old.iter().any(|one| alternative.implies(one, is_same));
        let more: Vec<String> =
            new.iter().filter(|one| !was_open(one)).map(Alternative::words).collect();
        if !more.is_empty() {
            of(&codes::SECURITY_RELAXED, Rule::Told, more);
        }
    }

    /// Schemes of the same name that work in another way.
    fn schemes(
        old: &[Alternative<'d>],
        new: &[Alternative<'d>],
        context: &Context,
        seen: &mut Seen,
    ) {
        let needs = |all: &[Alternative<'d>]| -> Vec<(&'d str, &'d SecurityScheme)> {
            let all = all.iter().flat_map(|one| one.needs.iter());
            all.filter_map(|need| Some((need.name, need.scheme?))).collect()
        };
        let after = needs(new);
        for (name, was) in needs(old) {
            let Some((_, now)) = after.iter().find(|(known, _)| *known == name) else { continue };
            let (before, after) = (security::on_the_wire(was), security::on_the_wire(now));
            let (rule, before, after) = if before != after {
                (Rule::Breaks, security::words(was), security::words(now))
            } else if security::urls(was) != security::urls(now) {
                let words = |scheme| security::urls(scheme).join(", ");
                (Rule::PatternChanged, words(was), words(now))
            } else {
                continue;
            };
            let told = Difference {
                was: before,
                now: after,
                ..difference(
                    &codes::SECURITY_SCHEME_CHANGED,
                    rule,
                    Subject::Option(format!("`{name}`").into()),
                    Some(was.origin),
                    Some(now.origin),
                )
            };
            seen.tell(&told, context, "", context.request());
        }
    }
}

/// Whether both are the same scheme: of the same name, or signing in by them is the same on the wire.
fn is_same(one: &Need<'_>, other: &Need<'_>) -> bool {
    let wire = |need: &Need<'_>| need.scheme.map(security::on_the_wire);
    one.name == other.name || (one.scheme.is_some() && wire(one) == wire(other))
}
