//! The nearest valid name, for messages that suggest one.

/// The candidate that is most like `name`, if any is near enough to be what was meant.
///
/// Compared without regard to case; about one edit in three characters is accepted, so that a
/// suggestion is either plausible or absent.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    let limit = (length / 3).max(1);
    // What is longer or shorter by more needs more edits.
    let may_be_near = |candidate: &String| candidate.chars().count().abs_diff(length) <= limit;
    candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        .filter(|(lower, _)| may_be_near(lower))
        .map(|(lower, candidate)| (distance(&wanted, &lower), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two names; very long names are compared by equality only, to bound the work.
fn distance(one: &str, other: &str) -> usize {
    /// Maximum number of bytes of a name that is compared.
    const MAX_NAME_BYTES: usize = 256;
    if one.len() > MAX_NAME_BYTES || other.len() > MAX_NAME_BYTES {
        return if one == other { 0 } else { usize::MAX };
    }
    strsim::damerau_levenshtein(one, other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        let names =
            ["codersdk.User", "codersdk.UserStatus", "get", "rateLimit", "rateWindow", "retention"];
        let table = [
            ("codersdk.Usr", Some("codersdk.User")),
            ("CODERSDK.USER", Some("codersdk.User")),
            ("codersdk.UserStatsu", Some("codersdk.UserStatus")),
            ("gte", Some("get")),
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
