//! The bodies of requests: bounded, and for intercepted ones whole and readable.

use std::error::Error;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::arriving::{Arriving, TooSlow};
use super::encoding::Encoding;
use crate::aibridge::error::BridgeError;

/// A body that gives no more than so many bytes.
pub(super) struct LimitedBody {
    body: Limited<Body>,
    max: usize,
}

impl LimitedBody {
    /// Rejects a body whose declared length is too large. One that comes is broken off when nothing
    /// comes for so long, or too little.
    pub(super) fn new(
        body: Body,
        headers: &HeaderMap,
        max: usize,
        silence: Duration,
    ) -> Result<Self, BridgeError> {
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        if length
            .and_then(|length| length.parse().ok())
            .is_some_and(|length: u64| length > max as u64)
        {
            return Err(BridgeError::BodyTooLarge(max));
        }
        Ok(Self { body: Limited::new(Body::new(Arriving::new(body, silence)), max), max })
    }

    /// The body for the provider, as it comes.
    pub(super) fn into_outgoing(self) -> reqwest::Body {
        if self.body.is_end_stream() {
            return reqwest::Body::default();
        }
        reqwest::Body::wrap_stream(self.body.into_data_stream())
    }

    /// The whole body, decompressed where it is compressed.
    pub(super) async fn collect(self, headers: &HeaderMap) -> Result<Bytes, BridgeError> {
        let max = self.max;
        let collected = self.body.collect().await.map_err(|error| {
            if error.is::<LengthLimitError>() {
                BridgeError::BodyTooLarge(max)
            } else if causes(&*error).any(<dyn Error>::is::<TooSlow>) {
                BridgeError::BodyTooSlow
            } else {
                BridgeError::Unreadable("its body is incomplete.".to_owned())
            }
        })?;
        let mut bytes = collected.to_bytes();
        let encodings = Encoding::all(headers).map_err(BridgeError::UnknownEncoding)?;
        for encoding in encodings.into_iter().rev() {
            bytes = encoding.decode(&bytes, max).await?;
        }
        Ok(bytes)
    }
}

/// An error with everything behind it.
pub(super) fn causes<'e>(
    error: &'e (dyn Error + 'static),
) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        let error: &'e (dyn Error + 'static) = *error;
        error.source()
    })
}
