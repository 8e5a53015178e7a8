//! Limits that are in an order: what a stronger one excludes.

use sourcebook_model::document::Schema;
use sourcebook_syntax::Code;

use super::Relator;
use crate::difference::{Difference, Subject};
use crate::graph::{Node, Pair};
use crate::relation::Relation;

/// The codes of a limit, by what became of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Codes {
    pub(super) narrowed: &'static Code,
    pub(super) widened: &'static Code,
    pub(super) changed: &'static Code,
}

impl Codes {
    pub(super) fn of(self, relation: Relation) -> &'static Code {
        match relation {
            Relation::Narrower => self.narrowed,
            Relation::Wider => self.widened,
            _ => self.changed,
        }
    }
}

/// A limit before and now, in words.
pub(super) struct Limit {
    pub(super) keyword: &'static str,
    pub(super) relation: Relation,
    pub(super) was: Option<String>,
    pub(super) now: Option<String>,
}

impl Relator<'_, '_> {
    /// Adds what became of a limit, if something did.
    pub(super) fn limit(
        &self,
        pair: Pair,
        codes: Codes,
        limit: Limit,
        says: impl Fn(&Schema) -> bool + Copy,
        node: &mut Node,
    ) {
        if limit.relation == Relation::Equal {
            return;
        }
        let absent = || "not limited".to_owned();
        let subject = Subject::Keyword(limit.keyword);
        node.differences.push(Difference {
            relation: limit.relation,
            was: limit.was.unwrap_or_else(absent),
            now: limit.now.unwrap_or_else(absent),
            ..self.difference_at(codes.of(limit.relation), pair, subject, limit.keyword, says)
        });
    }
}
