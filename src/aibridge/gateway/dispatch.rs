//! What becomes of a request: intercepted, passed through, or rejected.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::OriginalUri;
use axum::http::uri::PathAndQuery;
use axum::http::{Method, Request, Response, Uri};

use super::{intercept, ownership, pass};
use crate::aibridge::Bridge;
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::error::{BridgeError, answer};
use crate::aibridge::operation::Operation;
use crate::aibridge::passthrough::Passing;
use crate::aibridge::provider::Provider;
use crate::aibridge::provider_path;

/// How much of a path an error shows, in bytes.
const SHOWN: usize = 128;

/// What is done with a request.
enum Way {
    Intercept(&'static dyn Operation),
    Pass,
    /// It passes if the caller made the response with this id.
    PassIfMade(String),
}

/// Answers a request to a provider, whose path begins with `mount`.
///
/// What the ways need stands in boxes: the services around this one move what they wait for.
pub(super) async fn dispatch(
    bridge: Arc<Bridge>,
    provider: &'static dyn Provider,
    mount: &str,
    mut request: Request<Body>,
) -> Response<Body> {
    let way = respell(provider, mount, &mut request);
    match way.and_then(|()| choose(&bridge, provider, request.method(), request.uri().path())) {
        Ok(Way::Intercept(operation)) => {
            Box::pin(intercept::intercept(bridge, provider, operation, mount, request)).await
        }
        Ok(Way::Pass) => Box::pin(pass::pass(bridge, provider, request)).await,
        Ok(Way::PassIfMade(id)) => {
            let caller = request.extensions().get::<AuthenticatedUser>().map(|caller| caller.user);
            let is_theirs = match caller {
                Some(user) => {
                    Box::pin(ownership::made_response(&bridge, provider, user, &id)).await
                }
                None => Ok(false),
            };
            match is_theirs {
                Ok(true) => Box::pin(pass::pass(bridge, provider, request)).await,
                Ok(false) => {
                    let asked = asked(provider, request.method(), request.uri().path());
                    answer(Some(provider), &BridgeError::NotTheirs(asked))
                }
                Err(error) => answer(Some(provider), &error),
            }
        }
        Err(error) => answer(Some(provider), &error),
    }
}

/// Gives the request's path its one spelling, in which it is decided about and sent on.
fn respell<B>(
    provider: &dyn Provider,
    mount: &str,
    request: &mut Request<B>,
) -> Result<(), BridgeError> {
    // Routers take slashes off the rest of a path that they pass on.
    let original = request.extensions().get::<OriginalUri>();
    let rest = original.and_then(|uri| uri.path().strip_prefix(mount));
    let spelled = provider_path::spelled(rest.unwrap_or(request.uri().path()))
        .map_err(|error| BridgeError::Unreadable(format!("its path {error}.")))?;
    let path = provider.versioned(&spelled);
    if path == request.uri().path() {
        return Ok(());
    }
    let asked = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.into_owned(),
    };
    let asked: PathAndQuery = asked
        .parse()
        .map_err(|_| BridgeError::Unreadable("its path or query is not valid.".to_owned()))?;
    *request.uri_mut() = Uri::from(asked);
    Ok(())
}

/// What is done with a request whose path has its one spelling.
fn choose(
    bridge: &Bridge,
    provider: &dyn Provider,
    method: &Method,
    path: &str,
) -> Result<Way, BridgeError> {
    let mut operations = provider.operations().iter();
    let intercepted = operations.find(|operation| operation.is_at(path));
    if let Some(operation) = intercepted.filter(|_| *method == Method::POST) {
        return Ok(Way::Intercept(*operation));
    }
    match bridge.settings.passthrough.passing(provider, method, path) {
        Passing::Yes => Ok(Way::Pass),
        Passing::IfMade(id) => Ok(Way::PassIfMade(id.to_owned())),
        Passing::No => Err(BridgeError::NotPassed(asked(provider, method, path))),
    }
}

/// What was asked for, as an error shows it.
fn asked(provider: &dyn Provider, method: &Method, path: &str) -> String {
    let name = provider.name();
    // A path has only ASCII in its one spelling.
    match path.get(..SHOWN) {
        Some(start) if path.len() > SHOWN => format!("{method} /{name}{start}…"),
        _ => format!("{method} /{name}{path}"),
    }
}
