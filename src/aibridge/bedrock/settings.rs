//! What is set for Amazon Bedrock, and whether it goes together.

use aws_credential_types::Credentials;
use sourcebook_options::Secret;
use thiserror::Error;
use url::Url;

use super::models::Models;
use crate::options::{self, AiBridge, AiBridgeRequests};

const REGION: Name = ("aibridge-bedrock-region", "CODER_AIBRIDGE_BEDROCK_REGION");
const ACCESS_KEY: Name = ("aibridge-bedrock-access-key", "CODER_AIBRIDGE_BEDROCK_ACCESS_KEY");
const ACCESS_KEY_SECRET: Name =
    ("aibridge-bedrock-access-key-secret", "CODER_AIBRIDGE_BEDROCK_ACCESS_KEY_SECRET");
const MODEL: Name = ("aibridge-bedrock-model", "CODER_AIBRIDGE_BEDROCK_MODEL");
const SMALL_FAST_MODEL: Name =
    ("aibridge-bedrock-small-fastmodel", "CODER_AIBRIDGE_BEDROCK_SMALL_FAST_MODEL");
const BASE_URL: Name = ("aibridge-bedrock-base-url", "CODER_AIBRIDGE_BEDROCK_BASE_URL");
const ANTHROPIC_KEY: &str = "aibridge-anthropic-key";
const ANTHROPIC_BASE_URL: &str = "aibridge-anthropic-base-url";

/// The flag and the variable of an option.
type Name = (&'static str, &'static str);

/// How Amazon Bedrock is asked.
#[derive(Clone)]
pub(crate) struct BedrockSettings {
    /// The region that requests are signed for.
    pub(crate) region: String,
    /// The address of the runtime.
    pub(crate) base_url: Url,
    /// What is asked for in place of what clients ask for.
    pub(crate) models: Models,
    /// The beta features that may be asked for.
    pub(crate) betas: Vec<String>,
    /// The access key that was set; absent when AWS's own ways lead to one.
    pub(crate) access_key: Option<Credentials>,
}

/// Settings of Amazon Bedrock that do not go together.
#[derive(Debug, PartialEq, Eq, Error)]
pub(crate) enum BedrockSettingsError {
    /// One needs another.
    #[error(
        "Amazon Bedrock is only partly configured\n  \
         because `--{set}` is set, but `--{missing}` is not\n  \
         set it, or ${variable}; to disable Bedrock, unset `--{set}`"
    )]
    Incomplete {
        /// The option that is set.
        set: &'static str,
        /// The option that it needs.
        missing: &'static str,
        /// The variable of the one that it needs.
        variable: &'static str,
    },
    /// The Anthropic API is set up too.
    #[error(
        "`--{bedrock}` and `--{anthropic}` cannot be used together\n  \
         because requests for Anthropic's models go either to Amazon Bedrock or to the Anthropic \
         API\n  \
         unset one of them"
    )]
    TwoWays {
        /// The option that turns Bedrock on.
        bedrock: &'static str,
        /// The option of the Anthropic API.
        anthropic: &'static str,
    },
    /// The address cannot be made of the region. The table of options rejects such a region.
    #[error("`--{0}` cannot be used\n  because it is not valid in a host name")]
    Region(&'static str),
}

impl BedrockSettings {
    /// What the options say; nothing when none of them is set.
    ///
    /// # Errors
    /// Some are set and others are missing, or the Anthropic API is set up too.
    pub(crate) fn read(
        bridge: &AiBridge,
        requests: &AiBridgeRequests,
    ) -> Result<Option<Self>, BedrockSettingsError> {
        let region = bridge.bedrock_region.as_deref().unwrap_or_default();
        if region.is_empty() {
            return match set_without_region(bridge, requests) {
                Some((set, _)) => Err(incomplete(set, REGION)),
                None => Ok(None),
            };
        }
        refuse_two_ways(bridge)?;
        let base_url = match &requests.bedrock_base_url {
            Some(url) => url.clone(),
            None => public_address(region)?,
        };
        Ok(Some(Self {
            region: region.to_owned(),
            base_url,
            models: Models {
                model: bridge.bedrock_model.clone(),
                small_fast: bridge.bedrock_small_fast_model.clone(),
            },
            betas: requests.bedrock_betas.clone(),
            access_key: access_key(bridge)?,
        }))
    }
}

