//! What is kept of each user's tool calls between requests.
//!
//! Models call tools, and clients send the results with a request of its own. What is kept is which
//! interception made a call, so that the one with the result is recorded as its continuation, and
//! what was withheld from the client beside the call.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use lru::LruCache;
use uuid::Uuid;

use super::access::AuthenticatedUser;
use super::per_user::PerUser;
use super::spans;
use super::tool_loop::{Share, WithheldMemory};

/// Maximum number of users whose state is kept. Beyond it, that of the least recently active
/// one is forgotten.
const MAX_USERS: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

/// Maximum number of tool calls that are kept for each user.
const MAX_CALLS: NonZeroUsize = NonZeroUsize::new(128).unwrap();

/// Maximum length of an id that is kept, in bytes.
const MAX_ID_LENGTH: usize = 128;

/// Maximum number of responses whose ids are kept for each user. The record knows them all, only a
/// moment later.
const MAX_RESPONSES: NonZeroUsize = NonZeroUsize::new(128).unwrap();

/// How long state is kept that is not used.
const KEPT: Duration = Duration::from_hours(1);

/// The state of one user's tool calls.
#[derive(Debug)]
pub(super) struct UserToolState {
    /// Which interception made a call, by the provider's id of the call.
    calls: Mutex<LruCache<String, Uuid>>,
    /// The providers' ids of responses that the user made lately.
    responses: Mutex<LruCache<String, ()>>,
    /// What clients must not see, and providers must get back.
    memory: WithheldMemory,
}

impl UserToolState {
    fn new(share: &Share) -> Self {
        Self {
            calls: Mutex::new(LruCache::new(MAX_CALLS)),
            responses: Mutex::new(LruCache::new(MAX_RESPONSES)),
            memory: WithheldMemory::new(share.clone()),
        }
    }

    /// What was withheld from clients of the user.
    pub(super) fn memory(&self) -> &WithheldMemory {
        &self.memory
    }

    /// Notes calls that an interception has brought.
    pub(super) fn note_calls<'c>(
        &self,
        interception: Uuid,
        ids: impl IntoIterator<Item = &'c str>,
    ) {
        let mut calls = lock(&self.calls);
        for id in ids.into_iter().filter(|id| (1..=MAX_ID_LENGTH).contains(&id.len())) {
            calls.put(id.to_owned(), interception);
        }
    }

    /// Notes a response that the user made.
    pub(super) fn note_response(&self, id: &str) {
        if id.len() <= MAX_ID_LENGTH {
            lock(&self.responses).put(id.to_owned(), ());
        }
    }

    /// The interception that made the last of these calls which is known.
    pub(super) fn caller_of(&self, ids: &[String]) -> Option<Uuid> {
        let calls = lock(&self.calls);
        ids.iter().rev().find_map(|id| calls.peek(id).copied())
    }
}

/// The states of the users' tool calls.
#[derive(Debug)]
pub(super) struct UserToolStates {
    users: PerUser<UserToolState>,
    share: Share,
}

impl Default for UserToolStates {
    fn default() -> Self {
        Self { users: PerUser::new(MAX_USERS, KEPT), share: Share::default() }
    }
}

impl UserToolStates {
    /// What is kept of the caller, who sent a request with these headers from a place whose traces
    /// are trusted or not; made when there is nothing.
    pub(super) fn acquire(
        &self,
        caller: &AuthenticatedUser,
        headers: &HeaderMap,
        is_trusted: bool,
    ) -> Arc<UserToolState> {
        let span = spans::acquire(caller.user, &caller.api_key);
        spans::continue_trace(&span, headers, is_trusted);
        let make = || UserToolState::new(&self.share);
        let (bridge, was_there) = self.users.acquire(caller.user, make);
        spans::tell_cache(&span, was_there);
        bridge
    }

    /// Whether a user made a response lately, as far as is known here.
    pub(super) fn made_response(&self, user: Uuid, id: &str) -> bool {
        let kept = self.users.find(user);
        kept.is_some_and(|kept| lock(&kept.responses).contains(id))
    }

    /// Forgets users who were quiet for too long, and of the others what nobody has asked for.
    pub(super) fn forget_old(&self) {
        self.users.sweep();
        for bridge in self.users.all() {
            bridge.memory.forget_old();
        }
    }
}

/// Nothing is left half done in what the mutexes hold, so it is good even after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(user: u128) -> AuthenticatedUser {
        AuthenticatedUser { user: Uuid::from_u128(user), api_key: "key".into() }
    }

    #[tokio::test(start_paused = true)]
    async fn users_are_kept_for_an_hour_apart_from_each_other() {
        let user_tool_states = UserToolStates::default();
        let acquire = |user| user_tool_states.acquire(&caller(user), &HeaderMap::new(), false);
        let (one, call) = (Uuid::from_u128(11), vec!["call_1".to_owned()]);
        acquire(1).note_calls(one, ["call_1", ""]);
        assert_eq!(acquire(1).caller_of(&call), Some(one));
        assert_eq!(acquire(1).caller_of(&[String::new()]), None);
        assert_eq!(acquire(2).caller_of(&call), None);
        tokio::time::advance(KEPT).await;
        assert_eq!(acquire(1).caller_of(&call), None);
        tokio::time::advance(KEPT / 2).await;
        let third = acquire(3);
        tokio::time::advance(KEPT / 2).await;
        user_tool_states.forget_old();
        let kept = user_tool_states.users.all();
        assert!(matches!(kept.as_slice(), [one] if Arc::ptr_eq(one, &third)), "{kept:?}");
    }

    #[test]
    fn the_oldest_calls_are_forgotten() {
        let kept = UserToolState::new(&Share::default());
        let ids: Vec<String> = (0..=MAX_CALLS.get()).map(|at| at.to_string()).collect();
        kept.note_calls(Uuid::from_u128(1), ids.iter().map(String::as_str));
        assert_eq!(kept.caller_of(&ids[..1]), None);
        assert_eq!(kept.caller_of(&ids[..2]), Some(Uuid::from_u128(1)));
        kept.note_calls(Uuid::from_u128(2), [ids[2].as_str()]);
        assert_eq!(kept.caller_of(&ids[1..3]), Some(Uuid::from_u128(2)), "the last one counts");
    }
}
