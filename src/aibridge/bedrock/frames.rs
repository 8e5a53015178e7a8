//! Cuts the binary event stream of AWS (`application/vnd.amazon.eventstream`) into messages.
//!
//! A frame is its length, the length of its headers, a checksum of both, the headers, the payload,
//! and a checksum of everything before. Numbers are big-endian.

use aws_smithy_eventstream::error::Error;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::Message;
use bytes::BytesMut;
use thiserror::Error;

/// The length of a frame, of its headers, and their checksum.
const PRELUDE: usize = 12;

/// Number of bytes of a frame without headers and payload.
const MIN_FRAME_BYTES: usize = PRELUDE + 4;

/// Maximum number of bytes of a frame. One of Bedrock's holds one event of Anthropic's.
const MAX_FRAME_BYTES: usize = 24 * 1024 * 1024;

/// Bytes that are no frame.
#[derive(Debug, Error)]
pub(super) enum BrokenFrame {
    /// The lengths do not agree with their checksum.
    #[error("the checksum of a frame's prelude is wrong")]
    Prelude,
    /// The length cannot be true, or is more than is taken.
    #[error("a frame claims to have {0} bytes")]
    Length(usize),
    /// A header cannot be read, or the checksum of the frame is wrong.
    #[error("a frame cannot be read ({0})")]
    Message(#[from] Error),
}

/// Cuts bytes, in whatever pieces they come, into messages.
#[derive(Debug, Default)]
pub(super) struct FrameReader {
    pending: BytesMut,
}

impl FrameReader {
    /// Takes more bytes of the stream.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    /// The next message, when all of it is there.
    pub(super) fn next_message(&mut self) -> Result<Option<Message>, BrokenFrame> {
        let Some(&prelude) = self.pending.first_chunk::<PRELUDE>() else { return Ok(None) };
        let [l0, l1, l2, l3, .., c0, c1, c2, c3] = prelude;
        // Known before the rest has come, so that a wrong length is not waited for.
        if crc32fast::hash(&prelude[..8]) != u32::from_be_bytes([c0, c1, c2, c3]) {
            return Err(BrokenFrame::Prelude);
        }
        let length = usize::try_from(u32::from_be_bytes([l0, l1, l2, l3])).unwrap_or(usize::MAX);
        if !(MIN_FRAME_BYTES..=MAX_FRAME_BYTES).contains(&length) {
            return Err(BrokenFrame::Length(length));
        }
        if self.pending.len() < length {
            return Ok(None);
        }
        Ok(Some(read_message_from(self.pending.split_to(length).freeze())?))
    }

    /// Whether the stream ends inside of a frame, should it end here.
    pub(super) fn is_inside(&self) -> bool {
        !self.pending.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_eventstream::frame::write_message_to;
    use aws_smithy_types::event_stream::{Header, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    /// A frame of the format's published examples: no headers.
    const NO_HEADERS: &str =
        "0000002400000000516356ad616e6f746865722074657374207061796c6f61648df80e65";

    /// Another: a header, and no payload.
    const NO_PAYLOAD: &str = "0000001f0000000f172dc2ab0b736f6d652d6865616465720301f4933c5cad";

    /// Another: a header of every type.
    const EVERY_TYPE: &str = "000000960000007a8bb495fb0474727565000566616c736501046279746502320573686f7274034e2003696e74040007a120046c6f6e67050000000ba43b740005627974657306000a736f6d6520627974657303737472070008736f6d65207374720474696d6508000000012a05f200047575696409b79bc914de214e13b8b2bc47e85b7f0b736f6d65207061796c6f616401a05860";

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let pairs = hexadecimal.as_bytes().chunks(2);
        pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
    }

    fn read(bytes: &[u8]) -> Result<Option<Message>, BrokenFrame> {
        let mut reader = FrameReader::default();
        reader.push(bytes);
        let read = reader.next_message();
        assert!(!matches!(read, Ok(Some(_))) || !reader.is_inside(), "everything is read");
        read
    }

    #[test]
    fn published_frames_are_read() {
        let message = read(&bytes(NO_HEADERS)).unwrap().unwrap();
        assert_eq!(
            (message.headers().len(), &message.payload()[..]),
            (0, &b"another test payload"[..])
        );
        let message = read(&bytes(NO_PAYLOAD)).unwrap().unwrap();
        assert_eq!(message.headers(), [Header::new("some-header", HeaderValue::Int16(500))]);
        assert!(message.payload().is_empty());
        let message = read(&bytes(EVERY_TYPE)).unwrap().unwrap();
        assert_eq!(message.headers().len(), 10);
        assert_eq!(&message.payload()[..], b"some payload");
    }

    #[test]
    fn every_broken_bit_is_noticed() {
        let whole = bytes(EVERY_TYPE);
        for place in 0..whole.len() * 8 {
            let mut broken = whole.clone();
            broken[place / 8] ^= 1 << (place % 8);
            assert!(read(&broken).is_err(), "bit {place}");
        }
    }

    #[test]
    fn sizes_are_bounded_before_anything_is_waited_for() {
        for length in [0, 15, MAX_FRAME_BYTES + 1, 0xffff_ffff] {
            let mut prelude = u32::try_from(length).unwrap().to_be_bytes().to_vec();
            prelude.extend([0; 4]);
            prelude.extend(crc32fast::hash(&prelude).to_be_bytes());
            assert!(matches!(read(&prelude), Err(BrokenFrame::Length(told)) if told == length));
        }
    }

    proptest! {
        #[test]
        fn it_does_not_matter_how_the_bytes_are_cut(
            payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..6),
            cuts in prop::collection::vec(1_usize..30, 1..200),
        ) {
            let mut stream = Vec::new();
            for payload in &payloads {
                let header = Header::new("h", HeaderValue::String("v".into()));
                let message = Message::new(payload.clone()).add_header(header);
                write_message_to(&message, &mut stream).unwrap();
            }
            let (mut reader, mut read, mut rest) = (FrameReader::default(), Vec::new(), &stream[..]);
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, behind) = rest.split_at((*cut).min(rest.len()));
                rest = behind;
                reader.push(piece);
                while let Some(message) = reader.next_message().unwrap() {
                    read.push(message.payload().to_vec());
                }
            }
            prop_assert_eq!(read, payloads);
            prop_assert!(!reader.is_inside());
        }

        #[test]
        fn bytes_of_any_kind_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
            // The same behind a checksum that is right, so that more than the checksum is reached.
            let mut framed = u32::try_from(bytes.len() + 16).unwrap().to_be_bytes().to_vec();
            framed.extend(u32::try_from(bytes.len() / 2).unwrap().to_be_bytes());
            framed.extend(crc32fast::hash(&framed).to_be_bytes());
            framed.extend(&bytes);
            framed.extend(crc32fast::hash(&framed).to_be_bytes());
            let _ = read(&framed);
        }
    }
}
