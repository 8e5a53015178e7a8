//! The recorder on a journal that is slow, away, or refuses a record.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::Map;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::*;
use crate::aibridge::metrics::BridgeMetrics;
use crate::aibridge::operation::ToolCall;
use crate::telemetry::metrics::Metrics;

/// A journal in memory. Each commit takes a permit; one of the first `failures` commits fails.
struct MemoryJournal {
    batches: Mutex<Vec<Vec<Entry>>>,
    permits: Semaphore,
    failures: AtomicUsize,
}

impl MemoryJournal {
    fn new(permits: usize, failures: usize) -> Arc<Self> {
        Arc::new(Self {
            batches: Mutex::default(),
            permits: Semaphore::new(permits),
            failures: AtomicUsize::new(failures),
        })
    }

    fn entries(&self) -> Vec<Entry> {
        self.batches.lock().unwrap().concat()
    }
}

impl Journal for MemoryJournal {
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>> {
        async {
            self.permits.acquire().await.unwrap().forget();
            let fails = self
                .failures
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
            if fails.is_ok() {
                return Err(JournalError::Unavailable("the disk is full".to_owned()));
            }
            self.batches.lock().unwrap().push(entries.to_vec());
            Ok(())
        }
        .boxed()
    }
}

fn started(id: u128) -> Started {
    Started {
        id: Uuid::from_u128(id),
        initiator: Uuid::from_u128(1),
        api_key: "key".to_owned(),
        provider: "openai",
        model: "m".to_owned(),
        metadata: Map::new(),
        at: 1,
        prompt: None,
    }
}

fn ended(id: u128) -> Ended {
    Ended {
        id: Uuid::from_u128(id),
        at: 2,
        prompt_response: None,
        usages: Vec::new(),
        tools: Vec::new(),
        metadata: Map::new(),
    }
}

fn tally() -> Tally {
    let metrics = BridgeMetrics::new(&Metrics::default());
    metrics.recorder_tally()
}

const PATIENCE: Duration = Duration::from_secs(1);
const MANY: usize = 10_000;

#[tokio::test]
async fn everything_is_written_before_the_writer_ends() {
    let journal = MemoryJournal::new(MANY, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE, tally());
    for id in 0..1_000 {
        assert!(recorder.record_start(started(id)).await);
        recorder.record_end(ended(id));
    }
    let tally = recorder.tally.clone();
    drop(recorder);
    writing.finish().await;
    assert_eq!(journal.entries().len(), 2_000);
    assert_eq!((tally.unrecorded.get(), tally.dropped.get(), tally.queued.get()), (0, 0, 0));
}

#[tokio::test]
async fn starts_that_wait_together_are_committed_together() {
    let journal = MemoryJournal::new(0, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE * 60, tally());
    let starts = (0..100).map(|id| recorder.record_start(started(id)));
    let all = futures_util::future::join_all(starts);
    let release = async {
        journal.permits.add_permits(MANY);
    };
    let (answers, ()) = tokio::join!(all, release);
    assert!(answers.into_iter().all(|is_recorded| is_recorded));
    assert!(journal.batches.lock().unwrap().len() <= 3, "a hundred starts, a few commits");
    drop(recorder);
    writing.finish().await;
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_they_must_and_late_starts_are_taken_back() {
    let journal = MemoryJournal::new(0, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE, tally());
    assert!(!recorder.record_start(started(1)).await, "the journal is stuck");
    assert!(!recorder.record_start(started(2)).await);
    assert_eq!(recorder.tally.unrecorded.get(), 2);

    journal.permits.add_permits(MANY);
    assert!(recorder.record_start(started(3)).await);
    drop(recorder);
    writing.finish().await;
    let one = Entry::Started(started(1));
    let expected = [one, Entry::Forgotten(Uuid::from_u128(1)), Entry::Started(started(3))];
    assert_eq!(journal.entries(), expected, "the second was not even begun");
}

#[tokio::test(start_paused = true)]
async fn ends_wait_while_the_database_is_away_and_are_lost_only_with_the_server() {
    let journal = MemoryJournal::new(MANY, 2);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE, tally());
    assert!(recorder.record_start(started(1)).await, "the third try succeeds");

    journal.failures.store(20, Ordering::Relaxed);
    recorder.record_end(ended(1));
    assert!(!recorder.record_start(started(2)).await, "nobody waits longer than they must");
    while recorder.tally.queued.get() > 0 {
        tokio::time::sleep(PATIENCE).await;
    }
    let both = [Entry::Started(started(1)), Entry::Ended(ended(1))];
    assert_eq!(journal.entries(), both);

    journal.failures.store(MANY, Ordering::Relaxed);
    recorder.record_end(ended(2));
    let tally = recorder.tally.clone();
    writing.finish().await;
    assert_eq!((tally.unrecorded.get(), tally.dropped.get()), (1, 1));
    recorder.record_end(ended(3));
    assert_eq!(tally.dropped.get(), 2, "nothing is taken when nobody writes any more");
}

/// Refuses every batch with the end of a certain interception.
struct Fussy(Arc<MemoryJournal>, Uuid);

impl Journal for Fussy {
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>> {
        let rejected =
            entries.iter().any(|entry| matches!(entry, Entry::Ended(ended) if ended.id == self.1));
        if rejected {
            let why = "not like this".to_owned();
            return async { Err(JournalError::Rejected(why)) }.boxed();
        }
        self.0.commit(entries)
    }
}

#[tokio::test]
async fn a_record_that_is_refused_takes_no_other_with_it() {
    let memory = MemoryJournal::new(MANY, 0);
    let journal = Fussy(Arc::clone(&memory), Uuid::from_u128(2));
    let (recorder, writing) = Recorder::start(Arc::new(journal), PATIENCE, tally());
    for id in 1..=3 {
        recorder.record_end(ended(id));
    }
    let tally = recorder.tally.clone();
    writing.finish().await;
    assert_eq!(memory.entries(), [Entry::Ended(ended(1)), Entry::Ended(ended(3))]);
    assert_eq!((tally.dropped.get(), tally.queued.get()), (1, 0));
}

#[tokio::test]
async fn large_ends_are_bounded_too() {
    let journal = MemoryJournal::new(0, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE, tally());
    let call = ToolCall { input: "x".repeat(MAX_WAITING_BYTES / 2), ..ToolCall::default() };
    let tool = ToolUsage { call, server_url: None, injected: false, error: None };
    let tool = Detail::new("", tool);
    for id in 1..=2 {
        recorder.record_end(Ended { tools: vec![tool.clone()], ..ended(id) });
    }
    assert_eq!(recorder.tally.dropped.get(), 1);
    journal.permits.add_permits(MANY);
    writing.finish().await;
}

#[tokio::test]
async fn ends_beyond_the_queue_are_counted() {
    let journal = MemoryJournal::new(0, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, PATIENCE, tally());
    // Nothing runs between these: the writer cannot take any.
    for id in 0..u128::try_from(MAX_WAITING_ENDS).unwrap() + 5 {
        recorder.record_end(ended(id));
    }
    let tally = recorder.tally.clone();
    assert_eq!(
        (tally.dropped.get(), tally.queued.get()),
        (5, i64::try_from(MAX_WAITING_ENDS).unwrap())
    );
    journal.permits.add_permits(MANY);
    drop(recorder);
    writing.finish().await;
    assert_eq!(journal.entries().len(), MAX_WAITING_ENDS);
}
