//! What somebody may make of a genuine confirmation, or without one.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// Everything that is not `genuine`, each with a name.
pub(super) fn forged(genuine: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = genuine.split('.').collect();
    let [version, kid, body, tag] = parts[..] else { panic!("{genuine}") };
    assert_eq!(version, "rs2");
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    // A body that says it holds for ever, and one that never expires at all.
    let rest = URL_SAFE_NO_PAD.decode(body).unwrap()[8..].to_vec();
    let for_ever = encode(&[&i64::MAX.to_be_bytes()[..], &rest].concat());
    let no_expiry = encode(&[&[0; 8][..], &rest].concat());
    let zeros = encode(&[0; 32]);
    let table: &[(&str, String)] = &[
        ("nothing", String::new()),
        ("a space", " ".into()),
        ("a word", "confirmed".into()),
        ("true", "true".into()),
        ("NUL", "\0".into()),
        ("letters of many scripts", "подтверждено ✅ 確認".into()),
        ("512 dots", ".".repeat(512)),
        ("512 letters", "A".repeat(512)),
        ("513 letters", "A".repeat(513)),
        ("100 000 letters", "A".repeat(100_000)),
        ("four empty parts", "...".into()),
        ("no version", format!("{kid}.{body}.{tag}")),
        ("no key", format!("rs2.{body}.{tag}")),
        ("no body", format!("rs2.{kid}.{tag}")),
        ("no tag", format!("rs2.{kid}.{body}")),
        ("an empty key", format!("rs2..{body}.{tag}")),
        ("an empty body", format!("rs2.{kid}..{tag}")),
        ("an empty tag", format!("rs2.{kid}.{body}.")),
        ("a tag of zeros", format!("rs2.{kid}.{body}.{zeros}")),
        ("another key's name", format!("rs2.{}.{body}.{tag}", encode(b"abcd"))),
        ("a key's name of 10 kB", format!("rs2.{}.{body}.{tag}", "A".repeat(400))),
        ("the older format", format!("rs1.{body}.{tag}")),
        ("the older format with a key", format!("rs1.{kid}.{body}.{tag}")),
        ("the older format without a tag", format!("rs1.{body}.")),
        ("a format to come", format!("rs3.{kid}.{body}.{tag}")),
        ("capital letters", format!("RS2.{kid}.{body}.{tag}")),
        ("no algorithm", format!("none.{kid}.{body}.")),
        ("a JSON web token", format!("{}.{body}.", encode(br#"{"alg":"none"}"#))),
        ("body and tag swapped", format!("rs2.{kid}.{tag}.{body}")),
        ("key and body swapped", format!("rs2.{body}.{kid}.{tag}")),
        ("valid for ever", format!("rs2.{kid}.{for_ever}.{tag}")),
        ("without expiry", format!("rs2.{kid}.{no_expiry}.{tag}")),
        ("without expiry and tag", format!("rs2.{kid}.{no_expiry}.")),
        ("a fifth part", format!("{genuine}.{tag}")),
        ("twice", format!("{genuine}{genuine}")),
        ("a space before", format!(" {genuine}")),
        ("a space behind", format!("{genuine} ")),
        ("a line's end behind", format!("{genuine}\n")),
        ("padding", format!("{genuine}=")),
        ("a dot behind", format!("{genuine}.")),
        ("quotes", format!("\"{genuine}\"")),
        ("other letters of base64", genuine.replace(['-', '_'], "+")),
    ];
    let named = |(what, sealed): &(&str, String)| ((*what).to_owned(), sealed.clone());
    let mut all: Vec<_> = table.iter().map(named).collect();
    for at in 0..genuine.len() {
        all.push((format!("cut to {at}"), genuine[..at].to_owned()));
        let other = if &genuine[at..=at] == "A" { "B" } else { "A" };
        let mut altered = genuine.to_owned();
        altered.replace_range(at..=at, other);
        all.push((format!("character {at} altered"), altered));
    }
    all.retain(|(_, sealed)| sealed != genuine);
    all
}
