//! Requests that are understood: recorded, and their answers read on the way.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Request, Response, header};
use serde_json::Value;
use tracing::Instrument;
use uuid::Uuid;

use super::admission::Caller;
use super::body::Bounded;
use super::relay::{self, Answer, Relay};
use super::upstream::{self, Outgoing};
use crate::aibridge::interception::{Asker, Interception, Outcome};
use crate::aibridge::operation::{Asked, Operation, Prepared};
use crate::aibridge::provider::Provider;
use crate::aibridge::refusal::{Refusal, answer};
use crate::aibridge::spans::{self, Subject};
use crate::aibridge::{Bridge, client};

/// Relays a request of an intercepted operation.
pub(super) async fn intercept(
    bridge: Arc<Bridge>,
    provider: &'static dyn Provider,
    operation: &'static dyn Operation,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Some(caller) = parts.extensions.get::<Caller>().cloned() else {
        let refusal = Refusal::Failed("the request has no caller.".to_owned());
        return answer(Some(provider), &refusal);
    };
    let kept = bridge.pool.acquire(&caller, &parts.headers);
    let id = Uuid::now_v7();
    let path = path(&parts);
    let span = spans::intercept(id, provider.name(), &path);
    spans::continue_trace(&span, &parts.headers);
    let create = spans::create(&span, id, provider.name(), &path);
    let answered = async {
        let (asked, prepared) = understand(&bridge, operation, &parts, body)
            .instrument(create.clone())
            .await
            .inspect_err(|refusal| spans::fail(&create, &refusal.message()))?;
        for span in [&span, &create] {
            spans::tell_asked(span, &asked.model, asked.streaming);
        }
        drop(create);
        let subject = Subject {
            interception: id,
            provider: provider.name(),
            model: asked.model.clone(),
            streaming: asked.streaming,
            path,
        };
        let client = user_agent(&parts.headers).and_then(client::name);
        let sender = Asker { caller, client, kept };
        let interception =
            Interception::start(&bridge, span.clone(), subject, sender, operation, &asked).await;
        forward(&bridge, provider, parts, &asked, prepared, interception).await
    };
    answered.instrument(span.clone()).await.unwrap_or_else(|refusal| {
        spans::fail(&span, &refusal.message());
        answer(Some(provider), &refusal)
    })
}

/// Reads a request: what it asks, and how the provider gets it.
async fn understand(
    bridge: &Bridge,
    operation: &dyn Operation,
    parts: &Parts,
    body: Body,
) -> Result<(Asked, Prepared), Refusal> {
    let body =
        Bounded::new(body, &parts.headers, bridge.settings.max_body, bridge.settings.idle_timeout)?;
    let body = body.collect(&parts.headers).await?;
    let value: Value = serde_json::from_slice(&body)
        .map_err(|error| Refusal::Unreadable(format!("its body is not JSON ({error}).")))?;
    let asked = operation.read(&value);
    let prepared = operation.prepare(&asked, body);
    Ok((asked, prepared))
}

/// The path as the client asked for it.
fn path(parts: &Parts) -> String {
    let original = parts.extensions.get::<OriginalUri>();
    original.map_or(parts.uri.path(), |uri| uri.path()).to_owned()
}

/// Sends the request on, and relays the answer while it comes.
async fn forward(
    bridge: &Arc<Bridge>,
    provider: &dyn Provider,
    parts: Parts,
    asked: &Asked,
    prepared: Prepared,
    mut interception: Interception,
) -> Result<Response<Body>, Refusal> {
    let Prepared { body, hides_usage } = prepared;
    let path = parts.uri.path_and_query().cloned();
    let mut outgoing = Outgoing {
        method: parts.method,
        path: path.unwrap_or_else(|| PathAndQuery::from_static("/")),
        headers: readable(parts.headers),
        body: body.into(),
        length: None,
    };
    let span = interception.upstream().clone();
    spans::pass_on_trace(&span, &mut outgoing.headers);
    let response = match upstream::send(bridge, provider, outgoing).instrument(span).await {
        Ok(response) => response,
        Err(refusal) => {
            interception.answered(refusal.status().as_u16());
            interception.end(Outcome::Broken);
            return Err(refusal);
        }
    };
    interception.answered(response.status().as_u16());
    let kind = kind(response.headers(), asked.streaming && hides_usage);
    Ok(response.map(|body| {
        let body = relay::timed(body, bridge.settings.idle_timeout);
        Body::new(Relay::new(body, kind, interception))
    }))
}

/// The headers of a request whose body was decompressed and whose answer is to be read.
fn readable(mut headers: HeaderMap) -> HeaderMap {
    headers.remove(header::CONTENT_ENCODING);
    headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers
}

/// What kind of answer comes. A compressed one was not asked for, and cannot be read.
fn kind(headers: &HeaderMap, hides_usage: bool) -> Answer {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let encoding = text(header::CONTENT_ENCODING).unwrap_or("identity");
    let content_type = text(header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    if !encoding.eq_ignore_ascii_case("identity") {
        tracing::warn!(encoding, "a compressed answer is relayed without being read");
        return Answer::Other;
    }
    match content_type.split(';').next().unwrap_or_default().trim() {
        "text/event-stream" => Answer::Events { hides_usage },
        "application/json" => Answer::Whole,
        _ => Answer::Other,
    }
}

fn user_agent(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok())
}
