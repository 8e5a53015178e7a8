//! Requests of an operation as programs, and the other examples of its body.

use sourcebook_model::document::{Example, MediaType, RequestBody, Use, Value};
use sourcebook_model::request::{Body, NamedRequest, requests};

use super::Reference;
use super::examples::{language, shown_name};
use super::outline::Entry;
use super::settings::AuthorSamples;
use crate::code::Language;
use crate::products::markdown::inline::{address, plain};
use crate::products::markdown::writer::Writer;

/// A program that the author of the document wrote.
struct Authors<'d> {
    title: &'d str,
    fence: String,
    code: &'d str,
}

impl<'d> Reference<'d> {
    /// The request of an operation in each language, under a heading of this level.
    pub(super) fn request_examples(&self, writer: &mut Writer, entry: &Entry<'d>, level: u8) {
        let all = self.requests(entry);
        let Some(first) = all.first() else { return };
        let authors = authors(entry);
        let is_instead = self.settings.author_samples == AuthorSamples::Instead;
        let generated: &[&dyn Language] =
            if is_instead && !authors.is_empty() { &[] } else { &self.settings.samples };
        if generated.is_empty() && authors.is_empty() {
            return;
        }
        writer.heading(level, None, "Example");
        self.example_texts(writer, entry, level, first);
        let file = &*entry.place.file;
        for (at, language) in generated.iter().enumerate() {
            program(writer, *language, first, &entry.place.id, at == 0);
            if at == 0 {
                self.say_left_out(writer, first.left_out, file);
            }
        }
        for (at, one) in authors.iter().enumerate() {
            if at == 0 && generated.is_empty() {
                writer.fence(&one.fence, one.code);
            } else {
                writer.fold(one.title, |writer| writer.fence(&one.fence, one.code));
            }
        }
        self.other_bodies(writer, entry, level, &all);
    }

