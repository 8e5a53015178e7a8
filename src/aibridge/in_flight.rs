//! The requests in flight, with whose they are: so that they can be cut off when their callers may
//! no longer use the bridge.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use thiserror::Error;
use uuid::Uuid;

use super::access::AuthenticatedUser;
use super::written_first::WrittenFirst;

/// The key of a request was removed, or its user may no longer log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the request was cut off because its session token is no longer valid")]
pub(crate) struct CutOff;

/// The requests in flight. Clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct InFlight(Arc<Mutex<Requests>>);

#[derive(Debug, Default)]
struct Requests {
    next: u64,
    by_number: BTreeMap<u64, Entry>,
    /// Set when the server stops: nothing may be in flight any more.
    is_stopped: bool,
}

#[derive(Debug)]
struct Entry {
    caller: AuthenticatedUser,
    shelf: Arc<Shelf>,
}

/// Where a request and whoever cuts it off find each other.
#[derive(Debug, Default)]
struct Shelf(Mutex<OnShelf>);

#[derive(Debug, Default)]
struct OnShelf {
    is_cut: bool,
    /// The body of the answer, once there is one.
    body: Option<WrittenFirst<Body>>,
    /// Who waits for the answer, or for more of its body.
    waiting: Option<Waker>,
}

impl OnShelf {
    /// Whether the request was cut off; if not, the task is woken when it is.
    fn is_cut(&mut self, cx: &Context<'_>) -> bool {
        if !self.is_cut && !self.waiting.as_ref().is_some_and(|one| one.will_wake(cx.waker())) {
            self.waiting = Some(cx.waker().clone());
        }
        self.is_cut
    }
}

impl Shelf {
    fn lock(&self) -> MutexGuard<'_, OnShelf> {
        lock(&self.0)
    }

    /// Cuts the request off. Its body ends now, even if its client does not read and nobody asks for
    /// it; one that has said everything is left alone.
    fn cut(&self) {
        let mut on_shelf = self.lock();
        on_shelf.is_cut = true;
        let unfinished = on_shelf.body.take_if(|body| !body.is_end_stream());
        let waiting = on_shelf.waiting.take();
        drop(on_shelf);
        drop(unfinished);
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }
}

/// Nothing is left half done in what these mutexes hold, so it is good even after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl InFlight {
    /// Notes a request of `caller` as in flight, until what is given back is dropped.
    pub(crate) fn enter(&self, caller: AuthenticatedUser) -> RequestInFlight {
        let own = Arc::<Shelf>::default();
        let mut requests = self.lock();
        let number = requests.next;
        requests.next += 1;
        if requests.is_stopped {
            own.cut();
        } else {
            let entry = Entry { caller, shelf: Arc::clone(&own) };
            requests.by_number.insert(number, entry);
        }
        drop(requests);
        RequestInFlight { requests: self.clone(), number, shelf: own }
    }

    /// The users who have requests in flight.
    pub(crate) fn users(&self) -> BTreeSet<Uuid> {
        self.lock().by_number.values().map(|entry| entry.caller.user).collect()
    }

    /// Cuts off the requests of `user` with any other key than those in `usable`; says how many
    /// there were.
    pub(crate) fn cut(&self, user: Uuid, usable: &[String]) -> usize {
        let mut requests = self.lock();
        let cut = requests.by_number.extract_if(.., |_, Entry { caller, .. }| {
            caller.user == user && !usable.iter().any(|key| **key == *caller.api_key)
        });
        let cut: Vec<(u64, Entry)> = cut.collect();
        drop(requests);
        let count = cut.len();
        for (_, entry) in cut {
            entry.shelf.cut();
        }
        count
    }

    /// Cuts off every request, and from now on those that still come; says how many there were.
    pub(crate) fn stop(&self) -> usize {
        let mut requests = self.lock();
        requests.is_stopped = true;
        let cut = std::mem::take(&mut requests.by_number);
        drop(requests);
        let count = cut.len();
        for entry in cut.into_values() {
            entry.shelf.cut();
        }
        count
    }

    /// Whether the server stops.
    pub(crate) fn is_stopped(&self) -> bool {
        self.lock().is_stopped
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        lock(&self.0)
    }
}

/// One request in flight.
#[derive(Debug)]
pub(crate) struct RequestInFlight {
    requests: InFlight,
    number: u64,
    shelf: Arc<Shelf>,
}

impl RequestInFlight {
    /// What comes of `work`, unless the request is cut off before.
    pub(crate) async fn unless_cut_off<T>(
        &mut self,
        work: impl Future<Output = T>,
    ) -> Result<T, CutOff> {
        let mut work = pin!(work);
        poll_fn(|cx| {
            if self.shelf.lock().is_cut(cx) {
                return Poll::Ready(Err(CutOff));
            }
            work.as_mut().poll(cx).map(Ok)
        })
        .await
    }

    /// The body of the answer, which breaks off when the request is cut off.
    pub(crate) fn holding(self, body: Body) -> Body {
        let mut on_shelf = self.shelf.lock();
        if !on_shelf.is_cut || body.is_end_stream() {
            on_shelf.body = Some(WrittenFirst::new(body));
        }
        drop(on_shelf);
        Body::new(CutBody { request: self, is_over: false })
    }
}

