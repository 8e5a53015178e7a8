//! Changes in the report as JSON.

use serde::Serialize;
use serde_json::value::RawValue;
use sourcebook_changes::Relation;

use super::Position;
use crate::changes::{Comparison, Judged};
use crate::report::Report;
use crate::report::location::Location;

/// A change, whether or not somebody accepted it.
#[derive(Serialize)]
pub(super) struct ChangeEntry<'a> {
    code: &'a str,
    level: &'a str,
    message: &'a str,
    /// How the values now relate to those before.
    relation: &'static str,
    new: Option<Position<'a>>,
    old: Option<Position<'a>>,
    reaches: Vec<ReachEntry<'a>>,
    witness: Option<WitnessEntry>,
    help: Option<&'a str>,
    accepted: Option<&'a str>,
    correction: bool,
}

#[derive(Serialize)]
struct ReachEntry<'a> {
    operation: &'a str,
    part: &'a str,
    level: &'a str,
    direction: &'static str,
}

#[derive(Serialize)]
struct WitnessEntry {
    value: Option<Box<RawValue>>,
    was_valid: bool,
    is_valid: bool,
}

/// Every change of a comparison.
pub(super) fn entries<'a>(report: &'a Report, changes: &'a Comparison) -> Vec<ChangeEntry<'a>> {
    changes.list.iter().map(|judged| entry(report, judged)).collect()
}

fn entry<'a>(report: &'a Report, judged: &'a Judged) -> ChangeEntry<'a> {
    let change = &judged.change;
    let position = |place| Position::from(Location::of_place(&report.sources, place));
    let reaches = change.reaches.iter().map(|reach| ReachEntry {
        operation: &reach.operation,
        part: &reach.part,
        level: reach.level.name(),
        direction: if reach.is_request { "request" } else { "response" },
    });
    let witness = change.witness.as_ref().map(|witness| WitnessEntry {
        value: RawValue::from_string(witness.value.to_compact_json()).ok(),
        was_valid: witness.was_valid,
        is_valid: !witness.was_valid,
    });
    ChangeEntry {
        code: change.code.name,
        level: change.level.name(),
        message: &change.message,
        relation: match change.relation {
            Relation::Equal => "equal",
            Relation::Wider => "wider",
            Relation::Narrower => "narrower",
            Relation::Incomparable => "incomparable",
            Relation::Unknown => "unknown",
        },
        new: change.new.as_ref().map(position),
        old: change.old.as_ref().map(position),
        reaches: reaches.collect(),
        witness,
        help: change.help.as_deref(),
        accepted: judged.accepted.as_deref(),
        correction: judged.is_correction,
    }
}
