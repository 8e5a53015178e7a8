//! Records interceptions without making anyone wait for the database longer than they must.
//!
//! The start of an interception is committed before its request goes to the provider, together
//! with all other starts that wait at that moment. Everything that is learned later is queued and
//! written behind the request's back. One task writes; what it cannot write is counted and logged.

mod entry;
mod writer;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

pub(crate) use entry::{Ended, Entry, Started, ToolUsage};
pub(crate) use writer::{Journal, JournalError};

/// So many starts may wait for the writer.
const STARTS_WAITING: usize = 4_096;

/// So many ends may wait for the writer; more are dropped.
const ENDS_WAITING: usize = 65_536;

/// What could not be written, and what waits to be.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    unrecorded: AtomicU64,
    dropped: AtomicU64,
    queued: AtomicUsize,
}

impl Tally {
    /// Interceptions that went on without a record.
    pub(crate) fn unrecorded(&self) -> u64 {
        self.unrecorded.load(Ordering::Relaxed)
    }

    /// Ends of recorded interceptions that were lost.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// Entries that wait for the writer.
    pub(crate) fn queued(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }
}

/// Records interceptions. Clones share the queues.
#[derive(Clone)]
pub(crate) struct Recorder {
    starts: mpsc::Sender<Start>,
    ends: mpsc::Sender<Ended>,
    tally: Arc<Tally>,
    /// How long a request waits until its start is committed.
    patience: Duration,
}

/// A start that waits to be committed. Whoever waits for it may have gone away.
struct Start {
    started: Started,
    committed: oneshot::Sender<()>,
}

/// What writes the records; it ends when every [`Recorder`] is gone and everything is written.
#[derive(Debug)]
pub(crate) struct Writing(JoinHandle<()>);

impl Writing {
    /// Waits until everything that was recorded is written.
    pub(crate) async fn finish(self) {
        // The task is never aborted; should it panic, the panic hook has told of it.
        let _ = self.0.await;
    }
}

impl Recorder {
    /// Starts recording into a journal.
    pub(crate) fn start(journal: Arc<dyn Journal>, patience: Duration) -> (Self, Writing) {
        let (starts, waiting_starts) = mpsc::channel(STARTS_WAITING);
        let (ends, waiting_ends) = mpsc::channel(ENDS_WAITING);
        let tally = Arc::<Tally>::default();
        let writer = writer::Writer::new(journal, waiting_starts, waiting_ends, Arc::clone(&tally));
        let writing = Writing(tokio::spawn(writer.run()));
        (Self { starts, ends, tally, patience }, writing)
    }

    /// What was lost and what waits.
    pub(crate) fn tally(&self) -> &Arc<Tally> {
        &self.tally
    }

    /// Commits the start of an interception. `false` when that took too long: the interception
    /// goes on unrecorded.
    pub(crate) async fn record_start(&self, started: Started) -> bool {
        let id = started.id;
        let (committed, commit) = oneshot::channel();
        self.tally.queued.fetch_add(1, Ordering::Relaxed);
        let send = async {
            if self.starts.send(Start { started, committed }).await.is_err() {
                self.tally.queued.fetch_sub(1, Ordering::Relaxed);
                return false;
            }
            commit.await.is_ok()
        };
        let recorded = match tokio::time::timeout(self.patience, send).await {
            Ok(recorded) => recorded,
            Err(_) => false,
        };
        if !recorded {
            self.tally.unrecorded.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(interception_id = %id, "an interception goes on without a record");
        }
        recorded
    }

    /// Queues the end of a recorded interception. Never waits.
    pub(crate) fn record_end(&self, ended: Ended) {
        let id = ended.id;
        self.tally.queued.fetch_add(1, Ordering::Relaxed);
        if self.ends.try_send(ended).is_err() {
            self.tally.queued.fetch_sub(1, Ordering::Relaxed);
            self.tally.dropped.fetch_add(1, Ordering::Relaxed);
            tracing::error!(interception_id = %id, "the end of an interception is lost: the queue is full");
        }
    }
}

#[cfg(test)]
mod tests;
