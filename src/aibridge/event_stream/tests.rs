//! Streams cut into events, wherever their bytes are cut.

use proptest::prelude::*;

use super::*;

fn events(pieces: &[&[u8]]) -> (Vec<Event>, Bytes) {
    let mut reader = EventReader::new();
    let mut events = Vec::new();
    for piece in pieces {
        reader.push(piece);
        while let Some(event) = reader.next_event() {
            events.push(event);
        }
    }
    (events, reader.take_rest())
}

fn name(event: &Event) -> String {
    event.name().map_or_else(|| "message".to_owned(), Cow::into_owned)
}

fn described(text: &str) -> Vec<(String, Option<String>)> {
    let (events, _) = events(&[text.as_bytes()]);
    let described = events.iter().map(|event| (name(event), event.data().map(Cow::into_owned)));
    described.collect()
}

#[test]
fn names_and_data_are_read_by_the_rules_of_the_standard() {
    let message = |data: &str| ("message".to_owned(), Some(data.to_owned()));
    let table = [
        ("data: one\n\n", vec![message("one")]),
        ("data:one\r\n\r\ndata: two\r\n\r\n", vec![message("one"), message("two")]),
        ("data: one\r\rdata: two\r\r", vec![message("one"), message("two")]),
        ("data:  padded\n\n", vec![message(" padded")]),
        ("data: a\ndata: b\n\n", vec![message("a\nb")]),
        ("data\n\n", vec![message("")]),
        ("event: ping\ndata: {}\n\n", vec![("ping".to_owned(), Some("{}".to_owned()))]),
        (": still here\n\n", vec![("message".to_owned(), None)]),
        ("dataset: 1\n\n", vec![("message".to_owned(), None)]),
        ("\n\ndata: late\n\n", vec![message("late")]),
        ("data: unfinished\n", vec![]),
    ];
    for (text, expected) in table {
        assert_eq!(described(text), expected, "{text:?}");
    }
}

#[test]
fn an_event_without_end_is_given_up_and_kept() {
    let mut reader = EventReader::new();
    reader.push(b"data: first\n\n");
    let huge = vec![b'x'; MAX_EVENT_BYTES + 1];
    reader.push(&huge);
    assert_eq!(reader.next_event().unwrap().data().unwrap(), "first");
    assert_eq!(reader.next_event(), None);
    assert!(reader.has_overflowed());
    assert_eq!(reader.take_rest(), huge);
    reader.push(b"\n\n");
    assert_eq!(reader.next_event(), None);
    assert_eq!(reader.take_rest(), b"\n\n".as_slice());
}

proptest! {
    #[test]
    fn however_a_stream_is_cut_its_events_and_bytes_are_the_same(
        lines in prop::collection::vec("(data: ?[a-z{}]{0,5}|event: [a-z]{1,3}|: x|)(\n|\r\n|\r)", 0..12),
        cuts in prop::collection::vec(1usize..9, 0..40),
    ) {
        let text = lines.concat();
        let (whole, rest) = events(&[text.as_bytes()]);

        let mut pieces = Vec::new();
        let mut left = text.as_bytes();
        for cut in cuts {
            let (piece, more) = left.split_at(cut.min(left.len()));
            pieces.push(piece);
            left = more;
        }
        pieces.push(left);
        let (cut, cut_rest) = events(&pieces);

        let bytes = |events: &[Event], rest: &Bytes| {
            let mut all: Vec<u8> =
                events.iter().flat_map(|event| event.clone().into_bytes()).collect();
            all.extend_from_slice(rest);
            all
        };
        prop_assert_eq!(bytes(&whole, &rest), text.as_bytes());
        prop_assert_eq!(bytes(&cut, &cut_rest), text.as_bytes());
        let facts = |events: &[Event]| -> Vec<_> {
            events.iter().filter_map(|event| Some((name(event), event.data()?.into_owned()))).collect()
        };
        prop_assert_eq!(facts(&whole), facts(&cut));
    }
}