impl Drop for RequestInFlight {
    fn drop(&mut self) {
        // The body ends before its request leaves its place.
        let body = self.shelf.lock().body.take();
        drop(body);
        let left = self.requests.lock().by_number.remove(&self.number);
        drop(left);
    }
}

/// A body that breaks off when its request is cut off.
struct CutBody {
    /// Its body is gone once it was cut off: what it holds ends with it.
    request: RequestInFlight,
    /// Whether it was told that it was cut off.
    is_over: bool,
}

impl HttpBody for CutBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let mut on_shelf = self.request.shelf.lock();
        if on_shelf.body.is_some() {
            on_shelf.is_cut(cx);
        }
        if let Some(body) = &mut on_shelf.body {
            return Pin::new(body).poll_frame(cx).map_err(axum::Error::new);
        }
        drop(on_shelf);
        self.is_over = true;
        Poll::Ready(Some(Err(axum::Error::new(CutOff))))
    }

    fn is_end_stream(&self) -> bool {
        let on_shelf = self.request.shelf.lock();
        on_shelf.body.as_ref().map_or(self.is_over, HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        let on_shelf = self.request.shelf.lock();
        on_shelf.body.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    fn caller(user: u128, key: &str) -> AuthenticatedUser {
        AuthenticatedUser { user: Uuid::from_u128(user), api_key: key.into() }
    }

    #[tokio::test]
    async fn only_requests_with_keys_that_stopped_working_are_cut_off() {
        let in_flight = InFlight::default();
        let one = Uuid::from_u128(1);
        let mut gone = in_flight.enter(caller(1, "gone"));
        let mut kept = in_flight.enter(caller(1, "kept"));
        let mut other = in_flight.enter(caller(2, "gone"));
        drop(in_flight.enter(caller(3, "over")));
        assert_eq!(in_flight.users(), BTreeSet::from([one, Uuid::from_u128(2)]));
        assert_eq!(in_flight.cut(one, &["kept".to_owned()]), 1);
        let cut = gone.unless_cut_off(std::future::pending::<()>()).await;
        assert_eq!(cut, Err(CutOff));
        for going_on in [&mut kept, &mut other] {
            assert_eq!(going_on.unless_cut_off(async { 7 }).await, Ok(7));
        }
        assert_eq!(in_flight.cut(one, &[]), 1);
        drop((gone, kept, other));
        assert_eq!(in_flight.users(), BTreeSet::new());
    }

    /// A body of which the test says what comes.
    fn channel() -> (tokio::sync::mpsc::Sender<Result<&'static str, std::io::Error>>, Body) {
        let (pieces, mut received) = tokio::sync::mpsc::channel(1);
        let body = futures_util::stream::poll_fn(move |cx| received.poll_recv(cx));
        (pieces, Body::from_stream(body))
    }

    #[tokio::test]
    async fn a_server_that_stops_ends_every_body_though_nobody_reads_it() {
        let in_flight = InFlight::default();
        let (pieces, body) = channel();
        let mut body = in_flight.enter(caller(1, "one")).holding(body);
        let said = in_flight.enter(caller(2, "two")).holding(Body::empty());
        assert!(!in_flight.is_stopped());
        assert_eq!(in_flight.stop(), 2);
        pieces.closed().await;
        assert!(!body.is_end_stream(), "it has not ended well");
        assert!(body.frame().await.unwrap().is_err());
        assert!(body.is_end_stream() && said.is_end_stream() && in_flight.is_stopped());
        let mut late = in_flight.enter(caller(1, "one"));
        assert_eq!(late.unless_cut_off(std::future::pending::<()>()).await, Err(CutOff));
    }

    #[tokio::test]
    async fn an_answer_that_comes_after_the_cut_breaks_off_too() {
        let in_flight = InFlight::default();
        let mut request = in_flight.enter(caller(1, "gone"));
        assert_eq!(request.unless_cut_off(async { 7 }).await, Ok(7));
        in_flight.cut(Uuid::from_u128(1), &[]);
        let (pieces, body) = channel();
        let mut body = request.holding(body);
        pieces.closed().await;
        assert!(body.frame().await.unwrap().unwrap_err().to_string().contains("cut off"));
        assert!(body.frame().await.is_none());
    }

    #[tokio::test]
    async fn whoever_waits_for_more_is_woken_by_the_cut() {
        let in_flight = InFlight::default();
        let (_pieces, body) = channel();
        let mut body = in_flight.enter(caller(1, "gone")).holding(body);
        let reading = tokio::spawn(async move { body.frame().await.unwrap().is_err() });
        tokio::task::yield_now().await;
        in_flight.cut(Uuid::from_u128(1), &[]);
        assert!(reading.await.unwrap());
    }

    #[tokio::test]
    async fn a_body_breaks_off_where_it_is_and_lets_go_of_what_it_holds() {
        let in_flight = InFlight::default();
        let (pieces, body) = channel();
        let mut body = in_flight.enter(caller(1, "gone")).holding(body);
        pieces.send(Ok("first")).await.unwrap();
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "first");
        in_flight.cut(Uuid::from_u128(1), &[]);
        assert!(body.frame().await.unwrap().unwrap_err().to_string().contains("cut off"));
        pieces.closed().await;
        assert!(body.frame().await.is_none());
    }
}
