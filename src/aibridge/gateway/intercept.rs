//! Requests that are understood: recorded, and their answers read on the way.

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, Response, header};
use bytes::Bytes;
use serde_json::Value;
use tracing::Instrument;
use uuid::Uuid;

use super::body::LimitedBody;
use super::ownership;
use super::provider_request::ProviderRequest;
use super::relay::{AnswerKind, Relay};
use crate::aibridge::access::AuthenticatedUser;
use crate::aibridge::error::{BridgeError, answer};
use crate::aibridge::interception::{Initiator, Interception};
use crate::aibridge::lenient_json::{self, LargeNumbers};
use crate::aibridge::operation::usage::text_bytes;
use crate::aibridge::operation::{KeptState, Operation, Prepared, RequestSummary};
use crate::aibridge::provider::Provider;
use crate::aibridge::spans::{self, InterceptionAttributes};
use crate::aibridge::tool_loop::{
    self, ConversationOptions, InjectedTools, LoopLimits, ToolLoop, WithheldMemory,
};
use crate::aibridge::{Bridge, client};

/// Maximum length of a model's name, in bytes.
const MAX_MODEL_LENGTH: usize = 256;

/// A request that was read.
struct Understood {
    asked: RequestSummary,
    value: Value,
    body: Bytes,
    /// What the provider keeps that the client goes on with.
    continued: Vec<KeptState>,
}

/// A request as the provider gets it, and what of it is the bridge's.
struct PreparedRequest {
    asked: RequestSummary,
    prepared: Prepared,
    /// The tools that were put into it, if any were.
    offered: Option<InjectedTools>,
    options: ConversationOptions,
}

/// Relays a request of an intercepted operation.
pub(super) async fn intercept(
    bridge: Arc<Bridge>,
    provider: &'static dyn Provider,
    operation: &'static dyn Operation,
    mount: &str,
    request: Request<Body>,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Some(caller) = parts.extensions.get::<AuthenticatedUser>().cloned() else {
        let error = BridgeError::Failed("the request has no caller.".to_owned());
        return answer(Some(provider), &error);
    };
    let is_trusted = bridge.access.is_from_trusted_proxy(&parts.extensions);
    let kept = bridge.user_tool_states.acquire(&caller, &parts.headers, is_trusted);
    let id = Uuid::now_v7();
    let path = spans::bounded(format!("{mount}{}", parts.uri.path()));
    let span = spans::intercept(id, provider.name(), &path);
    spans::continue_trace(&span, &parts.headers, is_trusted);
    let create = spans::create(&span, id, provider.name(), &path);
    let answered = async {
        let understood = understand(&bridge, operation, kept.memory(), &parts, body)
            .instrument(create.clone())
            .await
            .inspect_err(|error| spans::fail(&create, &error.in_spans()))?;
        ownership::check(&bridge, provider, &caller, &understood.continued)
            .instrument(create.clone())
            .await
            .inspect_err(|error| spans::fail(&create, &error.in_spans()))?;
        let asked = &understood.asked;
        for span in [&span, &create] {
            spans::tell_asked(span, &asked.model, asked.streaming);
        }
        drop(create);
        let attributes = InterceptionAttributes {
            interception: id,
            provider: provider.name(),
            model: asked.model.clone(),
            streaming: asked.streaming,
            path,
        };
        let prepared_request =
            prepare(&bridge, operation, &caller, &parts.headers, understood).await;
        let client = user_agent(&parts.headers).and_then(client::name);
        let sender = Initiator { caller, client, kept };
        let asked = &prepared_request.asked;
        let interception =
            Interception::start(&bridge, span.clone(), attributes, sender, operation, asked)
                .await?;
        let provider_request = ProviderRequest::new(&bridge, provider, parts);
        forward(&bridge, operation, provider_request, prepared_request, interception).await
    };
    answered.instrument(span.clone()).await.unwrap_or_else(|error| {
        spans::fail(&span, &error.in_spans());
        answer(Some(provider), &error)
    })
}

