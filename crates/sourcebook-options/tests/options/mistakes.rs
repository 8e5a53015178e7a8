//! Planted mistakes, each with what a person then reads.

use std::ffi::OsString;
use std::path::Path;

use sourcebook_options::{Layers, Url, options};

use crate::settings::{Settings, layers, load};

/// One mistake: its name, and what the layers give.
struct Mistake {
    name: &'static str,
    flags: &'static [&'static str],
    variables: &'static [(&'static str, &'static str)],
    yaml: Option<&'static str>,
}

const fn flags(name: &'static str, flags: &'static [&'static str]) -> Mistake {
    Mistake { name, flags, variables: &[], yaml: None }
}

const fn variable(
    name: &'static str,
    variable: &'static [(&'static str, &'static str)],
) -> Mistake {
    Mistake { name, flags: &[], variables: variable, yaml: None }
}

const fn yaml(name: &'static str, text: &'static str) -> Mistake {
    Mistake { name, flags: &[], variables: &[], yaml: Some(text) }
}

const MISTAKES: &[Mistake] = &[
    flags("wrong_type_of_a_flag", &["--workers", "many"]),
    variable("wrong_type_of_a_variable", &[("CODER_AIBRIDGE_ENABLED", "yes")]),
    yaml("wrong_type_in_yaml", "aibridge:\n  enabled: true\n  rate_limit: a lot # or more\n"),
    flags("number_below_its_range", &["--aibridge-rate-limit", "-1"]),
    flags("number_outside_of_its_range", &["--trace-share", "1.5"]),
    variable("number_too_large_for_its_type", &[("CODER_WORKERS", "70000")]),
    yaml("duration_of_zero", "aibridge:\n  rate_window: 0\n"),
    flags("duration_without_unit", &["--aibridge-retention", "60"]),
    flags("negative_duration", &["--aibridge-retention=-1d"]),
    flags("value_that_the_check_refuses", &["--workers", "3"]),
    flags("size_without_number", &["--http-max-body", "MiB"]),
    yaml("size_below_its_range", "networking: {http: {maxBody: 1023}}\n"),
    flags("url_without_scheme", &["--access-url", "example.com"]),
    variable("url_that_is_host_and_port", &[("CODER_ACCESS_URL", "localhost:3000")]),
    flags("address_without_port", &["--http-address", "127.0.0.1"]),
    yaml("address_with_large_port", "networking:\n  http:\n    httpAddress: :70000\n"),
    flags("broken_regular_expression", &["--log-filter", "a(b"]),
    flags("unknown_word", &["--log-format", "jsno"]),
    yaml("unknown_word_in_a_list", "logging:\n  formats:\n    - json\n    - text\n"),
    flags("open_quote_in_a_list", &["--proxy-trusted-origins", "\"a,b"]),
    variable("map_that_is_not_json", &[("CODER_LABELS", "a=b")]),
    variable("white_space_around_a_number", &[("CODER_WORKERS", "8\n")]),
    flags("flag_given_twice", &["--workers", "2", "--workers", "4"]),
    flags(
        "secret_given_twice",
        &["--aibridge-openai-key=marker1", "--aibridge-openai-key=marker2"],
    ),
    variable("secret_that_is_too_short", &[("CODER_AIBRIDGE_OPENAI_KEY", "marker")]),
    yaml("secret_in_yaml", "aibridge:\n  openai_key: marker # marker\n"),
    yaml("secret_in_yaml_as_the_view_names_it", "ai: {bridge: {openai: {key: marker}}}\n"),
    yaml("unknown_group", "aibrigde:\n  enabled: true\n"),
    yaml("unknown_key", "aibridge:\n  enabled: true\n  rateLimit: 5\n"),
    yaml("key_of_another_group", "httpAddress: :80\n"),
    yaml("path_as_a_key", "networking.http.httpAddress: :80\n"),
    yaml("key_like_no_other", "aibridge:\n  something_else: 1\n"),
    yaml("key_twice", "workers: 2\nlogging:\n  verbose: true\n  verbose: false\nworkers: 4\n"),
    yaml("tab", "aibridge:\n\tenabled: true\n"),
    yaml("bracket_that_is_not_closed", "workers: 2\nnetworking:\n  proxyTrustedOrigins: [a, b\n"),
    yaml("two_mappings_on_a_line", "workers: 2: 4\n"),
    yaml("list_as_root", "- workers: 2\n"),
    yaml("second_document", "workers: 2\n---\nworkers: 4\n"),
    yaml("alias", "aibridge: &all\n  enabled: true\nlogging: *all\n"),
    yaml("merge_key", "aibridge:\n  <<: {enabled: true}\n"),
    yaml("tag", "workers: !number 2\n"),
    yaml("list_where_text_is_wanted", "aibridge:\n  openai_base_url:\n    - https://a\n"),
    yaml("mapping_where_a_number_is_wanted", "workers:\n  count: 2\n"),
    yaml("text_where_a_list_is_wanted", "networking:\n  proxyTrustedOrigins: a,b\n"),
    yaml("text_where_a_group_is_wanted", "aibridge: true\n"),
    yaml("item_that_is_empty", "networking:\n  proxyTrustedOrigins:\n    - a\n    -\n"),
    yaml(
        "structures_with_mistakes",
        "providers:\n  - nmae: a\n  - name: b\n    baseURL: b\n    key: [marker]\n    \
         concurrency: 0\n  - c\n  - name: d\n    models: [x, {y: z}]\n    log: hmuan\n",
    ),
    Mistake {
        name: "many_mistakes_at_once",
        flags: &["--workers", "1", "--log-format", "xml"],
        variables: &[("CODER_ACCESS_URL", "x"), ("CODER_WORKER", "2"), ("CODER_LISTEN", ":1")],
        yaml: Some("workers: few\nloging:\n  verbose: maybe\nlogging:\n  verbose: maybe\n"),
    },
];

#[test]
fn every_mistake_is_explained() {
    for Mistake { name, flags, variables, yaml } in MISTAKES {
        let error = load(flags, variables, *yaml).err();
        let error = error.unwrap_or_else(|| panic!("{name} is no mistake"));
        let text = error.to_string();
        assert!(!text.contains("marker"), "{name}: {text}");
        insta::assert_snapshot!(*name, text);
    }
}

#[test]
fn the_styled_form_says_the_same() {
    for Mistake { name, flags, variables, yaml } in MISTAKES {
        let error = load(flags, variables, *yaml).expect_err(name);
        let mut plain = String::new();
        let mut escape = false;
        for c in error.render(true).chars() {
            match c {
                '\u{1b}' => escape = true,
                'm' if escape => escape = false,
                _ if escape => {}
                _ => plain.push(c),
            }
        }
        assert_eq!(plain, error.render(false), "{name}");
    }
}

#[test]
fn mistakes_have_different_names() {
    let mut names: Vec<_> = MISTAKES.iter().map(|mistake| mistake.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MISTAKES.len());
}

/// What a person reads when a file of these bytes is given; paths are relative to its folder.
fn with_file(bytes: &[u8], path: impl Fn(&Path) -> String) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coder.yaml");
    let mut open = std::fs::File::create(&file).expect("a file");
    std::io::Write::write_all(&mut open, bytes).expect("a file");
    let layers = layers(&["--config", &path(folder.path())], &[], None);
    let error = Settings::load(&layers).expect_err("a mistake");
    error.to_string().replace(&folder.path().display().to_string(), "[folder]")
}

