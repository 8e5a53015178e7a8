//! What Amazon Bedrock is asked for when a client asks for a model.

/// What stands in place of clients' models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Models {
    /// For all models but those of the small family.
    pub(crate) model: String,
    /// For the small, fast family.
    pub(crate) small_fast: String,
}

impl Models {
    /// The id for a client's model. The family is told by its name, which every version of it
    /// bears; so does its id at Bedrock, but an id that was set need not.
    pub(super) fn id(&self, asked: &str) -> &str {
        let is_small = asked.to_ascii_lowercase().contains("haiku") || asked == self.small_fast;
        if is_small && asked != self.model { &self.small_fast } else { &self.model }
    }
}

/// The model itself, where an id names a profile of several regions or an ARN that ends with one.
/// Tokens are counted of models only.
pub(super) fn foundation_model(id: &str) -> &str {
    match id.rfind("anthropic.") {
        Some(at) if id[..at].ends_with(['.', '/']) => &id[at..],
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_family_has_a_model_of_its_own() {
        let models = Models { model: "large".to_owned(), small_fast: "arn/1".to_owned() };
        let table = [
            ("claude-sonnet-4-5", "large"),
            ("claude-opus-4-1-20250805", "large"),
            ("claude-haiku-4-5", "arn/1"),
            ("claude-3-5-Haiku-latest", "arn/1"),
            ("us.anthropic.claude-haiku-4-5-20251001-v1:0", "arn/1"),
            ("arn/1", "arn/1"),
            ("large", "large"),
            ("", "large"),
        ];
        for (asked, expected) in table {
            assert_eq!(models.id(asked), expected, "{asked}");
        }
        let models = Models { model: "haiku-5".to_owned(), small_fast: "haiku-4".to_owned() };
        assert_eq!(models.id("haiku-5"), "haiku-5", "what was set is what it is");
        assert_eq!(models.id("haiku-3"), "haiku-4");
    }

    #[test]
    fn profiles_name_their_model() {
        const MODEL: &str = "anthropic.claude-haiku-4-5-20251001-v1:0";
        let same = [
            MODEL.to_owned(),
            format!("global.{MODEL}"),
            format!("us-gov.{MODEL}"),
            format!("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.{MODEL}"),
            format!("arn:aws:bedrock:us-east-1::foundation-model/{MODEL}"),
        ];
        for id in same {
            assert_eq!(foundation_model(&id), MODEL, "{id}");
        }
        let others =
            ["arn:aws:bedrock:us-east-1:1:application-inference-profile/a1", "my-model", ""];
        for id in others {
            assert_eq!(foundation_model(id), id);
        }
    }
}
