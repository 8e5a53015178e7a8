//! The bodies of requests: bounded, and for intercepted ones whole and readable.

use std::error::Error;
use std::time::Duration;

use async_compression::tokio::bufread::{BrotliDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder};
use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::arriving::{Arriving, TooSlow};
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
        for encoding in encodings(headers)?.into_iter().rev() {
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

/// How a body may be compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Gzip,
    Deflate,
    Brotli,
    Zstandard,
}

/// The encodings of a body, in the order in which they were applied.
fn encodings(headers: &HeaderMap) -> Result<Vec<Encoding>, BridgeError> {
    let values = headers.get_all(header::CONTENT_ENCODING).iter();
    let names = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let mut encodings = Vec::new();
    for name in names {
        let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
        encodings.push(match name.as_str() {
            "" | "identity" => continue,
            "gzip" | "x-gzip" => Encoding::Gzip,
            "deflate" => Encoding::Deflate,
            "br" => Encoding::Brotli,
            "zstd" => Encoding::Zstandard,
            _ => return Err(BridgeError::UnknownEncoding(name)),
        });
    }
    Ok(encodings)
}

impl Encoding {
    async fn decode(self, bytes: &[u8], max: usize) -> Result<Bytes, BridgeError> {
        match self {
            Self::Gzip => read(GzipDecoder::new(bytes), max).await,
            // `deflate` means the format of zlib (RFC 9110, section 8.4.1.2).
            Self::Deflate => read(ZlibDecoder::new(bytes), max).await,
            Self::Brotli => read(BrotliDecoder::new(bytes), max).await,
            Self::Zstandard => read(ZstdDecoder::new(bytes), max).await,
        }
    }
}

/// Reads everything, unless it is more than `most` bytes: a small body may decompress to any size.
async fn read(decoder: impl AsyncRead + Unpin, max: usize) -> Result<Bytes, BridgeError> {
    let mut whole = Vec::new();
    let read = decoder.take(max as u64 + 1).read_to_end(&mut whole).await;
    read.map_err(|error| {
        BridgeError::Unreadable(format!("its compressed data is invalid ({error})."))
    })?;
    if whole.len() > max {
        return Err(BridgeError::BodyTooLarge(max));
    }
    Ok(whole.into())
}
