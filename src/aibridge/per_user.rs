//! Something for each user: kept for a while, and of a bounded number of users.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;
use uuid::Uuid;

/// What is kept of the users; beyond the bound the one who was quiet longest is forgotten.
#[derive(Debug)]
pub(super) struct PerUser<T> {
    /// So long is kept what nobody asks for.
    kept: Duration,
    users: Mutex<LruCache<Uuid, (Instant, Arc<T>)>>,
}

impl<T> PerUser<T> {
    /// Nothing is kept yet.
    pub(super) fn new(max: NonZeroUsize, kept: Duration) -> Self {
        Self { kept, users: Mutex::new(LruCache::new(max)) }
    }

    /// What is kept of a user, and whether it was there; made when there is nothing.
    pub(super) fn acquire(&self, user: Uuid, make: impl FnOnce() -> T) -> (Arc<T>, bool) {
        let now = Instant::now();
        let mut users = self.lock();
        let found = users.get_mut(&user);
        if let Some((used, kept)) = found.filter(|(used, _)| now.duration_since(*used) < self.kept)
        {
            *used = now;
            return (Arc::clone(kept), true);
        }
        let new = Arc::new(make());
        users.put(user, (now, Arc::clone(&new)));
        (new, false)
    }

    /// What is kept of a user, where there is something.
    pub(super) fn find(&self, user: Uuid) -> Option<Arc<T>> {
        let users = self.lock();
        let (at, kept) = users.peek(&user)?;
        (at.elapsed() < self.kept).then(|| Arc::clone(kept))
    }

    /// Forgets what nobody has asked for long enough.
    pub(super) fn sweep(&self) {
        let now = Instant::now();
        let mut users = self.lock();
        while users.peek_lru().is_some_and(|(_, (used, _))| now.duration_since(*used) >= self.kept)
        {
            users.pop_lru();
        }
    }

    /// What is kept of every user.
    pub(super) fn all(&self) -> Vec<Arc<T>> {
        self.lock().iter().map(|(_, (_, kept))| Arc::clone(kept)).collect()
    }

    /// Forgets everything, and gives it.
    pub(super) fn take_all(&self) -> Vec<Arc<T>> {
        let mut users = self.lock();
        std::iter::from_fn(|| users.pop_lru()).map(|(_, (_, kept))| kept).collect()
    }

    /// Nothing is left half done in what the mutex holds, so it is good even after a panic.
    fn lock(&self) -> MutexGuard<'_, LruCache<Uuid, (Instant, Arc<T>)>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_nobody_asks_for_is_forgotten_and_so_is_the_quietest_user() {
        let kept = PerUser::new(NonZeroUsize::new(2).unwrap(), Duration::from_secs(10));
        let acquire = |user: u128| kept.acquire(Uuid::from_u128(user), || user);
        let (first, was_there) = acquire(1);
        assert_eq!((*first, was_there), (1, false));
        tokio::time::advance(Duration::from_secs(6)).await;
        assert!(acquire(1).1, "it was used");
        acquire(2);
        tokio::time::advance(Duration::from_secs(6)).await;
        kept.sweep();
        assert!(acquire(1).1 && acquire(2).1);
        assert_eq!(kept.all().len(), 2);
        acquire(3);
        assert!(acquire(3).1 && !acquire(1).1, "there is no place for three");
        assert_eq!(Arc::strong_count(&first), 1, "nobody else holds what was forgotten");
        tokio::time::advance(Duration::from_secs(10)).await;
        kept.sweep();
        assert_eq!(kept.take_all(), Vec::<Arc<u128>>::new());
    }
}
