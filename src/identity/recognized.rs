//! Tokens that were recognized a moment ago: a busy client does not cost the store a question with
//! each of its requests.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use lru::LruCache;
use uuid::Uuid;

use super::{AuthenticationError, Identity};
use crate::clock::Timestamp;

/// How long a token counts as recognized. One that was removed on another server is rejected
/// here at the latest after this.
const HOLDS: Duration = Duration::from_secs(1);

/// Maximum number of tokens that are kept. Beyond it, the least recently used one is looked up
/// again.
const MAX_TOKENS: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

/// Whose token it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The user.
    pub(crate) user: Uuid,
    /// The id of the key.
    pub(crate) key: Arc<str>,
}

/// A token that was recognized.
#[derive(Debug)]
struct Known {
    holder: Holder,
    since: Timestamp,
    expires_at: Timestamp,
}

/// SHA-256 of a token: the tokens themselves are not kept.
type Digest = [u8; 32];

/// The tokens that were recognized of late.
#[derive(Debug)]
pub(super) struct Recognized {
    by_token: Mutex<LruCache<Digest, Known>>,
    /// How often everything was forgotten. It is changed while the tokens are locked.
    forgotten: AtomicU64,
}

impl Default for Recognized {
    fn default() -> Self {
        Self { by_token: Mutex::new(LruCache::new(MAX_TOKENS)), forgotten: AtomicU64::new(0) }
    }
}

impl Recognized {
    fn tokens(&self) -> MutexGuard<'_, LruCache<Digest, Known>> {
        self.by_token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who holds the token, where that is known, and how often was forgotten before.
    fn find(&self, token: &Digest, now: Timestamp) -> (Option<Holder>, u64) {
        let mut tokens = self.tokens();
        let known = tokens.get(token).filter(|known| {
            known.since <= now && now.since(known.since) < HOLDS && now < known.expires_at
        });
        (known.map(|known| known.holder.clone()), self.forgotten())
    }

    /// Keeps what the store said, unless something was forgotten since it was asked.
    fn keep(&self, token: Digest, known: Known, forgotten: u64) {
        let mut tokens = self.tokens();
        if self.forgotten() == forgotten {
            tokens.put(token, known);
        }
    }

    /// How often everything was forgotten.
    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten.load(Ordering::Acquire)
    }

    /// Forgets everything: a key was removed.
    pub(super) fn forget(&self) {
        let mut tokens = self.tokens();
        tokens.clear();
        self.forgotten.fetch_add(1, Ordering::AcqRel);
    }
}

impl Identity {
    /// Who holds `token`, as it was at most a [moment](HOLDS) ago. What this server removes itself
    /// is rejected at once.
    pub(crate) async fn recognize(&self, token: &str) -> Result<Holder, AuthenticationError> {
        let mut sum = Digest::default();
        sum.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        let now = self.clock.now();
        let (known, forgotten) = self.recognized.find(&sum, now);
        if let Some(holder) = known {
            return Ok(holder);
        }
        // The question to the store is large, and hardly ever asked.
        let session = Box::pin(self.authenticate(token)).await?;
        let holder = Holder { user: session.user.id, key: session.key.id.into() };
        let expires_at = session.key.expires_at;
        let known = Known { holder: holder.clone(), since: now, expires_at };
        self.recognized.keep(sum, known, forgotten);
        Ok(holder)
    }
}
