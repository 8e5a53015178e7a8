//! Options by their groups: the headings that they stand under, and the ids of their items.

use sourcebook_command::{CommandFacts, CommandOption, Node};

use super::write;
use crate::facts::pages::slug;
use crate::products::markdown::ids::Once;
use crate::products::markdown::inline::{heading, one_line};
use crate::products::markdown::plain;
use crate::products::markdown::writer::Writer;

/// The options of one group of a command.
pub(in crate::products) struct Section<'f> {
    /// The key of the group; empty for options without one.
    pub(in crate::products) key: String,
    description: &'f str,
    /// The options, each with its id.
    pub(in crate::products) options: Vec<(String, &'f CommandOption)>,
}

/// Options by the keys of their groups, in the order of their declaration: those without a group
/// first, groups that are marked so last.
pub(in crate::products) fn by_group<'f>(
    facts: &CommandFacts,
    options: impl Iterator<Item = &'f CommandOption>,
) -> Vec<(String, Vec<&'f CommandOption>)> {
    let mut groups: Vec<(String, Vec<&CommandOption>)> = Vec::new();
    for option in options {
        let key = option.group_key();
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, options)) => options.push(option),
            None => groups.push((key, vec![option])),
        }
    }
    let is_last = |key: &str| facts.groups.get(key).is_some_and(|group| group.last);
    groups.sort_by_key(|(key, _)| if key.is_empty() { 0 } else { 1 + u8::from(is_last(key)) });
    groups
}

/// The visible options of a command by their groups.
///
/// Ids are made of `name`. None is that of one of the page's `headings`, or of a group.
pub(in crate::products) fn sections<'f>(
    facts: &'f CommandFacts,
    node: &Node<'f>,
    headings: &[&str],
    name: fn(&CommandOption) -> String,
) -> Vec<Section<'f>> {
    let groups = by_group(facts, node.visible_options());
    let mut ids = Once::default();
    let titles = headings.iter().map(|heading| (*heading).to_owned());
    for title in titles.chain(groups.iter().map(|(key, _)| title(key))) {
        ids.give(slug(&title));
    }
    let mut give = |option| match name(option) {
        name if name.is_empty() => name,
        name => ids.give(name),
    };
    let mut section = |(key, options): (String, Vec<&'f CommandOption>)| {
        let group = facts.groups.get(&key).filter(|_| !key.is_empty());
        let description = group.map_or("", |group| &group.description);
        let options = options.into_iter().map(|option| (give(option), option)).collect();
        Section { key, description, options }
    };
    groups.into_iter().map(&mut section).collect()
}

/// The heading of a group.
fn title(key: &str) -> String {
    if key.is_empty() { "Options".to_owned() } else { format!("{key} options") }
}

impl Section<'_> {
    /// Writes the heading, what is said of the group, and its options.
    pub(in crate::products) fn write(&self, writer: &mut Writer) {
        writer.heading(2, None, &heading(&title(&self.key)));
        let description = plain::paragraphs(&one_line(self.description));
        if !description.is_empty() {
            writer.block(&description);
        }
        for (id, option) in &self.options {
            write(writer, id, option);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn groups_come_in_order_and_ids_are_free() {
        let facts: CommandFacts = serde_json::from_value(json!({
            "groups": {"Paid": {"description": "Only\n in *it*.", "last": true}},
            "cli": {"name": "tool", "options": [
                {"flag": "a", "group": ["Paid"]}, {"flag": "b", "group": ["Net", "TLS"]},
                {"flag": "a", "group": ["Net", "TLS"]}, {"flag": "usage"},
                {"flag": "paid-options"}, {"flag": "c", "hidden": true}, {"name": "…"},
            ]},
        }))
        .expect("facts");
        let sections = sections(&facts, &facts.root(), &["Usage"], |option| option.flag.clone());
        let found: Vec<(String, Vec<&str>)> = sections
            .iter()
            .map(|one| (title(&one.key), one.options.iter().map(|(id, _)| id.as_str()).collect()))
            .collect();
        assert_eq!(
            found,
            [
                ("Options".to_owned(), vec!["usage-2", "paid-options-2", ""]),
                ("Net / TLS options".to_owned(), vec!["b", "a"]),
                ("Paid options".to_owned(), vec!["a-2"]),
            ]
        );
        let mut writer = Writer::default();
        sections[2].write(&mut writer);
        let expected = "## Paid options\n\nOnly in \\*it\\*.\n\n- <a id=\"a-2\"></a>**`--a`**\n";
        assert_eq!(writer.finish(), expected);
    }
}
