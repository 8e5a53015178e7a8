//! Colors of sRGB, and how well one can be read on another.

use std::fmt;

/// An opaque color of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Red, green, blue.
    channels: [u8; 3],
}

impl Color {
    /// Black.
    pub const BLACK: Self = Self { channels: [0; 3] };

    /// Reads `#RRGGBB`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self { channels: [channel(0)?, channel(2)?, channel(4)?] })
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.channels.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast with another color, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::theme::{PAIRS, Theme};

    #[test]
    fn contrast_is_that_of_the_specification() {
        // The pairs that the specification's own examples give, to two digits.
        let table = [
            ("#000000", "#FFFFFF", 21.0),
            ("#FFFFFF", "#FFFFFF", 1.0),
            ("#777777", "#FFFFFF", 4.48),
            ("#767676", "#FFFFFF", 4.54),
            ("#0000FF", "#FFFFFF", 8.59),
        ];
        for (one, other, expected) in table {
            let parse = |text| Color::parse(text).expect("a color");
            let contrast = parse(one).contrast(parse(other));
            assert!((contrast - expected).abs() < 0.005, "{one} on {other}: {contrast}");
            assert_eq!(parse(one).to_string(), one);
        }
        for text in ["red", "#FFF", "#12345G", "#1234567", "123456", "#é1234"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_built_in_theme_can_be_read() {
        let theme = Theme::default();
        for scheme in [&theme.dark, &theme.light] {
            for (text, background) in PAIRS {
                let contrast = scheme.color(text).contrast(scheme.color(background));
                assert!(contrast >= 4.5, "{}: {text} on {background}: {contrast}", scheme.name);
            }
        }
    }
}
