//! What is said about a deprecated option.

/// The sentence that names the flags which replace a deprecated option.
///
/// One flag as `--a`, two as `--a and --b`, more as `--a, --b and --c`.
pub fn use_instead(flags: &[String]) -> String {
    let flags: Vec<String> = flags.iter().map(|flag| format!("--{flag}")).collect();
    let list = match flags.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    format!("DEPRECATED: Use {list} instead.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_listed_as_in_a_sentence() {
        let table = [
            (vec!["a"], "DEPRECATED: Use --a instead."),
            (vec!["a", "b"], "DEPRECATED: Use --a and --b instead."),
            (vec!["a", "b", "c"], "DEPRECATED: Use --a, --b and --c instead."),
        ];
        for (flags, expected) in table {
            let flags: Vec<String> = flags.into_iter().map(str::to_owned).collect();
            assert_eq!(use_instead(&flags), expected);
        }
    }
}
