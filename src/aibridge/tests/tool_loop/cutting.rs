//! However the provider's bytes are cut, the client gets the same.

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use proptest::prelude::*;

use super::super::scripted::answer;
use super::pen::{PENS, Pen, Round, stage};
use super::toolbox::Kit;

fn script() -> [Round; 2] {
    [
        Round::new("Ö, one. ", &[("call-1", "bmcp_kit_add", r#"{"a":"ß"}"#)]).thinking(),
        Round::new("Two.", &[("call-2", "own", r#"{"b":1}"#), ("call-3", "bmcp_kit_add", "{}")]),
    ]
}

/// What the client gets when the streams come in pieces of these sizes.
async fn relayed(pen: &dyn Pen, line_end: &str, cuts: &[usize]) -> Bytes {
    let cut = |text: String| {
        let mut left = Bytes::from(text.replace('\n', line_end));
        let mut pieces = Vec::new();
        for &size in cuts {
            pieces.push(left.split_to(size.min(left.len())));
        }
        pieces.push(left);
        let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        Body::from_stream(stream::iter(pieces.map(Ok::<_, std::io::Error>).collect::<Vec<_>>()))
    };
    let streams = (0..).zip(script()).map(|(at, round)| pen.stream(at, &round));
    let answers = streams.map(|text| answer("text/event-stream", cut(text))).collect();
    let stage = stage(&Kit::new(&["add"]), |_| {}, answers).await;
    let response = stage.post(pen.path()).json(&pen.asked(true)).send().await.unwrap();
    response.bytes().await.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn cutting_a_stream_anywhere_changes_nothing(
        cuts in prop::collection::vec(1usize..120, 0..120),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            for pen in PENS {
                let whole = relayed(pen, line_end, &[]).await;
                let pieces = relayed(pen, line_end, &cuts).await;
                prop_assert_eq!(&whole, &pieces, "{:?}", pen);
                if line_end == "\n" {
                    let seen = pen.read_stream(std::str::from_utf8(&pieces).unwrap());
                    prop_assert_eq!(seen.text, "Ö, one. Two.");
                    prop_assert_eq!(seen.calls.len(), 1);
                }
            }
            Ok(())
        })?;
    }
}
