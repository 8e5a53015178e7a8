//! A marker goes through every layer as a secret, and comes out nowhere.

use proptest::prelude::*;
use proptest::sample::select;
use sourcebook_options::{
    Kind, Layers, LoadError, Loaded, Secret, Value, ValueError, options, value_schemas,
};

use crate::settings::{Settings, load};

const MARKER: &str = "marker-of-a-secret";

/// Everything that can be shown of settings.
fn shown(loaded: &Loaded<Settings>) -> String {
    let warnings: String = loaded.render_warnings(true).collect();
    format!(
        "{loaded:?}\n{loaded:#?}\n{}\n{}\n{warnings}\n{:?}",
        loaded.view_values(),
        loaded.view_options(),
        value_schemas::<Settings>(),
    )
}

fn shown_problems(error: &LoadError) -> String {
    format!("{error}\n{error:?}\n{error:#?}\n{}", error.render(true))
}

#[test]
fn secrets_are_read_and_not_shown() {
    let loaded = load(
        &["--aibridge-openai-key", MARKER, "--license-keys", MARKER, "--license-keys", MARKER],
        &[("CODER_AIBRIDGE_ANTHROPIC_KEY", MARKER), ("CODER_UNKNOWN", MARKER)],
        Some(&format!("providers:\n  - name: a\n    key: {MARKER}\n")),
    )
    .expect("settings");
    let settings = &loaded.settings;
    let keys = [
        settings.aibridge.openai_key.as_ref(),
        settings.aibridge.anthropic_key.as_ref(),
        settings.license_keys.get(1),
        settings.providers[0].key.as_ref(),
    ];
    for key in keys {
        assert_eq!(key.expect("a key").expose(), MARKER);
    }
    let shown = shown(&loaded);
    assert!(!shown.contains(MARKER), "{shown}");
    for value in &loaded.values {
        let is_shown = value.text.contains(MARKER) || value.json.to_string().contains(MARKER);
        assert!(!is_shown, "{}", value.spec.field);
    }
}

#[test]
fn the_view_does_not_tell_a_secret_from_none_but_by_its_source() {
    let set = load(&["--aibridge-openai-key", MARKER], &[], None).expect("settings");
    let unset = load(&[], &[], None).expect("settings");
    assert_eq!(set.view_values(), unset.view_values());
    assert_eq!(set.view_values()["ai"]["bridge"]["openai"]["key"], "");
    assert_ne!(set.view_options(), unset.view_options());
}

#[test]
fn no_mistake_with_a_secret_shows_it() {
    let yaml_texts = [
        format!("aibridge: {{openai_key: {MARKER}, rate_limit: x}}"),
        format!("aibridge:\n  openai_key: {MARKER}\n"),
        format!("aibridge:\n  openaiKey: '{MARKER}' # {MARKER}\n"),
        format!("openai_key: {MARKER}\n"),
        format!("aibridge:\n  openai_kye: {MARKER}\n"),
        format!("aibridge:\n  openai_key: {MARKER}: {MARKER}\n"),
        format!("aibridge:\n  openai_key: {MARKER}\n  openai_key: {MARKER}\n"),
        format!("aibridge:\n\topenai_key: {MARKER}\n"),
        format!("aibridge:\n  openai_key: [{MARKER}\n"),
        format!("aibridge:\n  openai_key: \"{MARKER}\n"),
        format!("aibridge: {MARKER}\n"),
        format!("{MARKER}\n"),
        format!("- {MARKER}\n"),
        format!("license_keys:\n  - {MARKER}\n"),
        format!("providers: {MARKER}\n"),
        format!("providers: [{MARKER}]\n"),
        format!("providers:\n  - {MARKER}\n"),
        format!("providers:\n  - {{name: a, key: {MARKER}, concurrency: 0}}\n"),
        format!("providers:\n  - {{name: a, key: [{MARKER}]}}\n"),
        format!("providers:\n  - name: a\n    key: {{a: {MARKER}}}\n"),
        format!("providers:\n  - name: a\n    kye: {MARKER}\n"),
        format!("providers:\n  - name: a\n    key: {MARKER}: x\n"),
        format!("providers:\n  - name: a\n    key: &a {MARKER}\n    x: *a\n"),
        format!("providers:\n  - name: a\n    key: !x {MARKER}\n"),
        format!("providers:\n  - key: {MARKER}\n"),
    ];
    for text in &yaml_texts {
        let error = load(&[], &[], Some(text)).expect_err(text);
        let shown = shown_problems(&error);
        assert!(!shown.contains(MARKER), "{text}:\n{shown}");
    }
    let short = &MARKER[..6];
    for flags in [
        &["--aibridge-openai-key", short][..],
        &["--aibridge-openai-key", MARKER, "--aibridge-openai-key", MARKER],
        &["--license-keys", "\"marker-of-a-secret"],
    ] {
        let shown = shown_problems(&load(flags, &[], None).expect_err("a mistake"));
        assert!(!shown.contains(short), "{flags:?}:\n{shown}");
    }
}

