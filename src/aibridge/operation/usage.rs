//! Tokens: as providers count them, and estimated where the count did not come.

use serde_json::{Map, Value};

/// Maximum number of tokens that one count tells. No model has contexts of this size; larger counts
/// are mistakes, and sums of them would not fit into the store.
const MAX_TOKENS: u64 = 1_000_000_000_000;

/// About how many bytes of text one token stands for: four letters of English, or a character and
/// a third of Chinese.
const BYTES_PER_TOKEN: u64 = 4;

/// Members of requests that hold data rather than text; their tokens have nothing to do with their
/// length.
const DATA_MEMBERS: [&str; 6] =
    ["data", "url", "image_url", "file_data", "encrypted_content", "signature"];

/// Tokens of one answer. They are told apart alike for every provider: tokens of the request that
/// have to do with the provider's cache are not among its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TokenUsage {
    /// Tokens of the request, without those of the cache.
    pub(crate) input: u64,
    /// Tokens of the answer.
    pub(crate) output: u64,
    /// Tokens of the request that were read from the provider's cache.
    pub(crate) cached: u64,
    /// Tokens of the request that were written to the provider's cache.
    pub(crate) cache_written: u64,
    /// Tokens of the answer that the model spent on reasoning.
    pub(crate) reasoning: u64,
    /// Whether the provider did not come to tell all counts, so that some are estimated from the
    /// length of the texts.
    pub(crate) is_estimated: bool,
}

impl TokenUsage {
    /// The counts besides input and output, those of zero left out, and whether they are estimated.
    pub(crate) fn details(&self) -> Map<String, Value> {
        let counts = [
            ("cache_read_tokens", self.cached),
            ("cache_write_tokens", self.cache_written),
            ("reasoning_tokens", self.reasoning),
        ];
        let told = counts.into_iter().filter(|(_, tokens)| *tokens > 0);
        let told = told.map(|(name, tokens)| (name.to_owned(), tokens.into()));
        told.chain(self.is_estimated.then(|| ("estimated".to_owned(), true.into()))).collect()
    }

    /// Puts estimates in the place of what was not told: of a request with so many bytes of text,
    /// and of an answer of which so many bytes came.
    pub(crate) fn estimated(mut self, asked: u64, said: u64) -> Self {
        if self.input == 0 && self.cached == 0 && self.cache_written == 0 {
            self.input = asked.div_ceil(BYTES_PER_TOKEN);
        }
        self.output = self.output.max(said.div_ceil(BYTES_PER_TOKEN));
        self.is_estimated = true;
        self
    }
}

/// Usage as `OpenAI`'s APIs tell it: the input has the cached tokens in it.
pub(super) fn with_cache_inside(
    input: &Value,
    output: &Value,
    input_details: &Value,
    output_details: &Value,
) -> Option<TokenUsage> {
    let (asked, said) = (count(input), count(output));
    if asked.is_none() && said.is_none() {
        return None;
    }
    let detail = |details: &Value, name: &str| count(&details[name]).unwrap_or_default();
    let cached = detail(input_details, "cached_tokens");
    let cache_written = detail(input_details, "cache_write_tokens");
    Some(TokenUsage {
        input: asked.unwrap_or_default().saturating_sub(cached).saturating_sub(cache_written),
        output: said.unwrap_or_default(),
        cached,
        cache_written,
        reasoning: detail(output_details, "reasoning_tokens"),
        is_estimated: false,
    })
}

/// A count of tokens, however the number is spelled; absent where there is none. One below zero is
/// zero.
pub(super) fn count(value: &Value) -> Option<u64> {
    let whole = value.as_u64().or_else(|| {
        let number = value.as_f64()?.round().max(0.0);
        // Digits beyond those of a `u64` are far more than the maximum.
        Some(format!("{number:.0}").parse().unwrap_or(MAX_TOKENS))
    });
    whole.map(|tokens| tokens.min(MAX_TOKENS))
}

/// How many bytes of text a request has.
pub(crate) fn text_bytes(request: &Value) -> u64 {
    match request {
        Value::String(text) => text.len() as u64,
        Value::Array(values) => values.iter().map(text_bytes).sum(),
        Value::Object(members) => {
            let texts = members.iter().filter(|(name, _)| !DATA_MEMBERS.contains(&name.as_str()));
            texts.map(|(_, value)| text_bytes(value)).sum()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn counts_are_read_however_they_are_spelled() {
        let table = [
            ("12", Some(12)),
            ("12.0", Some(12)),
            ("1e3", Some(1_000)),
            ("0", Some(0)),
            ("-5", Some(0)),
            ("18446744073709551615", Some(MAX_TOKENS)),
            ("99999999999999999999999", Some(MAX_TOKENS)),
            ("1.7e308", Some(MAX_TOKENS)),
            ("null", None),
            ("\"12\"", None),
        ];
        for (text, expected) in table {
            let value = serde_json::from_str(text).unwrap();
            assert_eq!(count(&value), expected, "{text}");
        }
    }

    #[test]
    fn cached_tokens_stand_beside_the_input() {
        let details = json!({"cached_tokens": 60, "cache_write_tokens": 10});
        let usage = with_cache_inside(&json!(100), &json!(20), &details, &json!(null)).unwrap();
        assert_eq!((usage.input, usage.cached, usage.cache_written), (30, 60, 10));
        let odd = with_cache_inside(&json!(5), &json!(1), &details, &json!(null)).unwrap();
        assert_eq!((odd.input, odd.cached), (0, 60));
        assert_eq!(with_cache_inside(&json!(null), &json!({}), &details, &json!(null)), None);
    }

    #[test]
    fn what_was_not_told_is_estimated_and_says_so() {
        let estimated = TokenUsage::default().estimated(41, 7);
        assert_eq!((estimated.input, estimated.output), (11, 2));
        assert_eq!(Value::from(estimated.details()), json!({"estimated": true}));
        let told = TokenUsage { cached: 9, output: 50, ..TokenUsage::default() };
        let estimated = told.estimated(41, 7);
        assert_eq!((estimated.input, estimated.cached, estimated.output), (0, 9, 50));
    }

    #[test]
    fn data_is_no_text() {
        let request = json!({"system": "abc", "messages": [
            {"content": [{"text": "de"}, {"source": {"data": "iVBORw0KGgo"}}, {"n": 1}]},
        ]});
        assert_eq!(text_bytes(&request), 5);
    }
}
