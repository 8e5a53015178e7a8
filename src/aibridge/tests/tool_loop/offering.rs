//! Which requests offer the bridge's tools, and that nothing else of them changes.

use serde_json::{Value, json};
use sourcebook_options::Value as _;

use super::pen::{PENS, Round, requests, rounds};
use super::toolbox::Kit;
use crate::aibridge::passthrough::FurtherOperations;
use crate::aibridge::settings::BridgeSettings;
use crate::options::passthrough::PassthroughRule;

#[tokio::test]
async fn tools_stand_behind_the_clients_own_and_the_rest_is_as_it_came() {
    let table = [
        (
            "/openai/v1/chat/completions",
            "{ \"messages\":[],\"n\":1,\n\"tools\" :[ {\"type\":\"function\",\"function\":{\"name\":\"own\"}} ] ,\"seed\":1.0}\n",
            r#",{"type":"function","function":{"name":"bmcp_kit_add","description":"What add does.","parameters":{"properties":{"a":{"type":"integer"}},"type":"object"}}}"#,
        ),
        (
            "/openai/v1/responses",
            "{ \"input\":\"Hi\",\"tools\" :[ {\"type\":\"web_search\"} ] ,\"top_p\":1.0}\n",
            r#",{"type":"function","name":"bmcp_kit_add","description":"What add does.","parameters":{"properties":{"a":{"type":"integer"}},"type":"object"},"strict":false}"#,
        ),
        (
            "/anthropic/v1/messages",
            "{ \"messages\":[],\"tools\" :[ {\"name\":\"own\",\"cache_control\":{\"type\":\"ephemeral\"}} ] ,\"top_p\":1.0}\n",
            r#",{"name":"bmcp_kit_add","description":"What add does.","input_schema":{"properties":{"a":{"type":"integer"}},"type":"object"}}"#,
        ),
    ];
    for ((path, body, added), pen) in table.into_iter().zip([PENS[0], PENS[2], PENS[1]]) {
        assert_eq!(path, pen.path());
        let stage =
            rounds(pen, false, &Kit::new(&["add"]), |_| {}, &[Round::new("Hi.", &[])]).await;
        stage.post(path).body(body).send().await.unwrap();
        let end = body.rfind(" ]").unwrap() + 1;
        let expected = [&body[..end], added, &body[end..]].concat();
        assert_eq!(stage.received().body, expected);
    }
}

/// Lets requests go on with conversations.
fn with_conversations(settings: &mut BridgeSettings) {
    let rule = PassthroughRule::parse("POST /openai/v1/conversations").unwrap();
    settings.passthrough = FurtherOperations::new(&[rule]);
}

#[tokio::test]
async fn requests_that_cannot_have_them_go_as_they_came() {
    let chat = [
        json!({"tool_choice": "none"}),
        json!({"tool_choice": {"type": "function", "function": {"name": "own"}}}),
        json!({"tool_choice": "required", "tools": null}),
        json!({"n": 2}),
        json!({"tools": null, "functions": [{"name": "f"}]}),
        json!({"audio": {"voice": "alloy"}}),
        json!({"prediction": {"type": "content", "content": "x"}}),
        json!({"web_search_options": {}}),
        json!({"tools": "text"}),
        json!({"messages": "text"}),
    ];
    let messages = [
        json!({"tool_choice": {"type": "none"}}),
        json!({"tool_choice": {"type": "tool", "name": "own"}}),
        json!({"tool_choice": {"type": "any"}, "tools": []}),
    ];
    let responses = [
        json!({"tool_choice": {"type": "allowed_tools", "tools": []}}),
        json!({"background": true}),
        json!({"conversation": "conv_1"}),
        json!({"prompt": {"id": "pmpt_1"}}),
        json!({"input": null}),
    ];
    for (pen, cases) in PENS.into_iter().zip([&chat[..], &messages, &responses]) {
        for case in cases {
            let kit = Kit::new(&["add"]);
            let stage =
                rounds(pen, false, &kit, with_conversations, &[Round::new("Hi.", &[])]).await;
            let mut asked = pen.asked(false);
            for (name, value) in case.as_object().unwrap() {
                asked[name] = value.clone();
            }
            stage.post(pen.path()).json(&asked).send().await.unwrap();
            assert_eq!(stage.received().body, asked.to_string(), "{case}");
        }
    }
}

#[tokio::test]
async fn a_model_that_must_call_any_tool_may_call_these_beside_the_clients() {
    let any = [json!("required"), json!({"type": "any"}), json!("required")];
    for (pen, choice) in PENS.into_iter().zip(any) {
        let stage =
            rounds(pen, false, &Kit::new(&["add"]), |_| {}, &[Round::new("Hi.", &[])]).await;
        let mut asked = pen.asked(false);
        asked["tool_choice"] = choice.clone();
        stage.post(pen.path()).json(&asked).send().await.unwrap();
        let request = &requests(&stage, pen)[0];
        assert_eq!(pen.offered(request), ["own", "bmcp_kit_add"]);
        assert_eq!(request["tool_choice"], choice);
    }
}

#[tokio::test]
async fn names_are_fitted_to_the_api_and_found_again() {
    let long = "x".repeat(200);
    for (pen, longest) in PENS.into_iter().zip([64, 128, 64]) {
        let kit = Kit::new(&["own.tool", &long, "taken"]);
        let probe = rounds(pen, false, &kit, |_| {}, &[Round::new("Hi.", &[])]).await;
        let mut asked = pen.asked(false);
        let mut taken = asked["tools"][0].clone();
        let name = if taken["function"].is_object() {
            &mut taken["function"]["name"]
        } else {
            &mut taken["name"]
        };
        *name = "bmcp_kit_taken".into();
        asked["tools"].as_array_mut().unwrap().push(taken);
        probe.post(pen.path()).json(&asked).send().await.unwrap();
        let offered = pen.offered(&requests(&probe, pen)[0]);
        assert_eq!(offered[..2], ["own", "bmcp_kit_taken"]);
        assert_eq!(offered.len(), 5);
        assert_eq!(offered[3].len(), longest);
        for name in &offered {
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)));
        }
        // In every request they are the same, and lead to the same tools.
        let names: Vec<&'static str> =
            offered[2..].iter().map(|name| &*name.clone().leak()).collect();
        let calls: Vec<(&str, &str, &str)> = ["c-1", "c-2", "c-3"]
            .into_iter()
            .zip(names)
            .map(|(id, name)| (id, name, "{}"))
            .collect();
        let script = [Round::new("", &calls), Round::new("Hi.", &[])];
        let stage = rounds(pen, true, &kit, |_| {}, &script).await;
        asked["stream"] = true.into();
        stage.post(pen.path()).json(&asked).send().await.unwrap().text().await.unwrap();
        let called: Vec<String> = kit.called().into_iter().map(|(name, _)| name).collect();
        assert_eq!(called, ["own.tool", &long, "taken"]);
        assert_eq!(kit.called()[0].1, Value::from(serde_json::Map::new()));
    }
}
