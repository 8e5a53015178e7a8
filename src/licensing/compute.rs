//! Computes what the licenses of a deployment entitle it to, at one instant. Pure: instants and
//! counts in, entitlements out.

use std::collections::BTreeMap;

use super::entitlements::{Entitlement, Entitlements, FeatureState, Situation, UsagePeriod};
use super::feature::Feature;
use super::verify::License;
use super::warnings;
use crate::clock::Timestamp;

impl Situation {
    fn enables(&self, feature: Feature) -> bool {
        match feature {
            Feature::AiBridge => self.wanted.ai_bridge,
            Feature::AuditLog => self.wanted.audit_log,
            Feature::HighAvailability => self.replicas > 1,
            // A limit is there as soon as a license sets one.
            Feature::UserLimit => false,
        }
    }
}

/// Computes what `licenses` entitle to.
pub(crate) fn compute(licenses: &[&License], situation: &Situation) -> Entitlements {
    let states: BTreeMap<Feature, FeatureState> = Feature::ALL
        .into_iter()
        .map(|feature| (feature, state(feature, licenses, situation)))
        .collect();
    let counting = || licenses.iter().filter(|license| counts(license, situation.now));
    let warnings = if situation.licensed {
        warnings::collect(licenses, &states, situation)
    } else {
        Vec::new()
    };
    Entitlements {
        errors: Vec::new(),
        features: states.into_iter().map(|(feature, state)| (feature.name(), state)).collect(),
        has_license: counting().next().is_some(),
        refreshed_at: situation.now,
        require_telemetry: false,
        trial: counting().next().is_some() && counting().all(|license| license.trial),
        warnings,
        changes_at: changes_at(licenses, situation.now),
    }
}

/// The next instant at which a license begins, its term ends or it expires.
fn changes_at(licenses: &[&License], now: Timestamp) -> Option<Timestamp> {
    let instants =
        licenses.iter().flat_map(|license| [license.begins, license.term_ends, license.expires]);
    instants.filter(|instant| *instant > now).min()
}

fn counts(license: &License, now: Timestamp) -> bool {
    license.entitlement(now) > Entitlement::NotEntitled
}

fn state(feature: Feature, licenses: &[&License], situation: &Situation) -> FeatureState {
    // The best license: by entitlement, then by how much it gives, then by how long; of equal ones
    // the latest, so that their order does not matter.
    let best = licenses
        .iter()
        .filter_map(|license| {
            let amount = *license.grants.get(&feature)?;
            let entitlement = license.entitlement(situation.now);
            (entitlement > Entitlement::NotEntitled).then_some((
                entitlement,
                amount,
                license.term_ends,
                *license,
            ))
        })
        .max_by_key(|(entitlement, amount, end, license)| {
            (*entitlement, *amount, *end, license.begins, license.issued)
        });
    let free = !situation.licensed && !feature.is_limit();
    let entitlement = match best {
        Some((entitlement, ..)) => entitlement,
        None if free => Entitlement::Entitled,
        None => Entitlement::NotEntitled,
    };
    let ends = licenses
        .iter()
        .filter(|license| license.grants.contains_key(&feature) && counts(license, situation.now))
        .map(|license| license.expires)
        .max();
    let of_limit = best.filter(|_| feature.is_limit());
    FeatureState {
        actual: feature.is_limit().then_some(situation.users),
        enabled: situation.enables(feature) || of_limit.is_some(),
        entitlement,
        limit: of_limit.map(|(_, amount, ..)| amount),
        soft_limit: None,
        ends,
        usage_period: of_limit.map(|(.., license)| UsagePeriod {
            end: license.term_ends,
            issued_at: license.issued,
            start: license.begins,
        }),
    }
}

#[cfg(test)]
mod tests;
