//! The first user of a server.

use serde_json::{Value, json};

/// The session of the first user of the server at `url`, who is created.
pub(crate) async fn log_in(http: &reqwest::Client, url: &str) -> String {
    let credentials = json!({
        "username": "ada", "email": "ada@example.com", "password": "correct horse battery",
    });
    let mut answers = Vec::new();
    for path in ["users/first", "users/login"] {
        let request = http.post(format!("{url}/api/v2/{path}")).json(&credentials);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        if let Some(token) = answer["session_token"].as_str() {
            return token.to_owned();
        }
        answers.push(answer);
    }
    panic!("nobody is logged in: {answers:?}");
}
