//! A list of interceptions as it is written out: a few at a time, so that a list of large ones, or a
//! reader who is slow, takes little memory.

use std::collections::VecDeque;

use axum::body::{Body, Bytes};
use futures_util::{StreamExt, stream};

use super::model::AiBridgeInterception;
use crate::api::ApiError;
use crate::services::Services;
use crate::store::{InterceptionHead, StoreError, take_few};

/// The list as the body of an answer: the JSON of `AiBridgeListInterceptionsResponse`.
///
/// # Errors
/// The first of them cannot be read. Later, the body breaks off.
pub(super) async fn body(
    services: Services,
    heads: Vec<InterceptionHead>,
    count: i64,
) -> Result<Body, ApiError> {
    let mut heads = VecDeque::from(heads);
    let mut first = format!("{{\"count\":{count},\"results\":[").into_bytes();
    first.extend(read_few(&services, &mut heads).await?);
    let rest = stream::try_unfold((services, heads), async |(services, mut heads)| {
        if heads.is_empty() {
            return Ok(None);
        }
        let mut text = b",".to_vec();
        text.extend(read_few(&services, &mut heads).await?);
        Ok::<_, StoreError>(Some((Bytes::from(text), (services, heads))))
    });
    let rest = rest.inspect(|piece| {
        if let Err(error) = piece {
            tracing::error!("a list of interceptions breaks off: {error}");
        }
    });
    let first = stream::iter([Ok(Bytes::from(first))]);
    let end = stream::iter([Ok(Bytes::from_static(b"]}"))]);
    Ok(Body::from_stream(first.chain(rest).chain(end)))
}

/// Reads the next few interceptions, as the items of a JSON array.
async fn read_few(
    services: &Services,
    heads: &mut VecDeque<InterceptionHead>,
) -> Result<Vec<u8>, StoreError> {
    let list = services.store.with_parts(take_few(heads)).await?;
    let list: Vec<_> = list.into_iter().map(AiBridgeInterception::from).collect();
    let text = serde_json::to_vec(&list).unwrap_or_else(|_| b"[]".to_vec());
    // Without the brackets.
    Ok(text[1..text.len() - 1].to_vec())
}
