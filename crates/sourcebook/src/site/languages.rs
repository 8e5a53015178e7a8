//! The languages that the highlighter of mdBook's book knows.

/// Names and other names of the languages of highlight.js as mdBook 0.5 brings it.
const HIGHLIGHTED: &[&str] = &[
    "apache", "apacheconf", "armasm", "arm", "atom", "bash", "c", "c++", "cc", "cjs", "coffee",
    "coffeescript", "console", "cpp", "cs", "csharp", "css", "d", "diff", "go", "golang", "gyp", "h",
    "h++", "haskell", "handlebars", "hbs", "hpp", "hs", "html", "htmlbars", "http", "https", "ini",
    "java", "javascript", "js", "json", "jsp", "jsx", "julia", "kotlin", "kt", "less", "lua", "mak",
    "makefile", "markdown", "md", "mjs", "mk", "mm", "nginx", "nginxconf", "nim", "nix", "objc",
    "objectivec", "patch", "perl", "php", "pl", "plaintext", "plist", "pm", "podspec", "properties",
    "py", "pycon", "python", "python-repl", "r", "rb", "rs", "rss", "ruby", "rust", "scala", "scss",
    "sh", "shell", "sql", "svg", "swift", "text", "thor", "toml", "ts", "txt", "typescript", "x86asm",
    "xhtml", "xml", "xsd", "xsl", "yaml", "yml", "zsh",
];

/// Whether code of a language is coloured in the reader's browser.
pub(super) fn is_highlighted(language: &str) -> bool {
    HIGHLIGHTED.contains(&language.to_ascii_lowercase().as_str())
}
