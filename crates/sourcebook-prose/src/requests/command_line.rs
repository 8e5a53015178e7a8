//! Requests that command lines send: curl and `HTTPie`.

use super::{Named, Request, url};
use crate::mapped::Mapped;
use crate::scripts::PageScript;
use crate::shell::{Command, Word};

/// Flags of curl with a letter that take a value.
const LETTERS_WITH_VALUE: &str = "XHdFuowAbceEKmTxrytQYzCD";

/// Long flags of curl that take a value and have nothing to do with what is asked for.
const FLAGS_WITH_VALUE: [&str; 22] = [
    "user",
    "output",
    "write-out",
    "user-agent",
    "cookie",
    "cookie-jar",
    "referer",
    "max-time",
    "connect-timeout",
    "retry",
    "retry-delay",
    "retry-max-time",
    "cacert",
    "cert",
    "key",
    "proxy",
    "resolve",
    "range",
    "limit-rate",
    "unix-socket",
    "config",
    "oauth2-bearer",
];

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The requests of a script.
pub(super) fn requests(script: &PageScript) -> impl Iterator<Item = Request> {
    script.script.commands.iter().filter_map(|command| {
        let words = command.own_words();
        let reader = Reader { script, command };
        match words.first()?.text.rsplit('/').next()? {
            "curl" | "curl.exe" => reader.curl(&words[1..]),
            "http" | "https" | "xh" | "xhs" => reader.httpie(&words[1..]),
            _ => None,
        }
    })
}

struct Reader<'s> {
    script: &'s PageScript,
    command: &'s Command,
}

/// What the flags of curl say.
#[derive(Default)]
struct Flags<'s> {
    url: Option<&'s Word>,
    has_data: bool,
    /// `--get`: the data go into the query.
    is_get: bool,
    is_upload: bool,
}

