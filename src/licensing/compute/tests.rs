//! Rules that entitlements keep whatever the licenses are, and the texts of warnings.

use std::time::Duration;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::licensing::entitlements::Wanted;

const DAY: i64 = 24 * 60 * 60;
const NOW: i64 = 1_800_000_000;

fn day(number: i64) -> Timestamp {
    Timestamp::from_seconds(NOW + number * DAY)
}

fn license(begins: i64, term: i64, grace: i64, grants: &[(Feature, i64)]) -> License {
    License {
        uuid: Uuid::nil(),
        begins: day(begins),
        term_ends: day(begins + term),
        expires: day(begins + term + grace),
        issued: day(begins),
        trial: false,
        grants: grants.iter().copied().collect(),
    }
}

fn situation(now: i64) -> Situation {
    Situation {
        now: day(now),
        wanted: Wanted { ai_bridge: true, audit_log: false },
        users: 5,
        replicas: 1,
        licensed: true,
        has_keys: true,
    }
}

fn compute_at(now: i64, licenses: &[License]) -> Entitlements {
    compute(&licenses.iter().collect::<Vec<_>>(), &situation(now))
}

prop_compose! {
    fn any_license()(
        begins in -60_i64..60,
        term in 0_i64..90,
        grace in 0_i64..20,
        trial: bool,
        grants in proptest::collection::btree_map(
            proptest::sample::select(Feature::ALL.to_vec()), 1_i64..10, 0..4),
    ) -> License {
        let grants: Vec<(Feature, i64)> = grants.into_iter().collect();
        License { trial, ..license(begins, term, grace, &grants) }
    }
}

fn any_licenses() -> impl Strategy<Value = Vec<License>> {
    proptest::collection::vec(any_license(), 0..6)
}

/// What one license gives, written down a second time, from the rules.
fn standing_by_the_rules(license: &License, feature: Feature, now: Timestamp) -> Entitlement {
    let gives = license.grants.contains_key(&feature);
    if gives && license.begins <= now && now < license.term_ends {
        Entitlement::Entitled
    } else if gives && license.term_ends <= now && license.begins <= now && now < license.expires {
        Entitlement::GracePeriod
    } else {
        Entitlement::NotEntitled
    }
}

proptest! {
    #[test]
    fn a_feature_has_the_best_that_any_license_gives(licenses in any_licenses(), now in -70_i64..170) {
        let entitlements = compute_at(now, &licenses);
        for feature in Feature::ALL {
            let best = licenses
                .iter()
                .map(|license| standing_by_the_rules(license, feature, day(now)))
                .max()
                .unwrap_or(Entitlement::NotEntitled);
            prop_assert_eq!(entitlements.features[feature.name()].entitlement, best);
        }
        let limit = &entitlements.features["user_limit"];
        prop_assert_eq!(limit.limit.is_some(), limit.entitlement > Entitlement::NotEntitled);
    }

    #[test]
    fn another_license_never_takes_anything_away(
        licenses in any_licenses(), more in any_license(), now in -70_i64..170,
    ) {
        let before = compute_at(now, &licenses);
        let mut licenses = licenses;
        licenses.push(more);
        let after = compute_at(now, &licenses);
        for feature in Feature::ALL.map(Feature::name) {
            let (before, after) = (&before.features[feature], &after.features[feature]);
            prop_assert!(before.entitlement <= after.entitlement);
            if before.entitlement == after.entitlement {
                prop_assert!(before.limit <= after.limit);
            }
        }
        prop_assert!(before.has_license <= after.has_license);
    }

    #[test]
    fn the_order_of_licenses_does_not_matter(licenses in any_licenses(), now in -70_i64..170) {
        let forwards = compute_at(now, &licenses);
        let mut backwards = licenses;
        backwards.reverse();
        let backwards = compute_at(now, &backwards);
        prop_assert_eq!(forwards.warnings, backwards.warnings);
        for feature in Feature::ALL.map(Feature::name) {
            let (one, other) = (&forwards.features[feature], &backwards.features[feature]);
            prop_assert_eq!(one.entitlement, other.entitlement);
            prop_assert_eq!(one.limit, other.limit);
        }
    }

    #[test]
    fn one_license_only_loses_with_time(license in any_license(), steps in 0_i64..120) {
        let start = license.begins.since(day(-70)).as_secs();
        let mut last = Entitlement::Entitled;
        for step in 0..steps {
            let now = i64::try_from(start).unwrap() / DAY - 70 + step;
            let entitlement = license.entitlement(day(now));
            prop_assert!(entitlement <= last);
            last = entitlement;
        }
    }

    #[test]
    fn a_seamless_hand_over_is_not_warned_of(
        term in 1_i64..30, overlap in 0_i64..5, trial: bool,
    ) {
        let grants = [(Feature::AiBridge, 1)];
        let first = License { trial, ..license(-10, 10 + term, 5, &grants) };
        let next = license(term - overlap, 365, 0, &grants);
        let handed_over = compute_at(0, &[first.clone(), next]);
        prop_assert_eq!(&handed_over.warnings, &Vec::<String>::new());

        let late = license(term + 1, 365, 0, &grants);
        let gap = compute_at(0, &[first, late]).warnings;
        prop_assert_eq!(gap.len(), 1);
        prop_assert!(gap[0].contains("the next one does not start until"), "{}", gap[0]);
    }

    #[test]
    fn whatever_is_warned_of_says_when_and_what_to_do(
        licenses in any_licenses(), now in -70_i64..170,
    ) {
        for warning in compute_at(now, &licenses).warnings {
            prop_assert!(warning.contains("`coder licenses add`"), "{}", warning);
            let says_why = warning.contains(" on 20") || warning.contains(", but ");
            prop_assert!(says_why, "{}", warning);
        }
    }
}

