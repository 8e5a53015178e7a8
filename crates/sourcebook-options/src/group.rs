//! Groups of options, nested: headings of documentation and levels of YAML.

/// A group of options.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// The name as people read it, `AI Bridge`.
    pub name: &'static str,
    /// What its options are about; empty if the name says it all.
    pub description: &'static str,
    /// The group's own key in YAML; empty if it is no level there.
    pub yaml: &'static str,
    /// The group that it is part of.
    pub parent: Option<&'static Group>,
    /// Whether documentation shows it after all other groups.
    pub last: bool,
}

impl Group {
    /// The names from the outermost group to this one.
    pub fn path(&self) -> Vec<&'static str> {
        let mut names = self.parent.map(Group::path).unwrap_or_default();
        names.push(self.name);
        names
    }
}
