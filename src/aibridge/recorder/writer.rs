//! The task that writes records, many at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::BoxFuture;
use thiserror::Error;
use tokio::sync::mpsc::Receiver;
use tokio::sync::{Notify, oneshot, watch};
use tokio::time::{Instant, sleep_until};

use super::{Entry, Start, Started, Tally};

/// Maximum number of entries that are committed together.
const MAX_BATCH_SIZE: usize = 512;

/// How long ends are gathered: nothing waits for them, and starts need not wait behind each of
/// them.
const GATHERING: Duration = Duration::from_millis(10);

/// How long to wait before a batch is tried again; doubled each time.
const PAUSE: Duration = Duration::from_millis(50);

/// Maximum length of that pause: records are written soon after the database is back.
const MAX_PAUSE: Duration = Duration::from_millis(500);

/// Minimum length of that pause, though somebody waits.
const MIN_PAUSE: Duration = Duration::from_millis(10);

/// How many tries pass between two lines of the log about them.
const TOLD_EVERY: u32 = 60;

/// How long a server that stops tries to write what the database does not take.
const LAST_PATIENCE: Duration = Duration::from_secs(10);

/// Where records are kept.
pub(crate) trait Journal: Send + Sync {
    /// Commits all entries or none.
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>>;
}

/// Records could not be kept.
#[derive(Debug, Error)]
pub(crate) enum JournalError {
    /// The database cannot be used at the moment; later it may.
    #[error("cannot write records: {0}")]
    Unavailable(String),
    /// The database does not take one of the records, and never will.
    #[error("a record was rejected: {0}")]
    Rejected(String),
}

/// Takes entries from the queues and commits them.
pub(super) struct Writer {
    journal: Arc<dyn Journal>,
    starts: Receiver<Start>,
    ends: Receiver<Entry>,
    held: Arc<AtomicUsize>,
    tally: Tally,
    /// Told when a request waits for its start.
    knock: Arc<Notify>,
    /// Closed when the server stops.
    stop: watch::Receiver<()>,
    /// Since when that is known.
    stopping: Option<Instant>,
}

/// What is committed together: starts, each of which a request waits for, and ends.
#[derive(Default)]
struct Batch {
    starts: Vec<(Started, oneshot::Sender<()>)>,
    ends: Vec<Entry>,
    /// Whether it may be committed already: a connection that is lost does not tell.
    is_uncertain: bool,
}

impl Batch {
    fn new(starts: Vec<Start>, ends: Vec<Entry>) -> Self {
        let starts = starts.into_iter().map(|start| (start.started, start.committed)).collect();
        Self { starts, ends, is_uncertain: false }
    }

    /// The same in batches of one entry each.
    fn singly(self) -> impl Iterator<Item = Self> {
        let is_uncertain = self.is_uncertain;
        let one = move |starts, ends| Self { starts, ends, is_uncertain };
        let starts = self.starts.into_iter().map(move |start| one(vec![start], vec![]));
        starts.chain(self.ends.into_iter().map(move |end| one(vec![], vec![end])))
    }

    /// What is still to be written. Nobody waits for a start whose request was refused or went on
    /// unrecorded: it is left out, or taken back if it may be committed already.
    fn entries(&mut self) -> Vec<Entry> {
        let left = self.starts.extract_if(.., |(_, committed)| committed.is_closed());
        let left: Vec<Entry> = left.map(|(started, _)| Entry::Forgotten(started.id)).collect();
        if self.is_uncertain {
            self.ends.extend(left);
        }
        let starts = self.starts.iter().map(|(started, _)| Entry::Started(started.clone()));
        starts.chain(self.ends.iter().cloned()).collect()
    }
}

/// Ends that wait to be written together.
struct Gathered {
    ends: Vec<Entry>,
    /// When the oldest of them has waited long enough.
    due: Instant,
}

impl Default for Gathered {
    fn default() -> Self {
        Self { ends: Vec::new(), due: Instant::now() }
    }
}

impl Gathered {
    fn push(&mut self, ended: Entry) {
        if self.ends.is_empty() {
            self.due = Instant::now() + GATHERING;
        }
        self.ends.push(ended);
    }

    /// Takes what waits in the queue, as far as there is room.
    fn fill(&mut self, queue: &mut Receiver<Entry>) {
        while self.ends.len() < MAX_BATCH_SIZE {
            let Ok(ended) = queue.try_recv() else { break };
            self.push(ended);
        }
    }

    /// All of them, if it is time or there is no more room; otherwise none.
    fn take_due(&mut self) -> Vec<Entry> {
        if self.ends.len() >= MAX_BATCH_SIZE || Instant::now() >= self.due {
            std::mem::take(&mut self.ends)
        } else {
            Vec::new()
        }
    }
}

