//! Requests that are understood: recorded, and their answers read on the way.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, Response, header};
use bytes::Bytes;
use serde_json::Value;
use tracing::Instrument;
use uuid::Uuid;

use super::body::Bounded;
use super::line::Line;
use super::relay::{Answer, Relay};
use crate::aibridge::access::Caller;
use crate::aibridge::interception::{Asker, Interception, Outcome};
use crate::aibridge::operation::{Asked, Operation, Prepared};
use crate::aibridge::provider::Provider;
use crate::aibridge::refusal::{Refusal, answer};
use crate::aibridge::rounds::{self, Bounds, Memory, Offered, Rounds, Setting};
use crate::aibridge::spans::{self, Subject};
use crate::aibridge::{Bridge, client};

/// A request that was read.
struct Understood {
    asked: Asked,
    value: Value,
    body: Bytes,
}

/// A request as the provider gets it, and what of it is the bridge's.
struct Outgoing {
    asked: Asked,
    prepared: Prepared,
    /// The tools that were put into it, if any were.
    offered: Option<Offered>,
    setting: Setting,
}

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
        let understood = understand(&bridge, operation, kept.memory(), &parts, body)
            .instrument(create.clone())
            .await
            .inspect_err(|refusal| spans::fail(&create, &refusal.message()))?;
        let asked = &understood.asked;
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
        let outgoing = prepare(&bridge, operation, &caller, &parts.headers, understood).await;
        let client = user_agent(&parts.headers).and_then(client::name);
        let sender = Asker { caller, client, kept };
        let asked = &outgoing.asked;
        let interception =
            Interception::start(&bridge, span.clone(), subject, sender, operation, asked).await;
        let line = Line::new(&bridge, provider, parts);
        forward(&bridge, operation, line, outgoing, interception).await
    };
    answered.instrument(span.clone()).await.unwrap_or_else(|refusal| {
        spans::fail(&span, &refusal.message());
        answer(Some(provider), &refusal)
    })
}

/// Reads a request, and puts back into it what was withheld from the client earlier.
async fn understand(
    bridge: &Bridge,
    operation: &dyn Operation,
    memory: &Memory,
    parts: &Parts,
    body: Body,
) -> Result<Understood, Refusal> {
    let body =
        Bounded::new(body, &parts.headers, bridge.settings.max_body, bridge.settings.idle_timeout)?;
    let mut body = body.collect(&parts.headers).await?;
    let value: Value = serde_json::from_slice(&body)
        .map_err(|error| Refusal::Unreadable(format!("its body is not JSON ({error}).")))?;
    if let Some(restored) = rounds::restore(operation.dialect(), &body, memory) {
        body = restored;
    }
    Ok(Understood { asked: operation.read(&value), value, body })
}

/// The request as the provider gets it, with the tools that the bridge has for the caller.
async fn prepare(
    bridge: &Bridge,
    operation: &dyn Operation,
    caller: &Caller,
    headers: &HeaderMap,
    understood: Understood,
) -> Outgoing {
    let Understood { asked, value, mut body } = understood;
    let dialect = operation.dialect();
    let mut offered = None;
    if rounds::takes_tools(dialect, &value) {
        let toolbox = bridge.tools.tools(caller, headers).await;
        if let Some((changed, tools)) = rounds::inject(dialect, &value, &body, toolbox) {
            body = changed;
            offered = Some(tools);
        }
    }
    let prepared = operation.prepare(&asked, body);
    let hides_usage = asked.streaming && prepared.hides_usage;
    let setting = Setting { hides_usage, is_stateless: value["store"] == false };
    Outgoing { asked, prepared, offered, setting }
}

/// The path as the client asked for it.
fn path(parts: &Parts) -> String {
    let original = parts.extensions.get::<OriginalUri>();
    original.map_or(parts.uri.path(), |uri| uri.path()).to_owned()
}

/// Sends the request on, and relays the answer while it comes.
async fn forward(
    bridge: &Bridge,
    operation: &dyn Operation,
    line: Line,
    outgoing: Outgoing,
    mut interception: Interception,
) -> Result<Response<Body>, Refusal> {
    let Outgoing { prepared: Prepared { body, .. }, offered, setting, .. } = outgoing;
    let span = interception.upstream().clone();
    let response = match line.ask(body.clone(), &span).await {
        Ok(response) => response,
        Err(refusal) => {
            interception.answered(refusal.status().as_u16());
            interception.end(Outcome::Broken);
            return Err(refusal);
        }
    };
    drop(span);
    interception.answered(response.status().as_u16());
    let kind = Answer::of(response.headers(), setting.hides_usage);
    let offered = offered.filter(|_| response.status().is_success() && kind != Answer::Other);
    let Some(offered) = offered else {
        return Ok(response.map(|body| Body::new(Relay::new(body, kind, interception))));
    };
    let offered = Arc::new(offered);
    let conversation = operation.dialect().conversation(&offered, setting);
    let bounds = Bounds {
        rounds: bridge.settings.max_tool_rounds,
        time: bridge.settings.tool_rounds_timeout,
    };
    let rounds = Rounds::new(line, offered, conversation, body, bounds, interception);
    match kind {
        Answer::Events { .. } => Ok(rounds.streamed(response)),
        _ => rounds.whole(response).await,
    }
}

fn user_agent(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok())
}
