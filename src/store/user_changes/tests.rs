//! Tests of changes of users, on each kind of store and by several writers at once.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tokio::task::JoinSet;

use super::*;
use crate::store::testing::{START, TestStore, each};
use crate::store::{LoginType, NewUser};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(START + seconds)
}

fn somebody<'a>(username: &'a str, email: &'a str, role: Role) -> NewUser<'a> {
    NewUser { username, email, name: "Some Body", password_hash: "$hash", role }
}

async fn user(store: &Store, name: &str, role: Role) -> Uuid {
    let email = format!("{name}@example.com");
    store.create_user(somebody(name, &email, role), at(0)).await.unwrap().id
}

fn session(id: &str, user_id: Uuid) -> NewApiKey<'_> {
    NewApiKey {
        id,
        user_id,
        secret_hash: &[1, 2, 3],
        login_type: LoginType::Password,
        token_name: "",
        lifetime_seconds: 60,
        expires_at: at(60),
    }
}

/// Something that is done to a user.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Demote,
    Promote,
    Suspend,
    Activate,
    Delete,
}

impl Deed {
    async fn apply(self, store: &Store, id: Uuid) {
        let done = match self {
            Self::Demote => store.set_role(id, Role::Member, at(1)).await.map(drop),
            Self::Promote => store.set_role(id, Role::Owner, at(1)).await.map(drop),
            Self::Suspend => store.set_status(id, UserStatus::Suspended, at(1)).await.map(drop),
            Self::Activate => store.set_status(id, UserStatus::Active, at(1)).await.map(drop),
            Self::Delete => store.delete_user(id, at(1)).await,
        };
        match done {
            Ok(()) | Err(UserChangeError::LastOwner | UserChangeError::Gone) => {}
            Err(UserChangeError::Store(error)) => panic!("{self:?}: {error}"),
        }
    }
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => Just(Deed::Demote),
        1 => Just(Deed::Promote),
        3 => Just(Deed::Suspend),
        1 => Just(Deed::Activate),
        1 => Just(Deed::Delete),
    ]
}

async fn owners(store: &Store) -> usize {
    let (users, _) = store.users(&crate::store::UserFilter::default()).await.unwrap();
    let is_owner = |user: &&User| user.role == Role::Owner && user.status == UserStatus::Active;
    users.iter().filter(is_owner).count()
}

/// What two writers do, each to one of three owners after the other.
async fn two_writers(stores: &[TestStore], writers: [Vec<(Deed, usize)>; 2]) {
    for TestStore { store, .. } in stores {
        let mut people = Vec::new();
        for _ in 0..3 {
            let name = Uuid::new_v4().simple().to_string();
            people.push(user(store, &name, Role::Owner).await);
        }
        // The owners of earlier rounds would be the ones that are left.
        let (all, _) = store.users(&crate::store::UserFilter::default()).await.unwrap();
        for old in all.iter().filter(|old| !people.contains(&old.id)) {
            store.delete_user(old.id, at(0)).await.unwrap();
        }
        let mut writing = JoinSet::new();
        for deeds in writers.clone() {
            let (store, people) = (store.clone(), people.clone());
            writing.spawn(async move {
                for (deed, place) in deeds {
                    deed.apply(&store, people[place]).await;
                    assert!(owners(&store).await > 0, "{deed:?}");
                }
            });
        }
        writing.join_all().await;
        assert!(owners(store).await > 0, "{}", store.kind());
    }
}

