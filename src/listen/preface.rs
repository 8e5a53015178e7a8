//! Connections that begin in HTTP/2, which this server does not speak.
//!
//! The library underneath would: it is built with HTTP/2 for the connections to providers. Many
//! requests would then be in flight on a connection, which its limits know nothing of.

/// How a connection in HTTP/2 begins (RFC 9113, section 3.4), as far as no request in HTTP/1.1 does.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n";

/// The first bytes of a connection, while they may be those of the preface.
#[derive(Debug)]
pub(super) struct Beginning {
    /// What of the preface has not come yet; nothing of it where something else has come.
    missing: &'static [u8],
}

impl Default for Beginning {
    fn default() -> Self {
        Self { missing: PREFACE }
    }
}

impl Beginning {
    /// Takes what has come; whether the preface is whole with it.
    pub(super) fn completes_preface(&mut self, received: &[u8]) -> bool {
        let length = self.missing.len().min(received.len());
        let (expected, missing) = self.missing.split_at(length);
        let is_alike = length > 0 && received[..length] == *expected;
        self.missing = if is_alike { missing } else { &[] };
        is_alike && missing.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_preface_is_taken_for_it_in_whatever_pieces_it_comes() {
        for (received, expected) in [
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", true),
            ("PRI * HTTP/2.0\r\n", true),
            ("PRI * HTTP/2.0\r", false),
            ("PRI * HTTP/1.1\r\nhost: x\r\n\r\n", false),
            ("PRINT / HTTP/1.1\r\n\r\n", false),
            ("GET / HTTP/1.1\r\n\r\nPRI * HTTP/2.0\r\n", false),
        ] {
            for size in [1, 3, 16, 100] {
                let mut beginning = Beginning::default();
                let mut pieces = received.as_bytes().chunks(size);
                let is_http2 = pieces.any(|piece| beginning.completes_preface(piece));
                assert_eq!(is_http2, expected, "{received:?} in pieces of {size}");
            }
        }
    }
}
