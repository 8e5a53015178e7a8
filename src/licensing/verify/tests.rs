//! The table of refusals: each for its own reason.

use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};

use super::*;
use crate::licensing::testing::{DAY, Issuer, claims, public_pem};
use crate::store::testing::START;

/// A token of any header and any claims, with a signature that is none.
fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(header), part(claims), URL_SAFE_NO_PAD.encode([0; 64]))
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut claims = claims();
    change(&mut claims);
    claims
}

fn without(name: &str) -> Value {
    with(|claims| drop(claims.as_object_mut().unwrap().remove(name)))
}

fn check(token: &str, issuer: &Issuer) -> Result<Verified, LicenseError> {
    verify(token, &issuer.keys(), Uuid::nil())
}

#[test]
fn a_license_says_what_it_gives() {
    let issuer = Issuer::new();
    let claims = with(|claims| {
        claims["features"] = json!({"user_limit": 50, "aibridge": 0, "later": 1, "audit_log": -1});
        claims["deployment_ids"] = json!([Uuid::new_v4(), Uuid::nil().to_string().to_uppercase()]);
    });
    let Verified { license, claims: kept } = check(&issuer.sign(&claims), &issuer).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), claims);
    assert_eq!(license.begins, Timestamp::from_seconds(START - DAY));
    assert_eq!(license.term_ends, Timestamp::from_seconds(START + 365 * DAY));
    assert_eq!(license.expires, Timestamp::from_seconds(START + 375 * DAY));
    let grants: Vec<(Feature, i64)> = license.grants.into_iter().collect();
    assert_eq!(
        grants,
        [
            (Feature::AiBridge, 1),
            (Feature::AuditLog, 1),
            (Feature::HighAvailability, 1),
            (Feature::UserLimit, 50)
        ]
    );
}

#[test]
fn claims_keep_every_byte() {
    let issuer = Issuer::new();
    let text = r#"{"version":3, "exp" : 4000000000.75,"jti":"67e55044-10b1-426f-9247-bb680e5fe0c8","b":1e2,"a":[0.10, "\u00e9"],"big":123456789012345678901234567890}"#;
    let raw = RawValue::from_string(text.to_owned()).unwrap();
    let token = issuer.key.sign("k1", &raw).unwrap();
    let Verified { license, claims } = check(&token, &issuer).unwrap();
    assert_eq!(claims, text);
    assert_eq!(license.expires, Timestamp::from_seconds(4_000_000_000));
    assert_eq!(license.term_ends, license.expires);
}

#[test]
fn what_proves_nothing_is_refused_before_the_claims_are_looked_at() {
    let issuer = Issuer::new();
    let claims = json!("not even an object");
    let pem = public_pem(&issuer.key);
    let hmac = Header { kid: Some("k1".to_owned()), ..Header::new(Algorithm::HS256) };
    let hmac = jsonwebtoken::encode(&hmac, &claims, &EncodingKey::from_secret(pem.as_bytes()));
    let cases = [
        (hmac.unwrap(), "the algorithm `HS256`"),
        (unsigned(&json!({"alg": "none", "kid": "k1"}), &claims), "the algorithm `none`"),
        (unsigned(&json!({"kid": "k1"}), &claims), "the algorithm `none`"),
        (unsigned(&json!({"alg": "eddsa", "kid": "k1"}), &claims), "the algorithm `eddsa`"),
        (unsigned(&json!({"alg": "RS256", "kid": "k1"}), &claims), "the algorithm `RS256`"),
        (unsigned(&json!({"alg": "EdDSA"}), &claims), "does not name its signing key"),
        (unsigned(&json!({"alg": "EdDSA", "kid": ""}), &claims), "does not name its signing key"),
        (unsigned(&json!({"alg": "EdDSA", "kid": "k2"}), &claims), "the configured keys are `k1`"),
        (unsigned(&json!({"alg": "EdDSA", "kid": "k1"}), &claims), "signature does not match"),
        (
            unsigned(&json!({"alg": "EdDSA", "kid": "k1", "crit": ["exp"]}), &claims),
            "requires unknown extensions",
        ),
        (issuer.sign(&json!([])), "claims are not a JSON object"),
        (String::new(), "it has no dot"),
        ("a.b".to_owned(), "it has only one dot"),
        ("a.b.c.d".to_owned(), "it has 3 dots"),
        ("*.b.c".to_owned(), "not base64url"),
        (format!("{}.b.c", URL_SAFE_NO_PAD.encode("[]")), "not the header"),
        ("x".repeat(MAX_LENGTH + 1), "has 65537 bytes"),
    ];
    for (token, reason) in cases {
        let rejected = check(&token, &issuer).unwrap_err().to_string();
        assert!(rejected.contains(reason), "{reason}: {rejected}");
    }
}