#[test]
fn an_owner_is_left_whatever_two_writers_do() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let stores = runtime.block_on(each());
    let deeds = || vec((any_deed(), 0usize..3), 1..8);
    let config = ProptestConfig { cases: 24, ..ProptestConfig::default() };
    let ran = TestRunner::new(config).run(&(deeds(), deeds()), |(one, other)| {
        runtime.block_on(two_writers(&stores, [one, other]));
        Ok(())
    });
    ran.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_owners_who_demote_each_other_one_stays() {
    for TestStore { store, .. } in &each().await {
        let pair = [user(store, "ada", Role::Owner).await, user(store, "bob", Role::Owner).await];
        for _ in 0..20 {
            let mut writing = JoinSet::new();
            for id in pair {
                let store = store.clone();
                writing.spawn(async move { store.set_role(id, Role::Member, at(1)).await.is_ok() });
            }
            let done = writing.join_all().await;
            assert_eq!(done.iter().filter(|done| **done).count(), 1, "{}", store.kind());
            assert_eq!(owners(store).await, 1);
            for id in pair {
                store.set_role(id, Role::Owner, at(2)).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn the_last_owner_is_not_changed_in_any_way_and_a_suspended_one_does_not_count() {
    for TestStore { store, .. } in &each().await {
        let ada = user(store, "ada", Role::Owner).await;
        let bob = user(store, "bob", Role::Owner).await;
        user(store, "mia", Role::Member).await;
        store.set_status(bob, UserStatus::Suspended, at(1)).await.unwrap();
        let before = store.user_by_id(ada).await.unwrap().unwrap();
        for refused in [
            store.set_role(ada, Role::Auditor, at(2)).await.map(drop),
            store.set_status(ada, UserStatus::Suspended, at(2)).await.map(drop),
            store.delete_user(ada, at(2)).await,
        ] {
            assert!(matches!(refused, Err(UserChangeError::LastOwner)), "{refused:?}");
        }
        assert_eq!(store.user_by_id(ada).await.unwrap().unwrap(), before);
        // What does not take an owner away is not refused.
        store.set_role(ada, Role::Owner, at(3)).await.unwrap();
        store.delete_user(bob, at(3)).await.unwrap();
        let gone = store.set_role(bob, Role::Owner, at(3)).await.unwrap_err();
        assert!(matches!(gone, UserChangeError::Gone), "{gone:?}");
    }
}

#[tokio::test]
async fn a_password_ends_sessions_and_none_begins_with_the_old_one() {
    for TestStore { store, .. } in &each().await {
        let ada = user(store, "ada", Role::Owner).await;
        for id in ["session1", "session2"] {
            assert!(store.add_session(session(id, ada), "$hash", at(0)).await.unwrap());
        }
        let token = NewApiKey { login_type: LoginType::Token, ..session("token1", ada) };
        store.add_api_key(token, at(0)).await.unwrap();
        store.set_password(ada, "$new", Some("session2"), at(1)).await.unwrap();
        let left = |keys: Vec<String>| keys.into_iter().collect::<BTreeSet<_>>();
        let usable = left(store.usable_keys_of(ada).await.unwrap());
        assert_eq!(usable, ["session2", "token1"].map(str::to_owned).into());

        // Checked against the old password before it was changed, and kept after.
        assert!(!store.add_session(session("late", ada), "$hash", at(2)).await.unwrap());
        assert!(store.add_session(session("session3", ada), "$new", at(2)).await.unwrap());
        store.set_password(ada, "$newer", None, at(3)).await.unwrap();
        assert_eq!(store.usable_keys_of(ada).await.unwrap(), ["token1"]);
        let gone = store.set_password(Uuid::new_v4(), "$new", None, at(3)).await.unwrap_err();
        assert!(matches!(gone, UserChangeError::Gone), "{gone:?}");
    }
}

#[tokio::test]
async fn keys_of_suspended_and_deleted_users_are_of_no_use() {
    for TestStore { store, .. } in &each().await {
        user(store, "ada", Role::Owner).await;
        let mia = user(store, "mia", Role::Member).await;
        store.add_session(session("session1", mia), "$hash", at(0)).await.unwrap();
        store.set_status(mia, UserStatus::Suspended, at(1)).await.unwrap();
        assert_eq!(store.usable_keys_of(mia).await.unwrap(), Vec::<String>::new());
        assert_eq!(store.keys_of(mia).await.unwrap().len(), 1);
        assert!(!store.add_session(session("session2", mia), "$hash", at(1)).await.unwrap());
        store.set_status(mia, UserStatus::Active, at(2)).await.unwrap();
        assert_eq!(store.usable_keys_of(mia).await.unwrap(), ["session1"]);
        assert_eq!(store.count_users().await.unwrap(), 2);
        store.delete_user(mia, at(3)).await.unwrap();
        assert_eq!(store.keys_of(mia).await.unwrap(), []);
        assert_eq!(store.count_users().await.unwrap(), 1);
        // A key that somebody still made for the user in that moment.
        store.add_api_key(session("session3", mia), at(3)).await.unwrap();
        assert_eq!(store.api_key_with_user("session3").await.unwrap(), None);
        assert_eq!(store.usable_keys_of(mia).await.unwrap(), Vec::<String>::new());
        assert_eq!(store.remove_keys_of(mia).await.unwrap(), 1);
    }
}
