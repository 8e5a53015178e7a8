//! The nearest valid name, for messages that suggest one.

/// The candidate that is most like `name`, if any is near enough to be what was meant: without
/// regard to case, about one edit in three characters.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    /// Names of people are short; a long text is not compared, to bound the work.
    const LONGEST: usize = 256;
    if name.len() > LONGEST {
        return None;
    }
    let wanted = name.to_lowercase();
    let limit = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&wanted, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        let names = ["rateLimit", "rateWindow", "retention"];
        let table = [
            ("ratelimit", Some("rateLimit")),
            ("rate_limit", Some("rateLimit")),
            ("retnetion", Some("retention")),
            ("template", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(nearest(name, names), expected, "{name}");
        }
        assert_eq!(nearest(&"a".repeat(1000), names), None);
    }
}
