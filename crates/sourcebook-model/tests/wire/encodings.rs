//! Encoding Objects: headers of parts, parts by their position, parts of parts (OpenAPI 3.2, sections
//! 4.14.4 and 4.15).

use sourcebook_model::request::Body;

use super::bodies::{all_of, parts};

#[test]
fn parts_have_the_headers_of_their_encoding() {
    let content = "multipart/form-data: {schema: {type: object, properties: {f: {type: string}}}, \
                   encoding: {f: {headers: {X-A: {required: true, schema: {type: integer}}, X-B: \
                   {schema: {type: string}}, X-C: {example: [1, 2]}, Content-Type: {example: no}}}}}";
    assert_eq!(parts(&all_of("3.1.0", content)[0]), ["f: string X-A=0 X-C=1,2"]);
}

#[test]
fn parts_are_told_apart_by_their_position() {
    let content = "multipart/mixed: {itemSchema: {type: string}, prefixEncoding: [{contentType: \
                   application/json}], itemEncoding: {contentType: image/png}}";
    let request = all_of("3.2.0", content).remove(0);
    assert_eq!(parts(&request), ["-: \"string\" application/json", "-: @part-2 image/png"]);
    let first = "multipart/related: {schema: {type: array, prefixItems: [{type: object, properties: \
                 {a: {const: 1}}}, {type: string}]}, prefixEncoding: [{}, {contentType: image/png}]}";
    let request = all_of("3.2.0", first).remove(0);
    assert_eq!(parts(&request), [r#"-: {"a":1} application/json"#, "-: @part-2 image/png"]);
}

/// Section 4.15.4.7: a header whose text a media type writes.
#[test]
fn headers_of_parts_can_have_content() {
    let content = "multipart/mixed: {itemSchema: {type: string}, itemEncoding: {contentType: text/html, \
                   headers: {Content-Location: {required: true, content: {text/plain: {schema: {type: \
                   string, format: uri}, example: 'https://a.example/b?c=d'}}}, X-J: {content: \
                   {application/json: {example: {a: [1]}}}}, X-N: {content: {text/plain: {schema: \
                   {type: string}}}}}}}";
    let expected = r#"-: string text/html Content-Location=https://a.example/b?c=d X-J={"a":[1]}"#;
    assert_eq!(parts(&all_of("3.2.0", content)[0]), [expected]);
}

/// Section 4.15.4.10, without and with a file in the inner parts.
#[test]
fn parts_can_be_made_of_parts() {
    let of = |last: &str, encoding: &str| {
        format!(
            "multipart/mixed: {{schema: {{type: array, prefixItems: [{{type: array, items: {{type: \
             integer}}}}, {{type: array, prefixItems: [{{type: object, properties: {{a: {{type: \
             integer}}}}, xml: {{name: x}}}}, {{type: string}}{last}]}}]}}, prefixEncoding: [{{}}, \
             {{contentType: multipart/mixed, prefixEncoding: [{{contentType: application/xml}}, \
             {{}}{encoding}]}}]}}"
        )
    };
    let request = all_of("3.2.0", &of("", "")).remove(0);
    let Some(Body::Multipart { parts: found, .. }) = &request.body else { panic!("no parts") };
    let inner = "--inner\r\nContent-Type: application/xml\r\n\r\n<x>\n  <a>0</a>\n</x>\r\n\
                 --inner\r\n\r\nstring\r\n--inner--";
    assert_eq!(found[1].media_type.as_deref(), Some("multipart/mixed; boundary=inner"));
    assert_eq!(found[1].text, inner);
    assert_eq!(
        (&*found[0].text, found[0].media_type.as_deref()),
        ("[0]", Some("application/json"))
    );
    let with_file = all_of("3.2.0", &of(", {}", ", {contentType: image/png}"));
    assert_eq!(parts(&with_file[0])[1], "-: @part-2 multipart/mixed");
}

#[test]
fn forms_can_be_inside_of_forms() {
    let fields = "{schema: {type: object, properties: {f: {type: object, example: {a: x y, b: [1, \
                  2]}}}}, encoding: {f: {contentType: application/x-www-form-urlencoded, encoding: {b: \
                  {explode: false}}}}}";
    let part = &all_of("3.2.0", &format!("multipart/form-data: {fields}"))[0];
    assert_eq!(parts(part), ["f: a=x+y&b=1,2 application/x-www-form-urlencoded"]);
    let form = all_of("3.2.0", &format!("application/x-www-form-urlencoded: {fields}")).remove(0);
    let Some(Body::Form { text, .. }) = form.body else { panic!("no form") };
    assert_eq!(text, "f=a%3Dx%2By%26b%3D1%2C2");
}
