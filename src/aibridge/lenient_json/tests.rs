//! What is read beyond strict JSON, and what is not.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn refusing(text: &str) -> Result<Value, LenientJsonError> {
    read(text.as_bytes(), LargeNumbers::Refused)
}

#[test]
fn halves_of_surrogate_pairs_and_a_mark_are_read() {
    let table = [
        (r#"{"a":"x\ud83ey"}"#, json!({"a": "x\u{fffd}y"})),
        (r#"["\udd80","\ud83e\u0041","\uD83E\uDD80"]"#, json!(["\u{fffd}", "\u{fffd}A", "🦀"])),
        (r#"["\\ud83e", "\ud83e"]"#, json!(["\\ud83e", "\u{fffd}"])),
        (r#"["\ud83e\ud83e\udd80"]"#, json!(["\u{fffd}🦀"])),
        ("\u{feff}{\"n\": 1}", json!({"n": 1})),
        ("\u{feff}\"\\udfff\"", json!("\u{fffd}")),
    ];
    for (text, expected) in table {
        assert_eq!(refusing(text).unwrap(), expected, "{text}");
    }
    assert_eq!(read_string(r#""\ud83e-""#).as_deref(), Some("\u{fffd}-"));
    assert_eq!(read_string("1"), None);
}

#[test]
fn numbers_out_of_range_are_named_or_clamped() {
    for number in ["1e400", "-1e400", "123456789e999"] {
        let text = format!("{{\"a\": [{number}]}}");
        let error = refusing(&text).unwrap_err().to_string();
        assert!(error.contains(number) && error.contains("at byte 7"), "{error}");
        let value = read_answer(text.as_bytes()).unwrap();
        let clamped = if number.starts_with('-') { f64::MIN } else { f64::MAX };
        assert_eq!(value["a"][0].as_f64(), Some(clamped));
    }
    let long = format!("[{}e9]", "9".repeat(400));
    assert!(refusing(&long).unwrap_err().to_string().len() < 200);
}

#[test]
fn the_limit_of_levels_is_named_and_holds_exactly() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert!(refusing(&nested(MAX_DEPTH)).is_ok());
    for levels in [MAX_DEPTH + 1, 1_000_000] {
        let error = refusing(&nested(levels)).unwrap_err();
        assert!(matches!(error, LenientJsonError::TooDeep { at: MAX_DEPTH }), "{error}");
        assert!(error.to_string().contains("127 levels"), "{error}");
    }
}

#[test]
fn what_is_no_json_stays_none() {
    for text in ["", "{", "[1,]", "\"\\ud83e", "{\"a\":\"\\ud8\"}", "<html>", "nul"] {
        let error = refusing(text).unwrap_err();
        assert!(matches!(error, LenientJsonError::Syntax(_)), "{text}: {error}");
        assert_eq!(error.is_cut_off(), ["", "{", "\"\\ud83e", "nul"].contains(&text), "{text}");
    }
}

proptest! {
    #[test]
    fn strict_json_reads_as_it_always_did(text in "[\\[\\]{}\",:0-9eE.\\\\u\\-a-f ]{0,40}") {
        if let Ok(strict) = serde_json::from_str::<Value>(&text) {
            prop_assert_eq!(refusing(&text).unwrap(), strict);
        }
    }

    #[test]
    fn any_string_of_code_units_is_read(units in prop::collection::vec(any::<u16>(), 0..12)) {
        let escaped: Vec<String> = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let value = refusing(&format!("\"{}\"", escaped.concat())).unwrap();
        prop_assert_eq!(value.as_str().unwrap(), String::from_utf16_lossy(&units));
    }

    #[test]
    fn no_bytes_break_the_reader(text in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = read(&text, LargeNumbers::Refused);
        let _ = read_answer(&text);
    }
}

#[test]
fn what_is_passed_on_keeps_its_numbers() {
    let table = [
        (
            r#"{"n":1e400,"i":12345678901234567890123}"#,
            r#"{"n":1e400,"i":12345678901234567890123}"#,
        ),
        (r#"["a\ud83eb",1.50]"#, r#"["a\ufffdb",1.50]"#),
        ("no JSON", "no JSON"),
    ];
    for (text, expected) in table {
        assert_eq!(strict(text).unwrap(), expected);
    }
    assert!(strict(&"[".repeat(MAX_DEPTH + 1)).is_err());
}