impl<'s> Reader<'s> {
    fn curl(&self, words: &'s [Word]) -> Option<Request> {
        let mut request = Request { is_call: true, ..Request::default() };
        let mut flags = Flags::default();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let text = word.text.as_str();
            if let Some(name) = text.strip_prefix("--") {
                let (name, joined) = match name.split_once('=') {
                    Some((name, _)) => (name, Some(2 + name.len() + 1)),
                    None => (name, None),
                };
                let value = joined
                    .map_or_else(|| words.get(at).map(|next| (next, 0)), |from| Some((word, from)));
                if self.flag(name, value, &mut request, &mut flags) && joined.is_none() {
                    at += 1;
                }
            } else if text.len() > 1 && text.starts_with('-') {
                at += self.letters(word, words.get(at), &mut request, &mut flags);
            } else if flags.url.is_none() {
                flags.url = Some(word);
            }
        }
        if !url::add(&mut request, &self.mapped(flags.url?, 0)) {
            return None;
        }
        if request.method.is_none() {
            let method = match (flags.is_get, flags.is_upload, flags.has_data) {
                (false, true, _) => "PUT",
                (false, _, true) => "POST",
                _ => "GET",
            };
            let span = self.script.span(self.command.words[self.command.program].range.clone());
            request.method = Some(Named::new(method, span));
        }
        if flags.is_get {
            request.body = None;
        }
        Some(request)
    }

    /// `-sSL`, `-XPOST`; how many of the words behind it belong to it.
    fn letters(
        &self,
        word: &'s Word,
        next: Option<&'s Word>,
        request: &mut Request,
        flags: &mut Flags<'s>,
    ) -> usize {
        for (at, letter) in word.text.char_indices().skip(1) {
            let name = match letter {
                'X' => "request",
                'H' => "header",
                'd' => "data",
                'F' => "form",
                'G' => "get",
                'I' => "head",
                'T' => "upload-file",
                _ => "",
            };
            let end = at + letter.len_utf8();
            let is_joined = end < word.text.len();
            let value = if is_joined { Some((word, end)) } else { next.map(|next| (next, 0)) };
            let takes_value = LETTERS_WITH_VALUE.contains(letter);
            self.flag(name, value, request, flags);
            if takes_value {
                return usize::from(!is_joined);
            }
        }
        0
    }

    /// Takes what a flag says; whether it takes a value.
    fn flag(
        &self,
        name: &str,
        value: Option<(&'s Word, usize)>,
        request: &mut Request,
        flags: &mut Flags<'s>,
    ) -> bool {
        match name {
            "get" => flags.is_get = true,
            "head" => {}
            "request" => request.method = value.and_then(|(word, from)| self.method(word, from)),
            "header" => {
                request.headers.extend(value.and_then(|(word, from)| self.header(word, from)));
            }
            "url" => flags.url = value.map(|(word, _)| word),
            "upload-file" => flags.is_upload = true,
            "data" | "data-raw" | "data-binary" | "data-ascii" | "json" => {
                flags.has_data = true;
                request.body = value.and_then(|(word, from)| self.body(word, from));
            }
            "data-urlencode" | "form" | "form-string" => flags.has_data = true,
            _ => return FLAGS_WITH_VALUE.contains(&name),
        }
        !matches!(name, "get" | "head")
    }

    fn method(&self, word: &Word, from: usize) -> Option<Named> {
        let text = word.text.get(from..).filter(|_| word.is_plain())?;
        Some(Named::new(text.to_uppercase(), self.span(word, from..word.text.len())))
    }

    fn header(&self, word: &Word, from: usize) -> Option<Named> {
        let length = word.text.get(from..)?.find(':')?;
        let name = word.text[from..from + length].trim_end();
        if word.wild.is_some_and(|wild| wild < from + length) {
            return None;
        }
        Some(Named::new(name, self.span(word, from..from + name.len())))
    }

    /// The body as it is written: in the word, or in the here-document that stands for the input.
    fn body(&self, word: &Word, from: usize) -> Option<Mapped> {
        let text = word.text.get(from..)?;
        match text.strip_prefix('@') {
            Some("-") => {
                let range = self.command.here_documents.first()?;
                Some(self.script.text.part(range.clone()))
            }
            Some(_) => None,
            None => Some(self.mapped(word, from)),
        }
    }

    fn httpie(&self, words: &'s [Word]) -> Option<Request> {
        let mut request = Request { is_call: true, ..Request::default() };
        let mut rest = words.iter().filter(|word| !word.text.starts_with('-')).peekable();
        let first = rest.peek()?;
        if METHODS.contains(&first.text.as_str()) {
            request.method = self.method(first, 0);
            rest.next();
        }
        let target = rest.next()?;
        let mut has_data = false;
        for item in rest {
            let end = item.text.find([':', '=']).unwrap_or(item.text.len());
            let mark = &item.text[end..];
            if mark.starts_with("==") {
                request.query.push(Named::new(&item.text[..end], self.span(item, 0..end)));
            } else if mark.starts_with('=') || mark.starts_with(":=") {
                has_data = true;
            } else if mark.starts_with(':') {
                request.headers.extend(self.header(item, 0));
            }
        }
        // `:8000/path` is on this machine.
        if !url::add(&mut request, &self.mapped(target, 0)) {
            return None;
        }
        if request.host.starts_with(':') {
            "localhost".clone_into(&mut request.host);
        }
        if request.method.is_none() {
            let span = self.span(target, 0..target.text.len());
            request.method = Some(Named::new(if has_data { "POST" } else { "GET" }, span));
        }
        Some(request)
    }

    fn span(&self, word: &Word, range: std::ops::Range<usize>) -> sourcebook_syntax::Span {
        self.script.span(word.part(range))
    }

    /// The text of a word, letter by letter where it stands.
    fn mapped(&self, word: &Word, from: usize) -> Mapped {
        let mut mapped = Mapped::default();
        for (at, letter) in word.text.char_indices().filter(|(at, _)| *at >= from) {
            let mut bytes = [0; 4];
            let span = self.span(word, at..at + letter.len_utf8());
            mapped.push(letter.encode_utf8(&mut bytes), span);
        }
        mapped
    }
}
