//! The table of an `options!` block, and what `check_table` finds in bad ones.

use sourcebook_options::{Group, HostPort, Kind, OptionSpec, check_table};

use crate::settings::Settings;

fn spec(field: &str) -> &'static OptionSpec {
    let spec = Settings::OPTIONS.iter().find(|spec| spec.field == field);
    spec.unwrap_or_else(|| panic!("no option `{field}`"))
}

#[test]
fn a_good_table_passes() {
    assert_eq!(check_table(Settings::OPTIONS), [""; 0]);
}

#[test]
fn names_follow_from_fields_unless_they_are_given() {
    let table = [
        ("config", "config CODER_CONFIG_PATH - -"),
        ("access_url", "access-url CODER_ACCESS_URL accessURL access_url"),
        (
            "networking.http.address",
            "http-address CODER_HTTP_ADDRESS networking.http.httpAddress http.address",
        ),
        (
            "networking.http.max_body",
            "http-max-body CODER_HTTP_MAX_BODY networking.http.maxBody http.max_body",
        ),
        ("networking.http.old_address", "listen CODER_LISTEN networking.http.listen -"),
        ("networking.labels", "- CODER_LABELS networking.labels labels"),
        ("introspection.format", "log-format CODER_LOG_FORMAT logging.format logging.format"),
        (
            "aibridge.openai_base_url",
            "aibridge-openai-base-url CODER_AIBRIDGE_OPENAI_BASE_URL \
             aibridge.openai_base_url ai.bridge.openai.base_url",
        ),
        (
            "aibridge.openai_key",
            "aibridge-openai-key CODER_AIBRIDGE_OPENAI_KEY - ai.bridge.openai.key",
        ),
        (
            "aibridge.bedrock_small_fast_model",
            "aibridge-bedrock-small-fastmodel CODER_AIBRIDGE_BEDROCK_SMALL_FAST_MODEL \
             aibridge.bedrock_small_fast_model ai.bridge.bedrock.small_fast_model",
        ),
        ("providers", "- - providers providers"),
    ];
    for (field, expected) in table {
        let OptionSpec { flag, env, yaml, value_path, .. } = spec(field);
        let value = Some(*value_path).filter(|path| !path.is_empty());
        let names = [*flag, *env, *yaml, value].map(|name| name.unwrap_or("-"));
        assert_eq!(names.join(" "), expected, "{field}");
    }
}

#[test]
fn everything_that_is_declared_is_in_the_table() {
    let window = spec("aibridge.rate_window");
    assert_eq!(window.default_text(), "1m0s", "a value is written in its normal form");
    assert_eq!(window.since, Some("2.30"));
    assert_eq!(window.limits().least.as_deref(), Some("1ns"));
    assert_eq!(spec("aibridge.retention").default_text(), "60d", "a literal stays as it is");
    assert_eq!(spec("aibridge.retention").normalize("60d"), Ok("1440h0m0s".to_owned()));
    assert_eq!(spec("workers").limits().most.as_deref(), Some("64"));
    assert_eq!(spec("introspection.filter").name, "Log Filter");
    assert_eq!(spec("aibridge.enabled").name, "aibridge-enabled");
    assert_eq!(spec("introspection.format").kind, Kind::Enum(&["human", "json"]));
    let old = spec("networking.http.old_address");
    assert!(old.hidden && old.deprecated && old.kind == Kind::HostPort);
    assert_eq!(
        (old.use_instead, old.replaced_by),
        (&["http-address"][..], Some("networking.http.address"))
    );
    assert_eq!(spec("cache_dir").use_instead, ["access-url"]);
    assert!(spec("aibridge.openai_key").secret && spec("license_keys").secret);
    let words = ["config", "providers", "networking.labels", "introspection.formats"];
    assert_eq!(
        words.map(|field| spec(field).kind.word().into_owned()),
        [
            "yaml-config-path",
            "struct[[]codersdk.Provider]",
            "struct[map[string]string]",
            "enum-array"
        ]
    );
}

