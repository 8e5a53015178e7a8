//! TOML as entries.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entries, Entry, Fault, Scalar};

pub(super) fn read(text: &str) -> Result<Entries, Fault> {
    match DeTable::parse(text) {
        Ok(table) => {
            let mut entries = Entries::default();
            add(&mut entries, table.get_ref(), &[]);
            entries.list.sort_by_key(|entry| entry.key.start);
            Ok(entries)
        }
        Err(error) => {
            let range = error.span().unwrap_or_default();
            Err(Fault { language: "TOML", range, reason: error.message().to_owned() })
        }
    }
}

fn add(entries: &mut Entries, table: &DeTable<'_>, path: &[String]) {
    for (key, value) in table {
        let path = [path, &[key.get_ref().to_string()]].concat();
        let scalar = scalar(value);
        entries.list.push(Entry { path: path.clone(), key: key.span(), scalar });
        if let Some(below) = value.get_ref().as_table() {
            add(entries, below, &path);
        }
    }
}

fn scalar(value: &Spanned<DeValue<'_>>) -> Option<Scalar> {
    let text = match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    };
    Some(Scalar { text, range: value.span() })
}
