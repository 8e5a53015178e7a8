//! Groups of a table in modules of their own.

/// Declares a group of a table in a module of its own, below the one with the table.
///
/// ```
/// mod settings {
///     sourcebook_options::options! {
///         /// What the server obeys.
///         pub struct Settings {
///             tracing: struct Tracing,
///         }
///     }
///
///     mod tracing {
///         use super::Settings;
///
///         sourcebook_options::options_group! {
///             /// Where time goes.
///             #[group(name = "Tracing", prefix = "trace")]
///             pub struct Tracing in Settings.tracing {
///                 /// Whether spans are sent.
///                 enable: bool,
///             }
///         }
///     }
///     use tracing::Tracing;
/// }
/// use settings::Settings;
///
/// assert_eq!(Settings::OPTIONS[0].flag, Some("trace-enable"));
/// assert_eq!(Settings::OPTIONS[0].yaml, Some("tracing.enable"));
/// ```
#[macro_export]
macro_rules! options_group {
    (
        $(#[doc = $doc:expr])*
        $(#[group($($word:ident $(= $value:expr)?),* $(,)?)])?
        $visibility:vis struct $name:ident in $parent:ident.$field:ident { $($body:tt)* }
    ) => {
        $crate::__options! {
            @group {
                [$($doc,)*] [$($(.$word($($value)?))*)?] [$visibility]
                $parent $field $name { $($body)* }
            }
        }
    };
}