#[test]
fn a_license_that_was_changed_or_signed_by_somebody_else_is_refused() {
    let (issuer, other) = (Issuer::new(), Issuer::new());
    let token = issuer.sign(&claims());
    let parts: Vec<&str> = token.split('.').collect();
    let changed = URL_SAFE_NO_PAD.encode(without("deployment_ids").to_string());
    let changed = format!("{}.{changed}.{}", parts[0], parts[2]);
    for token in [changed.as_str(), &other.sign(&claims())] {
        let rejected = check(token, &issuer).unwrap_err();
        assert_eq!(rejected, LicenseError::Signature { key: "k1".to_owned() }, "{token}");
    }
    for length in [1, 10, token.len() / 2, token.len() - 1] {
        assert!(check(&token[..length], &issuer).is_err(), "{length}");
    }
    assert!(check(&token, &issuer).is_ok());
}

#[test]
fn what_a_license_says_must_make_sense() {
    let issuer = Issuer::new();
    let set = |name: &str, value: Value| with(|claims| claims[name] = value);
    let cases = [
        (without("jti"), "ID (`jti`) is missing"),
        (set("jti", json!("license 7")), "ID (`jti`) is missing"),
        (set("jti", json!(7)), "claim `jti` is invalid"),
        (without("exp"), "no expiry"),
        (set("exp", json!("soon")), "claim `exp`"),
        (set("exp", json!(START - 2 * DAY)), "before its term starts"),
        (without("version"), "version none"),
        (set("version", json!(2)), "version 2"),
        (set("version", json!(4)), "version 4"),
        (set("feature_set", json!("gold")), "feature set `gold`"),
        (set("features", json!({"user_limit": "many"})), "claim `features.user_limit`"),
        (set("features", json!([])), "claim `features`"),
        (set("deployment_ids", json!("one")), "claim `deployment_ids`"),
        (
            set("deployment_ids", json!([Uuid::new_v4()])),
            "deployment is `00000000-0000-0000-0000-000000000000`",
        ),
    ];
    for (claims, reason) in cases {
        let rejected = check(&issuer.sign(&claims), &issuer).unwrap_err().to_string();
        assert!(rejected.contains(reason), "{reason}: {rejected}");
        assert!(rejected.contains("sk the issuer"), "{rejected}");
    }
}

#[test]
fn null_stands_for_nothing() {
    let issuer = Issuer::new();
    let claims = with(|claims| {
        for name in ["deployment_ids", "features", "feature_set", "trial", "nbf"] {
            claims[name] = Value::Null;
        }
    });
    let license = check(&issuer.sign(&claims), &issuer).unwrap().license;
    assert!(license.grants.is_empty() && !license.trial);
}

#[test]
fn without_keys_nothing_can_be_checked() {
    let token = Issuer::new().sign(&claims());
    let rejected = verify(&token, &LicenseKeys::default(), Uuid::nil()).unwrap_err();
    assert_eq!(rejected, LicenseError::NoKeys);
}