    /// The requests of an operation: the first one is that of the samples.
    pub(super) fn requests(&self, entry: &Entry<'d>) -> Vec<NamedRequest<'d>> {
        let settings = &self.settings.requests;
        requests(&self.views, settings, entry.path, entry.item, entry.operation)
    }

    /// What the author says of the example that the samples show.
    fn example_texts(
        &self,
        writer: &mut Writer,
        entry: &Entry<'d>,
        level: u8,
        request: &NamedRequest<'d>,
    ) {
        let Some(texts) = request.example else { return };
        let is_single = self.content(entry).iter().all(|(_, content)| content.examples.len() < 2);
        if let Some(name) = shown_name(texts.name, texts.summary, is_single) {
            writer.block(&format!("**{}**", plain(name)));
        }
        self.describe(writer, &entry.place.file, level, texts.description);
    }

    fn content(&self, entry: &Entry<'d>) -> &'d [(String, MediaType)] {
        let body = entry.operation.request_body.as_ref();
        body.map_or(&[], |used| {
            let body: &RequestBody = &self.document.request_bodies[used.id];
            &body.content
        })
    }

    /// The bodies that the samples do not show: those that the author gives. `all` are the requests of
    /// the operation, of which the samples show the first.
    fn other_bodies(
        &self,
        writer: &mut Writer,
        entry: &Entry<'d>,
        level: u8,
        all: &[NamedRequest<'d>],
    ) {
        let content = self.content(entry);
        let is_several = content.len() > 1;
        let mut requests = all.iter().enumerate().peekable();
        for (media_type, body) in content {
            let behind = if is_several { format!(" ({media_type})") } else { String::new() };
            // A media type has none where no value is valid.
            let is_of =
                |(_, one): &(usize, &NamedRequest<'d>)| one.media_type == Some(media_type.as_str());
            let is_made = !body.examples.iter().any(|(_, used)| self.is_value(used));
            if is_made {
                let is_given = body.example.is_some() || self.gives_text(media_type, body);
                let next = requests.next_if(is_of).filter(|(at, _)| *at > 0);
                if let Some((_, request)) = next.filter(|_| is_given) {
                    self.other_body(writer, entry, level, &format!("Body{behind}"), request);
                }
            }
            for (name, used) in &body.examples {
                let seen = self.document.seen(used);
                let shown = shown_name(name, seen.summary, false).unwrap_or(name);
                if !self.is_value(used) {
                    if let Some(url) = &seen.object.external_value {
                        let title = format!("**Body: {}** {}", plain(shown), address(url));
                        writer.block(&title);
                        self.describe(writer, &entry.place.file, level, seen.description);
                    }
                } else if let Some((_, request)) = requests.next_if(is_of).filter(|(at, _)| *at > 0)
                {
                    let title = format!("Body: {shown}{behind}");
                    self.other_body(writer, entry, level, &title, request);
                }
            }
        }
    }

    /// Whether an example has a value of its own.
    fn is_value(&self, used: &Use<Example>) -> bool {
        let example = &self.document.examples[used.id];
        example.value.is_some() || example.serialized_value.is_some()
    }

    fn other_body(
        &self,
        writer: &mut Writer,
        entry: &Entry<'d>,
        level: u8,
        title: &str,
        request: &NamedRequest<'d>,
    ) {
        let (fence, code) = match &request.request.body {
            Some(Body::Text { media_type, text, .. }) => (language(media_type), text.clone()),
            Some(Body::Form { text, .. }) => ("text", text.clone()),
            // Parts are best told by a program that sends them.
            Some(Body::Multipart { .. }) => {
                let Some(language) = self.settings.samples.first() else { return };
                match language.program(&request.request, &entry.place.id) {
                    Ok(program) => (language.fence(), program.text),
                    Err(_) => return,
                }
            }
            Some(Body::File { .. }) | None => return,
        };
        writer.fold(title, |writer| {
            let description = request.example.and_then(|texts| texts.description);
            self.describe(writer, &entry.place.file, level, description);
            writer.fence(fence, &code);
        });
    }
}

/// The program of a language: in the open, or folded.
fn program(
    writer: &mut Writer,
    language: &dyn Language,
    request: &NamedRequest<'_>,
    id: &str,
    is_open: bool,
) {
    let program = match language.program(&request.request, id) {
        Ok(program) => program,
        Err(reason) => {
            writer.block(&format!("{} cannot send this: {reason}.", language.title()));
            return;
        }
    };
    let write = |writer: &mut Writer| {
        writer.fence(language.fence(), &program.text);
        if let Some(note) = program.note {
            writer.block(note);
        }
    };
    if is_open { write(writer) } else { writer.fold(language.title(), write) }
}

/// The extensions in which authors keep programs.
const EXTENSIONS: [&str; 2] = ["x-codeSamples", "x-code-samples"];

/// The programs that the author wrote.
fn authors<'d>(entry: &Entry<'d>) -> Vec<Authors<'d>> {
    let given = EXTENSIONS.iter().filter_map(|name| entry.operation.extension(name));
    let samples = given.filter_map(|given| match given {
        Value::Array(samples) => Some(samples),
        _ => None,
    });
    let text = |sample: &'d Value, name| sample.get(name).and_then(Value::as_str);
    let one = |sample: &'d Value| {
        let language = text(sample, "lang").unwrap_or_default();
        let title = text(sample, "label").unwrap_or(language);
        Some(Authors { title, fence: fence(language), code: text(sample, "source")? })
    };
    samples.flatten().filter_map(one).collect()
}

/// The word behind the fence of a language, as highlighters know it.
fn fence(language: &str) -> String {
    match language.to_lowercase().as_str() {
        "curl" | "shell" | "sh" => "bash".to_owned(),
        "c#" => "csharp".to_owned(),
        "c++" => "cpp".to_owned(),
        "node" | "node.js" | "nodejs" => "javascript".to_owned(),
        other => {
            other.chars().filter(|one| one.is_alphanumeric() || "-+#.".contains(*one)).collect()
        }
    }
}
