//! Answers to clients whose requests are not read.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::Semaphore;

/// The answer to a head that does not come to its end.
pub(super) const HEAD_TOO_SLOW: &[u8] =
    b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// The answer where no connection more is taken.
const NO_PLACE: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    connection: close\r\n\
    retry-after: 5\r\n\
    content-type: application/json\r\n\
    content-length: 106\r\n\
    \r\n\
    {\"message\":\"Too many connections.\",\"detail\":\"All connections of this server are in use. Try again later.\"}";

/// How long a client may take to read that there is no place.
const PATIENCE: Duration = Duration::from_secs(1);

/// Maximum number of clients who are told at a time; beyond it, connections are closed without a
/// word.
const MAX_AT_ONCE: usize = 16;

/// Tells clients that there is no place for them.
#[derive(Debug, Clone)]
pub(super) struct Refusals(Arc<Semaphore>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MAX_AT_ONCE)))
    }
}

impl Refusals {
    /// Tells one, in the background.
    pub(super) fn refuse<Io, Error>(
        &self,
        connection: impl Future<Output = Result<Io, Error>> + Send + 'static,
    ) where
        Io: AsyncRead + AsyncWrite + Unpin + Send,
        Error: Send,
    {
        let Ok(turn) = Arc::clone(&self.0).try_acquire_owned() else { return };
        tokio::spawn(async move {
            let told = async {
                if let Ok(mut io) = connection.await {
                    // A client that has left need not be told.
                    let _ = tell(&mut io).await;
                }
            };
            let _ = tokio::time::timeout(PATIENCE, told).await;
            drop(turn);
        });
    }
}

/// Closing a socket with unread bytes would take back what was written to it, so they are read.
async fn tell(io: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<()> {
    io.write_all(NO_PLACE).await?;
    io.shutdown().await?;
    let mut unread = [0; 4096];
    while io.read(&mut unread).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_whole() {
        let text = std::str::from_utf8(NO_PLACE).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
        let error: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(error["message"], "Too many connections.");
    }
}
