//! Tests of sessions, on a clock that stands still.

use std::time::Duration;

use super::*;
use crate::store::testing::{self, TestStore};
use crate::store::{Role, User};

struct Bench {
    identity: Identity,
    clock: Clock,
    user: User,
    _store: TestStore,
}

async fn bench(sessions: SessionSettings) -> Bench {
    let store = testing::sqlite().await;
    let clock = testing::clock();
    let settings =
        IdentitySettings { sessions, password_cost: Cost::Least, ..IdentitySettings::default() };
    let identity = Identity::new(store.store.clone(), clock.clone(), &settings);
    let draft = UserDraft {
        username: "ada".to_owned(),
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
        password: "correct horse".to_owned(),
        role: Role::Owner,
    };
    let user = identity.create_first_user(&draft).await.unwrap();
    Bench { identity, clock, user, _store: store }
}

async fn log_in(bench: &Bench) -> String {
    bench.identity.log_in("ada@example.com", "correct horse", None).await.unwrap()
}

#[tokio::test]
async fn a_session_that_is_used_goes_on_and_one_that_is_not_ends() {
    let bench = bench(SessionSettings::default()).await;
    let (used, unused) = (log_in(&bench).await, log_in(&bench).await);
    for _ in 0..4 {
        bench.clock.advance(Duration::from_hours(20));
        bench.identity.authenticate(&used).await.unwrap();
    }
    let ended = bench.identity.authenticate(&unused).await.unwrap_err();
    assert!(matches!(ended, AuthenticationError::Expired { .. }), "{ended:?}");
    bench.clock.advance(Duration::from_hours(24));
    let ended = bench.identity.authenticate(&used).await.unwrap_err();
    assert!(matches!(ended, AuthenticationError::Expired { .. }), "{ended:?}");
}

#[tokio::test]
async fn use_extends_a_session_only_where_that_is_set() {
    let settings = SessionSettings { extend_on_use: false, ..SessionSettings::default() };
    let bench = bench(settings).await;
    let token = log_in(&bench).await;
    bench.clock.advance(Duration::from_hours(23));
    bench.identity.authenticate(&token).await.unwrap();
    bench.clock.advance(Duration::from_hours(1));
    let ended = bench.identity.authenticate(&token).await.unwrap_err();
    assert!(matches!(ended, AuthenticationError::Expired { .. }), "{ended:?}");
}

#[tokio::test]
async fn use_is_noted_at_most_once_a_minute() {
    let bench = bench(SessionSettings::default()).await;
    let token = bench.identity.create_token(&bench.user, &TokenDraft::default()).await.unwrap();
    let created = bench.clock.now();
    let last_used = async || bench.identity.tokens(&bench.user).await.unwrap()[0].last_used;
    bench.clock.advance(Duration::from_secs(59));
    bench.identity.authenticate(&token).await.unwrap();
    assert_eq!(last_used().await, created);
    bench.clock.advance(Duration::from_secs(1));
    bench.identity.authenticate(&token).await.unwrap();
    assert_eq!(last_used().await, bench.clock.now());
}

#[tokio::test]
async fn a_token_with_another_secret_is_not_known_even_when_it_has_expired() {
    let bench = bench(SessionSettings::default()).await;
    let token = bench.identity.create_token(&bench.user, &TokenDraft::default()).await.unwrap();
    let forged = format!("{}-{}", &token[..10], "A".repeat(22));
    for _ in 0..2 {
        let rejected = bench.identity.authenticate(&forged).await.unwrap_err();
        assert!(matches!(rejected, AuthenticationError::Unknown), "{rejected:?}");
        bench.clock.advance(Duration::from_hours(24 * 400));
    }
}

#[tokio::test]
async fn ended_sessions_are_swept_and_tokens_stay() {
    let bench = bench(SessionSettings::default()).await;
    let session = log_in(&bench).await;
    let token = bench.identity.create_token(&bench.user, &TokenDraft::default()).await.unwrap();
    bench.clock.advance(Duration::from_hours(47));
    assert_eq!(bench.identity.sweep_sessions().await.unwrap(), 0);
    bench.clock.advance(Duration::from_hours(24 * 30));
    assert_eq!(bench.identity.sweep_sessions().await.unwrap(), 1);
    let rejected = bench.identity.authenticate(&session).await.unwrap_err();
    assert!(matches!(rejected, AuthenticationError::Unknown), "{rejected:?}");
    let rejected = bench.identity.authenticate(&token).await.unwrap_err();
    assert!(matches!(rejected, AuthenticationError::Expired { .. }), "{rejected:?}");
}

#[tokio::test]
async fn a_recognized_token_is_not_asked_for_again_until_a_moment_has_passed() {
    let bench = bench(SessionSettings::default()).await;
    let token = log_in(&bench).await;
    let holder = bench.identity.recognize(&token).await.unwrap();
    assert_eq!(holder.user, bench.user.id);
    // Removed behind this server's back, as another server would.
    bench.identity.store.remove_api_key(&holder.key, bench.user.id).await.unwrap();
    bench.clock.advance(Duration::from_millis(999));
    assert_eq!(bench.identity.recognize(&token).await.unwrap(), holder);
    bench.clock.advance(Duration::from_millis(1));
    let rejected = bench.identity.recognize(&token).await.unwrap_err();
    assert!(matches!(rejected, AuthenticationError::Unknown), "{rejected:?}");
}

#[tokio::test]
async fn a_recognized_token_is_refused_at_once_when_it_is_removed_or_has_expired() {
    let settings = SessionSettings { extend_on_use: false, ..SessionSettings::default() };
    let bench = bench(settings).await;
    let (removed, expired) = (log_in(&bench).await, log_in(&bench).await);
    let holder = bench.identity.recognize(&removed).await.unwrap();
    assert!(bench.identity.remove_key(&bench.user, &holder.key).await.unwrap());
    let rejected = bench.identity.recognize(&removed).await.unwrap_err();
    assert!(matches!(rejected, AuthenticationError::Unknown), "{rejected:?}");

    let almost = Duration::from_hours(24) - Duration::from_millis(500);
    bench.clock.advance(almost);
    bench.identity.recognize(&expired).await.unwrap();
    bench.clock.advance(Duration::from_millis(500));
    let rejected = bench.identity.recognize(&expired).await.unwrap_err();
    assert!(matches!(rejected, AuthenticationError::Expired { .. }), "{rejected:?}");
}
