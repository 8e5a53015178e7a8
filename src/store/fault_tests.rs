//! The store while its database fails: what cannot be done says so soon, and works again as soon as
//! the cause is gone.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Map;
use uuid::Uuid;

use super::testing::proxy::Proxy;
use super::testing::{self, START, TestStore};
use super::*;
use crate::aibridge::metrics::BridgeMetrics;
use crate::aibridge::recorder::{
    Ended, Entry, Journal, Prompt, Recorder, RecorderSettings, StartRecord, Started,
};
use crate::telemetry::metrics::Metrics;

fn now() -> Timestamp {
    Timestamp::from_seconds(START)
}

const SETTINGS: RecorderSettings = RecorderSettings {
    patience: Duration::from_mins(1),
    allows_unrecorded: false,
    max_text: 64 * 1024,
};

async fn user(store: &Store) -> User {
    let user = NewUser {
        username: "ada",
        email: "ada@example.com",
        name: "",
        password_hash: "x",
        role: Role::Owner,
    };
    store.create_user(user, now()).await.unwrap()
}

fn started(id: u128, initiator: Uuid, prompt: usize) -> Started {
    Started {
        id: Uuid::from_u128(id),
        initiator,
        api_key: "key".to_owned(),
        provider: "openai",
        model: "m".to_owned(),
        metadata: Map::new(),
        at: now().as_microseconds(),
        prompt: Some(Prompt::new("x".repeat(prompt))),
    }
}

fn ended(id: u128) -> Ended {
    Ended {
        id: Uuid::from_u128(id),
        at: now().as_microseconds(),
        prompt_response: None,
        responses: Vec::new(),
        usages: Vec::new(),
        tools: Vec::new(),
        metadata: Map::new(),
    }
}

/// How many interceptions are recorded, and how many of them have ended.
async fn recorded(store: &Store) -> (usize, usize) {
    let page = Page { after: None, offset: 0, limit: 1_000 };
    let (all, _) = store.interceptions(&InterceptionFilter::default(), page).await.unwrap();
    (all.len(), all.iter().filter(|one| one.head.ended_at.is_some()).count())
}

/// Lets no connection of the store make its file larger, as on a full disk.
async fn fill_disk(store: &Store) {
    for pool in [&store.pool, &store.records] {
        let Pool::Sqlite(pool) = pool else { panic!("this is about SQLite") };
        let mut held = Vec::new();
        for _ in 0..pool.options().get_max_connections() {
            let mut connection = pool.acquire().await.unwrap();
            // A number of pages below the present one stands for the present one.
            let full = sqlx::raw_sql("PRAGMA max_page_count = 1");
            full.execute(&mut *connection).await.unwrap();
            held.push(connection);
        }
    }
}

#[tokio::test]
async fn a_full_disk_is_forgotten_as_soon_as_there_is_space() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let ada = user(store).await;
    let journal = InterceptionJournal::new(store.clone());
    fill_disk(store).await;
    let large = |id| {
        [
            Entry::Started(started(id, ada.id, 1 << 20)),
            Entry::Started(started(id + 1, ada.id, 1 << 20)),
        ]
    };
    let error = journal.commit(&large(1)).await.unwrap_err();
    assert!(error.to_string().contains("full"), "{error}");
    assert!(store.why_away().unwrap().contains("full"));
    // The connection that met the full disk is gone, and with it the disk of this test.
    journal.commit(&large(1)).await.unwrap();
    journal.commit(&large(3)).await.unwrap();
    assert_eq!(store.why_away(), None);
    assert_eq!(recorded(store).await, (4, 0));
}

