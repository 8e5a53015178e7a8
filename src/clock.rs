//! Instants, and the clock that tells them.

use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

/// The first and the last instant that RFC 3339 can write.
const EARLIEST: jiff::Timestamp = jiff::Timestamp::MIN;
const LATEST: jiff::Timestamp = jiff::Timestamp::MAX;

/// An instant in whole microseconds since 1970, which is how both stores keep it. It is written in
/// RFC 3339, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct Timestamp(i64);

impl Timestamp {
    /// The instant `seconds` after 1970; the nearest one that can be written, when it cannot be.
    pub(crate) fn from_seconds(seconds: i64) -> Self {
        let seconds = seconds.clamp(EARLIEST.as_second(), LATEST.as_second());
        Self(seconds.saturating_mul(1_000_000))
    }

    /// The instant `micros` after 1970; the nearest one that can be written, when it cannot be.
    pub(crate) fn from_microseconds(micros: i64) -> Self {
        Self(micros.clamp(EARLIEST.as_microsecond(), LATEST.as_microsecond()))
    }

    /// Microseconds since 1970.
    pub(crate) fn as_microseconds(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970.
    pub(crate) fn as_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The instant `duration` later; the last one that can be written, when there is none.
    pub(crate) fn after(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(micros).min(LATEST.as_microsecond()))
    }

    /// The instant `duration` earlier; the first one that can be written, when there is none.
    pub(crate) fn before(self, duration: Duration) -> Self {
        let micros = i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Self(self.0.saturating_sub(micros).max(EARLIEST.as_microsecond()))
    }

    /// How long after `earlier` this is; zero when it is not.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        let micros = self.0.saturating_sub(earlier.0);
        Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    }

    /// The day alone, as `2027-01-31`.
    pub(crate) fn day(self) -> String {
        let text = self.to_string();
        text.split('T').next().unwrap_or_default().to_owned()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every constructor keeps to the range; a value that a person put into the store may not.
        let instant = jiff::Timestamp::from_microsecond(self.0).unwrap_or(LATEST);
        instant.fmt(f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Tells the time. Tests set it.
#[derive(Debug, Clone, Default)]
pub(crate) enum Clock {
    /// The clock of the machine.
    #[default]
    Machine,
    /// A clock that stands still until a test moves it.
    #[cfg(test)]
    Set(std::sync::Arc<std::sync::atomic::AtomicI64>),
}

impl Clock {
    /// The present instant.
    pub(crate) fn now(&self) -> Timestamp {
        match self {
            Self::Machine => Timestamp(jiff::Timestamp::now().as_microsecond()),
            #[cfg(test)]
            Self::Set(micros) => Timestamp(micros.load(std::sync::atomic::Ordering::SeqCst)),
        }
    }

    /// A clock that shows `seconds` after 1970.
    #[cfg(test)]
    pub(crate) fn set_to(seconds: i64) -> Self {
        Self::Set(std::sync::Arc::new((seconds * 1_000_000).into()))
    }

    /// Moves a clock that was set.
    #[cfg(test)]
    pub(crate) fn advance(&self, duration: Duration) {
        let Self::Set(micros) = self else { panic!("the clock of the machine cannot be moved") };
        let step = i64::try_from(duration.as_micros()).unwrap();
        micros.fetch_add(step, std::sync::atomic::Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc_to_the_microsecond() {
        let instant = Timestamp::from_seconds(1_700_000_000).after(Duration::from_micros(130));
        assert_eq!(instant.to_string(), "2023-11-14T22:13:20.00013Z");
        assert_eq!(instant.day(), "2023-11-14");
        assert_eq!(instant.as_seconds(), 1_700_000_000);
        assert_eq!(serde_json::to_string(&instant).unwrap(), r#""2023-11-14T22:13:20.00013Z""#);
    }

    #[test]
    fn what_lies_outside_the_calendar_is_held_at_its_edge() {
        for (seconds, year) in [(i64::MAX, "9999-12-30T"), (i64::MIN, "-009999-01-02T")] {
            let instant = Timestamp::from_seconds(seconds);
            assert!(instant.to_string().starts_with(year), "{instant}");
        }
        let last = Timestamp::from_seconds(i64::MAX);
        assert!(last.after(Duration::MAX).to_string().starts_with("9999-12-30T"));
        assert!(last.before(Duration::MAX) < Timestamp::from_seconds(0));
    }

    #[test]
    fn durations_between_instants_are_never_negative() {
        let (early, late) = (Timestamp::from_seconds(10), Timestamp::from_seconds(13));
        assert_eq!(late.since(early), Duration::from_secs(3));
        assert_eq!(early.since(late), Duration::ZERO);
        assert_eq!(late.before(Duration::from_secs(3)), early);
    }
}
