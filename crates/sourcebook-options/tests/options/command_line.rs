//! Flags as people write them.

use sourcebook_options::Source;

use crate::settings::{LogFormat, Settings, load};

#[test]
fn settings_are_typed_and_nested() {
    let yaml = "networking:\n  http:\n    httpAddress: '[::1]:80'\naibridge:\n  rate_limit: 5\n";
    let flags = ["--log-format=json", "--aibridge-rate-window", "90s", "-c", ""];
    let loaded = load(&flags, &[("CODER_WORKERS", "8")], Some(yaml)).expect("settings");
    let settings = loaded.settings;
    assert_eq!(settings.networking.http.address.to_string(), "[::1]:80");
    assert_eq!(settings.aibridge.rate_limit, 5);
    assert_eq!(settings.aibridge.rate_window.to_string(), "1m30s");
    assert_eq!(settings.introspection.format, LogFormat::Json);
    assert_eq!(settings.workers, 8);
    assert_eq!(settings.aibridge.retention.to_string(), "1440h0m0s");
    assert_eq!(loaded.warnings, []);
}

#[test]
fn every_option_has_a_value_in_the_order_of_the_table() {
    let loaded = load(&["--listen", ":1"], &[], None).expect("settings");
    let fields: Vec<_> = loaded.values.iter().map(|value| value.spec.field).collect();
    assert_eq!(fields, Settings::OPTIONS.iter().map(|spec| spec.field).collect::<Vec<_>>());
    let source = |field| {
        loaded.values.iter().find(|value| value.spec.field == field).map(|value| value.source)
    };
    assert_eq!(source("networking.http.address"), Some(Source::Flag));
    assert_eq!(source("networking.http.old_address"), Some(Source::Flag));
    assert_eq!(source("workers"), Some(Source::Default));
    assert_eq!(source("access_url"), Some(Source::Unset));
}

#[test]
fn of_a_variable_that_is_there_twice_the_first_counts() {
    let loaded = load(&[], &[("CODER_WORKERS", "2"), ("CODER_WORKERS", "4")], None);
    assert_eq!(loaded.expect("settings").settings.workers, 2);
}

#[test]
fn a_bool_is_set_by_the_flag_alone_or_with_a_value() {
    for (flags, expected) in [
        (&[][..], false),
        (&["--log-verbose"], true),
        (&["--log-verbose=true"], true),
        (&["--log-verbose=false"], false),
        (&["--log-verbose", "--log-format", "json"], true),
    ] {
        let loaded = load(flags, &[], None).expect("settings");
        assert_eq!(loaded.settings.introspection.verbose, expected, "{flags:?}");
    }
}

#[test]
fn a_list_takes_several_flags_and_commas() {
    let flags =
        ["--proxy-trusted-origins", "a,\"b,c\"", "--proxy-trusted-origins=d", "-c", "", "-a=:1"];
    let loaded = load(&flags, &[], None).expect("settings");
    assert_eq!(loaded.settings.networking.proxy_trusted_origins, ["a", "b,c", "d"]);
    assert_eq!(loaded.settings.networking.http.address.to_string(), ":1");
}

#[test]
fn an_empty_value_reads_as_unset_in_every_layer() {
    let yaml = "aibridge:\n  openai_base_url: ''\n  retention:\nnetworking:\naccessURL: ~\n";
    let flags = ["--aibridge-openai-base-url=", "--workers", ""];
    let variables = [("CODER_AIBRIDGE_OPENAI_BASE_URL", ""), ("CODER_ACCESS_URL", "")];
    let loaded = load(&flags, &variables, Some(yaml)).expect("settings");
    let defaults = load(&[], &[], None).expect("settings");
    assert_eq!(loaded.settings, defaults.settings);
    assert!(loaded.values.iter().all(|value| value.source <= Source::Default));
    let lower = load(&["--workers="], &[], Some("workers: 2")).expect("settings");
    assert_eq!(lower.settings.workers, 2, "the layer below applies");
}

