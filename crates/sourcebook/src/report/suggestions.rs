//! Unknown names on hand-written pages that are near nothing: counted, or listed as a configuration.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Report;

/// How often which name is mentioned, and where first.
fn count(report: &Report) -> BTreeMap<&str, (usize, String)> {
    let mut names = BTreeMap::new();
    for mention in &report.prose.mentions {
        let file = report.sources.file(mention.place.file);
        let first = || format!("{}:{}", file.name(), file.position(mention.place.span.start).line);
        let (count, _) = names.entry(mention.name.as_str()).or_insert_with(|| (0, first()));
        *count += 1;
    }
    names
}

/// A line for all of them, and one for what stands on pages about other times.
pub(super) fn lines(report: &Report) -> String {
    let names = count(report).len();
    let mentions = report.prose.mentions.len();
    let mut text = match (mentions, names) {
        (0, _) => String::new(),
        (1, _) => "note: 1 mention of a name that is not in the facts".to_owned(),
        (_, 1) => format!("note: {mentions} mentions of a name that is not in the facts"),
        _ => format!("note: {mentions} mentions of {names} names that are not in the facts"),
    };
    if mentions > 0 {
        text += "; `sourcebook check --suggest` lists them\n";
    }
    let past = report.prose.past.len();
    if past > 0 {
        let plural = if past == 1 { "" } else { "s" };
        // A string takes everything.
        let _ = writeln!(
            text,
            "note: {past} name{plural} on pages about other times that today's facts do not have"
        );
    }
    text
}

/// The names as a list for `sourcebook.toml`, each with where it stands.
pub(super) fn render(report: &Report) -> String {
    let names = count(report);
    if names.is_empty() {
        return "# Every name on the pages is in the facts.\n".to_owned();
    }
    let mut text = "# Names that are not in the facts. Correct those that are wrong, and list the \
                    others here.\n[prose]\nforeign = [\n"
        .to_owned();
    for (name, (count, first)) in names {
        let more = match count {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        // A string takes everything.
        let _ = writeln!(text, "    {}, # {first}{more}", toml::Value::from(name));
    }
    text + "]\n"
}
