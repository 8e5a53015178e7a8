//! Inputs of tools as they are written: no digit of a number is lost on the way.

use super::chat::Chat;
use super::messages::Messages;
use super::pen::{Pen, Round, ask, rounds, stage};
use super::responses::Responses;
use super::toolbox::Kit;
use crate::aibridge::recorder::Entry;
use crate::aibridge::tests::scripted::answer;

/// Numbers that no `f64` holds, and such as it would write in another way.
const INPUT: &str =
    r#"{"n":9007199254740993,"big":-123456789012345678901234567890,"f":1.50,"e":1E+2}"#;

/// A whole message that calls one tool.
fn calling(id: &str, tool: &str) -> String {
    format!(
        r#"{{"id":"m","type":"message","role":"assistant","content":[{{"type":"tool_use","id":"{id}","name":"{tool}","input":{INPUT}}}],"stop_reason":"tool_use","usage":{{"input_tokens":1,"output_tokens":1}}}}"#
    )
}

#[tokio::test]
async fn a_whole_message_keeps_its_digits_for_the_tool_the_provider_the_client_and_the_record() {
    let answers = [("call-1", "bmcp_kit_add"), ("call-2", "own")]
        .map(|(id, tool)| answer("application/json", calling(id, tool)));
    let kit = Kit::new(&["add"]);
    let stage = stage(&kit, |_| {}, answers.into()).await;
    let request = stage.post(Messages.path()).json(&Messages.asked(false));
    let told = request.send().await.unwrap().text().await.unwrap();
    let written = format!(r#""input":{INPUT}"#);
    assert!(told.contains(&written), "the client: {told}");
    assert_eq!(kit.written(), [INPUT], "the tool");
    let second = stage.all_received().pop().unwrap().body;
    let second = std::str::from_utf8(&second).unwrap();
    assert!(second.contains(&written), "the provider: {second}");
    let records = stage.records().await;
    let ended = records.iter().find_map(|entry| match entry {
        Entry::Ended(ended) => Some(ended),
        _ => None,
    });
    let inputs = ended.unwrap().tools.iter().map(|tool| &*tool.of.call.input);
    assert_eq!(inputs.collect::<Vec<_>>(), [INPUT, INPUT], "the record");
}

#[tokio::test]
async fn inputs_keep_their_digits_and_halves_of_characters_break_no_call() {
    let input = r#"{"n":12345678901234567890123,"f":1.50,"half":"a\ud83eb"}"#;
    let script = [Round::new("", &[("call-1", "bmcp_kit_add", input)]), Round::new("Done.", &[])];
    let table: [(&dyn Pen, bool); 5] = [
        (&Chat, false),
        (&Chat, true),
        // A whole message has the input as JSON, which this one is only in a stream.
        (&Messages, true),
        (&Responses, false),
        (&Responses, true),
    ];
    for (pen, streaming) in table {
        let kit = Kit::new(&["add"]);
        let stage = rounds(pen, streaming, &kit, |_| {}, &script).await;
        ask(&stage, pen, &pen.asked(streaming)).await;
        assert_eq!(kit.written(), [input.replace(r"\ud83e", r"\ufffd")], "{pen:?} {streaming}");
    }
}
