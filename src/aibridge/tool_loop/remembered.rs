//! What was withheld from a client, until the client comes back with the results of its own calls.
//!
//! It is kept in memory, for the user whose request it was. A client that comes back to another
//! server, or too late, finds that it is forgotten; its conversation is valid without it, except
//! where the provider keeps the conversation (see `responses.rs`).

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::aibridge::object::Raw;

/// Maximum number of entries that are remembered for each user.
const MAX_ENTRIES: NonZeroUsize = NonZeroUsize::new(128).unwrap();

/// Maximum number of bytes of one entry.
const MAX_ENTRY_BYTES: usize = 4 * 1024 * 1024;

/// Maximum number of bytes for all users together.
const MAX_TOTAL_BYTES: usize = 128 * 1024 * 1024;

/// How long an entry is remembered that is not used.
const KEPT: Duration = Duration::from_hours(1);

/// What was withheld of one answer.
#[derive(Debug, Clone)]
pub(super) enum Withheld {
    /// Of chat completions.
    Chat(super::chat_completions::ChatWithheld),
    /// Of messages.
    Messages(super::messages::MessagesWithheld),
    /// Of responses.
    Responses(super::responses::ResponsesWithheld),
    /// The id of a response goes on under another one.
    Renamed(String),
}

impl Withheld {
    fn bytes(&self) -> usize {
        match self {
            Self::Chat(withheld) => withheld.bytes(),
            Self::Messages(withheld) => withheld.bytes(),
            Self::Responses(withheld) => withheld.bytes(),
            Self::Renamed(id) => id.len(),
        }
    }
}

/// About how many bytes values take.
pub(super) fn bytes<'r>(values: impl IntoIterator<Item = &'r Raw>) -> usize {
    values.into_iter().map(|value| value.get().len()).sum()
}

/// How much memory is spent for all users.
#[derive(Debug, Clone, Default)]
pub(in crate::aibridge) struct Share(Arc<AtomicUsize>);

impl Share {
    /// Takes so many bytes, if they are left.
    fn take(&self, bytes: usize) -> Option<Taken> {
        let add = |now: usize| (now + bytes <= MAX_TOTAL_BYTES).then_some(now + bytes);
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, add).ok()?;
        Some(Taken { share: self.clone(), bytes })
    }
}

/// Bytes that are given back when they are dropped.
#[derive(Debug)]
struct Taken {
    share: Share,
    bytes: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.share.0.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

#[derive(Debug)]
struct RememberedEntry {
    withheld: Arc<Withheld>,
    used: Instant,
    _taken: Taken,
}

/// What is remembered for one user.
#[derive(Debug)]
pub(crate) struct WithheldMemory {
    kept: Mutex<LruCache<String, RememberedEntry>>,
    share: Share,
}

impl WithheldMemory {
    /// Remembers nothing yet, and spends of what all users share.
    pub(in crate::aibridge) fn new(share: Share) -> Self {
        Self { kept: Mutex::new(LruCache::new(MAX_ENTRIES)), share }
    }

    /// Whether nothing is remembered, so that there is nothing to look for.
    pub(in crate::aibridge) fn is_empty(&self) -> bool {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Forgets what nobody has asked for too long.
    pub(in crate::aibridge) fn forget_old(&self) {
        let now = Instant::now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.peek_lru().is_some_and(|(_, old)| now.duration_since(old.used) >= KEPT) {
            kept.pop_lru();
        }
    }

    /// Remembers what was withheld, by the id of a call of the client's or of a response.
    pub(super) fn keep(&self, id: &str, withheld: Withheld) {
        let bytes = withheld.bytes() + id.len();
        if id.is_empty() || bytes > MAX_ENTRY_BYTES {
            tracing::debug!(bytes, "withheld parts are too large to be remembered");
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(taken) = self.share.take(bytes) else {
            tracing::warn!("there is no memory left for withheld parts");
            return;
        };
        let withheld = Arc::new(withheld);
        kept.put(id.to_owned(), RememberedEntry { withheld, used: Instant::now(), _taken: taken });
    }

    /// What was withheld beside this call, or from this response.
    pub(super) fn recall(&self, id: &str) -> Option<Arc<Withheld>> {
        let now = Instant::now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get_mut(id)?;
        if now.duration_since(found.used) >= KEPT {
            kept.pop(id);
            return None;
        }
        found.used = now;
        Some(Arc::clone(&found.withheld))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(id: &str) -> Withheld {
        Withheld::Renamed(id.to_owned())
    }

    fn known(memory: &WithheldMemory, id: &str) -> Option<String> {
        memory.recall(id).map(|withheld| match &*withheld {
            Withheld::Renamed(to) => to.clone(),
            other => panic!("{other:?}"),
        })
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_asks_for_is_forgotten_after_an_hour() {
        let memory = WithheldMemory::new(Share::default());
        memory.keep("a", renamed("b"));
        for _ in 0..3 {
            tokio::time::advance(KEPT / 2).await;
            assert_eq!(known(&memory, "a").as_deref(), Some("b"));
        }
        tokio::time::advance(KEPT).await;
        assert_eq!(known(&memory, "a"), None);
        assert!(memory.is_empty());

        memory.keep("a", renamed("b"));
        tokio::time::advance(KEPT / 2).await;
        memory.keep("c", renamed("d"));
        tokio::time::advance(KEPT / 2).await;
        memory.forget_old();
        assert_eq!((known(&memory, "a"), known(&memory, "c").as_deref()), (None, Some("d")));
    }

    #[test]
    fn memory_is_bounded_for_each_user_and_for_all_and_is_given_back() {
        let share = Share::default();
        let used = || share.0.load(Ordering::Relaxed);
        let memory = WithheldMemory::new(share.clone());
        memory.keep("", renamed("b"));
        memory.keep("too much", renamed(&"x".repeat(MAX_ENTRY_BYTES)));
        assert!(memory.is_empty());
        for at in 0..=MAX_ENTRIES.get() {
            memory.keep(&format!("id-{at}"), renamed("b"));
        }
        assert_eq!(known(&memory, "id-0"), None);
        assert_eq!(known(&memory, "id-1").as_deref(), Some("b"));
        drop(memory);
        assert_eq!(used(), 0);

        let (one, other) = (WithheldMemory::new(share.clone()), WithheldMemory::new(share.clone()));
        for at in 0..MAX_ENTRIES.get() {
            one.keep(&format!("id-{at}"), renamed(&"x".repeat(MAX_ENTRY_BYTES - 16)));
        }
        other.keep("id", renamed(&"x".repeat(MAX_ENTRY_BYTES - 16)));
        assert!(other.is_empty());
        assert!(used() <= MAX_TOTAL_BYTES);
    }
}