fn warnings_of(now: i64, licenses: &[License]) -> String {
    compute_at(now, licenses).warnings.join("\n")
}

#[test]
fn a_term_that_ends_is_warned_of_a_month_before_and_a_trial_a_week() {
    let bought = license(-100, 200, 0, &[(Feature::AiBridge, 1)]);
    let trial = License { trial: true, ..bought.clone() };
    for (license, first) in [(bought, 30), (trial, 7)] {
        assert_eq!(warnings_of(100 - first - 1, std::slice::from_ref(&license)), "");
        assert_ne!(warnings_of(100 - first, std::slice::from_ref(&license)), "");
    }
}

#[test]
fn the_warnings_read_like_this() {
    let all = [(Feature::AiBridge, 1), (Feature::UserLimit, 3)];
    let cases = [
        (0, vec![license(-10, 15, 0, &all)]),
        (0, vec![license(-10, 11, 5, &all), license(3, 50, 0, &all)]),
        (0, vec![license(-10, 15, 0, &all), license(-10, 100, 0, &[(Feature::UserLimit, 9)])]),
        (0, vec![license(-10, 8, 10, &[(Feature::AiBridge, 1)])]),
        (0, vec![license(-10, 100, 0, &[(Feature::UserLimit, 9)])]),
        (0, vec![]),
    ];
    let texts: Vec<String> =
        cases.iter().map(|(now, licenses)| warnings_of(*now, licenses)).collect();
    insta::assert_snapshot!(texts.join("\n---\n"));
}

#[test]
fn more_servers_than_one_need_a_license() {
    let several = Situation { replicas: 3, ..situation(0) };
    let entitlements = compute(&[], &several);
    let state = &entitlements.features["high_availability"];
    assert!(state.enabled);
    let warned = entitlements.warnings.iter().any(|text| text.starts_with("3 servers share"));
    assert!(warned, "{:?}", entitlements.warnings);
    let given = license(-1, 100, 0, &[(Feature::HighAvailability, 1), (Feature::AiBridge, 1)]);
    assert_eq!(compute(&[&given], &several).warnings, Vec::<String>::new());
}

#[test]
fn without_keys_everything_is_free_and_nothing_is_warned_of() {
    let free = Situation { licensed: false, has_keys: false, replicas: 3, ..situation(0) };
    let entitlements = compute(&[], &free);
    for feature in Feature::ALL {
        let expected =
            if feature.is_limit() { Entitlement::NotEntitled } else { Entitlement::Entitled };
        assert_eq!(entitlements.features[feature.name()].entitlement, expected, "{feature}");
    }
    assert_eq!(entitlements.warnings, Vec::<String>::new());
    assert!(!entitlements.has_license);
}

#[test]
fn a_deployment_is_on_trial_while_nothing_else_counts() {
    let trial = License { trial: true, ..license(-10, 20, 0, &[]) };
    let bought = license(5, 100, 0, &[]);
    let both = [trial, bought];
    assert!(compute_at(0, &both).trial);
    assert!(!compute_at(5, &both).trial);
    assert!(!compute_at(-50, &both).trial);
    assert_eq!(day(1).since(day(0)), Duration::from_hours(24));
}