#[test]
fn groups_are_nested_and_described() {
    let http = spec("networking.http.address").group.expect("a group");
    assert_eq!(http.path(), ["Networking", "HTTP"]);
    assert_eq!((http.yaml, http.description), ("http", "Plain HTTP."));
    let networking = http.parent.expect("a parent");
    assert_eq!(
        networking.description,
        "Where the server listens and what it answers.\nA second paragraph."
    );
    assert_eq!(spec("introspection.format").group.map(|group| group.yaml), Some("logging"));
    assert!(spec("workers").group.is_none());
}

#[test]
fn the_order_is_that_of_declaration() {
    let fields: Vec<_> = Settings::OPTIONS.iter().map(|spec| spec.field).collect();
    let expected = ["cache_dir", "networking.http.address", "networking.http.old_address"];
    assert_eq!(fields[4..7], expected);
    assert_eq!(fields.last(), Some(&"license_keys"));
}

const GROUP: Group =
    Group { name: "A", description: "without a capital.", yaml: "a", parent: None, last: false };

const GOOD: OptionSpec = OptionSpec {
    field: "good",
    flag: Some("good"),
    description: "Does good.",
    ..OptionSpec::BLANK
};

/// The one fault of a good option next to a bad one.
fn fault(bad: &OptionSpec) -> String {
    check_table(&[GOOD, *bad]).join("\n")
}

#[test]
fn every_problem_of_a_table_is_found() {
    let bad = OptionSpec { field: "bad", flag: Some("bad"), ..GOOD };
    let refuse_all: fn(&str) -> Result<String, _> =
        |text| text.parse::<HostPort>().map(|address| address.to_string());
    let table = [
        (OptionSpec { flag: Some("good"), ..bad }, "`good` and `bad` have the same flag"),
        (OptionSpec { field: "good", ..bad }, "`good` and `good` have the same field"),
        (
            OptionSpec { flag: Some("Bad"), ..bad },
            "`bad` has a flag that is not lower case with dashes",
        ),
        (OptionSpec { flag: Some("help"), ..bad }, "`bad` has a flag that every program has"),
        (
            OptionSpec { env: Some("bad"), ..bad },
            "`bad` has a variable that is not upper case with underscores",
        ),
        (
            OptionSpec { yaml: Some("a..b"), ..bad },
            "`bad` has the path `a..b`, whose parts are not letters and digits",
        ),
        (
            OptionSpec { description: "does bad.", ..bad },
            "`bad` has a description that does not begin with a capital: `does bad.`",
        ),
        (
            OptionSpec { description: "Does bad", ..bad },
            "`bad` has a description that does not end with a full stop: `Does bad`",
        ),
        (
            OptionSpec { description: "Does  bad.", ..bad },
            "`bad` has a description with two spaces in a row: `Does  bad.`",
        ),
        (
            OptionSpec { group: Some(&GROUP), ..bad },
            "`bad` has a group's description that does not begin with a capital: `without a capital.`",
        ),
        (
            OptionSpec { use_instead: &["none"], ..bad },
            "`bad` names `--none`, which does not exist",
        ),
        (
            OptionSpec { replaced_by: Some("none"), ..bad },
            "`bad` is an old name of `none`, which is not in the table",
        ),
        (
            OptionSpec { default: Some(|| "x".to_owned()), normalize: refuse_all, ..bad },
            "`bad` has a default, but `x` is not a valid host and port: it has no port",
        ),
        (
            OptionSpec {
                default: Some(|| "x".to_owned()),
                normalize: |text| Ok(format!("{text}x")),
                ..bad
            },
            "`bad` has a default whose form is not stable: `xx`, then `xxx`",
        ),
    ];
    for (bad, expected) in table {
        assert_eq!(fault(&bad), expected);
    }
    let through = [
        OptionSpec { field: "a", yaml: Some("a"), flag: None, ..GOOD },
        OptionSpec { field: "b", yaml: Some("a.b"), flag: None, ..GOOD },
    ];
    assert_eq!(check_table(&through), ["the YAML path `a.b` leads through the option `a`"]);
}
