//! Which known name was meant by one that is unknown.
//!
//! A name is near another where a slip of the hand, or of memory, explains the difference: at most two
//! edits, and at most a quarter of its letters; the same words in another order; one word changed of
//! at least four; one word left out or added, where a single known name is left.

/// The known name that was probably meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether no other known name is as near, so that it can be written in place of the unknown one.
    pub is_certain: bool,
    /// Whether both have the same words but for misspelled letters and their order.
    pub has_same_words: bool,
}

/// Between words of a name.
const SEPARATORS: [char; 6] = ['-', '_', '.', ' ', '/', ':'];

/// Maximum number of bytes of a name that is compared.
const MAX_NAME_BYTES: usize = 256;

/// The known name that is nearest to an unknown one, where one is near.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    if name.is_empty() || name.len() > MAX_NAME_BYTES {
        return None;
    }
    let mut search = Search::new(name);
    for candidate in candidates {
        search.look_at(candidate);
    }
    search.finish()
}

/// How a candidate differs from the name, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    Edits(usize),
    Order,
    WordChanged,
    WordMissing,
}

struct Search<'a, 'n> {
    name: &'n str,
    letters: u64,
    length: usize,
    words: Vec<&'n str>,
    best: Option<(Slip, &'a str)>,
    /// Whether a second candidate is as near as the best one.
    is_tied: bool,
}

impl<'a, 'n> Search<'a, 'n> {
    fn new(name: &'n str) -> Self {
        let (length, words) = (name.chars().count(), words(name));
        Self { name, letters: letters(name), length, words, best: None, is_tied: false }
    }

    fn look_at(&mut self, candidate: &'a str) {
        let Some(slip) = self.slip(candidate) else { return };
        match self.best {
            Some((best, name)) if name == candidate || best < slip => {}
            Some((best, _)) if best == slip => self.is_tied = true,
            _ => (self.best, self.is_tied) = (Some((slip, candidate)), false),
        }
    }

    fn slip(&self, candidate: &str) -> Option<Slip> {
        if candidate.len() > MAX_NAME_BYTES {
            return None;
        }
        let length = candidate.chars().count();
        let limit = (length.max(self.length) / 4).min(2);
        // An edit adds and removes at most one letter each; most names differ in more.
        let theirs = letters(candidate);
        let different = (self.letters ^ theirs).count_ones() as usize;
        if length.abs_diff(self.length) <= limit && different <= limit * 2 {
            let edits = strsim::osa_distance(self.name, candidate);
            if edits <= limit {
                return Some(Slip::Edits(edits));
            }
        }
        self.slip_of_words(candidate, theirs)
    }

    /// What is cheap to see is looked at first: how many words there are, and which letters.
    fn slip_of_words(&self, candidate: &str, letters: u64) -> Option<Slip> {
        let count = candidate.bytes().filter(|byte| is_separator(*byte)).count() + 1;
        let own = self.words.len();
        if count.abs_diff(own) > 1 || count.max(own) < 2 {
            return None;
        }
        if count == own {
            let may_be_reordered = candidate.len() == self.name.len();
            if may_be_reordered && is_reordered(&self.words, &words(candidate)) {
                return Some(Slip::Order);
            }
            let pairs = || self.words.iter().zip(candidate.split(SEPARATORS));
            let is_changed = own >= 4 && pairs().filter(|(one, other)| *one != other).count() == 1;
            return is_changed.then_some(Slip::WordChanged);
        }
        let (inner, outer) =
            if count < own { (letters, self.letters) } else { (self.letters, letters) };
        if inner & !outer != 0 {
            return None;
        }
        let theirs = words(candidate);
        let (short, long) =
            if count < own { (&theirs, &self.words) } else { (&self.words, &theirs) };
        // Variables begin with a word that says whose they are, and nothing more.
        let is_variable = self.name.contains('_') && !self.name.contains(char::is_lowercase);
        let is_long = short.len() >= if is_variable { 3 } else { 2 };
        let is_near = is_long && short.len() + 1 == long.len() && lacks_one(short, long);
        is_near.then_some(Slip::WordMissing)
    }

    fn finish(self) -> Option<Near<'a>> {
        let (slip, name) = self.best?;
        // Where a word is missing, many names may be meant: only a single one is.
        if slip == Slip::WordMissing && self.is_tied {
            return None;
        }
        let has_same_words = matches!(slip, Slip::Edits(_) | Slip::Order);
        Some(Near { name, is_certain: !self.is_tied, has_same_words })
    }
}

/// Which letters a name has, a bit for each; some share one.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte & 63))
}

fn is_separator(byte: u8) -> bool {
    SEPARATORS.iter().any(|separator| u32::from(byte) == *separator as u32)
}

fn words(name: &str) -> Vec<&str> {
    name.split(SEPARATORS).filter(|word| !word.is_empty()).collect()
}

fn is_reordered(one: &[&str], other: &[&str]) -> bool {
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        words.sort_unstable();
        words
    };
    one.len() >= 2 && sorted(one) == sorted(other)
}

/// Whether the long list is the short one with one word more.
fn lacks_one(short: &[&str], long: &[&str]) -> bool {
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    short[same..] == long[same + 1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slips_of_hand_or_memory_are_near() {
        let names = [
            "http-address",
            "access-url",
            "log-human-path",
            "log-json-path",
            "api-key-max-age",
            "sync-window-kind",
            "help",
            "postgres-url-file",
            "cache",
            "mail-from-address",
            "MAIL_SENDER_NAME",
            "MAIL_RELAY_NAME",
            "MAIL_SERVER_HOST",
        ];
        let table = [
            ("http-adress", Some(("http-address", true))),
            ("acess-ulr", Some(("access-url", true))),
            ("hlp", Some(("help", true))),
            ("url-access", Some(("access-url", true))),
            ("api-key-min-age", Some(("api-key-max-age", true))),
            ("log-path", None),
            ("postgres-file", Some(("postgres-url-file", true))),
            ("http-listen-address", Some(("http-address", true))),
            ("sync-window-size", None),
            ("cash", None),
            ("cach", Some(("cache", true))),
            ("MAIL_NAME", None),
            ("MAIL_HOST", None),
            ("MAIL_TLS_SENDER_NAME", Some(("MAIL_SENDER_NAME", true))),
            ("", None),
            ("storage", None),
        ];
        for (name, expected) in table {
            let found = nearest(name, names).map(|near| (near.name, near.is_certain));
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_as_near_as_another_is_not_certain() {
        let near = nearest("port-c", ["port-a", "port-b"]).expect("near");
        assert!(!near.is_certain);
        let near = nearest("port-c", ["port-a", "port-a"]).expect("near");
        assert!(near.is_certain, "the same name twice is one name");
    }
}
