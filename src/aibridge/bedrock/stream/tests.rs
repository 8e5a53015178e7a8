//! Streams that are cut, end early, or are broken.

use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::FutureExt;
use http_body_util::BodyExt;
use proptest::prelude::*;

use super::*;

/// The frames of an answer, and what becomes of each.
fn answer() -> Vec<(Vec<u8>, String)> {
    let kinds = ["message_start", "ping", "content_block_delta", "message_stop"];
    let one = |kind: &str| {
        let data = format!("{{\"type\":\"{kind}\",\"text\":\"é\"}}");
        let payload = format!("{{\"bytes\":\"{}\"}}", STANDARD.encode(&data));
        let header = |name: &'static str, value: &'static str| {
            Header::new(name, HeaderValue::String(value.into()))
        };
        let message = Message::new(payload)
            .add_header(header(":message-type", "event"))
            .add_header(header(":event-type", "chunk"));
        let mut frame = Vec::new();
        write_message_to(&message, &mut frame).unwrap();
        (frame, format!("event: {kind}\ndata: {data}\n\n"))
    };
    kinds.map(one).into()
}

/// All frames of an answer, and all events.
fn whole() -> (Vec<u8>, String) {
    let (frames, events): (Vec<_>, Vec<_>) = answer().into_iter().unzip();
    (frames.concat(), events.concat())
}

/// What becomes of bytes that come in pieces: the events, and whether they broke off.
fn translated(bytes: &[u8], cuts: &[usize]) -> (String, bool) {
    let (mut rest, mut pieces) = (bytes, Vec::new());
    for cut in cuts.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, behind) = rest.split_at((*cut).min(rest.len()));
        rest = behind;
        pieces.push(Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece)));
    }
    let mut body = events(Body::from_stream(futures_util::stream::iter(pieces)));
    let mut text = String::new();
    // Everything is there already, so that nothing has to be waited for.
    while let Some(frame) = body.frame().now_or_never().unwrap() {
        match frame {
            Ok(frame) => text.push_str(str::from_utf8(&frame.into_data().unwrap()).unwrap()),
            Err(_) => return (text, true),
        }
    }
    (text, false)
}

#[test]
fn a_stream_that_ends_early_breaks_off_behind_its_last_whole_event() {
    let (frames, _) = whole();
    let mut complete = vec![(0, String::new())];
    for (frame, event) in answer() {
        let (end, before) = complete.last().unwrap();
        complete.push((end + frame.len(), format!("{before}{event}")));
    }
    for length in 0..=frames.len() {
        let (end, events) = complete.iter().rfind(|(end, _)| *end <= length).unwrap();
        let expected = (events.clone(), *end != length);
        assert_eq!(translated(&frames[..length], &[70]), expected, "{length} bytes");
    }
}

proptest! {
    #[test]
    fn it_does_not_matter_where_the_stream_is_cut(
        cuts in prop::collection::vec(1_usize..200, 1..50),
    ) {
        let (frames, events) = whole();
        prop_assert_eq!(translated(&frames, &cuts), (events, false));
    }

    #[test]
    fn a_broken_byte_breaks_the_stream_and_changes_no_event(place in any::<usize>()) {
        let (mut frames, events) = whole();
        let place = place % frames.len();
        frames[place] ^= 0x10;
        let (text, broke_off) = translated(&frames, &[frames.len()]);
        prop_assert!(broke_off);
        prop_assert!(events.starts_with(&text));
    }
}
