//! The routes that a server serves and that its API document does not have.

/// Paths of such routes: parameters as `{name}`, the rest of a path as `{*name}`.
#[derive(Debug, Default)]
pub struct Outside {
    routes: Vec<Vec<String>>,
}

impl Outside {
    /// Adds a route.
    pub fn add(&mut self, path: &str) {
        self.routes.push(path.split('/').skip(1).map(str::to_owned).collect());
    }

    /// Whether one of the routes answers a path, or stands below it.
    pub fn serves(&self, path: &str) -> bool {
        let given: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
        self.routes.iter().any(|route| {
            let is_rest = |segment: &String| segment.starts_with("{*");
            let fixed = route.iter().position(is_rest).unwrap_or(route.len());
            let takes =
                |(segment, text): (&String, &&str)| segment.starts_with('{') || segment == text;
            let is_long_enough = given.len() >= fixed || fixed < route.len();
            let is_short_enough = given.len() <= fixed || fixed < route.len();
            is_long_enough && is_short_enough && route[..fixed].iter().zip(&given).all(takes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_takes_parameters_and_the_rest_of_a_path() {
        let mut outside = Outside::default();
        for path in ["/healthz", "/files/{id}/raw", "/proxy/openai/{*path}"] {
            outside.add(path);
        }
        for path in
            ["/healthz", "/files/7/raw", "/proxy/openai/v1/models", "/proxy/openai", "/proxy"]
        {
            assert!(outside.serves(path), "{path}");
        }
        for path in ["/healthy", "/files/7", "/files/7/raw/x", "/proxy/anthropic/v1"] {
            assert!(!outside.serves(path), "{path}");
        }
    }
}
