//! Where everything is written, and in which style, so that a test captures what a person sees.

use std::io::{self, BufRead, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// The format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// For a person, with source lines and diffs.
    #[default]
    Human,
    /// One JSON object.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A section of a changelog, of `sourcebook changes` alone.
    Markdown,
}

impl Format {
    /// The names that can be given, with what each means; `with_markdown` where changes are told.
    pub(crate) fn names(with_markdown: bool) -> Vec<PossibleValue> {
        let all = Self::value_variants().iter();
        let some = all.filter(|format| with_markdown || **format != Self::Markdown);
        some.filter_map(Self::to_possible_value).collect()
    }

    /// The format of a name; that for a person where there is no such format.
    pub(crate) fn of(name: &str) -> Self {
        Self::from_str(name, false).unwrap_or_default()
    }
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// Only what fails the run.
    Quiet,
    /// What fits a screen.
    #[default]
    Normal,
    /// Everything.
    Verbose,
}

/// The streams of a program, or of a test.
pub struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + 'a>,
    input: Option<Box<dyn BufRead + 'a>>,
    /// The format of problems.
    pub format: Format,
    /// How much is printed.
    pub verbosity: Verbosity,
    /// Whether text for a person is colored.
    pub color: bool,
    /// Whether a person sees standard error as it is written.
    pub interactive: bool,
}

impl Console<'static> {
    /// The program's own streams; `auto` colors only for a terminal.
    pub fn standard(color: ColorChoice) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let color = match color {
            ColorChoice::Auto => AutoStream::choice(&out) != ColorChoice::Never,
            chosen => chosen != ColorChoice::Never,
        };
        let interactive = err.is_terminal();
        let asks = interactive && io::stdin().is_terminal();
        let input = asks.then(|| Box::new(io::stdin().lock()) as Box<dyn BufRead>);
        let (out, err) = (Box::new(io::BufWriter::new(out)), Box::new(err));
        let (format, verbosity) = Default::default();
        Self { out, err, input, format, verbosity, color, interactive }
    }
}

impl<'a> Console<'a> {
    /// Two buffers without color, and nobody to ask.
    pub fn captured(out: &'a mut Vec<u8>, err: &'a mut Vec<u8>) -> Self {
        let (format, verbosity) = Default::default();
        Self {
            out: Box::new(out),
            err: Box::new(err),
            input: None,
            format,
            verbosity,
            color: false,
            interactive: false,
        }
    }

    /// Answers questions from a text, as a person at a terminal would.
    #[must_use]
    pub fn answering(mut self, answers: &'a [u8]) -> Self {
        self.input = Some(Box::new(answers));
        self
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// When the disk behind it is full, for example.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        self.print_bytes(text.as_bytes())
    }

    /// Writes bytes to standard output. When nobody reads it any more, whoever did has seen enough;
    /// how the run ended is told by the exit code all the same.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub fn print_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.out.write_all(bytes).and_then(|()| self.out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Prints what belongs on standard output to standard error instead: the report of a command
    /// whose output is something else.
    pub fn swap_streams(&mut self) {
        std::mem::swap(&mut self.out, &mut self.err);
    }

    /// Says on standard error why a command cannot do what it was asked, and what to do.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn reject(&mut self, message: &str, help: &str) -> io::Result<()> {
        let error = self.paint(REMOVED.bold(), "error");
        let hint = self.paint(BOLD, "help");
        writeln!(self.err, "{error}: {message}\n {hint}: {help}")?;
        self.err.flush()
    }

    /// Asks a person a question that is answered by yes or no; `None` when nobody is there.
    ///
    /// # Errors
    /// When the question cannot be shown or the answer not be read.
    pub fn ask(&mut self, question: &str) -> io::Result<Option<bool>> {
        let Some(input) = &mut self.input else {
            return Ok(None);
        };
        write!(self.err, "{question} [y/N] ")?;
        self.err.flush()?;
        let mut answer = String::new();
        input.read_line(&mut answer)?;
        let answer = answer.trim().to_lowercase();
        Ok(Some(answer == "y" || answer == "yes"))
    }

    /// A text in a style, where color is wanted.
    pub fn paint(&self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// What is added.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// What is removed.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// Where in a file.
pub const HUNK: Style = AnsiColor::Cyan.on_default();
/// Names.
pub const BOLD: Style = Style::new().bold();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();
