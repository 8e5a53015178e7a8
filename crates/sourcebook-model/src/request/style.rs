//! How lists and objects are written where they stand: the style table of OpenAPI 3.x (Parameter
//! Object, "Style Values" and "Style Examples"), which is that of RFC 6570, and 2.0's
//! `collectionFormat`.

use crate::document::{Encoding, Header, Parameter, ParameterLocation, Value, Version};

use super::encode;

/// A style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b`: in paths and headers.
    Simple,
    /// `.a.b`: in paths.
    Label,
    /// `;n=a;n=b`: in paths.
    Matrix,
    /// `n=a&n=b`: in queries, cookies and forms.
    Form,
    /// `n=a%20b`: in queries and forms.
    SpaceDelimited,
    /// `n=a%7Cb`: in queries and forms.
    PipeDelimited,
    /// `n=a%09b`: 2.0's `tsv`.
    TabDelimited,
    /// `n[m]=a`: in queries and forms.
    DeepObject,
    /// `n=a; n=b`: in cookies (3.2).
    Cookie,
}

/// How one parameter or field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The style.
    pub style: Style,
    /// Whether each item, or each member, is written by itself.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether its name is written too; else its place says whose value it is.
    pub has_name: bool,
}

impl Style {
    /// What stands between the items of a list before anything is encoded.
    pub fn delimiter(self) -> char {
        match self {
            Self::SpaceDelimited => ' ',
            Self::PipeDelimited => '|',
            Self::TabDelimited => '\t',
            _ => ',',
        }
    }
}

impl Manner {
    /// How a parameter is written; a style that its place cannot have counts as absent.
    pub fn of(parameter: &Parameter, version: Version) -> Self {
        let written = parameter.style.as_deref().and_then(style_of);
        let style = written.filter(|style| fits(*style, parameter.location));
        let style = style.unwrap_or(default_style(parameter.location));
        // Until 3.1 `allowReserved` is for queries alone.
        let is_allowed = match parameter.location {
            ParameterLocation::Query => true,
            _ => version >= Version::OpenApi3_2,
        };
        let allow_reserved = parameter.allow_reserved && is_allowed;
        let explode = parameter.explode.unwrap_or(explodes(style));
        Self { style, explode, allow_reserved, has_name: has_name(style, parameter.location) }
    }

    /// How a response header is written, which 2.0 may separate otherwise than by commas.
    pub fn of_header(header: &Header) -> Self {
        let written = header.style.as_deref().and_then(style_of);
        let style = written.filter(|style| fits(*style, ParameterLocation::Header));
        let style = style.unwrap_or(Style::Simple);
        let explode = header.explode.unwrap_or_default();
        Self { style, explode, allow_reserved: false, has_name: false }
    }

    /// How the fields of a form are written that say so by one of these members; `None` where they
    /// say nothing of it, and their media type counts (Encoding Object, `style`).
    pub fn of_field(encoding: &Encoding) -> Option<Self> {
        let is_said =
            encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        let written = encoding.style.as_deref().and_then(style_of);
        let style = written.filter(|style| fits(*style, ParameterLocation::Query));
        let style = style.unwrap_or(Style::Form);
        let explode = encoding.explode.unwrap_or(explodes(style));
        let allow_reserved = encoding.allow_reserved;
        is_said.then_some(Self { style, explode, allow_reserved, has_name: true })
    }

    /// How a text is written that is the value of a parameter in this place as a whole.
    pub fn of_text(location: ParameterLocation) -> Self {
        let style = default_style(location);
        let has_name = has_name(style, location);
        Self { style, explode: false, allow_reserved: false, has_name }
    }
}

fn default_style(location: ParameterLocation) -> Style {
    match location {
        ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        _ => Style::Form,
    }
}

fn has_name(style: Style, location: ParameterLocation) -> bool {
    match location {
        ParameterLocation::Path => style == Style::Matrix,
        ParameterLocation::Header => false,
        _ => true,
    }
}

