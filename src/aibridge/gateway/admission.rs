//! Who may use the bridge: credentials first, then the deployment's entitlement.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use futures_util::FutureExt;
use tower::{Layer, Service};

use crate::aibridge::access::{AuthenticatedUser, Denied};
use crate::aibridge::error::{BridgeError, For, add_limit_state, answer, reject};
use crate::aibridge::in_flight::{CutOff, RequestInFlight};
use crate::aibridge::limit_state::LimitState;
use crate::aibridge::overload::rate_limit::Counted;
use crate::aibridge::{Bridge, headers};

/// Lets in who may use the bridge.
#[derive(Clone)]
pub(super) struct Admission {
    bridge: Arc<Bridge>,
}

impl Admission {
    pub(super) fn new(bridge: Arc<Bridge>) -> Self {
        Self { bridge }
    }

    /// The request with its user, from now on in flight; or the answer to one that is not admitted.
    async fn admit(&self, request: &mut Request<Body>) -> Result<RequestInFlight, Response<Body>> {
        // Nobody's records or limits are concerned, and clients wait for this before they go on.
        if headers::asks_for_websocket(request.headers()) {
            return Err(reject(request, &BridgeError::NoWebSocket));
        }
        let (caller, in_flight) = match self.enter(request.headers()).await {
            Ok(entered) => entered,
            Err(denied) => return Err(self.turn_away(request, denied)),
        };
        let counted = Counted::ApiKey { key: Arc::clone(&caller.api_key), user: caller.user };
        request.extensions_mut().insert(counted);
        request.extensions_mut().insert(caller);
        let entitled = self.bridge.access.entitled();
        entitled.map_err(|denied| reject(request, &bridge_error(denied)))?;
        Ok(in_flight)
    }

    /// Finds out whose request it is, and notes it as in flight.
    async fn enter(
        &self,
        headers: &HeaderMap,
    ) -> Result<(AuthenticatedUser, RequestInFlight), Denied> {
        let credential = headers::credentials(headers).map(str::to_owned);
        loop {
            let revision = self.bridge.access.revision();
            let mut caller = self.bridge.access.authenticate(credential.as_deref());
            // Nearly all are known, and nothing has to be waited for.
            let caller = if let Some(known) = (&mut caller).now_or_never() {
                known?
            } else {
                let patience = self.bridge.settings.recording.patience;
                tokio::time::timeout(patience, caller).await.map_err(|_| Denied::StoreAway)??
            };
            let in_flight = self.bridge.in_flight.enter(caller.clone());
            // Whoever was turned out between the two would not have been found in flight.
            if self.bridge.access.revision() == revision {
                return Ok((caller, in_flight));
            }
        }
    }

    /// Tells what the caller may still do, where no limit behind this one has told it: the request
    /// was not counted then.
    fn tell_limit_state(&self, response: &mut Response<Body>, counted: Option<Counted>) {
        if response.extensions().get::<LimitState>().is_none()
            && let Some(limit_state) =
                counted.and_then(|counted| self.bridge.rate.limit_state(&counted))
        {
            add_limit_state(response, &limit_state);
        }
    }

    /// Answers a request without valid credentials. Their requests count by their address, so that
    /// guessing credentials is limited too.
    fn turn_away(&self, request: &Request<Body>, denied: Denied) -> Response<Body> {
        let address = self.bridge.access.address(request.extensions(), request.headers());
        let counted = address.map(Counted::from_address);
        match counted.and_then(|counted| self.bridge.rate.take(&counted)) {
            Some(Err(limit_state)) => reject(request, &BridgeError::RateLimited(limit_state)),
            taken => {
                let mut response = reject(request, &bridge_error(denied));
                if let Some(Ok(limit_state)) = taken {
                    add_limit_state(&mut response, &limit_state);
                }
                response
            }
        }
    }
}

/// The answer to a request that was cut off before its answer had begun.
fn cut_off(provider: Option<For>) -> Response<Body> {
    let why = "Your session token is no longer valid. Create a new one with `coder tokens create`.";
    let error = BridgeError::Unauthenticated(why.to_owned());
    answer(provider.map(|provider| provider.0), &error)
}

/// The answer to a request that could not be handled. The panic itself is logged by the panic hook.
fn panicked(provider: Option<For>) -> Response<Body> {
    let what = "internal error; see the server's log for the reason.".to_owned();
    answer(provider.map(|provider| provider.0), &BridgeError::Failed(what))
}

fn bridge_error(denied: Denied) -> BridgeError {
    match denied {
        Denied::Unauthenticated(why) => BridgeError::Unauthenticated(why),
        Denied::NotEntitled(why) => BridgeError::NotEntitled(why),
        Denied::StoreAway => BridgeError::StoreAway,
    }
}

impl<S> Layer<S> for Admission {
    type Service = Admitted<S>;

    fn layer(&self, inner: S) -> Admitted<S> {
        Admitted { inner, admission: self.clone() }
    }
}

/// A service that only those reach who are let in.
#[derive(Clone)]
pub(super) struct Admitted<S> {
    inner: S,
    admission: Admission,
}

impl<S> Service<Request<Body>> for Admitted<S>
where
    S: Service<Request<Body>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        // The service that was made ready is the one that must be called.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        let admission = self.admission.clone();
        let provider = request.extensions().get::<For>().copied();
        let answered = async move {
            let admitted = admission.admit(&mut request).await;
            let counted = request.extensions().get::<Counted>().cloned();
            let mut response = match admitted {
                Ok(mut in_flight) => match in_flight.unless_cut_off(inner.call(request)).await {
                    Ok(response) => response?.map(|body| in_flight.holding(body)),
                    Err(CutOff) => cut_off(provider),
                },
                Err(answer) => answer,
            };
            admission.tell_limit_state(&mut response, counted);
            Ok(response)
        };
        let answered = AssertUnwindSafe(answered).catch_unwind();
        Box::pin(answered.map(move |done| done.unwrap_or_else(|_| Ok(panicked(provider)))))
    }
}
