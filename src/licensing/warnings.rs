//! Warnings about the licenses of a deployment.

use std::collections::BTreeMap;
use std::time::Duration;

use super::entitlements::{Entitlement, FeatureState, Situation};
use super::feature::Feature;
use super::verify::License;
use crate::clock::Timestamp;

/// How long before its end a term is warned of.
const NOTICE: Duration = Duration::from_hours(30 * 24);
const NOTICE_OF_TRIAL: Duration = Duration::from_hours(7 * 24);

/// What a server says that cannot check any license of the deployment.
pub(super) const NO_KEYS: &str = "This deployment has licenses, but this server has no license \
    keys to check them with, so licensed features do not work here. Start it with the same \
    `--license-key` as the other servers; to use everything without a license, delete all licenses \
    with `coder licenses delete`.";

/// What a license covers: a feature, or, without one, that there is a license at all.
type Coverage = Option<Feature>;

/// A time that licenses cover without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    begins: Timestamp,
    ends: Timestamp,
    /// Whether only trials last until its end.
    trial: bool,
}

/// The end of a term that needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct TermEnd {
    at: Timestamp,
    /// When licenses cover the subject again, if they ever do.
    resumes: Option<Timestamp>,
}

/// Every warning, the nearest end first.
pub(super) fn collect(
    licenses: &[&License],
    states: &BTreeMap<Feature, FeatureState>,
    situation: &Situation,
) -> Vec<String> {
    if !situation.has_keys {
        return vec![NO_KEYS.to_owned()];
    }
    let mut warnings = endings(licenses, situation.now);
    warnings.extend(grace_periods(licenses, situation.now));
    warnings.extend(missing(states, situation));
    warnings.extend(too_many_users(states));
    warnings
}

fn coverages() -> impl Iterator<Item = Coverage> {
    [None].into_iter().chain(Feature::ALL.map(Some))
}

fn covers(license: &License, coverage: Coverage) -> bool {
    coverage.is_none_or(|feature| license.grants.contains_key(&feature))
}

/// Terms that end soon, or that others follow only after a gap.
fn endings(licenses: &[&License], now: Timestamp) -> Vec<String> {
    let mut endings: BTreeMap<TermEnd, Vec<Coverage>> = BTreeMap::new();
    for coverage in coverages() {
        if let Some(ending) = ending(licenses, coverage, now) {
            endings.entry(ending).or_default().push(coverage);
        }
    }
    endings.into_iter().map(|(ending, coverages)| ending_text(ending, &coverages, now)).collect()
}

fn ending(licenses: &[&License], coverage: Coverage, now: Timestamp) -> Option<TermEnd> {
    let spans = spans(licenses, coverage);
    let place = spans.iter().position(|span| span.begins <= now && now < span.ends)?;
    let present = spans[place];
    let resumes = spans.get(place + 1).map(|next| next.begins);
    let notice = if present.trial { NOTICE_OF_TRIAL } else { NOTICE };
    // A gap is warned of however far away it is: it can be mended from the day it is known.
    let soon = present.ends.since(now) <= notice;
    (soon || resumes.is_some()).then_some(TermEnd { at: present.ends, resumes })
}

/// The terms of the licenses that cover `subject`, joined where one ends no earlier than the next
/// begins.
fn spans(licenses: &[&License], coverage: Coverage) -> Vec<Span> {
    let mut terms: Vec<Span> = licenses
        .iter()
        .filter(|license| covers(license, coverage) && license.begins < license.term_ends)
        .map(|license| Span {
            begins: license.begins,
            ends: license.term_ends,
            trial: license.trial,
        })
        .collect();
    terms.sort_by_key(|term| term.begins);
    let mut spans: Vec<Span> = Vec::new();
    for term in terms {
        match spans.last_mut() {
            Some(span) if term.begins <= span.ends => {
                if term.ends > span.ends {
                    (span.ends, span.trial) = (term.ends, term.trial);
                } else if term.ends == span.ends {
                    span.trial &= term.trial;
                }
            }
            _ => spans.push(term),
        }
    }
    spans
}

fn ending_text(ending: TermEnd, coverages: &[Coverage], now: Timestamp) -> String {
    let what = if coverages.contains(&None) {
        "The license term of this deployment".to_owned()
    } else {
        format!("The license term for {}", names(coverages))
    };
    let (day, days) = (ending.at.day(), days(ending.at.since(now)));
    match ending.resumes {
        None => format!(
            "{what} ends on {day}, in {days}, and no other license follows. Add the next license \
             before then with `coder licenses add`."
        ),
        Some(next) => format!(
            "{what} ends on {day}, in {days}, but the next one does not start until {}. Add a \
             license for the time in between with `coder licenses add`.",
            next.day()
        ),
    }
}

/// Subjects that only a grace period still covers.
fn grace_periods(licenses: &[&License], now: Timestamp) -> Vec<String> {
    let mut ends: BTreeMap<(Timestamp, Timestamp), Vec<Coverage>> = BTreeMap::new();
    for coverage in coverages() {
        let covering = || licenses.iter().filter(|license| covers(license, coverage));
        if covering().any(|license| license.entitlement(now) == Entitlement::Entitled) {
            continue;
        }
        let in_grace = covering()
            .filter(|license| license.entitlement(now) == Entitlement::GracePeriod)
            .max_by_key(|license| (license.expires, license.term_ends));
        if let Some(license) = in_grace {
            ends.entry((license.expires, license.term_ends)).or_default().push(coverage);
        }
    }
    let text = |((expires, ended), coverages): ((Timestamp, Timestamp), Vec<Coverage>)| {
        let of = if coverages.contains(&None) {
            "of this deployment".to_owned()
        } else {
            format!("for {}", names(&coverages))
        };
        format!(
            "The license term {of} ended on {}. Licensed features stop working when its grace \
             period ends on {}, in {}. Add a new license now with `coder licenses add`.",
            ended.day(),
            expires.day(),
            days(expires.since(now))
        )
    };
    ends.into_iter().map(text).collect()
}

/// Features that are asked for and not given.
fn missing(states: &BTreeMap<Feature, FeatureState>, situation: &Situation) -> Vec<String> {
    let missing = states
        .iter()
        .filter(|(_, state)| state.enabled && state.entitlement == Entitlement::NotEntitled);
    missing
        .map(|(feature, _)| match feature {
            Feature::HighAvailability => format!(
                "{} servers share this deployment, but no license includes `{feature}`. Stop all \
                 servers but one, or add a license that includes it with `coder licenses add`.",
                situation.replicas
            ),
            _ => format!(
                "The feature `{feature}` is enabled, but no license includes it. Disable it, or \
                 add a license that includes it with `coder licenses add`."
            ),
        })
        .collect()
}

fn too_many_users(states: &BTreeMap<Feature, FeatureState>) -> Option<String> {
    let state = states.get(&Feature::UserLimit)?;
    let (users, limit) = (state.actual?, state.limit?);
    (users > limit).then(|| {
        format!(
            "This deployment has {users} users, but its licenses allow only {limit}. Add a license \
             with a higher `user_limit` with `coder licenses add`."
        )
    })
}

fn names(coverages: &[Coverage]) -> String {
    let names: Vec<String> =
        coverages.iter().flatten().map(|feature| format!("`{feature}`")).collect();
    names.join(", ")
}

/// Whole days, rounded up.
fn days(duration: Duration) -> String {
    match duration.as_secs().div_ceil(24 * 60 * 60) {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}