/// The first option that is set though the region is not.
fn set_without_region(bridge: &AiBridge, requests: &AiBridgeRequests) -> Option<Name> {
    let set = [
        (exposed(bridge.bedrock_access_key.as_ref()).is_some(), ACCESS_KEY),
        (exposed(bridge.bedrock_access_key_secret.as_ref()).is_some(), ACCESS_KEY_SECRET),
        (is_changed(MODEL.0, &bridge.bedrock_model), MODEL),
        (is_changed(SMALL_FAST_MODEL.0, &bridge.bedrock_small_fast_model), SMALL_FAST_MODEL),
        (requests.bedrock_base_url.is_some(), BASE_URL),
    ];
    set.into_iter().find(|(is_set, _)| *is_set).map(|(_, name)| name)
}

fn refuse_two_ways(bridge: &AiBridge) -> Result<(), BedrockSettingsError> {
    let has_key = exposed(bridge.anthropic_key.as_ref()).is_some();
    let anthropic = if has_key {
        ANTHROPIC_KEY
    } else if is_changed(ANTHROPIC_BASE_URL, &bridge.anthropic_base_url) {
        ANTHROPIC_BASE_URL
    } else {
        return Ok(());
    };
    Err(BedrockSettingsError::TwoWays { bedrock: REGION.0, anthropic })
}

/// The access key, of which one half is useless without the other.
fn access_key(bridge: &AiBridge) -> Result<Option<Credentials>, BedrockSettingsError> {
    let id = exposed(bridge.bedrock_access_key.as_ref());
    match (id, exposed(bridge.bedrock_access_key_secret.as_ref())) {
        (Some(id), Some(secret)) => {
            Ok(Some(Credentials::new(id, secret, None, None, "the server's options")))
        }
        (None, None) => Ok(None),
        (Some(_), None) => Err(incomplete(ACCESS_KEY.0, ACCESS_KEY_SECRET)),
        (None, Some(_)) => Err(incomplete(ACCESS_KEY_SECRET.0, ACCESS_KEY)),
    }
}

fn incomplete(set: &'static str, (missing, variable): Name) -> BedrockSettingsError {
    BedrockSettingsError::Incomplete { set, missing, variable }
}

/// A secret's text; an empty one is none.
fn exposed(secret: Option<&Secret>) -> Option<&str> {
    secret.map(Secret::expose).filter(|text| !text.is_empty())
}

/// Whether an option has another value than the one that it has by itself.
fn is_changed(flag: &str, value: &str) -> bool {
    let spec = options::Settings::OPTIONS.iter().find(|spec| spec.flag == Some(flag));
    spec.is_none_or(|spec| spec.default_text() != value)
}

