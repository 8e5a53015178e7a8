//! Conditions on the status of an answer: `$statusCode == 201`.

/// How a status is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Below,
    Above,
    AtMost,
    AtLeast,
}

/// A condition on a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Criterion {
    comparison: Comparison,
    status: u16,
}

/// The signs, longer ones first.
const SIGNS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];

impl Criterion {
    /// All conditions of a text, which `&&` joins; `None` where one is not about the status.
    pub(crate) fn parse(text: &str) -> Option<Vec<Self>> {
        let one = |text: &str| {
            let rest = text.trim().strip_prefix("$statusCode")?.trim_start();
            let (sign, comparison) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
            let status = rest[sign.len()..].trim().parse().ok()?;
            Some(Self { comparison: *comparison, status })
        };
        text.split("&&").map(one).collect()
    }

    /// Whether a status is as the condition says.
    pub(crate) fn holds(self, status: u16) -> bool {
        match self.comparison {
            Comparison::Equal => status == self.status,
            Comparison::NotEqual => status != self.status,
            Comparison::Below => status < self.status,
            Comparison::Above => status > self.status,
            Comparison::AtMost => status <= self.status,
            Comparison::AtLeast => status >= self.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_compare_the_status() {
        let table = [
            ("$statusCode == 201", 201, Some(true)),
            ("$statusCode==201", 200, Some(false)),
            ("$statusCode >= 200 && $statusCode < 300", 204, Some(true)),
            ("$statusCode >= 200 && $statusCode < 300", 300, Some(false)),
            ("$statusCode != 404", 404, Some(false)),
            ("$response.body#/id == 1", 200, None),
            ("$statusCode == ok", 200, None),
            ("$statusCode", 200, None),
        ];
        for (text, status, expected) in table {
            let holds = Criterion::parse(text)
                .map(|all| all.into_iter().all(|criterion| criterion.holds(status)));
            assert_eq!(holds, expected, "{text}");
        }
    }
}