fn style_of(word: &str) -> Option<Style> {
    Some(match word {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "tabDelimited" => Style::TabDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}

/// Whether a place can have a style. 2.0 has its delimiters everywhere.
fn fits(style: Style, location: ParameterLocation) -> bool {
    use Style::{
        Cookie, DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited,
        TabDelimited,
    };
    let delimited = matches!(style, SpaceDelimited | PipeDelimited | TabDelimited);
    delimited
        || match location {
            ParameterLocation::Path => matches!(style, Simple | Label | Matrix),
            ParameterLocation::Header => style == Simple,
            ParameterLocation::Cookie => matches!(style, Form | Cookie),
            ParameterLocation::Query | ParameterLocation::QueryString => {
                matches!(style, Form | DeepObject)
            }
        }
}

/// The default of `explode`.
fn explodes(style: Style) -> bool {
    matches!(style, Style::Form | Style::Cookie)
}

/// A name and what is written for it: pieces, which the style's delimiter separates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Absent where the place says whose value it is.
    pub name: Option<String>,
    /// At least one.
    pub pieces: Vec<String>,
}

/// What is written of a value. Nothing for `null`, for lists and objects in which there is nothing
/// else, and for those that are empty: they count as undefined (RFC 6570, section 2.3).
pub fn pairs(name: &str, value: &Value, manner: Manner) -> Vec<Pair> {
    let own = manner.has_name.then(|| name.to_owned());
    let one = |name: &Option<String>, pieces: Vec<String>| Pair { name: name.clone(), pieces };
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => {
            let items = items.iter().filter_map(scalar_text);
            if manner.explode || manner.style == Style::DeepObject {
                items.map(|item| one(&own, vec![item])).collect()
            } else {
                let items: Vec<String> = items.collect();
                if items.is_empty() { Vec::new() } else { vec![one(&own, items)] }
            }
        }
        Value::Object(members) if manner.style == Style::DeepObject => {
            let deeper = |(member, value): &(Box<str>, Value)| {
                pairs(&format!("{name}[{member}]"), value, manner)
            };
            members.iter().flat_map(deeper).collect()
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .filter_map(|(name, value)| Some((name.to_string(), scalar_text(value)?)));
            if manner.explode {
                let pair = |(name, text)| one(&Some(name), vec![text]);
                members.map(pair).collect()
            } else {
                let pieces: Vec<String> = members.flat_map(|(name, text)| [name, text]).collect();
                if pieces.is_empty() { Vec::new() } else { vec![one(&own, pieces)] }
            }
        }
        scalar => vec![one(&own, scalar_text(scalar).into_iter().collect())],
    }
}

/// A value as one text; none for `null`. How lists and objects inside lists and objects are written
/// is defined nowhere: they are JSON.
pub fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.to_string()),
        other => Some(other.to_compact_json()),
    }
}

/// The alphabet of a place: how texts and delimiters look there.
#[derive(Debug, Clone, Copy)]
pub struct Alphabet {
    /// How names and values are encoded.
    pub encode: fn(&str) -> String,
    space: &'static str,
    pipe: &'static str,
    tab: &'static str,
}

impl Alphabet {
    /// Queries, paths and cookies.
    pub const URL: Self = Self { encode: encode::value, space: "%20", pipe: "%7C", tab: "%09" };
    /// Bodies of forms.
    pub const FORM: Self = Self { encode: encode::form, space: "+", pipe: "%7C", tab: "%09" };
    /// Where nothing is encoded: headers, and what is encoded later.
    pub const PLAIN: Self = Self { encode: str::to_owned, space: " ", pipe: "|", tab: "\t" };
    /// For people: values as they are, delimiters that cannot be seen as they are sent.
    pub const SHOWN: Self = Self { encode: str::to_owned, space: "%20", pipe: "|", tab: "%09" };

    /// The alphabet in which a parameter is sent.
    pub fn of(location: ParameterLocation, manner: Manner) -> Self {
        let encode = match (location, manner.allow_reserved) {
            (ParameterLocation::Header, _) => return Self::PLAIN,
            (ParameterLocation::Cookie, _) if manner.style == Style::Cookie => return Self::PLAIN,
            (ParameterLocation::Path, true) => encode::reserved_in_path,
            (_, true) => encode::reserved,
            (_, false) => encode::value,
        };
        Self::URL.with(encode)
    }

    /// The same delimiters between texts that are encoded otherwise.
    #[must_use]
    pub fn with(self, encode: fn(&str) -> String) -> Self {
        Self { encode, ..self }
    }

    fn delimiter(self, style: Style) -> &'static str {
        match style {
            Style::SpaceDelimited => self.space,
            Style::PipeDelimited => self.pipe,
            Style::TabDelimited => self.tab,
            _ => ",",
        }
    }

    /// The pieces of a pair as one text.
    pub fn value(self, pair: &Pair, style: Style) -> String {
        // What looks like the delimiter is written like it.
        let blank = match style {
            Style::SpaceDelimited => ' ',
            Style::TabDelimited => '\t',
            _ => '\0',
        };
        let delimiter = self.delimiter(style);
        let piece = |piece: &String| (self.encode)(piece).replace(blank, delimiter);
        let pieces: Vec<String> = pair.pieces.iter().map(piece).collect();
        pieces.join(delimiter)
    }
}

/// The pairs of a parameter as one text; the empty one for none.
pub fn join(pairs: &[Pair], style: Style, alphabet: Alphabet) -> String {
    let write = |pair: &Pair| {
        let value = alphabet.value(pair, style);
        match &pair.name {
            None => value,
            // RFC 6570, section 3.2.7: no sign of equality before nothing.
            Some(name) if style == Style::Matrix && value.is_empty() => (alphabet.encode)(name),
            Some(name) => format!("{}={value}", (alphabet.encode)(name)),
        }
    };
    let texts: Vec<String> = pairs.iter().map(write).collect();
    match style {
        Style::Label | Style::Matrix if texts.is_empty() => String::new(),
        Style::Label => format!(".{}", texts.join(".")),
        Style::Matrix => format!(";{}", texts.join(";")),
        Style::Simple => texts.join(","),
        Style::Cookie => texts.join("; "),
        _ => texts.join("&"),
    }
}