#[test]
fn an_old_name_works_and_warns() {
    let of = |flags: &[&str], variables: &[(&str, &str)], yaml| {
        let loaded = load(flags, variables, yaml).expect("settings");
        let warnings: Vec<_> = loaded.render_warnings(false).collect();
        (loaded.settings.networking.http.address.to_string(), warnings.join("\n"))
    };
    let (address, warnings) = of(&["--listen", ":1"], &[], None);
    assert_eq!(address, ":1");
    insta::assert_snapshot!(warnings, @r#"
    warning: --listen: this setting is deprecated
     |
     = help: use `--http-address` instead
    "#);
    let (address, warnings) = of(&["--listen", ":1"], &[("CODER_HTTP_ADDRESS", ":2")], None);
    assert_eq!(address, ":1", "the better layer wins");
    insta::assert_snapshot!(warnings, @r#"
    warning: --listen: this setting is deprecated and takes precedence here; $CODER_HTTP_ADDRESS is set too
     |
     = help: keep only the new one
    "#);
    let (address, warnings) = of(&["--listen", ":1", "--http-address", ":2"], &[], None);
    assert_eq!(address, ":2", "in one layer the new name wins");
    insta::assert_snapshot!(warnings, @r#"
    warning: --listen: this setting is deprecated and has no effect here; --http-address is set too
     |
     = help: keep only the new one
    "#);
    let yaml = Some("networking:\n  http:\n    listen: :3\n");
    let (address, warnings) = of(&[], &[], yaml);
    assert_eq!(address, ":3");
    insta::assert_snapshot!(warnings, @r#"
    warning: networking.http.listen in coder.yaml:3: this setting is deprecated
     |
     = help: use `networking.http.httpAddress` instead
    "#);
}

#[test]
fn a_deprecated_option_warns_where_it_is_given() {
    let loaded = load(&["--cache-dir", "/a"], &[("CODER_CACHE_DIR", "/b")], None);
    let loaded = loaded.expect("settings");
    insta::assert_snapshot!(
        loaded.render_warnings(false).collect::<Vec<_>>().join("\n"), @r#"
    warning: --cache-dir: this setting is deprecated
     |
     = help: use `--access-url` instead
    warning: $CODER_CACHE_DIR: this setting is deprecated
     |
     = help: use `$CODER_ACCESS_URL` instead
    "#
    );
    let flags = ["--cache-dir", "/a", "--access-url", "https://a"];
    let loaded = load(&flags, &[], None).expect("settings");
    insta::assert_snapshot!(loaded.render_warnings(false).next().unwrap_or_default(), @r#"
    warning: --cache-dir: this setting is deprecated; --access-url is set too
     |
     = help: keep only the new one
    "#);
}

#[test]
fn a_variable_that_nothing_reads_is_a_warning() {
    let variables = [
        ("CODER_HTTP_ADRESS", "marker"),
        ("CODER_NONSENSE_THING", "marker"),
        ("CODER_URL", "x"),
        ("PATH", "x"),
        ("CODERS", "x"),
    ];
    let loaded = load(&[], &variables, None).expect("settings");
    let text = loaded.render_warnings(false).collect::<Vec<_>>().join("\n");
    assert!(!text.contains("marker"));
    insta::assert_snapshot!(text, @r#"
    warning: $CODER_HTTP_ADRESS: there is no setting with this variable
     |
     = help: did you mean `$CODER_HTTP_ADDRESS`?
    warning: $CODER_NONSENSE_THING: there is no setting with this variable
     |
     = help: unset the variable; it has no effect
    "#);
}

#[test]
fn nothing_is_read_from_the_process_but_by_the_one_function() {
    // A variable that every process of a test run has.
    let names: Vec<_> = sourcebook_options::process_environment().map(|(name, _)| name).collect();
    assert!(names.iter().any(|name| name == "CARGO_MANIFEST_DIR"), "{names:?}");
}
