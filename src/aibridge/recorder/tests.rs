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
        responses: Vec::new(),
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
const SETTINGS: RecorderSettings =
    RecorderSettings { patience: PATIENCE, allows_unrecorded: true, max_text: usize::MAX };
const MANY: usize = 10_000;

#[tokio::test]
async fn everything_is_written_before_the_writer_ends() {
    let journal = MemoryJournal::new(MANY, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    for id in 0..1_000 {
        assert_eq!(recorder.record_start(started(id)).await, StartRecord::Committed);
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
    let patient = RecorderSettings { patience: PATIENCE * 60, ..SETTINGS };
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, patient, tally());
    let starts = (0..100).map(|id| recorder.record_start(started(id)));
    let all = futures_util::future::join_all(starts);
    let release = async {
        journal.permits.add_permits(MANY);
    };
    let (answers, ()) = tokio::join!(all, release);
    assert!(answers.into_iter().all(|start| start == StartRecord::Committed));
    assert!(journal.batches.lock().unwrap().len() <= 3, "a hundred starts, a few commits");
    drop(recorder);
    writing.finish().await;
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_they_must_and_late_starts_are_taken_back() {
    let journal = MemoryJournal::new(0, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    assert_eq!(recorder.record_start(started(1)).await, StartRecord::Absent, "it is stuck");
    assert_eq!(recorder.record_start(started(2)).await, StartRecord::Absent);
    assert_eq!(recorder.tally.unrecorded.get(), 2);

    journal.permits.add_permits(MANY);
    assert_eq!(recorder.record_start(started(3)).await, StartRecord::Committed);
    drop(recorder);
    writing.finish().await;
    let one = Entry::Started(started(1));
    let expected = [one, Entry::Forgotten(Uuid::from_u128(1)), Entry::Started(started(3))];
    assert_eq!(journal.entries(), expected, "the second was not even begun");
}

#[tokio::test(start_paused = true)]
async fn ends_wait_while_the_database_is_away_and_are_lost_only_with_the_server() {
    let journal = MemoryJournal::new(MANY, 2);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    let start = recorder.record_start(started(1)).await;
    assert_eq!(start, StartRecord::Committed, "the third try succeeds");

    journal.failures.store(20, Ordering::Relaxed);
    recorder.record_end(ended(1));
    let other = recorder.record_start(started(2)).await;
    assert_eq!(other, StartRecord::Absent, "nobody waits longer than they must");
    while recorder.tally.queued.get() > 0 {
        tokio::time::sleep(PATIENCE).await;
    }
    // A commit that failed may have been one: the start that was tried is taken back.
    let forgotten = Entry::Forgotten(Uuid::from_u128(2));
    let written = [Entry::Started(started(1)), forgotten, Entry::Ended(ended(1))];
    assert_eq!(journal.entries(), written);

    journal.failures.store(MANY, Ordering::Relaxed);
    recorder.record_end(ended(2));
    let tally = recorder.tally.clone();
    writing.finish().await;
    assert_eq!((tally.unrecorded.get(), tally.dropped.get()), (1, 1));
    recorder.record_end(ended(3));
    assert_eq!(tally.dropped.get(), 2, "nothing is taken when nobody writes any more");
}

#[tokio::test(start_paused = true)]
async fn what_must_be_recorded_does_not_go_on_without_and_leaves_nothing_behind() {
    let journal = MemoryJournal::new(0, 0);
    let settings = RecorderSettings { allows_unrecorded: false, ..SETTINGS };
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, settings, tally());
    assert_eq!(recorder.record_start(started(1)).await, StartRecord::Refused);
    let tally = recorder.tally.clone();
    journal.permits.add_permits(MANY);
    writing.finish().await;
    let one = Entry::Started(started(1));
    assert_eq!(journal.entries(), [one, Entry::Forgotten(Uuid::from_u128(1))]);
    assert_eq!((tally.unrecorded.get(), tally.dropped.get(), tally.queued.get()), (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_start_that_its_request_did_not_hear_of_any_more_is_taken_back() {
    let journal = MemoryJournal::new(MANY, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    let mut request = Box::pin(recorder.record_start(started(1)));
    assert!((&mut request).now_or_never().is_none());
    while journal.entries().is_empty() {
        tokio::task::yield_now().await;
    }
    // The writer has told it.
    tokio::task::yield_now().await;
    drop(request);
    let tally = recorder.tally.clone();
    writing.finish().await;
    let one = Entry::Started(started(1));
    assert_eq!(journal.entries(), [one, Entry::Forgotten(Uuid::from_u128(1))]);
    assert_eq!((tally.dropped.get(), tally.queued.get()), (0, 0));
}

/// Commits, but says the first time that the connection was lost.
struct Forgetful(Arc<MemoryJournal>);

impl Journal for Forgetful {
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>> {
        async {
            let is_first = self.0.entries().is_empty();
            self.0.commit(entries).await?;
            if is_first {
                tokio::time::sleep(PATIENCE * 2).await;
                return Err(JournalError::Unavailable("the connection was lost".to_owned()));
            }
            Ok(())
        }
        .boxed()
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_start_that_was_committed_all_the_same_is_taken_back() {
    let memory = MemoryJournal::new(MANY, 0);
    let settings = RecorderSettings { allows_unrecorded: false, ..SETTINGS };
    let journal = Arc::new(Forgetful(Arc::clone(&memory)));
    let (recorder, writing) = Recorder::start(journal, settings, tally());
    assert_eq!(recorder.record_start(started(1)).await, StartRecord::Refused);
    writing.finish().await;
    let one = Entry::Started(started(1));
    assert_eq!(memory.entries(), [one, Entry::Forgotten(Uuid::from_u128(1))]);
}

#[tokio::test(start_paused = true)]
async fn a_stop_waits_for_the_ends_of_what_was_cut_off() {
    let journal = MemoryJournal::new(MANY, 0);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    assert_eq!(recorder.record_start(started(1)).await, StartRecord::Committed);
    let later = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        recorder.record_end(ended(1));
    };
    tokio::join!(writing.finish(), later);
    assert_eq!(journal.entries(), [Entry::Started(started(1)), Entry::Ended(ended(1))]);
    assert_eq!(recorder.tally.dropped.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_stop_gives_up_on_all_batches_together_and_not_on_each() {
    let journal = MemoryJournal::new(usize::MAX >> 4, usize::MAX);
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    for id in 0..10_000 {
        recorder.record_end(ended(id));
    }
    let (tally, began) = (recorder.tally.clone(), tokio::time::Instant::now());
    writing.finish().await;
    assert_eq!(tally.dropped.get(), 10_000);
    // The clock of this test moves only while everybody waits.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn one_that_is_refused_takes_no_other_with_it_while_the_database_is_away() {
    let memory = MemoryJournal::new(MANY, 0);
    let journal = Fussy(Arc::clone(&memory), Uuid::from_u128(2));
    let (recorder, writing) = Recorder::start(Arc::new(journal), SETTINGS, tally());
    memory.failures.store(3, Ordering::Relaxed);
    for id in 1..=3 {
        recorder.record_end(ended(id));
    }
    let tally = recorder.tally.clone();
    writing.finish().await;
    assert_eq!(memory.entries(), [Entry::Ended(ended(1)), Entry::Ended(ended(3))]);
    assert_eq!((tally.dropped.get(), tally.queued.get()), (1, 0));
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
    let (recorder, writing) = Recorder::start(Arc::new(journal), SETTINGS, tally());
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
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
    let call = ToolCall { input: "x".repeat(MAX_WAITING_BYTES / 2), ..ToolCall::default() };
    let tool = ToolUsage { call, server_url: None, injected: false, error: None, cut_from: None };
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
    let (recorder, writing) = Recorder::start(Arc::clone(&journal) as _, SETTINGS, tally());
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
