//! Records interceptions without making anyone wait for the database longer than they must.
//!
//! The start of an interception is committed before its request goes to the provider, together
//! with all other starts that wait at that moment. Everything that is learned later is queued and
//! written behind the request's back. One task writes; what it cannot write is counted and logged.

mod cut;
mod entry;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use prometheus::{IntCounter, IntGauge};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) use entry::{Detail, Ended, Entry, Micros, Prompt, PromptResponse, Started, ToolUsage};
pub(crate) use writer::{Journal, JournalError};

/// Maximum number of starts that wait for the writer.
const MAX_WAITING_STARTS: usize = 1_024;

/// Maximum number of ends that wait for the writer; more are dropped.
const MAX_WAITING_ENDS: usize = 65_536;

/// Maximum number of bytes of the ends that wait; more are dropped.
const MAX_WAITING_BYTES: usize = 128 * 1024 * 1024;

/// How long a stopping server waits for the ends of interceptions that were cut off.
const LAST_ENDS: Duration = Duration::from_secs(5);

/// How interceptions are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecorderSettings {
    /// How long a request waits until its start is committed.
    pub(crate) patience: Duration,
    /// Whether it goes on without a record after that.
    pub(crate) allows_unrecorded: bool,
    /// Maximum number of bytes of a recorded text.
    pub(crate) max_text: usize,
}

/// What became of the start of an interception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StartRecord {
    /// It is committed; the end has to be recorded too.
    Committed,
    /// It is not, and the interception goes on without a record.
    Absent,
    /// It is not, and the interception must not go on.
    Refused,
}

/// What could not be written, and what waits to be.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// Interceptions that went on without a record.
    pub(crate) unrecorded: IntCounter,
    /// Ends of recorded interceptions that were lost.
    pub(crate) dropped: IntCounter,
    /// Entries that wait for the writer.
    pub(crate) queued: IntGauge,
}

/// Records interceptions. Clones share the queues.
#[derive(Clone)]
pub(crate) struct Recorder {
    starts: mpsc::Sender<Start>,
    ends: mpsc::Sender<Entry>,
    /// About how many bytes wait.
    held: Arc<AtomicUsize>,
    tally: Tally,
    settings: RecorderSettings,
    open: Arc<OpenCount>,
    /// Has the writer try again what waits, since somebody waits for it.
    knock: Arc<Notify>,
}

/// How many interceptions have a start and no end yet.
#[derive(Debug, Default)]
struct OpenCount {
    count: AtomicUsize,
    /// Told whenever there is none.
    none: Notify,
}

impl OpenCount {
    async fn wait_for_none(&self) {
        loop {
            let none = self.none.notified();
            if self.count.load(Ordering::Acquire) == 0 {
                return;
            }
            none.await;
        }
    }
}

/// One of the interceptions that are open. It is not any more once this is dropped.
struct Open<'r>(&'r OpenCount);

impl<'r> Open<'r> {
    fn new(open: &'r OpenCount) -> Self {
        open.count.fetch_add(1, Ordering::AcqRel);
        Self(open)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let one_less = |count: usize| count.checked_sub(1);
        let before = self.0.count.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less);
        if before == Ok(1) {
            self.0.none.notify_waiters();
        }
    }
}

/// A start that waits to be committed. The request that waits for it may have gone away.
struct Start {
    started: Started,
    committed: oneshot::Sender<()>,
}

/// A request that waits for its start. Where it goes away, the start is taken back: by the writer as
/// long as that has not told it, afterwards by itself.
struct WaitingRequest<'r> {
    recorder: &'r Recorder,
    id: Uuid,
    commit: oneshot::Receiver<()>,
    /// Whether the request has heard of its start, if only that there is none.
    is_told: bool,
}

impl WaitingRequest<'_> {
    /// Whether the start is committed.
    async fn is_committed(&mut self) -> bool {
        let committed = (&mut self.commit).await;
        self.is_told = true;
        committed.is_ok()
    }
}

impl Drop for WaitingRequest<'_> {
    fn drop(&mut self) {
        self.commit.close();
        if !self.is_told && self.commit.try_recv().is_ok() {
            self.recorder.take_back(self.id);
        }
    }
}

