//! The answers of a run, kept for pages: without secrets, and the same bytes whenever they are recorded.

mod leaves;
mod normal;
mod text;
mod times;

use std::collections::BTreeMap;

use sourcebook_model::document::{Document, Value};
use sourcebook_model::media::Kind;
use sourcebook_syntax::Diagnostic;

use crate::judge::json;
use crate::outcome::Outcome;
use crate::problems::unstable_answer::unstable_answer;
use normal::Normal;

/// Maximum length of a text that is kept.
const MAX_TEXT: usize = 4 << 10;

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recorded {
    /// The status.
    pub(crate) status: u16,
    /// The media type of the body; absent where there is none.
    pub(crate) media_type: Option<String>,
    /// The body: JSON as a value, other texts as a string; absent for bytes.
    pub(crate) body: Option<Value>,
}

/// Answers by the names of their operations: `GET /pets`.
pub(crate) type Answers = BTreeMap<String, Recorded>;

/// A file of recorded answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name of the family of paths.
    pub family: String,
    /// JSON, with a line break at its end.
    pub text: String,
}

/// What is recorded of runs of the same requests in worlds of their own: what differs between the first
/// two is normalized, and the third one must not differ further.
///
/// # Errors
/// What of the third run differs.
pub fn record(document: &Document, runs: &[Outcome; 3]) -> Result<Vec<File>, Vec<Diagnostic>> {
    let [first, second, third] = runs.each_ref().map(kept);
    let normal = Normal::between(&first, &second);
    let (recorded, again) = (normal.of(&first), normal.of(&third));
    let mut found = Vec::new();
    for (name, answer) in &recorded {
        let difference = match again.get(name) {
            Some(other) => leaves::difference(answer, other),
            None => Some((String::new(), "was not accepted again".to_owned())),
        };
        if let Some((pointer, how)) = difference {
            found.push(unstable_answer(document, name, &pointer, &how));
        }
    }
    if found.is_empty() { Ok(files(document, &recorded)) } else { Err(found) }
}

/// The answers with which operations were accepted, without secrets.
fn kept(outcome: &Outcome) -> (Answers, Facts<'_>) {
    let accepted = outcome.exchanged.iter().filter(|one| one.is_accepted);
    let mut answers = Answers::new();
    for one in accepted {
        let kind = one.media_type.as_deref().map(Kind::of);
        let is_text =
            !matches!(kind, None | Some(Kind::Binary | Kind::Multipart | Kind::EventStream));
        let body = match kind {
            Some(Kind::Json) => json(&one.body).ok(),
            _ if is_text && !one.body.is_empty() => text::beginning(&one.body, MAX_TEXT),
            _ => None,
        };
        let body = body.map(|body| text::without_secrets(&body, &outcome.secrets));
        let media_type = one.media_type.clone().filter(|_| !one.body.is_empty());
        let name = format!("{} {}", one.method, one.path);
        answers.entry(name).or_insert(Recorded { status: one.status, media_type, body });
    }
    (answers, Facts { url: &outcome.url, home: &outcome.home, began: outcome.began })
}

/// What is known of the world of a run.
#[derive(Debug, Clone, Copy)]
struct Facts<'o> {
    url: &'o str,
    home: &'o str,
    /// In seconds since 1970.
    began: i64,
}

/// One file for each family of paths, sorted.
fn files(document: &Document, answers: &Answers) -> Vec<File> {
    let paths: Vec<&str> = document.paths.iter().map(|(path, _)| path.as_str()).collect();
    let common = common_segments(&paths);
    let mut families: BTreeMap<String, Vec<(&String, &Recorded)>> = BTreeMap::new();
    for (name, recorded) in answers {
        let path = name.split_once(' ').map_or(name.as_str(), |(_, path)| path);
        families.entry(family_name(path, common)).or_default().push((name, recorded));
    }
    let file = |(family, answers): (String, Vec<(&String, &Recorded)>)| {
        let members =
            answers.into_iter().map(|(name, recorded)| (name.as_str().into(), to_value(recorded)));
        let text = Value::Object(members.collect()).to_json() + "\n";
        File { family, text }
    };
    families.into_iter().map(file).collect()
}

fn to_value(recorded: &Recorded) -> Value {
    let mut members: Vec<(Box<str>, Value)> = Vec::new();
    let status = sourcebook_model::document::Number::parse(&recorded.status.to_string());
    members.extend(status.map(|status| ("status".into(), Value::Number(status))));
    members.extend(
        recorded.media_type.as_ref().map(|name| ("mediaType".into(), Value::string(name.as_str()))),
    );
    members.extend(recorded.body.as_ref().map(|body| ("body".into(), body.clone())));
    Value::Object(members)
}

/// How many segments all paths begin with.
fn common_segments(paths: &[&str]) -> usize {
    let segments = |path: &str| -> Vec<String> {
        path.split('/').filter(|one| !one.is_empty()).map(str::to_owned).collect()
    };
    let Some((first, rest)) = paths.split_first() else { return 0 };
    let first = segments(first);
    let shared = |other: &&str| {
        let other = segments(other);
        first.iter().zip(&other).take_while(|(one, two)| one == two).count()
    };
    rest.iter().map(shared).min().unwrap_or(0)
}

/// The first segment of a path behind those that all have, as the name of a file.
fn family_name(path: &str, common: usize) -> String {
    let mut segments = path.split('/').filter(|one| !one.is_empty()).skip(common);
    let first = segments.find(|one| !one.contains('{')).unwrap_or("root");
    let letter = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    let name: String = first.chars().map(letter).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "root".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_named_behind_what_all_paths_share() {
        let paths = ["/api/v2/users", "/api/v2/users/{user}", "/api/v2/__version__", "/api/v2"];
        let common = common_segments(&paths);
        assert_eq!(common, 2);
        let names: Vec<String> = paths.iter().map(|path| family_name(path, common)).collect();
        assert_eq!(names, ["users", "users", "version", "root"]);
        assert_eq!(common_segments(&["/a"]), 0);
    }
}
