//! Flags win over variables, these over YAML, that over defaults: for every kind, with any layers.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value as Json};
use sourcebook_options::{Effective, Kind, OptionSpec, Source};

use crate::settings::{Settings, load};

/// The flag, the variable and the text of an option in the layers that give it.
#[derive(Debug, Clone)]
struct Layers {
    spec: &'static OptionSpec,
    flag: Option<String>,
    env: Option<String>,
    yaml: Option<String>,
}

/// Texts that an option takes.
fn text(spec: &OptionSpec) -> BoxedStrategy<String> {
    let unit = select(vec!["ns", "us", "ms", "s", "m", "h", "d", "w"]);
    match spec.kind {
        Kind::Bool => select(vec!["true", "false", "1", "F"]).prop_map(str::to_owned).boxed(),
        Kind::Int => (0..30_u32).prop_map(|number| (number * 2).to_string()).boxed(),
        Kind::Float => (0..=10_u32).prop_map(|tenth| (f64::from(tenth) / 10.0).to_string()).boxed(),
        Kind::Duration => (1..99_u32, unit).prop_map(|(n, unit)| format!("{n}{unit}")).boxed(),
        Kind::Url => "https?://[a-z]{1,5}(:[1-9][0-9]{2})?(/[a-z]{1,3}){0,2}".boxed(),
        Kind::HostPort => "([a-z]{1,5}|\\[::1\\]|):[0-9]{1,4}".boxed(),
        Kind::Regexp => "\\^?[a-z]{1,3}(\\.[+*])?\\$?".boxed(),
        Kind::Bytes => "[1-9][0-9]{0,2}(KiB|MiB|MB)".boxed(),
        Kind::Enum(words) => select(words).prop_map(str::to_owned).boxed(),
        Kind::EnumArray(words) => {
            prop::collection::vec(select(words), 1..3).prop_map(|words| words.join(",")).boxed()
        }
        Kind::StringArray => "[a-z]{1,3}(,[a-z \"']{0,3}[a-z]){0,2}"
            .prop_filter("no stray quotes", |text| !text.contains('"'))
            .boxed(),
        Kind::Map => "[a-z]{1,3}".prop_map(|key| format!("{{\"{key}\":\"{key}\"}}")).boxed(),
        Kind::String => "[ -~é]{8,12}".boxed(),
        Kind::ConfigPath | Kind::Structure(_) | Kind::Structures(_) => unreachable!("not chosen"),
    }
}

fn layers() -> impl Strategy<Value = Layers> {
    let chosen = |spec: &&OptionSpec| {
        let is_plain = !matches!(spec.kind, Kind::ConfigPath) && !spec.kind.is_structured();
        is_plain && spec.replaced_by.is_none()
    };
    let specs: Vec<_> = Settings::OPTIONS.iter().filter(chosen).collect();
    select(specs).prop_flat_map(|spec| {
        let layer = |name: Option<&str>| match name {
            Some(_) => prop::option::of(text(spec)).boxed(),
            None => Just(None).boxed(),
        };
        (layer(spec.flag), layer(spec.env), layer(spec.yaml))
            .prop_map(move |(flag, env, yaml)| Layers { spec, flag, env, yaml })
    })
}

/// The option alone in a YAML file; JSON texts are YAML too.
fn document(spec: &OptionSpec, text: &str) -> String {
    let value = match spec.kind {
        Kind::StringArray | Kind::EnumArray(_) => {
            serde_json::to_string(&text.split(',').collect::<Vec<_>>()).expect("JSON")
        }
        Kind::Map => text.to_owned(),
        _ => serde_json::to_string(text).expect("JSON"),
    };
    let path = spec.yaml.expect("a path");
    let wrap = |value: String, key| format!("{{{key}: {value}}}");
    path.rsplit('.').fold(value, wrap)
}

/// The values as the YAML file that sets them.
fn written(values: &[Effective]) -> String {
    let mut root = Json::Object(Map::new());
    for value in values {
        let is_written = !value.spec.secret && value.spec.replaced_by.is_none();
        let Some(path) = value.spec.yaml.filter(|_| is_written) else { continue };
        let node = path.split('.').fold(&mut root, |node, key| {
            if node.is_null() {
                *node = Json::Object(Map::new());
            }
            &mut node[key]
        });
        *node = match value.spec.kind {
            Kind::StringArray | Kind::EnumArray(_) | Kind::Map | Kind::Structures(_) => {
                value.json.clone()
            }
            _ => value.text.clone().into(),
        };
    }
    root.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_best_layer_wins(layers in layers()) {
        let Layers { spec, flag, env, yaml } = &layers;
        let flags: Vec<_> = flag.iter().map(|text| format!("--{}={text}", spec.flag.unwrap_or(""))).collect();
        let flags: Vec<_> = flags.iter().map(String::as_str).collect();
        let variables: Vec<_> =
            env.iter().map(|text| (spec.env.expect("a variable"), text.as_str())).collect();
        let yaml_text = yaml.as_ref().map(|text| document(spec, text));
        let loaded = load(&flags, &variables, yaml_text.as_deref());
        let loaded = loaded.map_err(|error| TestCaseError::fail(error.to_string()))?;

        let layers = [(Source::Flag, flag), (Source::Env, env), (Source::Yaml, yaml)];
        let best = layers.into_iter().find_map(|(source, text)| Some((source, text.as_ref()?)));
        let default = spec.default_text();
        let (source, text) = match best {
            Some((source, text)) => (source, text.as_str()),
            None if default.is_empty() => (Source::Unset, ""),
            None => (Source::Default, default.as_str()),
        };
        let value = loaded.values.iter().find(|value| value.spec.field == spec.field);
        let value = value.expect("every option has a value");
        prop_assert_eq!(value.source, source);
        if source != Source::Unset {
            prop_assert_eq!(Ok(value.text.clone()), spec.normalize(text));
        }
    }

    #[test]
    fn values_that_are_written_to_yaml_give_the_same_settings(layers in layers()) {
        let name = layers.spec.env.expect("every option of the table that is chosen has one");
        let text = layers.env.unwrap_or_default();
        prop_assume!(!layers.spec.secret);
        let provider = Some("providers: [{name: a, models: [x, y], log: json}]");
        let loaded = load(&[], &[(name, &text)], provider).expect("settings");
        let yaml = written(&loaded.values);
        let again = load(&[], &[], Some(&yaml));
        let again = again.map_err(|error| TestCaseError::fail(format!("{yaml}\n{error}")))?;
        prop_assert_eq!(again.settings, loaded.settings);
    }

    #[test]
    fn text_forms_read_back(layers in layers()) {
        for text in [layers.flag, layers.env, layers.yaml].into_iter().flatten() {
            let normal = layers.spec.normalize(&text).expect("a text that the option takes");
            if !layers.spec.secret {
                prop_assert_eq!(layers.spec.normalize(&normal), Ok(normal));
            }
        }
    }
}

#[test]
fn every_kind_has_an_option_in_the_table() {
    let mut words: Vec<_> = Settings::OPTIONS.iter().map(|spec| spec.kind.word()).collect();
    words.sort();
    words.dedup();
    assert_eq!(words.len(), 15, "{words:?}");
}
