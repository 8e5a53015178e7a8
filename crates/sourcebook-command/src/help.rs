//! The help of a command: the same text on a terminal and in a snapshot.

mod layout;
mod option;
mod sections;
mod tabs;
mod terminal;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use anstyle::Style;

pub use terminal::terminal_width;

use self::sections::Section;
use crate::{Command, CommandFacts, Node, Profile, VERSION_MARK, indent, wrap};

/// The width of help in snapshots, and where there is no terminal.
pub const WIDTH: usize = 80;

/// How headings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// As they are.
    #[default]
    Plain,
    /// Bold and underlined, by escape sequences that terminals understand.
    Styled,
}

const STYLE: Style = Style::new().bold().underline();

/// Prints the help of any command of a program.
#[derive(Debug, Clone, Copy)]
pub struct Help<'f> {
    /// The program.
    pub facts: &'f CommandFacts,
    /// Which rules the text follows.
    pub profile: Profile,
    /// The columns that texts are wrapped to; lines that are never wrapped may be longer.
    pub width: usize,
    /// How headings are printed.
    pub headings: Headings,
}

impl<'f> Help<'f> {
    /// Help as in a snapshot: 80 columns, plain headings.
    pub fn new(facts: &'f CommandFacts, profile: Profile) -> Self {
        Self { facts, profile, width: WIDTH, headings: Headings::Plain }
    }

    /// The help of a command; ends in a line break. Masks are not applied.
    pub fn text(&self, node: &Node<'_>) -> String {
        let mut raw = String::new();
        self.push_start(&mut raw, node);
        self.push_subcommands(&mut raw, node.command);
        for section in sections::sections(self.facts, node.command) {
            self.push_section(&mut raw, &section);
        }
        self.push_footer(&mut raw, node);
        let aligned = tabs::align(&raw);
        if self.profile.keeps_trailing_space() {
            layout::squeeze(&aligned)
        } else {
            layout::mend(&aligned)
        }
    }

    /// The program, its usage, and what the command does.
    fn push_start(&self, raw: &mut String, node: &Node<'_>) {
        let command = node.command;
        let program = &self.facts.cli.name;
        let usage = self.heading("USAGE:");
        let _ = write!(raw, "{program} {}\n\n{usage}\n", self.facts.version);
        let _ = write!(raw, "{}\n\n\n", self.indent(&node.usage(), 2));
        let short = self.profile.trimmed(&command.short);
        if !short.is_empty() {
            let _ = write!(raw, "{}\n\n", self.wrap(&self.indent(short, 2)));
        }
        if self.profile.marks_deprecated() && !command.deprecated.is_empty() {
            let mark = format!("DEPRECATED: {}", command.deprecated);
            let _ = write!(raw, "\n{}\n", self.indent(&mark, 2));
        }
        raw.push_str("\n\n");
        if !command.aliases.is_empty() {
            let _ = write!(raw, "\n  Aliases: {}", command.aliases.join(", "));
        }
        if !command.long.is_empty() {
            let long = command.long.replace(VERSION_MARK, &self.facts.version);
            let _ = write!(raw, "\n\n{}\n\n", self.indent(&long, 2));
        }
        raw.push('\n');
    }

    fn push_subcommands(&self, raw: &mut String, command: &Command) {
        let mut visible: Vec<_> = command.children.iter().filter(|child| !child.hidden).collect();
        if visible.is_empty() {
            return;
        }
        visible.sort_by(|one, other| one.name.cmp(&other.name));
        let measured = command
            .children
            .iter()
            .filter(|child| !child.hidden || self.profile.measures_hidden_commands());
        let widths = measured.map(|child| self.profile.name_width(&child.name));
        let widest = widths.max().unwrap_or(0);
        let _ = write!(raw, "\n{}", self.heading("SUBCOMMANDS:"));
        for child in visible {
            let _ = write!(raw, "\n{}", self.row(child, widest));
        }
        raw.push('\n');
    }

    /// One subcommand with what it does, the latter in a column behind all names.
    fn row(&self, child: &Command, widest: usize) -> String {
        let column = widest + 8;
        let mut short = self.profile.trimmed(&child.short).to_owned();
        if self.profile.marks_deprecated() && !child.deprecated.is_empty() {
            short.push_str(if short.is_empty() { "(deprecated)" } else { " (deprecated)" });
        }
        let wrapped = wrap(&short, self.width.saturating_sub(column), self.profile);
        let name = self.profile.name_width(&child.name);
        let padding = " ".repeat(widest + 4 - name.min(widest));
        let lines = wrapped.replace('\n', &format!("\n{}", " ".repeat(column)));
        let mut row = format!("    {}{padding}{lines}", child.name);
        if row.ends_with('\n') {
            row.pop();
        }
        row
    }

    fn push_section(&self, raw: &mut String, section: &Section<'_>) {
        raw.push_str(if self.profile.crowds_headings() { "\n" } else { "\n\n" });
        if section.name.is_empty() {
            raw.push_str(&self.heading("OPTIONS:"));
        } else {
            raw.push_str(&self.heading(&format!("{} OPTIONS:", section.name.to_uppercase())));
            raw.push(' ');
        }
        if !section.description.is_empty() {
            let _ = write!(raw, "\n{}\n", self.wrap(&self.joined(section.description)));
        }
        for option in &section.options {
            option::push(raw, option, self.width, self.profile);
        }
    }

    /// The description of a group in one line.
    fn joined(&self, description: &str) -> String {
        match self.profile.joins_lines_by() {
            "" => description.replace('\n', ""),
            mark => description.lines().map(str::trim).collect::<Vec<_>>().join(mark),
        }
    }

    fn push_footer(&self, raw: &mut String, node: &Node<'_>) {
        let footer = &self.facts.footer;
        let text = if node.is_root() { &footer.root } else { &footer.sub };
        if text.is_empty() && !self.profile.rules_off_nothing() {
            return;
        }
        raw.push_str(if self.profile.crowds_headings() { "\n" } else { "\n\n" });
        let _ = writeln!(raw, "———\n{text}");
    }

    fn heading(&self, text: &str) -> String {
        match self.headings {
            Headings::Plain => text.to_owned(),
            Headings::Styled => format!("{STYLE}{text}{STYLE:#}"),
        }
    }

    fn wrap(&self, text: &str) -> String {
        wrap(text, self.width, self.profile)
    }

    fn indent(&self, text: &str, count: usize) -> String {
        indent(text, count, self.width, self.profile)
    }
}
