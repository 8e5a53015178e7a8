//! Waiting with a limit, again and again.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::time::{Instant, Sleep};

/// A timer that is set anew only where it would ring too late: one that rings early costs less than
/// one that is set each time.
#[derive(Debug, Default)]
pub(crate) struct Alarm(Option<Pin<Box<Sleep>>>);

impl Alarm {
    /// Ready once `until` has passed; otherwise the task is woken then.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, until: Instant) -> Poll<()> {
        let sleep = self.0.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if sleep.deadline() > until {
            sleep.as_mut().reset(until);
        }
        ready!(sleep.as_mut().poll(cx));
        while sleep.deadline() < until {
            sleep.as_mut().reset(until);
            ready!(sleep.as_mut().poll(cx));
        }
        Poll::Ready(())
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_rings_when_it_was_last_told_to_whether_that_is_sooner_or_later() {
        let mut alarm = Alarm::default();
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        for told in [10, 20, 5] {
            let poll = poll_fn(|cx| Poll::Ready(alarm.poll(cx, at(told)).is_ready()));
            assert!(!poll.await, "{told}");
        }
        poll_fn(|cx| alarm.poll(cx, at(7))).await;
        assert_eq!(Instant::now(), at(7));
        poll_fn(|cx| alarm.poll(cx, at(30))).await;
        assert_eq!(Instant::now(), at(30));
    }
}
