//! How often a login may be tried, by user and by address.
//!
//! The instants of the last attempts are kept, so that never more than the limit fall into any
//! window of time, wherever it begins. What is kept is bounded.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::time::Duration;

use thiserror::Error;

use super::secret;
use crate::clock::Timestamp;

/// Maximum number of users and addresses that are remembered.
const MAX_REMEMBERED: usize = 20_000;

/// How often a login may be tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoginLimits {
    /// The window of time.
    pub(crate) window: Duration,
    /// How many attempts as one user fall into it.
    pub(crate) per_user: usize,
    /// How many attempts from one address fall into it.
    pub(crate) per_address: usize,
}

impl Default for LoginLimits {
    fn default() -> Self {
        Self { window: Duration::from_mins(1), per_user: 10, per_address: 60 }
    }
}

/// A login was tried too often.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("too many login attempts by {}; wait {} s", .by.name(), .wait.as_secs())]
pub(crate) struct TooManyAttempts {
    /// Whose limit is reached.
    pub(crate) by: By,
    /// How long to wait, at least a second.
    pub(crate) wait: Duration,
}

/// What attempts are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum By {
    /// The user of the login attempt.
    User,
    /// The address that an attempt comes from.
    Address,
}

impl By {
    fn name(self) -> &'static str {
        match self {
            Self::User => "this user",
            Self::Address => "this address",
        }
    }
}

type Key = (By, Vec<u8>);

/// The attempts of the last window.
#[derive(Debug)]
pub(super) struct Attempts {
    limits: LoginLimits,
    made: Mutex<HashMap<Key, VecDeque<Timestamp>>>,
}

impl Attempts {
    pub(super) fn new(limits: LoginLimits) -> Self {
        Self { limits, made: Mutex::default() }
    }

    /// Counts one attempt, unless the limit of the user or of the address is reached.
    pub(super) fn count(
        &self,
        email: &str,
        address: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<(), TooManyAttempts> {
        let keys = [
            Some((user_key(email), self.limits.per_user)),
            address.map(|address| (address_key(address), self.limits.per_address)),
        ];
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (key, limit) in keys.iter().flatten() {
            if let Some(wait) = self.wait(&mut made, key, *limit, now) {
                return Err(TooManyAttempts { by: key.0, wait });
            }
        }
        for (key, _) in keys.into_iter().flatten() {
            make_room(&mut made, now.before(self.limits.window));
            made.entry(key).or_default().push_back(now);
        }
        Ok(())
    }

    /// Forgets the attempts as a user, who has now logged in.
    pub(super) fn forget(&self, email: &str) {
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        made.remove(&user_key(email));
    }

    /// How long until the limit lets another attempt through; nothing when it does so now.
    fn wait(
        &self,
        made: &mut HashMap<Key, VecDeque<Timestamp>>,
        key: &Key,
        limit: usize,
        now: Timestamp,
    ) -> Option<Duration> {
        let attempts = made.get_mut(key)?;
        let begin = now.before(self.limits.window);
        while attempts.front().is_some_and(|attempt| *attempt <= begin) {
            attempts.pop_front();
        }
        let first = attempts.front().copied()?;
        let reached = attempts.len() >= limit;
        reached.then(|| first.after(self.limits.window).since(now).max(Duration::from_secs(1)))
    }
}

/// Drops what the window has left behind when there is too much; when that is not enough, what
/// is oldest.
fn make_room(made: &mut HashMap<Key, VecDeque<Timestamp>>, begin: Timestamp) {
    if made.len() < MAX_REMEMBERED {
        return;
    }
    made.retain(|_, attempts| attempts.back().is_some_and(|last| *last > begin));
    if made.len() < MAX_REMEMBERED {
        return;
    }
    let oldest = made.iter().min_by_key(|(_, attempts)| attempts.back().copied());
    if let Some(key) = oldest.map(|(key, _)| key.clone()) {
        made.remove(&key);
    }
}

/// The hash of the address: as long as any other, however long the text that was sent.
fn user_key(email: &str) -> Key {
    (By::User, secret::hash(&email.to_lowercase()))
}

/// The address; of IPv6 the network, since one person commands all addresses of it.
fn address_key(address: IpAddr) -> Key {
    let bytes = match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64).octets().to_vec(),
    };
    (By::Address, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: LoginLimits =
        LoginLimits { window: Duration::from_mins(1), per_user: 3, per_address: 5 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(1_000_000 + seconds)
    }

    fn home(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    #[test]
    fn no_window_holds_more_attempts_than_the_limit() {
        let attempts = Attempts::new(LIMITS);
        for second in [0, 20, 40] {
            assert_eq!(attempts.count("a@b.c", Some(home(1)), at(second)), Ok(()));
        }
        let rejected = attempts.count("A@B.C", Some(home(2)), at(50)).unwrap_err();
        assert_eq!(rejected, TooManyAttempts { by: By::User, wait: Duration::from_secs(10) });
        // The window goes with the clock: only the first attempt has left it by now.
        assert_eq!(attempts.count("a@b.c", Some(home(1)), at(60)), Ok(()));
        assert!(attempts.count("a@b.c", Some(home(1)), at(61)).is_err());
    }

    #[test]
    fn one_address_cannot_try_many_users() {
        let attempts = Attempts::new(LIMITS);
        for user in 0..5 {
            assert_eq!(attempts.count(&format!("{user}@b.c"), Some(home(1)), at(0)), Ok(()));
        }
        let rejected = attempts.count("5@b.c", Some(home(1)), at(1)).unwrap_err();
        assert_eq!((rejected.by, rejected.wait), (By::Address, Duration::from_secs(59)));
        assert_eq!(attempts.count("5@b.c", Some(home(2)), at(1)), Ok(()));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let parse = |text: &str| address_key(text.parse().unwrap());
        assert_eq!(parse("2001:db8::1"), parse("2001:db8::ffff:0:0:1"));
        assert_ne!(parse("2001:db8::1"), parse("2001:db8:0:1::1"));
        assert_eq!(parse("::ffff:192.0.2.1"), parse("192.0.2.1"));
    }

    #[test]
    fn whoever_logs_in_may_try_again() {
        let attempts = Attempts::new(LIMITS);
        for _ in 0..3 {
            attempts.count("a@b.c", None, at(0)).unwrap();
        }
        assert!(attempts.count("a@b.c", None, at(0)).is_err());
        attempts.forget("A@b.c");
        assert_eq!(attempts.count("a@b.c", None, at(0)), Ok(()));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let attempts = Attempts::new(LIMITS);
        let mut made = HashMap::new();
        for number in 0..MAX_REMEMBERED {
            let when = at(i64::try_from(number).unwrap() - 10_000);
            made.insert(user_key(&number.to_string()), VecDeque::from([when]));
        }
        *attempts.made.lock().unwrap() = made;
        attempts.count("new@b.c", Some(home(1)), at(10_000)).unwrap();
        let kept = attempts.made.lock().unwrap().len();
        assert!(kept < 100, "{kept}");

        // Attempts that all fall into the window make room one by one.
        let mut made = attempts.made.lock().unwrap();
        for number in 0..MAX_REMEMBERED {
            made.insert(user_key(&number.to_string()), VecDeque::from([at(10_000)]));
        }
        make_room(&mut made, at(9_999));
        make_room(&mut made, at(9_999));
        assert!(made.len() <= MAX_REMEMBERED + 1, "{}", made.len());
    }
}
