//! Tests of licenses over time and across servers.

use serde_json::json;

use super::testing::{DAY, Issuer, claims};
use super::*;
use crate::store::testing::{self, START, TestStore};

async fn licensing(store: &Store, clock: &Clock, keys: LicenseKeys) -> Licensing {
    let deployment = store.deployment_id(clock.now()).await.unwrap();
    let wanted = Wanted { ai_bridge: true, audit_log: false };
    let settings = LicensingSettings { keys, wanted, ..LicensingSettings::default() };
    Licensing::new(store.clone(), clock.clone(), deployment, settings).await.unwrap()
}

#[tokio::test]
async fn a_license_for_later_is_taken_now_and_counts_then() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let licensing = licensing(store, &clock, issuer.keys()).await;
    assert!(!licensing.allows(Feature::AiBridge));
    let mut later = claims();
    later["nbf"] = json!(START + DAY);
    let added = licensing.add(&format!("\n {} \n", issuer.sign(&later))).await.unwrap();
    assert_eq!(added.uuid.to_string(), later["jti"].as_str().unwrap());
    assert!(!licensing.allows(Feature::AiBridge));

    clock.advance(Duration::from_hours(24));
    licensing.refresh().await.unwrap();
    assert!(licensing.allows(Feature::AiBridge));
    clock.advance(Duration::from_hours(24 * 370));
    licensing.refresh().await.unwrap();
    assert!(licensing.allows(Feature::AiBridge), "in its grace period");
    clock.advance(Duration::from_hours(24 * 10));
    licensing.refresh().await.unwrap();
    assert!(!licensing.allows(Feature::AiBridge));
    assert_eq!(licensing.licenses().await.unwrap(), [added]);
}

#[tokio::test]
async fn a_license_whose_key_is_gone_counts_for_nothing_and_says_so() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (old, new, clock) = (Issuer::new(), Issuer::new(), testing::clock());
    let both =
        [format!("k1={}", old.key.public_base64()), format!("k2={}", new.key.public_base64())];
    let during = licensing(store, &clock, LicenseKeys::parse(&both).unwrap()).await;
    during.add(&old.sign(&claims())).await.unwrap();
    during.add(&new.key.sign("k2", &claims()).unwrap()).await.unwrap();
    assert_eq!(during.entitlements().errors, Vec::<String>::new());

    let after = licensing(store, &clock, LicenseKeys::parse(&both[1..]).unwrap()).await;
    let errors = after.entitlements().errors.clone();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("License 1 is not valid."), "{errors:?}");
    assert!(errors[0].contains("the configured keys are `k2`"), "{errors:?}");
    assert!(after.allows(Feature::AiBridge));
    assert_eq!(after.licenses().await.unwrap().len(), 2);
    assert!(after.remove(1).await.unwrap());
    assert_eq!(after.entitlements().errors, Vec::<String>::new());
}

#[tokio::test]
async fn a_duplicate_is_refused_by_its_id_however_it_was_signed() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let licensing = licensing(store, &clock, issuer.keys()).await;
    let mut claims = claims();
    licensing.add(&issuer.sign(&claims)).await.unwrap();
    claims["trial"] = json!(true);
    let rejected = licensing.add(&issuer.sign(&claims)).await.unwrap_err();
    assert!(matches!(rejected, AddError::Duplicate { .. }), "{rejected:?}");
}

#[tokio::test]
async fn an_expired_license_is_refused() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let licensing = licensing(store, &clock, issuer.keys()).await;
    let mut over = claims();
    (over["exp"], over["license_expires"]) = (json!(START), json!(START));
    let rejected = licensing.add(&issuer.sign(&over)).await.unwrap_err();
    let expired = matches!(rejected, AddError::Invalid(LicenseError::Expired { .. }));
    assert!(expired, "{rejected:?}");
    // Not even a second of leeway either way.
    over["exp"] = json!(START + 1);
    licensing.add(&issuer.sign(&over)).await.unwrap();
}

#[tokio::test]
async fn a_change_on_one_server_counts_on_the_other_at_once() {
    let Some(settings) = testing::postgres_settings().await else { return };
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let here = Store::open(&settings, clock.now()).await.unwrap();
    let there = Store::open(&settings, clock.now()).await.unwrap();
    let here = licensing(&here, &clock, issuer.keys()).await;
    let there = Arc::new(licensing(&there, &clock, issuer.keys()).await);
    let mut entitlements = there.current.subscribe();
    let house = tokio::spawn({
        let there = Arc::clone(&there);
        async move { tokio::join!(there.keep_current(), there.store.keep_listening()) }
    });
    here.add(&issuer.sign(&claims())).await.unwrap();
    entitlements.wait_for(|entitlements| entitlements.has_license).await.unwrap();
    here.remove(1).await.unwrap();
    entitlements.wait_for(|entitlements| !entitlements.has_license).await.unwrap();
    house.abort();
}

/// A server with a license that holds for another 200 milliseconds.
async fn almost_expired(store: &Store, issuer: &Issuer, clock: &Clock) -> Licensing {
    let licensing = licensing(store, clock, issuer.keys()).await;
    let mut short = claims();
    (short["exp"], short["license_expires"]) = (json!(START + 1), json!(START + 1));
    licensing.add(&issuer.sign(&short)).await.unwrap();
    clock.advance(Duration::from_millis(800));
    licensing
}

#[tokio::test]
async fn a_license_stops_at_its_end_even_when_nothing_is_refreshed() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let licensing = almost_expired(store, &issuer, &clock).await;
    clock.advance(Duration::from_micros(199_999));
    assert!(licensing.allows(Feature::AiBridge));
    clock.advance(Duration::from_micros(1));
    assert!(!licensing.allows(Feature::AiBridge));
    assert!(licensing.entitlements().has_license, "nothing was refreshed");
}

#[tokio::test]
async fn what_is_told_is_computed_anew_at_the_end_of_a_license() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let licensing = Arc::new(almost_expired(store, &issuer, &clock).await);
    let mut entitlements = licensing.current.subscribe();
    let house = tokio::spawn({
        let licensing = Arc::clone(&licensing);
        async move { licensing.keep_current().await }
    });
    // The first refresh is at once; the next regular one would be in ten minutes.
    entitlements.changed().await.unwrap();
    clock.advance(Duration::from_millis(200));
    entitlements.wait_for(|entitlements| !entitlements.has_license).await.unwrap();
    house.abort();
}

#[tokio::test]
async fn a_server_without_keys_on_a_store_with_licenses_says_so_and_is_not_free() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let (issuer, clock) = (Issuer::new(), testing::clock());
    let keyless = licensing(store, &clock, LicenseKeys::default()).await;
    assert!(keyless.allows(Feature::AiBridge), "nothing is licensed yet");
    assert_eq!(keyless.entitlements().warnings, Vec::<String>::new());

    let licensed = licensing(store, &clock, issuer.keys()).await;
    licensed.add(&issuer.sign(&claims())).await.unwrap();
    keyless.refresh().await.unwrap();
    assert!(licensed.allows(Feature::AiBridge) && !keyless.allows(Feature::AiBridge));
    assert_eq!(keyless.entitlements().warnings, [NO_KEYS]);
    assert_eq!(keyless.entitlements().errors, Vec::<String>::new());
    assert!(!keyless.entitlements().has_license);
    assert_eq!(licensed.entitlements().warnings, Vec::<String>::new());

    assert!(keyless.remove(1).await.unwrap());
    assert!(keyless.allows(Feature::AiBridge), "nothing is licensed any more");
}
