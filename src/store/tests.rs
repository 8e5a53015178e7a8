//! Tests of the store, each on every kind of store that there is.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use sqlx::{Connection, SqliteConnection};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::migrations::{self, MIGRATIONS, Migration};
use super::testing::{START, TestStore, each, settings_of_each, sqlite_settings};
use super::*;
use crate::store::{LoginType, Role};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(START + seconds)
}

fn somebody<'a>(username: &'a str, email: &'a str) -> NewUser<'a> {
    NewUser { username, email, name: "", password_hash: "hash", role: Role::Member }
}

#[test]
fn the_list_of_migrations_is_the_folder_in_order() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let listed: Vec<&str> = MIGRATIONS.iter().map(|migration| migration.name).collect();
    assert_eq!(files, listed);
    for (place, migration) in (1..).zip(MIGRATIONS) {
        assert_eq!(migration.version, place);
        assert!(migration.name.starts_with(&format!("{place:04}_")), "{}", migration.name);
    }
}

#[tokio::test]
async fn a_store_is_kept_and_found_again() {
    for (settings, _folder) in settings_of_each().await {
        let first = Store::open(&settings, at(0)).await.unwrap();
        let id = first.deployment_id(at(0)).await.unwrap();
        assert_eq!(first.deployment_id(at(1)).await.unwrap(), id);
        first.close().await;
        let second = Store::open(&settings, at(2)).await.unwrap();
        assert_eq!(second.deployment_id(at(2)).await.unwrap(), id, "{}", second.kind());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_and_its_folder_are_private() {
    use std::os::unix::fs::PermissionsExt;

    let (settings, folder) = sqlite_settings();
    let settings =
        StoreSettings { data_folder: folder.path().join("deep/down"), ..settings.clone() };
    let store = Store::open(&settings, at(0)).await.unwrap();
    store.deployment_id(at(0)).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&settings.data_folder), 0o700);
    let files: Vec<_> = fs::read_dir(&settings.data_folder).unwrap().flatten().collect();
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        assert_eq!(mode(&file.path()), 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn many_may_open_an_empty_store_at_once() {
    for (settings, _folder) in settings_of_each().await {
        let mut opening = JoinSet::new();
        for _ in 0..8 {
            let settings = settings.clone();
            opening.spawn(async move {
                let store = Store::open(&settings, at(0)).await.unwrap();
                let id = store.deployment_id(at(0)).await.unwrap();
                store.close().await;
                id
            });
        }
        let ids: BTreeSet<Uuid> = opening.join_all().await.into_iter().collect();
        assert_eq!(ids.len(), 1);
    }
}

#[tokio::test]
async fn a_store_of_a_newer_build_is_refused() {
    for (settings, _folder) in settings_of_each().await {
        let store = Store::open(&settings, at(0)).await.unwrap();
        query::execute!(
            store,
            "pretending",
            "INSERT INTO schema_migrations (version, name, checksum, applied_at) \
             VALUES ($1, '9999_later.sql', '', 0)",
            9999_i64,
        )
        .unwrap();
        store.close().await;
        let rejected = Store::open(&settings, at(0)).await.unwrap_err();
        assert!(matches!(rejected, StoreError::Newer { found: 9999, .. }), "{rejected:?}");
        assert!(rejected.to_string().contains("written by a newer build"), "{rejected}");
    }
}

#[tokio::test]
async fn a_store_with_another_text_of_a_migration_is_refused() {
    for (settings, _folder) in settings_of_each().await {
        let store = Store::open(&settings, at(0)).await.unwrap();
        let change = "UPDATE schema_migrations SET checksum = 'other' WHERE version = 1";
        query::execute!(store, "pretending", change).unwrap();
        store.close().await;
        let rejected = Store::open(&settings, at(0)).await.unwrap_err();
        assert!(matches!(rejected, StoreError::OtherMigration { version: 1, .. }), "{rejected:?}");
    }
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind() {
    let migrations = [
        Migration { version: 1, name: "good", sql: "CREATE TABLE good (id BIGINT PRIMARY KEY)" },
        Migration { version: 2, name: "bad", sql: "CREATE TABLE bad (id BIGINT); SELECT nothing" },
    ];
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("file").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let failed = migrations::sqlite(&mut connection, &migrations, at(0)).await.unwrap_err();
    assert!(matches!(failed, StoreError::Migration { name: "bad", .. }), "{failed:?}");
    drop(connection);

    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    let left: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'table'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert_eq!(left, []);
}

#[tokio::test]
async fn what_cannot_be_a_store_is_refused_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("file");
    File::create(&blocked).unwrap();
    let settings = |data_folder, url: Option<&str>| StoreSettings {
        data_folder,
        postgres_url: url.map(Into::into),
    };
    let corrupt = folder.path().join("corrupt");
    fs::create_dir(&corrupt).unwrap();
    fs::copy(file!(), corrupt.join("coder.db")).unwrap();
    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    let url = format!("sqlite://{}?mode=rwc", foreign.join("coder.db").display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("CREATE TABLE songs (id INTEGER)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();

    let socket = folder.path().display();
    let nowhere = format!("postgres:///none?host={socket}&user=coder");
    let cases = [
        (settings(blocked.join("below"), None), "--data-dir"),
        (settings(corrupt, None), "coder.db is corrupt"),
        (settings(foreign, None), "of another program: it has the table `songs`"),
        (settings(blocked.clone(), Some("http://example.com")), "postgres://user:password@host"),
        (settings(blocked, Some(&nowhere)), "check that it is running"),
    ];
    for (settings, advice) in cases {
        let rejected = Store::open(&settings, at(0)).await.unwrap_err().to_string();
        assert!(rejected.contains(advice), "{rejected}");
        assert!(rejected.contains("\n  because "), "{rejected}");
    }
}

#[tokio::test]
async fn a_store_that_was_damaged_says_so_at_its_start_and_while_it_runs() {
    let (settings, folder) = sqlite_settings();
    let store = Store::open(&settings, at(0)).await.unwrap();
    store.create_user(somebody("ada", "ada@example.com"), at(0)).await.unwrap();
    store.close().await;
    let file = folder.path().join("coder.db");
    let mut bytes = fs::read(&file).unwrap();
    // The schema, on the first page, stays readable.
    bytes[4096..].fill(0x5a);
    let store = Store::open(&settings, at(0)).await.unwrap();
    File::create(&file).unwrap().write_all(&bytes).unwrap();
    let told = store.user_by_name("ada").await.unwrap_err();
    assert!(told.is_away() && told.to_string().contains("the store is corrupt"), "{told}");
    assert!(store.why_away().is_some());
    store.close().await;
    let told = Store::open(&settings, at(0)).await.unwrap_err();
    assert!(matches!(told, StoreError::Corrupt { .. }), "{told}");
    assert!(told.to_string().contains("restore it from a backup"), "{told}");
}

#[tokio::test]
async fn users_are_found_by_name_and_address_in_any_case() {
    for TestStore { store, .. } in &each().await {
        let ada = store.create_user(somebody("Ada", "Ada@Example.com"), at(0)).await.unwrap();
        assert_eq!(store.user_by_id(ada.id).await.unwrap(), Some(ada.clone()));
        assert_eq!(store.user_by_name("aDA").await.unwrap(), Some(ada.clone()));
        let (found, hash) = store.login_by_email("ada@EXAMPLE.com").await.unwrap().unwrap();
        assert_eq!((found, hash.as_str()), (ada, "hash"));
        assert_eq!(store.user_by_name("ad").await.unwrap(), None);

        let taken = store.create_user(somebody("ADA", "b@example.com"), at(0)).await.unwrap_err();
        assert!(taken.is_taken_in("username_key") && !taken.is_taken_in("email_key"), "{taken:?}");
        let taken = store.create_user(somebody("bob", "ADA@example.com"), at(0)).await.unwrap_err();
        assert!(taken.is_taken_in("email_key") && !taken.is_taken_in("username_key"), "{taken:?}");
    }
}

#[tokio::test]
async fn exactly_one_of_many_creates_the_first_user() {
    for TestStore { store, .. } in &each().await {
        let mut creating = JoinSet::new();
        for number in 0..8 {
            let store = store.clone();
            creating.spawn(async move {
                let (name, email) = (format!("user{number}"), format!("{number}@example.com"));
                store.create_first_user(somebody(&name, &email), at(0)).await.unwrap()
            });
        }
        let created = creating.join_all().await;
        assert_eq!(created.iter().flatten().count(), 1, "{}: {created:?}", store.kind());
        assert_eq!(store.count_users().await.unwrap(), 1);
        store.create_user(somebody("next", "next@example.com"), at(0)).await.unwrap();
        store.create_user(somebody("last", "last@example.com"), at(0)).await.unwrap();
        let late = store.create_first_user(somebody("late", "late@example.com"), at(0)).await;
        assert_eq!(late.unwrap(), None);
    }
}

#[tokio::test]
async fn lists_of_users_are_filtered_ordered_and_paged() {
    for TestStore { store, .. } in &each().await {
        for name in ["dan", "Bob", "cy_d", "ada"] {
            let email = format!("{name}@example.com");
            store.create_user(somebody(name, &email), at(0)).await.unwrap();
        }
        let list = async |filter: UserFilter| {
            let (users, count) = store.users(&filter).await.unwrap();
            let names: Vec<String> = users.into_iter().map(|user| user.username).collect();
            (names.join(" "), count)
        };
        let all = UserFilter::default;
        assert_eq!(list(all()).await, ("ada Bob cy_d dan".to_owned(), 4));
        let contains = |text: &str| UserFilter { contains: text.to_owned(), ..all() };
        assert_eq!(list(contains("AD")).await, ("ada".to_owned(), 1));
        assert_eq!(list(contains("_")).await, ("cy_d".to_owned(), 1));
        assert_eq!(list(contains("%")).await, (String::new(), 0));
        assert_eq!(list(contains("example.com")).await.1, 4);
        let page = UserFilter { offset: 1, limit: Some(2), ..all() };
        assert_eq!(list(page).await, ("Bob cy_d".to_owned(), 4));
        let bob = store.user_by_name("bob").await.unwrap().unwrap().id;
        let after = UserFilter { after: Some(bob), limit: Some(1), ..all() };
        assert_eq!(list(after).await, ("cy_d".to_owned(), 4));
    }
}

#[tokio::test]
async fn keys_are_kept_used_and_removed() {
    for TestStore { store, .. } in &each().await {
        let ada = store.create_user(somebody("ada", "ada@example.com"), at(0)).await.unwrap();
        let bob = store.create_user(somebody("bob", "bob@example.com"), at(0)).await.unwrap();
        let key = NewApiKey {
            id: "token1",
            user_id: ada.id,
            secret_hash: &[0, 255, 7],
            login_type: LoginType::Token,
            token_name: "ci",
            lifetime_seconds: 60,
            expires_at: at(60),
        };
        store.add_api_key(key, at(0)).await.unwrap();
        let session = NewApiKey { id: "session1", login_type: LoginType::Password, ..key };
        store.add_api_key(session, at(0)).await.unwrap();
        store.add_api_key(NewApiKey { id: "session2", ..session }, at(0)).await.unwrap();

        let (found, hash, user) = store.api_key_with_user("token1").await.unwrap().unwrap();
        assert_eq!((hash.as_slice(), &user), ([0, 255, 7].as_slice(), &ada));
        assert_eq!(store.tokens_of(ada.id).await.unwrap(), [found]);
        assert_eq!(store.tokens_of(bob.id).await.unwrap(), []);

        let same = store.add_api_key(NewApiKey { id: "token2", ..key }, at(0)).await.unwrap_err();
        assert!(same.is_taken_in("token_name"), "{same:?}");
        let others = NewApiKey { id: "token3", user_id: bob.id, ..key };
        store.add_api_key(others, at(0)).await.unwrap();

        store.use_api_key("token1", at(5), at(65)).await.unwrap();
        let noted = &store.tokens_of(ada.id).await.unwrap()[0];
        assert_eq!((noted.last_used, noted.expires_at), (at(5), at(65)));
        store.use_api_key("token1", at(4), at(64)).await.unwrap();
        assert_eq!(store.tokens_of(ada.id).await.unwrap()[0].last_used, at(5));

        assert!(!store.remove_api_key("token1", bob.id).await.unwrap());
        assert!(store.remove_api_key("token1", ada.id).await.unwrap());
        assert_eq!(store.api_key_with_user("token1").await.unwrap(), None);
        assert_eq!(store.remove_sessions_before(at(60)).await.unwrap(), 0);
        assert_eq!(store.remove_sessions_before(at(61)).await.unwrap(), 2);
        assert_eq!(store.tokens_of(bob.id).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn instants_read_back_as_they_were_written() {
    for TestStore { store, .. } in &each().await {
        let now = at(0).after(Duration::from_micros(130_001));
        let ada = store.create_user(somebody("ada", "ada@example.com"), now).await.unwrap();
        let later = now.after(Duration::from_micros(999));
        store.see_user(ada.id, later).await.unwrap();
        let found = store.user_by_id(ada.id).await.unwrap().unwrap();
        assert_eq!((found.created_at, found.last_seen_at), (now, later));
    }
}

#[tokio::test]
async fn licenses_are_numbered_once_and_unique() {
    for TestStore { store, .. } in &each().await {
        let uuid = Uuid::new_v4();
        let claims = r#"{ "b": 1.0, "a": "é\u0000" }"#;
        let first = store.add_license(uuid, "token", claims, at(0)).await.unwrap();
        assert_eq!(store.licenses().await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(first.claims, claims);
        let again = store.add_license(uuid, "token", claims, at(0)).await.unwrap_err();
        assert!(again.is_taken(), "{again:?}");

        assert!(store.remove_license(first.id).await.unwrap());
        assert!(!store.remove_license(first.id).await.unwrap());
        let next = store.add_license(uuid, "token", claims, at(0)).await.unwrap();
        assert!(next.id > first.id, "{} {}", next.id, first.id);
    }
}

#[tokio::test]
async fn a_change_of_licenses_reaches_every_server() {
    for TestStore { store, settings, .. } in &each().await {
        let postgres = settings.postgres_url.is_some();
        let other = Store::open(settings, at(0)).await.unwrap();
        let listening = {
            let other = other.clone();
            tokio::spawn(async move { other.listen().await })
        };
        let (mut here, mut there) = (store.license_changes(), other.license_changes());
        if postgres {
            // The listener says so once when it begins to listen.
            there.changed().await.unwrap();
        }
        store.announce_licenses().await.unwrap();
        here.changed().await.unwrap();
        if postgres {
            there.changed().await.unwrap();
            assert_eq!(store.replicas().await.unwrap(), 2);
        } else {
            assert_eq!(store.replicas().await.unwrap(), 1);
            listening.await.unwrap().unwrap();
        }
    }
}