#[tokio::test]
async fn a_transaction_that_met_a_full_disk_leaves_no_connection_behind_that_nobody_can_use() {
    let TestStore { store, .. } = &testing::sqlite().await;
    let ada = user(store).await;
    fill_disk(store).await;
    let hash = "x".repeat(1 << 20);
    let mut failures = 0;
    // Whichever connections they get: each may meet the full disk once.
    for _ in 0..30 {
        failures += u32::from(store.set_password(ada.id, &hash, None, now()).await.is_err());
    }
    assert!((1..=8).contains(&failures), "{failures}");
    store.set_password(ada.id, "short", None, now()).await.unwrap();
    assert_eq!(store.why_away(), None);
}

#[tokio::test]
async fn lost_connections_to_postgresql_are_made_anew() {
    let Some(settings) = testing::postgres_settings().await else { return };
    let proxy = Proxy::before(settings.postgres_url.as_deref().unwrap()).await;
    let settings = StoreSettings { postgres_url: Some(proxy.url.clone()), ..settings };
    let store = Store::open(&settings, now()).await.unwrap();
    let ada = user(&store).await;
    let journal = InterceptionJournal::new(store.clone());
    proxy.cut();
    let told = store.user_by_id(ada.id).await.unwrap_err();
    assert!(told.is_away(), "{told}");
    let told = store.set_role(ada.id, Role::Owner, now()).await.unwrap_err();
    assert!(matches!(&told, UserChangeError::Store(error) if error.is_away()), "{told}");
    journal.commit(&[Entry::Started(started(1, ada.id, 1))]).await.unwrap_err();
    assert!(store.why_away().is_some());
    proxy.mend();
    store.user_by_id(ada.id).await.unwrap().unwrap();
    store.set_role(ada.id, Role::Owner, now()).await.unwrap();
    journal.commit(&[Entry::Started(started(1, ada.id, 1))]).await.unwrap();
    assert_eq!((store.why_away(), recorded(&store).await), (None, (1, 0)));

    // Nothing comes through, and no connection breaks.
    proxy.stall();
    assert!(store.user_by_id(ada.id).await.unwrap_err().is_away());
    proxy.mend();
    store.user_by_id(ada.id).await.unwrap().unwrap();
}

#[tokio::test]
async fn every_record_is_there_once_though_connections_break_under_load_and_at_the_stop() {
    let Some(settings) = testing::postgres_settings().await else { return };
    let proxy = Proxy::before(settings.postgres_url.as_deref().unwrap()).await;
    let settings = StoreSettings { postgres_url: Some(proxy.url.clone()), ..settings };
    let store = Store::open(&settings, now()).await.unwrap();
    let ada = user(&store).await;
    let journal = Arc::new(InterceptionJournal::new(store.clone()));
    let tally = BridgeMetrics::new(&Metrics::default()).recorder_tally();
    let (recorder, writing) = Recorder::start(journal, SETTINGS, tally.clone());
    let load = (0..8).map(async |worker: u128| {
        for number in 0..25 {
            let id = 1 + worker * 25 + number;
            let start = recorder.record_start(started(id, ada.id, 10)).await;
            assert_eq!(start, StartRecord::Committed);
            recorder.record_end(ended(id));
            if number % 8 == 0 {
                proxy.cut();
                proxy.mend();
            }
        }
    });
    futures_util::future::join_all(load).await;
    proxy.cut();
    let back = async {
        // What is still to be written was tried while nobody was there, and again.
        proxy.has_turned_away(2).await;
        proxy.mend();
    };
    tokio::join!(writing.finish(), back);
    assert_eq!(tally.dropped.get(), 0);
    assert_eq!(recorded(&store).await, (200, 200));
}

#[tokio::test]
async fn a_store_that_is_back_is_found_out_though_nobody_asks() {
    let TestStore { store, .. } = &testing::sqlite().await;
    store.deployment_id(now()).await.unwrap();
    let trying = tokio::spawn({
        let store = store.clone();
        async move { store.keep_tried().await }
    });
    drop(store.failed("a test", sqlx::Error::PoolTimedOut));
    assert!(store.why_away().is_some());
    let is_back = async {
        while store.why_away().is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), is_back).await.expect("it is tried again");
    trying.abort();
}
