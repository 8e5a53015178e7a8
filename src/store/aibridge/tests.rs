//! Records in the store: written, listed, ended and purged.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::*;
use crate::aibridge::operation::{TokenUsage, ToolCall};
use crate::aibridge::recorder::{
    Detail, Ended, Entry, Journal, JournalError, Prompt, PromptResponse, Started, ToolUsage,
};
use crate::clock::Timestamp;
use crate::store::testing::{self, START};
use crate::store::{NewUser, Role, Store};

/// Microseconds after the tests' beginning.
fn at(seconds: i64) -> i64 {
    (START + seconds) * 1_000_000
}

async fn user(store: &Store, name: &str) -> Uuid {
    let email = format!("{name}@example.com");
    let user =
        NewUser { username: name, email: &email, name: "", password_hash: "x", role: Role::Member };
    store.create_user(user, Timestamp::from_seconds(START)).await.unwrap().id
}

fn object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn started(id: u128, initiator: Uuid, seconds: i64) -> Started {
    Started {
        id: Uuid::from_u128(id),
        initiator,
        api_key: "key".to_owned(),
        provider: if id.is_multiple_of(2) { "openai" } else { "anthropic" },
        model: format!("model-{id}"),
        metadata: object(json!({"client": "curl"})),
        at: at(seconds),
        prompt: Some(Prompt { id: prompt_id(id), text: "Add\0.".to_owned(), cut_from: Some(7) }),
    }
}

fn prompt_id(interception: u128) -> Uuid {
    Uuid::from_u128(1_000 + interception)
}

fn ended(id: u128, seconds: i64) -> Ended {
    let call = ToolCall { id: "t".into(), name: "add".into(), input: "{\"a\":1}".into() };
    let tool = ToolUsage { call, server_url: None, injected: false, error: None, cut_from: None };
    let usage = TokenUsage {
        input: 3,
        output: 4,
        cached: 5,
        reasoning: 6,
        is_estimated: true,
        ..TokenUsage::default()
    };
    Ended {
        id: Uuid::from_u128(id),
        at: at(seconds),
        prompt_response: Some(PromptResponse {
            prompt: prompt_id(id),
            response_id: "r".to_owned(),
        }),
        responses: vec!["r".to_owned()],
        usages: vec![Detail::new("r", usage)],
        tools: vec![Detail::new("r", tool.clone()), Detail::new("r", tool)],
        metadata: object(json!({"outcome": "completed"})),
    }
}

fn everything() -> (InterceptionFilter, Page) {
    (InterceptionFilter::default(), Page { after: None, offset: 0, limit: 100 })
}

async fn ids(store: &Store, filter: &InterceptionFilter, page: Page) -> (Vec<u128>, i64) {
    let (list, count) = store.interceptions(filter, page).await.unwrap();
    (list.iter().map(|one| one.head.id.as_u128()).collect(), count)
}

