//! Removing records that are too old.

use std::time::Duration;

use crate::clock::Timestamp;
use crate::store::query::execute;
use crate::store::{Store, StoreError};

/// Maximum number of interceptions that are removed at a time, with all that belongs to them,
/// so that others can write in between.
const BATCH: i64 = 500;

/// The pause between two batches.
const PAUSE: Duration = Duration::from_millis(50);

impl Store {
    /// Removes interceptions that started before an instant, and all that belongs to them. Gives
    /// how many there were.
    pub(crate) async fn purge_interceptions(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut purged = 0;
        loop {
            let removed = execute!(
                self,
                "removing old interceptions",
                "DELETE FROM aibridge_interceptions WHERE id IN (\
                 SELECT id FROM aibridge_interceptions WHERE started_at < $1 \
                 ORDER BY started_at LIMIT $2)",
                before,
                BATCH,
            )?;
            purged += removed;
            if i64::try_from(removed).unwrap_or(BATCH) < BATCH {
                return Ok(purged);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
