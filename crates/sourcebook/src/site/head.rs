//! The head of a page: title, description, canonical address, Open Graph, JSON-LD.

use serde_json::{Map, Value, json};

use super::enrich::escape;
use super::outline::Leaf;
use crate::config::SiteSettings;
use crate::facts::pages::{html, url};

/// What a page says of itself to machines.
pub(super) struct Head {
    /// The text of `<title>`.
    pub(super) title: String,
    /// The content of `<meta name="description">`.
    pub(super) description: String,
    /// HTML for the end of `<head>`.
    pub(super) more: String,
}

/// The head of a page. Addresses are absolute, so without the site's URL there are none.
pub(super) fn head(site: &SiteSettings, leaf: &Leaf, card: &str) -> Head {
    let is_home = url(&leaf.path) == "/";
    let title =
        if is_home { site.title.clone() } else { format!("{} - {}", leaf.title, site.title) };
    let description =
        if leaf.description.is_empty() { &site.description } else { &leaf.description };
    let mut tags = vec![
        property("og:type", if is_home { "website" } else { "article" }),
        property("og:site_name", &site.title),
        property("og:title", if is_home { &site.title } else { &leaf.title }),
    ];
    if !description.is_empty() {
        tags.push(property("og:description", description));
    }
    if let Some(base) = &site.url {
        let address = address(base, &leaf.path);
        let card = format!("{base}{card}");
        tags.extend([
            format!("<link rel=\"canonical\" href=\"{}\">", escape(&address)),
            property("og:url", &address),
            property("og:image", &card),
            property("og:image:width", "1200"),
            property("og:image:height", "630"),
            "<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned(),
            linked_data(site, base, leaf, description, &card),
        ]);
    }
    Head { title, description: description.clone(), more: tags.join("\n") + "\n" }
}

/// The whole address of a page. mdBook's pages end with `.html`; an index page is its folder.
pub(super) fn address(base: &str, path: &str) -> String {
    let file = html(path);
    let file =
        file.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    let encode = |text: &str| text.replace(' ', "%20");
    format!("{base}{}", encode(file.unwrap_or(&html(path))))
}

fn property(name: &str, content: &str) -> String {
    format!("<meta property=\"{name}\" content=\"{}\">", escape(content))
}

/// The page and its place as JSON-LD (schema.org: `TechArticle`, `BreadcrumbList`).
fn linked_data(
    site: &SiteSettings,
    base: &str,
    leaf: &Leaf,
    description: &str,
    card: &str,
) -> String {
    let mut article = Map::new();
    let mut add = |key: &str, value: Value| drop(article.insert(key.to_owned(), value));
    add("@type", json!("TechArticle"));
    add("headline", json!(leaf.title));
    if !description.is_empty() {
        add("description", json!(description));
    }
    add("inLanguage", json!(site.language));
    add("url", json!(address(base, &leaf.path)));
    add("image", json!(card));
    add("isPartOf", json!({"@type": "WebSite", "name": site.title, "url": base}));
    let parents = leaf.parents.iter().filter(|(file, _)| !file.is_empty());
    let trail = parents
        .map(|(file, title)| (format!("{base}{}", file.trim_end_matches("index.html")), &**title))
        .chain([(address(base, &leaf.path), &*leaf.title)]);
    let crumbs: Vec<Value> = trail
        .enumerate()
        .map(|(at, (item, name))| {
            json!({"@type": "ListItem", "position": at + 1, "name": name, "item": item})
        })
        .collect();
    let list = json!({"@type": "BreadcrumbList", "itemListElement": crumbs});
    let graph = json!({"@context": "https://schema.org", "@graph": [Value::Object(article), list]});
    // The only way out of a script element is `</`; JSON has another way to write `<`.
    let text = graph.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{text}</script>")
}
