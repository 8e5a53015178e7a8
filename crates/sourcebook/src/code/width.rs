//! Lines and their width: what formatters of code do with lists that are too long.

use unicode_width::UnicodeWidthStr;

/// How a list leaves its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// It never stays on one line.
    Always,
    /// Where it does not fit: an item a line.
    EachItem,
    /// Where it does not fit: all items on one line of their own, without a comma behind the last
    /// one; where that does not fit either, an item a line.
    AllItems,
    /// Where it does not fit: as many items a line as fit.
    Filled,
    /// Where it does not fit: within its last item, if what stands before that fits.
    LastItem,
}

/// A piece of code, before it is known on how many lines it will stand.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Never broken.
    Text(String),
    /// Between brackets, with commas.
    List { open: String, items: Vec<Piece>, close: String, breaks: Breaks, is_spaced: bool },
    /// `key: value`. `hangs` says whether a value that does not fit goes to a line of its own.
    Pair { key: String, value: Box<Piece>, hangs: bool },
}

impl Piece {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn list(open: &str, items: Vec<Self>, close: &str, breaks: Breaks) -> Self {
        let [open, close] = [open, close].map(str::to_owned);
        Self::List { open, items, close, breaks, is_spaced: false }
    }

    pub(super) fn pair(key: impl Into<String>, value: Self) -> Self {
        Self::Pair { key: key.into(), value: Box::new(value), hangs: false }
    }

    /// A call with this as its only argument, or another pair of brackets around it: they break
    /// together with the list, if it is one.
    pub(super) fn within(self, before: &str, after: &str) -> Self {
        match self {
            Self::List { open, items, close, breaks, is_spaced } => {
                let [open, close] = [format!("{before}{open}"), format!("{close}{after}")];
                Self::List { open, items, close, breaks, is_spaced }
            }
            other => Self::list(before, vec![other], after, Breaks::EachItem),
        }
    }

    /// On one line; `None` where it has to have several.
    fn flat(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::List { items, breaks, .. } if *breaks == Breaks::Always && !items.is_empty() => {
                None
            }
            Self::List { open, items, close, is_spaced, .. } => {
                let items: Option<Vec<String>> = items.iter().map(Self::flat).collect();
                let space = if *is_spaced { " " } else { "" };
                Some(format!("{open}{space}{}{space}{close}", items?.join(", ")))
            }
            Self::Pair { key, value, .. } => Some(format!("{key} {}", value.flat()?)),
        }
    }
}

/// Writes code line by line.
#[derive(Debug)]
pub(super) struct Lines {
    text: String,
    /// Columns of a line.
    width: usize,
    /// Columns of an indent.
    step: usize,
}

impl Lines {
    pub(super) fn new(width: usize, step: usize) -> Self {
        Self { text: String::new(), width, step }
    }

    /// The code; does not end in a line break.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches('\n').len());
        self.text
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A piece that begins a line and ends one, with something behind it: `;`.
    pub(super) fn piece(&mut self, piece: &Piece, behind: &str) {
        self.push(piece, 0, behind);
        self.text.push('\n');
    }

    /// Appends a piece to the current line, whose indent is known, and what stands behind it.
    fn push(&mut self, piece: &Piece, indent: usize, behind: &str) {
        let flat = piece.flat();
        let room = self.width.saturating_sub(self.column());
        match (flat, piece) {
            (Some(flat), _) if flat.width() + behind.width() <= room => self.text.push_str(&flat),
            (_, Piece::Text(text)) => self.text.push_str(text),
            (flat, Piece::Pair { key, value, hangs }) => {
                self.text.push_str(key);
                if *hangs && flat.is_some() {
                    self.start(indent + self.step);
                    return self.push(value, indent + self.step, behind);
                }
                self.text.push(' ');
                return self.push(value, indent, behind);
            }
            (_, Piece::List { open, items, close, breaks, .. }) => {
                if *breaks == Breaks::LastItem && self.push_hugged(piece, indent, behind) {
                    return;
                }
                self.text.push_str(open);
                self.push_items(items, *breaks, indent + self.step);
                self.start(indent);
                self.text.push_str(close);
            }
        }
        self.text.push_str(behind);
    }

    fn push_items(&mut self, items: &[Piece], breaks: Breaks, indent: usize) {
        let flat: Option<Vec<String>> = items.iter().map(Piece::flat).collect();
        let together = flat.map(|flat| flat.join(", "));
        match together {
            Some(text) if breaks == Breaks::AllItems && indent + text.width() <= self.width => {
                self.start(indent);
                self.text.push_str(&text);
            }
            _ => {
                for (at, item) in items.iter().enumerate() {
                    let width = item.flat().map_or(usize::MAX, |flat| flat.width());
                    let room = self.width.saturating_sub(self.column());
                    // A space before and a comma behind.
                    if at > 0 && breaks == Breaks::Filled && width.saturating_add(2) <= room {
                        self.text.push(' ');
                    } else {
                        self.start(indent);
                    }
                    self.push(item, indent, ",");
                }
            }
        }
    }

    /// A list with its last item, itself a list, broken instead of it; whether that is possible.
    fn push_hugged(&mut self, piece: &Piece, indent: usize, behind: &str) -> bool {
        let Piece::List { open, items, close, .. } = piece else { return false };
        let Some((Piece::List { open: inner, items: last, close: end, .. }, first)) =
            items.split_last()
        else {
            return false;
        };
        let Some(first) = first.iter().map(Piece::flat).collect::<Option<Vec<String>>>() else {
            return false;
        };
        let mut before = first;
        before.push(inner.clone());
        let start = format!("{open}{}", before.join(", "));
        if start.width() > self.width.saturating_sub(self.column()) {
            return false;
        }
        self.text.push_str(&start);
        self.push_items(last, Breaks::Always, indent + self.step);
        self.start(indent);
        self.text.push_str(&format!("{end}{close}{behind}"));
        true
    }

    fn start(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    /// The columns of the current line.
    fn column(&self) -> usize {
        let start = self.text.rfind('\n').map_or(0, |at| at + 1);
        self.text[start..].width()
    }
}