/// The region's public address. The regions in China have a domain of their own.
fn public_address(region: &str) -> Result<Url, BedrockSettingsError> {
    let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
    let url = format!("https://bedrock-runtime.{region}.{domain}/");
    url.parse().map_err(|_| BedrockSettingsError::Region(REGION.0))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use sourcebook_options::Layers;

    use super::*;

    /// What the variables, each without `CODER_AIBRIDGE_`, set up.
    fn read(variables: &[(&str, &str)]) -> Result<Option<BedrockSettings>, BedrockSettingsError> {
        let variables = variables
            .iter()
            .map(|(name, value)| (format!("CODER_AIBRIDGE_{name}").into(), OsString::from(value)));
        let layers = Layers::new().environment(variables);
        let settings = options::Settings::load(&layers).unwrap().settings;
        BedrockSettings::read(&settings.aibridge, &settings.aibridge_requests)
    }

    #[test]
    fn nothing_turns_it_on_but_the_region() {
        assert!(read(&[]).unwrap().is_none());
        assert!(read(&[("ANTHROPIC_KEY", "k")]).unwrap().is_none());
        assert!(read(&[("BEDROCK_REGION", ""), ("BEDROCK_ACCESS_KEY", "")]).unwrap().is_none());

        let settings = read(&[("BEDROCK_REGION", "eu-west-1")]).unwrap().unwrap();
        assert_eq!(settings.base_url.as_str(), "https://bedrock-runtime.eu-west-1.amazonaws.com/");
        assert_eq!(settings.models.model, "global.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assert_eq!(settings.models.small_fast, "global.anthropic.claude-haiku-4-5-20251001-v1:0");
        assert!(settings.access_key.is_none());
        assert!(settings.betas.contains(&"interleaved-thinking-2025-05-14".to_owned()));
    }

    #[test]
    fn every_option_is_obeyed() {
        let settings = read(&[
            ("BEDROCK_REGION", "cn-north-1"),
            ("BEDROCK_ACCESS_KEY", "AKIDEXAMPLE"),
            ("BEDROCK_ACCESS_KEY_SECRET", "hidden"),
            ("BEDROCK_MODEL", "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.m"),
            ("BEDROCK_SMALL_FAST_MODEL", "small"),
            ("BEDROCK_BASE_URL", "http://127.0.0.1:1/x"),
            ("BEDROCK_BETAS", "one,two"),
        ]);
        let settings = settings.unwrap().unwrap();
        let key = settings.access_key.unwrap();
        assert_eq!((key.access_key_id(), key.secret_access_key()), ("AKIDEXAMPLE", "hidden"));
        assert!(!format!("{key:?}").contains("hidden"));
        assert!(settings.models.model.starts_with("arn:"));
        assert_eq!(settings.models.small_fast, "small");
        assert_eq!(settings.base_url.as_str(), "http://127.0.0.1:1/x");
        assert_eq!(settings.betas, ["one", "two"]);

        let settings = read(&[("BEDROCK_REGION", "cn-north-1")]).unwrap().unwrap();
        let address = "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/";
        assert_eq!(settings.base_url.as_str(), address);
    }

    #[test]
    fn what_is_missing_is_named_and_how_to_set_it() {
        type Variables<'v> = &'v [(&'v str, &'v str)];
        let region = ("BEDROCK_REGION", "us-east-1");
        let table: &[(Variables<'_>, Name, Name)] = &[
            (
                &[("BEDROCK_ACCESS_KEY", "k"), ("BEDROCK_ACCESS_KEY_SECRET", "s")],
                ACCESS_KEY,
                REGION,
            ),
            (&[("BEDROCK_ACCESS_KEY_SECRET", "s")], ACCESS_KEY_SECRET, REGION),
            (&[("BEDROCK_MODEL", "other")], MODEL, REGION),
            (&[("BEDROCK_SMALL_FAST_MODEL", "other")], SMALL_FAST_MODEL, REGION),
            (&[("BEDROCK_BASE_URL", "https://vpce.example.com")], BASE_URL, REGION),
            (&[region, ("BEDROCK_ACCESS_KEY", "k")], ACCESS_KEY, ACCESS_KEY_SECRET),
            (&[region, ("BEDROCK_ACCESS_KEY_SECRET", "s")], ACCESS_KEY_SECRET, ACCESS_KEY),
        ];
        for (variables, (set, _), (missing, variable)) in table {
            let error = read(variables).err().unwrap_or_else(|| panic!("{variables:?}"));
            let expected = BedrockSettingsError::Incomplete { set, missing, variable };
            assert_eq!(error, expected, "{variables:?}");
            let text = error.to_string();
            for name in [format!("--{set}"), format!("--{missing}"), format!("${variable}")] {
                assert!(text.contains(&name), "{text}");
            }
        }
    }

    #[test]
    fn requests_cannot_go_two_ways() {
        for (variable, flag) in
            [("ANTHROPIC_KEY", ANTHROPIC_KEY), ("ANTHROPIC_BASE_URL", ANTHROPIC_BASE_URL)]
        {
            let error = read(&[("BEDROCK_REGION", "us-east-1"), (variable, "https://a.example")]);
            let expected = BedrockSettingsError::TwoWays { bedrock: REGION.0, anthropic: flag };
            assert_eq!(error.err(), Some(expected));
        }
    }

    #[test]
    fn values_that_cannot_be_used_are_refused_by_the_table() {
        let flags = [
            ("BEDROCK_REGION", "us-east-1.example.com/"),
            ("BEDROCK_REGION", "-us"),
            ("BEDROCK_MODEL", "a model"),
            ("BEDROCK_SMALL_FAST_MODEL", "modèle"),
            ("BEDROCK_BASE_URL", "ftp://example.com/"),
            ("BEDROCK_ACCESS_KEY", "a\nb"),
        ];
        for (name, value) in flags {
            let variable = (format!("CODER_AIBRIDGE_{name}").into(), OsString::from(value));
            let layers = Layers::new().environment([variable]);
            assert!(options::Settings::load(&layers).is_err(), "{name}={value}");
        }
    }
}
