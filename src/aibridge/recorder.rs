//! Records interceptions without making anyone wait for the database longer than they must.
//!
//! The start of an interception is committed before its request goes to the provider, together
//! with all other starts that wait at that moment. Everything that is learned later is queued and
//! written behind the request's back. One task writes; what it cannot write is counted and logged.

mod entry;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use prometheus::{IntCounter, IntGauge};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

pub(crate) use entry::{Detail, Ended, Entry, Micros, Prompt, PromptResponse, Started, ToolUsage};
pub(crate) use writer::{Journal, JournalError};

/// Maximum number of starts that wait for the writer.
const MAX_WAITING_STARTS: usize = 4_096;

/// Maximum number of ends that wait for the writer; more are dropped.
const MAX_WAITING_ENDS: usize = 65_536;

/// Maximum number of bytes of the ends that wait; more are dropped.
const MAX_WAITING_BYTES: usize = 128 * 1024 * 1024;

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
    ends: mpsc::Sender<Ended>,
    /// About how many bytes wait.
    held: Arc<AtomicUsize>,
    tally: Tally,
    /// How long a request waits until its start is committed.
    patience: Duration,
}

/// A start that waits to be committed. The request that waits for it may have gone away.
struct Start {
    started: Started,
    committed: oneshot::Sender<()>,
}

/// What writes the records.
#[derive(Debug)]
pub(crate) struct Writing {
    task: JoinHandle<()>,
    /// Dropped to ask for the end.
    stop: watch::Sender<()>,
}

impl Writing {
    /// Writes everything that was recorded so far, and ends. What is recorded later is lost, so
    /// the requests should have ended before.
    pub(crate) async fn finish(self) {
        drop(self.stop);
        // The task is never aborted; should it panic, the panic hook has told of it.
        let _ = self.task.await;
    }
}

impl Recorder {
    /// Starts recording into a journal.
    pub(crate) fn start(
        journal: Arc<dyn Journal>,
        patience: Duration,
        tally: Tally,
    ) -> (Self, Writing) {
        let (starts, waiting_starts) = mpsc::channel(MAX_WAITING_STARTS);
        let (ends, waiting_ends) = mpsc::channel(MAX_WAITING_ENDS);
        let (stop, stopped) = watch::channel(());
        let held = Arc::<AtomicUsize>::default();
        let writer = writer::Writer::new(
            journal,
            waiting_starts,
            waiting_ends,
            Arc::clone(&held),
            tally.clone(),
            stopped,
        );
        let task = tokio::spawn(writer.run());
        (Self { starts, ends, held, tally, patience }, Writing { task, stop })
    }

    /// Commits the start of an interception. `false` when that took too long: the interception
    /// goes on unrecorded.
    pub(crate) async fn record_start(&self, started: Started) -> bool {
        let id = started.id;
        let (committed, commit) = oneshot::channel();
        self.tally.queued.inc();
        let send = async {
            if self.starts.send(Start { started, committed }).await.is_err() {
                self.tally.queued.dec();
                return false;
            }
            commit.await.is_ok()
        };
        let recorded = tokio::time::timeout(self.patience, send).await.unwrap_or_default();
        if !recorded {
            self.tally.unrecorded.inc();
            tracing::warn!(interception_id = %id, "an interception continues without a record");
        }
        recorded
    }

    /// Queues the end of a recorded interception. Never waits.
    pub(crate) fn record_end(&self, ended: Ended) {
        let (id, bytes) = (ended.id, ended.bytes());
        self.tally.queued.inc();
        let held = self.held.fetch_add(bytes, Ordering::Relaxed);
        if held + bytes > MAX_WAITING_BYTES || self.ends.try_send(ended).is_err() {
            self.held.fetch_sub(bytes, Ordering::Relaxed);
            self.tally.queued.dec();
            self.tally.dropped.inc();
            tracing::error!(
                interception_id = %id,
                "the end of an interception is lost: the queue is full or closed"
            );
        }
    }
}

#[cfg(test)]
mod tests;
