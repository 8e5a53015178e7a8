//! Who may use the bridge: credentials first, then the deployment's entitlement.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{Request, Response};
use tower::{Layer, Service};

use crate::aibridge::access::Denied;
use crate::aibridge::error::{BridgeError, add_limit_state, reject};
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

    /// The request with its user, or the answer to one that is not admitted.
    async fn admit(&self, request: &mut Request<Body>) -> Result<(), Response<Body>> {
        let credential = headers::credentials(request.headers()).map(str::to_owned);
        match self.bridge.access.authenticate(credential.as_deref()).await {
            Ok(caller) => {
                let counted = Counted::ApiKey(Arc::clone(&caller.api_key));
                request.extensions_mut().insert(counted);
                request.extensions_mut().insert(caller);
            }
            Err(denied) => return Err(self.turn_away(request, denied)),
        }
        self.bridge.access.entitled().map_err(|denied| reject(request, &bridge_error(denied)))
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

fn bridge_error(denied: Denied) -> BridgeError {
    match denied {
        Denied::Unauthenticated(why) => BridgeError::Unauthenticated(why),
        Denied::NotEntitled(why) => BridgeError::NotEntitled(why),
        Denied::Unknown(why) => BridgeError::Failed(why),
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
        Box::pin(async move {
            let admitted = admission.admit(&mut request).await;
            let counted = request.extensions().get::<Counted>().cloned();
            let mut response = match admitted {
                Ok(()) => inner.call(request).await?,
                Err(answer) => answer,
            };
            admission.tell_limit_state(&mut response, counted);
            Ok(response)
        })
    }
}
