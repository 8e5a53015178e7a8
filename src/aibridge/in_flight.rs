//! The requests in flight, with whose they are: so that they can be cut off when their callers may
//! no longer use the bridge.

use std::collections::{BTreeSet, HashMap};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use futures_util::FutureExt;
use http_body::{Body as HttpBody, Frame, SizeHint};
use thiserror::Error;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::access::AuthenticatedUser;

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
    by_number: HashMap<u64, Entry>,
}

/// Dropping it cuts the request off.
#[derive(Debug)]
struct Entry {
    caller: AuthenticatedUser,
    _goes_on: oneshot::Sender<()>,
}

impl InFlight {
    /// Notes a request of `caller` as in flight, until what is given back is dropped.
    pub(crate) fn enter(&self, caller: AuthenticatedUser) -> RequestInFlight {
        let (goes_on, cut_off) = oneshot::channel();
        let mut requests = self.lock();
        let number = requests.next;
        requests.next += 1;
        requests.by_number.insert(number, Entry { caller, _goes_on: goes_on });
        RequestInFlight { requests: self.clone(), number, cut_off }
    }

    /// The users who have requests in flight.
    pub(crate) fn users(&self) -> BTreeSet<Uuid> {
        self.lock().by_number.values().map(|entry| entry.caller.user).collect()
    }

    /// Cuts off the requests of `user` with any other key than those in `usable`; says how many
    /// there were.
    pub(crate) fn cut(&self, user: Uuid, usable: &[String]) -> usize {
        let mut requests = self.lock();
        let before = requests.by_number.len();
        requests.by_number.retain(|_, Entry { caller, .. }| {
            caller.user != user || usable.iter().any(|key| **key == *caller.api_key)
        });
        before - requests.by_number.len()
    }

    /// Nothing is left half done in what the mutex holds, so it is good even after a panic.
    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request in flight.
#[derive(Debug)]
pub(crate) struct RequestInFlight {
    requests: InFlight,
    number: u64,
    cut_off: oneshot::Receiver<()>,
}

impl RequestInFlight {
    /// What comes of `work`, unless the request is cut off before.
    pub(crate) async fn unless_cut_off<T>(
        &mut self,
        work: impl Future<Output = T>,
    ) -> Result<T, CutOff> {
        tokio::select! {
            biased;
            // Nothing is ever sent: it ends when its other half is dropped.
            _ = &mut self.cut_off => Err(CutOff),
            done = work => Ok(done),
        }
    }

    /// The body of the answer, which breaks off when the request is cut off.
    pub(crate) fn holding(self, body: Body) -> Body {
        Body::new(CutBody { body: Some(body), request: self })
    }
}

impl Drop for RequestInFlight {
    fn drop(&mut self) {
        let left = self.requests.lock().by_number.remove(&self.number);
        drop(left);
    }
}

/// A body that breaks off when its request is cut off.
struct CutBody {
    /// Gone once it was cut off: what it holds ends with it.
    body: Option<Body>,
    request: RequestInFlight,
}

impl HttpBody for CutBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        // Once everything was said, there is nothing left to cut off.
        if !body.is_end_stream() && this.request.cut_off.poll_unpin(cx).is_ready() {
            this.body = None;
            return Poll::Ready(Some(Err(axum::Error::new(CutOff))));
        }
        Pin::new(body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(HttpBody::size_hint).unwrap_or_default()
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

    #[tokio::test]
    async fn a_body_breaks_off_where_it_is_and_lets_go_of_what_it_holds() {
        let in_flight = InFlight::default();
        let (pieces, mut received) = tokio::sync::mpsc::channel(1);
        let body = futures_util::stream::poll_fn(move |cx| received.poll_recv(cx));
        let body = Body::from_stream(body);
        let mut body = in_flight.enter(caller(1, "gone")).holding(body);
        pieces.send(Ok::<_, std::io::Error>("first")).await.unwrap();
        assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), "first");
        in_flight.cut(Uuid::from_u128(1), &[]);
        assert!(body.frame().await.unwrap().unwrap_err().to_string().contains("cut off"));
        pieces.closed().await;
        assert!(body.frame().await.is_none());
    }
}