/// Reads a request, and puts back into it what was withheld from the client earlier.
async fn understand(
    bridge: &Bridge,
    operation: &dyn Operation,
    memory: &WithheldMemory,
    parts: &Parts,
    body: Body,
) -> Result<Understood, BridgeError> {
    let body = LimitedBody::new(
        body,
        &parts.headers,
        bridge.settings.max_body,
        bridge.settings.idle_timeout,
    )?;
    let mut body = body.collect(&parts.headers).await?;
    body = body.slice_ref(lenient_json::without_mark(&body));
    let value = lenient_json::read(&body, LargeNumbers::Refused)
        .map_err(|error| BridgeError::Unreadable(format!("its body {error}.")))?;
    check_model(&value)?;
    let continued = operation.continued(&value, &body);
    if let Some(restored) = tool_loop::restore(operation.adapter(), &body, memory) {
        body = restored;
    }
    let asked = RequestSummary { text_bytes: text_bytes(&value), ..operation.read(&value) };
    Ok(Understood { asked, value, body, continued })
}

/// Whether the name of the model is short enough for records, metrics and traces.
fn check_model(request: &Value) -> Result<(), BridgeError> {
    let length = request["model"].as_str().map_or(0, str::len);
    if length <= MAX_MODEL_LENGTH {
        return Ok(());
    }
    Err(BridgeError::Unreadable(format!(
        "the name of its model has {length} bytes, and the longest that is accepted has \
         {MAX_MODEL_LENGTH}."
    )))
}

/// The request as the provider gets it, with the tools that the bridge has for the caller.
async fn prepare(
    bridge: &Bridge,
    operation: &dyn Operation,
    caller: &AuthenticatedUser,
    headers: &HeaderMap,
    understood: Understood,
) -> PreparedRequest {
    let Understood { asked, value, mut body, .. } = understood;
    let adapter = operation.adapter();
    let mut offered = None;
    if tool_loop::takes_tools(adapter, &value) {
        let toolbox = bridge.tools.tools(caller, headers).await;
        if let Some((changed, tools)) = tool_loop::inject(adapter, &value, &body, toolbox) {
            body = changed;
            offered = Some(tools);
        }
    }
    let prepared = if bridge.settings.stream_usage {
        operation.prepare(&asked, body)
    } else {
        Prepared { body, hides_usage: false }
    };
    let hides_usage = asked.streaming && prepared.hides_usage;
    let options = ConversationOptions { hides_usage, is_stateless: value["store"] == false };
    PreparedRequest { asked, prepared, offered, options }
}

/// Sends the request on, and relays the answer while it comes.
async fn forward(
    bridge: &Bridge,
    operation: &dyn Operation,
    provider_request: ProviderRequest,
    prepared_request: PreparedRequest,
    mut interception: Interception,
) -> Result<Response<Body>, BridgeError> {
    let PreparedRequest { prepared: Prepared { body, .. }, offered, options, .. } =
        prepared_request;
    let span = interception.upstream().clone();
    let response = match provider_request.ask(body.clone(), &span).await {
        Ok(response) => response,
        Err(error) => {
            interception.not_answered(&error);
            return Err(error);
        }
    };
    drop(span);
    interception.answered(response.status().as_u16());
    let (response, kind) = AnswerKind::of(response, options.hides_usage).await;
    let offered = offered.filter(|_| response.status().is_success() && kind != AnswerKind::Other);
    let Some(offered) = offered else {
        return Ok(response.map(|body| Body::new(Relay::new(body, kind, interception))));
    };
    let offered = Arc::new(offered);
    let conversation = operation.adapter().conversation(&offered, options);
    let limits = LoopLimits {
        rounds: bridge.settings.max_tool_rounds,
        time: bridge.settings.tool_rounds_timeout,
    };
    let tool_loop =
        ToolLoop::new(provider_request, offered, conversation, body, limits, interception);
    match kind {
        AnswerKind::Events { .. } => Ok(tool_loop.streamed(response)),
        _ => tool_loop.whole(response).await,
    }
}

fn user_agent(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok())
}
