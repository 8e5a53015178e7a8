//! Which values of the YAML file messages may show: what may be shown is listed, not what may not.

use sourcebook_syntax::SafeKeys;

use crate::kind::{Kind, Member};
use crate::spec::OptionSpec;

/// The keys of a table, and whether what stands behind each may be shown. Also counts the names that
/// somebody may think a secret has in YAML.
pub(super) fn safe_keys(table: &[OptionSpec]) -> SafeKeys {
    let mut keys = SafeKeys::new();
    for spec in table {
        if let Some(key) = spec.yaml_key() {
            add(&mut keys, key, spec.kind, spec.secret);
        }
        if spec.secret {
            for path in [spec.field, spec.value_path, spec.flag.unwrap_or_default()] {
                add(&mut keys, path.rsplit('.').next().unwrap_or(path), spec.kind, true);
            }
        }
    }
    keys
}

fn add(keys: &mut SafeKeys, key: &str, kind: Kind, secret: bool) {
    let members: &[Member] = match kind {
        Kind::Structure(shape) | Kind::Structures(shape) => shape.members,
        _ => &[],
    };
    keys.add(key, !secret && !kind.is_structured() && !matches!(kind, Kind::Map));
    for member in members {
        add(keys, member.name, member.kind, member.secret);
    }
}

#[cfg(test)]
mod tests {
    use sourcebook_syntax::{Diagnostic, Disclosure, Place, Sources, Span, Style, render};

    use super::*;
    use crate::codes::INVALID_SETTING;

    const TABLE: &[OptionSpec] = &[
        OptionSpec { yaml: Some("a.rate_limit"), ..OptionSpec::BLANK },
        OptionSpec { yaml: Some("a.token"), ..OptionSpec::BLANK },
        OptionSpec { yaml: Some("labels"), kind: Kind::Map, ..OptionSpec::BLANK },
        OptionSpec { field: "b.token", secret: true, ..OptionSpec::BLANK },
        OptionSpec { field: "c", flag: Some("api-key"), secret: true, ..OptionSpec::BLANK },
    ];

    #[test]
    fn a_key_is_safe_when_no_secret_could_be_meant_by_it() {
        for (key, is_safe) in [
            ("rate_limit", true),
            ("rateLimit", true),
            ("token", false),
            ("labels", false),
            ("apiKey", false),
            ("c", false),
            ("unknown", false),
        ] {
            let mut sources = Sources::new();
            let guard = Disclosure::Keys(safe_keys(TABLE));
            let file = sources.add_guarded("a.yaml", format!("{key}: marker"), guard);
            let place = Place { file, span: Span::new(0, 1), pointer: String::new() };
            let diagnostic = Diagnostic::new(&INVALID_SETTING, "wrong").at(place, "this");
            let shown = render(&sources, &diagnostic, Style::default());
            assert_eq!(shown.contains("marker"), is_safe, "{shown}");
        }
    }
}