impl Writer {
    pub(super) fn new(
        journal: Arc<dyn Journal>,
        starts: Receiver<Start>,
        ends: Receiver<Entry>,
        held: Arc<AtomicUsize>,
        tally: Tally,
        knock: Arc<Notify>,
        stop: watch::Receiver<()>,
    ) -> Self {
        Self { journal, starts, ends, held, tally, knock, stop, stopping: None }
    }

    /// Writes until the queues are closed and empty. They are closed when the server stops.
    pub(super) async fn run(mut self) {
        let mut gathered = Gathered::default();
        loop {
            let mut starts = Vec::new();
            tokio::select! {
                // Starts have somebody waiting for them.
                biased;
                taken = self.starts.recv_many(&mut starts, MAX_BATCH_SIZE) => {
                    if taken == 0 {
                        break;
                    }
                }
                Some(ended) = self.ends.recv() => gathered.push(ended),
                () = sleep_until(gathered.due), if !gathered.ends.is_empty() => {}
                _ = self.stop.changed(), if !self.starts.is_closed() => {
                    self.starts.close();
                    self.ends.close();
                    continue;
                }
            }
            gathered.fill(&mut self.ends);
            let ends = gathered.take_due();
            if !starts.is_empty() || !ends.is_empty() {
                self.write(starts, ends).await;
            }
        }
        // Nothing comes any more: both queues are closed.
        let mut ends = gathered.ends;
        while !ends.is_empty() || self.ends.recv_many(&mut ends, MAX_BATCH_SIZE).await > 0 {
            self.write(Vec::new(), std::mem::take(&mut ends)).await;
        }
    }

    async fn write(&mut self, starts: Vec<Start>, ends: Vec<Entry>) {
        let taken = starts.len() + ends.len();
        let bytes: usize = ends.iter().map(Entry::bytes).sum();
        self.commit(Batch::new(starts, ends)).await;
        self.tally.queued.sub(taken.try_into().unwrap_or(i64::MAX));
        self.held.fetch_sub(bytes, Ordering::Relaxed);
    }

    /// Commits a batch. While the database is away, the batch waits and the queues fill.
    async fn commit(&mut self, mut batch: Batch) {
        let mut tried: u32 = 0;
        loop {
            let entries = batch.entries();
            if entries.is_empty() {
                return;
            }
            match self.journal.commit(&entries).await {
                Ok(()) => {
                    if tried > 0 {
                        tracing::info!(tried, "records are written again");
                    }
                    return self.answer(batch).await;
                }
                Err(JournalError::Rejected(why)) if entries.len() > 1 => {
                    tracing::warn!(
                        why,
                        "records are written one by one, to find the one that was rejected"
                    );
                    for one in batch.singly() {
                        Box::pin(self.commit(one)).await;
                    }
                    return;
                }
                Err(error @ JournalError::Rejected(_)) => return self.lose(&batch, &error),
                Err(error) if self.is_out_of_time() => return self.lose(&batch, &error),
                Err(error) => {
                    if tried.is_multiple_of(TOLD_EVERY) {
                        tracing::warn!(%error, tried, "cannot write records; trying again");
                    }
                    batch.is_uncertain = true;
                    let pause = PAUSE.saturating_mul(1 << tried.min(16)).min(MAX_PAUSE);
                    tried += 1;
                    tokio::time::sleep(MIN_PAUSE).await;
                    // Whoever waits now may find the database back.
                    let _ = tokio::time::timeout(pause, self.knock.notified()).await;
                }
            }
        }
    }

    /// Whether the server has been stopping for as long as it waits for the database, over all that
    /// is still to be written.
    fn is_out_of_time(&mut self) -> bool {
        if self.stop.has_changed().is_ok() {
            return false;
        }
        self.stopping.get_or_insert_with(Instant::now).elapsed() >= LAST_PATIENCE
    }

    /// Gives a batch up. Those who wait for a start learn it from their sender being gone.
    fn lose(&self, batch: &Batch, error: &JournalError) {
        let (starts, ends) = (batch.starts.len(), batch.ends.len());
        self.tally.dropped.inc_by(ends as u64);
        tracing::error!(starts, ends, %error, "records are lost");
    }

    /// Tells those who wait, and takes back what was committed too late for them.
    async fn answer(&mut self, batch: Batch) {
        let mut late = Batch::default();
        for (started, committed) in batch.starts {
            if committed.send(()).is_err() {
                late.ends.push(Entry::Forgotten(started.id));
            }
        }
        Box::pin(self.commit(late)).await;
    }
}