/// What writes the records.
#[derive(Debug)]
pub(crate) struct Writing {
    task: JoinHandle<()>,
    /// Dropped to ask for the end.
    stop: watch::Sender<()>,
    open: Arc<OpenCount>,
}

impl Writing {
    /// Writes everything that is recorded, and ends. The requests must have ended before, or be
    /// about to: the ends of those that were cut off are waited for.
    pub(crate) async fn finish(self) {
        // Without a recorder, nothing can come any more.
        let last = tokio::time::timeout(LAST_ENDS, self.open.wait_for_none()).await;
        if last.is_err() {
            tracing::error!("the server stops before all requests have ended");
        }
        drop(self.stop);
        // The task is never aborted; should it panic, the panic hook has told of it.
        let _ = self.task.await;
    }
}

impl Recorder {
    /// Starts recording into a journal.
    pub(crate) fn start(
        journal: Arc<dyn Journal>,
        settings: RecorderSettings,
        tally: Tally,
    ) -> (Self, Writing) {
        let (starts, waiting_starts) = mpsc::channel(MAX_WAITING_STARTS);
        let (ends, waiting_ends) = mpsc::channel(MAX_WAITING_ENDS);
        let (stop, stopped) = watch::channel(());
        let held = Arc::<AtomicUsize>::default();
        let knock = Arc::<Notify>::default();
        let writer = writer::Writer::new(
            journal,
            waiting_starts,
            waiting_ends,
            Arc::clone(&held),
            tally.clone(),
            Arc::clone(&knock),
            stopped,
        );
        let task = tokio::spawn(writer.run());
        let open = Arc::<OpenCount>::default();
        let writing = Writing { task, stop, open: Arc::clone(&open) };
        (Self { starts, ends, held, tally, settings, open, knock }, writing)
    }

    /// Commits the start of an interception, if that does not take too long.
    pub(crate) async fn record_start(&self, mut started: Started) -> StartRecord {
        cut::start(&mut started, self.settings.max_text);
        let id = started.id;
        let open = Open::new(&self.open);
        let (committed, commit) = oneshot::channel();
        let mut waiting = WaitingRequest { recorder: self, id, commit, is_told: false };
        self.tally.queued.inc();
        let send = async {
            if self.starts.send(Start { started, committed }).await.is_err() {
                self.tally.queued.dec();
                return false;
            }
            self.knock.notify_one();
            waiting.is_committed().await
        };
        let patience = self.settings.patience;
        if tokio::time::timeout(patience, send).await.unwrap_or_default() {
            // From here on it is open until its end is recorded.
            std::mem::forget(open);
            return StartRecord::Committed;
        }
        if !self.settings.allows_unrecorded {
            tracing::warn!(interception_id = %id, "a request was rejected: it cannot be recorded");
            return StartRecord::Refused;
        }
        self.tally.unrecorded.inc();
        tracing::warn!(interception_id = %id, "an interception continues without a record");
        StartRecord::Absent
    }

    /// Queues the end of a recorded interception. Never waits.
    pub(crate) fn record_end(&self, mut ended: Ended) {
        cut::end(&mut ended, self.settings.max_text);
        let (id, bytes) = (ended.id, ended.bytes());
        self.tally.queued.inc();
        let held = self.held.fetch_add(bytes, Ordering::Relaxed);
        if held + bytes > MAX_WAITING_BYTES || self.ends.try_send(Entry::Ended(ended)).is_err() {
            self.held.fetch_sub(bytes, Ordering::Relaxed);
            self.tally.queued.dec();
            self.tally.dropped.inc();
            tracing::error!(
                interception_id = %id,
                "the end of an interception is lost: too many wait for the database"
            );
        }
        drop(Open(&self.open));
    }

    /// Queues that a start was committed too late. Never waits.
    fn take_back(&self, id: Uuid) {
        self.tally.queued.inc();
        if self.ends.try_send(Entry::Forgotten(id)).is_err() {
            self.tally.queued.dec();
            tracing::error!(
                interception_id = %id,
                "the record of a request that had gone away stays without an end"
            );
        }
    }
}

#[cfg(test)]
mod tests;