#[tokio::test]
async fn what_is_written_is_read_back_also_when_it_is_written_twice() {
    for test in testing::each().await {
        let ada = user(&test.store, "ada").await;
        let journal = InterceptionJournal::new(test.store.clone());
        let batch = [
            Entry::Started(started(1, ada, 0)),
            Entry::Started(started(2, ada, 1)),
            Entry::Ended(ended(1, 9)),
            Entry::Started(started(3, ada, 2)),
        ];
        journal.commit(&batch).await.unwrap();
        journal.commit(&batch).await.unwrap();
        journal.commit(&[Entry::Forgotten(Uuid::from_u128(3))]).await.unwrap();

        let (filter, page) = everything();
        let (list, count) = test.store.interceptions(&filter, page).await.unwrap();
        assert_eq!((list.len(), count), (2, 2));
        let (open, done) = (&list[0], &list[1]);
        assert_eq!((open.head.id, open.head.ended_at), (Uuid::from_u128(2), None));
        assert_eq!(open.head.metadata, r#"{"client":"curl"}"#);
        assert_eq!((done.head.username.as_str(), done.head.initiator_id), ("ada", ada));
        assert_eq!(done.head.ended_at.unwrap().as_seconds(), START + 9);
        assert_eq!(done.head.metadata, r#"{"outcome":"completed"}"#);
        assert_eq!(done.prompts[0].prompt, "Add\u{fffd}.", "one store has no character zero");
        assert_eq!(open.prompts[0].prompt, "Add\u{fffd}.", "it is there before the answer");
        let responses = [&open.prompts[0], &done.prompts[0]].map(|one| &*one.provider_response_id);
        assert_eq!(responses, ["", "r"]);
        assert_eq!((done.tokens[0].input_tokens, done.tokens[0].output_tokens), (3, 4));
        let details: Value = serde_json::from_str(&done.tokens[0].metadata).unwrap();
        assert_eq!(
            details,
            json!({"cache_read_tokens": 5, "reasoning_tokens": 6, "estimated": true})
        );
        assert_eq!((done.prompts.len(), done.tokens.len(), done.tools.len()), (1, 1, 2));
        assert_eq!(done.tools[0].input, "{\"a\":1}");
        let metadata = (&*done.prompts[0].metadata, &*done.tools[0].metadata);
        assert_eq!(metadata, (r#"{"truncated_from_bytes":7}"#, "{}"));

        let made = async |user, provider, id| test.store.made_response(user, provider, id).await;
        assert!(made(ada, "anthropic", "r").await.unwrap());
        assert!(!made(ada, "openai", "r").await.unwrap(), "ids of each provider are their own");
        assert!(!made(Uuid::from_u128(1), "anthropic", "r").await.unwrap());
        assert!(!made(ada, "anthropic", "R").await.unwrap());
    }
}

#[tokio::test]
async fn lists_are_filtered_and_paged_newest_first() {
    for test in testing::each().await {
        let (ada, bob) = (user(&test.store, "ada").await, user(&test.store, "bob").await);
        let journal = InterceptionJournal::new(test.store.clone());
        // Two start in the same moment: the id decides.
        let starts = [(1, ada, 0), (2, bob, 1), (3, ada, 1), (4, ada, 2), (5, bob, 3)];
        let starts = starts.map(|(id, who, when)| Entry::Started(started(id, who, when)));
        journal.commit(&starts).await.unwrap();

        let (all, page) = everything();
        let instant = |seconds| Some(Timestamp::from_seconds(START + seconds));
        let filters = [
            (all.clone(), vec![5, 4, 3, 2, 1]),
            (InterceptionFilter { initiator: Some(ada), ..all.clone() }, vec![4, 3, 1]),
            (InterceptionFilter { provider: Some("openai".into()), ..all.clone() }, vec![4, 2]),
            (InterceptionFilter { model: Some("model-3".into()), ..all.clone() }, vec![3]),
            (InterceptionFilter { started_after: instant(1), ..all.clone() }, vec![5, 4, 3, 2]),
            (InterceptionFilter { started_before: instant(1), ..all.clone() }, vec![3, 2, 1]),
        ];
        for (filter, expected) in filters {
            let count = i64::try_from(expected.len()).unwrap();
            assert_eq!(ids(&test.store, &filter, page).await, (expected, count), "{filter:?}");
        }
        let after = |id| Page { after: Some(Uuid::from_u128(id)), limit: 2, ..page };
        assert_eq!(ids(&test.store, &all, after(4)).await, (vec![3, 2], 5));
        assert_eq!(ids(&test.store, &all, after(99)).await, (vec![], 5));
        let offset = Page { offset: 3, ..page };
        assert_eq!(ids(&test.store, &all, offset).await, (vec![2, 1], 5));
    }
}

#[tokio::test]
async fn a_record_that_no_store_takes_is_refused_and_nothing_of_its_batch_stays() {
    for test in testing::each().await {
        let ada = user(&test.store, "ada").await;
        let journal = InterceptionJournal::new(test.store.clone());
        let stranger = Entry::Started(started(2, Uuid::from_u128(99), 0));
        let batch = [Entry::Started(started(1, ada, 0)), stranger];
        let error = journal.commit(&batch).await.unwrap_err();
        assert!(matches!(error, JournalError::Rejected(_)), "{error}");
        let (filter, page) = everything();
        assert_eq!(ids(&test.store, &filter, page).await, (vec![], 0));
    }
}

#[tokio::test]
async fn tokens_are_added_up_by_model_for_one_user() {
    for test in testing::each().await {
        let (ada, bob) = (user(&test.store, "ada").await, user(&test.store, "bob").await);
        let journal = InterceptionJournal::new(test.store.clone());
        let mut entries = Vec::new();
        for (id, whose) in [(1, ada), (2, ada), (3, bob), (4, ada)] {
            let model = if id == 4 { "other" } else { "same" }.to_owned();
            let seconds = i64::try_from(id).unwrap();
            let started = Started { provider: "openai", model, ..started(id, whose, seconds) };
            entries.push(Entry::Started(started));
            entries.push(Entry::Ended(ended(id, 9)));
        }
        journal.commit(&entries).await.unwrap();
        let own = InterceptionFilter { initiator: Some(ada), ..InterceptionFilter::default() };
        let total = |model: &str, interceptions: i64| TokenTotal {
            provider: "openai".to_owned(),
            model: model.to_owned(),
            interceptions,
            input_tokens: 3 * interceptions,
            output_tokens: 4 * interceptions,
        };
        let totals = test.store.token_totals(&own, 10).await.unwrap();
        assert_eq!(totals, [total("same", 2), total("other", 1)]);
        let few = test.store.token_totals(&own, 1).await.unwrap();
        assert_eq!(few, [total("same", 2)]);
        let late = Some(Timestamp::from_seconds(START + 2));
        let late = InterceptionFilter { started_after: late, ..own };
        let totals = test.store.token_totals(&late, 10).await.unwrap();
        assert_eq!(totals, [total("other", 1), total("same", 1)]);
    }
}

#[tokio::test]
async fn old_records_go_with_all_that_belongs_to_them() {
    for test in testing::each().await {
        let ada = user(&test.store, "ada").await;
        let journal = InterceptionJournal::new(test.store.clone());
        let many: Vec<Entry> = (0..1_203)
            .flat_map(|id| {
                let seconds = i64::try_from(id).unwrap();
                [Entry::Started(started(id, ada, seconds)), Entry::Ended(ended(id, seconds))]
            })
            .collect();
        journal.commit(&many).await.unwrap();
        let before = Timestamp::from_seconds(START + 1_200);
        assert_eq!(test.store.purge_interceptions(before).await.unwrap(), 1_200);
        let (filter, page) = everything();
        let (left, count) = test.store.interceptions(&filter, page).await.unwrap();
        let names: HashSet<u128> = left.iter().map(|one| one.head.id.as_u128()).collect();
        assert_eq!((names, count), ([1_200, 1_201, 1_202].into(), 3));
        assert!(left.iter().all(|one| one.prompts.len() == 1 && one.tools.len() == 2));
        assert_eq!(test.store.orphans_of_interceptions().await, 0);
    }
}

#[tokio::test]
async fn what_a_server_that_is_gone_left_open_was_interrupted() {
    for (settings, _folder) in testing::settings_of_each().await {
        let now = Timestamp::from_seconds(START);
        let before = Store::open(&settings, now).await.unwrap();
        let ada = user(&before, "ada").await;
        let journal = InterceptionJournal::new(before.clone());
        let entries = [
            Entry::Started(started(1, ada, 0)),
            Entry::Started(started(2, ada, 0)),
            Entry::Ended(ended(2, 1)),
        ];
        journal.commit(&entries).await.unwrap();
        assert_eq!(journal.end_interrupted(at(5)).await.unwrap(), 0, "it is still there");
        before.close().await;

        let after = Store::open(&settings, now.after(Duration::from_secs(9))).await.unwrap();
        let journal = InterceptionJournal::new(after.clone());
        assert_eq!(journal.end_interrupted(at(9)).await.unwrap(), 1);
        assert_eq!(journal.end_interrupted(at(9)).await.unwrap(), 0);
        let (filter, page) = everything();
        let (list, _) = after.interceptions(&filter, page).await.unwrap();
        let metadata = |id| {
            let found = list.iter().find(|one| one.head.id == Uuid::from_u128(id)).unwrap();
            (found.head.metadata.clone(), found.head.ended_at.unwrap().as_seconds())
        };
        let interrupted = r#"{"client":"curl","outcome":"interrupted"}"#;
        assert_eq!(metadata(1), (interrupted.to_owned(), START + 9));
        assert_eq!(metadata(2), (r#"{"outcome":"completed"}"#.to_owned(), START + 1));
    }
}

#[tokio::test]
async fn what_a_server_that_fell_silent_left_open_is_ended_by_another_and_of_no_other() {
    let Some(settings) = testing::postgres_settings().await else { return };
    let now = Timestamp::from_seconds(START);
    let here = Store::open_as_server(&settings, now).await.unwrap();
    let there = Store::open_as_server(&settings, now).await.unwrap();
    let ada = user(&here, "ada").await;
    let journal = InterceptionJournal::new(here.clone());
    let starts = [Entry::Started(started(1, ada, 0)), Entry::Started(started(2, ada, 0))];
    journal.commit(&starts).await.unwrap();
    journal.commit(&[Entry::Ended(ended(2, 1))]).await.unwrap();
    let sweeping = InterceptionJournal::new(there.clone());
    let end = async || sweeping.end_interrupted(at(5)).await.unwrap();
    there.judge();
    assert_eq!(end().await, 0, "it was heard a moment ago");
    here.fall_silent(11).await;
    there.beat().await.unwrap();
    assert_eq!(end().await, 1, "it is connected, but has not been heard");
    let outcome = async |id: u128| {
        let (filter, page) = everything();
        let (list, _) = there.interceptions(&filter, page).await.unwrap();
        let found = list.iter().find(|one| one.head.id == Uuid::from_u128(id)).unwrap();
        let metadata: Value = serde_json::from_str(&found.head.metadata).unwrap();
        metadata["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!((outcome(1).await, outcome(2).await), ("interrupted".into(), "completed".into()));
    // It was only slow: what it says itself counts, and is not taken back.
    journal.commit(&[Entry::Ended(ended(1, 7))]).await.unwrap();
    let late = Ended { metadata: object(json!({"outcome": "interrupted"})), ..ended(1, 8) };
    journal.commit(&[Entry::Interrupted(late)]).await.unwrap();
    assert_eq!(outcome(1).await, "completed");
}

#[tokio::test]
async fn a_server_that_has_just_begun_to_be_heard_ends_nothing_of_others_that_were_there() {
    let Some(settings) = testing::postgres_settings().await else { return };
    let now = Timestamp::from_seconds(START);
    let here = Store::open_as_server(&settings, now).await.unwrap();
    let ada = user(&here, "ada").await;
    let journal = InterceptionJournal::new(here.clone());
    journal.commit(&[Entry::Started(started(1, ada, 0))]).await.unwrap();
    here.fall_silent(60).await;
    let there = Store::open_as_server(&settings, now).await.unwrap();
    let sweeping = InterceptionJournal::new(there.clone());
    // The database may have been away for all of them.
    assert_eq!(sweeping.end_interrupted(at(5)).await.unwrap(), 0);
    here.close().await;
    there.sees_no_more_of(&here).await;
    assert_eq!(sweeping.end_interrupted(at(5)).await.unwrap(), 1, "it said that it leaves");
}

impl Store {
    /// How many parts belong to no interception.
    async fn orphans_of_interceptions(&self) -> i64 {
        let counted = crate::store::query::fetch!(
            fetch_one,
            crate::store::query::Count,
            self,
            "counting",
            "SELECT COUNT(*) AS count FROM (SELECT interception_id FROM aibridge_user_prompts \
             UNION ALL SELECT interception_id FROM aibridge_token_usages \
             UNION ALL SELECT interception_id FROM aibridge_tool_usages) parts \
             WHERE interception_id NOT IN (SELECT id FROM aibridge_interceptions)",
        );
        counted.unwrap().count
    }
}
