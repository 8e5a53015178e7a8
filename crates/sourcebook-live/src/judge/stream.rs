//! Streams: each event, or each line, against the schema of the items.

use sourcebook_model::document::{Number, Value};
use sourcebook_model::media::Kind;
use sourcebook_model::view::Meet;
use sourcebook_syntax::Diagnostic;

use super::{Judged, json};

/// Maximum number of items that are judged.
const MAX_ITEMS: usize = 100;

pub(super) fn check(judged: &Judged<'_, '_>, kind: Kind, meet: Meet, found: &mut Vec<Diagnostic>) {
    let text = String::from_utf8_lossy(&judged.answer.body).into_owned();
    let is_whole = !judged.answer.is_cut;
    let items: Vec<Result<Value, String>> = if kind == Kind::EventStream {
        events(&text, is_whole).into_iter().map(Ok).collect()
    } else {
        let lines = if is_whole {
            text.as_str()
        } else {
            text.rsplit_once('\n').map_or("", |(whole, _)| whole)
        };
        let lines = lines.split(['\n', '\u{1e}']).filter(|line| !line.trim().is_empty());
        lines.map(|line| json(line.as_bytes())).collect()
    };
    for (at, item) in items.iter().take(MAX_ITEMS).enumerate() {
        let before = found.len();
        match item {
            Ok(value) => judged.value(meet, value, &format!("/{at}"), found),
            Err(why) => {
                let place = judged.place_of(meet, "", "type");
                found.push(judged.wrong(why, &format!("/{at}"), place));
            }
        }
        // Further items would most likely say the same.
        if found.len() > before {
            return;
        }
    }
}

/// The events of a stream as objects (`data`, `event`, `id`, `retry`), as item schemas describe them
/// (OpenAPI 3.2, "Server-Sent Events"). The last one counts only where it has ended.
fn events(text: &str, is_whole: bool) -> Vec<Value> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut events = Vec::new();
    let mut blocks: Vec<&str> = text.split("\n\n").collect();
    if !is_whole {
        blocks.pop();
    }
    for block in blocks {
        let mut members: Vec<(Box<str>, Value)> = Vec::new();
        for line in block.lines().filter(|line| !line.starts_with(':') && !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            add(&mut members, name, value.strip_prefix(' ').unwrap_or(value));
        }
        if members.iter().any(|(name, _)| &**name == "data") {
            events.push(Value::Object(members));
        }
    }
    events
}

fn add(members: &mut Vec<(Box<str>, Value)>, name: &str, value: &str) {
    let number = Number::parse(value).filter(|_| name == "retry");
    let new = number.map_or_else(|| Value::string(value), Value::Number);
    match members.iter_mut().find(|(known, _)| &**known == name) {
        Some((_, Value::String(old))) if name == "data" => {
            *old = format!("{old}\n{value}").into();
        }
        Some((_, old)) => *old = new,
        None => members.push((name.into(), new)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_end_at_empty_lines() {
        let text = ": comment\nevent: a\ndata: 1\ndata: 2\n\nid: 7\r\ndata:x\r\n\r\ndata: cut";
        let shown = |is_whole| {
            let events = events(text, is_whole).into_iter();
            events.map(|event| event.to_compact_json()).collect::<Vec<_>>()
        };
        let first = r#"{"event":"a","data":"1\n2"}"#;
        let second = r#"{"id":"7","data":"x"}"#;
        assert_eq!(shown(false), [first, second]);
        assert_eq!(shown(true), [first, second, r#"{"data":"cut"}"#]);
    }
}