#[test]
fn files_that_cannot_be_read_are_explained() {
    let at = |name: &'static str| move |folder: &Path| folder.join(name).display().to_string();
    insta::assert_snapshot!("missing_file", with_file(b"", at("codr.yaml")));
    insta::assert_snapshot!("folder_as_file", with_file(b"", at("")));
    insta::assert_snapshot!(
        "file_too_large",
        with_file(&b"#".repeat((1 << 20) + 1), at("coder.yaml"))
    );
    insta::assert_snapshot!("file_not_utf8", with_file(b"workers: 2\n# \xff\n", at("coder.yaml")));
    insta::assert_snapshot!("mistake_in_a_file", with_file(b"workers: x\n", at("coder.yaml")));
}

#[test]
fn deep_nesting_is_refused() {
    let text = format!("workers: {}", "[".repeat(100_000));
    let error = load(&[], &[], Some(&text)).expect_err("too deep");
    insta::assert_snapshot!("nested_too_deep", error.to_string());
}

#[cfg(unix)]
#[test]
fn what_is_not_utf8_is_refused_where_it_is_given() {
    use std::os::unix::ffi::OsStringExt;
    let broken = OsString::from_vec(vec![b'a', 0xff]);
    let variables = [("CODER_WORKERS", broken.clone()), ("CODER_AIBRIDGE_OPENAI_KEY", broken)];
    let layers = Layers::new().environment(variables.map(|(name, value)| (name.into(), value)));
    let error = Settings::load(&layers).expect_err("no text");
    insta::assert_snapshot!("not_utf8", error.to_string());
}

options! {
    /// Settings that must be set, and one that cannot be right.
    #[options(env = "DEMO")]
    pub struct Strict {
        /// Where the file is.
        config: Option<sourcebook_options::ConfigPath> = "/no/such/file.yaml",
        /// The database.
        #[option(required)]
        database_url: Url,
        /// The name.
        #[option(no_flag, no_env, required)]
        name: String,
        /// A default that is wrong.
        #[option(min = 10)]
        wrong: u16 = 5,
    }
}

#[test]
fn what_must_be_set_is_asked_for_with_every_name() {
    let layers = Layers::new().yaml("a.yaml", "databaseUrl: ''\nname:\n");
    let text = Strict::load(&layers).expect_err("nothing is set").to_string();
    insta::assert_snapshot!("required_but_empty", text);
    // The file of a default may be absent; a file that is asked for may not, and is not blamed for
    // what it would have set.
    let error = Strict::load(&Layers::new()).expect_err("nothing is set").to_string();
    assert!(error.contains("--database-url must be set"), "{error}");
    let variables = [("DEMO_CONFIG".into(), "/no/such/file.yaml".into())];
    let error = Strict::load(&Layers::new().environment(variables)).expect_err("no file");
    insta::assert_snapshot!("required_but_the_file_is_missing", error.to_string());
}