/// A type of a program's own: a secret of digits.
#[derive(Debug, Clone, PartialEq)]
struct Pin(Secret);

impl Value for Pin {
    const KIND: Kind = Kind::String;
    const SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, ValueError> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self(Secret::new(text)));
        }
        Err(ValueError::Unusable("it has other characters than digits"))
    }

    fn to_text(&self) -> String {
        self.0.to_text()
    }

    fn to_json(&self) -> serde_json::Value {
        self.0.to_json()
    }
}

options! {
    /// Settings with a type of their own.
    struct Pins {
        /// What opens the door.
        #[option(yaml = "pin")]
        pin: Option<Pin>,
    }
}

#[test]
fn a_secret_type_of_a_program_is_not_shown_either() {
    let layers = Layers::new()
        .environment([("PIN".into(), MARKER.into())])
        .yaml("a.yaml", format!("pin: {MARKER}\n"));
    let error = Pins::load(&layers).expect_err("no digits");
    let shown = shown_problems(&error);
    assert!(!shown.contains(MARKER), "{shown}");
    insta::assert_snapshot!(error.to_string(), @r"
    error: $PIN: the value cannot be used: it has other characters than digits

    error: pin in a.yaml:1: the value cannot be used: it has other characters than digits
     --> a.yaml:1:6
      |
    1 | pin: …
      |      ^ cannot be used: it has other characters than digits

    the settings have 2 errors
    ");
    let loaded = Pins::load(&Layers::new().yaml("a.yaml", "pin: 1234")).expect("digits");
    assert_eq!(loaded.settings.pin.as_ref().map(|pin| pin.0.expose()), Some("1234"));
    assert!(!format!("{loaded:?}").contains("1234"));
}

/// A line of YAML, right or wrong, in which the marker stands only behind a key whose values are
/// never shown.
fn line() -> impl Strategy<Value = String> {
    let indent = select(vec!["", "  ", "    ", "\t", "  - ", "- ", " "]);
    let outer = select(vec!["", "aibridge: {", "workers: {", "workers: [", "providers: [{", "x: "]);
    let key = select(vec!["openai_key", "openaiKey", "key", "unknown", "aibridge", "providers"]);
    let value = select(vec![
        "marker-of-a-secret",
        "'marker-of-a-secret",
        "[marker-of-a-secret",
        "{x: marker-of-a-secret}",
        "marker-of-a-secret: x",
        "!tag marker-of-a-secret",
        "&anchor marker-of-a-secret",
        "*marker-of-a-secret",
        "x # marker-of-a-secret",
        "|\n      marker-of-a-secret",
        "",
    ]);
    let secret = (indent.clone(), outer, key, value)
        .prop_map(|(indent, outer, key, value)| format!("{indent}{outer}{key}: {value}"));
    let plain =
        select(vec!["aibridge:", "providers:", "name: a", "workers: x", "rate_limit: 1", "}"]);
    prop_oneof![secret, (indent, plain).prop_map(|(indent, plain)| format!("{indent}{plain}"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_yaml_text_makes_an_error_show_a_secret(lines in prop::collection::vec(line(), 1..6)) {
        let text = lines.join("\n");
        if let Err(error) = load(&[], &[], Some(&text)) {
            let shown = shown_problems(&error);
            prop_assert!(!shown.contains(MARKER), "{}\n{}", text, shown);
        }
    }
}
