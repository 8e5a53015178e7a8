//! Values of a step in which expressions name what earlier steps and seeds gave.

use std::collections::BTreeMap;

use sourcebook_model::document::Value;
use sourcebook_model::request::style::scalar_text;

/// What expressions can name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    /// The outputs of the steps that were run, by the names of the steps.
    pub(crate) steps: BTreeMap<String, Vec<(String, Value)>>,
    /// The outputs of the seeds.
    pub(crate) seeds: Vec<(String, Value)>,
}

impl Known {
    /// A value with its expressions replaced.
    ///
    /// # Errors
    /// The first expression that leads nowhere yet.
    pub(crate) fn fill(&self, value: &Value) -> Result<Value, String> {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => {
                let items: Result<_, String> = items.iter().map(|item| self.fill(item)).collect();
                Ok(Value::Array(items?))
            }
            Value::Object(members) => {
                let filled =
                    members.iter().map(|(name, value)| Ok((name.clone(), self.fill(value)?)));
                let members: Result<_, String> = filled.collect();
                Ok(Value::Object(members?))
            }
            other => Ok(other.clone()),
        }
    }

    /// A whole expression keeps its type; expressions in braces inside of a text become texts.
    fn text(&self, text: &str) -> Result<Value, String> {
        if text.starts_with("$steps.") || text.starts_with("$inputs.") {
            return self.named(text).cloned().ok_or_else(|| text.to_owned());
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{$") {
            let Some((expression, after)) = after.split_once('}') else { break };
            let expression = format!("${expression}");
            let value = self.named(&expression).ok_or_else(|| expression.clone())?;
            filled.push_str(before);
            filled.push_str(&scalar_text(value).unwrap_or_else(|| value.to_compact_json()));
            rest = after;
        }
        filled.push_str(rest);
        Ok(Value::string(filled))
    }

    /// What `$steps.NAME.outputs.NAME` and `$inputs.NAME` name, and members of it.
    fn named(&self, expression: &str) -> Option<&Value> {
        if let Some(rest) = expression.strip_prefix("$inputs.") {
            let mut parts = rest.split('.');
            let name = parts.next()?;
            let (_, value) = self.seeds.iter().find(|(seed, _)| seed == name)?;
            return parts.try_fold(value, |value, part| value.get(part));
        }
        let (step, output) = expression.strip_prefix("$steps.")?.split_once(".outputs.")?;
        let mut parts = output.split('.');
        let name = parts.next()?;
        let (_, value) = self.steps.get(step)?.iter().find(|(known, _)| known == name)?;
        parts.try_fold(value, |value, part| value.get(part))
    }
}

/// The steps that the expressions of a value name.
pub(super) fn steps_named(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            for (at, _) in text.match_indices("$steps.") {
                let rest = &text[at + "$steps.".len()..];
                let name = rest.split_once(".outputs.").map(|(name, _)| name.to_owned());
                found.extend(name);
            }
        }
        Value::Array(items) => {
            for item in items {
                steps_named(item, found);
            }
        }
        Value::Object(members) => {
            for (_, value) in members {
                steps_named(value, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_keep_their_type_alone_and_become_texts_in_texts() {
        let id = Value::Number(sourcebook_model::document::Number::parse("7").expect("a number"));
        let mut known = Known::default();
        known.steps.insert("add".to_owned(), vec![("id".to_owned(), id.clone())]);
        known.seeds.push((
            "license".to_owned(),
            Value::Object(vec![("license".into(), Value::string("l"))]),
        ));
        let fill = |text: &str| known.fill(&Value::string(text));
        assert_eq!(fill("$steps.add.outputs.id"), Ok(id));
        assert_eq!(fill("/pets/{$steps.add.outputs.id}/x"), Ok(Value::string("/pets/7/x")));
        assert_eq!(fill("$inputs.license.license"), Ok(Value::string("l")));
        assert_eq!(fill("costs $5 {or} so"), Ok(Value::string("costs $5 {or} so")));
        assert_eq!(fill("$steps.gone.outputs.id"), Err("$steps.gone.outputs.id".to_owned()));
    }
}
