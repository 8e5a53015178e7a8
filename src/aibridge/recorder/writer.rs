//! The one task that writes records, many at a time.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::BoxFuture;
use thiserror::Error;
use tokio::sync::mpsc::Receiver;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{Ended, Entry, Start, Tally};

/// So many entries are committed together.
const LARGEST_BATCH: usize = 512;

/// So often is a batch tried before it is given up.
const TRIES: u32 = 3;

/// So long is waited before a batch is tried again, longer each time.
const PAUSE: Duration = Duration::from_millis(50);

/// Where records are kept.
pub(crate) trait Journal: Send + Sync {
    /// Commits all entries or none.
    fn commit<'j>(&'j self, entries: &'j [Entry]) -> BoxFuture<'j, Result<(), JournalError>>;
}

/// Records could not be kept.
#[derive(Debug, Error)]
#[error("records cannot be written: {0}")]
pub(crate) struct JournalError(pub(crate) String);

/// Takes entries from the queues and commits them.
pub(super) struct Writer {
    journal: Arc<dyn Journal>,
    starts: Receiver<Start>,
    ends: Receiver<Ended>,
    tally: Arc<Tally>,
}

impl Writer {
    pub(super) fn new(
        journal: Arc<dyn Journal>,
        starts: Receiver<Start>,
        ends: Receiver<Ended>,
        tally: Arc<Tally>,
    ) -> Self {
        Self { journal, starts, ends, tally }
    }

    /// Writes until the queues are closed and empty.
    pub(super) async fn run(mut self) {
        loop {
            let (mut starts, mut ends) = (Vec::new(), Vec::new());
            tokio::select! {
                // Starts have somebody waiting for them.
                biased;
                taken = self.starts.recv_many(&mut starts, LARGEST_BATCH) => {
                    if taken == 0 {
                        break;
                    }
                }
                Some(ended) = self.ends.recv() => ends.push(ended),
            }
            while ends.len() < LARGEST_BATCH {
                let Ok(ended) = self.ends.try_recv() else { break };
                ends.push(ended);
            }
            self.write(starts, ends).await;
        }
        self.write_last_ends().await;
    }

    /// The recorders are gone, and with them the senders of both queues.
    async fn write_last_ends(&mut self) {
        let mut ends = Vec::new();
        while self.ends.recv_many(&mut ends, LARGEST_BATCH).await > 0 {
            self.write(Vec::new(), std::mem::take(&mut ends)).await;
        }
    }

    async fn write(&self, starts: Vec<Start>, ends: Vec<Ended>) {
        self.tally.queued.fetch_sub(starts.len() + ends.len(), Ordering::Relaxed);
        let lost = ends.len();
        let (mut entries, mut waiting) = (Vec::new(), Vec::new());
        // Nobody waits for those that are closed: their requests went on unrecorded.
        for start in starts.into_iter().filter(|start| !start.committed.is_closed()) {
            waiting.push((start.started.id, start.committed));
            entries.push(Entry::Started(start.started));
        }
        entries.extend(ends.into_iter().map(Entry::Ended));
        if entries.is_empty() {
            return;
        }
        if let Err(error) = self.commit(&entries).await {
            self.tally.dropped.fetch_add(lost as u64, Ordering::Relaxed);
            // Those who wait for a start learn it from their sender being gone.
            tracing::error!(entries = entries.len(), %error, "records are lost");
            return;
        }
        self.answer(waiting).await;
    }

    /// Tells those who wait, and takes back what was committed too late for them.
    async fn answer(&self, waiting: Vec<(Uuid, oneshot::Sender<()>)>) {
        let mut late = Vec::new();
        for (id, committed) in waiting {
            if committed.send(()).is_err() {
                late.push(Entry::Forgotten(id));
            }
        }
        if !late.is_empty()
            && let Err(error) = self.commit(&late).await
        {
            tracing::error!(entries = late.len(), %error, "unfinished records stay behind");
        }
    }

    async fn commit(&self, entries: &[Entry]) -> Result<(), JournalError> {
        let mut tried = 1;
        loop {
            match self.journal.commit(entries).await {
                Err(error) if tried < TRIES => {
                    tracing::warn!(%error, tried, "writing records is tried again");
                    tried += 1;
                    tokio::time::sleep(PAUSE * tried).await;
                }
                result => return result,
            }
        }
    }
}
