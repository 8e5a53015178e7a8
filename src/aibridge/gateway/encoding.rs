//! How bodies are compressed, and reading them all the same.

use async_compression::tokio::bufread::{BrotliDecoder, GzipDecoder, ZlibDecoder, ZstdDecoder};
use axum::body::Body;
use axum::http::{HeaderMap, Response, header};
use bytes::Bytes;
use futures_util::TryStreamExt;
use tokio::io::{AsyncBufRead, AsyncRead, AsyncReadExt, BufReader};
use tokio_util::io::{ReaderStream, StreamReader};

use crate::aibridge::error::BridgeError;

/// How a body may be compressed (RFC 9110, section 8.4.1; RFC 7932; RFC 8878).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Gzip,
    Deflate,
    Brotli,
    Zstandard,
}

impl Encoding {
    /// The encodings of a body, in the order in which they were applied. The error is the name of
    /// one that is not known.
    pub(super) fn all(headers: &HeaderMap) -> Result<Vec<Self>, String> {
        let values = headers.get_all(header::CONTENT_ENCODING).iter();
        let names = values.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
        let mut encodings = Vec::new();
        for name in names {
            let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
            encodings.push(match name.as_str() {
                "" | "identity" => continue,
                "gzip" | "x-gzip" => Self::Gzip,
                "deflate" => Self::Deflate,
                "br" => Self::Brotli,
                "zstd" => Self::Zstandard,
                _ => return Err(name),
            });
        }
        Ok(encodings)
    }

    /// A whole body, decompressed: no more than `max` bytes.
    pub(super) async fn decode(self, bytes: &[u8], max: usize) -> Result<Bytes, BridgeError> {
        read(self.decoder(bytes), max).await
    }

    /// What decompresses a body while it is read.
    fn decoder<'b>(self, body: impl AsyncBufRead + Send + Unpin + 'b) -> Reader<'b> {
        match self {
            Self::Gzip => Box::new(GzipDecoder::new(body)),
            // `deflate` means the format of zlib (RFC 9110, section 8.4.1.2).
            Self::Deflate => Box::new(ZlibDecoder::new(body)),
            Self::Brotli => Box::new(BrotliDecoder::new(body)),
            Self::Zstandard => Box::new(ZstdDecoder::new(body)),
        }
    }
}

type Reader<'b> = Box<dyn AsyncRead + Send + Unpin + 'b>;

/// Reads everything, unless it is more than `most` bytes: a small body may decompress to any size.
async fn read(decoder: Reader<'_>, max: usize) -> Result<Bytes, BridgeError> {
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

/// An answer that is decompressed as it comes, where it is compressed: nobody asked for that, but
/// some proxies do it all the same.
pub(super) fn decompressed(answer: Response<Body>, encodings: Vec<Encoding>) -> Response<Body> {
    if encodings.is_empty() {
        return answer;
    }
    let (mut head, body) = answer.into_parts();
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.remove(header::CONTENT_LENGTH);
    let pieces = body.into_data_stream().map_err(std::io::Error::other);
    let mut reader: Reader<'static> = Box::new(StreamReader::new(pieces));
    for encoding in encodings.into_iter().rev() {
        reader = encoding.decoder(BufReader::new(reader));
    }
    Response::from_parts(head, Body::from_stream(ReaderStream::new(reader)))
}
