//! Texts drawn as windows in SVG, in the colors of the theme: light and dark, as the page around it is.

use std::fmt::Write;

use sourcebook::facts::Theme;
use sourcebook::facts::theme::Scheme;

/// How many lines a picture shows, and how many columns of each.
const LINES: usize = 22;
const COLUMNS: usize = 96;

const WIDTH: usize = 860;
const LINE: usize = 20;
/// The bar with the file's name.
const BAR: usize = 40;
const MARGIN: usize = 20;

/// The beginning of a text, with the name of what it is.
pub(crate) struct Excerpt {
    name: String,
    lines: Vec<String>,
}

impl Excerpt {
    /// As much of a text as a picture shows; `…` stands where something was left out.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let mut lines: Vec<String> = text.lines().take(LINES).map(cut).collect();
        if text.lines().nth(LINES).is_some() {
            lines.push("…".to_owned());
        }
        Self { name: name.to_owned(), lines }
    }
}

fn cut(line: &str) -> String {
    if line.chars().count() <= COLUMNS {
        return line.to_owned();
    }
    line.chars().take(COLUMNS - 1).chain(['…']).collect()
}

/// A text as a window.
pub(crate) fn window(excerpt: &Excerpt) -> String {
    let height = BAR + 2 * MARGIN + excerpt.lines.len() * LINE;
    let mut svg = head(WIDTH, height, &excerpt.name);
    let _ = write!(
        svg,
        "<rect width=\"{WIDTH}\" height=\"{height}\" class=\"surface\"/>\n\
         <rect width=\"{WIDTH}\" height=\"{BAR}\" class=\"raised\"/>\n\
         <rect y=\"{BAR}\" width=\"{WIDTH}\" height=\"1\" class=\"border\"/>\n"
    );
    for at in 0..3 {
        let _ =
            writeln!(svg, "<circle cx=\"{}\" cy=\"20\" r=\"5\" class=\"border\"/>", 22 + at * 18);
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"25\" class=\"text\" text-anchor=\"middle\">{}</text>",
        WIDTH / 2,
        escape(&excerpt.name)
    );
    for (at, line) in excerpt.lines.iter().enumerate() {
        let y = BAR + MARGIN + at * LINE + 14;
        let class = token_of(line);
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y}\" class=\"{class}\" xml:space=\"preserve\">{}</text>",
            escape(line)
        );
    }
    svg + "</svg>\n"
}

/// The color of a line: headings, comments and what tools say stand out.
fn token_of(line: &str) -> &'static str {
    let start = line.trim_start();
    match start.split(' ').next().unwrap_or_default() {
        "#" if line.starts_with("# ") && !start.ends_with('.') => "heading",
        "##" | "###" | "####" => "heading",
        word if line.starts_with("  -") && word.starts_with('-') && !word.starts_with("--") => {
            "warning"
        }
        "#" | "<!--" | "//" | "/*" => "code-comment",
        word if word.starts_with("error") => "warning",
        word if word.starts_with("warning") => "code-number",
        word if word.starts_with('[') || word.starts_with('.') => "code-keyword",
        word if word.starts_with('"') || word.ends_with(':') => "code-name",
        word if word.starts_with("--") || word.starts_with('+') => "code-string",
        _ => "text",
    }
}

/// The four rooms of the pipeline, and what goes from one to the next.
pub(crate) fn pipeline() -> String {
    const ROOMS: [(&str, &[&str]); 4] = [
        ("Facts", &["API document", "commands, settings", "pages, redirects", "theme"]),
        ("Products", &["references", "samples, schemas", "error pages", "the site"]),
        ("Problems", &["stale files", "dead links", "lost pages", "doubtful facts"]),
        ("Report", &["for people", "JSON, SARIF", "annotations", "exit code"]),
    ];
    let (edge, room, gap, height) = (20, 175, 40, 210);
    let mut svg = head(WIDTH, height, "From facts to products, problems and a report");
    let _ = writeln!(svg, "<rect width=\"{WIDTH}\" height=\"{height}\" class=\"surface\"/>");
    for (at, (title, lines)) in ROOMS.iter().enumerate() {
        let x = edge + at * (room + gap);
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"20\" width=\"{}\" height=\"170\" rx=\"10\" class=\"raised edge\"/>\n\
             <text x=\"{}\" y=\"58\" class=\"heading\" font-size=\"19\" font-weight=\"600\">{title}</text>\n",
            x,
            room,
            x + 20,
        );
        for (line, text) in lines.iter().enumerate() {
            let y = 92 + line * 26;
            let _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\" class=\"text\">{text}</text>", x + 20);
        }
        if at + 1 < ROOMS.len() {
            let (from, to) = (x + room + 6, x + room + gap - 8);
            let _ = writeln!(svg, "<path d=\"M{from} 105H{to}m-7 -6l7 6l-7 6\" class=\"arrow\"/>");
        }
    }
    svg + "</svg>\n"
}

/// A class for each token, in the colors of the scheme that the page around the picture has.
fn style() -> String {
    let theme = Theme::default();
    let rules = |scheme: &Scheme| {
        let fills = scheme.colors.iter().map(|(token, color)| format!(".{token}{{fill:{color}}}"));
        let (border, link) = (scheme.color("border"), scheme.color("link"));
        let lines =
            format!(".edge{{stroke:{border}}}.arrow{{fill:none;stroke:{link};stroke-width:2}}");
        fills.collect::<String>() + &lines
    };
    let (light, dark) = (rules(&theme.light), rules(&theme.dark));
    format!("<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>\n")
}

fn head(width: usize, height: usize, title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Source Code Pro, ui-monospace, Menlo, \
         Consolas, monospace\" font-size=\"13.5\">\n<title>{}</title>\n{}",
        escape(title),
        style()
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
