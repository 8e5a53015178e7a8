//! What is said about a deprecated option.

use crate::CommandOption;

impl CommandOption {
    /// The sentence that marks a deprecated option and names the flags which replace it; `None`
    /// where it is not deprecated.
    pub fn deprecation(&self) -> Option<String> {
        match use_instead(&self.use_instead) {
            Some(list) => Some(format!("DEPRECATED: Use {list} instead.")),
            None => self.deprecated.then(|| "DEPRECATED.".to_owned()),
        }
    }
}

/// Flags as in a sentence: `--a`, `--a and --b`, `--a, --b and --c`.
pub fn use_instead(flags: &[String]) -> Option<String> {
    let flags: Vec<String> = flags.iter().map(|flag| format!("--{flag}")).collect();
    let (last, others) = flags.split_last()?;
    if others.is_empty() {
        return Some(last.clone());
    }
    Some(format!("{} and {last}", others.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_listed_as_in_a_sentence() {
        let table = [
            (vec![], false, None),
            (vec![], true, Some("DEPRECATED.")),
            (vec!["a"], false, Some("DEPRECATED: Use --a instead.")),
            (vec!["a", "b"], true, Some("DEPRECATED: Use --a and --b instead.")),
            (vec!["a", "b", "c"], false, Some("DEPRECATED: Use --a, --b and --c instead.")),
        ];
        for (flags, deprecated, expected) in table {
            let use_instead = flags.into_iter().map(str::to_owned).collect();
            let option = CommandOption { use_instead, deprecated, ..CommandOption::default() };
            assert_eq!(option.deprecation().as_deref(), expected);
        }
    }
}
